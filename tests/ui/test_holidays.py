"""Holidays in the window: set on the page of the opening hours, told on the planning, on Today and when booking."""

from __future__ import annotations

from datetime import date, datetime

from builders import advance_to
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import Scene

from tierslieu_desk.rules.calendar import DayKind, Effect
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.settings.hours import HoursSection
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Words

CHRISTMAS = date(2026, 12, 25)


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
        "It is said, nothing is refused · the next: Christmas Day, Friday 25 December",
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
    assert asked.holiday.currentText() == "Christmas Day · 25 December"
    asked.effect.choose(Effect.CLOSED)
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words(shown)[2:] == ["Christmas Day", "The place is closed"])
    press(qtbot, shown, "Christmas Day: as the others again")
    qtbot.waitUntil(lambda: len(words(shown)) == 2)
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
