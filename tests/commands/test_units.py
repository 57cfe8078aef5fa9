"""`units`."""

from __future__ import annotations

from terminal import Terminal


def test_every_unit_is_listed_with_its_parts(terminal: Terminal) -> None:
    units = {unit["name"]: unit for unit in terminal("units", "--json").json["units"]}
    assert units["Big room"] == {"name": "Big room", "kind": "room", "seats": 14, "parts": ["Room A", "Room B"]}
    assert units["Booth"] == {"name": "Booth", "kind": "booth", "seats": 1, "parts": []}
    assert units["Open space"]["parts"] == ["Desk 1", "Desk 2", "Desk 3"]


def test_a_person_reads_a_line_a_unit(terminal: Terminal) -> None:
    lines = terminal("units").out.splitlines()
    assert "Big room (14) = Room A + Room B" in lines
    assert len(lines) == 8
