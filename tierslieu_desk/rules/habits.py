"""What somebody usually does at this hour of this weekday, from what they did before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

LOOKED_BACK = timedelta(weeks=8)
AT_LEAST = 2
"""Days on which it was done; what was done once is no habit."""
HOURS = 2
"""How far from now the hour may be."""


def usual(done: Iterable[tuple[str, date, int | None]], now: datetime) -> tuple[str, ...]:
    """The acts done on this weekday within the last weeks, near this hour, the most frequent first.

    `done` tells an act, its day and its hour, None where nobody noted it. Acts done as often keep the order of their
    names, so that nothing changes place from one look to the next.
    """
    days: dict[str, set[date]] = {}
    for act, day, hour in done:
        near = hour is None or abs(hour - now.hour) <= HOURS
        if near and day.weekday() == now.weekday() and now.date() - LOOKED_BACK <= day < now.date():
            days.setdefault(act, set()).add(day)
    habits = [(-len(on), act) for act, on in days.items() if len(on) >= AT_LEAST]
    return tuple(act for _days, act in sorted(habits))
