"""Seats of a pool: against brute force, and within a time that nobody notices."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules import seating
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.seating import Sitting, seat_all

DAY = datetime(2026, 11, 25)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def sitting(key: int, start: float, end: float, seat: int | None = None, fixed: bool = False) -> Sitting:
    return Sitting(key, at(start), at(end), seat, fixed)


def sound(
    seats: Sequence[int], sittings: Sequence[Sitting], where: dict[int, int], close: frozenset[tuple[int, int]]
) -> bool:
    """Whether everybody sits, the fixed ones where they were, and neighbours leave each other room."""
    if any(s.fixed and where[s.key] != s.seat for s in sittings):
        return False
    for seat in seats:
        row = sorted((s for s in sittings if where[s.key] == seat), key=lambda s: s.start)
        for first, second in pairwise(row):
            if second.start < first.end:
                return False
            waived = first.lenient or second.lenient or (first.key, second.key) in close
            gap = max(first.buffers.after, second.buffers.before)
            if not waived and second.start - first.end < timedelta(minutes=gap):
                return False
    return True


def brute(seats: Sequence[int], sittings: Sequence[Sitting], close: frozenset[tuple[int, int]]) -> bool:
    ways = product(*([s.seat] if s.fixed else seats for s in sittings))
    return any(sound(seats, sittings, dict(zip((s.key for s in sittings), way, strict=True)), close) for way in ways)


@st.composite
def days(draw: st.DrawFn) -> tuple[list[int], list[Sitting], frozenset[tuple[int, int]]]:
    seats = list(range(1, draw(st.integers(1, 3)) + 1))
    made = []
    for key in range(1, draw(st.integers(1, 7)) + 1):
        start = draw(st.integers(0, 10))
        length = draw(st.integers(1, 4))
        buffers = Buffers(draw(st.sampled_from([0, 0, 30, 60])), draw(st.sampled_from([0, 0, 30, 60])))
        fixed = draw(st.booleans()) and draw(st.booleans())
        seat = draw(st.sampled_from(seats)) if fixed else draw(st.sampled_from([None, *seats]))
        made.append(Sitting(key, at(start), at(start + length), seat, fixed, buffers, draw(st.integers(0, 5)) == 0))
    pairs = draw(st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7)), max_size=3))
    return seats, made, frozenset(pairs)


@given(days())
def test_a_seating_is_found_exactly_when_brute_force_finds_one(
    day: tuple[list[int], list[Sitting], frozenset[tuple[int, int]]],
) -> None:
    seats, sittings, close = day
    found = seat_all(seats, sittings, close)
    assert (found is not None) == brute(seats, sittings, close)
    if found is not None:
        assert sound(seats, sittings, dict(found), close)


def test_everybody_stays_where_they_sit_when_all_fit() -> None:
    sittings = [sitting(1, 9, 12, 2), sitting(2, 9, 12, 1), sitting(3, 13, 14, 1)]
    assert seat_all([1, 2], sittings) == {1: 2, 2: 1, 3: 1}


def test_first_fit_would_refuse_what_reseating_accepts() -> None:
    """Two half days on two desks, one each: a whole day needs one of them to move."""
    sittings = [sitting(1, 9, 12, 1), sitting(2, 14, 18, 2)]
    found = seat_all([1, 2], [*sittings, sitting(3, 9, 18)])
    assert found is not None
    assert found[1] == found[2] != found[3]


def test_who_is_fixed_is_never_moved() -> None:
    fixed = [sitting(1, 9, 12, 1, True), sitting(2, 14, 18, 2, True)]
    assert seat_all([1, 2], [*fixed, sitting(3, 9, 18)]) is None


def test_a_fixed_one_on_a_seat_that_is_gone_cannot_be_seated() -> None:
    assert seat_all([1], [sitting(1, 9, 10, 7, True)]) is None


def crowd(seed: int, count: int, seats: int) -> tuple[list[Sitting], frozenset[tuple[int, int]]]:
    """A crowded day: some fixed, never more at once than seats; the last one must be seated. And who sits too close."""
    dice = random.Random(seed)
    made: list[Sitting] = []
    for key in range(1, 3 * count):
        start = dice.choice([8, 8.5, 9, 10, 11, 13, 14, 15, 16])
        length = dice.choice([1, 2, 3, 4, 5])
        there = [s for s in made if s.start < at(start + length) and at(start) < s.end]
        crowded = any(
            sum(s.start <= moment < s.end for s in there) >= seats for moment in [at(start), *(s.start for s in there)]
        )
        if crowded or len(made) == count:
            continue
        free = [seat for seat in range(seats) if not any(s.seat == seat for s in there)]
        if free:
            buffers = Buffers(dice.choice([0, 15]), dice.choice([0, 30]))
            fixed = dice.random() < 0.4
            made.append(Sitting(key, at(start), at(start + length), dice.choice(free), fixed, buffers))
        elif len(made) > 2 * seats:
            made.append(Sitting(key, at(start), at(start + length), None, False))
            break
    close = set()
    for seat in range(seats):
        row = sorted((s for s in made if s.seat == seat), key=lambda s: s.start)
        for first, second in pairwise(row):
            if second.start - first.end < timedelta(minutes=max(first.buffers.after, second.buffers.before)):
                close.add((first.key, second.key))
    return made, frozenset(close)


@pytest.mark.parametrize(("seats", "fit"), [(4, 39), (8, 33), (12, 47)])
def test_a_crowded_day_with_neighbours_let_too_close_is_decided_within_a_few_steps(
    seats: int, fit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps, not seconds: a loaded machine has no say. `fit`: how many an exhaustive search found."""
    monkeypatch.setattr(seating, "MAX_STEPS", 200)
    found = 0
    for seed in range(60):
        sittings, close = crowd(seed, 30, seats)
        where = seat_all(range(seats), sittings, close)
        assert where is None or sound(range(seats), sittings, dict(where), close)
        found += where is not None
    assert found == fit


def test_a_day_without_bookings_seats_nobody() -> None:
    assert seat_all([1, 2], []) == {}
