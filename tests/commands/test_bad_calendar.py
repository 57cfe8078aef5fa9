"""`import calendar` of a large and broken file: what cannot be read is named by its line, and nothing is half-taken."""

from __future__ import annotations

from pathlib import Path

from builders import NOW
from services.test_calendar_import import WEEKLY, calendar, one
from terminal import Terminal

from tierslieu_desk.services.keeping.verification import verify_folder


def test_a_calendar_of_twenty_thousand_dates_and_broken_lines_names_the_broken_ones_and_books_nothing(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    """Nineteen years of an old calendar, four Tuesdays to come, an end before its start, a 29 February that is none."""
    old = [one(f":{2007 + n % 19}0310T090000", f":{2007 + n % 19}0310T100000", uid=f"o{n}") for n in range(20_000)]
    broken = (
        one(":20261210T100000", ":20261210T090000", uid="ends first"),
        one(":20270229T090000", ":20270229T100000", uid="no such day"),
    )
    file = tmp_path / "old.ics"
    file.write_text(calendar(*old, WEEKLY, *broken), encoding="utf-8")
    asked = ("import", "calendar", file, "--unit", "Room A", "--for", "Marie Dupont")
    said = terminal(*asked, "--json")
    assert (said.code, said.json["created"], len(said.json["errors"])) == (1, 0, 2)
    assert all(wrong["line"] > 60_000 and wrong["message"] for wrong in said.json["errors"])
    assert verify_folder(folder, NOW) == ()
    assert terminal(*asked, "--without", "--json").json["created"] == 4
