"""What an opening position says that cannot be."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class SheetsUnknown(DeskError):
    """No sheet of the workbook is one of the model's. Facts: `file`, `sheets` (their titles)."""

    code = "sheets_unknown"


class WordUnknown(DeskError):
    """A word that is none of those asked for. Facts: `text`, `choices`."""

    code = "word_unknown"


class NotANumber(DeskError):
    """A document's number without figures at its end. Facts: `text`, `example`."""

    code = "not_a_number"


class NotHalfDays(DeskError):
    """Facts: `text`, `example`."""

    code = "not_half_days"


class NotHours(DeskError):
    """Facts: `text`, `example`."""

    code = "not_hours"


class NoHoursIncluded(DeskError):
    """Hours left of a plan that includes none. Facts: `plan`."""

    code = "no_hours_included"


class ChargedElsewhere(DeskError):
    """A change to days of a subscription that were charged before this desk was there. Facts: `name`, `until` (date).

    `until` is the first day that this desk charges.
    """

    code = "charged_elsewhere"


class SeriesOver(DeskError):
    """A next number of another year than this one. Facts: `number`, `year`."""

    code = "series_over"


class NumberGivenHere(DeskError):
    """A number said to have been given before, which this desk has given. Facts: `number`."""

    code = "number_given_here"


class NumberPassed(DeskError):
    """A next number that lies behind the one the desk gives next. Facts: `number`, `next`."""

    code = "number_passed"


class NumberStillToCome(DeskError):
    """An invoice of before with a number that the desk would give again. Facts: `number`, `next`."""

    code = "number_still_to_come"


class BroughtOtherwise(DeskError):
    """A line that was brought in before and said something else then. Facts: `what`."""

    code = "brought_otherwise"


class TwiceInFile(DeskError):
    """Two lines of one sheet about the same thing. Facts: `what`, `line` (the first of them)."""

    code = "twice_in_file"


class SubscriptionRuns(DeskError):
    """Somebody has that plan already. Facts: `who`, `plan`, `since` (date)."""

    code = "subscription_runs"


class NotCounted(DeskError):
    """Days left of a plan that counts none. Facts: `plan`."""

    code = "not_counted"


class DayOver(DeskError):
    """A day up to which something is good, and that is over. Facts: `day` (date)."""

    code = "day_over"


class CarriedOver(DeskError):
    """A document that another desk issued before: its credit note is not written here. Facts: `number`."""

    code = "carried_over"


class NeverBroughtIn(DeskError):
    """No workbook, or not that one, was the last to be brought in. Facts: `file` (its name)."""

    code = "never_brought_in"


class OpeningBuiltOn(DeskError):
    """What was brought in was built on since. Facts: `what` (in words), `copy` (the name of the copy of before)."""

    code = "opening_built_on"
