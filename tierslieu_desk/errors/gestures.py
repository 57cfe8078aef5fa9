"""What comes too early, or too late, for a booking that stands."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class ComesAnotherDay(DeskError):
    """Nobody has come yet for a booking of a day to come. Facts: `name`, `first` (its first day)."""

    code = "comes_another_day"


class FarFromToday(DeskError):
    """Over, or more than a year ahead: probably mistyped. Facts: `when`, `kind` ("over" or "ahead")."""

    code = "far_from_today"


class OptionOver(DeskError):
    """An option was not taken up in time. Facts: `name`, `until`, `unit`, `by` (who has it now; may be empty)."""

    code = "option_over"
