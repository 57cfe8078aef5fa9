"""The way back from what was done to a booking: as it stood before, while nobody else has touched it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState
from tierslieu_desk.services.booking import booking_prices, holds, promises
from tierslieu_desk.services.booking.booking_rules import Asker, ask_when_agreed, refuse_by_rules
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Before:
    """What an act on a booking may change, as it stood before that act."""

    unit_id: int
    slot: Slot
    state: str
    expires: datetime | None
    came: datetime | None


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a booking, kept by who offers to take it back; `before` is None when it was made by that act."""

    booking_id: int
    version: int
    before: Before | None


def standing(booking: Booking) -> Before:
    """How it stands now."""
    slot = Slot(booking.starts, booking.ends)
    return Before(booking.unit_id, slot, booking.state, booking.expires, booking.checked_in_at)


def put_back(desk: Desk, session: Session, booking: Booking, before: Before) -> None:
    """Have the booking stand as it stood, its holds and what it owes with it. See `Bookings.take_back`."""
    now = desk.clock.wall()
    if before.expires is not None and before.expires <= now:
        raise errors.DeadlineOver(until=before.expires)
    house = desk.house(session)
    unit = house.unit(before.unit_id)
    owner = Owner("booking_id", booking.id)
    now_stands = standing(booking)
    ask_when_agreed(desk, house, house.unit(now_stands.unit_id), now_stands.state)
    ask_when_agreed(desk, house, unit, before.state)
    holds_it = now_stands.state in HOLDING and (now_stands.unit_id, now_stands.slot) == (before.unit_id, before.slot)
    if not holds_it:
        holds.release(session, owner)
    if before.state in HOLDING and not holds_it:
        asker = Asker(session, now, booking.party_id, besides=booking.id, settled=True)
        refuse_by_rules(house, unit, before.slot, booking.people, "as before", asker)
        promises.refuse_promised(session, house, unit, before.slot, now, besides=booking.series_id)
        holds.take(desk, session, unit.id, before.slot, owner, ignore_buffer=True)
    booking.unit_id, booking.pinned = unit.id, not unit.is_pool
    booking.starts, booking.ends = before.slot.start, before.slot.end
    booking.state, booking.expires, booking.checked_in_at = before.state, before.expires, before.came
    booking.cancelled_at, booking.cancel_reason = None, ""
    session.flush()
    if before.state == BookingState.TENTATIVE or before.state not in HOLDING:
        booking_prices.forgive_one(desk, session, booking.id)
    else:
        booking_prices.charge_anew(desk, session, unit, before.slot, booking)
    desk.note(session, "take_back", "booking", booking.id, state=before.state)
