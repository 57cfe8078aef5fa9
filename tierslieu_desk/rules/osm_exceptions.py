"""Days to come on which the hours of the week do not hold, in OpenStreetMap's syntax: "2026 Dec 24 09:00-12:00".

A rule that stands later wins over the ones before it (OSM wiki, Key:opening_hours/specification, "rule separators"), so
these go after the week. Why a day differs is nobody's business: it is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from tierslieu_desk.rules.opening import Hours, PlaceClosure, opening_slots
from tierslieu_desk.wallclock import DAY, Slot

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CLOSED = "off"
HOLIDAYS_CLOSED = "PH off"
_AHEAD = 366
_A_WEEK = 7
_LONGEST = 2 * _AHEAD
_Stretches = tuple[Slot, ...]


def exceptions(
    today: date, hours: Hours, closures: Sequence[PlaceClosure], *, holidays_closed: bool = False
) -> tuple[str, ...]:
    """The rules to add to those of the week, in order; none where no week was told.

    They change on a day that one is about, and once a month for what is farther than a year: not every day.
    """
    if not hours:
        return ()
    rules = [HOLIDAYS_CLOSED] if holidays_closed else []
    far = (today + timedelta(days=_AHEAD)).replace(day=1)
    shut = [one.slot for one in closures if one.blocks_visits and one.slot.end > datetime.combine(today, time())]
    days = {day for slot in shut for day in _days(slot, today, far)} | {day for day in hours.own if today <= day < far}
    weekly = Hours(hours)
    told: list[tuple[date, _Stretches]] = []
    for day in sorted(days):
        left = tuple(part for slot in opening_slots(day, hours) for part in _without(slot, shut))
        if left != opening_slots(day, weekly) or (holidays_closed and day in hours.own):
            told.append((day, left))
    return (*rules, *(_rule(*run) for run in _runs(told, weekly) if run[1] >= today))


def _days(slot: Slot, today: date, far: date) -> Iterator[date]:
    """Those it touches; of one that has begun, those that are over too, so that each day does not tell another one."""
    day = max(slot.start.date(), today - timedelta(days=_LONGEST))
    while datetime.combine(day, time()) < slot.end and day < far:
        yield day
        day += DAY


def _without(slot: Slot, shut: Sequence[Slot]) -> Iterator[Slot]:
    """What is left of an open stretch."""
    start = slot.start
    for one in sorted(shut, key=_begins):
        if one.start < slot.end and one.end > start:
            if one.start > start:
                yield Slot(start, one.start)
            start = max(start, one.end)
            if start >= slot.end:
                return
    yield Slot(start, slot.end)


def _begins(slot: Slot) -> datetime:
    return slot.start


def _runs(told: Sequence[tuple[date, _Stretches]], weekly: Hours) -> list[tuple[date, date, _Stretches]]:
    """Closed days that follow each other, or with nothing but closed days of the week between them, are one."""
    runs: list[tuple[date, date, _Stretches]] = []
    for day, left in told:
        if runs and not left and not runs[-1][2] and _closed_between(runs[-1][1], day, weekly):
            runs[-1] = (runs[-1][0], day, left)
        else:
            runs.append((day, day, left))
    return runs


def _closed_between(first: date, last: date, weekly: Hours) -> bool:
    apart = (last - first).days
    return apart <= _A_WEEK and not any(opening_slots(first + number * DAY, weekly) for number in range(1, apart))


def _rule(first: date, last: date, left: _Stretches) -> str:
    when = _day(first) if first == last else f"{_day(first)}-{_day(last)}"
    return f"{when} {','.join(_times(slot, first) for slot in left) or CLOSED}"


def _day(day: date) -> str:
    return f"{day.year} {MONTHS[day.month - 1]} {day.day:02}"


def _times(slot: Slot, day: date) -> str:
    ends = "24:00" if slot.end.date() > day else f"{slot.end:%H:%M}"
    return f"{slot.start:%H:%M}-{ends}"
