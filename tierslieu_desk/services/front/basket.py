"""What lies on the counter: articles, days and slates paid together, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.money.invoice_rows import InvoiceRow
from tierslieu_desk.services.money.payments import PaymentRow
from tierslieu_desk.services.visit.days_due import DayDue
from tierslieu_desk.services.visit.visits import VisitRow


@dataclass(frozen=True, slots=True)
class Piece:
    """So many of one article."""

    article: Article
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Basket:
    """What is paid together: articles, days somebody came, what is on a slate already (its charges), open invoices."""

    pieces: tuple[Piece, ...] = ()
    charges: tuple[int, ...] = ()
    invoices: tuple[int, ...] = ()
    days: tuple[DayDue, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """What a basket comes to, in cents: each piece, the slate, the open invoices, all of it, the VAT in it, each day.

    `carried_cents` were paid before, of documents that were taken back: they are off the total.
    """

    pieces: tuple[int, ...]
    slate_cents: int
    invoices_cents: int
    total_cents: int
    tax_cents: int
    with_vat: bool
    carried_cents: int = 0
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sale:
    """What came of a payment: documents issued, the money, and the visit it began, if any.

    `more`: what was paid of it by another mean.
    """

    invoices: tuple[InvoiceRow, ...]
    payment: PaymentRow | None
    visit: VisitRow | None = None
    more: tuple[PaymentRow, ...] = ()

    @property
    def paid_cents(self) -> int:
        """All of the money."""
        return sum(row.amount_cents for row in (self.payment, *self.more) if row is not None)
