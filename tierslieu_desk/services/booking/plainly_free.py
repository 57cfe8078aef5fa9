"""Which of many slots a unit can have as everybody sits now, looked at together: the dates of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Row, bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.rules.buffers import respects_buffer
from tierslieu_desk.rules.seating import Sitting, seat_all
from tierslieu_desk.services.booking.pools import NEW, already_close
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

_WALL = WallDateTime()
_AROUND = """
    WITH around(number, since, until) AS (VALUES {windows})
    SELECT w.number, h.id, h.unit_id, h.asked_unit_id, h.starts, h.ends
    FROM around AS w CROSS JOIN unit AS u
    CROSS JOIN hold AS h ON h.unit_id = u.id AND h.starts <= w.until AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= w.since), w.since)
    WHERE u.id IN :leaves AND h.ends >= w.since
"""
"""Everybody near each slot on those leaves: like `pools`, one step back in the index from where the window begins."""


def plainly_free(session: Session, house: House, unit: UnitInfo, slots: Sequence[Slot]) -> Mapping[Slot, Sequence[int]]:
    """The slots, in order, that the unit can have while nobody is moved, each with the leaves to hold. One statement.

    What is missing from the answer may still be had by moving others, or be taken. Nothing is answered of slots that
    lie so near one another that having the one may cost the other.
    """
    margin = timedelta(minutes=max((max(u.buffers.before, u.buffers.after) for u in house.units.values()), default=0))
    if not slots or any(second.start - first.end <= 2 * margin for first, second in pairwise(slots)):
        return {}
    leaves = unit.members if unit.is_pool else unit.leaves
    near = _near(session, leaves, [Slot(slot.start - margin, slot.end + margin) for slot in slots])
    if not unit.is_pool:
        return {slot: leaves for number, slot in enumerate(slots) if _is_clear(house, unit, slot, near[number])}
    seats = {slot: _seat(house, unit, slot, near[number]) for number, slot in enumerate(slots)}
    return {slot: (seat,) for slot, seat in seats.items() if seat is not None}


def _near(session: Session, leaves: Sequence[int], windows: Sequence[Slot]) -> dict[int, list[Row[Any]]]:
    numbers = range(len(windows))
    asked = text(_AROUND.format(windows=", ".join(f"({n}, :since_{n}, :until_{n})" for n in numbers))).bindparams(
        bindparam("leaves", expanding=True),
        *(bindparam(f"{edge}_{n}", type_=_WALL) for n in numbers for edge in ("since", "until")),
    )
    values: dict[str, object] = {"leaves": leaves}
    for n, window in enumerate(windows):
        values |= {f"since_{n}": window.start, f"until_{n}": window.end}
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.connection().execute(asked.columns(starts=_WALL, ends=_WALL), values):
        found[row.number].append(row)
    return found


def _is_clear(house: House, unit: UnitInfo, slot: Slot, rows: Sequence[Row[Any]]) -> bool:
    for row in rows:
        theirs = house.unit(row.asked_unit_id).buffers
        before = respects_buffer(row.ends, theirs, slot.start, unit.buffers)
        after = respects_buffer(slot.end, unit.buffers, row.starts, theirs)
        if not (before or after):
            return False
    return True


def _seat(house: House, pool: UnitInfo, slot: Slot, rows: Sequence[Row[Any]]) -> int | None:
    sitting = [
        Sitting(row.id, row.starts, row.ends, row.unit_id, True, house.unit(row.asked_unit_id).buffers) for row in rows
    ]
    wanted = Sitting(NEW, slot.start, slot.end, None, False, pool.buffers)
    seats = seat_all(pool.members, [*sitting, wanted], already_close(sitting))
    return None if seats is None else seats[NEW]
