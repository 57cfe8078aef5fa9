"""Several dates called off in one gesture: one line for each that is late under the house's rule, or all let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.services.booking import late_fees
from tierslieu_desk.services.booking.booking_work import cancel_bookings
from tierslieu_desk.services.booking.late_fees import Fee, Late
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class LateDate:
    """A date of which the house keeps something when it is called off now."""

    booking_id: int
    party: str
    unit: str
    slot: Slot
    fee: Fee


def of(desk: Desk, session: Session, bookings: Sequence[Booking]) -> tuple[LateDate, ...]:
    """Those of these bookings that are late now, in the order given."""
    house = desk.house(session)
    found = []
    for booking in bookings:
        fee = late_fees.fee_of(desk, session, booking)
        if fee is not None:
            party = session.get_one(Party, booking.party_id).name
            slot = Slot(booking.starts, booking.ends)
            found.append(LateDate(booking.id, party, house.unit(booking.unit_id).name, slot, fee))
    return tuple(found)


def cancel(desk: Desk, session: Session, bookings: Sequence[Booking], reason: str, late: Late | None) -> None:
    """Call them off inside a unit of work; `late` says what becomes of the fees, without it nothing is kept.

    Raises `MissingFact` when fees are let go without a word.
    """
    asked = []
    for booking in bookings if late is not None else ():
        fee = late_fees.fee_of(desk, session, booking)
        if fee is not None:
            asked.append((booking, (fee, late_fees.category_of(session, booking))))
    cancel_bookings(desk, session, bookings, reason)
    for booking, kept in asked:
        if late is not None:
            late_fees.settle(desk, session, booking, kept, late)
