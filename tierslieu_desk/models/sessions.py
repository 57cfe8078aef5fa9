"""SQLAlchemy on the store's connections. Loaded when the first session is asked for, after the window is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

import tierslieu_desk.models.tables  # noqa: F401 - all classes are mapped before the first session, whoever asks
from tierslieu_desk import errors
from tierslieu_desk.models import sqlite
from tierslieu_desk.models.store import TOUCHED

_READERS = 4
_STATEMENTS = 1500


class Gesture(Session):
    """A writing session that notes which tables it touches."""


@contextmanager
def gesture(engine: Engine) -> Iterator[Session]:
    """A writing session. Raises `ChangedMeanwhile` when a row's version is no longer the one that was read."""
    with _versions_told(), Gesture(engine, autoflush=False, expire_on_commit=False) as session:
        yield session


@contextmanager
def savepoint(session: Session) -> Iterator[None]:
    """A part of a gesture that may fail alone; raises as `gesture` does."""
    with _versions_told(), session.begin_nested():
        yield


@contextmanager
def _versions_told() -> Iterator[None]:
    try:
        yield
    except StaleDataError as error:
        raise errors.ChangedMeanwhile(what="row") from error


def reading_engine(file: Path) -> Engine:
    """An engine whose units of work see one moment each, on connections of its own."""
    made = create_engine(
        "sqlite://",
        creator=partial(sqlite.connect, file),
        poolclass=QueuePool,
        pool_size=_READERS,
        query_cache_size=_STATEMENTS,
    )
    event.listen(made, "begin", _begin)
    return made


def writing_engine(connection: sqlite3.Connection) -> Engine:
    """An engine on that one connection, whose units of work begin `IMMEDIATE`ly. Only one at a time may use it."""
    made = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, query_cache_size=_STATEMENTS)
    event.listen(made, "begin", _begin_immediately)
    event.listen(made, "checkin", _leave_nothing_open)
    return made


def driver(session: Session) -> sqlite3.Connection:
    """The connection a session stands on, within its transaction."""
    found = session.connection().connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        raise TypeError("a session of the desk stands on SQLite's own driver")
    return found


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediately(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _leave_nothing_open(connection: sqlite3.Connection | None, _record: Any) -> None:
    # After a commit that failed (a full disk) SQLAlchemy takes the transaction for ended; SQLite keeps it open.
    if connection is not None and connection.in_transaction:
        connection.rollback()


def _note_flush(session: Session, _context: object) -> None:
    touched: set[str] = session.info[TOUCHED]
    for rows in (session.new, session.dirty, session.deleted):
        touched.update(row.__tablename__ for row in rows)


def _note_execute(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        mapper = state.bind_mapper
        if mapper is not None:
            state.session.info[TOUCHED].add(str(mapper.local_table))


event.listen(Gesture, "after_flush", _note_flush)
event.listen(Gesture, "do_orm_execute", _note_execute)
