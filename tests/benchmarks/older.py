"""A house made older than `demo` could in reasonable time: what it lived through is repeated, year after year before.

Only what is over is repeated (nothing is left on the shelf, unpaid or unreturned twenty times), below the services
and with the guards off: a house to measure reading on, whose papers are not there and whose chain does not hold.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from tempfile import TemporaryDirectory

from houses import KEPT, Lived
from sqlalchemy import Column, Date, Table, UniqueConstraint

import tierslieu_desk.models.tables
from tierslieu_desk.models.base import Base, UtcDateTime, WallDateTime
from tierslieu_desk.models.store import FILE

assert tierslieu_desk.models.tables
STEP = 10_000_000
"""Between the numbers of a row and of its repetition."""
_PAID = """
    id IN (SELECT a.invoice_id FROM payment_allocation AS a JOIN invoice AS i ON i.id = a.invoice_id
        GROUP BY a.invoice_id HAVING sum(a.amount_cents) = i.gross_cents)
"""
_OVER: dict[str, str] = {
    "booking": "starts < :today",
    "event": "id IN (SELECT event_id FROM event_session WHERE starts < :today)",
    "event_session": "starts < :today",
    "loan": "back IS NOT NULL",
    "hold": "starts < :today AND (booking_id IS NOT NULL OR event_session_id IS NOT NULL OR loan_id IN ("
    "SELECT id FROM loan WHERE back IS NOT NULL))",
    "visit": "day < :today",
    "mail_item": "done_on IS NOT NULL",
    "mail_act": "mail_item_id IN (SELECT id FROM mail_item WHERE done_on IS NOT NULL)",
    "registration": "event_id IN (SELECT event_id FROM event_session WHERE starts < :today)",
    "attendance": "session_id IN (SELECT id FROM event_session WHERE starts < :today)",
    "invoice": _PAID,
    "charge": f"id IN (SELECT charge_id FROM invoice_line WHERE invoice_id IN (SELECT id FROM invoice WHERE {_PAID}))",
    "invoice_line": f"invoice_id IN (SELECT id FROM invoice WHERE {_PAID})",
    "payment_allocation": f"invoice_id IN (SELECT id FROM invoice WHERE {_PAID})",
    "payment": "id IN (SELECT payment_id FROM payment_allocation)",
    "allowance": "subscription_id IS NOT NULL AND valid_until < :today",
    "allowance_entry": "allowance_id IN (SELECT id FROM allowance WHERE subscription_id IS NOT NULL"
    " AND valid_until < :today)",
    "copy_made": "true",
    "journal": "true",
}
"""What is repeated of each table; the others stay as they are."""


@contextmanager
def older(house: Lived, years: int) -> Iterator[Lived]:
    """A house of one year, with that many years of the same behind it."""
    with TemporaryDirectory(dir=KEPT) as scratch:
        folder = KEPT / scratch / "desk"
        folder.mkdir()
        shutil.copy(house.folder / FILE, folder / FILE)
        with closing(sqlite3.connect(folder / FILE)) as store:
            _repeat(store, house.today, years)
        yield Lived(f"{house.name}, {years} years", folder, house.today)


def _repeat(store: sqlite3.Connection, today: date, years: int) -> None:
    guards = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        store.execute(f"DROP TRIGGER {name}")
    tables = [Base.metadata.tables[name] for name in _OVER]
    for table in tables:
        store.execute(f"CREATE TEMP TABLE over_{table.name} AS SELECT * FROM {table.name} WHERE {_OVER[table.name]}",
                      {"today": today.isoformat()})  # fmt: skip
    for earlier in range(1, years):
        for table in tables:
            columns = ", ".join(_shifted(table, column, earlier) for column in table.columns)
            names = ", ".join(column.name for column in table.columns)
            store.execute(f"INSERT INTO main.{table.name} ({names}) SELECT {columns} FROM over_{table.name}")
    for _name, sql in guards:
        store.execute(sql)
    store.commit()
    store.execute("ANALYZE")
    assert store.execute("PRAGMA foreign_key_check").fetchone() is None


def _shifted(table: Table, column: Column[object], earlier: int) -> str:
    """The expression of a column `earlier` times 52 weeks before."""
    name, back = column.name, f"'-{earlier * 364} days'"
    pointed = next((key.column.table.name for key in column.foreign_keys), None)
    if name == "id" or pointed in _OVER:
        return f"{name} + {earlier * STEP}"
    if name == "series_id":
        return "NULL"
    if isinstance(column.type, WallDateTime):
        return f"datetime({name}, {back})"
    if isinstance(column.type, UtcDateTime):
        return f"strftime('%Y-%m-%dT%H:%M:%S', {name}, {back}) || '.000000+00:00'"
    if isinstance(column.type, Date):
        return f"date({name}, {back})"
    alone = column.unique or any(
        isinstance(rule, UniqueConstraint) and name in rule.columns and name == "series" for rule in table.constraints
    )
    return f"'{earlier}-' || {name}" if alone and pointed is None else name
