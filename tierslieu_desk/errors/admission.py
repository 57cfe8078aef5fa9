"""How a unit may be booked, and by whom."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class BookedTooShort(DeskError):
    """Shorter than the unit is booked for. Facts: `unit`, `least_minutes`."""

    code = "booked_too_short"
    may_be_overridden = True


class BookedTooLong(DeskError):
    """Longer than the unit is booked for. Facts: `unit`, `most_minutes`."""

    code = "booked_too_long"
    may_be_overridden = True


class BookedTooLate(DeskError):
    """The unit is asked for longer before. Facts: `unit`, `lead_minutes`."""

    code = "booked_too_late"
    may_be_overridden = True


class BookedTooFarAhead(DeskError):
    """The unit is not booked so far ahead yet. Facts: `unit`, `last` (the last day it is)."""

    code = "booked_too_far_ahead"
    may_be_overridden = True


class PlanNeeded(DeskError):
    """The unit is kept for who has one of those plans that day. Facts: `unit`, `plans`."""

    code = "plan_needed"
    may_be_overridden = True


class QuotaHours(DeskError):
    """More than a plan lets one have. Facts: `plan`, `kind` (day, week, month), `most_minutes`, `left_minutes`."""

    code = "quota_hours"
    may_be_overridden = True


class QuotaTimes(DeskError):
    """More bookings than a plan lets one make. Facts: `plan`, `kind` (day, week, month), `times`."""

    code = "quota_times"
    may_be_overridden = True


class LimitsCrossed(DeskError):
    """The shortest booking would be longer than the longest. Facts: `least_minutes`, `most_minutes`."""

    code = "limits_crossed"


class AheadBeforeLead(DeskError):
    """No day is both early enough and near enough. Facts: `lead_minutes`, `days`."""

    code = "ahead_before_lead"


class NotAPicture(DeskError):
    """What is no picture, or one that could not be read. No facts."""

    code = "not_a_picture"


class QuotaTwice(DeskError):
    """A plan says twice what it lets one have of a kind of unit in the same time. No facts."""

    code = "quota_twice"


class PlanKeepsUnit(DeskError):
    """A plan that units are kept for is not removed: they would be everybody's. Facts: `name`, `units`."""

    code = "plan_keeps_unit"
