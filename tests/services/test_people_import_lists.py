"""Lists of people that come back: what was said of them is remembered, who wrote them is known, how bad they may be."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import PartyKind, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.person.people_import import Fate, PeopleImport

STRANGE = "Où;Blaze;Joindre;Divers\n%s\n"


def written(folder: Path, content: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
    file = folder / name
    file.write_bytes(content.encode(encoding))
    return file


def names(desk: Desk) -> list[str]:
    return [row.name for row in People(desk).list()]


# --- remembered


def test_what_was_said_of_a_list_is_remembered_for_the_next_with_the_same_headers(desk: Desk, tmp_path: Path) -> None:
    importer = PeopleImport(desk)
    first = written(tmp_path, STRANGE % "9500;Marie DUPONT;marie@example.org;x")
    assert importer.run(first, by_hand={1: "full_name", 2: "email", 0: "postcode"}).created == 1
    second = written(tmp_path, "OÙ;BLAZE;JOINDRE;DIVERS\n9000;Jean ROY;jean@example.org;\n", name="two.csv")
    seen = importer.preview(second)
    assert (seen.remembered, seen.by_hand) == (True, {0: "postcode", 1: "full_name", 2: "email"})
    assert importer.run(second).created == 1
    assert names(desk) == ["Jean Roy", "Marie Dupont"]
    other = written(tmp_path, "Où;Blaze;Joindre\n9000;Ana SANS;ana@example.org\n", name="three.csv")
    with pytest.raises(errors.ColumnsUnknown):
        importer.preview(other)


def test_what_was_only_looked_at_is_not_remembered(desk: Desk, tmp_path: Path) -> None:
    file = written(tmp_path, STRANGE % "9500;Marie DUPONT;marie@example.org;x")
    PeopleImport(desk).preview(file, by_hand={1: "full_name"})
    with pytest.raises(errors.ColumnsUnknown):
        PeopleImport(desk).preview(file)


def test_what_was_remembered_is_refused_and_then_forgotten(desk: Desk, tmp_path: Path) -> None:
    importer = PeopleImport(desk)
    text = "Nom;Prénom;Courriel\nDupont;Marie;marie@example.org\n"
    importer.run(written(tmp_path, text), by_hand={2: ""})
    assert importer.preview(written(tmp_path, text)).ignored_columns == ("Courriel",)
    plain = importer.preview(written(tmp_path, text), plain=True)
    assert (plain.remembered, plain.ignored_columns) == (False, ())
    importer.run(written(tmp_path, text), plain=True)
    assert importer.preview(written(tmp_path, text)).ignored_columns == ()


# --- whose list it is

HELLOASSO_MEMBERS = (
    "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Nom payeur;"
    "Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Tarif;Montant tarif\n"
    "81234;02/09/2026 10:12;Validé;Dupont;Marie;Martin;Paul;paul@example.org;;Carte bancaire;Plein tarif;25,00\n"
)
HELLOASSO_TICKETS = (
    "Référence commande;Date de la commande;Statut de la commande;Nom participant;Prénom participant;Nom payeur;"
    "Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Billet;Numéro de billet;Tarif;Montant tarif\n"
    "81235;02/09/2026 10:12;Validé;Roy;Jean;Roy;Jean;jean@example.org;;Carte bancaire;B;1;Tarif adhérent;5,00\n"
)
HELLOASSO_PAYMENTS = (
    "Référence commande;Référence paiement;Montant total;Date du paiement;Statut du paiement;Versé;Nom payeur;"
    "Prénom payeur;Email payeur;Date de naissance;Raison sociale;Campagne;Type;Adresse payeur;Code Postal payeur;"
    "Ville payeur;Pays payeur;Commentaire\n"
    "82810;53041;45,00;03/04/2026 18:23;Payé;Non;Faure;Léa;lea@example.org;21/03/1987;;Don;Don;3 rue Haute;9100;"
    "Pamiers;France;merci\n"
)
PAHEKO = (
    "Catégorie,Numéro de membre,Nom & prénom,Adresse E-Mail,Adresse postale,Code postal,Ville,Numéro de téléphone,"
    "Date d'inscription\n"
    "Bureau,12,Etchegoyen Xan,xan@example.org,4 place du Foirail,64120,Saint-Palais,0612345678,01/02/2024\n"
)


@pytest.mark.parametrize(
    ("text", "program", "who"),
    [
        (HELLOASSO_MEMBERS, "HelloAsso", ("Marie Dupont", "paul@example.org", Role.MEMBER, "")),
        (HELLOASSO_TICKETS, "HelloAsso", ("Jean Roy", "jean@example.org", Role.VISITOR, "")),
        (HELLOASSO_PAYMENTS, "HelloAsso", ("Léa Faure", "lea@example.org", Role.VISITOR, "Pamiers")),
        (PAHEKO, "Paheko", ("Xan Etchegoyen", "xan@example.org", Role.MEMBER, "Saint-Palais")),
    ],
    ids=["members", "tickets", "payments", "paheko"],
)
def test_a_list_of_another_program_is_known_by_its_headers(
    desk: Desk, tmp_path: Path, text: str, program: str, who: tuple[str, str, Role, str]
) -> None:
    file = written(tmp_path, text)
    assert PeopleImport(desk).run(file).preset == program
    [one] = People(desk).list()
    assert (one.name, one.email, one.role, one.city) == who


HELLOASSO_ASKED = (
    "Référence commande;Date de la commande;Statut de la commande;Nom adhérent;Prénom adhérent;Carte d'adhérent;"
    "Nom payeur;Prénom payeur;Email payeur;Raison sociale;Moyen de paiement;Tarif;Montant tarif;Code Promo;"
    "Montant code promo;Date de la campagne;Numéro de téléphone;e-mail;Date de naissance de l'adhérent;"
    "Adresse : numéro et nom de rue;Code postal;Ville\n"
    "81234;02/09/2026 10:12;Validé;Dupont;Marie;;Martin;Paul;paul@example.org;;Carte bancaire;Plein tarif;25,00;;;"
    "2026-2027;612345678;marie@example.org;04/05/1990;3 rue du Lac;9500;Mirepoix\n"
)
HELLOASSO_SHORT = (
    "Statut;Nom adhérent;Prénom adhérent;Email payeur;Tarif\nValidé;Dupont;Marie;marie@example.org;Plein\n"
)
PAHEKO_TWO_NAMES = (
    "Numéro de membre;Catégorie;Nom;Prénom;Adresse e-mail;Adresse postale;Code postal;Ville;Numéro de téléphone\n"
    "12;Membres actifs;Dupont;Marie;marie@example.org;3 rue du Lac;9500;Mirepoix;612345678\n"
)
MARIE = ("Marie Dupont", Role.MEMBER, "marie@example.org")
AT_HOME = ("06 12 34 56 78", "3 rue du Lac", "09500", "Mirepoix")


@pytest.mark.parametrize(
    ("text", "program", "rest", "born"),
    [
        (HELLOASSO_ASKED, "HelloAsso", AT_HOME, date(1990, 5, 4)),
        (HELLOASSO_SHORT, "HelloAsso", ("", "", "", ""), None),
        (PAHEKO_TWO_NAMES, "Paheko", AT_HOME, None),
    ],
    ids=["asked besides", "short", "two names"],
)
def test_what_a_house_asks_besides_is_read_and_ones_own_address_counts_before_who_paid(
    desk: Desk, tmp_path: Path, text: str, program: str, rest: tuple[str, ...], born: date | None
) -> None:
    assert PeopleImport(desk).run(written(tmp_path, text)).preset == program
    [one] = People(desk).list()
    assert (one.name, one.role, one.email) == MARIE
    assert (one.phone, one.street, one.postcode, one.city) == rest
    assert one.birth_date == born


def test_that_a_list_is_known_can_be_refused(desk: Desk, tmp_path: Path) -> None:
    seen = PeopleImport(desk).preview(written(tmp_path, PAHEKO), plain=True)
    assert seen.preset == ""
    PeopleImport(desk).run(written(tmp_path, PAHEKO), plain=True)
    assert [one.role for one in People(desk).list()] == [Role.VISITOR]


def test_a_list_of_ones_own_is_of_no_program(desk: Desk, tmp_path: Path) -> None:
    assert PeopleImport(desk).preview(written(tmp_path, "Nom;Prénom\nDupont;Marie\n")).preset == ""


# --- what is changed, and why somebody is passed over


def test_a_preview_says_what_it_learns_of_whom_and_by_what_others_are_known(desk: Desk, tmp_path: Path) -> None:
    people = People(desk)
    people.add_person(NewPerson(given_name="Marie", family_name="Dupont", email="marie@example.org", city="Foix"))
    people.add_person(NewPerson(given_name="Jean", family_name="Roy", postcode="09000", role=Role.MEMBER))
    text = (
        "Nom;Prénom;E-mail;Portable;CP;Ville;Statut\n"
        "Dupont;Marie;marie@example.org;612345678;;Pamiers;Adhérente\n"
        "Roy;Jean;;;9000;;\n"
        "Sans;Ana;ana@example.org;;;;\n"
        "Sans;Ana;ana@example.org;;;;\n"
    )
    rows = PeopleImport(desk).preview(written(tmp_path, text)).rows
    assert [(row.name, row.fate, row.why, row.changes) for row in rows] == [
        (
            "Marie Dupont",
            Fate.COMPLETED,
            "email",
            (("phone", "", "06 12 34 56 78"), ("role", "visitor", "member")),
        ),
        ("Jean Roy", Fate.KNOWN, "name", ()),
        ("Ana Sans", Fate.NEW, "", ()),
        ("Ana Sans", Fate.KNOWN, "above", ()),
    ]


# --- how bad a list may be


def test_two_lines_of_headers_with_merged_cells_are_read_together(desk: Desk, tmp_path: Path) -> None:
    """Names over two lines of headers, "Contact" over two columns, one family name merged over two people."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Fichier des adhérents 2026", None, None, None],
        ["Nom", "Prénom", "Contact", None],
        [None, None, "Téléphone", "E-mail"],
        ["Dupont", "Marie", 612345678, "marie@example.org"],
        [None, "Jean", None, "jean@example.org"],
        ["Roy", "Ana", None, None],
    ):
        sheet.append(row)
    for merged in ("A1:D1", "A2:A3", "B2:B3", "C2:D2", "A4:A5"):
        sheet.merge_cells(merged)
    file = tmp_path / "merged.xlsx"
    book.save(file)
    done = PeopleImport(desk).run(file)
    assert (done.created, done.errors) == (3, ())
    assert {(row.name, row.phone, row.email) for row in People(desk).list()} == {
        ("Marie Dupont", "06 12 34 56 78", "marie@example.org"),
        ("Jean Dupont", "", "jean@example.org"),
        ("Ana Roy", "", ""),
    }


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
def test_lines_parted_by_another_sign_than_the_others_are_read_as_well(
    desk: Desk, tmp_path: Path, encoding: str
) -> None:
    text = "Nom;Prénom;E-mail\nDupont;Marie;marie@example.org\nRoy,Noémie,noemie@example.org\nSans\tAna\t\n"
    assert PeopleImport(desk).run(written(tmp_path, text, encoding)).errors == ()
    assert names(desk) == ["Ana Sans", "Marie Dupont", "Noémie Roy"]


def test_a_cell_with_a_line_break_stays_one_cell_and_the_lines_keep_their_numbers(desk: Desk, tmp_path: Path) -> None:
    text = (
        'Nom;Prénom;Adresse;E-mail\nDupont;Marie;"3 rue Haute\nBât. B";marie@example.org\nRoy;Jean;;pas une adresse\n'
    )
    seen = PeopleImport(desk).preview(written(tmp_path, text))
    assert [problem.line for problem in seen.errors] == [4]
    PeopleImport(desk).run(written(tmp_path, text), without_wrong=True)
    [marie] = People(desk).list()
    assert People(desk).get(marie.id).street == "3 rue Haute Bât. B"


NO_ADDRESS = "“%s” is no e-mail address. It is written like this: marie@example.org."


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("24/11/2036;", "24 November 2036 is yet to come. Check the year."),
        ("25/11/2026;", "25 November 2026 is yet to come. Check the year."),
        (";marie dupont@example.org", NO_ADDRESS % "marie dupont@example.org"),
        (";marie@ example.org", NO_ADDRESS % "marie@ example.org"),
    ],
)
def test_a_birth_to_come_and_an_address_with_a_space_are_lines_to_put_right(
    desk: Desk, tmp_path: Path, cell: str, told: str
) -> None:
    text = f"Nom;Prénom;Né le;E-mail\nRoy;Jean;24/11/2026;\nDupont;Marie;{cell}\n"
    done = PeopleImport(desk).run(written(tmp_path, text))
    with speaking("en"):
        assert [(one.line, say.sentence(one.error)) for one in done.errors] == [(3, told)]
    assert names(desk) == []


def test_a_sheet_of_pictures_alone_is_no_list(desk: Desk, tmp_path: Path) -> None:
    from openpyxl.drawing.image import Image
    from PIL import Image as Drawn

    Drawn.new("RGB", (20, 20), "green").save(tmp_path / "photo.png")
    book = Workbook()
    book.worksheets[0].add_image(Image(str(tmp_path / "photo.png")), "A1")
    book.save(tmp_path / "photos.xlsx")
    with pytest.raises(errors.NotASpreadsheet):
        PeopleImport(desk).preview(tmp_path / "photos.xlsx")


def test_a_file_that_is_still_being_written_is_told(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has grown between the reading and the look at its size."""
    file = written(tmp_path, "Nom;Prénom\nDupont;Marie\n")
    read = Path.read_bytes

    def slowly(self: Path) -> bytes:
        content = read(self)
        if self == file:
            with self.open("ab") as more:
                more.write(b"Roy;Jean\n")
        return content

    monkeypatch.setattr(Path, "read_bytes", slowly)
    with pytest.raises(errors.FileUnreadable):
        PeopleImport(desk).preview(file)
    monkeypatch.undo()
    assert PeopleImport(desk).preview(file).created == 2


def test_the_lines_to_put_right_are_brought_in_once_they_are(desk: Desk, tmp_path: Path) -> None:
    importer = PeopleImport(desk)
    text = "Nom;Prénom;E-mail\nDupont;Marie;marie@example.org\nMartin;Paul;paul(at)example.org\n"
    found = importer.preview(written(tmp_path, text))
    importer.run(written(tmp_path, text), without_wrong=True)
    out = importer.write_problems(found, tmp_path / "right.csv")
    out.write_text(out.read_text(encoding="utf-8-sig").replace("(at)", "@", 2), encoding="utf-8")
    done = importer.run(out)
    assert (done.created, done.errors) == (1, ())
    assert [(row.name, row.email) for row in People(desk).list()] == [
        ("Marie Dupont", "marie@example.org"),
        ("Paul Martin", "paul@example.org"),
    ]


def test_ten_thousand_lines_are_brought_in_within_seconds_and_their_progress_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    lines = "".join(
        f"Nom{n};Prénom{n};p{n}@example.org;{600000000 + n};9500;21/03/1987;Société {n % 50}\n" for n in range(10_000)
    )
    file = written(tmp_path, "Nom;Prénom;E-mail;Téléphone;CP;Né le;Société\n" + lines, "cp1252")
    told: list[tuple[int, int]] = []
    began = time.perf_counter()
    done = PeopleImport(desk).run(file, lambda so_far, of: told.append((so_far, of)))
    assert time.perf_counter() - began < 20
    assert done.created == 10_050
    assert len(told) > 20
    assert all(so_far <= of for so_far, of in told)
    assert len(People(desk).list(kind=PartyKind.ORGANISATION)) == 50


def test_nothing_of_the_names_of_ones_own_list_is_kept_but_the_choice(desk: Desk, tmp_path: Path) -> None:
    """The headers are remembered by their hash alone: a header may be somebody's name."""
    PeopleImport(desk).run(written(tmp_path, STRANGE % "9500;Marie DUPONT;m@example.org;x"), by_hand={1: "full_name"})
    with desk.store.glancing() as seen:
        [(headers, position, field)] = seen.rows("SELECT headers, position, field FROM column_choice")
    assert (len(headers), position, field) == (64, 1, "full_name")
