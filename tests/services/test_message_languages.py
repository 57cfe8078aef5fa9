"""Whoever speaks Spanish, Catalan or Basque is told everything in it, by e-mail and on paper, from the first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import papers as read_back
import pytest
from builders import describe_place, open_desk

from tierslieu_desk.rules.messages import Purpose, Way
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message import message_papers
from tierslieu_desk.services.message.message_texts import in_force
from tierslieu_desk.services.message.messages import Addressee, Messages
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.wallclock import Slot

AFTERNOON = Slot(datetime(2026, 11, 24, 14), datetime(2026, 11, 24, 18))
BEYOND = ("es", "ca", "eu")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "desk") as made:
        describe_place(made)
        yield made


@pytest.fixture
def messages(desk: Desk) -> Messages:
    return Messages(desk, Papers(desk.store.folder))


@pytest.mark.parametrize("purpose", [purpose for purpose in Purpose if purpose is not Purpose.PLAIN])
@pytest.mark.parametrize("language", BEYOND)
def test_every_purpose_is_said_in_words_of_their_own(desk: Desk, purpose: Purpose, language: str) -> None:
    with desk.store.reading() as session:
        bodies = {one: in_force(session, purpose, one)[1] for one in ("fr", "en", *BEYOND)}
    own = bodies.pop(language)
    assert own not in bodies.values()
    greeting = {"es": "Buenos días:", "ca": "Bon dia,", "eu": "Egun on:"}[language]
    assert own.startswith(f"{greeting}\n\n")


BOOKED = {
    "es": (
        "Su reserva: Salle jaune, martes, 24 de noviembre, 14:00 – 18:00",
        "Su reserva está confirmada:\n\nSalle jaune\nmartes, 24 de noviembre, 14:00 – 18:00\n1.234,50\u00a0€\n",
    ),
    "ca": (
        "La vostra reserva: Salle jaune, dimarts, 24 de novembre, 14:00 – 18:00",
        "La vostra reserva està confirmada:\n\nSalle jaune\ndimarts, 24 de novembre, 14:00 – 18:00\n1.234,50\u00a0€\n",
    ),
    "eu": (
        "Zure erreserba: Salle jaune, azaroaren 24(a), asteartea, 14:00 – 18:00",
        "Zure erreserba baieztatuta dago:\n\nSalle jaune\nazaroaren 24(a), asteartea, 14:00 – 18:00\n1.234,50\u00a0€\n",
    ),
}


@pytest.mark.parametrize("language", BEYOND)
def test_a_booking_is_confirmed_with_day_and_price_as_their_language_writes_them(
    messages: Messages, language: str
) -> None:
    facts = {"what": "Salle jaune", "when": AFTERNOON, "price_cents": 123_450}
    told = messages.offer(Purpose.BOOKING_CONFIRMED, Addressee("Ane", "ane@example.org", "", language), facts)
    subject, body = BOOKED[language]
    assert (told.language, told.way, told.subject) == (language, Way.EMAIL, subject)
    assert body in told.body


LETTERS = {
    "es": ("Recordatorio: factura F2026-0012", "24 de diciembre de 2026", "Adjuntos: F2026-0012", "Página 1 de 1"),
    "ca": ("Recordatori: factura F2026-0012", "24 de desembre del 2026", "Adjunts: F2026-0012", "Pàgina 1 de 1"),
    "eu": ("Gogorarazpena: F2026-0012 faktura", "2026(e)ko abenduaren 24(a)", "Erantsita: F2026-0012", "Orria: 1/1"),
}


@pytest.mark.parametrize("language", BEYOND)
def test_the_letter_of_somebody_without_an_e_mail_speaks_their_language_down_to_its_page_number(
    desk: Desk, messages: Messages, language: str
) -> None:
    facts = {"number": "F2026-0012", "amount_cents": 12_000, "due": date(2026, 12, 24)}
    enclosed = messages.enclose(b"%PDF of the invoice", "F2026-0012.pdf")
    row = messages.send(Purpose.PAYMENT_REMINDER, Addressee("Ane", language=language), facts, papers=(enclosed,))
    sheet = message_papers.sheet(row, People(desk), Places(desk), date(2026, 11, 24))
    from tierslieu_desk import documents

    text = " ".join(read_back.text(documents.render(sheet)).split())
    for words in LETTERS[language]:
        assert words in text
    assert "120,00 €" in text
