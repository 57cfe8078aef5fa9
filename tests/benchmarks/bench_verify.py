"""The full check of a store, beside SQLite's own check and SHA-256 over the same bytes.

`python tests/benchmarks/bench_verify.py [DATA_FOLDER [rounds]]`; without a folder, on a house lived in by chance.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lived_in import live

from tierslieu_desk.models import store
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.wallclock import Clock

BUDGET = 4.0


def baseline(folder: Path) -> float:
    """Seconds of `PRAGMA integrity_check` and SHA-256 over store and papers."""
    start = perf_counter()
    with closing(sqlite3.connect(folder / store.FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for file in (folder / store.FILE, *(folder / "papers").glob("*/*.pdf")):
        with file.open("rb") as opened:
            hashlib.file_digest(opened, "sha256")
    return perf_counter() - start


def megabytes(folder: Path) -> float:
    """The store and its papers."""
    files = (folder / store.FILE, *(folder / "papers").glob("*/*.pdf"))
    return sum(file.stat().st_size for file in files) / 1e6


def product(folder: Path) -> float:
    """Seconds of the full check, which must find nothing."""
    start = perf_counter()
    found = verify_folder(folder, Clock().wall())
    assert not found, found
    return perf_counter() - start


def main(folder: Path, rounds: int) -> int:
    """Print the line of the table; 1 when over the budget."""
    measured = [(baseline(folder), product(folder)) for _ in range(rounds)]
    bare, full = median(bare for bare, _ in measured), median(full for _, full in measured)
    print(
        f"{'full check of the store':44} {bare * 1e3:8.3f} ms {full * 1e3:8.3f} ms {full / bare:6.2f} (budget {BUDGET})"
    )
    return int(full > BUDGET * bare)


if __name__ == "__main__":
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    if len(sys.argv) > 1:
        sys.exit(main(Path(sys.argv[1]), times))
    with tempfile.TemporaryDirectory() as scratch:
        live(Path(scratch) / "desk", 1)
        sys.exit(main(Path(scratch) / "desk", times))
