"""An invoice that was wrong: taken back, its lines made right, issued anew, and what was paid carried over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import papers
import pytest
from builders import ROOM_GRID
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoice_lists import InvoiceLists
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import ToInvoice, Wording
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.wallclock import Slot

UNTIL = date(2026, 12, 31)
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD
TEN_COFFEES = Wording("Ten coffees", 8_000, 10_000, Basis.GROSS, VatCategory.STANDARD)
"""8.00 in all."""


@pytest.fixture
def lists(desk: Desk) -> InvoiceLists:
    return InvoiceLists(desk)


@pytest.fixture
def to_invoice(desk: Desk) -> ToInvoice:
    return ToInvoice(desk)


@pytest.fixture
def wrong(invoices: Invoices, payments: Payments, marie: int, owes: Callable[..., int]) -> InvoiceRow:
    """10.00, of which 4.00 were paid in cash and 6.00 by card."""
    owes(marie, 1000)
    (row,) = invoices.issue(marie, UNTIL)
    payments.settle(marie, CASH, 400, {row.id: 400})
    payments.settle(marie, CARD, 600, {row.id: 600})
    return row


def made_anew(invoices: Invoices, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow, cents: int) -> InvoiceRow:
    """Credited, the one line made right at that price, and issued again."""
    invoices.credit(wrong.id, owe_again=True)
    (line,) = to_invoice.lines(marie, UNTIL)
    to_invoice.change(line.id, replace(TEN_COFFEES, unit_price_e4=cents * 10))
    (right,) = invoices.issue(marie, UNTIL)
    return right


def test_the_paper_of_what_is_made_anew_says_what_was_received_before(
    invoices: Invoices, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    """10.00 were paid; 12.50 are right, so that 2.50 are left."""
    said = papers.text(invoices.paper(made_anew(invoices, to_invoice, marie, wrong, 1250).id))
    assert "Déjà reçu\n-10,00" in said
    assert "Reste à payer\n2,50" in said


def left(lists: InvoiceLists, *rows: InvoiceRow) -> list[int]:
    return [lists.get(row.id).left_cents for row in rows]


def test_what_was_paid_is_carried_over_and_the_rest_is_to_give_back(
    desk: Desk, invoices: Invoices, lists: InvoiceLists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    invoices.credit(wrong.id, owe_again=True)
    assert (lists.get(wrong.id).left_cents, lists.get(wrong.id).owed_again) == (-1000, True)
    (line,) = to_invoice.lines(marie, UNTIL)
    to_invoice.change(line.id, TEN_COFFEES)
    (draft,) = invoices.draft_papers(marie, UNTIL)
    assert [(held.number, held.cents) for held in draft.held] == [("F2026-0001", 1000)]
    (right,) = invoices.issue(marie, UNTIL)
    assert (right.number, right.gross_cents, right.paid_cents) == ("F2026-0002", 800, 800)
    assert left(lists, right, wrong) == [0, -200]
    assert lists.get(wrong.id).owed_again is False
    carried = [(part.amount_cents, part.beside) for part in lists.seen(right.id).settled]
    assert carried == [(400, "F2026-0001"), (400, "F2026-0001")]
    assert [(part.amount_cents, part.beside) for part in lists.seen(wrong.id).settled] == [
        (400, ""), (-400, "F2026-0002"), (600, ""), (-400, "F2026-0002"),
    ]  # fmt: skip
    with desk.store.reading() as session:
        noted = select(JournalEntry.subject, JournalEntry.subject_id).where(JournalEntry.act == "carry_over")
        assert session.execute(noted).all() == [("invoice", right.id)]
    assert Verification(desk).run() == ()


def test_what_is_left_over_is_given_back_to_the_cent(
    desk: Desk, invoices: Invoices, payments: Payments, lists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    right = made_anew(invoices, to_invoice, marie, wrong, 800)
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, CASH, -201, {wrong.id: -201})
    payments.settle(marie, CASH, -200, {wrong.id: -200})
    assert left(lists, right, wrong) == [0, 0]
    assert Verification(desk).run() == ()


def test_a_dearer_one_has_the_rest_to_pay(
    desk: Desk, invoices: Invoices, payments: Payments, lists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    right = made_anew(invoices, to_invoice, marie, wrong, 1250)
    assert left(lists, right, wrong) == [250, 0]
    payments.settle(marie, CASH, 250, {right.id: 250})
    assert left(lists, right) == [0]
    assert Verification(desk).run() == ()


def test_one_that_is_wrong_twice_carries_the_money_twice(
    desk: Desk, invoices: Invoices, lists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    second = made_anew(invoices, to_invoice, marie, wrong, 1000)
    third = made_anew(invoices, to_invoice, marie, second, 900)
    assert left(lists, wrong, second, third) == [0, -100, 0]
    assert Verification(desk).run() == ()


def test_only_what_was_not_given_back_before_is_carried_over(
    desk: Desk, invoices: Invoices, payments: Payments, lists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    invoices.credit(wrong.id, owe_again=True)
    payments.settle(marie, CASH, -700, {wrong.id: -700})
    (right,) = invoices.issue(marie, UNTIL)
    assert (right.paid_cents, left(lists, right, wrong)) == (300, [700, 0])
    assert Verification(desk).run() == ()


def test_a_payment_taken_back_after_it_was_carried_over_is_owed_on_the_new_one(
    desk: Desk, invoices: Invoices, payments: Payments, lists, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    right = made_anew(invoices, to_invoice, marie, wrong, 1000)
    by_card = payments.all()[0]
    payments.reverse(by_card.id)
    assert left(lists, right, wrong) == [600, 0]
    assert Verification(desk).run() == ()


def test_what_was_given_up_stays_to_be_given_back(
    invoices: Invoices, lists: InvoiceLists, marie: int, wrong: InvoiceRow, owes: Callable[..., int]
) -> None:
    invoices.credit(wrong.id)
    owes(marie, 500)
    (other,) = invoices.issue(marie, UNTIL)
    assert left(lists, other, wrong) == [500, -1000]


def test_a_booking_priced_anew_takes_the_money_of_its_first_invoice(
    desk: Desk, invoices: Invoices, payments: Payments, lists: InvoiceLists, marie: int
) -> None:
    """Two hours at 10.00 net are 24.00; moved to one hour after the credit note it is 12.00, and 12.00 go back."""
    units, bookings, start = Units(desk), Bookings(desk), datetime(2026, 11, 25, 9)
    room = units.add(NewUnit(name="Salle", kind=UnitKind.ROOM, seats=8))
    units.set_prices(room, ROOM_GRID)
    booked = bookings.book(NewBooking(room, marie, Slot(start, start + timedelta(hours=2))))
    (two_hours,) = invoices.issue(marie, UNTIL)
    payments.settle(marie, CARD, 2400, {two_hours.id: 2400})
    invoices.credit(two_hours.id, owe_again=True)
    bookings.move(booked.id, Slot(start, start + timedelta(hours=1)))
    (one_hour,) = invoices.issue(marie, UNTIL)
    assert (one_hour.gross_cents, one_hour.paid_cents) == (1200, 1200)
    assert left(lists, one_hour, two_hours) == [0, -1200]
    assert Verification(desk).run() == ()


def test_a_line_made_right_says_what_it_said_before_when_that_is_undone(
    invoices: Invoices, to_invoice: ToInvoice, marie: int, wrong: InvoiceRow
) -> None:
    invoices.credit(wrong.id, owe_again=True)
    (before,) = to_invoice.lines(marie, UNTIL)
    said, _says = to_invoice.change(before.id, TEN_COFFEES)
    (after,) = to_invoice.lines(marie, UNTIL)
    assert (after.description, after.quantity_milli, after.gross_cents) == ("Ten coffees", 10_000, 800)
    to_invoice.change(before.id, said)
    assert to_invoice.lines(marie, UNTIL) == (before,)


def test_what_another_desk_wrote_meanwhile_is_neither_changed_nor_undone(
    to_invoice: ToInvoice, marie: int, owes: Callable[..., int]
) -> None:
    """Both desks have read the same line; the second one is told, and so is the undo of the first after a third."""
    charge = owes(marie, 1000)
    (read,) = to_invoice.lines(marie, UNTIL)
    before, after = to_invoice.change(charge, TEN_COFFEES, read.wording)
    with pytest.raises(errors.ChangedMeanwhile):
        to_invoice.change(charge, replace(TEN_COFFEES, description="Nine coffees"), read.wording)
    third = replace(TEN_COFFEES, description="Ten good coffees")
    to_invoice.change(charge, third, after)
    with pytest.raises(errors.ChangedMeanwhile):
        to_invoice.change(charge, before, after)
    assert [line.wording for line in to_invoice.lines(marie, UNTIL)] == [third]


def test_what_is_on_paper_or_priced_by_a_booking_is_not_changed_by_hand(
    desk: Desk, invoices: Invoices, to_invoice: ToInvoice, marie: int, owes: Callable[..., int]
) -> None:
    charge = owes(marie, 1000)
    invoices.issue(marie, UNTIL)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        to_invoice.change(charge, TEN_COFFEES)
    units, start = Units(desk), datetime(2026, 11, 25, 9)
    room = units.add(NewUnit(name="Salle", kind=UnitKind.ROOM, seats=8))
    units.set_prices(room, ROOM_GRID)
    Bookings(desk).book(NewBooking(room, marie, Slot(start, start + timedelta(hours=1))))
    (line,) = to_invoice.lines(marie, UNTIL)
    assert not line.changeable
    with pytest.raises(errors.NotFound):
        to_invoice.change(line.id, TEN_COFFEES)


@pytest.mark.parametrize("wanted", [replace(TEN_COFFEES, description=" "), replace(TEN_COFFEES, quantity_milli=0)])
def test_a_line_is_not_made_nothing(
    to_invoice: ToInvoice, marie: int, owes: Callable[..., int], wanted: Wording
) -> None:
    with pytest.raises((errors.MissingFact, errors.NotAnAmount)):
        to_invoice.change(owes(marie, 1000), wanted)
