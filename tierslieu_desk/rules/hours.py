"""Hours of rooms that a plan or a pass includes: what a part of a period gives, and what a booking uses of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tierslieu_desk.money import half_up
from tierslieu_desk.rules.prices import Priced, PriceStep, price_minutes
from tierslieu_desk.rules.proration import Share
from tierslieu_desk.rules.vocabulary import UnitKind

QUARTER = 15
KindHours = tuple[tuple[UnitKind, int], ...]
"""Minutes of each kind of unit, each kind once, in the order of the kinds."""


@dataclass(frozen=True, slots=True)
class Included:
    """So many minutes of a booking that cost nothing, of so many that were given by what pays for them."""

    minutes: int
    of_minutes: int


def of_kinds(wanted: Iterable[tuple[str, int]]) -> KindHours:
    """Said in any order: what is said twice is added up, and what is nothing left out."""
    found: dict[str, int] = {}
    for kind, minutes in wanted:
        found[kind] = found.get(kind, 0) + minutes
    return tuple((kind, found[kind]) for kind in UnitKind if found.get(kind, 0) > 0)


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
