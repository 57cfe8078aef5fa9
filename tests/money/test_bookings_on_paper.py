"""A booking and its money: an option that is used is charged, and what was credited may be owed anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import NOW, ROOM_GRID

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.wallclock import Slot

UNTIL = date(2026, 12, 31)
HOUR = timedelta(hours=1)
START = datetime(2026, 11, 25, 9)


@pytest.fixture
def room(desk: Desk) -> int:
    """10.00 an hour net, 12.00 with tax at 20 %."""
    units = Units(desk)
    number = units.add(NewUnit(name="Salle", kind=UnitKind.ROOM, seats=8))
    units.set_prices(number, ROOM_GRID)
    return number


def owed(invoices: Invoices) -> list[int]:
    return [draft.gross_cents for draft in invoices.drafts(UNTIL)]


def test_an_option_used_without_being_confirmed_is_charged(
    desk: Desk, invoices: Invoices, marie: int, room: int
) -> None:
    bookings = Bookings(desk)
    option = NewBooking(room, marie, Slot(START, START + HOUR), tentative_until=NOW + HOUR)
    booked = bookings.book(option)
    assert owed(invoices) == []
    bookings.check_in(booked.id)
    assert owed(invoices) == [12_00]
    bookings.check_in(booked.id)
    assert owed(invoices) == [12_00]


def test_an_option_whose_time_is_over_is_refused_and_holds_nothing(desk: Desk, marie: int, room: int) -> None:
    bookings = Bookings(desk)
    slot = Slot(START, START + HOUR)
    with pytest.raises(errors.DeadlineOver):
        bookings.book(NewBooking(room, marie, slot, tentative_until=NOW))
    assert bookings.book(NewBooking(room, marie, slot)).slot == slot


def test_nobody_cannot_book(desk: Desk, marie: int, room: int) -> None:
    with pytest.raises(errors.MissingFact):
        Bookings(desk).book(NewBooking(room, marie, Slot(START, START + HOUR), people=0))


def test_after_a_credit_note_a_longer_booking_is_owed_at_its_new_price(
    desk: Desk, invoices: Invoices, marie: int, room: int
) -> None:
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(room, marie, Slot(START, START + HOUR)))
    (invoice,) = invoices.issue(marie, UNTIL)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        bookings.move(booked.id, Slot(START, START + 2 * HOUR))
    invoices.credit(invoice.id)
    assert owed(invoices) == []
    bookings.move(booked.id, Slot(START, START + 2 * HOUR))
    assert owed(invoices) == [24_00]


def test_a_booking_brought_back_after_its_credit_note_is_owed_again(
    desk: Desk, invoices: Invoices, marie: int, room: int
) -> None:
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(room, marie, Slot(START, START + HOUR)))
    (invoice,) = invoices.issue(marie, UNTIL)
    bookings.cancel(booked.id)
    invoices.credit(invoice.id)
    bookings.reinstate(booked.id)
    assert owed(invoices) == [12_00]


def test_a_credit_note_for_a_corrected_document_leaves_the_lines_owed(
    desk: Desk, invoices: Invoices, marie: int, room: int
) -> None:
    Bookings(desk).book(NewBooking(room, marie, Slot(START, START + HOUR)))
    (wrong,) = invoices.issue(marie, UNTIL)
    invoices.credit(wrong.id, owe_again=True)
    (right,) = invoices.issue(marie, UNTIL)
    assert (right.number, right.gross_cents) == ("F2026-0002", 12_00)
    assert Verification(desk).run() == ()


def test_money_given_back_on_a_credited_invoice_is_no_finding(
    desk: Desk, invoices: Invoices, payments: Payments, marie: int, room: int
) -> None:
    Bookings(desk).book(NewBooking(room, marie, Slot(START, START + HOUR)))
    (invoice,) = invoices.issue(marie, UNTIL)
    paid = payments.settle(marie, PaymentMethod.CARD, 12_00, {invoice.id: 12_00})
    invoices.credit(invoice.id)
    payments.settle(marie, PaymentMethod.CASH, -12_00, {invoice.id: -12_00})
    payments.reverse(paid.id)
    assert Verification(desk).run() == ()
