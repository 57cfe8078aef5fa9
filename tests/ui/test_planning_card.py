"""One click on a block tells who has it and what can be done next; other hours are typed and can be undone."""

from __future__ import annotations

from datetime import datetime

import pytest
from at_the_planning import planning
from builders import slot
from pressing import dialog, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def click(qtbot, page: PlanningPage, number: int) -> None:
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.rect_of(number).center())
    settle()


def told(page: PlanningPage) -> list[str]:
    card = page._closely.card
    return [words.text() for words in card.findChildren(Words) if words.isVisible()]


def dialogs() -> list[Dialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]


def test_one_click_tells_who_what_and_when_beside_the_block_and_outlines_it(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    card = page._closely.card
    assert card.isVisible()
    assert told(page) == ["Maria Roca", "Room A", "Tuesday 24 November, 14:00 – 16:00", "€24.00"]
    box = page.view.rect_of(scene.booking)
    corner = page.view.viewport().mapTo(page, box.topLeft())
    assert not card.geometry().intersects(box.translated(corner - box.topLeft()))
    assert page.rect().contains(card.geometry())
    page.setFocus()
    page._find.setFocus()
    outlined = page.view.viewport().grab().toImage()
    card.leave()
    plain = page.view.viewport().grab().toImage()
    edge = box.topLeft() + QPoint(box.width() // 2, -1)
    assert outlined.pixelColor(edge) != plain.pixelColor(edge)


def test_in_a_smaller_window_the_card_goes_along_with_its_block(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    scene.window.resize(1000, 700)
    settle()
    card, box = page._closely.card, page.view.rect_of(scene.booking)
    corner = page.view.viewport().mapTo(page, box.topLeft())
    assert card.isVisible()
    assert 0 < card.y() - (corner.y() + box.height()) <= 8, "just below it"
    assert card.x() <= corner.x() + box.width() <= card.x() + card.width()


def test_the_card_says_that_they_have_come_and_that_is_taken_back(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    press(qtbot, page._closely.card, "They have come")
    assert scene.services.bookings.get(scene.booking).state == "checked_in"
    assert page.window().focusWidget() is page.view
    assert page._closely.card.isVisible()
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed"


def test_the_card_calls_off_and_goes_with_its_block(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    press(qtbot, page._closely.card, "They no longer come")
    assert scene.services.bookings.get(scene.booking).state == "cancelled"
    assert not page._closely.card.isVisible()
    assert page.window().focusWidget() is page.view


def test_the_keys_go_on_below_the_card_and_escape_takes_it_away(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page._closely.card.isVisible()
    click(qtbot, page, scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert not page._closely.card.isVisible()


def test_a_double_click_still_opens_the_sheet_and_the_card_is_gone(qtbot, page, scene: Scene) -> None:
    port, spot = page.view.viewport(), page.view.rect_of(scene.booking).center()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=spot)
    assert isinstance(dialog(), BookingSheet)
    assert not page._closely.card.isVisible()
    dialog().close()


def test_pulling_a_block_that_is_told_moves_it(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    port, start = page.view.viewport(), page.view.rect_of(scene.booking).center()
    end = start - QPoint(round(2 * page.view._layout.per_hour), 0)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    assert not page._closely.card.isVisible()
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert scene.services.bookings.get(scene.booking).slot == slot("12:00", "14:00", TODAY)


def test_a_click_on_an_event_leads_to_it(qtbot, page, scene: Scene) -> None:
    page.show_day(datetime(2026, 12, 1).date())
    settle()
    (block,) = [one for one in page._shown.day.blocks if one.title == "Solder a lamp"]
    click(qtbot, page, block.booking_id)
    assert told(page)[0] == "Solder a lamp"
    press(qtbot, page._closely.card, "See the event")
    assert dialog().windowTitle() == "Solder a lamp"
    dialog().close()


def test_other_hours_are_typed_from_the_card_and_taken_back(qtbot, page, scene: Scene) -> None:
    click(qtbot, page, scene.booking)
    press(qtbot, page._closely.card, "Change hours…")
    form = dialog()
    assert isinstance(form, MoveDialog)
    assert form._ways.sentence == ""  # it does not stand in its own way
    form._to.setText("17:30")
    form._to.settle()
    press(qtbot, form, "Change it")
    assert dialogs() == []
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "17:30", TODAY)
    assert scene.window.messages.sentence.startswith("Maria Roca: Room A, Tuesday 24 November, 14:00 – 17:30 · ")
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)


def test_who_is_in_the_way_of_other_hours_is_told_with_what_can_be_had(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("16:00", "18:00", TODAY)))
    page.view.block_opened.emit(scene.booking)
    sheet = dialog()
    press(qtbot, sheet, "Change hours…")
    (form,) = [one for one in dialogs() if isinstance(one, MoveDialog)]
    form._to.setText("17:00")
    form._to.settle()
    assert form._ways.sentence.startswith("Room A is taken by Jean Dupont")
    press(qtbot, form, "Change it")
    assert form.isVisible()
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)
    (way,) = [space for space in form._ways.offered if space.unit == "Room B"]
    form._take_instead(way)
    press(qtbot, form, "Change it")
    assert dialogs() == []
    row = scene.services.bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room B", slot("14:00", "17:00", TODAY))
