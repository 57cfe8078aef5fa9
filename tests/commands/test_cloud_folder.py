"""A desk in a folder that a cloud client copies: every command says so on the side, and does what it was asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import open_desk, small_house
from terminal import TODAY, Terminal, booking

from tierslieu_desk.services.person.people import NewPerson, People

TOLD = (
    "A cloud service copies %s and can damage the desk while it is open. Close the desk and have this folder moved "
    "elsewhere on this computer: only copies belong in the cloud.\n"
)
ENGLISH = ("--today", TODAY, "--lang", "en")


@pytest.fixture
def cloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    folder = tmp_path / "OneDrive - Le Mas" / "desk"
    with open_desk(folder) as desk:
        small_house(desk)
        People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont"))
    return Terminal(folder, capsys)


def test_it_is_told_on_the_side_and_the_booking_is_made(cloud: Terminal) -> None:
    said = cloud(*booking("09:00", "11:00"), "--json", options=ENGLISH)
    assert (said.code, said.json["unit"]) == (0, "Room A")
    assert said.err == TOLD % cloud.folder


def test_it_is_told_beside_the_words_too(cloud: Terminal) -> None:
    said = cloud("units", options=ENGLISH)
    assert said.code == 0
    assert "Room A" in said.out
    assert said.err == TOLD % cloud.folder


def test_what_is_refused_is_told_first_and_once_in_json(cloud: Terminal) -> None:
    said = cloud(*booking("09:00", "11:00", who="Nobody"), "--json", options=ENGLISH)
    assert (said.code, said.json["error"]) == (1, "unknown_person")
    assert said.err == f"{said.json['message']}\n{TOLD % cloud.folder}"


def test_a_demo_made_there_is_told_and_a_desk_elsewhere_is_not(cloud: Terminal, terminal: Terminal) -> None:
    fresh = Terminal(cloud.folder.parent / "demo", cloud._capsys)
    assert fresh("demo", "--years", "0.05", options=ENGLISH).err.endswith(TOLD % fresh.folder)
    assert terminal("units", options=ENGLISH).err == ""


def test_where_there_is_no_desk_nothing_is_told_of_it(cloud: Terminal) -> None:
    nowhere = Terminal(cloud.folder.parent / "nothing", cloud._capsys)
    said = nowhere("units", options=ENGLISH)
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "cloud service" not in said.err
