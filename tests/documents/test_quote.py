"""The quote on paper: until when, what it costs with its VAT, what holds, and where to sign."""

from __future__ import annotations

from datetime import date

import papers
import pytest
from builders import SmallHouse, slot

from tierslieu_desk import documents
from tierslieu_desk.documents import samples
from tierslieu_desk.rules.messages import Way
from tierslieu_desk.services.booking import quote_papers
from tierslieu_desk.services.booking.quotes import NewQuote, Quotes, Wanted
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message.messages import Messages
from tierslieu_desk.services.person.people import NewPerson, People


def words(content: bytes) -> str:
    return " ".join(papers.text(content).split()).replace("\u00a0", " ")


def test_it_says_its_number_its_last_day_its_vat_and_where_to_sign() -> None:
    text = words(documents.render(samples.quote("en")))
    for said in (
        "Quote D2026-0007",
        "valid until 24 December 2026",
        "Concert de Noël",
        "VAT 20% on €60.00",
        "€72.00",
        "once this quote has come back signed",
        "Chaises et ménage compris.",
        "Read and agreed.",
        "Signature",
    ):
        assert said in text, text
    assert "To pay" not in text
    assert "IBAN" not in text


@pytest.fixture
def desk(tmp_path):
    from builders import open_desk, settled

    with open_desk(tmp_path / "desk", store_file=settled()[0]) as opened:
        yield opened


@pytest.fixture
def house() -> SmallHouse:
    from builders import settled

    return settled()[1]


def test_it_is_drawn_and_told_in_the_language_of_whoever_it_is_for(desk: Desk, house: SmallHouse) -> None:
    new = NewPerson(given_name="Ana", family_name="Roca", email="ana@example.org", language="en", city="Foix")
    ana, quotes = People(desk).add_person(new), Quotes(desk)
    wanted = (Wanted(house.room_a, slot("18:00", "20:00")),)
    number = quotes.make(NewQuote(wanted, date(2026, 12, 24), ana, title="Choir", hold=True))
    draft = quote_papers.letter(Messages(desk, Papers(desk.store.folder)), quotes, number)
    assert (draft.way, draft.subject) == (Way.EMAIL, "L’Étang Vert: quote D2026-0001")
    assert "our quote D2026-0001: €24.00. It is valid until 24 December 2026." in draft.body
    (paper,) = draft.papers
    assert paper.name == "D2026-0001.pdf"
    text = words(Papers(desk.store.folder).read(paper.sha256))
    for said in (
        "SCIC L’Étang Vert",
        "Ana Roca",
        "Foix",
        "These times are kept for you until 24 December 2026",
        "€24.00",
    ):
        assert said in text
