"""One booking taken, settled anew or called off inside a unit of work, for every service that does so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.kit import BookingWith
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState
from tierslieu_desk.services.booking import booking_prices, holds, promises
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_rules import Asker, ask_when_agreed, refuse_by_rules
from tierslieu_desk.services.booking.booking_tariffs import refuse_unpriced
from tierslieu_desk.services.booking.booking_undo import Act, Before
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.rights import Right
from tierslieu_desk.wallclock import Slot

_ADD = insert(table_of(Booking))


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What is asked. A pool booking is pinned to no seat; `tentative_until` makes it an option that expires.

    `agreed`: at a price that was agreed by hand, whatever the list has nothing for.
    """

    unit_id: int
    party_id: int
    slot: Slot
    people: int = 1
    title: str = ""
    note: str = ""
    tentative_until: datetime | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Booked:
    """What was agreed, and the act that made it so, to take it back with."""

    id: int
    unit_id: int
    unit: str
    slot: Slot
    price: Quote
    act: Act


def add_booking(
    desk: Desk,
    session: Session,
    new: NewBooking,
    override: str = "",
    *,
    in_series: tuple[int, datetime] | None = None,
    extending: bool = False,
) -> Booked:
    """One booking inside a unit of work: rules, row, holds, charge, journal. See `Bookings.book`.

    `extending` makes the date an open series had promised: the oldest promise is kept first.
    """
    if override:
        desk.ask(Right.OVERRIDE)
    house = desk.house(session)
    unit = house.unit(new.unit_id)
    who = charges.owing(session, new.party_id)
    if new.tentative_until is not None and new.tentative_until <= desk.clock.wall():
        raise errors.DeadlineOver(until=new.tentative_until)
    if new.people < 1:
        raise errors.MissingFact(field="people")
    if not extending:
        wanted = BookingState.TENTATIVE if new.tentative_until else BookingState.CONFIRMED
        ask_when_agreed(desk, house, unit, wanted)
    asker = Asker(session, desk.clock.wall(), new.party_id, settled=extending)
    refuse_by_rules(house, unit, new.slot, new.people, override, asker)
    if not extending:
        series_id = in_series[0] if in_series else None
        promises.refuse_promised(session, house, unit, new.slot, desk.clock.wall(), besides=series_id)
    leaves = holds.clear(desk, session, unit.id, new.slot, ignore_buffer=bool(override))
    booking_id = add_row(
        session,
        _ADD,
        {
            "unit_id": unit.id,
            "pinned": not unit.is_pool,
            "party_id": new.party_id,
            "starts": new.slot.start,
            "ends": new.slot.end,
            "state": BookingState.TENTATIVE if new.tentative_until else BookingState.CONFIRMED,
            "expires": new.tentative_until,
            "people": new.people,
            "title": new.title,
            "note": new.note,
            "series_id": in_series[0] if in_series else None,
            "occurrence_on": in_series[1].date() if in_series else None,
            "created_at": desk.clock.now(),
        },
    )
    holds.hold(session, leaves, unit.id, new.slot, Owner("booking_id", booking_id))
    if new.tentative_until:
        price = booking_prices.quote_in(desk, session, unit, new.slot, new.party_id)
    else:
        price = booking_prices.charge(desk, session, unit, new.slot, who, booking_id)
    refuse_unpriced(unit.name, () if new.agreed else price.holes, override)
    facts = {"override": override} if override else {}
    desk.note(session, "book", "booking", booking_id, **facts)
    return Booked(booking_id, unit.id, unit.name, new.slot, price, Act(booking_id, 1, None))


def cancel_booking(desk: Desk, session: Session, booking: Booking, reason: str) -> None:
    """Cancel inside a unit of work. See `Bookings.cancel`."""
    if booking.state == BookingState.CANCELLED:
        raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
    cancel_bookings(desk, session, [booking], reason)


def cancel_bookings(desk: Desk, session: Session, bookings: Sequence[Booking], reason: str) -> None:
    """Cancel many inside a unit of work, none of which is cancelled yet."""
    house = desk.house(session)
    for booking in bookings:
        ask_when_agreed(desk, house, house.unit(booking.unit_id), booking.state)
    numbers = [booking.id for booking in bookings]
    holds.release_bookings(session, numbers)
    now = desk.clock.now()
    session.execute(
        update(Booking)
        .where(Booking.id.in_(numbers))
        .values(
            state=BookingState.CANCELLED,
            cancelled_at=now,
            expires=None,
            cancel_reason=reason,
            version=Booking.version + 1,
        )
    )
    booking_prices.forgive(desk, session, numbers)
    desk.note_each(session, "cancel", "booking", numbers, reason=reason)


def loaded(session: Session, booking_id: int) -> Booking:
    """Raises `NotFound`."""
    booking = session.get(Booking, booking_id)
    if booking is None:
        raise errors.NotFound(what="booking", id=booking_id)
    return booking


def resettle(
    desk: Desk, session: Session, booking: Booking, before: Before, slot: Slot, unit_id: int, override: str
) -> Booked:
    """Take that slot in that unit for a booking that holds nothing, in a unit of work. Raises what `book` raises."""
    if override:
        desk.ask(Right.OVERRIDE)
    house = desk.house(session)
    unit = house.unit(unit_id)
    ask_when_agreed(desk, house, house.unit(before.unit_id), before.state)
    ask_when_agreed(desk, house, unit, booking.state)
    kept = before.slot == slot
    asker = Asker(session, desk.clock.wall(), booking.party_id, besides=booking.id, settled=kept)
    refuse_by_rules(house, unit, slot, booking.people, override, asker)
    promises.refuse_promised(session, house, unit, slot, desk.clock.wall(), besides=booking.series_id)
    owner = Owner("booking_id", booking.id)
    holds.take(desk, session, unit_id, slot, owner, ignore_buffer=bool(override))
    booking.unit_id, booking.pinned = unit_id, not unit.is_pool
    booking.starts, booking.ends = slot.start, slot.end
    session.flush()
    price = booking_prices.charge_anew(desk, session, unit, slot, booking)
    refuse_unpriced(unit.name, price.holes, override)
    facts: dict[str, object] = {"unit": before.unit_id, "from": before.slot.start, "to": before.slot.end}
    if override:
        facts["override"] = override
    desk.note(session, "move", "booking", booking.id, **facts)
    return Booked(booking.id, unit_id, unit.name, slot, price, Act(booking.id, booking.version, before))


def along(session: Session, booking_id: int) -> list[Booking]:
    """The bookings that go along with that one, while they have its time."""
    room = session.get(Booking, booking_id)
    if room is None:
        return []
    found = session.scalars(
        select(Booking)
        .join(BookingWith, BookingWith.booking_id == Booking.id)
        .where(
            BookingWith.with_booking_id == booking_id,
            Booking.state.in_(HOLDING),
            Booking.starts == room.starts,
            Booking.ends == room.ends,
        )
        .order_by(Booking.id)
    )
    return list(found)
