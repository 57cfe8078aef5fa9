"""The store: one SQLite file in the user's data folder, its units of work, and who is told what changed."""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.models.glance import Glance

if TYPE_CHECKING:
    from sqlalchemy import Engine, Executable, Insert, Result
    from sqlalchemy.orm import Session
    from sqlalchemy.sql.dml import ReturningInsert

    from tierslieu_desk.models.merged_away import MergeWatch

FILE = "desk.sqlite3"
SCHEMA = "0005"
"""The revision of the newest migration; a test compares it with the scripts in `migrations/versions`."""
_log = logging.getLogger(__name__)
TOUCHED = "desk_touched"
LET_GO = "desk_let_go"
"""Under that name a gesture keeps who let go of a unit in it (`services/booking/holds.py`)."""
"""Where a writing session keeps the names of the tables it touched."""


class Changes:
    """Tells whoever subscribed, once per committed unit of work, the names of the tables it touched."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[frozenset[str]], None]] = []

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Call `listener` after each commit, on the committing thread. Returns how to stop."""
        self._listeners.append(listener)

        def stop() -> None:
            self._listeners.remove(listener)

        return stop

    def announce(self, tables: frozenset[str]) -> None:
        """Tell everyone; nothing when nothing changed.

        What is told has happened: a listener that fails is logged, and takes neither the news from the others nor
        its success from the gesture.
        """
        if tables:
            for listener in tuple(self._listeners):
                try:
                    listener(tables)
                except Exception:  # noqa: BLE001 - whatever it raises, the gesture is committed
                    _log.exception("a listener could not take the news of %s", sorted(tables))


class Store:
    """The desk's file. `glancing()`, `reading()`, `rehearsing()` and `writing()` are the only ways in, a gesture each.

    All writing of this process goes over one connection, one gesture at a time, so that what SQLite tells that
    connection of others' commits is what other processes did. Sessions, and SQLAlchemy with them, are made when one
    is first asked for.

    Raises, when opened: `FolderOnNetwork`, `FolderReadOnly`, `StoreNewer`, `StoreCorrupt`, `StoreBusy`, `DiskFull`,
    `DiskSilent`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.changes = Changes()
        self.settle: Callable[[Session], object] | None = None
        """What is seen to at the end of every gesture that let go of something, before it is committed."""
        self._local = threading.local()
        self._turn = threading.Lock()
        self._hurried: int | None = None
        self._waits: float = sqlite.BUSY_SECONDS
        self._idle: list[sqlite3.Connection] = []
        with self._told():
            self._writing_connection = sqlite.connect(self.file)
            self._seen_version = sqlite.data_version(self._writing_connection)

    def hurry_here(self) -> None:
        """Somebody stands in front of what this thread does: its gestures wait but shortly for others that write."""
        self._hurried = threading.get_ident()

    @contextmanager
    def glancing(self) -> Iterator[Glance]:
        """One consistent moment, read by plain statements; inside a unit of work of this thread, that one's."""
        current: Session | None = getattr(self._local, "session", None)
        if current is not None:
            yield glance(current)
            return
        with self._told():
            connection = self._idle.pop() if self._idle else sqlite.connect(self.file)
            try:
                connection.execute("BEGIN")
                yield Glance(connection)
            finally:
                connection.rollback()
                self._idle.append(connection)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent moment. Nothing written in it is kept."""
        current: Session | None = getattr(self._local, "session", None)
        if current is not None:
            yield current
            return
        from sqlalchemy.orm import Session

        with self._told(), Session(self._reader, autoflush=False, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One gesture: all of it or nothing. Inside another one on this thread, a savepoint of it.

        Raises what the database refuses as a `DeskError`; `StoreBusy` when others write for too long.
        """
        current: Session | None = getattr(self._local, "session", None)
        from tierslieu_desk.models import sessions

        if current is not None:
            with self._told(), sessions.savepoint(current):
                yield current
            return
        with self._told(), self._turn_to_write(), sessions.gesture(self._writer) as session:
            session.info[TOUCHED] = set()
            self._local.session = session
            try:
                self._watch()
                self._begin(session)
                yield session
                if self.settle is not None and LET_GO in session.info:
                    self.settle(session)
                session.commit()
            finally:
                self._local.session = None
            touched = frozenset(session.info[TOUCHED])
        self.changes.announce(touched)

    @contextmanager
    def rehearsing(self) -> Iterator[Session]:
        """What a gesture would write, to look at; all of it is taken back, and nobody is told.

        Not inside another unit of work. Raises what `writing` raises.
        """
        from tierslieu_desk.models import sessions

        with self._told(), self._turn_to_write(), sessions.gesture(self._writer) as session:
            session.info[TOUCHED] = set()
            self._local.session = session
            try:
                self._watch()
                self._begin(session)
                yield session
            finally:
                session.rollback()
                self._local.session = None

    @property
    def in_unit_of_work(self) -> bool:
        """Whether this thread has a writing unit of work open (the tests ask after each one)."""
        return getattr(self._local, "session", None) is not None

    def changed_elsewhere(self) -> bool:
        """Whether another process committed since this was last asked, or since the store was opened.

        A pragma, no reading. While this process writes it is not asked: the answer comes the next time.
        """
        if not self._turn.acquire(blocking=False):
            return False
        try:
            with self._told():
                version = sqlite.data_version(self._writing_connection)
        finally:
            self._turn.release()
        changed = self._seen_version != version
        self._seen_version = version
        return changed

    def close(self) -> None:
        """Let go of the file."""
        if "_reader" in vars(self):
            self._reader.dispose()
        for connection in (*self._idle, self._writing_connection):
            connection.close()
        self._idle.clear()

    @cached_property
    def _reader(self) -> Engine:
        from tierslieu_desk.models import sessions

        return sessions.reading_engine(self.file)

    @cached_property
    def _writer(self) -> Engine:
        from tierslieu_desk.models import sessions

        return sessions.writing_engine(self._writing_connection)

    @cached_property
    def _merged_away(self) -> MergeWatch:
        from tierslieu_desk.models.merged_away import MergeWatch

        return MergeWatch(self._writing_connection)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        seconds = sqlite.HURRIED_SECONDS if self._hurries_here else sqlite.BUSY_SECONDS
        until = monotonic() + seconds
        if not self._turn.acquire(timeout=seconds):
            raise self._busy()
        try:
            left = max(0, round(until - monotonic(), 1))
            if left != self._waits:
                sqlite.wait_for(self._writing_connection, left)
                self._waits = left
            yield
        finally:
            self._turn.release()

    def _watch(self) -> None:
        """Before the first gesture; the store that is being made has no tables yet, and is opened anew then."""
        _watched = self._merged_away

    def _begin(self, session: Session) -> None:
        """Until then others may write; from then on nobody else does."""
        try:
            session.connection()
        except Exception as error:  # SQLAlchemy's, as in `_told`
            if isinstance(sqlite.refusal(error, self.folder), errors.StoreBusy):
                raise self._busy() from error
            raise

    @property
    def _hurries_here(self) -> bool:
        return self._hurried == threading.get_ident()

    def _busy(self) -> errors.StoreBusy:
        """In front of the window one tries again in a moment; a job or a command has waited for long."""
        refused = errors.StoreWriting if self._hurries_here else errors.StoreBusy
        return refused(folder=str(self.folder))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # SQLAlchemy's, which cannot be named before it is loaded, are among them
            refused = sqlite.refusal(error, self.folder)
            if refused is None:
                raise
            if isinstance(refused, errors.MergedAway):
                refused = self._merged_away.refusal()
            raise refused from error


def glance(session: Session) -> Glance:
    """What that session sees, by plain statements. What it has not flushed is not there yet."""
    from tierslieu_desk.models import sessions

    return Glance(sessions.driver(session))


def touch(session: Session, *tables: str) -> None:
    """Say that a statement below the mapped classes changed these tables."""
    session.info[TOUCHED].update(tables)


def run(session: Session, statement: Executable, values: dict[str, Any]) -> Result[Any]:
    """Execute a statement kept by its module on the connection itself.

    For what every gesture does: going through the mapped classes costs several times the statement. Say with `touch`
    what it changes.
    """
    return session.connection().execute(statement, values)


def add_row(session: Session, statement: Insert, values: dict[str, Any]) -> int:
    """Execute such an insert, kept by its module, of one row and return the number it was given."""
    number: int = session.connection().execute(_numbering(statement), values).scalar_one()
    touch(session, str(statement.table))
    return number


@cache
def _numbering(statement: Insert) -> ReturningInsert[int]:
    """The same insert, answering with the number of the row; made once for each statement, as it is compiled once."""
    return statement.returning(statement.table.c.id)


def create(folder: Path) -> Store:
    """A new, empty store in that folder (made when missing). Raises `FolderInUse` and what `Store` raises.

    It is made apart and takes its place in one move, so that a creation that fails or is killed leaves no store.
    """
    check_folder(folder)
    if (folder / FILE).exists():
        raise errors.FolderInUse(folder=str(folder))
    with tempfile.TemporaryDirectory(prefix=".creating-", dir=folder) as apart:
        store = Store(Path(apart))
        store.folder = folder
        try:
            with store._told():  # noqa: SLF001 - same module
                make_schema(store)
        finally:
            store.close()
        if (folder / FILE).exists():
            raise errors.FolderInUse(folder=str(folder))
        store.file.rename(folder / FILE)
    sqlite.sync_folder(folder)
    return Store(folder)


def make_schema(store: Store) -> None:
    """Tables, guards and revision of the newest schema, in one unit of work."""
    from tierslieu_desk.models.tables import Base

    with store.writing() as session:
        connection = session.connection()
        Base.metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (SCHEMA,))
        sqlite.install_guards(connection)


def open_store(folder: Path, before_migration: Callable[[Path], None]) -> Store:
    """The store in that folder, migrated if older; `before_migration(file)` must take a copy first.

    Raises `FileMissing` when there is none, and what `Store` raises.
    """
    if not (folder / FILE).exists():
        raise errors.FileMissing(file=str(folder / FILE))
    if (folder / FILE).stat().st_size == 0:  # SQLite would take an empty file for a new store and write in it
        raise errors.StoreCorrupt(file=str(folder / FILE))
    check_folder(folder)
    store = Store(folder)
    try:
        revision = _revision(store)
    except BaseException:
        store.close()
        raise
    if revision != SCHEMA:
        store.close()
        from tierslieu_desk.models import migrate

        migrate.upgrade(folder / FILE, revision, before_migration)
        store = Store(folder)
    return store


def _revision(store: Store) -> str:
    try:
        with store.glancing() as seen:
            found = seen.value("SELECT version_num FROM alembic_version")
    except errors.DeskError:
        raise
    except sqlite3.OperationalError as error:
        raise errors.StoreCorrupt(file=str(store.file)) from error
    if found is None:
        raise errors.StoreCorrupt(file=str(store.file))
    return str(found)


def check_folder(folder: Path) -> None:
    """Make the folder if need be, and try to write in it. Raises `FolderOnNetwork`, `FolderReadOnly`, `DiskFull` ..."""
    if sqlite.on_network_share(folder):
        raise errors.FolderOnNetwork(folder=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".desk-write-probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)
    except OSError as error:
        refused = sqlite.os_refusal(error, folder)
        if refused is None:
            raise errors.FolderReadOnly(folder=str(folder)) from error
        raise refused from error
