"""What was let go is offered to whoever waits for it, first come first served, in the unit of work that let it go.

An offer is an option like any other: it holds the space until it expires, and is taken by being confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, text, update

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import LET_GO, run
from tierslieu_desk.models.waiting import Waiting
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.rules.waiting import OFFER_HOURS, WaitingState, kept_until
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.booking_work import NewBooking, add_booking, cancel_bookings
from tierslieu_desk.services.message import message_before
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.house import House, UnitInfo

_SERVING = "serving"
_IN_LINE = (
    select(Waiting.id, Waiting.party_id, Waiting.unit_id, Waiting.kind, Waiting.people)
    .add_columns(Waiting.starts, Waiting.ends, Waiting.note)
    .where(Waiting.state == WaitingState.WAITING, Waiting.starts > bindparam("now"))
    .order_by(Waiting.asked_at, Waiting.id)
)
"""Who waits still, in their order; what has begun is waited for no longer."""


def serve(desk: Desk, session: Session, swept: Sequence[Slot] = ()) -> tuple[int, ...]:
    """Offer all that is free now to whoever waits for it; the numbers of the offers, which are bookings.

    With `swept`, only what meets one of those times: somebody else is about to take a space, and may have let go of
    theirs for it. Inside a unit of work. An offer that a rule refuses is not made.
    """
    if session.info.get(_SERVING):
        return ()
    session.info[_SERVING] = True
    try:
        session.flush()
        now = desk.clock.wall()
        holds.expire(session, now)
        waiting = session.execute(_IN_LINE, {"now": now}).all()
        hours = session.scalar(select(Place.offer_hours)) or OFFER_HOURS
        made = []
        for row in waiting:
            slot = Slot(row.starts, row.ends)
            if not swept or any(slot.overlaps(one) for one in swept):
                made += _offered(desk, session, row, kept_until(now, slot.start, hours))
        return tuple(made)
    finally:
        del session.info[_SERVING]


@contextmanager
def first_in_line(desk: Desk) -> Iterator[None]:
    """Around a gesture that takes: refused because somebody is in line, the offer to them is made all the same.

    The gesture itself leaves nothing behind; so the offer that stood in its way is one of its own.
    """
    try:
        yield
    except (errors.SlotTaken, errors.PoolFull):
        if not desk.store.in_unit_of_work:
            with desk.store.writing() as session:
                if desk.house(session).waits:
                    serve(desk, session)
        raise


def wished(house: House, unit_id: int | None, kind: str | None, people: int) -> Iterator[UnitInfo]:
    """The units that would do: the one they asked for, or any of that kind that seats so many, the smallest first."""
    if unit_id is not None:
        yield house.unit(unit_id)
        return
    for unit in sorted(house.units.values(), key=_seats):
        if unit.kind == kind and not unit.retired and unit.pool_id is None and unit.legal_seats >= people:
            yield unit


def _seats(unit: UnitInfo) -> int:
    return unit.legal_seats


def _offered(desk: Desk, session: Session, row: Row[*tuple[object, ...]], until: datetime) -> list[int]:
    slot = Slot(row.starts, row.ends)
    for unit in wished(desk.house(session), row.unit_id, row.kind, row.people):
        new = NewBooking(unit.id, row.party_id, slot, row.people, row.note, tentative_until=until)
        try:
            with session.begin_nested():
                booked = add_booking(desk, session, new)
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError:
            continue
        gone = {owner.id for owner in session.info.get(LET_GO, ()) if owner.column == "booking_id"}
        session.execute(
            update(Waiting)
            .where(Waiting.id == row.id)
            .values(
                state=WaitingState.OFFERED,
                booking_id=booked.id,
                offered_at=desk.clock.now(),
                after_id=gone.pop() if len(gone) == 1 else None,
            )
        )
        desk.note(session, "offer", "waiting", row.id, booking=booked.id, until=until)
        return [booked.id]
    return []


def delete_bookings(session: Session, numbers: Sequence[int]) -> None:
    """Have those bookings be no row any more: no offer, made or still to be made, is then of what they left behind."""
    if LET_GO in session.info:
        gone = set(numbers)
        session.info[LET_GO] = [one for one in session.info[LET_GO] if one.column != "booking_id" or one.id not in gone]
    session.execute(update(Waiting).where(Waiting.after_id.in_(numbers)).values(after_id=None))
    session.execute(delete(Booking).where(Booking.id.in_(numbers)))


def take_back(desk: Desk, session: Session, booking_id: int) -> None:
    """What was offered because that booking went is not, now that it stands again; but for what they were told."""
    offers = select(Waiting).where(Waiting.after_id == booking_id, Waiting.state == WaitingState.OFFERED)
    for waiting in session.scalars(offers).all():
        offer = session.get_one(Booking, waiting.booking_id)
        told = message_before.last(session, Purpose.WAITING_OFFER, ("booking", offer.id)) is not None
        if offer.state != BookingState.TENTATIVE or told:
            continue
        waiting.state, waiting.booking_id = WaitingState.WAITING, None
        waiting.offered_at, waiting.after_id = None, None
        session.flush()
        cancel_bookings(desk, session, [offer], "")
        desk.note(session, "offer_taken_back", "waiting", waiting.id, booking=offer.id)


_WALL = WallDateTime()
_FIRST = (
    text(
        """
    SELECT w.unit_id, w.kind, w.people, w.starts, w.ends, p.name
    FROM waiting AS w JOIN party AS p ON p.id = w.party_id
    WHERE w.state = 'waiting' AND w.starts > :now AND w.starts < :ends AND w.ends > :starts
        AND EXISTS (SELECT 1 FROM booking AS b WHERE b.state = 'tentative' AND b.expires <= :now
            AND b.starts < w.ends AND b.ends > w.starts AND b.starts < :ends AND b.ends > :starts)
    ORDER BY w.asked_at, w.id
    """
    )
    .bindparams(*(bindparam(name, type_=_WALL) for name in ("now", "starts", "ends")))
    .columns(starts=_WALL, ends=_WALL)
)


def refuse_overtaking(session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime) -> None:
    """Raise `SlotTaken` for what an option that has just expired left to somebody in line, not offered to them yet.

    So that what is shown as free is what will be given: whoever books next makes that offer first.
    """
    leaves = set(unit.leaves or unit.members)
    for row in run(session, _FIRST, {"now": now, "starts": slot.start, "ends": slot.end}):
        for wish in wished(house, row.unit_id, row.kind, row.people):
            if leaves & set(wish.leaves or wish.members):
                raise errors.SlotTaken(by=row.name, unit=unit.name, start=row.starts, end=row.ends)
