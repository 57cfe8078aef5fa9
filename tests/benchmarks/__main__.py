"""The table of ratios: `python -m tests.benchmarks [--stress] [--rounds N] [start] [booking] [verify]`.

The stress houses (ten years, and one for the growth) take a quarter of an hour to make, once; without `--stress` or
`TIERSLIEU_BENCH_STRESS=1` only the usual one is measured. The exit code is 1 when a row is over its budget.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_booking
import bench_start
import bench_verify
from houses import Lived, copied, lived

from tierslieu_desk import compose
from tierslieu_desk.services.bookings import NewBooking
from tierslieu_desk.wallclock import StoppedClock

GROWTH_BUDGET = 1.3


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what, on which house, the baseline and the product with their unit, and the budget of the ratio."""

    what: str
    house: str
    baseline: float
    product: float
    unit: str
    budget: float

    @property
    def ratio(self) -> float:
        """The product in units of the baseline."""
        return self.product / self.baseline

    def __str__(self) -> str:
        over = "" if self.ratio <= self.budget else "  OVER"
        return (
            f"{self.what:24} {self.house:22} {self.baseline:10.2f} {self.unit:3} {self.product:10.2f} {self.unit:3}"
            f" {self.ratio:7.2f} {self.budget:7.1f}{over}"
        )


def starts(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`start` of each house, and its growth."""
    empty, desks = bench_start.against_empty(houses, rounds)
    by_name = dict(zip((house.name for house in houses), desks, strict=True))
    for name, desk in by_name.items():
        yield Row("start", name, empty.wall * 1e3, desk.wall * 1e3, "ms", bench_start.WALL_BUDGET)
        if empty.peak:
            yield Row("start, peak memory", name, empty.peak, desk.peak, "MB", bench_start.MEMORY_BUDGET)
    if "stress" in by_name:
        one, ten = by_name["stress1"].wall * 1e3, by_name["stress"].wall * 1e3
        yield Row("start, growth", "10 years against 1", one, ten, "ms", GROWTH_BUDGET)


def bookings(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`one booking` on a small house against bare SQLite, then on a copy of each house, then its growth."""
    rounds *= 30
    small = bench_booking.booking_against_bare(rounds)
    yield Row("one booking", "small", small.baseline * 1e3, small.product * 1e3, "ms", small.budget)
    by_name: dict[str, float] = {}
    for house in houses:
        with copied(house) as own:
            by_name[house.name] = _booking_ms(own, rounds)
        yield Row("one booking", house.name, small.baseline * 1e3, by_name[house.name], "ms", small.budget)
    if "stress" in by_name:
        one, ten = by_name["stress1"], by_name["stress"]
        yield Row("one booking, growth", "10 years against 1", one, ten, "ms", GROWTH_BUDGET)
    grown = bench_booking.growth(rounds)
    yield Row(
        "one booking, growth", "20 years against 1", grown.baseline * 1e3, grown.product * 1e3, "ms", grown.budget
    )


def verifications(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`verify` of each house against SQLite's own check and SHA-256 over the same bytes."""
    for house in houses:
        turns = [(bench_verify.baseline(house.folder), bench_verify.product(house.folder)) for _ in range(rounds)]
        bare, full = median(turn[0] for turn in turns), median(turn[1] for turn in turns)
        yield Row("verify", house.name, bare * 1e3, full * 1e3, "ms", bench_verify.BUDGET)


ROWS = {"start": starts, "booking": bookings, "verify": verifications}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("rows", nargs="*", choices=[[], *ROWS], metavar="ROW")
    parser.add_argument("--stress", action="store_true", default=os.environ.get("TIERSLIEU_BENCH_STRESS") == "1")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    houses = [lived("usual")]
    if asked.stress:
        houses += [lived("stress", "--house", "stress"), lived("stress1", "--house", "stress", "--years", "1")]
    print(f"{'':24} {'house':22} {'baseline':>14} {'product':>14} {'ratio':>7} {'budget':>7}")
    over = False
    for name in asked.rows or ROWS:
        with ExitStack() as stack:
            own = [stack.enter_context(copied(house)) for house in houses] if name == "start" else houses
            for row in ROWS[name](own, asked.rounds):
                print(row, flush=True)
                over |= row.ratio > row.budget
    return int(over)


def _booking_ms(house: Lived, rounds: int) -> float:
    """Milliseconds of one booking of a room of that house, committed, on days nobody has taken; the median."""
    services = compose.open_desk(house.folder, house.today)
    try:
        services.desk.clock = StoppedClock(datetime.combine(house.today, time(10, 47)))
        room, somebody = services.units.named("Salle de formation").id, services.people.list()[0].id
        took = []
        for turn, slot in zip(range(rounds + 20), bench_booking.days(), strict=False):
            later = slot.shifted(datetime(house.today.year + 2, 1, 1) - datetime(2026, 1, 1))
            began = perf_counter()
            services.bookings.book(NewBooking(room, somebody, later), override="benchmark")
            if turn >= 20:
                took.append(perf_counter() - began)
        return median(took) * 1e3
    finally:
        services.close()


if __name__ == "__main__":
    sys.exit(main())
