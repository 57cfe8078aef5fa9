"""Who sits where in a pool: bookings that asked for no certain desk may be re-seated before anyone is refused.

Seating some intervals when others are fixed cannot be done greedily, so the search is exact: it walks the intervals
by their start and remembers the situations that led nowhere. Pools are a dozen desks and a day a few dozen intervals.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from tierslieu_desk.rules.buffers import Buffers, needed_gap

MAX_STEPS = 1_500
"""Situations looked at before giving up, some forty milliseconds: in 300 made-up days at the brim, with buffers and
four in ten fixed, it missed none of 158 seatings on eight desks and 7 of 236 on twelve."""


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


def seat_all(
    seats: Sequence[int], sittings: Sequence[Sitting], tolerated: frozenset[tuple[int, int]] = frozenset()
) -> Mapping[int, int] | None:
    """A seat for every sitting (`key` -> seat), or None when there is none. Those already seated stay if they can.

    The fixed ones keep their seat. `tolerated` pairs of keys may sit closer than their buffers.
    """
    if _more_than(len(seats), sittings):
        return None
    order = sorted(sittings, key=lambda s: (s.start, not s.fixed, s.end, s.key))
    room = _Room(seats, order, tolerated)
    return room.chosen if room.place(0) else None


def _more_than(seats: int, sittings: Sequence[Sitting]) -> bool:
    """Whether at some moment more want to sit than there are seats, buffers left aside."""
    moments = sorted([(s.end, -1) for s in sittings] + [(s.start, 1) for s in sittings])
    return any(there > seats for there in accumulate(step for _, step in moments))


class _Room:
    """The search: who sat last on every seat while the sittings are placed in their order."""

    def __init__(self, seats: Sequence[int], order: Sequence[Sitting], tolerated: frozenset[tuple[int, int]]) -> None:
        self.chosen: dict[int, int] = {}
        self._order = order
        self._tolerated = tolerated
        self._close = {first for first, _ in tolerated}
        self._last: dict[int, Sitting | None] = dict.fromkeys(seats)
        self._fixed = {seat: [s.start for s in order if s.fixed and s.seat == seat] for seat in seats}
        self._widest = timedelta(minutes=max((s.buffers.before for s in order), default=0))
        self._dead_ends: set[tuple[object, ...]] = set()
        self._steps = 0

    def place(self, index: int) -> bool:
        """Seat the sittings from that one on; False leaves everything as it was."""
        if index == len(self._order):
            return True
        sitting = self._order[index]
        situation = (index, *sorted(self._kind(seat, sitting) for seat in self._last))
        self._steps += 1
        if situation in self._dead_ends or self._steps > MAX_STEPS:
            return False
        for seat in self._choices(sitting):
            before = self._last[seat]
            self._last[seat] = sitting
            self.chosen[sitting.key] = seat
            if self.place(index + 1):
                return True
            self._last[seat] = before
        self._dead_ends.add(situation)
        return False

    def _kind(self, seat: int, sitting: Sitting) -> tuple[int, tuple[object, ...], int]:
        """What of a seat matters from that sitting on: two of a kind lead to the same, so that one is tried.

        A seat with a fixed one to come is like no other; one that was left long enough ago is like an empty one.
        """
        fixed = self._fixed[seat]
        own = seat if fixed and fixed[-1] >= sitting.start else -1
        last = self._last[seat]
        if last is None or sitting.start - last.end >= max(self._widest, timedelta(minutes=last.buffers.after)):
            return own, (), 0
        return own, (last.end, last.buffers.after, last.lenient), last.key if last.key in self._close else 0

    def _choices(self, sitting: Sitting) -> list[int]:
        if sitting.fixed:
            seat = sitting.seat
            fits = seat is not None and seat in self._last and _fits(self._last[seat], sitting, self._tolerated)
            return [seat] if fits and seat is not None else []
        free = [seat for seat in self._last if self._is_free(seat, sitting)]
        free.sort(key=lambda seat: self._preference(seat, sitting))
        one_of_each = {self._kind(seat, sitting): seat for seat in reversed(free)}
        return [seat for seat in free if one_of_each[self._kind(seat, sitting)] == seat]

    def _is_free(self, seat: int, sitting: Sitting) -> bool:
        fixed = self._fixed[seat]
        coming = bisect_right(fixed, sitting.start)
        if coming < len(fixed) and fixed[coming] < sitting.end:
            return False
        return _fits(self._last[seat], sitting, self._tolerated)

    def _preference(self, seat: int, sitting: Sitting) -> tuple[bool, datetime]:
        """Where they sit already, else the tightest fit, which leaves the most room elsewhere."""
        before = self._last[seat]
        return (seat != sitting.seat, datetime.max if before is None else _inverted(before.end))


def _inverted(moment: datetime) -> datetime:
    """Orders later moments first: the tightest fit leaves the most room elsewhere."""
    return datetime.min + (datetime.max - moment)
