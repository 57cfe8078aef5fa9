"""`publish`."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal

from tierslieu_desk import compose
from tierslieu_desk.services.keeping import leases
from tierslieu_desk.services.online.publishing import LEASE


@pytest.fixture
def listed(terminal: Terminal) -> Terminal:
    """The small house with a public listing."""
    desk = compose.open_desk(terminal.folder)
    desk.listings.edit({"name": "L’Étang Vert", "summary": "Un tiers-lieu à Mirepoix"}, public=["name", "summary"])
    desk.close()
    return terminal


def test_a_folder_is_brought_up_to_the_listing(listed: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "clé"
    stick.mkdir()
    listed("target", "add", "clé", "--kind", "folder", "--url", stick)
    (run,) = listed("publish", "--json").json["targets"]
    assert set(run) == {"name", "state", "requests", "bytes", "message"}
    assert (run["name"], run["state"]) == ("clé", "confirmed")
    published = [file for file in stick.rglob("*") if file.is_file()]
    assert any("L’Étang Vert" in file.read_text(encoding="utf-8", errors="replace") for file in published)


def test_one_target_can_be_named_and_an_unknown_one_is_refused(listed: Terminal, tmp_path: Path) -> None:
    for name in ("une", "autre"):
        (tmp_path / name).mkdir()
        listed("target", "add", name, "--kind", "folder", "--url", tmp_path / name)
    assert [run["name"] for run in listed("publish", "--target", "une", "--json").json["targets"]] == ["une"]
    refused = listed("publish", "--target", "deux", "--json")
    assert (refused.code, refused.json["error"], refused.json["name"]) == (1, "unknown_target", "deux")


def test_nowhere_to_publish_to_is_said(listed: Terminal) -> None:
    told = listed("publish")
    assert told.code == 0
    assert len(told.out.splitlines()) == 1
    assert listed("publish", "--json").json == {"targets": []}


def test_a_stick_that_is_away_waits_and_is_no_failure(listed: Terminal, tmp_path: Path) -> None:
    listed("target", "add", "clé", "--kind", "folder", "--url", tmp_path / "away" / "clé")
    told = listed("publish", "--json")
    assert (told.code, told.json["targets"][0]["state"]) == (0, "waiting")


def test_without_a_listing_there_is_nothing_to_publish(terminal: Terminal, tmp_path: Path) -> None:
    terminal("target", "add", "clé", "--kind", "folder", "--url", tmp_path)
    refused = terminal("publish", "--json")
    assert (refused.code, refused.json["error"], refused.json["field"]) == (1, "missing_fact", "listing")
    assert "()" not in refused.err


def test_while_one_publishes_the_other_says_so(listed: Terminal, tmp_path: Path) -> None:
    (tmp_path / "clé").mkdir()
    listed("target", "add", "clé", "--kind", "folder", "--url", tmp_path / "clé")
    other = compose.open_desk(listed.folder)
    with leases.lease(other.desk, LEASE) as held:
        assert held is not None
        (run,) = listed("publish", "--json", options=()).json["targets"]
    other.close()
    assert (run["state"], run["requests"]) == ("waiting", 0)
    assert listed("publish", "--json", options=()).json["targets"][0]["state"] == "confirmed"
