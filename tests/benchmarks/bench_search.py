"""Somebody looked for, letter after letter, among 600 and 20,000 people, beside bare SQL on an index of their words.

`python tests/benchmarks/bench_search.py [rounds]` prints one line per measure: baseline, product, ratio, budget.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tierslieu_desk.models import store
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import FOUND_AT_ONCE, People
from tierslieu_desk.wallclock import StoppedClock

BUDGET = 5.0
FRAME = 0.033
SIZES = (600, 20_000)
NOW = datetime(2026, 11, 24, 10, 47)
GIVEN = ("Maria", "Jean", "Aïcha", "Marc", "Odile", "Léa", "Iker", "Ane", "Núria", "Paul", "Claire", "Inès", "Kate")
FAMILY = ("Roca", "Dupont", "Benali", "Martin", "Lacaze", "Fauré", "Etxeberria", "Mendizabal", "Garcia", "Brown")
TYPED = ("mar", "maria r", "roca 1", "odile lac", "iker", "zoé", "pu", "kate brown 1", "lea", "garcia jo")
MISTYPED = ("dupomt", "etcheberria", "mendizbal", "maira roca", "lacase odlie")
_COLUMNS = "p.id, p.kind, p.name, p.given_name, p.family_name, p.role, p.email, p.phone, p.city, p.version"
_ONE = (
    f"SELECT {_COLUMNS} FROM word AS w JOIN party AS p ON p.id = w.party_id"
    " WHERE w.word >= ?1 AND w.word < ?1 || char(65535) AND NOT p.retired ORDER BY p.search_key, p.id LIMIT ?2"
)
_TWO = (
    f"SELECT {_COLUMNS} FROM word AS w JOIN party AS p ON p.id = w.party_id"
    " WHERE w.word >= ?1 AND w.word < ?1 || char(65535) AND NOT p.retired AND EXISTS (SELECT 1 FROM word AS o"
    " WHERE o.party_id = p.id AND o.word >= ?3 AND o.word < ?3 || char(65535)) ORDER BY p.search_key, p.id LIMIT ?2"
)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one letter: bare SQL, the product, the product with a typing error, and its first after a change."""

    people: int
    baseline: float
    product: float
    mistyped: float
    after_a_change: float


@contextmanager
def house_of(count: int) -> Iterator[tuple[Desk, Path]]:
    """So many people, written by plain SQL: it is about looking them up."""
    with tempfile.TemporaryDirectory() as made:
        opened = store.create(Path(made))
        file = opened.folder / store.FILE
        with sqlite3.connect(file) as connection:
            connection.executemany(
                "INSERT INTO party (kind, name, given_name, family_name, search_key, email, phone, created_at)"
                " VALUES ('person', ?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00.000000+00:00')",
                (_somebody(number) for number in range(count)),
            )
            connection.execute("ANALYZE")
        connection.close()
        try:
            yield Desk(opened, StoppedClock(NOW)), file
        finally:
            opened.close()


def _somebody(number: int) -> tuple[str, str, str, str, str, str]:
    given = GIVEN[number % len(GIVEN)]
    family = f"{FAMILY[number // len(GIVEN) % len(FAMILY)]} {number}"
    name = f"{given} {family}"
    return name, given, family, search_key(name), f"{search_key(given)}{number}@example.org", f"06{number:08d}"


@contextmanager
def bare(file: Path) -> Iterator[sqlite3.Connection]:
    """The same table and an index of its words, read by nothing but SQL."""
    connection = sqlite3.connect(":memory:")
    with sqlite3.connect(file) as source:
        source.backup(connection)
    source.close()
    connection.execute("CREATE TABLE word (word TEXT, party_id INTEGER, PRIMARY KEY (word, party_id)) WITHOUT ROWID")
    connection.execute("CREATE INDEX ix_word_party ON word (party_id, word)")
    rows = connection.execute("SELECT id, search_key FROM party").fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO word VALUES (?, ?)", [(word, number) for number, key in rows for word in key.split()]
    )
    connection.execute("ANALYZE")
    try:
        yield connection
    finally:
        connection.close()


def _by_sql(connection: sqlite3.Connection, typed: str) -> list[tuple[object, ...]]:
    first, *rest = search_key(typed).split()
    if rest:
        return connection.execute(_TWO, (first, FOUND_AT_ONCE, rest[0])).fetchall()
    return connection.execute(_ONE, (first, FOUND_AT_ONCE)).fetchall()


def searches(rounds: int) -> list[Took]:
    """Each size, medians of what one letter takes, in turns."""
    return [_searched(count, rounds) for count in SIZES]


def _searched(count: int, rounds: int) -> Took:
    with house_of(count) as (desk, file), bare(file) as connection:
        people = People(desk)
        people.find("a")
        took: tuple[list[float], ...] = ([], [], [], [])
        for turn in range(rounds + 3):
            for typed in TYPED:
                now = (_seconds(_by_sql, connection, typed), _seconds(people.find, typed))
                for kept, one in zip(took, now, strict=False):
                    kept.extend([one] if turn > 2 else [])
            for typed in MISTYPED:
                took[2].append(_seconds(people.nearly, typed))
            people.retire(1 + turn)
            took[3].append(_seconds(people.find, "maria"))
        return Took(count, *map(median, took))


def _seconds(search: object, *given: object) -> float:
    began = perf_counter()
    search(*given)  # type: ignore[operator]
    return perf_counter() - began


def main() -> None:
    """Print the table."""
    for one in searches(int(sys.argv[1]) if len(sys.argv) > 1 else 20):
        ratio = one.product / one.baseline
        print(
            f"search, {one.people:6} people: bare {one.baseline * 1e3:6.2f} ms, found {one.product * 1e3:6.2f} ms"
            f" {ratio:5.2f} (budget {BUDGET}); mistyped {one.mistyped * 1e3:6.2f} ms,"
            f" after a change {one.after_a_change * 1e3:6.2f} ms (one frame: {FRAME * 1e3:.0f})"
        )


if __name__ == "__main__":
    main()
