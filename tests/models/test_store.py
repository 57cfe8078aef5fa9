"""The store: what a creation that went wrong leaves, and who hears of a commit."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import builders
import pytest

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores


def test_a_creation_that_fails_leaves_nothing_that_looks_like_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_store: stores.Store) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(stores, "make_schema", no_room)
        with pytest.raises(errors.DiskFull):
            stores.create(tmp_path)
    assert list(tmp_path.iterdir()) == []
    stores.create(tmp_path).close()


def test_while_a_store_is_being_created_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at any moment before the last one, a creation leaves nothing under the store's name."""
    seen: list[bool] = []
    make_schema = stores.make_schema

    def watched(store: stores.Store) -> None:
        make_schema(store)
        seen.append((tmp_path / stores.FILE).exists())

    monkeypatch.setattr(stores, "make_schema", watched)
    stores.create(tmp_path).close()
    assert seen == [False]
    assert [file.name for file in tmp_path.iterdir()] == [stores.FILE]


def test_of_two_creations_at_once_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_schema = stores.make_schema

    def overtaken(store: stores.Store) -> None:
        make_schema(store)
        monkeypatch.undo()
        with builders.open_desk(tmp_path) as desk:
            builders.person(desk)

    monkeypatch.setattr(stores, "make_schema", overtaken)
    with pytest.raises(errors.FolderInUse):
        stores.create(tmp_path)
    with closing(sqlite3.connect(tmp_path / stores.FILE)) as kept:
        assert kept.execute("SELECT name FROM party").fetchall() == [("Marie Dupont",)]


def test_a_store_is_never_created_over_another(tmp_path: Path) -> None:
    with builders.open_desk(tmp_path) as desk:
        party = builders.person(desk)
        with pytest.raises(errors.FolderInUse):
            stores.create(tmp_path)
        assert builders.People(desk).get(party).name == "Marie Dupont"


def test_a_listener_that_fails_takes_the_news_from_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[frozenset[str]] = []

    def failing(_tables: frozenset[str]) -> None:
        raise RuntimeError("the page is gone")

    with builders.open_desk(tmp_path) as desk:
        desk.store.changes.subscribe(failing)
        desk.store.changes.subscribe(heard.append)
        party = builders.person(desk)
        assert builders.People(desk).get(party).name == "Marie Dupont"
    assert heard == [frozenset({"party", "journal"})]
    assert "the page is gone" in caplog.text
