"""Somebody who was put together with another gets nothing new: what still means them is refused as it is written.

A dialog may have been open while its person was put together with somebody, a list may be a minute old. Every row
that says whose it is passes here, whichever service writes it: triggers of the writing connection, which the file does
not keep, refuse it by a word that the store turns into `MergedAway`, with both names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table

from tierslieu_desk import errors
from tierslieu_desk.models import guards
from tierslieu_desk.models.base import Base

STAYS = frozenset(
    {("party", "merged_into_id"), ("party_merge", "kept_id"), ("party_merge", "gone_id")}
    | {("not_the_same", "first_id"), ("not_the_same", "second_id")}
)
"""Links that are no belongings; those of tables that only grow (`guards.FROZEN_KEYS`) stay besides."""
ON_PAPER = frozenset({"message"})
"""What is written about a document that was issued goes to the name that stands on it."""
_MERGED = "(SELECT merged_into_id FROM main.party WHERE id = NEW.{column}) IS NOT NULL"
_NAMES = (
    "SELECT gone.name, kept.name FROM party gone JOIN party kept ON kept.id = gone.merged_into_id WHERE gone.id = ?"
)


def links() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column by which something belongs to somebody and that may be written over."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            to_party = any(key.target_fullname == "party.id" for key in column.foreign_keys)
            if to_party and table.name not in guards.FROZEN_KEYS and (table.name, column.name) not in STAYS:
                yield table, column


class MergeWatch:
    """Watches what one connection writes, for as long as it is open."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._refused: int | None = None
        connection.create_function("desk_refuses", 1, self._refuse)
        there = {row[0] for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")}
        for table, column in links():
            if table.name in there - ON_PAPER:
                self._watch(table.name, column.name)

    def _watch(self, table: str, column: str) -> None:
        merged = _MERGED.format(column=column)
        if table == "charge":  # what a credited document took is owed again in its name, and follows then
            merged += " AND NEW.corrects_id IS NULL"
        refuse = f"SELECT desk_refuses(NEW.{column}); SELECT RAISE(ABORT, '{guards.MERGED_AWAY}');"
        name = f"{guards.MERGED_AWAY}_{table}_{column}"
        for moment, when in (
            ("insert", f"BEFORE INSERT ON main.{table} WHEN {merged}"),
            ("update", f"BEFORE UPDATE OF {column} ON main.{table} WHEN NEW.{column} IS NOT OLD.{column} AND {merged}"),
        ):
            self._connection.execute(f"CREATE TEMP TRIGGER {name}_{moment} {when} BEGIN {refuse} END")

    def _refuse(self, party_id: int) -> None:
        self._refused = party_id

    def refusal(self) -> errors.MergedAway:
        """Of whatever was refused last, with both names."""
        found = self._connection.execute(_NAMES, (self._refused,)).fetchone()
        gone, kept = found or ("", "")
        return errors.MergedAway(name=gone, kept=kept)
