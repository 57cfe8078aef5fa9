"""One booking, accepted and committed, beside the same insert by bare sqlite3 with the trigger; and how it grows.

`python tests/benchmarks/bench_booking.py [rounds]` prints one line per measure: baseline, product, ratio, budget.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from builders import person, small_house

from tierslieu_desk.models import guards, store
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot, StoppedClock

BUDGET = 8.0
GROWTH_BUDGET = 1.3
NOW = datetime(2026, 11, 24, 10, 47)
HOLDS_A_YEAR = 12_500


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; seconds."""

    what: str
    baseline: float
    product: float
    budget: float

    def __str__(self) -> str:
        ratio = self.product / self.baseline
        return (
            f"{self.what:44} {self.baseline * 1e3:8.3f} ms {self.product * 1e3:8.3f} ms"
            f" {ratio:6.2f} (budget {self.budget})"
        )


def days() -> Iterator[Slot]:
    """Working days of the years to come, from nine to eleven."""
    day = datetime(2026, 12, 1, 9)
    while True:
        if day.weekday() < 5:
            yield Slot(day, day + timedelta(hours=2))
        day += timedelta(days=1)


@contextmanager
def bare(folder: Path) -> Iterator[sqlite3.Connection]:
    """A table of holds with the same trigger and pragmas, and nothing else."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE unit (id INTEGER PRIMARY KEY, name TEXT, is_pool BOOLEAN DEFAULT 0)")
    connection.execute("CREATE TABLE unit_part (whole_id INTEGER, part_id INTEGER, PRIMARY KEY (whole_id, part_id))")
    connection.execute(
        "CREATE TABLE hold (id INTEGER PRIMARY KEY, unit_id INTEGER NOT NULL REFERENCES unit(id),"
        " asked_unit_id INTEGER, starts VARCHAR(19) NOT NULL, ends VARCHAR(19) NOT NULL, booking_id INTEGER,"
        " CHECK (ends > starts))"
    )
    connection.execute("CREATE INDEX ix_hold_unit_starts ON hold (unit_id, starts)")
    connection.execute(guards.sqlite_guards()["guard_hold_insert"])
    connection.execute("INSERT INTO unit (id, name) VALUES (1, 'Room')")
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def desk_with(folder: Path, years: int) -> Iterator[tuple[Desk, int, int]]:
    """A desk whose house has that many years of holds behind it; with the number of a room and of a person."""
    opened = store.create(folder)
    desk = Desk(opened, StoppedClock(NOW))
    house = small_house(desk)
    marie = person(desk)
    if years:
        _fill_past(folder / store.FILE, (house.room_a, house.room_b, house.booth, *house.desks), years, marie)
    try:
        yield desk, house.room_a, marie
    finally:
        opened.close()


def _fill_past(file: Path, units: tuple[int, ...], years: int, party: int) -> None:
    connection = sqlite3.connect(file)
    holds, bookings = [], []
    each = years * HOLDS_A_YEAR // len(units)
    step = timedelta(days=365 * years) / each
    for unit in units:
        for turn in range(each):
            start = (NOW - timedelta(days=1) - step * (turn + 1)).replace(microsecond=0)
            number, end = len(bookings) + 1, start + step / 2
            spelled = (str(start), str(end.replace(microsecond=0)))
            bookings.append((number, unit, party, *spelled))
            holds.append((unit, unit, *spelled, number))
    connection.executemany(
        "INSERT INTO booking (id, unit_id, party_id, starts, ends, state, created_at)"
        " VALUES (?, ?, ?, ?, ?, 'confirmed', '2026-01-01T00:00:00.000000+00:00')",
        bookings,
    )
    connection.executemany(
        "INSERT INTO hold (unit_id, asked_unit_id, starts, ends, booking_id) VALUES (?, ?, ?, ?, ?)", holds
    )
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def bare_booking(connection: sqlite3.Connection, slot: Slot) -> float:
    """Seconds of one bare insert, committed."""
    began = perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "INSERT INTO hold (unit_id, asked_unit_id, starts, ends, booking_id) VALUES (1, 1, ?, ?, 1)",
        (str(slot.start), str(slot.end)),
    )
    connection.execute("COMMIT")
    return perf_counter() - began


def _booking(bookings: Bookings, room: int, marie: int, slot: Slot) -> float:
    began = perf_counter()
    bookings.book(NewBooking(room, marie, slot))
    return perf_counter() - began


def booking_against_bare(rounds: int) -> Row:
    """Interleaved, medians, after a warm-up."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with bare(folder) as connection, desk_with(folder / "desk", 0) as (desk, room, marie):
            bookings, baseline, product = Bookings(desk), [], []
            for turn, slot in zip(range(rounds + 20), days(), strict=False):
                one, other = bare_booking(connection, slot), _booking(bookings, room, marie, slot)
                if turn >= 20:
                    baseline.append(one)
                    product.append(other)
    return Row("one booking, committed", median(baseline), median(product), BUDGET)


def growth(rounds: int) -> Row:
    """The same booking on twenty years of holds against one year."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with desk_with(folder / "one", 1) as one, desk_with(folder / "twenty", 20) as twenty:
            times: tuple[list[float], list[float]] = ([], [])
            for turn, slot in zip(range(rounds + 20), days(), strict=False):
                for (desk, room, marie), kept in zip((one, twenty), times, strict=True):
                    took = _booking(Bookings(desk), room, marie, slot)
                    if turn >= 20:
                        kept.append(took)
    return Row("one booking, 20 years of holds against 1", median(times[0]), median(times[1]), GROWTH_BUDGET)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for row in (booking_against_bare(rounds), growth(rounds)):
        print(row)


if __name__ == "__main__":
    main()
