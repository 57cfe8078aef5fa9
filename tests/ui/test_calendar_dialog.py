"""A calendar file from the planning: which space, from when, with names only when ticked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import icalendar
import pytest
from builders import slot
from pressing import dialog
from scenes import Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.planning.calendar_dialog import CalendarDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage


@pytest.fixture
def open_dialog(scene: Scene) -> CalendarDialog:
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    page._acts.calendar_file()
    found = dialog()
    assert isinstance(found, CalendarDialog)
    return found


def test_the_file_is_written_where_they_say_and_names_nobody(
    scene: Scene, open_dialog: CalendarDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "room.ics"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: file)
    open_dialog.unit.choose(scene.house.room_a)
    open_dialog.act.click()
    entries = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert entries
    assert "Maria" not in file.read_text(encoding="utf-8")


def test_a_last_day_leaves_out_what_comes_after_and_lies_not_before_the_first(
    scene: Scene, open_dialog: CalendarDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = NewBooking(scene.house.room_a, scene.jean, slot("09:00", "10:00", "2026-12-09"))
    scene.services.bookings.book(late)
    file = tmp_path / "room.ics"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: file)
    open_dialog.unit.choose(scene.house.room_a)
    open_dialog.ends.setChecked(True)
    open_dialog.until.setText("01/10/2026")
    open_dialog.act.click()
    assert open_dialog.form.refusals
    assert not file.exists()
    open_dialog.until.setText("08/12/2026")
    open_dialog.act.click()
    days = {entry.decoded("dtstart").date() for entry in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")}
    assert days == {date(2026, 11, 24)}


def test_a_day_that_is_none_is_told_beside_the_field_and_nothing_is_written(
    open_dialog: CalendarDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: pytest.fail("asked for a file"))
    open_dialog.since.setText("31/02/2026")
    open_dialog.act.click()
    assert any("31/02/2026" in told for told in open_dialog.form.refusals)
