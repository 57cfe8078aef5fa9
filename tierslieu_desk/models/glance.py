"""One moment of the store read by plain statements, for what every gesture asks and for the first page of the window.

It needs neither SQLAlchemy nor the mapped classes, whose loading would be half of a start.
"""

from __future__ import annotations

import sqlite3
from typing import Any

from tierslieu_desk.models import spelling


class Glance:
    """Reads within a transaction that is open already: all it tells belongs to one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Every row; `values` fill the statement's `:names`. Moments and days come back as the text stored."""
        return self._connection.execute(statement, _plain(values)).fetchall()

    def row(self, statement: str, **values: object) -> tuple[Any, ...] | None:
        """The first row, or None."""
        found: tuple[Any, ...] | None = self._connection.execute(statement, _plain(values)).fetchone()
        return found

    def value(self, statement: str, **values: object) -> Any:
        """The first column of the first row, or None."""
        found = self.row(statement, **values)
        return None if found is None else found[0]


def _plain(values: dict[str, object]) -> dict[str, Any]:
    return {name: spelling.plain(value) for name, value in values.items()}
