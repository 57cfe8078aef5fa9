"""Seats of a pool: the tightest free one, or others re-seated until one is free. Nobody who has begun is moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, product
from typing import Any

from sqlalchemy import Row, bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.many import run_many
from tierslieu_desk.models.store import run, touch
from tierslieu_desk.rules.buffers import respects_buffer
from tierslieu_desk.rules.seating import Sitting, Undecided, seat_all
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

WALL = WallDateTime()
NEW = 0
"""Stands for the sitting that has no hold yet; rows are numbered from 1."""

_AROUND = (
    text(
        """
    SELECT h.id, h.unit_id, h.asked_unit_id, h.starts, h.ends, h.booking_id, b.pinned, b.state
    FROM unit AS u
    JOIN hold AS h ON h.unit_id = u.id AND h.starts <= :ends AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= :starts), :starts)
    LEFT JOIN booking AS b ON b.id = h.booking_id
    WHERE u.id IN :seats AND h.ends >= :starts
    """
    )
    .bindparams(bindparam("seats", expanding=True), bindparam("starts", type_=WALL), bindparam("ends", type_=WALL))
    .columns(starts=WALL, ends=WALL)
)
_DELETE = text("DELETE FROM hold WHERE id = :id")
_RESEAT = text(
    "INSERT INTO hold (id, unit_id, asked_unit_id, starts, ends, booking_id) "
    "VALUES (:id, :unit_id, :asked_unit_id, :starts, :ends, :booking_id)"
).bindparams(bindparam("starts", type_=WALL), bindparam("ends", type_=WALL))


def seat(
    session: Session,
    house: House,
    pool: UnitInfo,
    slot: Slot,
    now: datetime,
    *,
    ignore_buffer: bool,
) -> int:
    """A seat of the pool for that slot, others re-seated in the same unit of work if needed.

    Raises `PoolFull`, or `PoolUndecided` when nobody knows.
    """
    wanted = Sitting(NEW, slot.start, slot.end, None, False, pool.buffers, ignore_buffer)
    seats = _reseated(session, house, pool, (wanted,), slot, now)
    if seats is None:
        raise errors.PoolFull(unit=pool.name, start=slot.start, end=slot.end)
    return seats[NEW]


def has_seat(session: Session, house: House, pool: UnitInfo, slot: Slot, now: datetime) -> bool:
    """Whether `seat` would find one; nothing is moved."""
    wanted = Sitting(NEW, slot.start, slot.end, None, False, pool.buffers)
    sittings = _sittings(house, pool, _cluster(session, house, pool, slot, now), now)
    try:
        return _seated(pool, slot, sittings, (wanted,)) is not None
    except errors.PoolUndecided:
        return False


@dataclass(frozen=True, slots=True)
class Wish:
    """One seat of a pool wanted for a slot: a certain one, or any."""

    slot: Slot
    seat: int | None


def could_seat(session: Session, house: House, pool: UnitInfo, wishes: Sequence[Wish], now: datetime) -> bool:
    """Whether those who sit and all the wishes could sit together, buffers left aside for the wishes; nothing moves.

    Raises `PoolUndecided`.
    """
    span = Slot(min(wish.slot.start for wish in wishes), max(wish.slot.end for wish in wishes))
    sittings = _sittings(house, pool, _cluster(session, house, pool, span, now), now)
    wanted = [
        Sitting(-number, wish.slot.start, wish.slot.end, wish.seat, wish.seat is not None, lenient=True)
        for number, wish in enumerate(wishes, start=1)
    ]
    return _seated(pool, span, sittings, wanted) is not None


def make_way(
    session: Session,
    house: House,
    unit: UnitInfo,
    pooled: Sequence[int],
    slot: Slot,
    now: datetime,
    *,
    ignore_buffer: bool,
) -> bool:
    """Whether the unpinned bookings that sit on these seats could be moved to others; they are, then.

    Raises `PoolUndecided`.
    """
    for pool_id in sorted({house.units[leaf].pool_id or 0 for leaf in pooled}):
        pool = house.unit(pool_id)
        wanted = tuple(
            Sitting(-leaf, slot.start, slot.end, leaf, True, unit.buffers, ignore_buffer)
            for leaf in pooled
            if house.units[leaf].pool_id == pool_id
        )
        if _reseated(session, house, pool, wanted, slot, now) is None:
            return False
    return True


def _reseated(
    session: Session, house: House, pool: UnitInfo, wanted: Sequence[Sitting], slot: Slot, now: datetime
) -> dict[int, int] | None:
    rows = _cluster(session, house, pool, slot, now)
    sittings = _sittings(house, pool, rows, now)
    seats = _seated(pool, slot, sittings, wanted)
    if seats is None:
        return None
    moved = [row for row in rows if seats[row.id] != row.unit_id]
    run_many(session, _DELETE, [{"id": row.id} for row in moved])
    run_many(
        session,
        _RESEAT,
        [
            {
                "id": row.id,
                "unit_id": seats[row.id],
                "asked_unit_id": row.asked_unit_id,
                "starts": row.starts,
                "ends": row.ends,
                "booking_id": row.booking_id,
            }
            for row in moved
        ],
    )
    if moved:
        touch(session, "hold")
    return dict(seats)


def _seated(
    pool: UnitInfo, slot: Slot, sittings: Sequence[Sitting], wanted: Sequence[Sitting]
) -> Mapping[int, int] | None:
    try:
        return seat_all(pool.members, [*sittings, *wanted], already_close(sittings))
    except Undecided as undecided:
        raise errors.PoolUndecided(unit=pool.name, start=slot.start, end=slot.end) from undecided


def _sittings(house: House, pool: UnitInfo, rows: Sequence[Row[Any]], now: datetime) -> list[Sitting]:
    return [
        Sitting(
            row.id,
            row.starts,
            row.ends,
            row.unit_id,
            not _floats(row, pool, now),
            house.unit(row.asked_unit_id).buffers,
            whole=0 if row.asked_unit_id in (row.unit_id, pool.id) else row.asked_unit_id,
        )
        for row in rows
    ]


def _cluster(session: Session, house: House, pool: UnitInfo, slot: Slot, now: datetime) -> list[Row[Any]]:
    """Every hold that the slot could concern: those it meets, and in turn those that the movable ones meet."""
    asked = (house.units[unit_id].buffers for unit_id in house.units)
    margin = timedelta(minutes=max((max(b.before, b.after) for b in asked), default=0))
    start, end = slot.start - margin, slot.end + margin
    while True:
        values = {"seats": pool.members, "starts": start, "ends": end}
        rows = list(run(session, _AROUND, values).all())
        movable = [row for row in rows if _floats(row, pool, now)]
        wider_start = min([start, *(row.starts - margin for row in movable)])
        wider_end = max([end, *(row.ends + margin for row in movable)])
        if (wider_start, wider_end) == (start, end):
            return rows
        start, end = wider_start, wider_end


def _floats(row: Row[Any], pool: UnitInfo, now: datetime) -> bool:
    asked_for_any = row.booking_id is not None and not row.pinned and row.asked_unit_id == pool.id
    return asked_for_any and row.state != BookingState.CHECKED_IN and row.starts > now


def already_close(sittings: Sequence[Sitting]) -> frozenset[tuple[int, int]]:
    """Neighbours that a facilitator let sit closer than their buffers: they may stay so, on any seat of a whole."""
    close: set[tuple[int, int]] = set()
    wholes: dict[tuple[int, datetime], list[int]] = {}
    for one in sittings:
        if one.whole:
            wholes.setdefault((one.whole, one.start), []).append(one.key)
    by_seat = sorted(sittings, key=lambda s: (s.seat or 0, s.start))
    for first, second in pairwise(by_seat):
        same = first.seat == second.seat
        if same and not respects_buffer(first.end, first.buffers, second.start, second.buffers):
            close |= set(
                product(
                    wholes.get((first.whole, first.start), [first.key]),
                    wholes.get((second.whole, second.start), [second.key]),
                )
            )
    return frozenset(close)
