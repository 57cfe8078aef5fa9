"""The file itself: its pages, its links, its schema and its guards."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.models import guards, sqlite, store
from tierslieu_desk.models.tables import Base
from tierslieu_desk.services.checks.finding import Context, Finding

MOST = 20
"""After so many findings of one kind in the file itself, more would tell nothing new."""


def pages(context: Context) -> Iterator[Finding]:
    """SQLite finds every page and index as it should be."""
    for told in sqlite.damage(context.connection, MOST):
        yield Finding("pages", _("The file is damaged."), " ".join(told.split()))


def links(context: Context) -> Iterator[Finding]:
    """Every row that names another one names one that exists."""
    for count, (table, row, other) in enumerate(sqlite.dangling(context.connection)):
        if count == MOST:
            return
        yield Finding(
            "links", _("It names something that is not there: %(table)s.") % {"table": other}, f"{table} {row}"
        )


def values(context: Context) -> Iterator[Finding]:
    """Every row holds what its table allows."""
    for table, row in sqlite.broken_values(context.connection, MOST):
        yield Finding("values", _("It holds something it may not."), f"{table} {row}")


def revision(context: Context) -> Iterator[Finding]:
    """The store says it is of this program's revision, and only once."""
    found = [str(row[0]) for row in context.rows("SELECT version_num FROM alembic_version")]
    if found != [store.SCHEMA]:
        yield Finding("revision", _("The store is not of the revision this program expects."), " ".join(found) or "-")


def tables(context: Context) -> Iterator[Finding]:
    """Every table, column and index that the program expects."""
    there = {(kind, name) for kind, name in context.rows("SELECT type, name FROM sqlite_master")}
    for table in Base.metadata.sorted_tables:
        columns = sqlite.columns_of(context.connection, table.name)
        for column in table.columns:
            if column.name not in columns:
                yield Finding("tables", _("A column is missing."), f"{table.name}.{column.name}")
        for index in table.indexes:
            if ("index", index.name) not in there:
                yield Finding("tables", _("An index is missing."), str(index.name))


def guards_in_place(context: Context) -> Iterator[Finding]:
    """The guards are those of this program, word for word, and no other trigger is at work."""
    wanted = guards.sqlite_guards()
    found = dict(context.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield Finding("guards", _("A guard of the store is missing."), name)
        elif name not in wanted:
            yield Finding("guards", _("Something in the store acts by itself and is not of this program."), name)
        elif wanted[name] != found[name]:
            yield Finding("guards", _("A guard of the store was changed."), name)
