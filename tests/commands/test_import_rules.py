"""`import calendar` of a rule that never moves on: told by its line, and nothing is read for ever."""

from __future__ import annotations

from pathlib import Path

from services.test_calendar_import import calendar, one
from terminal import Terminal


def test_a_rule_of_every_no_days_is_told_by_its_line_and_the_others_can_be_taken(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "old.ics"
    never = one(":20261125T090000", ":20261125T100000", uid="never", more="RRULE:FREQ=DAILY;INTERVAL=0")
    good = one(":20261126T090000", ":20261126T100000", uid="good")
    file.write_text(calendar(never, good), encoding="utf-8")
    asked = ("import", "calendar", file, "--unit", "Room A", "--for", "Marie Dupont")
    said = terminal("--lang", "en", *asked, "--json")
    assert (said.code, said.json["created"]) == (1, 0)
    (wrong,) = said.json["errors"]
    assert wrong["line"] == 3
    assert "“FREQ=DAILY;INTERVAL=0”" in wrong["message"]
    assert "“INTERVAL=0” is no number from 1 up" in wrong["message"]
    assert terminal(*asked, "--without", "--json").json["created"] == 1
