"""How long it takes to seat everybody on full days of a pool: `python tests/benchmarks/bench_seating.py [days]`.

Each day is made from a seating that is known, with four to six bookings a desk; then the seats are forgotten or mixed
up. "One more" adds a booking where the fewest sit; "changed" puts pinned ones on other desks; "exceptions" lets three
ignore their buffers. `refused` of "full" must be 0, and so must `open`: nothing was left undecided.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from full_days import Stay, full_day, one_too_many, repinned, sits_well, unseated

from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.seating import Sitting, Undecided, seat_all

MIDNIGHT = datetime(2026, 11, 25)
BUFFERS = ([(0, 0)], [(15, 15)], [(0, 0), (15, 0), (0, 15), (15, 30), (30, 15)])


def sitting(stay: Stay) -> Sitting:
    start, end = MIDNIGHT + timedelta(minutes=stay.start), MIDNIGHT + timedelta(minutes=stay.end)
    return Sitting(stay.key, start, end, stay.seat, stay.pinned, Buffers(stay.before, stay.after), stay.lenient)


def variants(seats: int, seed: int) -> Iterator[tuple[str, list[Stay]]]:
    dice = random.Random(1000 * seed + seats)
    grid, pins, idle = dice.choice([5, 15, 30, 60]), dice.choice([0, 0.1, 0.2, 0.3, 0.5]), dice.choice([0, 0, 0.1, 0.3])
    known = full_day(dice, seats, grid=grid, pins=pins, kinds=dice.choice(BUFFERS), idle=idle)
    day = unseated(dice, known, seats, remembered=dice.choice([0, 0.5, 1]))
    few = dice.sample(range(len(day)), 3)
    yield "full", day
    yield "one more", one_too_many(dice, day, grid)
    yield "changed", repinned(dice, day, seats, 3)
    yield "exceptions", [replace(stay, lenient=number in few) for number, stay in enumerate(day)]


def measure(seats: int, days: int) -> None:
    """Print one line for each kind of day."""
    taken: dict[str, list[float]] = {}
    said: dict[tuple[str, str], int] = {}
    for seed in range(days):
        for what, day in variants(seats, seed):
            sittings = [sitting(stay) for stay in day]
            began = process_time()
            answer = decided(range(1, seats + 1), sittings, day)
            taken.setdefault(what, []).append((process_time() - began) * 1e3)
            said[what, answer] = said.get((what, answer), 0) + 1
    for what, times in taken.items():
        times.sort()
        seated, refused, still_open = (said.get((what, answer), 0) for answer in ("seated", "refused", "open"))
        spread = [times[len(times) // 2], times[len(times) * 99 // 100], times[-1]]
        print(
            f"{seats:5} {what:11} {seated:7} {refused:8} {still_open:5}"
            + "".join(f" {milliseconds:8.1f}" for milliseconds in spread)
        )


def decided(seats: Sequence[int], sittings: Sequence[Sitting], day: Sequence[Stay]) -> str:
    try:
        found = seat_all(seats, sittings)
    except Undecided:
        return "open"
    if found is None:
        return "refused"
    assert sits_well(day, dict(found))
    return "seated"


if __name__ == "__main__":
    print("desks day          seated  refused  open   median  99 of 100  worst (ms)")
    for desks in (8, 12, 20, 40):
        measure(desks, int(sys.argv[1]) if len(sys.argv) > 1 else 100)
