"""Who sits where in a pool: bookings that asked for no certain desk may be re-seated before anyone is refused.

Seating some intervals when others are fixed cannot be done greedily, so the search is exact: it walks the intervals
by their start and remembers the situations that led nowhere. Pools are a dozen desks and a day a few dozen intervals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tierslieu_desk.rules.buffers import Buffers, needed_gap

MAX_STEPS = 50_000
"""Situations looked at before giving up; a day of fifty intervals on twelve desks stays under a thousand."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interval to seat. `seat` is where it sits now; it stays there when `fixed`.

    `lenient`: a facilitator decided that its buffers may be ignored.
    """

    key: int
    start: datetime
    end: datetime
    seat: int | None
    fixed: bool
    buffers: Buffers = Buffers()
    lenient: bool = False


def _fits(before: Sitting | None, after: Sitting, tolerated: frozenset[tuple[int, int]]) -> bool:
    if before is None:
        return True
    waived = before.lenient or after.lenient or (before.key, after.key) in tolerated
    gap = 0 if waived else needed_gap(before.buffers, after.buffers)
    return after.start - before.end >= timedelta(minutes=gap)


def _reach(sitting: Sitting | None) -> tuple[object, ...] | None:
    """What of the last one on a seat matters to the next: nothing more, so that equal situations are met once."""
    return None if sitting is None else (sitting.end, sitting.buffers.after, sitting.lenient)


def seat_all(
    seats: Sequence[int], sittings: Sequence[Sitting], tolerated: frozenset[tuple[int, int]] = frozenset()
) -> Mapping[int, int] | None:
    """A seat for every sitting (`key` -> seat), or None when there is none. Those already seated stay if they can.

    The fixed ones keep their seat. `tolerated` pairs of keys may sit closer than their buffers.
    """
    close = {first for first, _ in tolerated}
    order = sorted(sittings, key=lambda s: (s.start, not s.fixed, s.end, s.key))
    last: dict[int, Sitting | None] = dict.fromkeys(seats)
    chosen: dict[int, int] = {}
    dead_ends: set[tuple[object, ...]] = set()
    steps = 0

    def place(index: int) -> bool:
        nonlocal steps
        if index == len(order):
            return True
        situation = (index, *(_reach(last[seat]) for seat in seats), *(_tolerant(last[seat], close) for seat in seats))
        steps += 1
        if situation in dead_ends or steps > MAX_STEPS:
            return False
        sitting = order[index]
        for seat in _choices(seats, sitting, last, tolerated):
            before = last[seat]
            last[seat] = sitting
            chosen[sitting.key] = seat
            if place(index + 1):
                return True
            last[seat] = before
        dead_ends.add(situation)
        return False

    return chosen if place(0) else None


def _tolerant(sitting: Sitting | None, close: set[int]) -> int:
    return sitting.key if sitting is not None and sitting.key in close else 0


def _choices(
    seats: Sequence[int],
    sitting: Sitting,
    last: Mapping[int, Sitting | None],
    tolerated: frozenset[tuple[int, int]],
) -> list[int]:
    if sitting.fixed:
        seat = sitting.seat
        return [seat] if seat is not None and seat in last and _fits(last[seat], sitting, tolerated) else []
    free = [seat for seat in seats if _fits(last[seat], sitting, tolerated)]

    def preference(seat: int) -> tuple[bool, datetime]:
        before = last[seat]
        return (seat != sitting.seat, datetime.max if before is None else _inverted(before.end))

    return sorted(free, key=preference)


def _inverted(moment: datetime) -> datetime:
    """Orders later moments first: the tightest fit leaves the most room elsewhere."""
    return datetime.min + (datetime.max - moment)
