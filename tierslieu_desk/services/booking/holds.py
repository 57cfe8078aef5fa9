"""The kernel: who has what, when. Every service that takes a unit for a time goes through `take`.

The database refuses an overlap by itself (`models/guards.py`); what is here finds the right leaves, says in whose way
one stands, keeps the buffers, seats the pools and lets go of what has expired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.many import run_many
from tierslieu_desk.models.store import LET_GO, run, touch
from tierslieu_desk.rules import buffers
from tierslieu_desk.services.booking import pools
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import Slot

WALL = WallDateTime()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns a hold: one of `models.units.HOLD_OWNERS` and the row's number."""

    column: str
    id: int


_NEIGHBOURS = (
    text(
        """
    SELECT u.id AS unit_id, p.id AS previous_id, p.starts AS previous_starts, p.ends AS previous_ends,
        p.asked_unit_id AS previous_asked, n.id AS next_id, n.starts AS next_starts, n.ends AS next_ends,
        n.asked_unit_id AS next_asked
    FROM unit AS u
    LEFT JOIN hold AS p ON p.id = (
        SELECT id FROM hold WHERE unit_id = u.id AND starts < :ends ORDER BY starts DESC LIMIT 1)
    LEFT JOIN hold AS n ON n.id = (
        SELECT id FROM hold WHERE unit_id = u.id AND starts >= :ends ORDER BY starts LIMIT 1)
    WHERE u.id IN :leaves
    ORDER BY u.position, u.id
    """
    )
    .bindparams(bindparam("leaves", expanding=True), bindparam("ends", type_=WALL))
    .columns(previous_starts=WALL, previous_ends=WALL, next_starts=WALL, next_ends=WALL)
)

_INSERT = {
    column: text(
        f"INSERT INTO hold (unit_id, asked_unit_id, starts, ends, {column}) "  # noqa: S608 - names from a closed list
        "VALUES (:unit, :asked, :starts, :ends, :owner)"
    ).bindparams(bindparam("starts", type_=WALL), bindparam("ends", type_=WALL))
    for column in ("booking_id", "event_session_id", "loan_id", "maintenance_id", "closure_id")
}
_DELETE = {
    column: text(f"DELETE FROM hold WHERE {column} = :owner")  # noqa: S608 - names from a closed list
    for column in _INSERT
}
_EXPIRED = (
    text("SELECT id, starts, ends FROM booking WHERE expires <= :now AND state = 'tentative'")
    .bindparams(bindparam("now", type_=WALL))
    .columns(starts=WALL, ends=WALL)
)


def take(
    desk: Desk,
    session: Session,
    unit_id: int,
    slot: Slot,
    owner: Owner,
    *,
    ignore_buffer: bool = False,
) -> None:
    """Hold the unit for `owner`: its leaves, or one seat of a pool, re-seating others when that is what it takes.

    Raises `SlotTaken`, `PoolFull`, `BufferTooShort` (never with `ignore_buffer`). Nothing is held then.
    """
    hold(session, clear(desk, session, unit_id, slot, ignore_buffer=ignore_buffer), unit_id, slot, owner)


def clear(desk: Desk, session: Session, unit_id: int, slot: Slot, *, ignore_buffer: bool = False) -> Sequence[int]:
    """The leaves to `hold` in the same unit of work, nobody in their way; raises what `take` raises.

    For whoever has something else to write first: undoing a write costs more, the more was written before it.
    """
    sweep(desk, session)
    loans_due.keep_holding(session, desk.clock.wall())
    return _cleared(desk, session, unit_id, slot, ignore_buffer=ignore_buffer)


def take_again(
    desk: Desk,
    session: Session,
    unit_id: int,
    slot: Slot,
    owner: Owner,
    *,
    ignore_buffer: bool = False,
) -> None:
    """`take` for a gesture that let go of this very slot before, when what is over or late was seen to already."""
    hold(session, _cleared(desk, session, unit_id, slot, ignore_buffer=ignore_buffer), unit_id, slot, owner)


def _cleared(desk: Desk, session: Session, unit_id: int, slot: Slot, *, ignore_buffer: bool) -> Sequence[int]:
    house, now = desk.house(session), desk.clock.wall()
    unit = house.unit(unit_id)
    if unit.is_pool:
        return (pools.seat(session, house, unit, slot, now, ignore_buffer=ignore_buffer),)
    return _clear_leaves(session, house, unit, slot, now, ignore_buffer=ignore_buffer)


def take_free(session: Session, unit_id: int, taken: Sequence[tuple[int, Slot, Sequence[int]]]) -> None:
    """Hold the unit for many bookings at once, each (number, slot, leaves) found free in this very unit of work."""
    rows = [
        {"unit": leaf, "asked": unit_id, "starts": slot.start, "ends": slot.end, "owner": booking_id}
        for booking_id, slot, leaves in taken
        for leaf in leaves
    ]
    run_many(session, _INSERT["booking_id"], rows)
    touch(session, "hold")


def hold(session: Session, leaves: Sequence[int], asked: int, slot: Slot, owner: Owner) -> None:
    """What `clear` found, for `owner`."""
    same = {"asked": asked, "starts": slot.start, "ends": slot.end, "owner": owner.id}
    run_many(session, _INSERT[owner.column], [{"unit": leaf, **same} for leaf in leaves])
    touch(session, "hold")


def _clear_leaves(
    session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime, *, ignore_buffer: bool
) -> Sequence[int]:
    """The leaves of a unit, once nobody stands in the way; unpinned neighbours of a pool seat are moved aside."""
    pooled = _pooled(house, unit)
    try:
        _refuse_neighbours(session, house, unit, slot, ignore_buffer=ignore_buffer)
    except (errors.SlotTaken, errors.BufferTooShort):
        if not pooled or not pools.make_way(session, house, unit, pooled, slot, now, ignore_buffer=ignore_buffer):
            raise
        _refuse_neighbours(session, house, unit, slot, ignore_buffer=ignore_buffer)
    return unit.leaves


def could_move_others(house: House, unit: UnitInfo) -> bool:
    """Whether taking the unit may move somebody to another seat of a pool."""
    return unit.is_pool or bool(_pooled(house, unit))


def _pooled(house: House, unit: UnitInfo) -> list[int]:
    return [leaf for leaf in unit.leaves if house.units[leaf].pool_id is not None]


def refuse_taken(session: Session, house: House, unit: UnitInfo, slot: Slot) -> None:
    """Raise what `take` would of a unit that is neither a pool nor made of its seats; nothing is held."""
    _refuse_neighbours(session, house, unit, slot, ignore_buffer=False)


def _refuse_neighbours(session: Session, house: House, unit: UnitInfo, slot: Slot, *, ignore_buffer: bool) -> None:
    rows = run(session, _NEIGHBOURS, {"leaves": unit.leaves, "ends": slot.end}).mappings().all()
    for row in rows:
        if row["previous_id"] is not None and row["previous_ends"] > slot.start:
            raise errors.SlotTaken(
                by=name_of_holder(session, row["previous_id"]),
                unit=house.unit(row["unit_id"]).name,
                start=row["previous_starts"],
                end=row["previous_ends"],
            )
    if not ignore_buffer:
        for row in rows:
            _refuse_short_gap(session, house, unit, slot, row)


def _refuse_short_gap(session: Session, house: House, unit: UnitInfo, slot: Slot, row: RowMapping) -> None:
    sides = []
    if row["previous_id"] is not None:
        theirs = house.unit(row["previous_asked"]).buffers
        sides.append((row["previous_id"], row["previous_ends"], theirs, slot.start, unit.buffers))
    if row["next_id"] is not None:
        theirs = house.unit(row["next_asked"]).buffers
        sides.append((row["next_id"], slot.end, unit.buffers, row["next_starts"], theirs))
    for hold_id, ended, first, starts, second in sides:
        if not buffers.respects_buffer(ended, first, starts, second):
            raise errors.BufferTooShort(
                unit=house.unit(row["unit_id"]).name,
                by=name_of_holder(session, hold_id),
                needed=buffers.needed_gap(first, second),
                gap=buffers.gap_minutes(ended, starts),
            )


def would_hold(session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime) -> bool:
    """Whether `take` would succeed with the holds as they are; nothing is changed.

    A whole that could only be had by moving others' seats counts as taken: what is shown as free is accepted.
    """
    if unit.is_pool:
        return pools.has_seat(session, house, unit, slot, now)
    try:
        _refuse_neighbours(session, house, unit, slot, ignore_buffer=False)
    except (errors.SlotTaken, errors.BufferTooShort):
        return False
    return True


def release(session: Session, owner: Owner) -> None:
    """Let go of everything `owner` holds. A move releases first and takes after, in one unit of work."""
    run(session, _DELETE[owner.column], {"owner": owner.id})
    touch(session, "hold")
    _let_go(session, owner)


_DELETE_EACH = text("DELETE FROM hold WHERE booking_id IN :owners").bindparams(bindparam("owners", expanding=True))


def release_bookings(session: Session, booking_ids: Sequence[int]) -> None:
    """Let go of everything these bookings hold."""
    run(session, _DELETE_EACH, {"owners": booking_ids})
    touch(session, "hold")
    for booking_id in booking_ids:
        _let_go(session, Owner("booking_id", booking_id))


_SHORTEN_EARLY = {
    column: text(
        f"DELETE FROM hold WHERE {column} = :owner AND starts >= :ends"  # noqa: S608 - names from a closed list
    ).bindparams(bindparam("ends", type_=WALL))
    for column in _INSERT
}
_SHORTEN = {
    column: text(
        f"UPDATE hold SET ends = :ends WHERE {column} = :owner AND ends > :ends"  # noqa: S608 - names from a closed list
    ).bindparams(bindparam("ends", type_=WALL))
    for column in _INSERT
}


def shorten(session: Session, owner: Owner, end: datetime) -> None:
    """Given back early: what `owner` holds ends at `end`, or is let go when it had not begun."""
    for statement in (_SHORTEN_EARLY, _SHORTEN):
        session.execute(statement[owner.column], {"owner": owner.id, "ends": end})
    touch(session, "hold")
    _let_go(session, owner)


def _let_go(session: Session, owner: Owner) -> None:
    """Remember who let go of something, for whoever waits for it."""
    session.info.setdefault(LET_GO, []).append(owner)


_SWEPT = "swept"


def sweep(desk: Desk, session: Session) -> None:
    """Let go of what has expired before anybody takes, and let whoever waits for just that have it first."""
    expire(session, desk.clock.wall())
    swept = session.info.pop(_SWEPT, [])
    if swept and desk.house(session).waits:
        from tierslieu_desk.services.booking import waiting_offers

        waiting_offers.serve(desk, session, swept)


def expire(session: Session, now: datetime) -> None:
    """Let go of tentative bookings whose time to decide has passed; done by every unit of work that takes."""
    for row in run(session, _EXPIRED, {"now": now}).all():
        session.info.setdefault(_SWEPT, []).append(Slot(row.starts, row.ends))
        release(session, Owner("booking_id", row.id))
        session.execute(
            text("UPDATE booking SET state = 'expired', version = version + 1 WHERE id = :id"), {"id": row.id}
        )
        touch(session, "booking")


_HOLDER = text(
    """
    SELECT coalesce(
        (SELECT CASE WHEN b.title <> '' THEN p.name || ' · ' || b.title ELSE p.name END
            FROM booking b JOIN party p ON p.id = b.party_id WHERE b.id = h.booking_id),
        (SELECT e.title FROM event_session s JOIN event e ON e.id = s.event_id WHERE s.id = h.event_session_id),
        (SELECT p.name FROM loan l JOIN party p ON p.id = l.party_id WHERE l.id = h.loan_id),
        (SELECT reason FROM maintenance m WHERE m.id = h.maintenance_id),
        (SELECT reason FROM closure c WHERE c.id = h.closure_id)
    ) FROM hold AS h WHERE h.id = :id
    """
)


def name_of_holder(session: Session, hold_id: int) -> str:
    """The name shown on the planning for that hold; empty for maintenance or a closure without a reason."""
    return run(session, _HOLDER, {"id": hold_id}).scalar_one_or_none() or ""
