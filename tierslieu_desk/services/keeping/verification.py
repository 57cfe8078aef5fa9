"""Everything that must hold, looked through at one moment while others work: what does not is named, none is mended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models import sqlite, store, whole_files
from tierslieu_desk.services.checks import CHECKS, Check, Context, Finding
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers

FILE = store.FILE
_UNREADABLE = (sqlite3.Error, ArithmeticError, LookupError, TypeError, ValueError)
"""What reading damaged bytes may raise: the check that meets them is named, the others go on."""
Progress = Callable[[int, int], None]


class Verification:
    """Runs every check of `checks.CHECKS` on the desk's store and papers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def run(self, progress: Progress = lambda _done, _of: None) -> tuple[Finding, ...]:
        """What does not hold; empty when all is well."""
        return verify_folder(self._desk.store.folder, self._desk.clock.wall(), progress)


def verify_folder(folder: Path, now: datetime, progress: Progress = lambda _done, _of: None) -> tuple[Finding, ...]:
    """The same without a desk, for a store that can no longer be opened; `now` is the wall clock.

    Raises `FileMissing` when there is no store.
    """
    file = folder / store.FILE
    if not file.exists():
        raise errors.FileMissing(file=str(file))
    return tuple(_findings(file, now, progress))


def is_of_another_version(folder: Path) -> bool:
    """Whether the store there is older, and to be migrated before it is looked through, or newer, and not ours to."""
    try:
        return whole_files.revision_of(folder / store.FILE) != store.SCHEMA
    except errors.StoreCorrupt:
        return False


def _findings(file: Path, now: datetime, progress: Progress) -> Iterator[Finding]:
    try:
        with whole_files.read_only(file) as connection:
            connection.isolation_level = None
            connection.text_factory = _lenient
            sqlite.read_widely(connection)
            connection.execute("BEGIN")
            context = Context(connection, file, Papers(file.parent), now.isoformat(" ", "seconds"))
            for done, check in enumerate(CHECKS):
                progress(done, len(CHECKS))
                yield from _of(check, context)
            progress(len(CHECKS), len(CHECKS))
    except sqlite3.DatabaseError as error:
        yield Finding("pages", _("The file is damaged."), f"{file.name} ({error})")


def _of(check: Check, context: Context) -> Iterator[Finding]:
    try:
        yield from check(context)
    except _UNREADABLE as error:
        where = f"{context.file.name} ({error})"
        yield Finding(check.__name__, _("This could not be looked at, the file is damaged."), where)


def _lenient(content: bytes) -> str:
    return content.decode("utf-8", "replace")
