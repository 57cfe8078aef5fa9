"""Putting a copy back: verified first, alone with the store, what was there kept aside, finished later if killed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite, store, whole_files
from tierslieu_desk.services.keeping import copy_files
from tierslieu_desk.services.keeping.instance import InstanceLock
from tierslieu_desk.services.money import numbers_aside
from tierslieu_desk.services.money.numbers_aside import ACT, NOTHING_SINCE, SUBJECT, IssuedSince
from tierslieu_desk.wallclock import Clock

ASIDE = "set-aside"
MARKER = "restoring.json"
"""Names the two folders of a restore under way; while it exists, the desk is finished before it is opened."""
_STAGING = ".restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """The copy that was put back (its path or address), when it was made, and where what was there is now, if any.

    `since` is what had been issued there and is not in the copy.
    """

    where: str
    sha256: str
    made_at: datetime
    set_aside: Path | None
    since: IssuedSince


def restore(folder: Path, copy: Path, clock: Clock, who: str = "desk", *, from_where: str = "") -> Restored:
    """Put `copy` in the place of the desk in `folder`, whose store nobody may have open.

    The journal of the desk that is put back says so, with `who` did it and `from_where` the copy was fetched if not
    from `copy` itself, and which numbers had been given since the copy: they are not given again. An older copy is
    migrated when it is opened next. Raises `FileMissing`, `CopyUnusable`, `StoreNewer`, `StoreBusy`, `DiskFull`,
    `FolderReadOnly`; the desk is then what it was.
    """
    with copy_files.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with InstanceLock(folder).exclusive():
            _finish(folder)
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
            try:
                manifest = copy_files.extract(copy, staging)
                if manifest.schema > store.SCHEMA:
                    raise errors.StoreNewer(file=str(copy), revision=manifest.schema)
                aside = _name_aside(folder, clock)
                facts: dict[str, object] = {"copy": from_where or str(copy), "made_at": manifest.made_at.isoformat()}
                since = NOTHING_SINCE
                if (folder / store.FILE).exists():
                    whole_files.settle(folder / store.FILE)
                    since = numbers_aside.compared(folder / store.FILE, staging / store.FILE)
                    facts |= {"set_aside": str(aside), **since.facts()}
                whole_files.note(staging / store.FILE, clock.now(), who, ACT, facts, SUBJECT)
                (staging / "papers").mkdir(exist_ok=True)
                _sync_tree(staging)
            except BaseException:
                shutil.rmtree(staging, ignore_errors=True)
                raise
            _mark(folder, staging, aside)
            _finish(folder)
            kept = aside if aside.exists() else None
            return Restored(from_where or str(copy), copy_files.digest_of(copy), manifest.made_at, kept, since)


def restore_named(folder: Path, named: str, clock: Clock, who: str) -> Restored:
    """The same with a copy that is a file, or kept at an address online and fetched first.

    Raises too what `second_place.fetched` raises.
    """
    from tierslieu_desk.services.keeping import second_place

    if not second_place.is_online(named):
        return restore(folder, Path(named), clock, who)
    with copy_files.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with InstanceLock(folder).exclusive():
            pass  # nothing is fetched for a desk that somebody has open
    with second_place.fetched(named, folder, clock.wall()) as (copy, where):
        try:
            return restore(folder, copy, clock, who, from_where=where)
        except (errors.CopyUnusable, errors.StoreNewer) as refused:
            raise type(refused)(**{**refused.facts, "file": where}) from refused


def finish_interrupted(folder: Path) -> bool:
    """Finish a restore that was cut short, before the store is opened; whether there was one. Raises `StoreBusy`."""
    if not (folder / MARKER).exists():
        return False
    with copy_files.told(folder), InstanceLock(folder).exclusive():
        _finish(folder)
    return True


def _name_aside(folder: Path, clock: Clock) -> Path:
    stamp = clock.wall().strftime("%Y-%m-%d-%H%M%S")
    names = (f"{stamp}{suffix}" for suffix in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(folder / ASIDE / name for name in names if not (folder / ASIDE / name).exists())


def _mark(folder: Path, staging: Path, aside: Path) -> None:
    """Write down what is to be finished; from here on, nothing goes back."""
    partial = folder / f"{MARKER}.partial"
    facts = {"staging": staging.name, "aside": aside.relative_to(folder).as_posix()}
    with partial.open("w", encoding="utf-8") as file:
        json.dump(facts, file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / MARKER)
    sqlite.sync_folder(folder)


def _finish(folder: Path) -> None:
    """Move what is there aside and the copy in, each step only if it is still to be done."""
    marker = folder / MARKER
    if not marker.exists():
        _sweep(folder)
        return
    facts = json.loads(marker.read_text(encoding="utf-8"))
    staging, aside = folder / facts["staging"], folder / facts["aside"]
    _swap(folder, staging, aside, "papers", ("papers",))
    _swap(folder, staging, aside, store.FILE, (*(store.FILE + end for end in whole_files.BESIDE), store.FILE))
    sqlite.sync_folder(folder)
    if aside.exists():
        sqlite.sync_folder(aside)
    marker.unlink()
    sqlite.sync_folder(folder)
    _sweep(folder)


def _swap(folder: Path, staging: Path, aside: Path, name: str, in_the_way: tuple[str, ...]) -> None:
    """While the new one waits in `staging`, whatever bears its name in `folder` is the old one."""
    if not (staging / name).exists():
        return
    for old in in_the_way:
        if (folder / old).exists():
            aside.mkdir(parents=True, exist_ok=True)
            (folder / old).rename(aside / old)
    (staging / name).rename(folder / name)


def _sweep(folder: Path) -> None:
    """Remove what interrupted restores laid out and never used."""
    for staging in folder.glob(f"{_STAGING}*"):
        shutil.rmtree(staging, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for inside in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        sqlite.sync_folder(inside)
