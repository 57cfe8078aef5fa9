"""What is free at this moment, for the front page: rooms, booths, and the desks nobody sits at."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.vocabulary import RegistrationState, UnitKind
from tierslieu_desk.services.booking import planning
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

_PLACED = """
    WITH mine AS (
        SELECT party_id FROM booking WHERE id IN (SELECT value FROM json_each(:bookings))
        UNION SELECT party_id FROM registration
            WHERE event_id IN (SELECT value FROM json_each(:events)) AND state = :registered AND party_id IS NOT NULL)
    SELECT party_id FROM mine
    UNION SELECT a.person_id FROM affiliation AS a JOIN mine AS m ON m.party_id = a.organisation_id
"""


@dataclass(frozen=True, slots=True)
class FreeNow:
    """A space as it stands now: `free` of `of` seats or rooms, until `until` when something comes or ends.

    A desk is taken by whoever holds it now, and by whoever sits there without: each of those who are here and have no
    desk or other place booked now, nor are at an event they registered for, counts for one. What their organisation
    has booked counts as theirs. Where there are several rooms of desks, the first with a free one is where they sit.
    Passers-by take none, and there are never less than none free.
    """

    unit_id: int
    name: str
    kind: UnitKind
    seats: int
    free: int
    of: int
    until: datetime | None


def read_free(
    seen: Glance, house: House, blocks: list[planning.PlanningBlock], present: set[int], now: datetime
) -> tuple[FreeNow, ...]:
    """Every space as it stands, with those persons here; `blocks` are the holds of the day."""
    sitting = _without_a_place(seen, blocks, present, now)
    return tuple(_seated(_free_now(house, blocks, now), sitting))


def _free_now(house: House, blocks: list[planning.PlanningBlock], now: datetime) -> list[FreeNow]:
    taken: dict[int, list[Slot]] = defaultdict(list)
    for block in blocks:
        taken[block.unit_id].append(block.slot)
    tiles = []
    for unit in house.units.values():
        shown = unit.is_pool or (unit.pool_id is None and unit.kind in {UnitKind.ROOM, UnitKind.BOOTH})
        if unit.retired or not shown or unit.parts:
            continue
        tiles.append(_free_tile(unit, taken, now))
    return tiles


def _free_tile(unit: UnitInfo, taken: dict[int, list[Slot]], now: datetime) -> FreeNow:
    leaves = unit.members if unit.is_pool else unit.leaves
    busy = {leaf: slot for leaf in leaves for slot in taken[leaf] if slot.start <= now < slot.end}
    free = len(leaves) - len(busy)
    if free:
        idle = [leaf for leaf in leaves if leaf not in busy]
        until = min((slot.start for leaf in idle for slot in taken[leaf] if slot.start > now), default=None)
    else:
        until = min(slot.end for slot in busy.values())
    return FreeNow(unit.id, unit.name, unit.kind, unit.seats, free, len(leaves), until)


def _without_a_place(seen: Glance, blocks: list[planning.PlanningBlock], present: set[int], now: datetime) -> int:
    """How many of those who are here sit somewhere without anything booked now; what is out on loan is no place."""
    held: dict[str, set[int]] = {"booking": set(), "event": set()}
    for block in blocks:
        if block.slot.start <= now < block.slot.end:
            held.setdefault(block.owner, set()).add(block.owner_id)
    if not present or not (held["booking"] or held["event"]):
        return len(present)
    asked = {"bookings": json.dumps(sorted(held["booking"])), "events": json.dumps(sorted(held["event"]))}
    placed = {row[0] for row in seen.rows(_PLACED, **asked, registered=RegistrationState.REGISTERED.value)}
    return len(present - placed)


def _seated(spaces: list[FreeNow], sitting: int) -> Iterator[FreeNow]:
    for space in spaces:
        taken = min(sitting, space.free) if space.kind is UnitKind.DESK else 0
        sitting -= taken
        yield replace(space, free=space.free - taken)
