"""Issued documents as the desk looks them up: bounded lists, found by number or name, each with what is left of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from tierslieu_desk import errors
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.vocabulary import InvoiceKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import searching

SHOWN = 200
_COLUMNS = """
    SELECT i.id, i.number, i.kind, i.issued_on, i.due_on, i.party_id, p.name, i.gross_cents,
        (SELECT coalesce(sum(a.amount_cents), 0) FROM payment_allocation AS a WHERE a.invoice_id = i.id),
        coalesce((SELECT o.left_cents FROM open_invoice AS o WHERE o.invoice_id = i.id), 0),
        coalesce((SELECT c.number FROM invoice AS c WHERE c.id = i.credits_id), ''),
        coalesce((SELECT min(c.id) FROM invoice AS c WHERE c.credits_id = i.id), 0),
        EXISTS (SELECT 1 FROM charge AS again WHERE again.corrects_id = i.id
            AND NOT EXISTS (SELECT 1 FROM invoice_line AS l WHERE l.charge_id = again.id)),
        i.series = ''
"""
_ALL = f"{_COLUMNS} FROM invoice AS i JOIN party AS p ON p.id = i.party_id"
_FOUND = """
    i.id IN (
        SELECT id FROM invoice WHERE number LIKE :part ESCAPE '!'
        UNION SELECT id FROM invoice WHERE party_id IN (
            SELECT id FROM party WHERE search_key LIKE :name ESCAPE '!' OR search_key LIKE :inside ESCAPE '!'
        )
    )
"""
_OPEN = f"""
    {_COLUMNS} FROM open_invoice AS open CROSS JOIN invoice AS i ON i.id = open.invoice_id
    JOIN party AS p ON p.id = i.party_id
"""
_SETTLED_BY = """
    SELECT y.id, y.day, y.method, a.amount_cents, y.reference, coalesce((
        SELECT i.number FROM payment_allocation AS beside JOIN invoice AS i ON i.id = beside.invoice_id
        WHERE beside.id = a.id + iif((a.amount_cents < 0) = (y.amount_cents < 0), -1, 1)
            AND beside.payment_id = a.payment_id AND beside.amount_cents = -a.amount_cents), '')
    FROM payment_allocation AS a JOIN payment AS y ON y.id = a.payment_id
    WHERE a.invoice_id IN (SELECT :invoice UNION SELECT id FROM invoice WHERE credits_id = :invoice) ORDER BY y.id
"""


@dataclass(frozen=True, slots=True)
class InvoiceLineRow:
    """A document in the list. Cents; `left_cents` is negative where money is to be given back.

    `credits` is the number of the document a credit note goes back on; `credited_by` the credit note of this one, or 0.
    `owed_again`: what it took waits for the document that takes its place, and so does what was paid. `carried`: it
    was issued before, elsewhere, and only what was left of it is here.
    """

    id: int
    number: str
    kind: InvoiceKind
    issued_on: date
    due_on: date
    party_id: int
    customer: str
    gross_cents: int
    paid_cents: int
    left_cents: int
    credits: str
    credited_by: int
    owed_again: bool
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One line as it was printed."""

    description: str
    detail: str
    quantity_milli: int
    gross_cents: int


@dataclass(frozen=True, slots=True)
class SettledRow:
    """A part of a payment that settled it; `beside` is the document it was carried over from, or (negative) to."""

    payment_id: int
    day: date
    method: PaymentMethod
    amount_cents: int
    reference: str
    beside: str


@dataclass(frozen=True, slots=True)
class InvoiceSeen:
    """One document seen closely: what it says, and what was paid of it and of its credit note."""

    row: InvoiceLineRow
    language: str
    lines: tuple[Said, ...]
    settled: tuple[SettledRow, ...]


class InvoiceLists:
    """Reads only; each list is bounded, so that a house of many years shows it as fast as a new one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, text: str = "", *, unpaid: bool = False, limit: int = SHOWN) -> tuple[InvoiceLineRow, ...]:
        """The latest first, or those unpaid by their due date; `text` is a part of a number or the start of a name."""
        conditions, values = [], {}
        if text.strip():
            conditions.append(_FOUND)
            values = searching.patterns(text)
        if unpaid:
            conditions.append("open.left_cents <> 0")
        where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "ORDER BY i.due_on, i.id" if unpaid else "ORDER BY i.id DESC"
        with self._desk.store.glancing() as seen:
            found = seen.rows(f"{_OPEN if unpaid else _ALL} {where} {order} LIMIT :limit", limit=limit, **values)
        return tuple(map(_row, found))

    def open_of(self, party_id: int) -> tuple[InvoiceLineRow, ...]:
        """What one payer has left to pay, the first due first; nothing that is to be given back."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(
                f"{_OPEN} WHERE i.party_id = :party AND open.left_cents > 0 ORDER BY i.due_on, i.id", party=party_id
            )
        return tuple(map(_row, found))

    def get(self, invoice_id: int) -> InvoiceLineRow:
        """Raises `NotFound`."""
        with self._desk.store.glancing() as seen:
            return _one(seen, invoice_id)

    def seen(self, invoice_id: int) -> InvoiceSeen:
        """One document with its lines and payments. Raises `NotFound`."""
        with self._desk.store.glancing() as seen:
            row = _one(seen, invoice_id)
            said = json.loads(seen.value("SELECT snapshot FROM invoice WHERE id = :invoice", invoice=invoice_id))
            settled = seen.rows(_SETTLED_BY, invoice=invoice_id)
        lines = (Said(x["description"], x["detail"], x["quantity_milli"], x["gross_cents"]) for x in said["lines"])
        paid = (SettledRow(n, date.fromisoformat(day), PaymentMethod(how), *rest) for n, day, how, *rest in settled)
        return InvoiceSeen(row, said["language"], tuple(lines), tuple(paid))


def _one(seen: Glance, invoice_id: int) -> InvoiceLineRow:
    found = seen.row(f"{_ALL} WHERE i.id = :invoice", invoice=invoice_id)
    if found is None:
        raise errors.NotFound(what="invoice", id=invoice_id)
    return _row(found)


def _row(found: tuple[object, ...]) -> InvoiceLineRow:
    number, kind, issued, due = str(found[1]), InvoiceKind(str(found[2])), str(found[3]), str(found[4])
    dates = date.fromisoformat(issued), date.fromisoformat(due)
    again = [bool(found[12]), bool(found[13])]
    return InvoiceLineRow(found[0], number, kind, *dates, *found[5:12], *again)  # type: ignore[arg-type]  # the driver's
