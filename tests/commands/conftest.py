"""Every command test has a small house of its own, with two people, and a terminal on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import open_desk, small_house
from terminal import Terminal, booking

from tierslieu_desk.services.person.people import NewPerson, People


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the small house, nobody having it open."""
    made = tmp_path / "desk"
    with open_desk(made) as desk:
        small_house(desk)
        for given, family in (("Marie", "Dupont"), ("Zoé", "Faure")):
            People(desk).add_person(
                NewPerson(given_name=given, family_name=family, street="3 rue Haute", postcode="09500", city="Mirepoix")
            )
    return made


@pytest.fixture
def terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Commands on that house."""
    return Terminal(folder, capsys)


@pytest.fixture
def lived_in(terminal: Terminal) -> Terminal:
    """The small house with an issued invoice."""
    terminal(*booking("09:00", "11:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    return terminal
