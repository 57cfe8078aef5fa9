"""What a search for a free space, or something to be taken along, cannot be."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class DaysReversed(DeskError):
    """The last day must not come before the first. Facts: `first`, `last`, `field`."""

    code = "days_reversed"


class TooManyDays(DeskError):
    """More days than one search looks through. Facts: `limit`, `field`."""

    code = "too_many_days"


class NothingToTakeAlong(DeskError):
    """Only a tool that is here goes along, with something that is none, and once. Facts: `unit`."""

    code = "nothing_to_take_along"
