"""What is left of a document is kept beside it, and follows whatever is issued, settled, reversed and given back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

import pytest
from builders import NOW

from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments

TODAY = date(2026, 11, 24)
CASH = PaymentMethod.CASH


@pytest.fixture
def invoice(invoices: Invoices, marie: int, owes: Callable[..., int]) -> InvoiceRow:
    """Ten euros."""
    owes(marie, 1000)
    return invoices.issue(marie, TODAY)[0]


def left(desk: Desk) -> dict[str, int]:
    """Cents left of every document that is open; `verify` finds the same by adding everything up."""
    assert verify_folder(desk.store.folder, NOW) == ()
    with desk.store.glancing() as seen:
        return dict(seen.rows("SELECT number, left_cents FROM open_invoice JOIN invoice ON id = invoice_id"))


def test_what_is_issued_is_open_for_all_of_it(desk: Desk, invoice: InvoiceRow) -> None:
    assert left(desk) == {"F2026-0001": 1000}


def test_a_document_of_nothing_is_never_open(
    desk: Desk, invoices: Invoices, marie: int, owes: Callable[..., int]
) -> None:
    owes(marie, 0)
    invoices.issue(marie, TODAY)
    assert left(desk) == {}


def test_a_payment_in_part_leaves_the_rest_and_the_last_one_nothing(
    desk: Desk, payments: Payments, invoice: InvoiceRow, marie: int
) -> None:
    payments.settle(marie, CASH, 500, {invoice.id: 400})
    assert left(desk) == {"F2026-0001": 600}
    payments.settle(marie, CASH, 600, {invoice.id: 600})
    assert left(desk) == {}


def test_a_payment_taken_back_opens_the_document_again(
    desk: Desk, payments: Payments, invoice: InvoiceRow, marie: int
) -> None:
    paid = payments.settle(marie, CASH, 1000, {invoice.id: 1000})
    assert left(desk) == {}
    payments.reverse(paid.id)
    assert left(desk) == {"F2026-0001": 1000}


def test_a_credit_note_takes_its_document_off(desk: Desk, invoices: Invoices, invoice: InvoiceRow) -> None:
    invoices.credit(invoice.id)
    assert left(desk) == {}


def test_what_was_paid_before_the_credit_note_is_to_give_back_until_it_is(
    desk: Desk, payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    payments.settle(marie, CASH, 400, {invoice.id: 400})
    note = invoices.credit(invoice.id)
    assert left(desk) == {"F2026-0001": -400}
    payments.settle(marie, CASH, -100, {note.id: -100})
    assert left(desk) == {"F2026-0001": -300}
    given_back = payments.settle(marie, CASH, -300, {invoice.id: -300})
    assert left(desk) == {}
    payments.reverse(given_back.id)
    assert left(desk) == {"F2026-0001": -300}


def test_charges_owed_once_more_are_open_on_the_corrected_document_alone(
    desk: Desk, invoices: Invoices, invoice: InvoiceRow, marie: int
) -> None:
    invoices.credit(invoice.id, owe_again=True)
    invoices.issue(marie, TODAY)
    assert left(desk) == {"F2026-0002": 1000}


def test_one_payment_settles_several_documents(
    desk: Desk, payments: Payments, invoices: Invoices, invoice: InvoiceRow, marie: int, owes: Callable[..., int]
) -> None:
    owes(marie, 700)
    (second,) = invoices.issue(marie, TODAY)
    payments.settle(marie, CASH, 1200, {invoice.id: 1000, second.id: 200})
    assert left(desk) == {"F2026-0002": 500}


@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"])
def test_it_follows_whichever_program_settles_and_however(
    desk: Desk, payments: Payments, invoice: InvoiceRow, marie: int, verb: str
) -> None:
    payments.settle(marie, CASH, 900, {invoice.id: 100})
    with closing(sqlite3.connect(desk.store.file)) as other, other:
        for cents in (300, 200):
            other.execute(
                f"{verb} INTO payment_allocation (payment_id, invoice_id, amount_cents) VALUES (1, ?, ?)",
                (invoice.id, cents),
            )
    assert left(desk) == {"F2026-0001": 400}
