"""Bring an older store up to this program's schema: a copy first, then one transaction, then the guards anew.

The only module that loads Alembic (its import costs 0.2 s): `store.open_store` imports it when revisions differ.
To add a revision: a file in `migrations/versions`, `store.SCHEMA`, and an old store of the revision before in
`tests/data`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tierslieu_desk import errors
from tierslieu_desk.models import sqlite

SCRIPTS = Path(__file__).resolve().parent / "migrations"


def revisions() -> tuple[str, ...]:
    """Every revision this program knows, oldest first."""
    scripts = ScriptDirectory(str(SCRIPTS)).walk_revisions()
    return tuple(reversed([script.revision for script in scripts]))


def upgrade(file: Path, revision: str, before_migration: Callable[[Path], None]) -> None:
    """Migrate the store `file`, which is at `revision`, after `before_migration(file)` took a copy.

    All or nothing: on any failure the file is the old store still. Raises `StoreNewer` for a revision this program
    does not know, the file untouched; `StoreCorrupt` when it is not what its revision says, or when rows point nowhere
    afterwards; what the disk refuses.
    """
    if revision not in revisions():
        raise errors.StoreNewer(file=str(file), revision=revision)
    before_migration(file)
    try:
        with sqlite.migrating(file) as connection:
            migrate(connection)
    except (DBAPIError, sqlite3.Error, OSError) as error:
        if isinstance(error, OSError) and sqlite.refusal(error, file.parent) is None:
            raise
        raise sqlite.refusal(error, file.parent) or errors.StoreCorrupt(file=str(file)) from error


def make(file: Path, revision: str, statements: Sequence[str] = ()) -> None:
    """A new store as the program of that revision made it, with what `statements` put into it.

    For the self-test, which then migrates it.
    """
    with sqlite.migrating(file) as connection:
        migrate(connection, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)


def migrate(connection: Connection, target: str = "head") -> None:
    """Run what is missing up to `target` inside the open transaction, and put the guards of this program in place.

    Guards speak of the newest tables, so that a store made at an older revision has none.
    """
    sqlite.drop_guards(connection)
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    if target == "head":
        sqlite.install_guards(connection)
