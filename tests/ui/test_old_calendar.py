"""A room's old calendar through the window: chosen, whose it is, looked at, booked, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from builders import slot
from pressing import dialog, press
from scenes import Scene
from services.test_calendar_import import WEEKLY, calendar

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.settings.calendar_in_dialogs import SeenDialog, WhoseDialog
from tierslieu_desk.ui.pages.settings.page import SettingsPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Table


@pytest.fixture
def asked(qtbot: Any, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WhoseDialog:
    file = tmp_path / "old.ics"
    file.write_text(calendar(WEEKLY), encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    page = scene.window.go("settings")
    assert isinstance(page, SettingsPage)
    page.show_part("opening")
    settle()
    press(qtbot, page, "Bring a calendar in…")
    found = dialog()
    assert isinstance(found, WhoseDialog)
    found.unit.choose(scene.house.room_a)
    return found


def told(found: SeenDialog) -> str:
    return " ".join(words.text() for words in found.findChildren(Words))


def bookings(scene: Scene) -> int:
    return sum(
        row.title == "Yoga" and row.state == "confirmed" for row in scene.services.bookings.of_person(scene.maria)
    )


def test_it_is_looked_at_then_booked_but_for_what_is_taken_and_taken_back_in_one(
    qtbot: Any, scene: Scene, asked: WhoseDialog
) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("09:30", "11:00", "2026-12-02")))
    asked.who.setText("Maria Roca")
    asked.act.click()
    seen = dialog()
    assert isinstance(seen, SeenDialog)
    assert bookings(scene) == 0
    assert "3 dates can be booked." in told(seen)
    assert "1 date cannot be had." in told(seen)
    assert seen.act.text() == "Book the other 3"
    seen.act.click()
    settle()
    assert bookings(scene) == 3
    press(qtbot, scene.window, "Undo")
    assert bookings(scene) == 0


def test_without_a_name_it_is_asked_for_beside_the_field(asked: WhoseDialog) -> None:
    asked.act.click()
    assert asked.isVisible()
    assert asked.form.refusals


def test_a_day_too_far_ahead_is_told_beside_the_field(scene: Scene, asked: WhoseDialog) -> None:
    asked.who.setText("Maria Roca")
    asked.until.setText("01/01/2040")
    asked.act.click()
    assert asked.isVisible()
    assert asked.form.refusals


def test_a_rule_that_never_moves_on_is_listed_with_what_is_wrong_with_it(scene: Scene, asked: WhoseDialog) -> None:
    """Every nought days: nothing is read for ever, and the other entry can be booked."""
    never = WEEKLY.replace("UID:yoga", "UID:never").replace("FREQ=WEEKLY;COUNT=4", "FREQ=DAILY;INTERVAL=0")
    asked._file.write_text(calendar(never, WEEKLY), encoding="utf-8")
    asked.who.setText("Maria Roca")
    asked.act.click()
    seen = dialog()
    assert isinstance(seen, SeenDialog)
    assert "4 dates can be booked." in told(seen)
    assert "1 date cannot be had." in told(seen)
    table = seen.findChildren(Table)[0]
    model = table.model()
    row = " ".join(str(model.index(0, column).data()) for column in range(model.columnCount()))
    assert "“FREQ=DAILY;INTERVAL=0”" in row
