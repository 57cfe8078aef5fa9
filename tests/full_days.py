"""Full days of a pool, made from a seating that is known, and a brute force: neither imports the package."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

OPENS, CLOSES = 8 * 60, 20 * 60


@dataclass(frozen=True, slots=True)
class Stay:
    """One booking in minutes of the day; `seat` is where it sits in the known seating."""

    key: int
    start: int
    end: int
    before: int
    after: int
    seat: int | None
    pinned: bool
    lenient: bool = False


def gap(first: Stay, second: Stay, close: frozenset[tuple[int, int]]) -> int:
    """What the first must leave to the second, from the rule's own words."""
    if first.lenient or second.lenient or (first.key, second.key) in close:
        return 0
    return max(first.after, second.before)


def sits_well(stays: Iterable[Stay], where: dict[int, int], close: frozenset[tuple[int, int]] = frozenset()) -> bool:
    """Whether everybody has one seat, the pinned their own, and neighbours leave each other room."""
    rows: dict[int, list[Stay]] = {}
    for stay in sorted(stays, key=lambda s: s.start):
        if stay.pinned and where[stay.key] != stay.seat:
            return False
        rows.setdefault(where[stay.key], []).append(stay)
    return all(
        second.start - first.end >= gap(first, second, close)
        for row in rows.values()
        for first, second in pairwise(row)
    )


def brute_force(seats: Sequence[int], stays: Sequence[Stay], close: frozenset[tuple[int, int]] = frozenset()) -> bool:
    """Every way to seat them, one after the other."""
    ways = product(*([s.seat or 0] if s.pinned else seats for s in stays))
    return any(sits_well(stays, dict(zip((s.key for s in stays), way, strict=True)), close) for way in ways)


def full_day(
    dice: random.Random, seats: int, *, grid: int, pins: float, kinds: Sequence[tuple[int, int]], idle: float
) -> list[Stay]:
    """A day of four to six bookings on every seat, as tight as the buffers and the grid let them be.

    `kinds` are the buffers to choose from; `idle` is how often a seat stays empty for a while between two bookings.
    """
    made: list[Stay] = []
    for seat in range(1, seats + 1):
        cuts = dice.randint(4, 6)
        at, last_after = OPENS, 0
        for left in range(cuts, 0, -1):
            before, after = dice.choice(kinds)
            start = at if at == OPENS else -(-(at + max(last_after, before)) // grid) * grid
            if dice.random() < idle:
                start += grid * dice.randint(1, 3)
            mean = (CLOSES - start) // left
            length = max(grid, round(mean * dice.uniform(0.4, 1.6) / grid) * grid) if left > 1 else CLOSES - start
            end = min(start + length, CLOSES)
            if end - start < grid:
                break
            made.append(Stay(len(made) + 1, start, end, before, after, seat, dice.random() < pins))
            at, last_after = end, after
    dice.shuffle(made)
    return [replace(stay, key=key) for key, stay in enumerate(made, start=1)]


def unseated(dice: random.Random, stays: Sequence[Stay], seats: int, *, remembered: float) -> list[Stay]:
    """The same without the known seating: who is not pinned has no seat, or (so often) one drawn by lot."""
    return [
        stay if stay.pinned else replace(stay, seat=dice.randint(1, seats) if dice.random() < remembered else None)
        for stay in stays
    ]


def one_too_many(dice: random.Random, stays: Sequence[Stay], grid: int) -> list[Stay]:
    """One booking more, put where the fewest sit; whether it still fits is for the search to say."""
    moments = range(OPENS, CLOSES, grid)
    there = {m: sum(s.start <= m < s.end for s in stays) for m in moments}
    few = [m for m in moments if there[m] == min(there.values())]
    start = dice.choice(few)
    length = grid * dice.randint(1, 3)
    before, after = dice.choice([(s.before, s.after) for s in stays])
    return [*stays, Stay(len(stays) + 1, start, min(start + length, CLOSES), before, after, None, False)]


def repinned(dice: random.Random, stays: Sequence[Stay], seats: int, times: int) -> list[Stay]:
    """Pinned bookings changed for others of about their length: everybody still fits by count, perhaps not by seat."""
    made = list(stays)
    for _ in range(times):
        pinned = [i for i, s in enumerate(made) if s.pinned]
        if not pinned:
            break
        i = dice.choice(pinned)
        seat = dice.randint(1, seats)
        there = [s for s in made if s.pinned and s.seat == seat and s.key != made[i].key]
        row = sorted([*there, replace(made[i], seat=seat)], key=lambda s: s.start)
        if all(second.start - first.end >= gap(first, second, frozenset()) for first, second in pairwise(row)):
            made[i] = replace(made[i], seat=seat)
    return made
