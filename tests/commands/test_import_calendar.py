"""`import calendar`: all or nothing, looked at before, what cannot be had named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import open_desk, person, settled
from services.test_calendar_import import WEEKLY, calendar, one
from terminal import Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store_file, _house = settled()
    made = tmp_path / "desk"
    with open_desk(made, store_file=store_file) as desk:
        person(desk)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "old.ics"
    made.write_text(calendar(WEEKLY, one(":20261126T210000", ":20261126T220000", uid="late")), encoding="utf-8")
    return made


ASKED = ("--unit", "Room A", "--for", "Marie Dupont")


def test_one_date_that_cannot_be_had_stops_all_and_is_named(terminal: Terminal, folder: Path, file: Path) -> None:
    said = terminal("import", "calendar", file, *ASKED, "--json")
    assert (said.code, said.json["created"]) == (1, 0)
    (wrong,) = said.json["errors"]
    assert (wrong["line"], wrong["from"]) == (10, "2026-11-26T21:00")
    assert "fermé" in wrong["message"]
    assert terminal("import", "calendar", file, *ASKED, "--dry-run", "--without", "--json").json["created"] == 4
    done = terminal("--lang", "en", "import", "calendar", file, *ASKED, "--without")
    assert done.code == 0
    assert "4 dates are booked" in done.out
    again = terminal("import", "calendar", file, *ASKED, "--without", "--json").json
    assert (again["created"], again["skipped"]) == (0, 4)


def test_without_a_space_or_a_name_it_is_asked_for(terminal: Terminal, folder: Path, file: Path) -> None:
    said = terminal("import", "calendar", file, "--unit", "Room A", "--json")
    assert (said.code, said.json["error"]) == (1, "missing_fact")
