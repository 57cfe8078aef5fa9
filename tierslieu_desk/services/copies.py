"""Copies of everything: each day by itself, before a migration, in a second place, and how old the last one is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.models.place import CopyMade, Place
from tierslieu_desk.services import copy_files, copy_rotation, last_copy, leases, papers
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Clock

FOLDER = "copies"
LEASE = "copy"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy that was opened and verified. `outside`: it would outlive this computer."""

    file: Path
    sha256: str
    size: int
    made_at: datetime
    outside: bool


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of making a copy: the first, the one in the second place, and what stood in the way of that one."""

    first: CopyRow
    second: CopyRow | None = None
    second_refused: errors.DeskError | None = None


class Copies:
    """Makes, rotates and remembers copies of the desk in `desk.store.folder`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._data = desk.store.folder
        self.folder = self._data / FOLDER

    def make(self, to: Path | None = None, progress: copy_files.Progress = copy_files.quiet) -> Copied:
        """A copy now: to that file (or into that folder), else beside the store and in the second place.

        A second place that is away or full never stands in the way of the first copy: it is reported. Raises
        `DiskFull`, `FolderReadOnly`, `FileMissing`, `CopyUnusable`.
        """
        made_at = self._desk.clock.now()
        name = copy_rotation.name_of(self._desk.clock.to_wall(made_at))
        if to is not None:
            target = to / name if to.is_dir() else to
            if not target.parent.is_dir():
                raise errors.FileMissing(file=str(target.parent))
            return Copied(self._write(target, made_at, progress, outside=self._is_outside(target.parent)))
        first = self._write(self.folder / name, made_at, progress, outside=False)
        copy_rotation.rotate(self.folder, self._desk.clock.wall())
        return self._second(first)

    def daily_if_due(self, progress: copy_files.Progress = copy_files.quiet) -> Copied | None:
        """The day's copy if there is none yet, or only the second place's when that was away; None when all is done.

        Also None while another process is at it. Once the day's copy is safe, papers that no row names are swept.
        """
        if not self._due():
            return None
        with leases.lease(self._desk, LEASE) as held:
            if held is None or not self._due():
                return None
            last = self._todays()
            if last is not None:
                return self._second(last)
            made = self.make(progress=progress)
            papers.sweep(self._desk, papers.Papers(self._data))
            return made

    def _due(self) -> bool:
        if self._todays() is None:
            return True
        outside = self._last(outside=True)
        today = self._desk.clock.today()
        return self._second_place() is not None and (
            outside is None or self._desk.clock.to_wall(outside.made_at).date() != today
        )

    def _todays(self) -> CopyRow | None:
        """The day's copy beside the store, if it is still there."""
        last = self._last(outside=False)
        if last is None or not last.file.exists():
            return None
        return last if self._desk.clock.to_wall(last.made_at).date() == self._desk.clock.today() else None

    def last_outside(self) -> CopyRow | None:
        """The newest copy outside this computer: Today says how old it is."""
        return self._last(outside=True)

    def last(self) -> CopyRow | None:
        """The newest copy beside the store."""
        return self._last(outside=False)

    def all(self) -> tuple[CopyRow, ...]:
        """Every copy ever verified, the newest first; old ones were rotated away since."""
        with self._desk.store.reading() as session:
            rows = session.scalars(select(CopyMade).order_by(CopyMade.made_at.desc(), CopyMade.id.desc()))
            return tuple(_row(made) for made in rows)

    def _last(self, *, outside: bool) -> CopyRow | None:
        with self._desk.store.glancing() as seen:
            made = last_copy.newest(seen, self._desk.clock.now(), outside=outside)
            return None if made is None else _row(made)

    def _second_place(self) -> Path | None:
        with self._desk.store.reading() as session:
            chosen = session.scalar(select(Place.second_copy).where(Place.id == 1))
        return Path(chosen) if chosen else None

    def _is_outside(self, folder: Path) -> bool:
        elsewhere = folder.stat().st_dev != self._data.stat().st_dev
        return elsewhere or folder == self._second_place() or sqlite.in_synchronising_folder(folder)

    def _second(self, first: CopyRow) -> Copied:
        """The same copy in the second place, if there is one and it can be reached."""
        place = self._second_place()
        if place is None:
            return Copied(first)
        try:
            if not place.is_dir():
                raise errors.FileMissing(file=str(place))
            target = place / first.file.name
            copy_files.duplicate(first.file, target, first.sha256)
        except errors.DeskError as refused:
            _log.warning("no copy in the second place: %s", refused)
            return Copied(first, None, refused)
        copy_rotation.rotate(place, self._desk.clock.wall())
        return Copied(first, self._remember(CopyRow(target, first.sha256, first.size, first.made_at, outside=True)))

    def _write(self, target: Path, made_at: datetime, progress: copy_files.Progress, *, outside: bool) -> CopyRow:
        sha256 = copy_files.write(self._data, target, made_at, progress)
        return self._remember(CopyRow(target, sha256, target.stat().st_size, made_at, outside))

    def _remember(self, row: CopyRow) -> CopyRow:
        with self._desk.store.writing() as session:
            values = {
                "made_at": row.made_at,
                "file": str(row.file),
                "sha256": row.sha256,
                "outside": row.outside,
                "size_bytes": row.size,
            }
            number = session.execute(insert(CopyMade).returning(CopyMade.id), values).scalar_one()
            facts = {"file": str(row.file), "sha256": row.sha256, "outside": row.outside}
            self._desk.note(session, "copied", "copy_made", number, **facts)
        return row


def before_migration(clock: Clock) -> Callable[[Path], None]:
    """What `store.open_store` calls with an older store: a verified copy beside it, or a refusal to go on."""

    def copy(file: Path) -> None:
        made_at = clock.now()
        name = copy_rotation.name_of(clock.to_wall(made_at), before_migration=True)
        copy_files.write(file.parent, file.parent / FOLDER / name, made_at)
        copy_rotation.rotate(file.parent / FOLDER, clock.to_wall(made_at))

    return copy


def _row(made: CopyMade | last_copy.LastCopy) -> CopyRow:
    return CopyRow(Path(made.file), made.sha256, made.size_bytes, made.made_at, made.outside)
