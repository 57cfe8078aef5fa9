"""Which right pays for a visit: half-days, the soonest to expire first, never more than is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

NOON = time(12)
HALF_DAYS_A_DAY = 2


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


@dataclass(frozen=True, slots=True)
class Right:
    """What is left of one allowance. `valid_until` is its last day, None when it never expires."""

    id: int
    valid_from: date
    valid_until: date | None
    half_days: int


@dataclass(frozen=True, slots=True)
class Draw:
    """So many half-days taken from one allowance."""

    right_id: int
    half_days: int


def draw(rights: Sequence[Right], half_days: int, day: date) -> tuple[Draw, ...]:
    """How `half_days` are paid on that day out of what is valid then; less than asked when less is left."""
    valid = [
        right
        for right in rights
        if right.half_days > 0 and right.valid_from <= day and (right.valid_until is None or right.valid_until >= day)
    ]
    valid.sort(key=lambda right: (right.valid_until or date.max, right.valid_from, right.id))
    drawn = []
    for right in valid:
        taken = min(right.half_days, half_days)
        if taken > 0:
            drawn.append(Draw(right.id, taken))
            half_days -= taken
    return tuple(drawn)


def half_days_of(arrival: datetime, counted_today: int = 0) -> int:
    """Half-days an arrival counts for: a day before noon, half a day after, and never more than a day in all."""
    wanted = HALF_DAYS_A_DAY if arrival.time() < NOON else 1
    return max(0, min(wanted, HALF_DAYS_A_DAY - counted_today))
