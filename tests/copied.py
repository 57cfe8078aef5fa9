"""The old house of `tests/data` lived in again, and copies of it looked into or spoilt."""

from __future__ import annotations

import json
import runpy
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from tierslieu_desk.models import store
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping import copies
from tierslieu_desk.wallclock import StoppedClock

DATA = Path(__file__).resolve().parent / "data"
PAPER_OF: Callable[[str], bytes] = runpy.run_path(str(DATA / "make_store_0001.py"))["paper_of"]
NUMBERS = ("F2026-0001", "F2026-0002", "F2026-0003", "R2026-0001", "A2026-0001")
NOW = datetime(2026, 3, 10, 9, 30)


def lived_in(folder: Path) -> Path:
    """A data folder with the old house and its papers."""
    folder.mkdir()
    shutil.copyfile(DATA / "store_0001.sqlite3", folder / store.FILE)
    for number in NUMBERS:
        Papers(folder).keep(PAPER_OF(number))
    return folder


def opened(folder: Path, now: datetime = NOW) -> Desk:
    clock = StoppedClock(now)
    return Desk(store.open_store(folder, copies.before_migration(clock)), clock, lambda: "Maëlle")


def choose_second_place(desk: Desk, folder: Path | str) -> None:
    with closing(sqlite3.connect(desk.store.file)) as connection, connection:
        connection.execute("UPDATE place SET second_copy = ?", (str(folder),))


def two_disks(folder: Path) -> frozenset[str]:
    """As if whatever is called `key` were a stick, and all the rest one disk."""
    return frozenset({"stick" if "key" in folder.parts else "disk"})


def advance(desk: Desk, **by: int) -> None:
    assert isinstance(desk.clock, StoppedClock)
    desk.clock.advance(timedelta(**by))


def dump(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def everything(folder: Path) -> tuple[list[str], dict[str, bytes]]:
    """What a desk is: its rows and its papers."""
    papers = {file.name: file.read_bytes() for file in (folder / "papers").glob("*/*.pdf")}
    return dump(folder / store.FILE), papers


def journal(file: Path) -> list[tuple[str, str, str, dict[str, object]]]:
    """When, who, what and with which facts, of the acts about copies."""
    acts = "SELECT at, who, act, facts FROM journal WHERE act IN ('copied', 'restored') ORDER BY id"
    with closing(sqlite3.connect(file)) as connection:
        return [(at, who, act, json.loads(facts)) for at, who, act, facts in connection.execute(acts)]


def all_but_the_restore(folder: Path) -> tuple[list[str], dict[str, bytes]]:
    """`everything` of a desk that was put back, without the line of its journal that says so."""
    rows, papers = everything(folder)
    said = [row for row in rows if row.startswith('INSERT INTO "journal"') and "'restored'" in row]
    assert len(said) == 1
    return [row for row in rows if row not in said and not _counts_the_journal(row)], papers


def without_count(folder: Path) -> tuple[list[str], dict[str, bytes]]:
    """`everything`, to be compared with `all_but_the_restore`."""
    rows, papers = everything(folder)
    return [row for row in rows if not _counts_the_journal(row)], papers


def _counts_the_journal(row: str) -> bool:
    return "sqlite_sequence" in row and "'journal'" in row


def members(copy: Path) -> list[str]:
    with zipfile.ZipFile(copy) as archive:
        return sorted(archive.namelist())


def rewritten(copy: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The same copy with its members changed by a clumsy hand."""
    with zipfile.ZipFile(copy) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    change(found)
    with zipfile.ZipFile(copy, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
