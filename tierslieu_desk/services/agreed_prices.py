"""What was agreed in a quote: that price is asked for its booking, whatever the prices became since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from tierslieu_desk.models.quotes import QuoteLine
from tierslieu_desk.models.store import run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.charges import Owed, Owing

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
).where(QuoteLine.booking_id == bindparam("booking"))


@dataclass(frozen=True, slots=True)
class Agreed:
    """A price that was agreed: cents, and what a charge says of it."""

    description: str
    quantity_milli: int
    unit_price_e4: int
    basis: Basis
    vat_category: VatCategory
    gross_cents: int
    working: str

    def owed(self, who: Owing, slot: Slot, detail: str, booking_id: int) -> Owed:
        """As it is owed by them for that time."""
        return Owed(
            party_id=who.id,
            payer_id=who.payer_id,
            supplied_on=slot.start.date(),
            description=self.description,
            detail=detail,
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
    )
