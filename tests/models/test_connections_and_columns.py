"""What every connection of the desk insists on, and what its columns refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import open_desk, person
from sqlalchemy import Float, Integer, Numeric, text
from sqlalchemy.dialects import sqlite as dialects
from sqlalchemy.exc import IntegrityError

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.base import Base, UtcDateTime, WallDateTime
from tierslieu_desk.services.person.people import NewPerson, People

AMOUNTS = ("_cents", "_e4", "_bp", "_milli")
DIALECT = dialects.dialect()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[stores.Store]:
    made = stores.create(tmp_path / "desk")
    yield made
    made.close()


@pytest.mark.parametrize("unit_of_work", ["reading", "writing"])
@pytest.mark.parametrize(
    ("pragma", "wanted"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],  # 2 is FULL
)
def test_every_unit_of_work_is_durable_and_bound(
    opened: stores.Store, unit_of_work: str, pragma: str, wanted: object
) -> None:
    with getattr(opened, unit_of_work)() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == wanted


def test_a_writer_waits_for_another_rather_than_give_up_at_once(opened: stores.Store) -> None:
    with opened.writing() as session:
        assert session.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5_000


def test_a_row_that_points_nowhere_is_refused_by_the_desk_itself(opened: stores.Store) -> None:
    columns = Base.metadata.tables["consent"].columns
    values = {column.name: "x" for column in columns if not column.nullable and not column.primary_key}
    statement = f"INSERT INTO consent ({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)})"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), opened.writing() as session:
        session.execute(text(statement), {**values, "party_id": 4711})


def test_a_gesture_inside_another_that_is_refused_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        people = People(desk)

        def add_and_refuse() -> None:
            with desk.store.writing():
                people.add_person(NewPerson(given_name="Luc", family_name="Petit"))
                raise errors.NothingToInvoice(customer="Luc Petit")

        with desk.store.writing():
            person(desk, "Marie", "Dupont")
            with pytest.raises(errors.NothingToInvoice):
                add_and_refuse()
            person(desk, "Zoé", "Faure")
        assert [row.name for row in people.list()] == ["Marie Dupont", "Zoé Faure"]


def test_a_wall_clock_column_takes_no_instant_and_an_instant_no_wall_clock() -> None:
    aware, naive = datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 24, 9)
    with pytest.raises(TypeError):
        WallDateTime().process_bind_param(aware, DIALECT)
    with pytest.raises(TypeError):
        UtcDateTime().process_bind_param(naive, DIALECT)
    assert WallDateTime().process_bind_param(naive, DIALECT) == "2026-11-24 09:00:00"
    assert UtcDateTime().process_bind_param(aware, DIALECT) == "2026-11-24T09:00:00.000000+00:00"


def test_no_column_is_a_float_and_every_amount_is_a_whole_number() -> None:
    columns = [column for table in Base.metadata.sorted_tables for column in table.columns]
    assert [str(column) for column in columns if isinstance(column.type, Float | Numeric)] == []
    amounts = [column for column in columns if column.name.endswith(AMOUNTS)]
    assert len(amounts) > 20
    assert [str(column) for column in amounts if not isinstance(column.type, Integer)] == []


def test_every_constraint_has_a_name_by_which_a_migration_can_find_it() -> None:
    constraints = [
        (table.name, constraint) for table in Base.metadata.sorted_tables for constraint in table.constraints
    ]
    assert [table for table, constraint in constraints if constraint.name is None] == []
