"""Payments and closings: nothing beyond what is left, nothing twice, nothing in a period that is closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from builders import NOW, advance_to
from sqlalchemy import event

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments

TODAY = date(2026, 11, 24)
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD


@pytest.fixture
def invoice(invoices: Invoices, marie: int, owes: Callable[..., int]) -> InvoiceRow:
    """Ten euros."""
    owes(marie, 1000)
    return invoices.issue(marie, TODAY)[0]


def test_an_invoice_is_settled_in_two_payments_and_no_more(
    payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    payments.settle(marie, CASH, 400, {invoice.id: 400})
    with pytest.raises(errors.TooMuchPaid) as refused:
        payments.settle(marie, CARD, 700, {invoice.id: 700})
    assert refused.value.facts == {"number": "F2026-0001", "left_cents": 600}
    payments.settle(marie, CARD, 600, {invoice.id: 600})
    assert [row.paid_cents for row in invoices.all()] == [1000]
    assert [row.amount_cents for row in payments.all()] == [600, 400]


def test_a_payment_settles_no_more_than_it_is(payments: Payments, invoice: InvoiceRow, marie: int) -> None:
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, CASH, 300, {invoice.id: 301})
    assert payments.all() == ()


@pytest.mark.parametrize(("amount", "allocated"), [(500, -100), (-500, 500), (-100, -100), (500, 0)])
def test_money_goes_the_way_the_document_asks(
    payments: Payments, invoice: InvoiceRow, marie: int, amount: int, allocated: int
) -> None:
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, CASH, amount, {invoice.id: allocated})
    assert payments.all() == ()


def test_a_payment_of_nothing_is_no_payment(payments: Payments, marie: int) -> None:
    with pytest.raises(errors.NotAnAmount):
        payments.settle(marie, CASH, 0, {})


def test_an_unpaid_invoice_that_is_credited_leaves_nothing_to_pay_nor_to_give_back(
    payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    note = invoices.credit(invoice.id)
    for document, cents in ((invoice, 1), (note, -1)):
        with pytest.raises(errors.TooMuchPaid):
            payments.settle(marie, CASH, cents, {document.id: cents})


def test_what_was_paid_of_a_credited_invoice_is_given_back_once(
    payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    payments.settle(marie, CASH, 400, {invoice.id: 400})
    note = invoices.credit(invoice.id)
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, CASH, -401, {note.id: -401})
    with pytest.raises(errors.TooMuchPaid):
        payments.settle(marie, CASH, -100, {note.id: -400})
    payments.settle(marie, CASH, -400, {note.id: -400})
    for document in (invoice, note):
        with pytest.raises(errors.TooMuchPaid):
            payments.settle(marie, CASH, -1, {document.id: -1})
    assert sum(row.amount_cents for row in payments.all()) == 0


def test_a_reversal_is_the_opposite_and_comes_once(
    payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    paid = payments.settle(marie, CASH, 1000, {invoice.id: 1000}, "ticket 7")
    back = payments.reverse(paid.id)
    assert (back.amount_cents, back.method, back.reference) == (-1000, CASH, "ticket 7")
    with pytest.raises(errors.AlreadyDone):
        payments.reverse(paid.id)
    assert [row.paid_cents for row in invoices.all()] == [0]
    payments.settle(marie, CARD, 1000, {invoice.id: 1000})


def test_only_what_is_wholly_past_is_closed(desk: Desk, payments: Payments, marie: int) -> None:
    payments.settle(marie, CASH, 250, {})
    for kind in ClosingKind:
        with pytest.raises(errors.NotOffered):
            payments.close(kind, TODAY)
    advance_to(desk, NOW + timedelta(days=1))
    payments.close(ClosingKind.DAY, TODAY)
    with pytest.raises(errors.NotOffered):
        payments.close(ClosingKind.MONTH, TODAY)
    advance_to(desk, datetime(2026, 11, 30, 23, 59))
    with pytest.raises(errors.NotOffered):
        payments.close(ClosingKind.MONTH, TODAY)
    advance_to(desk, datetime(2026, 12, 1, 0, 0))
    month = payments.close(ClosingKind.MONTH, TODAY)
    assert (month.first_day, month.last_day) == (date(2026, 11, 1), date(2026, 11, 30))


def test_closings_count_their_payments_and_the_total_since_the_first_day(
    desk: Desk, payments: Payments, marie: int
) -> None:
    paid = payments.settle(marie, CASH, 250, {})
    payments.settle(marie, CARD, 100, {})
    advance_to(desk, NOW + timedelta(days=1))
    payments.reverse(paid.id)
    advance_to(desk, NOW + timedelta(days=2))
    first = payments.close(ClosingKind.DAY, TODAY)
    second = payments.close(ClosingKind.DAY, TODAY + timedelta(days=1))
    assert (first.payments, first.total_cents, first.perpetual_cents) == (2, 350, 350)
    assert (second.payments, second.total_cents, second.perpetual_cents) == (1, -250, 100)
    with pytest.raises(errors.AlreadyDone):
        payments.close(ClosingKind.DAY, TODAY)


def test_a_clock_set_back_takes_no_payment_into_a_closed_day(desk: Desk, payments: Payments, marie: int) -> None:
    payments.settle(marie, CASH, 250, {})
    advance_to(desk, NOW + timedelta(days=1))
    payments.close(ClosingKind.DAY, TODAY)
    advance_to(desk, NOW + timedelta(hours=1))
    with pytest.raises(errors.TillClosed) as closed:
        payments.settle(marie, CASH, 100, {})
    advance_to(desk, NOW - timedelta(days=3))
    with pytest.raises(errors.TillClosed):
        payments.reverse(1)
    with speaking("en"):
        assert say.sentence(closed.value) == (
            "The till is closed up to 24 November 2026, and takes no more payments of those days. "
            "Check this computer's date."
        )


def test_a_clock_set_back_takes_no_payment_before_the_last_one(desk: Desk, payments: Payments, marie: int) -> None:
    payments.settle(marie, CASH, 250, {})
    advance_to(desk, NOW - timedelta(days=1))
    with pytest.raises(errors.PaymentBeforeLast) as early:
        payments.settle(marie, CASH, 100, {})
    with speaking("en"):
        assert say.sentence(early.value) == (
            "The last payment came in on 24 November 2026, and no other may be dated earlier. "
            "Check this computer's date."
        )
    assert len(payments.all()) == 1


def test_a_payment_by_nobody_known_is_refused(payments: Payments) -> None:
    with pytest.raises(errors.UnknownPerson):
        payments.settle(999, PaymentMethod.CASH, 12_00, {})
    assert payments.all() == ()


@pytest.mark.parametrize("cents", [0, 10**20, -(10**20)])
def test_an_amount_no_till_counts_is_refused(payments: Payments, marie: int, cents: int) -> None:
    with pytest.raises(errors.NotAnAmount):
        payments.settle(marie, PaymentMethod.CASH, cents, {})
    assert payments.all() == ()


def test_a_payment_does_not_read_every_invoice_there_is(
    desk: Desk, payments: Payments, invoice: InvoiceRow, marie: int
) -> None:
    """SQLite is told what it counts in a house of ten years: of 8,000 invoices not one names another."""
    with desk.store.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("DELETE FROM sqlite_stat1 WHERE tbl IN ('invoice', 'payment_allocation')")
        connection.exec_driver_sql(
            "INSERT INTO sqlite_stat1 VALUES ('invoice', 'ix_invoice_credits_id', '8000 8000'),"
            " ('payment_allocation', 'ix_payment_allocation_invoice_id', '8000 1')"
        )
        connection.exec_driver_sql("ANALYZE sqlite_schema")
    asked: list[tuple[str, tuple[object, ...]]] = []

    def keep(_connection: object, _cursor: object, statement: str, values: tuple[object, ...], *_more: object) -> None:
        if statement.startswith("SELECT") and "invoice" in statement:
            asked.append((statement, values))

    with desk.store.writing() as session:
        event.listen(session.connection(), "before_cursor_execute", keep)
        payments.settle(marie, CASH, 1000, {invoice.id: 1000})
        event.remove(session.connection(), "before_cursor_execute", keep)
        plans = [
            step
            for statement, values in asked
            for *_numbers, step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert any("SEARCH invoice" in step for step in plans)
    assert not [step for step in plans if "SCAN invoice" in step]


def test_a_taking_back_is_not_taken_back_onto_what_was_paid_again(
    payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    """Ten euros paid, taken back, and nine paid otherwise: the first ten no longer fit, and nothing is written."""
    first = payments.settle(marie, CASH, 1000, {invoice.id: 1000})
    back = payments.reverse(first.id)
    payments.settle(marie, CARD, 900, {invoice.id: 900})
    with pytest.raises(errors.TooMuchPaid) as refused:
        payments.reverse(back.id)
    assert refused.value.facts == {"number": "F2026-0001", "left_cents": 100}
    assert len(payments.all()) == 3
    assert [row.paid_cents for row in invoices.all()] == [900]
