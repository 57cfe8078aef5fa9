"""Issued documents and what came of issuing them, as they are handed to a page: frozen, amounts in cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import InvoiceKind
from tierslieu_desk.services.money.carrying import Held
from tierslieu_desk.services.money.invoice_drafts import Draft


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A payer who cannot be invoiced, and the fact that stands in the way."""

    customer: str
    refusal: errors.DeskError
    party_id: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What `issue_all` would do now: documents it would issue, payers it would hold back."""

    drafts: tuple[Draft, ...]
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An issued document. Cents; `paper` is its file."""

    id: int
    number: str
    kind: InvoiceKind
    issued_on: date
    due_on: date
    party_id: int
    customer: str
    gross_cents: int
    paid_cents: int
    paper: Path


@dataclass(frozen=True, slots=True)
class Billing:
    """What came of billing several payers: documents issued, payers held back.

    `left` is how many documents it did not come to, because it was stopped or `in_the_way` of everybody.
    """

    issued: tuple[InvoiceRow, ...]
    held_back: tuple[HeldBack, ...]
    left: int = 0
    in_the_way: errors.EnvironmentRefuses | None = None


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A document before it is issued: its total in cents, and its pages as a PDF.

    `held` is what was paid of documents that it takes the place of; it is carried over, up to the total.
    """

    kind: InvoiceKind
    customer: str
    gross_cents: int
    content: bytes
    held: tuple[Held, ...] = ()

    @property
    def held_cents(self) -> int:
        """All that was paid already."""
        return sum(one.cents for one in self.held)


@dataclass(frozen=True, slots=True)
class Tickets:
    """Half-days that a document sold: those that are left, and those that were used. Of hours, the same in minutes."""

    left: int = 0
    used: int = 0
    minutes_left: int = 0
    minutes_used: int = 0
