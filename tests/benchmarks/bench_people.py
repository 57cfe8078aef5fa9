"""What is done with everybody at once, among 20,000: the list's first look, duplicates, exports, a long import.

Each beside bare SQL or the bare library that reads or writes as much. But for the first look, each is a job beside
the window. `python tests/benchmarks/bench_people.py [rounds]` prints the table.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_search import house_of

from tierslieu_desk.i18n import speaking
from tierslieu_desk.services.file.exports import Exports
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.person.duplicates import Duplicates
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.person.people_import import PeopleImport

COUNT, LINES, FIRST_LOOK = 20_000, 10_000, 200
MAIN_THREAD = 0.050
"""Seconds the window may be held."""


@dataclass(frozen=True, slots=True)
class Took:
    """Medians in seconds. `budget`: of the ratio to the baseline, or for the window's own thread to `MAIN_THREAD`."""

    what: str
    baseline: float
    product: float
    budget: float


def measured(rounds: int) -> Iterator[Took]:
    """Each in turns with its baseline."""
    with house_of(COUNT) as (desk, file), tempfile.TemporaryDirectory() as scratch, speaking("fr"):
        out = Path(scratch)
        people, exports = People(desk), Exports(desk, Papers(desk.store.folder))
        listing = out / "list.csv"
        _write_list(listing)
        yield _beside("people, first look", rounds, _nothing, lambda: people.list(limit=FIRST_LOOK), 1.0)
        yield _beside("duplicates", rounds, partial(_rows, file), Duplicates(desk).probable, 80.0)
        yield _beside("export CSV", rounds, lambda: _bare_csv(file, out), lambda: exports.people(out / "p.csv"), 10.0)
        yield _beside("export XLSX", rounds, lambda: _bare_xlsx(file, out), lambda: exports.people(out / "p.xlsx"), 3.0)
        importer = PeopleImport(desk)
        yield _beside("import, looked at", rounds, lambda: _read(listing), lambda: importer.preview(listing), 100.0)


def _beside(what: str, rounds: int, bare: Callable[[], object], product: Callable[[], object], budget: float) -> Took:
    took: tuple[list[float], list[float]] = ([], [])
    for _turn in range(rounds + 1):
        for kept, act in zip(took, (bare, product), strict=True):
            began = perf_counter()
            act()
            kept.append(perf_counter() - began)
    baseline = MAIN_THREAD if bare is _nothing else median(took[0][1:])
    return Took(what, baseline, median(took[1][1:]), budget)


def _nothing() -> None:
    """Measured against the window's patience."""


def _rows(file: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT * FROM party ORDER BY search_key").fetchall()
    connection.close()
    return rows


def _bare_csv(file: Path, out: Path) -> None:
    with (out / "bare.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(row[:16] for row in _rows(file))


def _bare_xlsx(file: Path, out: Path) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows(file):
        sheet.append(list(row[:16]))
    book.save(out / "bare.xlsx")


def _read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def _write_list(file: Path) -> None:
    lines = "".join(f"Nouveau {n};Prénom;nouveau{n}@example.org;612345678;9500;Mirepoix\n" for n in range(LINES))
    file.write_text(f"Nom;Prénom;Courriel;Téléphone;CP;Ville\n{lines}", encoding="utf-8")


def main() -> None:
    """Print the table."""
    for one in measured(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        print(
            f"{one.what:20} {one.baseline * 1e3:9.1f} ms {one.product * 1e3:9.1f} ms"
            f" {one.product / one.baseline:7.2f} (budget {one.budget})"
        )


if __name__ == "__main__":
    main()
