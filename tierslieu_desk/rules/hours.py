"""Hours of rooms that a plan or a pass includes: what a part of a period gives, and what a booking uses of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tierslieu_desk.money import half_up
from tierslieu_desk.rules.prices import Priced, PriceStep, price_minutes
from tierslieu_desk.rules.proration import Share

QUARTER = 15


@dataclass(frozen=True, slots=True)
class Included:
    """So many minutes of a booking that cost nothing, of so many that were given by what pays for them."""

    minutes: int
    of_minutes: int


def prorated_minutes(minutes: int, part: Share) -> int:
    """What a part of a period gives: by days, to the nearest quarter of an hour, the half of one upwards."""
    if part.whole:
        return minutes
    return half_up(Decimal(minutes) * part.days / (part.of_days * QUARTER)) * QUARTER


def settle(minutes: int, there: int, grid: Sequence[PriceStep]) -> tuple[int, Priced]:
    """Minutes used of those that are `there`, and what the rest of the booking costs, priced as if booked alone.

    None are used where that makes the booking no cheaper: of what costs nothing, or when the hour that is left would
    be begun, or the shorter time miss the price of a longer step.
    """
    whole = price_minutes(minutes, grid)
    used = min(minutes, there)
    rest = price_minutes(minutes - used, grid)
    return (used, rest) if rest.total_e4 < whole.total_e4 else (0, whole)
