"""The houses the benchmarks are about: made once by `demo`, kept under `build/bench`, copied for whoever writes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tierslieu_desk.models import migrate
from tierslieu_desk.models.store import FILE

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "bench"


@dataclass(frozen=True, slots=True)
class Lived:
    """A house and the day up to which it was lived in."""

    name: str
    folder: Path
    today: date


def lived(name: str, *words: str) -> Lived:
    """The house of that name; the newest one kept, or one made now by `demo` with these words."""
    of_these_tables = KEPT / _tables()
    kept = sorted(of_these_tables.glob(f"{name}-????-??-??"))
    if kept:
        return Lived(name, kept[-1], date.fromisoformat(kept[-1].name.removeprefix(f"{name}-")))
    today = datetime.now(UTC).date()
    of_these_tables.mkdir(parents=True, exist_ok=True)
    making = of_these_tables / f"{name}-being-made"
    shutil.rmtree(making, ignore_errors=True)
    print(f"Making the {name} house", file=sys.stderr, flush=True)
    began = datetime.now(UTC)
    demo = [sys.executable, "-m", "tierslieu_desk", "--data", str(making), "--today", today.isoformat(), "demo", *words]
    subprocess.run(demo, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    print(f"made in {(datetime.now(UTC) - began).total_seconds():.0f} s", file=sys.stderr, flush=True)
    return Lived(name, making.rename(of_these_tables / f"{name}-{today}"), today)


def _tables() -> str:
    """What tells a house of other tables from one of these: until the first release a revision changes in its place."""
    told = hashlib.sha256()
    for revision in sorted((Path(migrate.__file__).parent / "migrations" / "versions").glob("*.py")):
        told.update(revision.read_bytes())
    return told.hexdigest()[:12]


@contextmanager
def copied(house: Lived) -> Iterator[Lived]:
    """The same house in a folder of its own; papers are never written to, so they are linked."""
    with TemporaryDirectory(dir=KEPT) as scratch:
        folder = Path(scratch) / "desk"
        shutil.copytree(house.folder / "papers", folder / "papers", copy_function=os.link)
        shutil.copy(house.folder / FILE, folder / FILE)
        yield Lived(house.name, folder, house.today)
