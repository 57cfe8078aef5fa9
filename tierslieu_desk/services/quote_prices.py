"""What a quote would cost: each time is booked and charged for real, and all of it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from tierslieu_desk import formats
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.quotes import QuoteLine
from tierslieu_desk.models.store import add_row
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import BookingState, VatCategory
from tierslieu_desk.services import booking_prices, charges
from tierslieu_desk.services.people import NewOrganisation, People
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk

_ADD = insert(table_of(Booking))
_SAID = (
    *("description", "detail", "quantity_milli", "unit_price_e4", "basis", "vat_category", "rate_bp"),
    *("net_cents", "tax_cents", "gross_cents", "working"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One space for one time, for so many."""

    unit_id: int
    slot: Slot
    people: int = 1


def slot_of(line: QuoteLine) -> Slot:
    """From when to when."""
    return Slot(line.starts, line.ends)


def priced(desk: Desk, session: Session, party_id: int | None, wanted: Sequence[Wanted]) -> list[dict[str, Any]]:
    """The lines of a quote as `QuoteLine` takes them, priced as their bookings would be today; free or not.

    Nobody in a file is priced as somebody new. Raises `UnknownUnit`, `MissingFact` when no rate of VAT is known.
    """
    tried = session.begin_nested()
    try:
        who = charges.owing(session, party_id or People(desk).add_organisation(NewOrganisation(name="?")))
        return [_one(desk, session, who, one) for one in wanted]
    finally:
        session.flush()
        tried.rollback()
        session.expire_all()


def _one(desk: Desk, session: Session, who: charges.Owing, one: Wanted) -> dict[str, Any]:
    house = desk.house(session)
    unit, slot = house.unit(one.unit_id), one.slot
    values = {"unit_id": unit.id, "party_id": who.id, "starts": slot.start, "ends": slot.end, "people": one.people}
    row = {"state": BookingState.CONFIRMED, "created_at": desk.clock.now(), "pinned": not unit.is_pool}
    booking_id = add_row(session, _ADD, values | row)
    booking_prices.charge(desk, session, unit, slot, who, booking_id)
    charge = session.scalars(select(Charge).where(Charge.booking_id == booking_id)).first()
    same = {"unit_id": unit.id, "starts": slot.start, "ends": slot.end, "people": one.people}
    if charge is not None:
        return same | {name: getattr(charge, name) for name in _SAID}
    with speaking(who.language):
        detail = formats.slot_text(slot)
    nothing = dict.fromkeys(("unit_price_e4", "rate_bp", "net_cents", "tax_cents", "gross_cents"), 0)
    said = {"description": unit.name, "detail": detail, "quantity_milli": 1000, "working": ""}
    return same | nothing | said | {"basis": Basis.GROSS.value, "vat_category": VatCategory.STANDARD.value}
