"""Many rows of one table in one statement, for gestures that make dozens at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.store import touch


def add_rows(session: Session, statement: Insert, rows: Sequence[dict[str, Any]], key: str) -> dict[Any, int]:
    """Execute such an insert of rows that all name the same columns; the number each was given, by its own `key`.

    The database does not say in which order it answers: `key` is a column that tells the rows apart.
    """
    if not rows:
        return {}
    touch(session, str(statement.table))
    numbered = statement.returning(statement.table.c[key], statement.table.c.id)
    return dict(list(map(tuple, session.connection().execute(numbered, rows))))


def run_each(session: Session, statement: Executable, rows: Sequence[dict[str, Any]], table: str) -> None:
    """Execute the statement, which changes that table, once a row; their numbers are not wanted."""
    if rows:
        session.connection().execute(statement, rows)
        touch(session, table)
