"""`free`."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import NOW, open_desk, small_house
from terminal import Terminal, booking

from tierslieu_desk.compose import Services
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.wallclock import StoppedClock


def test_every_start_shown_is_accepted_by_book(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal(*booking("09:00", "11:00"))
    terminal(*booking("14:00", "15:00", unit="Open space", who="Zoé Faure"))
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "60", "--json").json["free"]
    assert len(shown) > 5
    assert {"unit", "from", "to", "price_cents"} == set(shown[0])
    assert "Room A" in {space["unit"] for space in shown}
    for number, space in enumerate(shown):
        alone = Terminal(shutil.copytree(terminal.folder, tmp_path / str(number)), capsys)
        words = ["book", "--unit", space["unit"], "--for", "Zoé Faure", "--from", space["from"], "--to", space["to"]]
        done = alone(*words, "--json")
        assert (done.code, done.err) == (0, ""), space
        assert done.json["price_cents"] == space["price_cents"]


def test_the_first_start_after_a_booking_is_its_end(terminal: Terminal) -> None:
    terminal(*booking("08:00", "11:00"))
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "120", "--json").json["free"]
    assert [space["from"] for space in shown if space["unit"] == "Room A"] == ["2026-11-25T11:00"]


def test_only_what_seats_them_is_shown(terminal: Terminal) -> None:
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "60", "--people", "10", "--json").json["free"]
    assert {space["unit"] for space in shown} == {"Big room"}


def test_a_closed_day_says_what_to_do(terminal: Terminal) -> None:
    told = terminal("free", "--date", "2026-11-29", "--minutes", "60")
    assert told.code == 0
    assert len(told.out.splitlines()) == 1
    assert terminal("free", "--date", "2026-11-29", "--minutes", "60", "--json").json == {"free": []}


def test_what_is_free_is_shown_before_anybody_is_in_the_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(tmp_path / "new") as desk:
        small_house(desk)
    terminal = Terminal(tmp_path / "new", capsys)
    shown = terminal("free", "--date", "2026-11-25", "--minutes", "60", "--json").json["free"]
    assert "Room A" in {space["unit"] for space in shown}


def test_a_day_that_does_not_exist_is_refused(terminal: Terminal) -> None:
    refused = terminal("free", "--date", "2026-02-30", "--minutes", "60", "--json")
    assert (refused.code, refused.json["error"], refused.json["text"]) == (1, "not_a_date", "2026-02-30")


def test_no_minutes_at_all_is_wrong_usage(terminal: Terminal) -> None:
    assert terminal("free", "--date", "2026-11-25", "--minutes", "0").code == 2
    assert terminal("free", "--date", "2026-11-25", "--minutes", "-5").code == 2


def test_what_is_kept_for_a_plan_is_shown_to_who_has_it_and_booked_by_nobody_else(terminal: Terminal) -> None:
    with closing(stores.Store(terminal.folder)) as store:
        services = Services(Desk(store, StoppedClock(NOW)))
        marie, booth = services.people.named("Marie Dupont"), services.units.named("Booth")
        plan = services.plans.add(NewPlan(name="Fab lab", period=Period.MONTH, price_e4=0))
        services.plans.sell(NewSubscription(marie, plan, starts=date(2026, 11, 1)))
        seen = services.unit_depths.of(booth.id)
        kept = replace(seen, plans=frozenset({plan}))
        services.unit_depths.describe(booth, seen, NewUnit("Booth", booth.kind), kept)

    def shown(*more: str) -> set[str]:
        found = terminal("free", "--date", "2026-11-25", "--minutes", "60", *more, "--json").json["free"]
        return {space["unit"] for space in found}

    assert "Booth" not in shown()
    assert "Booth" not in shown("--for", "Zoé Faure")
    assert "Booth" in shown("--for", "Marie Dupont")
    refused = terminal(*booking("09:00", "10:00", unit="Booth", who="Zoé Faure"), "--json")
    assert (refused.code, refused.json["error"], refused.json["plans"]) == (1, "plan_needed", ["Fab lab"])
    assert terminal(*booking("09:00", "10:00", unit="Booth")).code == 0
