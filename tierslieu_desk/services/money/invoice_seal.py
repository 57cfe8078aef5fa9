"""The one writing of an issue: number, snapshot, lines, chain and hash together, for a paper that is on the disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.money import Invoice, InvoiceLine
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules import chain
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.invoice_drafts import Gathered
from tierslieu_desk.services.money.invoice_papers import Snapshot

_ADD, _ADD_LINE = insert(table_of(Invoice)), insert(table_of(InvoiceLine))


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was gathered, as it is chained to the document before it: everything but its row."""

    gathered: Gathered
    snapshot: Snapshot
    text: str
    hash: str

    @classmethod
    def over(cls, gathered: Gathered, snapshot: Snapshot, paper_sha256: str) -> Self:
        """With its paper, whose hash is sealed too."""
        whole = {**snapshot, "paper_sha256": paper_sha256}
        text = chain.canonical(whole)
        return cls(gathered, whole, text, chain.seal(gathered.previous_hash, text))

    @property
    def paper_sha256(self) -> str:
        """The hash its paper is archived under."""
        return str(self.snapshot["paper_sha256"])


def write(desk: Desk, session: Session, sealed: Sealed) -> int:
    """Write the snapshot and the columns that say the same, in the caller's unit of work; returns the row's number.

    The caller has gathered anew in this unit of work, and found the same: the number and the hash before it are free.
    """
    said, gathered = sealed.snapshot, sealed.gathered
    invoice_id = add_row(
        session,
        _ADD,
        {
            **{column: said[column] for column in ("kind", "series", "sequence", "number", "paper_sha256")},
            "issued_on": date.fromisoformat(said["issued_on"]),
            "due_on": date.fromisoformat(said["due_on"]),
            "issued_at": desk.clock.now(),
            "party_id": gathered.party_id,
            "credits_id": gathered.credits_id,
            **{column: said["totals"][column] for column in ("net_cents", "tax_cents", "gross_cents")},
            "snapshot": sealed.text,
            "previous_hash": gathered.previous_hash,
            "hash": sealed.hash,
        },
    )
    lines = [
        {"invoice_id": invoice_id, "position": position, "charge_id": line.charge_id, **line.facts()}
        for position, line in enumerate(gathered.lines, start=1)
    ]
    add_rows(session, _ADD_LINE, lines[::-1])  # from the last to the first, as the store's guard wants them
    desk.note(session, "issue" if said["series"] else "carry_in", "invoice", invoice_id, number=said["number"])
    return invoice_id
