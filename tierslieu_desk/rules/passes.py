"""Which right pays for a visit: their own first, the soonest to expire first, never more than is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

NOON = time(12)
HALF_DAYS_A_DAY = 2
A_DAY = (0, 1440)
"""From when to before when an arrival counts, in minutes of the day: at any time."""


class LedgerReason(StrEnum):
    """Why a line stands in the ledger of an allowance."""

    SOLD = "sold"
    GIVEN = "given"
    OPENING = "opening"
    SALE_UNDONE = "sale_undone"
    PERIOD = "period"
    CARRIED_OVER = "carried_over"
    CHECK_IN = "check_in"
    CHECK_IN_UNDONE = "check_in_undone"
    RECUT = "recut"
    TRANSFERRED = "transferred"
    GIFT = "gift"
    VISITING = "visiting"
    IN_ADVANCE = "in_advance"
    MADE_GOOD = "made_good"
    BOOKING = "booking"
    BOOKING_UNDONE = "booking_undone"


@dataclass(frozen=True, slots=True)
class Right:
    """What is left of one allowance. `valid_until` is its last day, None when it never expires.

    `shared`: their organisation's, not their own. It pays for who arrives within `window` only.
    """

    id: int
    valid_from: date
    valid_until: date | None
    half_days: int
    shared: bool = False
    window: tuple[int, int] = A_DAY


@dataclass(frozen=True, slots=True)
class Draw:
    """So many half-days taken from one allowance."""

    right_id: int
    half_days: int


def draw(rights: Sequence[Right], half_days: int, day: date, minute: int | None = None) -> tuple[Draw, ...]:
    """How `half_days` are paid on that day out of what is valid then; less than asked when less is left.

    `minute` of the day is when they arrived; None where it does not matter.
    """
    valid = [
        right
        for right in rights
        if right.half_days > 0
        and right.valid_from <= day
        and (right.valid_until is None or right.valid_until >= day)
        and (minute is None or right.window[0] <= minute < right.window[1])
    ]
    valid.sort(key=lambda right: (right.shared, right.valid_until or date.max, right.valid_from, right.id))
    drawn = []
    for right in valid:
        taken = min(right.half_days, half_days)
        if taken > 0:
            drawn.append(Draw(right.id, taken))
            half_days -= taken
    return tuple(drawn)


def half_days_of(arrival: datetime, counted_today: int = 0, left: datetime | None = None) -> int:
    """Half-days an arrival counts for: a day before noon, half a day after, and never more than a day in all.

    `left`: when they went home, where that is known already; by noon of the same day it was half a day.
    """
    morning_only = left is not None and left <= datetime.combine(arrival.date(), NOON)
    wanted = HALF_DAYS_A_DAY if arrival.time() < NOON and not morning_only else 1
    return max(0, min(wanted, HALF_DAYS_A_DAY - counted_today))


def runs_until(first: date, days: int) -> date:
    """The last day of a pass that lasts so many days from its first check-in on, that day included."""
    return first + timedelta(days=days - 1)


def minute_of(arrival: datetime) -> int:
    """The minute of the day."""
    return arrival.hour * 60 + arrival.minute
