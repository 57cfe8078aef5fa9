"""Who has what when, and who is here."""

from __future__ import annotations

from datetime import date, datetime

from tierslieu_desk.errors.base import DeskError


class SlotTaken(DeskError):
    """The unit is held by someone else. Facts: `by` (name shown on the planning), `unit`, `start`, `end`."""

    code = "slot_taken"


class SameBooking(DeskError):
    """A booking exchanges its place with another one, not with itself. No facts."""

    code = "same_booking"


class PoolFull(DeskError):
    """Every unit of the pool is held, however the unpinned bookings are seated. Facts: `unit`, `start`, `end`."""

    code = "pool_full"


class PoolUndecided(DeskError):
    """So many ways to seat everybody in the pool that not all could be tried. Facts: `unit`, `start`, `end`."""

    code = "pool_undecided"


class PlaceClosed(DeskError):
    """The slot leaves the opening hours or meets a closure. Facts: `start`, `end`, `reason` (may be empty)."""

    code = "place_closed"
    may_be_overridden = True


class ClosedOnPurpose(PlaceClosed):
    """The slot meets a closure that blocks bookings: it is taken away first. Facts: `start`, `end`, `reason`."""

    code = "closed_on_purpose"
    may_be_overridden = False


class NoStartThatDay(DeskError):
    """A booking may span that day, and not begin on it. Facts: `day`, `reason` (the holiday's name)."""

    code = "no_start_that_day"
    may_be_overridden = True


class CalendarLineUnreadable(DeskError):
    """A line of a file of school holidays. Facts: `file`, `line` (its number), `text`."""

    code = "calendar_line_unreadable"


class PricesMixed(DeskError):
    """The prices of one space are not all with tax or all without, or not at one rate. No facts."""

    code = "prices_mixed"


class DeadlineOver(DeskError):
    """An option must be open for some time yet. Facts: `until`."""

    code = "deadline_over"


class BufferTooShort(DeskError):
    """The gap to a neighbour is shorter than the unit asks. Facts: `unit`, `by`, `needed` (minutes), `gap`."""

    code = "buffer_too_short"
    may_be_overridden = True


class OverCapacity(DeskError):
    """More people than the law lets in. Facts: `unit`, `seats`, `people`."""

    code = "over_capacity"


class SlotReversed(DeskError):
    """A slot must end after it starts. Facts: `start`, `end`."""

    code = "slot_reversed"


class SlotBeyondSeries(DeskError):
    """An open series will need this slot once its dates are made. Facts: `unit`, `by`, `start`, `series` (number)."""

    code = "slot_wanted_by_series"


class SeveralInTheWay(DeskError):
    """Several bookings of one gesture cannot be had. Facts: `count`, `clashes` (who, and what has their place)."""

    code = "several_in_the_way"


class SeriesTooLong(DeskError):
    """More dates than a series may make, or time between two (`kind`: "step"). Facts: `count`, `limit`, `kind`."""

    code = "series_too_long"


class UnknownUnit(DeskError):
    """Facts: `name`."""

    code = "unknown_unit"


class PartsInACircle(DeskError):
    """A unit cannot be a part of itself, however far down. Facts: `unit`."""

    code = "parts_in_a_circle"


class CompositionInUse(DeskError):
    """Holds to come stand in the way of a new composition. Facts: `unit`, `by`, `start`."""

    code = "composition_in_use"


class PartOfAnother(CompositionInUse):
    """The unit belongs to a pool or a whole that stands, or is one. Facts: `unit`, `by` (the other unit)."""

    code = "part_of_another"


class NotALeaf(DeskError):
    """Only what is made of nothing else is held, and what is held is given no parts. No facts."""

    code = "not_a_leaf"


class AlreadyWaiting(DeskError):
    """They wait for just that already. Facts: `name`, `since`."""

    code = "already_waiting"


class QuoteOver(DeskError):
    """A quote whose last day has passed is not taken up any more. Facts: `number`, `until`."""

    code = "quote_over"


class QuoteEmpty(DeskError):
    """A quote says a space and a time at least, and not too many. Facts: `limit`."""

    code = "quote_empty"


class NothingToWaitFor(DeskError):
    """What is over, or has begun, is not waited for. Facts: `start`."""

    code = "nothing_to_wait_for"


class AlreadyHere(DeskError):
    """The person is already checked in. Facts: `name`, `since`."""

    code = "already_here"


class NotHere(DeskError):
    """The person is not checked in. Facts: `name`."""

    code = "not_here"


class EventFull(DeskError):
    """Facts: `event`, `capacity`."""

    code = "event_full"


class NotOffered(DeskError):
    """This place does not offer that service yet, or may not by law. Facts: `what`, `reason`."""

    code = "not_offered"


class UnitStillOut(DeskError):
    """The thing is still lent. Facts: `unit`, `by`, `due`."""

    code = "unit_still_out"


class DueTooEarly(DeskError):
    """What leaves now must come back later. Facts: `due`."""

    code = "due_too_early"


def slot_facts(start: datetime | date, end: datetime | date) -> dict[str, object]:
    """The two facts every slot refusal carries."""
    return {"start": start, "end": end}
