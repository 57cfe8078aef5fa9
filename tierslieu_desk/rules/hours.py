"""Hours of rooms that a plan or a pass includes: what a part of a period gives, and what a booking uses of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tierslieu_desk.money import half_up
from tierslieu_desk.rules.price_windows import price_slot
from tierslieu_desk.rules.prices import Priced, PriceStep, price_minutes
from tierslieu_desk.rules.proration import Share
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.wallclock import MINUTE, Slot

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
    """As `settle_slot`, of a grid that asks for no time of day."""
    return _settled(minutes, there, partial(_rest_of, minutes, grid))


def settle_slot(slot: Slot, there: int, grid: Sequence[PriceStep]) -> tuple[int, Priced]:
    """Minutes used of those that are `there`, and what the rest of the booking costs, priced as if booked alone.

    They pay for its beginning. None are used where that makes the booking no cheaper: of what costs nothing, or when
    the hour that is left would be begun, or the shorter time miss the price of a longer step.
    """
    return _settled(slot.minutes, there, partial(_rest_of_slot, slot, grid))


def _settled(minutes: int, there: int, rest_after: Callable[[int], Priced]) -> tuple[int, Priced]:
    whole = rest_after(0)
    used = min(minutes, there)
    rest = rest_after(used)
    return (used, rest) if rest.total_e4 < whole.total_e4 else (0, whole)


def _rest_of(minutes: int, grid: Sequence[PriceStep], used: int) -> Priced:
    return price_minutes(minutes - used, grid)


def _rest_of_slot(slot: Slot, grid: Sequence[PriceStep], used: int) -> Priced:
    if used >= slot.minutes:
        return Priced(())
    return price_slot(Slot(slot.start + used * MINUTE, slot.end), grid)
