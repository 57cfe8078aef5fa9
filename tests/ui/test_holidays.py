"""Holidays in the window: set on the page of the opening hours, told on the planning, on Today and when booking."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from builders import advance_to
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk.rules.calendar import DayKind, Effect
from tierslieu_desk.rules.opening import OwnDay
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.settings.hours import HoursSection
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Words

CHRISTMAS = date(2026, 12, 25)
SCHOOL = ("School holidays · France, zone C", "Nothing is said of it")


def section(scene: Scene) -> HoursSection:
    page = scene.window.go("settings")
    shown = page.show_section("hours")
    assert isinstance(shown, HoursSection)
    return shown


def dialog() -> Dialog:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
    return found


def words(shown: HoursSection) -> list[str]:
    return [word.text() for row in shown.holidays.findChildren(Row) for word in row.findChildren(Words) if word.text()]


def press(qtbot, shown: HoursSection, says: str) -> None:
    (made,) = [one for one in shown.holidays.findChildren(QPushButton) if says in (one.text(), one.accessibleName())]
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def test_holidays_are_set_in_one_dialog_and_taken_back(qtbot, scene: Scene) -> None:
    shown = section(scene)
    assert words(shown) == [
        "Public holidays · France",
        "It is said, nothing is refused · the next: Christmas Day, Friday 25 December 2026",
        *SCHOOL,
    ]
    press(qtbot, shown, "Public holidays · France: change…")
    asked = dialog()
    asked.area.choose("ES-CT")
    asked.effect.choose(Effect.CLOSED)
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    row = scene.services.calendars.kind(DayKind.PUBLIC)
    assert (row.chosen, row.effect) == ("ES-CT", Effect.CLOSED)
    qtbot.waitUntil(lambda: words(shown)[0] == "Public holidays · Catalunya")
    scene.window.messages._do()
    row = scene.services.calendars.kind(DayKind.PUBLIC)
    assert (row.chosen, row.area, row.effect) == (None, "FR", Effect.WARNING)


def test_one_holiday_is_set_otherwise_and_as_the_others_again(qtbot, scene: Scene) -> None:
    shown = section(scene)
    press(qtbot, shown, "One holiday otherwise…")
    asked = dialog()
    assert asked.holiday.currentText() == "Christmas Day · Friday 25 December 2026"
    asked.effect.choose(Effect.CLOSED)
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words(shown)[2:] == ["Christmas Day", "The place is closed", *SCHOOL])
    press(qtbot, shown, "Christmas Day: as the others again")
    qtbot.waitUntil(lambda: len(words(shown)) == 4)
    assert dict(scene.services.calendars.kind(DayKind.PUBLIC).apart) == {}


def test_the_planning_and_the_booking_dialog_say_a_holidays_name(qtbot, scene: Scene) -> None:
    page = scene.window.go("planning")
    page.show_day(CHRISTMAS)
    assert page._subtitle.text() == "Christmas Day"
    page.show_week(CHRISTMAS)
    assert page._subtitle.text() == "Fri 25 Dec: Christmas Day"
    page.show_day(date(2026, 12, 24))
    page._seen.choose("day")
    page.show_day(date(2026, 12, 24))
    assert page._subtitle.text() == ""
    asked = BookingDialog(
        scene.window, scene.services, page._acts._jobs, now=datetime(2026, 11, 24, 10, 47), day=CHRISTMAS
    )
    assert asked._remark.text() == "Friday 25 December is a holiday: Christmas Day."
    asked.reject()
    asked.deleteLater()


def test_today_says_what_day_it_is(scene: Scene) -> None:
    desk = scene.services.desk
    assert desk.store is not None
    scene.services.calendars.work_out()
    advance_to(desk, datetime(2026, 12, 25, 10, 0))
    page = scene.window.go("today")
    page.reload()
    assert page._subtitle.text().endswith("· Christmas Day")


def test_school_holidays_are_brought_from_a_file_looked_at_first(
    qtbot, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = section(scene)
    press(qtbot, shown, "School holidays · France, zone C: change…")
    asked = dialog()
    asked.effect.choose(Effect.WARNING)
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words(shown)[-1] == "It is said, nothing is refused · known: 2025-26, 2026-27")
    file = tmp_path / "school.csv"
    file.write_text("area;from;to;name\nFR-C;2027-10-23;2027-11-07;Toussaint\n", encoding="utf-8")
    monkeypatch.setattr(ask, "file_to_open", lambda *_asked: file)
    press(qtbot, shown, "Update from a file…")
    asked = dialog()
    assert [word.text() for word in asked.card.findChildren(Words)][2:] == [
        "France, zone C · 2027-28",
        "1 stretch · Toussaint 23 October – 7 November 2027",
    ]
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    assert scene.services.school_holidays.covered("FR-C") == (2025, 2026, 2027)
    scene.window.messages._do()
    assert scene.services.school_holidays.covered("FR-C") == (2025, 2026)
    file.write_text("area;from;to;name\nFR-C;2027-11-23;2027-11-07;Toussaint\n", encoding="utf-8")
    press(qtbot, shown, "Update from a file…")
    assert scene.window.messages.sentence.startswith("Line 2 of “school.csv” is no school holiday")


def differing(shown: HoursSection) -> list[str]:
    rows = shown._closures.findChildren(Row)
    return [word.text() for row in rows for word in row.findChildren(Words) if word.text()]


def test_other_hours_on_a_day_are_set_told_and_dropped(qtbot, scene: Scene) -> None:
    shown = section(scene)
    shown.other_hours()
    asked = dialog()
    asked.day.setText("24/12/2026")
    asked.opens.setText("8")
    asked.closes.setText("7")
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    assert asked.form.refusals == ["The end must come after the beginning."]
    asked.closes.setText("18")
    asked.broken.setChecked(True)
    asked.until.setText("19")
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    assert asked.form.refusals == ["The end must come after the beginning."]
    asked.until.setText("12")
    asked.reason.setText("Christmas Eve")
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    told = ["Christmas Eve", "Thursday 24 December 2026 · open 08:00 – 12:00, 14:00 – 18:00"]
    qtbot.waitUntil(lambda: differing(shown) == told)
    scene.window.messages._do()
    qtbot.waitUntil(lambda: differing(shown) == [])
    assert scene.services.own_days.days(date(2026, 12, 24), date(2026, 12, 24)) == ()


def test_a_day_with_its_own_hours_says_its_year_and_which_holiday_it_is(scene: Scene) -> None:
    shown = section(scene)
    scene.services.own_days.open(OwnDay(CHRISTMAS, ((480, 720),), "For those alone"))
    shown.reload()
    assert differing(shown) == ["For those alone", "Friday 25 December 2026 · Christmas Day · open 08:00 – 12:00"]
