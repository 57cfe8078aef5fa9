"""What a poster of a room or of the place tells, and what it keeps to itself: without names a time is only taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tierslieu_desk.documents.poster_sheets import DoorPoster, Out, PosterDay, PosterLine, WeekPoster
from tierslieu_desk.i18n import language
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.wallclock import DAY, Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning import Planning, PlanningBlock, PlanningDays, PlanningUnit
    from tierslieu_desk.services.place.places import Places

ON_THE_WALL = frozenset({"room", "booth", "zone"})
"""Kinds of spaces whose bookings a poster of the place tells: who sits at which desk is nobody's business."""
_SHOWN = frozenset({"booking", "event"})
_OUT = {"maintenance": Out.REPAIR, "closure": Out.CLOSED, "loan": Out.LENT}
"""What else keeps somebody from it: told on its own door, not on the wall."""


def door(
    planning: Planning, places: Places, unit_id: int, first: date, count: int, *, names: bool = False
) -> DoorPoster:
    """So many days of one room, of what it is made of and of what it is a part of. With `names`, who has booked.

    What keeps everybody out of it (a repair, a closing of it alone, a loan) stands among its bookings.
    """
    days = _read(planning, first, count)
    by_name = {unit.name: unit for unit in days.units}
    unit = next(unit for unit in days.units if unit.id == unit_id)
    mine = _parts(unit, by_name)
    blocks = [block for block in days.blocks if block.unit_id in mine]
    told = _days(days, blocks, _closed(planning, first, count), names=names, where={})
    told = tuple(_with_out(day, blocks, names=names) for day in told)
    seats = unit.seats if unit.kind in ON_THE_WALL else 0
    return DoorPoster(language(), place_block(places), unit.name, told, seats, planning.contains(unit_id))


def _with_out(day: PosterDay, blocks: list[PlanningBlock], *, names: bool) -> PosterDay:
    """The day with what keeps everybody out, each once however many parts it takes; a closed day is closed already."""
    if not day.opens:
        return day
    whole = whole_day(day.day)
    found = {
        (block.owner, block.owner_id, block.slot.start): PosterLine(
            block.slot, block.title if names or block.owner != "loan" else "", out=_OUT[block.owner]
        )
        for block in blocks
        if block.owner in _OUT and block.slot.overlaps(whole)
    }
    lines = sorted((*day.lines, *found.values()), key=lambda line: (line.slot.start, line.slot.end))
    return replace(day, lines=tuple(lines))


def week(planning: Planning, places: Places, first: date, count: int = 7, *, names: bool = False) -> WeekPoster:
    """So many days of all rooms. With `names`, who has booked."""
    days = _read(planning, first, count)
    where = {unit.id: unit.name for unit in days.units}
    rooms = {unit.id for unit in days.units if unit.kind in ON_THE_WALL}
    blocks = [block for block in days.blocks if block.unit_id in rooms]
    told = _days(days, blocks, _closed(planning, first, count), names=names, where=where)
    return WeekPoster(language(), place_block(places), told)


def render_door(
    planning: Planning, places: Places, unit_id: int, first: date, count: int, *, names: bool = False
) -> bytes:
    """The PDF of it, in the language in force."""
    from tierslieu_desk import documents

    return documents.render(door(planning, places, unit_id, first, count, names=names))


def render_week(planning: Planning, places: Places, first: date, count: int = 7, *, names: bool = False) -> bytes:
    """The PDF of it, in the language in force."""
    from tierslieu_desk import documents

    return documents.render(week(planning, places, first, count, names=names))


def _read(planning: Planning, first: date, count: int) -> PlanningDays:
    return planning.span(Slot(whole_day(first).start, whole_day(first + (count - 1) * DAY).end))


def _closed(planning: Planning, first: date, count: int) -> dict[date, str]:
    return {day.day: day.closed for day in planning.month(first, count)}


def _parts(unit: PlanningUnit, by_name: dict[str, PlanningUnit]) -> set[int]:
    """The unit, and what it is made of, however deep."""
    found = {unit.id}
    for name in unit.parts:
        if name in by_name:
            found |= _parts(by_name[name], by_name)
    return found


def _days(
    days: PlanningDays, blocks: list[PlanningBlock], closed: dict[date, str], *, names: bool, where: dict[int, str]
) -> tuple[PosterDay, ...]:
    """Day by day, each booking once however many spaces it takes; `closed` has each day, and why nobody comes on it."""
    once: dict[tuple[str, int, datetime], PlanningBlock] = {}
    opens = {slot.start.date() for slot in days.open}
    for block in blocks:
        if block.owner in _SHOWN:
            once.setdefault((block.owner, block.owner_id, block.slot.start), block)
    lines: dict[date, list[PosterLine]] = defaultdict(list)
    for block in sorted(once.values(), key=lambda one: (one.slot.start, one.slot.end, one.hold_id)):
        room = where.get(block.asked_unit_id, "")
        sure = block.state != "tentative" or not names
        line = PosterLine(block.slot, _what(block, names=names), room, sure)
        for day in closed:
            if whole_day(day).overlaps(block.slot):
                lines[day].append(line)
    return tuple(
        PosterDay(day, tuple(lines[day]), day in opens or bool(lines[day]), "" if day in opens else reason)
        for day, reason in closed.items()
    )


def _what(block: PlanningBlock, *, names: bool) -> str:
    """An event is announced by its title; a booking by a name and what it is for only when names are wanted."""
    if block.owner == "event":
        return block.title
    if not names:
        return ""
    return f"{block.title}, {block.note}" if block.note else block.title
