"""A series without an end, laid out further as the days go by: what is in the way is told on Today, and settled there.

24 November 2026 is a Tuesday; dates are laid out 180 days ahead, to 23 May 2027.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import NOW, advance_to, slot
from pressing import dialog, front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.rules.vocabulary import EventKind, Scope
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.doors import DoorButton
from tierslieu_desk.ui.widgets.labels import Words


def always(qtbot, scene: Scene) -> None:
    """Jean has Room B every Tuesday from eleven to twelve, without an end."""
    page = scene.window.go("planning")
    settle()
    start, end = (datetime.fromisoformat(f"{TODAY} {clock}") for clock in ("11:00", "12:00"))
    page.view.slot_chosen.emit(scene.house.room_b, start, end)
    form = dialog()
    assert isinstance(form, BookingDialog)
    form.fill("Jean Dupont")
    form._comes.often.choose("week")
    form._comes.ends.choose("always")
    settle()
    assert not form._comes.times.isVisible()
    assert form._comes.remark.text().startswith("Laid out half a year ahead")
    press(qtbot, form, "Book it")


def states(scene: Scene) -> dict[str, str]:
    rows = scene.services.bookings.of_person(scene.jean)
    return {f"{row.slot.start:%y-%m-%d %H:%M}": row.state for row in rows}


def words_of(sheet: BookingSheet) -> str:
    return " ".join(one.text() for one in sheet.findChildren(Words))


@pytest.fixture
def extended(qtbot, scene: Scene) -> int:
    """The number of an open day that has the room on 1 June; two weeks later the series reaches that day."""
    always(qtbot, scene)
    assert max(states(scene)) == "27-05-18 11:00"
    times = [(scene.house.room_b, slot("09:00", "17:00", "2027-06-01"))]
    event = scene.services.events.add(NewEvent("Open day", EventKind.WORKSHOP, 5, times))
    advance_to(scene.services.desk, NOW + timedelta(days=14))
    scene.services.series.extend()
    assert states(scene)["27-06-01 11:00"] == "clash"
    return event


def sheet_from_today(qtbot, scene: Scene) -> BookingSheet:
    page = scene.window.go("today")
    page.refresh()
    settle()
    (row,) = [door for door in page.findChildren(DoorButton) if door.accessibleName() == "Jean Dupont has no space"]
    qtbot.keyClick(row, Qt.Key.Key_Return)
    return front(BookingSheet)


def test_what_is_in_the_way_of_a_date_laid_out_later_is_told_by_name_and_settled_by_keys_from_today(
    qtbot, scene: Scene, extended: int
) -> None:
    sheet = sheet_from_today(qtbot, scene)
    assert "Open day" in words_of(sheet)
    assert not sheet.act.isVisible()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    way = QApplication.focusWidget()
    assert way is not None
    assert "Another time or space…" in (way.text(), way.accessibleName()), way
    qtbot.keyClick(way, Qt.Key.Key_Space)
    form = front(MoveDialog)
    form._take_instead(form._ways.offered[0])
    press(qtbot, form, "Change it")
    assert "clash" not in states(scene).values()
    assert len([day for day in states(scene) if day.startswith("27-06-01")]) == 1
    assert [row for row in scene.services.today.view().due if row.kind == "clash"] == []
    scene.window.messages._do()
    assert states(scene)["27-06-01 11:00"] == "clash"


def test_a_date_whose_obstacle_has_gone_is_said_to_be_free_and_had_by_one_key(
    qtbot, scene: Scene, extended: int
) -> None:
    scene.services.events.cancel(extended)
    sheet = sheet_from_today(qtbot, scene)
    assert "It is free now." in words_of(sheet)
    press(qtbot, sheet, "Book it after all")
    assert states(scene)["27-06-01 11:00"] == "confirmed"
    assert scene.window.messages.sentence.startswith("Room B is booked for Jean Dupont after all")
    scene.window.messages._do()
    assert states(scene)["27-06-01 11:00"] == "clash"


def test_a_series_without_an_end_is_asked_for_with_its_price_each_time_and_ends_when_it_is_called_off(
    qtbot, scene: Scene
) -> None:
    always(qtbot, scene)
    (first, *_others) = sorted(scene.services.bookings.of_person(scene.jean), key=lambda row: row.slot.start)
    scene.services.series.cancel(first.id, Scope.FOLLOWING)
    advance_to(scene.services.desk, NOW + timedelta(days=30))
    assert scene.services.series.extend() == ()
    assert set(states(scene).values()) == {"cancelled"}
