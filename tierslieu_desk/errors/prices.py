"""What a booking costs, for whom, and what is kept of it."""

from __future__ import annotations

from tierslieu_desk.errors.base import DeskError


class PriceTwice(DeskError):
    """Two lines of a price list are for the same time. Facts: `label`, `other`."""

    code = "price_twice"


class NoPriceThen(DeskError):
    """The price list has nothing for a part of the slot. Facts: `unit`, `start`, `end`."""

    code = "no_price_then"
    may_be_overridden = True


class NotAPart(DeskError):
    """A part of a price is between nothing and all of it. Facts: `per_cent`."""

    code = "not_a_part"


class NoDayTicked(DeskError):
    """A line of a price list that holds at certain times holds on some day. No facts."""

    code = "no_day_ticked"
