"""What a check is handed and what it answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tierslieu_desk.i18n import _
from tierslieu_desk.services.file.papers import Papers


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must hold and does not: the check's name, a sentence, and the row, file or page it is about."""

    check: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Context:
    """One moment of the store, read-only and below the mapped classes; `now` is the wall clock as the store spells it.

    Rows are plain tuples: a check reads whole tables, and does its sums in SQL.
    """

    connection: sqlite3.Connection
    file: Path
    papers: Papers
    now: str

    def rows(self, statement: str, parameters: dict[str, object] | None = None) -> Iterator[Any]:
        """The rows one by one, never all at once."""
        return iter(self.connection.execute(statement, parameters or {}))

    def value(self, statement: str) -> Any:
        """The only value of the only row, or None."""
        row = self.connection.execute(statement).fetchone()
        return None if row is None else row[0]


def lost_rows(context: Context, check: str, table: str) -> Iterator[Finding]:
    """Rows of an append-only table that were there: numbers are given without a gap, and the last one is remembered."""
    last = context.value(f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'") or 0  # noqa: S608 - a closed list
    expected = 1
    for (found,) in context.rows(f"SELECT id FROM {table} ORDER BY id"):  # noqa: S608 - a closed list
        if found != expected:
            yield _lost(check, table, expected, found - 1)
        expected = found + 1
    if expected <= last:
        yield _lost(check, table, expected, last)


def _lost(check: str, table: str, first: int, last: int) -> Finding:
    where = f"{table} {first}" if first == last else f"{table} {first}-{last}"
    return Finding(check, _("Rows that were written once are no longer there."), where)


def each(check: str, what: str, table: str, found: Iterable[Any]) -> Iterator[Finding]:
    """One finding for each row of a statement that lists, by its number, what does not hold."""
    for row in found:
        yield Finding(check, what, f"{table} {row[0]}")
