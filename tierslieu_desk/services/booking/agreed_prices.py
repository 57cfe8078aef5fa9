"""What was agreed in a quote: that price is asked for its booking, whatever the prices became since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.quotes import Quote, QuoteLine
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.money.charges import Owed, Owing

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.house import House, UnitInfo
    from tierslieu_desk.wallclock import Slot

_AGREED = select(
    QuoteLine.unit_id,
    QuoteLine.starts,
    QuoteLine.ends,
    QuoteLine.description,
    QuoteLine.quantity_milli,
    QuoteLine.unit_price_e4,
    QuoteLine.basis,
    QuoteLine.vat_category,
    QuoteLine.gross_cents,
    QuoteLine.working,
    QuoteLine.rate_bp,
    QuoteLine.usual_cents,
    QuoteLine.reason,
    Quote.number,
).where(QuoteLine.booking_id == bindparam("booking"), Quote.id == QuoteLine.quote_id)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A price that was agreed in quote `number`: cents, and what a charge says of it.

    `said`: why it is not the price list's, in words for whoever pays; empty when it is. Hours sold ahead pay nothing of
    a price that was agreed `by_hand`.
    """

    description: str
    quantity_milli: int
    unit_price_e4: int
    basis: Basis
    vat_category: VatCategory
    gross_cents: int
    working: str
    number: str
    by_hand: bool
    said: str

    def owed(self, who: Owing, slot: Slot, detail: str, booking_id: int) -> Owed:
        """As it is owed by them for that time."""
        return Owed(
            party_id=who.id,
            payer_id=who.payer_id,
            supplied_on=slot.start.date(),
            description=self.description,
            detail=" · ".join(part for part in (detail, self.said) if part),
            quantity_milli=self.quantity_milli,
            unit_price_e4=self.unit_price_e4,
            basis=self.basis,
            vat_category=self.vat_category,
            working=self.working,
            booking_id=booking_id,
        )


def of(session: Session, house: House, booking_id: int, unit: UnitInfo, slot: Slot) -> Agreed | None:
    """What was agreed for that booking, as long as it is of that unit and as long; None when nothing was."""
    if not house.quoted:
        return None
    row = run(session, _AGREED, {"booking": booking_id}).first()
    if row is None or row.unit_id != unit.id or row.ends - row.starts != slot.end - slot.start:
        return None
    return Agreed(
        row.description,
        row.quantity_milli,
        row.unit_price_e4,
        Basis(row.basis),
        VatCategory(row.vat_category),
        row.gross_cents,
        row.working,
        row.number,
        row.usual_cents is not None,
        "" if row.usual_cents is None else why(row.usual_cents, row.gross_cents, row.rate_bp, row.reason),
    )


def number_of(session: Session, house: House, booking_id: int) -> str:
    """The number of the quote that booking came from; empty when it came from none."""
    row = run(session, _AGREED, {"booking": booking_id}).first() if house.quoted else None
    return "" if row is None else str(row.number)


def why(usual_cents: int, agreed_cents: int, rate_bp: int, reason: str) -> str:
    """What an invoice has to say of a price below the list's: the discount; of another one, that it was agreed.

    In the language in force. Both are gross cents. A discount granted with the sale is a compulsory mention (CGI ann.
    II 242 nonies A).
    """
    facts = {"off": formats.amount(usual_cents - agreed_cents), "usual": formats.amount(usual_cents)}
    if agreed_cents >= usual_cents:
        said = _("agreed price")
    elif rate_bp:
        said = _("discount of %(off)s on the usual %(usual)s incl. tax") % facts
    else:
        said = _("discount of %(off)s on the usual %(usual)s") % facts
    return f"{said} ({reason})" if reason else said
