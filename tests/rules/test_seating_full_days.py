"""Full days of a pool, up to forty desks, each made from a seating that is known: one must be found again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from full_days import Stay, brute_force, full_day, one_too_many, repinned, sits_well, unseated

from tierslieu_desk.rules import seating
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.seating import Sitting, Undecided, seat_all

MIDNIGHT = datetime(2026, 11, 25)
BUFFERS = {"none": [(0, 0)], "same": [(15, 15)], "mixed": [(0, 0), (15, 0), (0, 15), (15, 30), (30, 15)]}


def seated(
    seats: Sequence[int], stays: Sequence[Stay], close: frozenset[tuple[int, int]] = frozenset()
) -> dict[int, int] | None:
    sittings = [
        Sitting(
            s.key,
            MIDNIGHT + timedelta(minutes=s.start),
            MIDNIGHT + timedelta(minutes=s.end),
            s.seat,
            s.pinned,
            Buffers(s.before, s.after),
            s.lenient,
        )
        for s in stays
    ]
    found = seat_all(seats, sittings, close)
    return None if found is None else dict(found)


def days(seats: int, count: int) -> Iterator[tuple[random.Random, int, list[Stay], list[Stay]]]:
    """Of each: the dice, the grid, the known seating, and the same with the seats forgotten or mixed up."""
    for seed in range(count):
        dice = random.Random(1000 * seed + seats)
        grid, pins, kind = dice.choice([5, 15, 30, 60]), dice.choice([0, 0.1, 0.2, 0.3, 0.5]), dice.choice([*BUFFERS])
        known = full_day(dice, seats, grid=grid, pins=pins, kinds=BUFFERS[kind], idle=dice.choice([0, 0, 0.1, 0.3]))
        yield dice, grid, known, unseated(dice, known, seats, remembered=dice.choice([0, 0.5, 1]))


def small_day(dice: random.Random) -> tuple[list[int], list[Stay], frozenset[tuple[int, int]]]:
    seats = list(range(1, dice.randint(1, 4) + 1))
    count = dice.randint(3, 7)
    buffers = dice.choice([[(0, 0)], [(1, 2)], [(0, 0), (1, 0), (0, 1), (2, 1), (1, 2)]])
    exceptions = dice.random() < 0.5
    stays = []
    for key in range(1, count + 1):
        start = dice.randint(0, 12)
        before, after = dice.choice(buffers)
        seat = dice.choice([None, *seats])
        pinned = seat is not None and dice.random() < 0.6
        lenient = exceptions and dice.random() < 0.15
        stays.append(Stay(key, start, start + dice.randint(1, 6), before, after, seat, pinned, lenient))
    pairs = [(dice.randint(1, count), dice.randint(1, count)) for _ in range(3)] if exceptions else []
    return seats, stays, frozenset(pairs)


def test_small_days_are_seated_exactly_when_some_way_of_all_ways_does() -> None:
    answers = {True: 0, False: 0}
    for seed in range(1_500):
        seats, stays, close = small_day(random.Random(seed))
        found = seated(seats, stays, close)
        assert (found is not None) == brute_force(seats, stays, close), seed
        assert found is None or sits_well(stays, found, close), seed
        answers[found is not None] += 1
    assert min(answers.values()) > 300


@pytest.mark.parametrize(("seats", "count"), [(8, 60), (12, 50), (20, 30), (40, 15)])
def test_a_full_day_is_seated_whenever_it_can_be(seats: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within few steps, too: a step is some fifty microseconds on forty desks, and a loaded machine has no say."""
    monkeypatch.setattr(seating, "MAX_STEPS", 600)
    for _, _, known, day in days(seats, count):
        assert sits_well(known, {s.key: s.seat or 0 for s in known})
        found = seated(range(1, seats + 1), day)
        assert found is not None
        assert sits_well(day, found)


@pytest.mark.parametrize(("seats", "count"), [(8, 60), (12, 50), (20, 30), (40, 15)])
def test_one_booking_too_many_is_decided_too(seats: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "MAX_STEPS", 600)
    refused = 0
    for dice, grid, _, day in days(seats, count):
        crowded = one_too_many(dice, day, grid)
        found = seated(range(1, seats + 1), crowded)
        refused += found is None
        assert found is None or sits_well(crowded, found)
    assert 0 < refused < count


@pytest.mark.parametrize(("seats", "count"), [(8, 40), (12, 30), (20, 20)])
def test_pinned_bookings_changed_for_others_are_decided_too(
    seats: int, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By count they fit still, by seat some do not."""
    monkeypatch.setattr(seating, "MAX_STEPS", 600)
    refused = 0
    for dice, _, _, day in days(seats, count):
        changed = repinned(dice, day, seats, 3)
        found = seated(range(1, seats + 1), changed)
        refused += found is None
        assert found is None or sits_well(changed, found)
    assert 0 < refused < count


def test_who_may_ignore_buffers_never_makes_a_full_day_fuller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "MAX_STEPS", 600)
    for dice, _, _, day in days(12, 20):
        few = dice.sample(range(len(day)), 3)
        easier = [replace(s, lenient=number in few) for number, s in enumerate(day)]
        found = seated(range(1, 13), easier)
        assert found is not None
        assert sits_well(easier, found)


def test_a_search_that_ran_out_of_steps_does_not_say_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seating, "MAX_STEPS", 0)
    monkeypatch.setattr(seating, "_AT_ONCE", 0)
    undecided = 0
    for _, _, _, day in days(12, 10):
        try:
            assert seated(range(1, 13), day) is not None
        except Undecided:
            undecided += 1
    assert undecided
