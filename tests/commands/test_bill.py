"""`bill`."""

from __future__ import annotations

from pathlib import Path

import papers
import pytest
from builders import open_desk, person, small_house
from terminal import Terminal, booking

from tierslieu_desk import compose
from tierslieu_desk.services.person.people import NewPerson, People


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


@pytest.mark.parametrize(("given", "sign"), [("Léa 🎈", "🎈"), ("伟", "伟")])
def test_a_name_that_paper_cannot_show_is_told_and_issued_once_it_is_written_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: str, sign: str
) -> None:
    with open_desk(tmp_path / "desk") as desk:
        small_house(desk)
        party = People(desk).add_person(NewPerson(given_name=given, family_name="Roux", city="Foix"))
    terminal = Terminal(tmp_path / "desk", capsys)
    assert terminal(*booking("09:00", "10:00", who=f"{given} Roux")).code == 0
    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json")
    assert (issued.code, issued.json["invoices"]) == (0, [])
    (held,) = issued.json["held_back"]
    assert held["customer"] == f"{given} Roux"
    assert sign in held["message"]
    assert f"{given} Roux" in held["message"]
    services = compose.open_desk(terminal.folder)
    latin = NewPerson(given_name="Léa", family_name="Roux", city="Foix")
    services.people.change(party, latin, services.people.get(party).version)
    services.close()
    (row,) = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json["invoices"]
    assert (row["number"], row["customer"], row["total_cents"]) == ("F2026-0001", "Léa Roux", 1200)
    assert "Léa Roux" in papers.text(Path(row["pdf"]).read_bytes())


def test_a_preview_tells_what_the_issue_would_do(terminal: Terminal) -> None:
    desk = compose.open_desk(terminal.folder)
    person(desk.desk, "Ida", "Sansadresse")
    desk.people.add_person(NewPerson(family_name="王伟", city="Foix"))
    desk.close()
    terminal(*booking("09:00", "10:00", who="Ida Sansadresse"))
    terminal(*booking("10:00", "11:00"))
    terminal(*booking("11:00", "12:00", who="王伟"))
    preview = terminal("bill", "--until", "2026-11-30", "--json").json
    assert [row["customer"] for row in preview["invoices"]] == ["Marie Dupont"]
    assert sorted(held["customer"] for held in preview["held_back"]) == ["Ida Sansadresse", "王伟"]
    shown = terminal("bill", "--until", "2026-11-30").out
    issued = terminal("bill", "--until", "2026-11-30", "--issue", "--json").json
    assert issued["held_back"] == preview["held_back"]
    assert [{**row, "number": None, "pdf": None} for row in issued["invoices"]] == preview["invoices"]
    assert len(shown.splitlines()) == 3


def test_a_preview_with_the_clock_set_back_holds_everybody_back(terminal: Terminal) -> None:
    terminal(*booking("09:00", "10:00"))
    terminal("bill", "--until", "2026-11-30", "--issue")
    terminal(*booking("10:00", "11:00"))
    yesterday = ("--today", "2026-11-23")
    preview = terminal("bill", "--until", "2026-11-30", "--json", options=yesterday).json
    assert preview["invoices"] == []
    assert "F2026-0001" in preview["held_back"][0]["message"]
    assert terminal("bill", "--until", "2026-11-30", "--issue", "--json", options=yesterday).json == preview


def test_a_day_that_does_not_exist_issues_nothing(terminal: Terminal) -> None:
    terminal(*booking("09:00", "10:00"))
    refused = terminal("bill", "--until", "2026-11-31", "--issue", "--json")
    assert (refused.code, refused.json["error"]) == (1, "not_a_date")
    assert terminal("invoices", "--json").json == {"invoices": []}
