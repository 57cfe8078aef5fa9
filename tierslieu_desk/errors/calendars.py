"""Calendars that are brought along in a file."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class NotACalendar(DeskError):
    """No calendar of any program, or cut off in the middle. Facts: `file`."""

    code = "not_a_calendar"


class CalendarTooLong(DeskError):
    """More in a file than one room ever has. Facts: `count`, `limit`."""

    code = "calendar_too_long"


class EventUnreadable(DeskError):
    """An entry says something no calendar says, or lacks what each has. Facts: `text` (what it says)."""

    code = "event_unreadable"


class RepeatsTooOften(DeskError):
    """An entry comes back within a day, every hour or every minute. No facts."""

    code = "repeats_too_often"


class RuleUnusable(DeskError):
    """A rule to come back by has a number that is not positive. Facts: `rule`, and `part` of it, as written."""

    code = "rule_unusable"


class TakesNoTime(DeskError):
    """An entry says when it begins and not how long it takes (RFC 5545 3.6.1). No facts."""

    code = "takes_no_time"


class RulesSeveral(DeskError):
    """An entry comes back by several rules at once. Facts: `rule` (the first, as written)."""

    code = "rules_several"


class RuleEndsFirst(DeskError):
    """A rule to come back by ends before the entry begins. Facts: `rule`, as written."""

    code = "rule_ends_first"
