"""Opening hours in OpenStreetMap's syntax: "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tierslieu_desk.rules.opening import WeeklyHours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ALWAYS = "24/7"
_WHOLE_DAY = ((0, 24 * 60),)


def osm_hours(hours: Iterable[WeeklyHours]) -> str:
    """The week as one text; touching stretches become one, days with the same stretches are named together.

    A place without hours said nothing: the text is empty. Days that are not named are closed.
    """
    week = [_stretches(hours_of_day) for hours_of_day in _by_day(hours)]
    if all(day == _WHOLE_DAY for day in week):
        return ALWAYS
    said: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for weekday, day in enumerate(week):
        if day:
            said.setdefault(day, []).append(weekday)
    return "; ".join(f"{_days(days)} {_times(day)}" for day, days in said.items())


def _by_day(hours: Iterable[WeeklyHours]) -> list[list[tuple[int, int]]]:
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    for stretch in hours:
        week[stretch.weekday].append((stretch.opens, stretch.closes))
    return week


def _stretches(day: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    joined: list[tuple[int, int]] = []
    for opens, closes in sorted(day):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _days(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _times(day: Sequence[tuple[int, int]]) -> str:
    return ",".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in day)
