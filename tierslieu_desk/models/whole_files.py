"""A store as one file: copied while in use, looked at before it is trusted, and had to oneself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite, store

BESIDE = ("-wal", "-shm")
"""What SQLite may keep beside a store."""


@contextmanager
def read_only(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. A plain file is not enough: what was committed may still be in the WAL."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=10)) as connection:
        yield connection


def copy_whole(source: Path, target: Path) -> None:
    """Copy the store at one moment, others reading and writing it meanwhile; `target` is then one plain file.

    Raises what the disk refuses as a `DeskError`.
    """
    try:
        with read_only(source) as of, closing(sqlite3.connect(target)) as to:
            of.backup(to)
            sqlite.make_one_file(to)
    except sqlite3.Error as error:
        refused = sqlite.refusal(error, target.parent)
        if refused is None:
            raise
        raise refused from error


def is_sound(file: Path) -> bool:
    """Whether every page, index and link of the file is as it should be, and every row holds what it may.

    What a row may hold is known of this program's own revision alone.
    """
    try:
        with read_only(file) as connection:
            if any(sqlite.damage(connection, most=1)) or any(sqlite.dangling(connection)):
                return False
            return _revision(connection) != store.SCHEMA or not any(sqlite.broken_values(connection, most=1))
    except sqlite3.DatabaseError:
        return False


def revision_of(file: Path) -> str:
    """The revision of the store's schema. Raises `StoreCorrupt` when it has none."""
    try:
        with read_only(file) as connection:
            found = _revision(connection)
    except sqlite3.DatabaseError as error:
        raise errors.StoreCorrupt(file=str(file)) from error
    if not found:
        raise errors.StoreCorrupt(file=str(file))
    return found


def _revision(connection: sqlite3.Connection) -> str:
    """Empty when it has none."""
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return "" if found is None else str(found[0])


def papers_named(file: Path) -> frozenset[str]:
    """The hashes of every paper that a row names; a store of an older revision knows of no messages, no quotes."""
    with read_only(file) as connection:
        named = frozenset(sha256 for (sha256,) in connection.execute("SELECT paper_sha256 FROM invoice"))
        for table, column in (("message_paper", "sha256"), ("quote", "paper_sha256")):
            known = "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"
            if connection.execute(known, (table, column)).fetchone() is not None:
                kept = connection.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")
                named = named.union(sha256 for (sha256,) in kept)
        return named


def sequences(file: Path) -> Iterator[tuple[object, object]]:
    """The series and the number in it of every document, of whatever revision; a damaged store gives what it can.

    Asks one index for all, which may be sound where the documents are not. Raises `sqlite3.DatabaseError` then.
    """
    with read_only(file) as connection:
        yield from connection.execute("SELECT series, sequence FROM invoice WHERE series <> '' ORDER BY 1, 2")


def noted(file: Path, act: str, subject: str) -> Iterator[str]:
    """The facts of those lines of its journal. Raises `sqlite3.DatabaseError` where it is damaged."""
    lines = "SELECT facts FROM journal WHERE subject = ? AND act = ?"
    with read_only(file) as connection:
        yield from (str(facts) for (facts,) in connection.execute(lines, (subject, act)))


def origin(file: Path) -> tuple[object, str]:
    """The first line of its journal, and the SIREN of whoever issues there, if it says one.

    Raises `sqlite3.DatabaseError` where it is damaged.
    """
    with read_only(file) as connection:
        first = connection.execute("SELECT at, who, act, facts FROM journal ORDER BY id LIMIT 1").fetchone()
        seller = connection.execute("SELECT siret FROM place").fetchone()
    return first, "".join(filter(str.isdigit, str(seller[0])))[:9] if seller else ""


def note(file: Path, at: datetime, who: str, act: str, facts: Mapping[str, object], subject: str = "") -> None:
    """Write one line of the journal of a store that nobody has open, of whatever revision; `at` is aware.

    Raises `StoreCorrupt` when it has no journal.
    """
    said = json.dumps(facts, ensure_ascii=False)
    line = (at.astimezone(UTC).isoformat("T", "microseconds"), who, act, subject, said)
    try:
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("INSERT INTO journal (at, who, act, subject, facts) VALUES (?, ?, ?, ?, ?)", line)
    except sqlite3.DatabaseError as error:
        raise sqlite.refusal(error, file.parent) or errors.StoreCorrupt(file=str(file)) from error


def settle(file: Path) -> None:
    """Fold the WAL into the store, so that the file alone is all of it. Raises `StoreBusy` when anyone has it open.

    A store too damaged to be opened is left as it lies, with what is beside it.
    """
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            sqlite.make_one_file(connection)
    except sqlite3.DatabaseError as error:
        refused = sqlite.refusal(error, file.parent)
        if not isinstance(refused, errors.StoreCorrupt):
            raise refused or error from error
