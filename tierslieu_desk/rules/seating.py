"""Who sits where in a pool: bookings that asked for no certain desk may be re-seated before anyone is refused.

Seating some intervals when others are fixed cannot be done greedily, and no method is known that is quick on every
conceivable day (colouring an interval graph of which a part is coloured is NP-hard). So what is simple comes first:
leave everybody where they are; prove by a matching that there are too many; take the matching as the seating when
nobody is fixed. What is left is searched, and the search is exact: it ends with a seating, or when there is none.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate

from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.seating_chains import chains
from tierslieu_desk.rules.seating_masks import Masks, Span
from tierslieu_desk.rules.seating_search import Search

MAX_STEPS = 10_000
"""Where the search says that it does not know, after half a second or so.

Of 4,000 full days on 8, 12, 20 and 40 desks, made from a seating that is known, all were seated, and of as many with
one booking more all were decided: in 2, 4, 11 and 76 ms at the most, 1, 2, 4 and 11 in the middle, on 40 desks 99 of
100 in 35 ms (`python tests/benchmarks/bench_seating.py`).
"""
_AT_ONCE = 300
"""Steps for a seating without exceptions, which most days have, before the exceptions are gone into."""
_UNIT = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1) // _UNIT


class Undecided(Exception):
    """Nobody knows yet whether all can sit: not every way was tried, and it must not be said that they cannot."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One interval to seat. `seat` is where it sits now; it stays there when `fixed`.

    `lenient`: a facilitator decided that its buffers may be ignored. `whole`: what was asked for, where that takes
    several seats at once, each of them an interval here; 0 otherwise.
    """

    key: int
    start: datetime
    end: datetime
    seat: int | None
    fixed: bool
    buffers: Buffers = Buffers()
    lenient: bool = False
    whole: int = 0


def seat_all(
    seats: Sequence[int], sittings: Sequence[Sitting], tolerated: frozenset[tuple[int, int]] = frozenset()
) -> Mapping[int, int] | None:
    """A seat for every sitting (`key` -> seat), or None when there is none. Those already seated stay if they can.

    The fixed ones keep their seat. `tolerated` pairs of keys may sit closer than their buffers. Raises `Undecided`
    when `MAX_STEPS` were not enough to know.
    """
    if _more_than(len(seats), sittings) or any(s.fixed and s.seat not in seats for s in sittings):
        return None
    spans = _spans(seats, sittings)
    masks = Masks(len(seats), spans, tolerated)
    found = _squeezed_in(masks)
    if found is None and not masks.plain:
        found = _with_every_gap(len(seats), spans)
    if found is None:
        found = _searched(masks, MAX_STEPS)
    return None if found is None else {key: seats[place] for key, place in found.items()}


def _more_than(seats: int, sittings: Sequence[Sitting]) -> bool:
    """Whether at some moment more want to sit than there are seats, buffers left aside."""
    moments = sorted([(s.end, -1) for s in sittings] + [(s.start, 1) for s in sittings])
    return any(there > seats for there in accumulate(step for _, step in moments))


def _spans(seats: Sequence[int], sittings: Sequence[Sitting]) -> list[Span]:
    place = {seat: number for number, seat in enumerate(seats)}
    return [
        Span(
            s.key,
            (s.start - datetime.min) // _UNIT,
            (s.end - datetime.min) // _UNIT,
            s.buffers.before * _MINUTE,
            s.buffers.after * _MINUTE,
            None if s.seat is None else place.get(s.seat),
            s.fixed,
            s.lenient,
        )
        for s in sittings
    ]


def _squeezed_in(masks: Masks) -> dict[int, int] | None:
    """Everybody where they sit, the others wherever there is room, the tightest first; None when that does not do."""
    rows: dict[int, list[int]] = {seat: [] for seat in range(masks.seats)}
    for i, s in enumerate(masks.order):
        if s.seat is not None:
            rows[s.seat].append(i)
    if not masks.sits_well(rows):
        return None
    for i, s in enumerate(masks.order):
        if s.seat is None:
            seat = _tightest(masks, rows, i)
            if seat is None:
                return None
            insort(rows[seat], i)
    return {masks.order[i].key: seat for seat, row in rows.items() for i in row}


def _tightest(masks: Masks, rows: Mapping[int, Sequence[int]], i: int) -> int | None:
    """The seat that was left last before, of those where it fits: that leaves the most room elsewhere."""
    best: tuple[int, int] | None = None
    for seat, row in rows.items():
        place = bisect_left(row, i)
        last = row[place - 1] if place else masks.count
        then = row[place] if place < len(row) else masks.count
        if masks.follows[last] >> i & 1 and masks.leads[then] >> i & 1:
            left = masks.order[last].end if place else -1
            if best is None or left > best[0]:
                best = left, seat
    return None if best is None else best[1]


def _with_every_gap(seats: int, spans: Sequence[Span]) -> dict[int, int] | None:
    """A seating that needs no exception, if one is found at once: that is the simpler question."""
    try:
        return _searched(Masks(seats, [replace(s, lenient=False) for s in spans], frozenset()), _AT_ONCE)
    except Undecided:
        return None


def _searched(masks: Masks, steps: int) -> dict[int, int] | None:
    covered = chains(masks)
    if covered is None:
        return None
    if masks.floating == masks.everybody:
        return _named(masks, covered)
    search = Search(masks)
    found = search.run(steps)
    if found is None:
        raise Undecided
    return search.seating() if found else None


def _named(masks: Masks, rows: Sequence[Sequence[int]]) -> dict[int, int]:
    """The rows with their seats: those that keep the most where they sit choose first."""
    stays = [
        (sum(masks.order[i].seat == seat for i in row), number, seat)
        for number, row in enumerate(rows)
        for seat in range(masks.seats)
    ]
    seat_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, seat in sorted(stays, key=lambda stay: -stay[0]):
        if number not in seat_of and seat not in taken:
            seat_of[number] = seat
            taken.add(seat)
    return {masks.order[i].key: seat_of[number] for number, row in enumerate(rows) for i in row}
