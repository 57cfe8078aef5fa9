"""What is told, and when: one reminder of a day, the kind of paper by its name, an option that ends."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, slot

from tierslieu_desk import formats
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.messages import Purpose, Way
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.message.messages import Messages
from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow
from tierslieu_desk.services.person.people import NewPerson, People

TOMORROW = date(2026, 11, 25)


@pytest.fixture
def messages(desk: Desk) -> Messages:
    return Messages(desk, Papers(desk.store.folder))


@pytest.fixture
def lea(desk: Desk, house: SmallHouse) -> int:
    new = NewPerson(given_name="Léa", family_name="Fauré", email="lea@example.org", phone="0561000000", language="en")
    return People(desk).add_person(new)


def test_two_bookings_of_one_day_make_one_reminder(desk: Desk, house: SmallHouse, messages: Messages, lea: int) -> None:
    bookings = Bookings(desk)
    morning = bookings.book(NewBooking(house.room_a, lea, slot("09:00", "11:00"))).id
    later = bookings.book(NewBooking(house.booth, lea, slot("14:00", "15:00"))).id
    assert messages.to_remind(TOMORROW) == ((morning, later),)
    (draft,) = message_offers.reminders(messages, bookings, messages.to_remind(TOMORROW))
    assert draft.subject == "See you soon: Room A, Booth, 2 dates (25 November 2026)"
    for words in ("09:00 – 11:00, Room A", "14:00 – 15:00, Booth"):
        assert words in draft.body
    message_offers.queue_all(messages, (draft,))
    assert messages.to_remind(TOMORROW) == ()


def test_what_is_booked_after_the_reminder_is_reminded_of_by_itself(
    desk: Desk, house: SmallHouse, messages: Messages, lea: int
) -> None:
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, lea, slot("09:00", "11:00")))
    message_offers.queue_all(messages, message_offers.reminders(messages, bookings, messages.to_remind(TOMORROW)))
    advance_to(desk, datetime(2026, 11, 24, 12))
    late = bookings.book(NewBooking(house.booth, lea, slot("14:00", "15:00"))).id
    assert messages.to_remind(TOMORROW) == ((late,),)


def test_two_dates_of_one_series_on_one_day_are_one_reminder_too(
    desk: Desk, house: SmallHouse, messages: Messages, lea: int
) -> None:
    bookings = Bookings(desk)
    for start in ("09:00", "11:00", "15:00"):
        end = f"{int(start[:2]) + 1}:00"
        bookings.book(NewBooking(house.room_a, lea, slot(start, end)))
    (draft,) = message_offers.reminders(messages, bookings, messages.to_remind(TOMORROW))
    assert draft.about is not None
    assert draft.about[0] == "booking"
    assert "Room A\n- " in draft.body


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (InvoiceKind.INVOICE, "invoice F1"),
        (InvoiceKind.CREDIT_NOTE, "credit note F1"),
        (InvoiceKind.RECEIPT, "receipt F1"),
    ],
)
def test_a_paper_is_called_by_its_name(kind: InvoiceKind, said: str) -> None:
    with speaking("en"):
        assert message_offers.paper_named(kind, "F1") == said


class OnePaper:
    """Issued documents, as far as a message asks for them."""

    def paper(self, _number: int) -> bytes:
        return b"%PDF-1.4"


def test_a_credit_note_by_e_mail_is_no_document_but_a_credit_note(desk: Desk, messages: Messages, lea: int) -> None:
    row = InvoiceLineRow(
        *(1, "A2026-1", InvoiceKind.CREDIT_NOTE, TOMORROW, TOMORROW, lea, "Léa Fauré"), *(-1200, 0, 0, "F2026-1", 0),
        owed_again=False,
    )  # fmt: skip
    draft = message_offers.invoice(messages, OnePaper(), row)
    assert draft.subject == "L’Étang Vert: credit note A2026-1"
    assert "You will find attached: credit note A2026-1." in draft.body


def test_an_option_about_to_end_is_asked_about_in_time(
    desk: Desk, house: SmallHouse, messages: Messages, lea: int
) -> None:
    bookings, until = Bookings(desk), datetime(2026, 11, 25, 18)
    new = NewBooking(house.room_a, lea, slot("09:00", "11:00", "2026-11-30"), tentative_until=until)
    draft = message_offers.booking(messages, bookings, bookings.book(new).id, Purpose.BOOKING_OPTION_ENDS)
    assert draft.way is Way.EMAIL
    assert draft.subject == f"Do you still want it? Room A, {en(new)}"
    assert "We keep this for you until 25 November 2026, 18:00 only:" in draft.body


def en(new: NewBooking) -> str:
    with speaking("en"):
        return formats.slot_text(new.slot)
