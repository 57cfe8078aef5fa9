"""The table of ratios, or some rows of it: `python -m tests.benchmarks [--stress] [--rounds N] [search people ...]`.

The stress house of ten years takes ten minutes to make, once; without `--stress` or `TIERSLIEU_BENCH_STRESS=1` it is
left out, and growth is measured on the stress house of one year (half a minute) alone. Twenty years are one year
repeated by SQL. The exit code is 1 when a row is over its budget.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_booking
import bench_frames
import bench_free
import bench_people
import bench_search
import bench_start
import bench_verify
import bench_week
from houses import KEPT, Lived, copied, lived
from older import older

from tierslieu_desk import compose
from tierslieu_desk.compose import Services
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.wallclock import Slot, StoppedClock

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
    """`start` of each house, and how it grows from one year to twenty."""
    with ExitStack() as stack:
        own = [stack.enter_context(copied(house)) for house in houses]
        empty, desks = bench_start.against_empty(own, rounds)
    for house, desk in zip(houses, desks, strict=True):
        yield Row("start", house.name, empty.wall * 1e3, desk.wall * 1e3, "ms", bench_start.WALL_BUDGET)
        if empty.peak:
            yield Row("start, peak memory", house.name, empty.peak, desk.peak, "MB", bench_start.MEMORY_BUDGET)
    year = _year_house()
    with older(year, 1) as one, older(year, 20) as twenty:
        _empty, grown = bench_start.against_empty([one, twenty], rounds)
        read = [seconds * 1e3 for seconds in bench_start.today([one, twenty], rounds)]
    walls = (run.wall * 1e3 for run in grown)
    yield Row("start, growth", "20 years against 1", *walls, "ms", GROWTH_BUDGET)
    yield Row("Today read, growth", "20 years against 1", *read, "ms", GROWTH_BUDGET)


def bookings(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`one booking` on a copy of each house against bare SQLite, in turns, and its growth."""
    rounds *= 30
    with ExitStack() as stack:
        bare = stack.enter_context(bench_booking.bare(Path(stack.enter_context(TemporaryDirectory(dir=KEPT)))))
        desks = [stack.enter_context(_opened(stack.enter_context(copied(house)))) for house in houses]
        took: list[list[float]] = [[] for _ in (None, *houses)]
        for turn, slot in zip(range(rounds + 20), bench_booking.days(), strict=False):
            later = slot.shifted(datetime(houses[0].today.year + 2, 1, 1) - datetime(2026, 1, 1))
            now = [bench_booking.bare_booking(bare, later), *(_booking(desk, later) for desk in desks)]
            if turn >= 20:
                for kept, one in zip(took, now, strict=True):
                    kept.append(one * 1e3)
    baseline, *products = map(median, took)
    by_name = dict(zip((house.name for house in houses), products, strict=True))
    for name, product in by_name.items():
        yield Row("one booking", name, baseline, product, "ms", bench_booking.BUDGET)
    if "stress" in by_name:
        yield Row(
            "one booking, growth", "10 years against 1", by_name["stress1"], by_name["stress"], "ms", GROWTH_BUDGET
        )
    grown = bench_booking.growth(rounds)
    yield Row(
        "one booking, growth", "20 years against 1", grown.baseline * 1e3, grown.product * 1e3, "ms", grown.budget
    )


def verifications(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`verify` of each house against SQLite's own check and SHA-256 over the same bytes.

    It reads every byte there is, so that it takes longer each year: what must not grow is a megabyte of it.
    """
    by_name: dict[str, list[tuple[float, float]]] = {house.name: [] for house in houses}
    for _turn in range(rounds):
        for house in houses:
            by_name[house.name].append((bench_verify.baseline(house.folder), bench_verify.product(house.folder)))
    full = {name: median(turn[1] for turn in turns) for name, turns in by_name.items()}
    for name, turns in by_name.items():
        yield Row("verify", name, median(turn[0] for turn in turns) * 1e3, full[name] * 1e3, "ms", bench_verify.BUDGET)
    if "stress" in by_name:
        sizes = {house.name: bench_verify.megabytes(house.folder) for house in houses}
        one, ten = (full[name] / sizes[name] * 1e3 for name in ("stress1", "stress"))
        yield Row("verify, a megabyte", "10 years against 1", one, ten, "ms", GROWTH_BUDGET)


def weeks(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`next week` of each house against bare SQLite and as many boxes, against one frame, and how it grows."""
    with ExitStack() as stack:
        own = [stack.enter_context(copied(house)) for house in houses]
        took = bench_week.weeks(own, rounds)
    for house, (baseline, product) in zip(houses, took, strict=True):
        yield Row("next week", house.name, baseline * 1e3, product * 1e3, "ms", bench_week.BUDGET)
        yield Row("next week, one frame", house.name, bench_week.FRAME * 1e3, product * 1e3, "ms", 1.0)
    for house in houses:
        with copied(house) as own_copy:
            for what, seconds in bench_week.repaints(own_copy, rounds).items():
                yield Row(f"week {what}, one frame", house.name, bench_week.FRAME * 1e3, seconds * 1e3, "ms", 1.0)
    for what, seconds, budget in bench_frames.frames():
        crowd = f"{bench_frames.UNITS} units, {bench_frames.BLOCKS} blocks"
        yield Row(f"week {what}, worst frame", crowd, budget * 1e3, seconds * 1e3, "ms", 1.0)
    year = _year_house()
    with older(year, 1) as one, older(year, 20) as twenty:
        grown = bench_week.weeks([one, twenty], rounds)
    first, last = (product * 1e3 for _baseline, product in grown)
    yield Row("next week, growth", "20 years against 1", first, last, "ms", bench_week.GROWTH_BUDGET)


def searches(_houses: list[Lived], rounds: int) -> Iterator[Row]:
    """A letter typed among 600 and 20,000 people against bare SQL on an index, and all of it against one frame."""
    frame = bench_search.FRAME * 1e3
    for took in bench_search.searches(rounds * 4):
        house = f"{took.people} people"
        yield Row("search", house, took.baseline * 1e3, took.product * 1e3, "ms", bench_search.BUDGET)
        yield Row("search, one frame", house, frame, took.product * 1e3, "ms", 1.0)
        yield Row("search, mistyped", house, frame, took.mistyped * 1e3, "ms", 1.0)
        yield Row("search after a change", house, frame, took.after_a_change * 1e3, "ms", 1.0)


def everybody(_houses: list[Lived], rounds: int) -> Iterator[Row]:
    """What is done with 20,000 people at once, beside bare SQL or the bare library; off the window's thread."""
    for took in bench_people.measured(max(1, rounds // 2)):
        yield Row(took.what, "20000 people", took.baseline * 1e3, took.product * 1e3, "ms", took.budget)


def free_rooms(houses: list[Lived], rounds: int) -> Iterator[Row]:
    """`find a free room` for a day, 14 days, of each house against one bare scan, and how it grows."""
    with ExitStack() as stack:
        own = [stack.enter_context(copied(house)) for house in houses]
        took = bench_free.searches(own, rounds)
    for house, one in zip(houses, took, strict=True):
        scan = one.scan * 1e3
        yield Row("find a free room", house.name, scan, one.room * 1e3, "ms", bench_free.BUDGET)
        yield Row("find any free space", house.name, scan, one.space * 1e3, "ms", bench_free.BUDGET)
    year = _year_house()
    with older(year, 1) as one_year, older(year, 20) as twenty:
        first, last = bench_free.searches([one_year, twenty], rounds)
    years = "20 years against 1"
    yield Row("find a room, growth", years, first.room * 1e3, last.room * 1e3, "ms", bench_free.GROWTH_BUDGET)


ROWS = {
    "start": starts,
    "booking": bookings,
    "verify": verifications,
    "week": weeks,
    "free": free_rooms,
    "search": searches,
    "people": everybody,
}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("rows", nargs="*", choices=[[], *ROWS], metavar="ROW")
    parser.add_argument("--stress", action="store_true", default=os.environ.get("TIERSLIEU_BENCH_STRESS") == "1")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    houses = [lived("usual")]
    if asked.stress:
        houses += [lived("stress", "--house", "stress"), _year_house()]
    print(f"{'':24} {'house':22} {'baseline':>14} {'product':>14} {'ratio':>7} {'budget':>7}")
    over = False
    for name in asked.rows or ROWS:
        for row in ROWS[name](houses, asked.rounds):
            print(row, flush=True)
            over |= row.ratio > row.budget
    return int(over)


def _year_house() -> Lived:
    return lived("stress1", "--house", "stress", "--years", "1")


@contextmanager
def _opened(house: Lived) -> Iterator[Services]:
    services = compose.open_desk(house.folder, house.today)
    services.desk.clock = StoppedClock(datetime.combine(house.today, time(10, 47)))
    try:
        yield services
    finally:
        services.close()


def _booking(desk: Services, slot: Slot) -> float:
    """Seconds of one booking of a room, committed, on a day nobody has taken."""
    room, somebody = desk.units.named("Salle de formation").id, 1
    began = perf_counter()
    desk.bookings.book(NewBooking(room, somebody, slot), override="benchmark")
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
