"""The rule an entry comes back by (RFC 5545, 3.3.10), looked at before anything is told out: it comes to an end."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime
from math import prod
from typing import TYPE_CHECKING, Any

from tierslieu_desk import errors
from tierslieu_desk.wallclock import DAY

if TYPE_CHECKING:
    import icalendar

WITHIN_A_DAY = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
MOST_A_DAY = 24
"""Dates of one entry in a day."""
LEAP = 2028
NEVER_REACHED = 100_000
"""A count of two centuries of days, which some programs write for "for ever"."""


def bounded(event: icalendar.Event, written: str, end: datetime) -> None:
    """See that its rule moves on, and have it stop soon after `end`, whatever it says itself.

    `written` is the rule as the file has it. Raises `RuleUnusable`, `RulesSeveral`, `RuleEndsFirst`,
    `RepeatsTooOften`, `EventUnreadable`.
    """
    rule: Any = event.get("RRULE")
    if rule is None:
        return
    if isinstance(rule, list):
        raise errors.RulesSeveral(rule=written)
    if WITHIN_A_DAY & set(rule.get("FREQ", ())):
        raise errors.RepeatsTooOften
    for name in ("INTERVAL", "COUNT"):
        for said in rule.get(name, ()):
            if said < 1:
                raise errors.RuleUnusable(rule=written, part=f"{name}={said}")
    if prod(max(1, len(rule.get(name, ()))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")) > MOST_A_DAY:
        raise errors.RepeatsTooOften
    if not _some_day(rule):
        raise errors.EventUnreadable(text=written)
    begins: Any = event["DTSTART"]
    start: date = begins.dt
    until = rule.get("UNTIL", ())
    if until and _day(until[0]) < _day(start) - DAY:  # a day either way is the zone's
        raise errors.RuleEndsFirst(rule=written)
    last = end.date() + DAY + DAY
    if any(said > NEVER_REACHED for said in rule.get("COUNT", ())):
        del rule["COUNT"]
    if "COUNT" not in rule and (not until or _day(until[0]) > last):
        rule["UNTIL"] = [_like(start, last)]


def _some_day(rule: Any) -> bool:
    """Whether any of its months has any of its days: none is looked for up to the last year there is."""
    months, days = rule.get("BYMONTH", ()), rule.get("BYMONTHDAY", ())
    return not (months and days) or any(abs(day) <= monthrange(LEAP, int(month))[1] for month in months for day in days)


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _like(start: date, day: date) -> date:
    if not isinstance(start, datetime):
        return day
    return datetime(day.year, day.month, day.day, tzinfo=UTC if start.tzinfo else None)
