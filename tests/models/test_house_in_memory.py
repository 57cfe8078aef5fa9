"""The set-up is kept in memory, and yet each unit of work sees the one that is in the store at its own moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import open_desk, small_house

from tierslieu_desk.models import guards
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.units import Unit
from tierslieu_desk.services import desk as desks
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Clock


def seats(desk: Desk, seen: object) -> int:
    return desk.house(seen).unit_named("Room A").seats


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_desk(tmp_path) as desk:
        small_house(desk)
    return tmp_path


@pytest.fixture
def desk(folder: Path):
    store = stores.Store(folder)
    yield Desk(store, Clock("Europe/Paris"))
    store.close()


def enlarge(folder: Path, to: int) -> None:
    """By another program, which knows nothing of the desk."""
    with closing(sqlite3.connect(folder / stores.FILE)) as other, other:
        other.execute("UPDATE unit SET seats = ? WHERE name = 'Room A'", (to,))


def test_it_is_read_once_while_nothing_of_it_changes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    load_house = desks.load_house

    def counted(seen):
        read.append(seen)
        return load_house(seen)

    monkeypatch.setattr(desks, "load_house", counted)
    for _turn in range(3):
        with desk.store.glancing() as seen:
            desk.house(seen)
        with desk.store.reading() as session:
            desk.house(session)
        with desk.store.writing() as session:
            desk.house(session)
            desk.note(session, "look", "unit", None)
    assert len(read) == 1


def test_what_another_program_changed_is_seen(desk: Desk, folder: Path) -> None:
    with desk.store.glancing() as seen:
        assert seats(desk, seen) != 77
    enlarge(folder, 77)
    with desk.store.glancing() as seen:
        assert seats(desk, seen) == 77


def test_a_reading_keeps_the_house_of_its_own_moment(desk: Desk, folder: Path) -> None:
    with desk.store.reading() as before:
        old = seats(desk, before)
        enlarge(folder, old + 1)
        with desk.store.glancing() as after:
            assert seats(desk, after) == old + 1
        assert seats(desk, before) == old


def test_a_change_that_was_given_up_is_forgotten(desk: Desk, folder: Path) -> None:
    with desk.store.glancing() as seen:
        old = seats(desk, seen)
    with desk.store.writing() as session:
        session.query(Unit).filter(Unit.name == "Room A").update({"seats": old + 5})
        assert seats(desk, session) == old + 5
        session.rollback()
    with desk.store.glancing() as seen:
        assert seats(desk, seen) == old
    enlarge(folder, old + 9)
    with desk.store.glancing() as seen:
        assert seats(desk, seen) == old + 9


@pytest.mark.parametrize("table", guards.HOUSE_TABLES)
def test_every_table_of_the_set_up_changes_its_mark(folder: Path, table: str) -> None:
    with closing(sqlite3.connect(folder / stores.FILE)) as store:
        marks = {store.execute("SELECT mark FROM house_mark").fetchone()}
        (key,) = store.execute(f"SELECT min(rowid) FROM {table}").fetchone() or (None,)
        assert store.execute(f"UPDATE {table} SET rowid = rowid WHERE rowid = ?", (key,)).rowcount == (key is not None)
        if key is not None:
            marks.add(store.execute("SELECT mark FROM house_mark").fetchone())
            assert len(marks) == 2
        names = {name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {f"guard_mark_{table}_{verb}" for verb in ("insert", "update", "delete")} <= names


def test_the_desk_is_told_of_others_commits_and_not_of_its_own(desk: Desk, folder: Path) -> None:
    assert desk.store.changed_elsewhere() is False
    with desk.store.writing() as session:
        desk.note(session, "look", "unit", None)
    assert desk.store.changed_elsewhere() is False
    enlarge(folder, 12)
    with desk.store.writing() as session:
        desk.note(session, "look", "unit", None)
    assert desk.store.changed_elsewhere() is True
    assert desk.store.changed_elsewhere() is False
