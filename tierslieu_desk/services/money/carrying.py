"""What was paid of a document that was taken back goes with what is owed again: over to the one that takes its place.

A payment never changes. Two more lines say what it settles: so much less of the old document, so much of the new one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.money import PaymentAllocation
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.services.desk import Desk

_ADD = insert(table_of(PaymentAllocation))
_HELD = text("""
    WITH RECURSIVE whoever(id) AS (
        SELECT :payer UNION SELECT p.id FROM party AS p JOIN whoever AS w ON p.merged_into_id = w.id
    ), meant AS (
        SELECT corrects_id AS id FROM charge
        WHERE id IN (SELECT value FROM json_each(:charges)) AND corrects_id IS NOT NULL
        UNION
        SELECT l.invoice_id FROM charge AS c
        JOIN charge AS was ON was.booking_id = c.booking_id JOIN invoice_line AS l ON l.charge_id = was.id
        WHERE c.id IN (SELECT value FROM json_each(:charges)) AND c.booking_id IS NOT NULL
    )
    SELECT i.id, i.number, -o.left_cents AS cents FROM meant
    CROSS JOIN open_invoice AS o ON o.invoice_id = meant.id CROSS JOIN invoice AS i ON i.id = meant.id
    WHERE o.left_cents < 0 AND i.party_id IN (SELECT id FROM whoever) ORDER BY i.id
""")
_FREE = text("""
    SELECT payment_id, sum(amount_cents) AS cents FROM payment_allocation
    WHERE invoice_id IN (SELECT :invoice UNION SELECT id FROM invoice WHERE credits_id = :invoice)
        AND NOT EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = payment_id)
    GROUP BY payment_id HAVING sum(amount_cents) > 0 ORDER BY payment_id
""")


@dataclass(frozen=True, slots=True)
class Held:
    """So many cents that were paid of a document and are to be given back, or carried over."""

    invoice_id: int
    number: str
    cents: int


def held(session: Session, payer_id: int, charge_ids: Sequence[int]) -> tuple[Held, ...]:
    """What is held for those charges: paid, by who pays for them under any of their names, of the documents before."""
    found = run(session, _HELD, {"payer": payer_id, "charges": json.dumps(sorted(charge_ids))})
    return tuple(Held(row.id, row.number, row.cents) for row in found)


def shared(found: Sequence[Held], gross_cents: int) -> tuple[Held, ...]:
    """How much of each a document of that total takes, the oldest first."""
    taken, left = [], max(0, gross_cents)
    for one in found:
        part = min(one.cents, left)
        left -= part
        if part:
            taken.append(Held(one.invoice_id, one.number, part))
    return tuple(taken)


def carry(desk: Desk, session: Session, invoice_id: int, gross_cents: int, found: Sequence[Held]) -> int:
    """Settle that document with what is held for it, no further than its total; how many cents it took."""
    whole = 0
    for one in shared(found, gross_cents):
        left = one.cents
        for free in run(session, _FREE, {"invoice": one.invoice_id}).all():
            part = min(left, free.cents)
            if part:
                for document, cents in ((one.invoice_id, -part), (invoice_id, part)):
                    values = {"payment_id": free.payment_id, "invoice_id": document, "amount_cents": cents}
                    add_row(session, _ADD, values)
            left -= part
        carried = one.cents - left
        desk.note(session, "carry_over", "invoice", invoice_id, taken_from=one.invoice_id, cents=carried)
        whole += carried
    return whole
