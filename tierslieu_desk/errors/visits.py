"""What the desk refuses about who comes and goes."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class ClockBehind(DeskError):
    """They came at a time the clock has not reached: it was set back. Facts: `name`, `last`, `now`."""

    code = "clock_behind"


class LeftBeforeArrived(DeskError):
    """Facts: `arrived`, `left`, `field`."""

    code = "left_before_arrived"


class NotYet(DeskError):
    """What is written down of a visit lies ahead of the clock. Facts: `when`, `now`, `field`."""

    code = "not_yet"


class HereThen(DeskError):
    """Another visit of theirs covers that time. Facts: `name`, `since`, `left`, `day`, `field`."""

    code = "here_then"


class OwnGuest(DeskError):
    """Nobody is their own guest. Facts: `name`, `field`."""

    code = "own_guest"


class UnknownBadge(DeskError):
    """Nobody has that badge. Facts: `number`."""

    code = "unknown_badge"


class TooManyHours(DeskError):
    """More minutes than a day has, of one person. Facts: `name`, `hours` (of that day in all), `day`, `field`."""

    code = "too_many_hours"


class NoWorkstation(DeskError):
    """There is no computer to take turns at yet. No facts."""

    code = "no_workstation"


class NoMailWaiting(DeskError):
    """Nothing was on the shelf for them that day. Facts: `name`, `day`, `field`."""

    code = "no_mail_waiting"


class NotSoldHere(DeskError):
    """Nothing of that name is sold at the counter. Facts: `text`, `field`."""

    code = "not_sold_here"
