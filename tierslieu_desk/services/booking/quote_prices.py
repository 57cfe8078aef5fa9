"""What a quote would cost: each time is booked and charged for real, and all of it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from tierslieu_desk import errors, formats, money
from tierslieu_desk.i18n import speaking
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.quotes import QuoteLine
from tierslieu_desk.models.store import add_row
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import BookingState, VatCategory
from tierslieu_desk.services.booking import agreed_prices, booking_prices
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.person.people import NewOrganisation, People
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
    """One space for one time, for so many; at a price that was agreed, tax included, if it is not the list's.

    `reason`: why it is not, printed as it is written; may stay empty.
    """

    unit_id: int
    slot: Slot
    people: int = 1
    agreed_cents: int | None = None
    reason: str = ""


def slot_of(line: QuoteLine) -> Slot:
    """From when to when."""
    return Slot(line.starts, line.ends)


def priced(
    desk: Desk, session: Session, party_id: int | None, wanted: Sequence[Wanted], language: str = "fr"
) -> list[dict[str, Any]]:
    """The lines of a quote as `QuoteLine` takes them, priced as their bookings would be today; free or not.

    Nobody in a file is priced as somebody new, and written to in `language`. Raises `UnknownUnit`, `MissingFact` when
    no rate of VAT is known, `NotAnAmount` for less than nothing agreed.
    """
    for one in wanted:
        if one.agreed_cents is not None and one.agreed_cents < 0:
            raise errors.NotAnAmount(text=formats.amount_typed(one.agreed_cents), example=formats.amount_typed(1250))
    tried = session.begin_nested()
    try:
        who = charges.owing(session, party_id or _somebody_new(desk, language))
        return [_by_hand(desk, session, who, one, _one(desk, session, who, one)) for one in wanted]
    finally:
        session.flush()
        tried.rollback()
        session.expire_all()


def _somebody_new(desk: Desk, language: str) -> int:
    return People(desk).add_organisation(NewOrganisation(name="?", language=language))


def _by_hand(desk: Desk, session: Session, who: charges.Owing, one: Wanted, line: dict[str, Any]) -> dict[str, Any]:
    """The same at the price that was agreed, if one was: whole, tax included, with what it would have cost."""
    if one.agreed_cents is None or one.agreed_cents == line["gross_cents"]:
        return line
    usual, reason = line["gross_cents"], " ".join(one.reason.split())
    rate = desk.house(session).rate(VatCategory(line["vat_category"]), one.slot.start.date())
    unit_price = money.e4_from_cents(one.agreed_cents)
    amounts = money.line_amounts(unit_price, money.QUANTITY_UNIT, rate, Basis.GROSS)
    with speaking(who.language):
        said = agreed_prices.why(usual, one.agreed_cents, rate, reason)
        detail = f"{formats.slot_text(one.slot)} · {said}"
    priced_anew = {
        "quantity_milli": money.QUANTITY_UNIT,
        "unit_price_e4": unit_price,
        "basis": Basis.GROSS.value,
        "rate_bp": rate,
        "net_cents": amounts.net,
        "tax_cents": amounts.tax,
        "gross_cents": amounts.gross,
    }
    return line | priced_anew | {"detail": detail, "working": "", "usual_cents": usual, "reason": reason}


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
