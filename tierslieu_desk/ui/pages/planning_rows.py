"""The frozen rows the day planning draws, and where each falls on the paper: plain arithmetic, without Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from tierslieu_desk.wallclock import Slot, whole_day

HOUR = timedelta(hours=1)


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


@dataclass(frozen=True, slots=True)
class PlanningBlock:
    """One booking on one unit, at the wall clock.

    `kind`: desk, room, event, tool or closed. `state`: confirmed, tentative, checked_in, or by_whole for a part
    that its whole takes.
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
    """One day as it is shown: half-open opening slots at the wall clock, empty when the place is closed."""

    day: date
    rows: tuple[PlanningRow, ...]
    blocks: tuple[PlanningBlock, ...]
    opening: tuple[Slot, ...] = ()


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


def span_of(shown: PlanningDay) -> Slot:
    """The hours to draw: opening hours and blocks with half an hour around, on whole hours, within the day.

    What came before the day and ends in its open hours widens nothing, nor what begins in them and outlasts it.
    """
    limits = whole_day(shown.day)
    opens = min((slot.start for slot in shown.opening), default=limits.end)
    closes = max((slot.end for slot in shown.opening), default=limits.start)
    inside = [b for b in shown.blocks if b.start < limits.end and limits.start < b.end]
    starts = [slot.start for slot in shown.opening]
    starts += [b.start for b in inside if b.start >= limits.start or b.end <= opens]
    ends = [slot.end for slot in shown.opening]
    ends += [b.end for b in inside if b.end <= limits.end or b.start >= closes]
    noon = limits.start + 12 * HOUR
    first = max(min(starts, default=noon - 4 * HOUR), limits.start) - HOUR / 2
    last = min(max(ends, default=noon + 7 * HOUR), limits.end) + HOUR / 2
    start = first.replace(minute=0, second=0, microsecond=0)
    end = last.replace(minute=0, second=0, microsecond=0)
    if end < last:
        end += HOUR
    return Slot(max(start, limits.start), min(end, limits.end))


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
