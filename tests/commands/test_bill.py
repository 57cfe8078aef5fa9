"""`bill`."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from builders import open_desk, person, small_house
from terminal import Terminal, booking

from tierslieu_desk import compose
from tierslieu_desk.services.people import NewPerson, People


def test_a_preview_numbers_nothing(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    seen = terminal("bill", "--until", "2026-11-30", "--json")
    assert seen.code == 0
    assert seen.json == {
        "invoices": [{"number": None, "customer": "Marie Dupont", "total_cents": 2400, "pdf": None}],
        "held_back": [],
    }
    assert terminal("invoices", "--json").json == {"invoices": []}


def test_what_is_issued_is_on_paper_and_only_once(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal(*booking("14:00", "15:00", who="Zoé Faure"))
    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json
    assert [(row["number"], row["customer"], row["total_cents"]) for row in issued["invoices"]] == [
        ("F2026-0001", "Marie Dupont", 2400),
        ("F2026-0002", "Zoé Faure", 1200),
    ]
    assert "F2026-0002" in papers.text(Path(issued["invoices"][1]["pdf"]).read_bytes())
    again = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json
    assert again == {"invoices": [], "held_back": []}


def test_what_comes_later_waits(terminal: Terminal) -> None:
    terminal(*booking("09:00", "11:00"))
    assert terminal("bill", "--until", "2026-11-24", "--json").json["invoices"] == []
    assert len(terminal("bill", "--until", "2026-11-24").out.splitlines()) == 1


def test_a_payer_without_address_is_held_back_by_name_and_stops_nobody(terminal: Terminal) -> None:
    desk = compose.open_desk(terminal.folder)
    person(desk.desk, "Ida", "Sansadresse")
    desk.close()
    terminal(*booking("09:00", "10:00", who="Ida Sansadresse"))
    terminal(*booking("10:00", "11:00"))
    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json")
    assert issued.code == 0
    assert [row["customer"] for row in issued.json["invoices"]] == ["Marie Dupont"]
    (held,) = issued.json["held_back"]
    assert held["customer"] == "Ida Sansadresse"
    assert "Ida Sansadresse" in held["message"]


def test_a_name_with_an_emoji_gets_a_paper_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)
        People(desk).add_person(NewPerson(given_name="Léa 🎈", family_name="Roux", city="Foix"))
    terminal = Terminal(tmp_path / "desk", capsys)
    assert terminal(*booking("09:00", "10:00", who="Léa 🎈 Roux")).code == 0
    (row,) = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
    assert row["customer"] == "Léa 🎈 Roux"
    assert "Roux" in papers.text(Path(row["pdf"]).read_bytes())


def test_a_day_that_does_not_exist_issues_nothing(terminal: Terminal) -> None:
    terminal(*booking("09:00", "10:00"))
    refused = terminal("bill", "--until", "2026-11-31", "--issue", "--json")
    assert (refused.code, refused.json["error"]) == (1, "not_a_date")
    assert terminal("invoices", "--json").json == {"invoices": []}
