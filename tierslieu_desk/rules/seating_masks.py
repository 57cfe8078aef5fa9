"""Who may share a seat with whom: one integer per sitting, bit for bit, so that a search asks with one operation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A sitting as the search sees it. Times are whole numbers of any unit; seats are counted from 0.

    `seat` is where it sits now, or None; it stays there when `fixed`. `lenient` ones need no gap to their neighbours.
    """

    key: int
    start: int
    end: int
    before: int
    after: int
    seat: int | None
    fixed: bool
    lenient: bool


def bits(mask: int) -> Iterator[int]:
    """The positions that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Masks:
    """The sittings by their start, and for each of them who may come next on its seat, before it, or anywhere.

    Bit `i` stands for `order[i]`. In `follows` and `after`, `count` is the opening of a seat; in `leads` and `until`,
    its close.
    """

    def __init__(self, seats: int, spans: Sequence[Span], tolerated: frozenset[tuple[int, int]]) -> None:
        self.order = sorted(spans, key=lambda s: (s.start, not s.fixed, -s.end, s.key))
        self.count = len(self.order)
        self.seats = seats
        self.everybody = (1 << self.count) - 1
        self.floating = sum(1 << i for i, s in enumerate(self.order) if not s.fixed)
        self.plain = not tolerated and not any(s.lenient for s in spans)
        """Whether every gap counts: then who may follow somebody may also follow whoever came before."""
        self._lenient = sum(1 << i for i, s in enumerate(self.order) if s.lenient)
        at = {s.key: i for i, s in enumerate(self.order)}
        pairs = [(at[first], at[second]) for first, second in tolerated if first in at and second in at]
        self._times = [(s.start, s.start - s.before, s.end, s.end + s.after) for s in self.order]
        mirrored = [(-end, -late, -start, -early) for start, early, end, late in self._times]
        self.follows = [*self._next_of(self._times, pairs), self.everybody]
        """Who may be next on the seat."""
        self.leads = [*self._next_of(mirrored, [(second, first) for first, second in pairs]), self.everybody]
        """Who may have been the last before on the seat."""
        self.after = self.follows if self.plain else self._chained(self.follows, range(self.count - 1, -1, -1))
        self.until = self.leads if self.plain else self._chained(self.leads, range(self.count))
        self.apart = [self.everybody & ~(self.after[i] | self.until[i] | 1 << i) for i in range(self.count)]
        """Who can never share a seat with it."""
        self.windows = self._windows()

    def _next_of(self, times: Sequence[tuple[int, int, int, int]], pairs: Sequence[tuple[int, int]]) -> list[int]:
        waived: dict[int, int] = {}
        for first, second in pairs:
            waived[first] = waived.get(first, 0) | 1 << second
        starts, starting = self._suffixes([start for start, _, _, _ in times])
        earlies, readied = self._suffixes([early for _, early, _, _ in times])
        masks = []
        for i, (_, _, end, late) in enumerate(times):
            later = starting[bisect_left(starts, end)]
            spaced = starting[bisect_left(starts, late)] & readied[bisect_left(earlies, end)]
            near = -1 if self._lenient >> i & 1 else self._lenient | waived.get(i, 0)
            masks.append(spaced | later & near)
        return masks

    def _suffixes(self, moments: Sequence[int]) -> tuple[list[int], list[int]]:
        """The moments in their order, and for each place there who has that one or a later one."""
        ranked = sorted(range(self.count), key=lambda i: moments[i])
        masks = [0] * (self.count + 1)
        for place in range(self.count - 1, -1, -1):
            masks[place] = masks[place + 1] | 1 << ranked[place]
        return [moments[i] for i in ranked], masks

    def _chained(self, nexts: Sequence[int], order: Sequence[int]) -> list[int]:
        """Who may come at all, with somebody in between who needs no gap."""
        chained = [0] * self.count
        for i in order:
            chained[i] = nexts[i]
            for x in bits(nexts[i]):
                chained[i] |= chained[x]
        return [*chained, self.everybody]

    def _windows(self) -> list[tuple[int, int, int]]:
        """Every stretch of a seat between two fixed sittings, or the opening or the close: (seat, from, to)."""
        last = [self.count] * self.seats
        made = []
        for i, s in enumerate(self.order):
            if s.fixed and s.seat is not None:
                made.append((s.seat, last[s.seat], i))
                last[s.seat] = i
        return made + [(seat, i, self.count) for seat, i in enumerate(last)]

    def crowds(self) -> list[int]:
        """Sets of sittings of which no two can share a seat, as large as could be found: some for every moment."""
        starts, starting = self._suffixes([s.start for s in self.order])
        ends, ending = self._suffixes([s.end for s in self.order])
        lates, clearing = self._suffixes([late for *_, late in self._times]) if self.plain else (ends, ending)
        earlies, readied = self._suffixes([early for _, early, *_ in self._times]) if self.plain else (starts, starting)
        slices = {clearing[bisect_right(lates, t)] & ~starting[bisect_right(starts, t)] for t in set(starts)}
        slices |= {ending[bisect_left(ends, t)] & ~readied[bisect_left(earlies, t)] for t in set(ends)}
        crowds = set()
        for there in slices:
            more = self.everybody
            for i in bits(there):
                more &= self.apart[i]
            low, high, low_more, high_more = there, there, more, more
            while low_more:
                low |= low_more & -low_more
                low_more &= self.apart[(low_more & -low_more).bit_length() - 1]
            while high_more:
                last = high_more.bit_length() - 1
                high |= 1 << last
                high_more &= self.apart[last]
            crowds |= {low, high}
        return sorted(crowds)

    def sits_well(self, rows: Mapping[int, Sequence[int]]) -> bool:
        """Whether on every seat each may follow the one before; `rows` name them in their order."""
        return all(self.follows[first] >> second & 1 for row in rows.values() for first, second in pairwise(row))
