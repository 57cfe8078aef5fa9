"""A legal paper that could not be read is not issued: who is told which signs, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from builders import describe_place
from papers import text as pdf_text

from tierslieu_desk import documents, errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.charges import owe
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.place.places import PlaceDescription, Places

TODAY = date(2026, 11, 24)


def named(desk: Desk, name: str, street: str = "", city: str = "Foix") -> int:
    return People(desk).add_organisation(NewOrganisation(name=name, street=street, city=city))


def rename(desk: Desk, party: int, name: str) -> None:
    new = NewOrganisation(name=name, city="Foix")
    People(desk).change(party, new, People(desk).get(party).version)


@pytest.fixture
def owes_for(desk: Desk) -> Callable[[int, str, str], int]:
    """`owes_for(marie, "Salle 太极", "")` writes a charge of 5.00 of that name, with that detail."""

    def write(party: int, description: str, detail: str = "") -> int:
        with desk.store.writing() as session:
            return owe(
                desk,
                session,
                party_id=party,
                supplied_on=date(2026, 11, 20),
                description=description,
                detail=detail,
                unit_price_e4=50_000,
                basis=Basis.GROSS,
                vat_category=VatCategory.STANDARD,
            )

    return write


@pytest.mark.parametrize(
    ("name", "street", "characters", "text"),
    [
        ("王伟", "", ("王", "伟"), "王伟"),
        ("王伟", "南京路 12\n2e étage", ("王", "伟", "南", "京", "路"), "王伟, 南京路 12 2e étage"),
        ("Wang Wei", "南京路 12", ("南", "京", "路"), "南京路 12"),
        ("محمد", "", ("م", "ح", "د"), "محمد"),
        ("Léa 🎈 Roux", "", ("🎈",), "Léa 🎈 Roux"),
        ("Léa ❤️ Roux", "", ("❤",), "Léa ❤️ Roux"),
        ("Léa Roux", "1 rue Haute 🏔", ("🏔",), "1 rue Haute 🏔"),
        ("🎈", "", ("🎈",), "🎈"),
        ("Li \U00031350", "", ("\U00031350",), "Li \U00031350"),
    ],
)
def test_a_name_or_an_address_that_paper_cannot_show_holds_the_invoice_back(
    desk: Desk,
    invoices: Invoices,
    papers: Papers,
    owes: Callable[..., int],
    name: str,
    street: str,
    characters: tuple[str, ...],
    text: str,
) -> None:
    party = named(desk, name, street)
    owes(party, 500)
    with pytest.raises(errors.GlyphsMissing) as refused:
        invoices.issue(party, TODAY)
    assert type(refused.value) is errors.GlyphsMissing
    assert refused.value.facts == {"characters": characters, "text": text, "who": name}
    assert invoices.all() == ()
    assert list(papers.folder.glob("*/*")) == []


@pytest.mark.parametrize("name", ["Олена Шевченко", "Ελένη", "Łukasz Žižek", "Nguyễn Văn Đức", "Zoe\u0308", "L’Œuvre"])
def test_a_name_that_paper_shows_is_issued(desk: Desk, invoices: Invoices, owes: Callable[..., int], name: str) -> None:
    party = named(desk, name)
    owes(party, 500)
    (row,) = invoices.issue(party, TODAY)
    assert "□" not in pdf_text(row.paper.read_bytes())


def test_the_sentence_names_whose_and_which_and_says_what_to_do(
    desk: Desk, invoices: Invoices, owes: Callable[..., int]
) -> None:
    party = named(desk, "王伟")
    owes(party, 500)
    with pytest.raises(errors.GlyphsMissing) as refused:
        invoices.issue(party, TODAY)
    with speaking("en"):
        assert say.sentence(refused.value) == (
            "Paper cannot show 王, 伟 in “王伟”. Write it with Latin letters only on the sheet of 王伟, "
            "then try again: nothing was lost."
        )


def test_once_the_name_is_written_in_latin_letters_what_was_owed_is_issued(
    desk: Desk, invoices: Invoices, owes: Callable[..., int]
) -> None:
    party = named(desk, "王伟")
    owes(party, 500)
    with pytest.raises(errors.GlyphsMissing):
        invoices.issue(party, TODAY)
    rename(desk, party, "Wang Wei")
    (row,) = invoices.issue(party, TODAY)
    assert (row.number, row.gross_cents) == ("F2026-0001", 500)
    assert "Wang Wei" in pdf_text(row.paper.read_bytes())


def test_a_picture_beside_the_words_of_a_line_is_left_out(
    invoices: Invoices, marie: int, owes_for: Callable[..., int]
) -> None:
    owes_for(marie, "Café 🌻", "à l’atelier 🔧 ①")
    (row,) = invoices.issue(marie, TODAY)
    said = pdf_text(row.paper.read_bytes())
    assert "Café" in said
    assert "à l’atelier 1" in said
    assert "□" not in said


@pytest.mark.parametrize(
    ("description", "detail", "characters", "text"),
    [
        ("Cours de 太极 🌻", "", ("太", "极"), "Cours de 太极 🌻"),
        ("Cours", "avec 王伟", ("王", "伟"), "avec 王伟"),
        ("🌻", "", ("🌻",), "🌻"),
    ],
)
def test_a_line_that_would_show_a_box_holds_the_invoice_back_and_says_who_owes_it(
    invoices: Invoices,
    marie: int,
    owes_for: Callable[..., int],
    description: str,
    detail: str,
    characters: tuple[str, ...],
    text: str,
) -> None:
    owes_for(marie, description, detail)
    with pytest.raises(errors.LabelUnreadable) as refused:
        invoices.issue(marie, TODAY)
    assert refused.value.facts == {"characters": characters, "text": text, "who": "Marie Dupont"}
    with speaking("en"):
        assert "which Marie Dupont owes" in say.sentence(refused.value)
    assert invoices.all() == ()


def test_a_place_whose_own_name_paper_cannot_show_issues_nothing_and_a_picture_in_it_is_left_out(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    owes(marie, 500)
    Places(desk).describe(PlaceDescription(name="绿池", city="Mirepoix"))
    with pytest.raises(errors.GlyphsMissing) as refused:
        invoices.issue(marie, TODAY)
    assert refused.value.facts["who"] == "绿池"
    Places(desk).describe(PlaceDescription(name="L’Étang Vert 🦆", city="Mirepoix"))
    assert invoices.issue(marie, TODAY)[0].number == "F2026-0001"


def test_a_payer_who_cannot_be_read_is_held_back_and_the_others_go_on(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    first, homeless = named(desk, "A王"), named(desk, "Bref", city="")
    for party in (first, homeless, marie):
        owes(party, 500)
    preview, billing = invoices.preview(TODAY), invoices.issue_all(TODAY)
    assert [row.customer for row in billing.issued] == ["Marie Dupont"]
    assert [(held.customer, held.refusal.code) for held in billing.held_back] == [
        ("A王", "glyphs_missing"),
        ("Bref", "missing_fact"),
    ]
    assert [draft.customer for draft in preview.drafts] == [row.customer for row in billing.issued]
    assert [(held.customer, held.refusal.facts) for held in preview.held_back] == [
        (held.customer, held.refusal.facts) for held in billing.held_back
    ]


def test_a_preview_draws_numbers_and_writes_nothing(
    desk: Desk,
    invoices: Invoices,
    papers: Papers,
    marie: int,
    owes: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owes(marie, 500)
    monkeypatch.setattr(desk.store, "writing", lambda: pytest.fail("a preview wrote"))
    monkeypatch.setattr(documents, "render", lambda _sheet: pytest.fail("a preview drew"))
    assert [draft.gross_cents for draft in invoices.preview(TODAY).drafts] == [500]
    assert not papers.folder.exists()


def test_a_credit_note_is_held_back_for_a_name_but_never_for_the_lines_it_repeats(
    desk: Desk, invoices: Invoices, owes_for: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines are those of a document issued by an older program, which did not look."""
    party = named(desk, "Wang Wei")
    owes_for(party, "Cours de 太极")
    with monkeypatch.context() as patch:
        patch.setattr(documents, "unreadable", lambda _sheet: ())
        (row,) = invoices.issue(party, TODAY)
    rename(desk, party, "王伟")
    with pytest.raises(errors.GlyphsMissing) as refused:
        invoices.credit(row.id)
    assert refused.value.facts["text"] == "王伟"
    rename(desk, party, "Wang Wei")
    assert invoices.credit(row.id).number == "A2026-0001"


def test_somebody_who_is_paid_for_may_have_any_name(desk: Desk, invoices: Invoices, owes: Callable[..., int]) -> None:
    describe_place(desk)
    firm = named(desk, "Pyrène Conseil")
    wang = People(desk).add_person(NewPerson(family_name="王伟"))
    People(desk).set_payer(wang, firm)
    owes(wang, 500)
    assert invoices.issue(firm, TODAY)[0].customer == "Pyrène Conseil"
