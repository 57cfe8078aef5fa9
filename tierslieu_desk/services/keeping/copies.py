"""Copies of everything: each day by itself, before a migration, in a second place, and how old the last one is."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

from tierslieu_desk import errors
from tierslieu_desk.models.place import CopyMade, Place
from tierslieu_desk.rules import rotation
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import papers
from tierslieu_desk.services.keeping import copy_files, copy_rotation, elsewhere, last_copy, leases, second_place
from tierslieu_desk.services.keeping.second_place import SecondPlace, SecondPlaceRow
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import Clock

LEASE = "copy"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy that was opened and verified. `where`: its path or address. `outside`: it would outlive this computer."""

    where: str
    sha256: str
    size: int
    made_at: datetime
    outside: bool

    @property
    def file(self) -> Path:
        """The file, of a copy that is one of this computer."""
        return Path(self.where)


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of making a copy: the first, the one in the second place, and what stood in the way of that one."""

    first: CopyRow
    second: CopyRow | None = None
    second_refused: errors.DeskError | None = None


@asking({Right.SETTINGS: "choose_second_place", Right.RESTORE: "put_back"})
class Copies:
    """Makes, rotates and remembers copies of the desk in `desk.store.folder`."""

    def __init__(self, desk: Desk, devices_of: elsewhere.DevicesOf = elsewhere.devices_of) -> None:
        self._desk = desk
        self._devices_of = devices_of
        self._data = desk.store.folder.absolute()
        self.folder = self._data / copy_files.FOLDER

    def make(self, to: Path | str | None = None, progress: copy_files.Progress = copy_files.quiet) -> Copied:
        """A copy now: to that file, folder or address, else beside the store and in the second place.

        A second place that is away or full never stands in the way of the first copy: it is reported. Raises
        `DiskFull`, `FolderReadOnly`, `FileMissing`, `CopyUnusable`, and for an address `CopyNotSent`,
        `PasswordMissing`, `AddressUnusable`.
        """
        made_at = self._desk.clock.now()
        name = copy_rotation.name_of(self._desk.clock.to_wall(made_at))
        if to is not None and second_place.is_online(str(to)):
            return Copied(self._sent(second_place.checked(str(to)), name, made_at, progress))
        if to is not None:
            target = Path(to) / name if Path(to).is_dir() else Path(to)
            if not target.parent.is_dir():
                raise errors.FileMissing(file=str(target.parent))
            outside = elsewhere.outlives(target.parent, self._data, self._devices_of)
            return Copied(self._write(target, made_at, progress, outside=outside))
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

    def put_back(self) -> None:
        """Asked before the window closes for a copy to take the desk’s place: whether who is there may do that."""

    def choose_second_place(self, typed: str, user: str = "", password: str = "") -> SecondPlaceRow | None:
        """From now on, copies also go to that folder or address; nowhere when it is empty. Nothing is sent now.

        A place on the desk's own disk is taken, with a warning: copies there do not count as outside. A `password`
        goes to the system's keyring. Raises `AddressUnusable`, `FileMissing` for a folder that is not there,
        `PasswordMissing` when there is no keyring, `NotFound` before the place was described.
        """
        where = second_place.checked(typed, user)
        chosen = self._seen(where) if where else None
        if password and second_place.is_online(where):
            second_place.keep_password(where, password)
        with self._desk.store.writing() as session:
            place = session.get(Place, 1)
            if place is None:
                raise errors.NotFound(what="place", id=1)
            place.second_copy = where
            self._desk.note(session, "chose_second_place", "place", 1, where=where)
        return chosen

    def second_place(self) -> SecondPlaceRow | None:
        """The place that was chosen. Raises `FileMissing` when it is a folder that is not there now."""
        place = self._second_place()
        return None if place is None else self._seen(place.where)

    def last_outside(self) -> CopyRow | None:
        """The newest copy outside this computer: Today says how old it is."""
        with self._desk.store.glancing() as seen:
            made = last_copy.newest(seen, self._desk.clock.now(), outside=True)
            return None if made is None else _row(made)

    def last(self) -> CopyRow | None:
        """The newest copy beside the store."""
        known = CopyMade.made_at <= self._desk.clock.now() + rotation.LEEWAY
        here = CopyMade.file.startswith(f"{self.folder}{os.sep}", autoescape=True)
        newest = select(CopyMade).where(known, here).order_by(CopyMade.made_at.desc()).limit(1)
        with self._desk.store.reading() as session:
            made = session.scalars(newest).one_or_none()
            return None if made is None else _row(made)

    def all(self) -> tuple[CopyRow, ...]:
        """Every copy ever verified, the newest first; old ones were rotated away since."""
        with self._desk.store.reading() as session:
            rows = session.scalars(select(CopyMade).order_by(CopyMade.made_at.desc(), CopyMade.id.desc()))
            return tuple(_row(made) for made in rows)

    def recent(self, most: int) -> tuple[CopyRow, ...]:
        """The newest copies, those that were rotated away beside the store left out. At most so many are looked at."""
        newest = select(CopyMade).order_by(CopyMade.made_at.desc(), CopyMade.id.desc()).limit(most)
        with self._desk.store.reading() as session:
            rows = [_row(made) for made in session.scalars(newest)]
        return tuple(row for row in rows if not row.file.is_relative_to(self.folder) or row.file.exists())

    def _due(self) -> bool:
        last, place = self._todays(), self._second_place()
        if last is None or place is None:
            return last is None
        same = (CopyMade.file == place.name_of(last.file.name), CopyMade.sha256 == last.sha256)
        with self._desk.store.reading() as session:
            return session.scalar(select(CopyMade.id).where(*same).limit(1)) is None

    def _todays(self) -> CopyRow | None:
        """The day's copy beside the store, if it is still there."""
        last = self.last()
        if last is None or not last.file.exists():
            return None
        return last if self._desk.clock.to_wall(last.made_at).date() == self._desk.clock.today() else None

    def _second_place(self) -> SecondPlace | None:
        with self._desk.store.reading() as session:
            chosen = session.scalar(select(Place.second_copy).where(Place.id == 1))
        return second_place.opened(chosen, self._data, self._devices_of) if chosen else None

    def _seen(self, where: str) -> SecondPlaceRow:
        place = second_place.opened(where, self._data, self._devices_of)
        if isinstance(place, second_place.FolderPlace) and place.folder.resolve().is_relative_to(self._data.resolve()):
            raise errors.AddressUnusable(kind="folder", reason="inside")
        outside = place.outside()
        return SecondPlaceRow(where, outside, "" if outside else second_place.same_disk_warning(where))

    def _second(self, first: CopyRow) -> Copied:
        """The same copy in the second place, if there is one and it can be reached."""
        try:
            place = self._second_place()
            if place is None:
                return Copied(first)
            place.put(first.file, first.sha256)
            there = replace(first, where=place.name_of(first.file.name), outside=place.outside())
        except errors.DeskError as refused:
            _log.warning("no copy in the second place: %s", refused)
            return Copied(first, None, refused)
        self._remember(there)
        place.rotate(self._desk.clock.wall())
        return Copied(first, there)

    def _sent(self, where: str, name: str, made_at: datetime, progress: copy_files.Progress) -> CopyRow:
        """A copy that is only kept at that address."""
        place = second_place.OnlinePlace(where, self._data)
        with copy_files.scratch(self.folder) as scratch:
            sha256 = copy_files.write(self._data, scratch / name, made_at, progress)
            place.put(scratch / name, sha256)
            size = (scratch / name).stat().st_size
        return self._remember(CopyRow(place.name_of(name), sha256, size, made_at, outside=True))

    def _write(self, target: Path, made_at: datetime, progress: copy_files.Progress, *, outside: bool) -> CopyRow:
        sha256 = copy_files.write(self._data, target, made_at, progress)
        return self._remember(CopyRow(str(target), sha256, target.stat().st_size, made_at, outside))

    def _remember(self, row: CopyRow) -> CopyRow:
        with self._desk.store.writing() as session:
            values = {
                "made_at": row.made_at,
                "file": row.where,
                "sha256": row.sha256,
                "outside": row.outside,
                "size_bytes": row.size,
            }
            number = session.execute(insert(CopyMade).returning(CopyMade.id), values).scalar_one()
            facts = {"file": row.where, "sha256": row.sha256, "outside": row.outside}
            self._desk.note(session, "copied", "copy_made", number, **facts)
        return row


def before_migration(clock: Clock) -> Callable[[Path], None]:
    """What `store.open_store` calls with an older store: a verified copy beside it, or a refusal to go on."""

    def copy(file: Path) -> None:
        made_at = clock.now()
        name = copy_rotation.name_of(clock.to_wall(made_at), before_migration=True)
        copy_files.write(file.parent, file.parent / copy_files.FOLDER / name, made_at)
        copy_rotation.rotate(file.parent / copy_files.FOLDER, clock.to_wall(made_at))

    return copy


def _row(made: CopyMade | last_copy.LastCopy) -> CopyRow:
    return CopyRow(made.file, made.sha256, made.size_bytes, made.made_at, made.outside)
