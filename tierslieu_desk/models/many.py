"""Statements of one gesture run on many rows at once, below the mapped classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.store import touch


def run_many(session: Session, statement: Executable, values: Sequence[dict[str, Any]]) -> None:
    """Execute a statement kept by its module once per set of values, in order; say with `touch` what it changes.

    Nothing when there is none. The database is asked as often, the way to it is gone once: a whole of eight tools
    takes its eight holds for little more than the price of one.
    """
    if values:
        session.connection().execute(statement, values)


def add_rows(session: Session, statement: Insert, rows: Sequence[dict[str, Any]]) -> None:
    """Execute such an insert for each row; whoever needs the numbers they are given uses `add_numbered`."""
    if rows:
        run_many(session, statement, rows)
        touch(session, str(statement.table))


def add_numbered(session: Session, statement: Insert, rows: Sequence[dict[str, Any]], key: str) -> dict[Any, int]:
    """Execute such an insert of rows that all name the same columns; the number each was given, by its own `key`.

    The database does not say in which order it answers: `key` is a column that tells the rows apart.
    """
    if not rows:
        return {}
    touch(session, str(statement.table))
    numbered = statement.returning(statement.table.c[key], statement.table.c.id)
    return dict(list(map(tuple, session.connection().execute(numbered, rows))))
