"""The frozen rows the planning draws, and where each falls on the paper: plain arithmetic, without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TypeVar

from tierslieu_desk.wallclock import DAY, Slot, whole_day

HOUR = timedelta(hours=1)
DRAG_STEP = timedelta(minutes=15)
Timed = TypeVar("Timed", "Slot", "PlanningBlock")


@dataclass(frozen=True, slots=True)
class PlanningRow:
    """One unit: its name, a short note at its right ("8 pl."), and the group it stands under.

    `taken` is when it cannot be had although nobody holds it: one of its parts is held by itself.
    """

    unit_id: int
    name: str
    note: str = ""
    group: str = ""
    taken: tuple[Slot, ...] = ()

    def taken_at(self, when: datetime) -> bool:
        """Whether nobody can have it then, although nobody holds it."""
        return any(slot.start <= when < slot.end for slot in self.taken)


@dataclass(frozen=True, slots=True)
class PlanningBlock:
    """One booking on one unit, at the wall clock.

    `kind`: desk, room, event, tool or closed. `state`: confirmed, tentative, checked_in, no_show, or by_whole for a
    part that its whole takes.
    """

    booking_id: int
    unit_id: int
    start: datetime
    end: datetime
    title: str
    note: str = ""
    kind: str = "room"
    state: str = "confirmed"


@dataclass(frozen=True, slots=True)
class PlanningDay:
    """The days shown, `count` of them from `day` on: half-open opening slots, none on a day the place is closed.

    `now_on` is the one line the line of now stands on; None for all.
    """

    day: date
    rows: tuple[PlanningRow, ...]
    blocks: tuple[PlanningBlock, ...]
    opening: tuple[Slot, ...] = ()
    count: int = 1
    now_on: int | None = None

    def closed_at(self, row: PlanningRow, when: datetime, *, days_down: bool) -> bool:
        """Whether the place is closed then; where each line is a day (`days_down`), each hatches its own hours."""
        return row.taken_at(when) if days_down else not any(slot.start <= when < slot.end for slot in self.opening)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the planning: a group's heading (`row` is None) or a unit."""

    top: int
    height: int
    group: str
    row: PlanningRow | None


def lines_of(rows: Sequence[PlanningRow], row_height: int, group_height: int) -> tuple[Line, ...]:
    """Headings and units from top to bottom, in pixels; rows of one group must stand together."""
    lines: list[Line] = []
    top = 0
    for group, members in groupby(rows, key=lambda row: row.group):
        if group:
            lines.append(Line(top, group_height, group, None))
            top += group_height
        for row in members:
            lines.append(Line(top, row_height, group, row))
            top += row_height
    return tuple(lines)


def hours_of(shown: PlanningDay) -> tuple[Slot, ...]:
    """The hours to draw of each day, the same on all: opening hours and blocks, half an hour around, whole hours.

    What came before a day and ends in its open hours widens nothing, nor what begins in them and outlasts it. A
    Saturday and a Sunday on which the place is closed and nothing begins or ends are left out of a week.
    """
    days = [whole_day(shown.day + number * DAY) for number in range(shown.count)]
    opening = _by_day(days, shown.opening)
    blocks = _by_day(days, shown.blocks)
    while len(days) > 5 and not opening[len(days) - 1] and not _anything_of(days[-1], blocks[len(days) - 1]):
        days.pop()
    edges = [
        edge
        for number, day in enumerate(days)
        if opening[number] or blocks[number]
        for edge in _edges_of(day, opening[number], blocks[number])
    ]
    first = max(min(edges, default=8 * HOUR) - HOUR / 2, timedelta(0))
    last = min(max(edges, default=19 * HOUR) + HOUR / 2, DAY)
    whole = Slot(days[0].start + first // HOUR * HOUR, days[0].start - (-last // HOUR) * HOUR)
    return tuple(whole.shifted(day.start - days[0].start) for day in days)


def _by_day(days: Sequence[Slot], things: Sequence[Timed]) -> dict[int, list[Timed]]:
    """Each thing under every day it touches, by the day's number."""
    found: dict[int, list[Timed]] = {number: [] for number in range(len(days))}
    first, last = days[0].start.toordinal(), len(days) - 1
    for thing in things:
        begins = max(thing.start.toordinal() - first, 0)
        ends = thing.end.toordinal() - first - (thing.end.time() == time.min)
        for number in range(begins, min(ends, last) + 1):
            found[number].append(thing)
    return found


def _anything_of(day: Slot, blocks: Sequence[Slot | PlanningBlock]) -> bool:
    return any(day.start <= block.start or block.end <= day.end for block in blocks)


def _edges_of(
    day: Slot, opening: Sequence[Slot | PlanningBlock], blocks: Sequence[Slot | PlanningBlock]
) -> list[timedelta]:
    """Times of the day that must be in sight; eight and nineteen when there are none on one side."""
    opens = min((slot.start for slot in opening), default=day.end)
    closes = max((slot.end for slot in opening), default=day.start)
    starts = [slot.start for slot in opening]
    starts += [b.start for b in blocks if b.start >= day.start or b.end <= opens]
    ends = [slot.end for slot in opening]
    ends += [b.end for b in blocks if b.end <= day.end or b.start >= closes]
    first = max(min(starts, default=day.start + 8 * HOUR), day.start)
    last = min(max(ends, default=day.start + 19 * HOUR), day.end)
    return [first - day.start, last - day.start]


def closed_in(span: Slot, opening: Sequence[Slot]) -> tuple[Slot, ...]:
    """What of the span lies outside the opening slots."""
    closed: list[Slot] = []
    at = span.start
    for slot in sorted(opening):
        if slot.start > at:
            closed.append(Slot(at, min(slot.start, span.end)))
        at = max(at, slot.end)
        if at >= span.end:
            return tuple(closed)
    closed.append(Slot(at, span.end))
    return tuple(closed)


class Blocks:
    """The blocks of each unit in order of their start, so that finding one does not look at all."""

    def __init__(self, blocks: Sequence[PlanningBlock]) -> None:
        self._by_unit: dict[int, list[PlanningBlock]] = {}
        for block in sorted(blocks, key=lambda b: b.start):
            self._by_unit.setdefault(block.unit_id, []).append(block)
        self._starts = {unit: [b.start for b in held] for unit, held in self._by_unit.items()}

    def of(self, unit_id: int) -> Sequence[PlanningBlock]:
        """The unit's blocks, the earliest first."""
        return self._by_unit.get(unit_id, ())

    def at(self, unit_id: int, when: datetime) -> PlanningBlock | None:
        """The block that covers that moment; the later one where two meet."""
        number = bisect_right(self._starts.get(unit_id, ()), when) - 1
        if number < 0:
            return None
        block = self._by_unit[unit_id][number]
        return block if when < block.end else None

    def next_start(self, unit_id: int, when: datetime) -> datetime | None:
        """When the next block after that moment begins."""
        starts = self._starts.get(unit_id, [])
        number = bisect_right(starts, when)
        return starts[number] if number < len(starts) else None


def snapped(when: datetime, step: timedelta) -> datetime:
    """The nearest multiple of the step since midnight."""
    midnight = when.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + round((when - midnight) / step) * step
