"""All that is peculiar to SQLite: pragmas, how a unit of work begins, what its refusals mean, where it may live."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from tierslieu_desk import errors
from tierslieu_desk.models import guards
from tierslieu_desk.rules.names import name_key

if TYPE_CHECKING:
    from sqlalchemy import Connection

BUSY_SECONDS = 10
"""How long a job or a command waits for whoever writes."""
HURRIED_SECONDS = 2
"""How long a gesture does, while somebody stands in front of the window."""
NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "fuse.davfs2", "afpfs", "9p", "ncpfs"}
)
_NO_ROOM = frozenset(getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EFBIG") if hasattr(errno, name))
_NO_ANSWER = frozenset(
    getattr(errno, name)
    for name in ("EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "ENOMEDIUM")
    if hasattr(errno, name)
)
_NO_ANSWER_ON_WINDOWS = frozenset({21, 433, 483, 1006, 1117, 1167})
"""Not ready, no such device, a fatal error of the hardware, the volume was changed, a device error, not connected."""
_READING = frozenset({sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ})
LITTLE_ROOM = 1_000_000
"""With so few bytes left, what failed on a disk failed for want of room."""
_PROBE = 64 * 1024

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000", "temp_store=MEMORY")


def connect(file: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection as the desk wants it: it begins nothing by itself, and may be passed from thread to thread."""
    connection = sqlite3.connect(
        file, timeout=busy_seconds, check_same_thread=False, cached_statements=512, isolation_level=None
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("name_key", 1, _name_key, deterministic=True)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@lru_cache(maxsize=1024)
def _name_key(text: str | None) -> str | None:
    """What statements compare names by, so that accents and capitals do not matter."""
    return None if text is None else name_key(text)


def wait_for(connection: sqlite3.Connection, seconds: float) -> None:
    """How long that connection waits for another one that writes, before it is refused as busy."""
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


def read_widely(connection: sqlite3.Connection) -> None:
    """Keep 32 MB of pages in memory: for whoever reads the whole store once."""
    connection.execute("PRAGMA cache_size = -32000")


def make_one_file(connection: sqlite3.Connection) -> None:
    """Fold the WAL into the store and do without one, so that the file alone is all of it."""
    connection.execute("PRAGMA journal_mode=DELETE")


def damage(connection: sqlite3.Connection, most: int) -> Iterator[str]:
    """What SQLite finds wrong with pages, indexes and constraints, so many lines at most; reads the whole file."""
    for (told,) in connection.execute(f"PRAGMA integrity_check({most})"):
        if told != "ok":
            yield str(told)


def dangling(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """Every row that names another one that is not there: its table, its number, the table of the other."""
    for table, row, other, _number in connection.execute("PRAGMA foreign_key_check"):
        yield table, row, other


def broken_values(connection: sqlite3.Connection, most: int) -> Iterator[tuple[str, int]]:
    """Every row that holds what its table does not allow, so many of a table at most: its table, its number.

    SQLite asks no such thing of a file it may only read. For a store of this program's revision.
    """
    from sqlalchemy import CheckConstraint

    from tierslieu_desk.models.tables import Base

    for table in Base.metadata.sorted_tables:
        allowed = [str(one.sqltext) for one in table.constraints if isinstance(one, CheckConstraint)]
        if not allowed or not columns_of(connection, table.name).issuperset(table.columns.keys()):
            continue
        broken = " OR ".join(f"NOT ({one})" for one in allowed)
        for (row,) in connection.execute(f'SELECT rowid FROM "{table.name}" WHERE {broken} LIMIT {most}'):
            yield table.name, row


def columns_of(connection: sqlite3.Connection, table: str) -> frozenset[str]:
    """The names of the columns the table has in the file; none when there is no such table."""
    return frozenset(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))


def data_version(connection: sqlite3.Connection) -> int:
    """A number that changes when any other connection has committed; asked outside every transaction."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def install_guards(connection: Connection) -> None:
    """Create every trigger anew, dropping those of an older version."""
    drop_guards(connection)
    for statement in guards.sqlite_guards().values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO house_mark (id, mark) VALUES (1, {guards.NEW_MARK})")


def drop_guards(connection: Connection) -> None:
    """Drop every trigger of the desk, for a migration: a table cannot be rebuilt while a trigger reads it."""
    old = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard!_%' ESCAPE '!'"
    for name in connection.exec_driver_sql(old).scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


@contextmanager
def migrating(file: Path) -> Iterator[Connection]:
    """One writing transaction on `file` without foreign keys, which are checked before it is committed.

    With them on, rebuilding a table empties the tables that cascade from it. The pragma does nothing inside a
    transaction, so it comes first. Raises `StoreCorrupt` when a row points nowhere at the end.
    """
    from tierslieu_desk.models import sessions

    alone = connect(file)
    try:
        alone.execute("PRAGMA foreign_keys=OFF")
        with sessions.writing_engine(alone).begin() as connection:
            yield connection
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise errors.StoreCorrupt(file=str(file))
    finally:
        alone.close()


def refusal(error: Exception, folder: Path) -> errors.DeskError | None:
    """What a failure of the store means to the person at the desk, or None when it is a bug."""
    cause = getattr(error, "orig", None) or error  # SQLAlchemy, when it is there, keeps the driver's in `orig`
    if isinstance(cause, sqlite3.Error):
        return _sqlite_refusal(cause, folder)
    if isinstance(cause, OSError):
        return os_refusal(cause, folder)
    return None


def _of_guard(words: str) -> errors.DeskError | None:
    """What a trigger of `guards` refused, by its word."""
    match words.partition(":"):
        case guards.MERGED_AWAY, _, _:
            return errors.MergedAway(name="", kept="")
        case guards.SLOT_TAKEN, _, _:
            return errors.SlotTaken()
        case guards.NOT_A_SLOT, _, _:
            return errors.SlotReversed()
        case guards.NOT_A_LEAF, _, _:
            return errors.NotALeaf()
        case guards.PARTS_IN_A_CIRCLE, _, _:
            return errors.PartsInACircle()
        case guards.GOES_ALONG, _, _:  # what it would go along with went along, or away, meanwhile
            return errors.ChangedMeanwhile()
        case guards.BELOW_ZERO, _, _:  # what was left when it was counted is used by now
            return errors.ChangedMeanwhile()
        case guards.FROZEN, _, what:
            return errors.Frozen(what=what)
    return None


def _sqlite_refusal(cause: sqlite3.Error, folder: Path) -> errors.DeskError | None:
    words = str(cause)
    guarded = _of_guard(words)
    if guarded is not None:
        return guarded
    # The low byte of an extended result code is the primary one (sqlite.org/rescode.html).
    primary = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    place = str(folder)
    match primary:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return errors.StoreBusy(folder=place)
        case sqlite3.SQLITE_FULL:
            return errors.DiskFull(folder=place)
        case sqlite3.SQLITE_IOERR:
            reading = getattr(cause, "sqlite_errorcode", 0) in _READING
            return errors.DiskFull(folder=place) if not reading and no_room(folder) else errors.DiskSilent(folder=place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return errors.FolderReadOnly(folder=place)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return errors.StoreCorrupt(file=place)
    return None


def os_refusal(cause: OSError, folder: Path) -> errors.DeskError | None:
    """What a failure of the file system means to the person at the desk, or None when it is a bug."""
    if cause.errno in _NO_ROOM:
        return errors.DiskFull(folder=str(folder))
    if cause.errno in _NO_ANSWER or getattr(cause, "winerror", None) in _NO_ANSWER_ON_WINDOWS:
        return errors.DiskSilent(folder=str(folder))
    if cause.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return errors.FolderReadOnly(folder=str(folder))
    if cause.errno in (errno.ENOTDIR, errno.EEXIST):
        return errors.NotAFolder(folder=str(cause.filename or folder))
    if cause.errno in (errno.ENOENT, errno.ENAMETOOLONG):
        return errors.FileMissing(file=str(cause.filename or folder))
    return None


def no_room(folder: Path) -> bool:
    """Whether what failed in that folder failed for want of room; else the disk does not answer.

    SQLite says "full" by itself only where a write met the end of the disk. A quota, the largest file a disk takes, or
    a disk found full while room was made for the WAL's index all come as a failure of the disk, without the system's
    reason: so the room left is looked at, and some is asked for.
    """
    try:
        if shutil.disk_usage(folder).free < LITTLE_ROOM:
            return True
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_PROBE))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as refused:
        return refused.errno in _NO_ROOM
    return False


def on_network_share(folder: Path) -> bool:
    """Whether the folder is on a network share, where SQLite's locks cannot be trusted.

    Windows: UNC paths and mapped drives. Linux: the file system named for the longest mount point above the folder.
    Elsewhere nothing is known and the folder is trusted.
    """
    if sys.platform == "win32":
        return _windows_share(folder)
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return False
    resolved = folder.resolve()
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, point, filesystem, *_rest = line.split(" ")
        mount = Path(point.replace("\\040", " "))
        if (resolved == mount or mount in resolved.parents) and len(mount.parts) >= best:
            best, kind = len(mount.parts), filesystem
    return kind in NETWORK_FILESYSTEMS


def _windows_share(folder: Path) -> bool:
    resolved = str(folder.resolve())
    if resolved.startswith("\\\\"):
        return True
    import ctypes

    remote_drive = 4
    # On the systems that have no `windll` the types say so; this function is called on Windows only.
    kind: int = ctypes.windll.kernel32.GetDriveTypeW(resolved[:3])  # type: ignore[attr-defined,unused-ignore]
    return kind == remote_drive


_SYNCHRONISING = re.compile(
    r"(dropbox|one ?drive|google ?drive|my drive|nextcloud|owncloud|icloud|mobile documents|mega|megasync|kdrive"
    r"|pcloud|seafile|synology ?drive|proton ?drive)([^a-z]|drive|$)",
    re.IGNORECASE,
)
"""How the folders of cloud clients begin: `OneDrive - Company`, `Nextcloud2`, `iCloudDrive`; not `Megalithes`."""


def in_synchronising_folder(folder: Path) -> bool:
    """Whether a cloud client probably copies this folder: the second copy belongs there, not the store."""
    return any(map(_SYNCHRONISING.match, folder.resolve().parts))


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in `folder` survive a power cut, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
