"""The menu key, and the other button of the mouse: what can be done where one is; and what a screen reader is told."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import slot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning import paper
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    scene.window.resize(1366, 768)
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    scene.window.activateWindow()
    shown.setFocus()
    settle()
    return shown


def by_key(page: PlanningPage) -> dict[str, object]:
    """The menu that the menu key opens, its entries by their words."""
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), page.view.mapToGlobal(QPoint(1, 1)))
    QApplication.sendEvent(page.view, asked)
    return entries()


def by_mouse(page: PlanningPage, spot: QPoint) -> dict[str, object]:
    viewport = page.view.viewport()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, viewport.mapToGlobal(spot))
    QApplication.sendEvent(viewport, asked)
    return entries()


def entries() -> dict[str, object]:
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return {}
    return {action.text(): action for action in menu.actions() if action.text()}


def shown(kind: type[Dialog]) -> list[Dialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def leave() -> None:
    while (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    settle()


def test_the_menu_key_on_a_booking_offers_to_see_change_copy_and_cancel_it(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    found = by_key(page)
    assert list(found) == [
        "See it closely (Enter)",
        "Change hours…",
        "Copy (Ctrl+C)",
        "They no longer come (Del)",
    ]
    found["They no longer come (Del)"].trigger()
    leave()
    assert scene.services.bookings.get(scene.booking).state == "cancelled"
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed", "with its way back, as by the key"


def test_its_hours_are_changed_from_there(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    by_key(page)["Change hours…"].trigger()
    leave()
    (dialog,) = shown(MoveDialog)
    dialog.reject()


def test_the_menu_key_on_free_time_books_it(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(0, (scene.house.room_b, datetime(2026, 11, 24, 11)))
    found = by_key(page)
    assert list(found) == ["Book… (Enter)", "Find a free space… (F)"]
    found["Book… (Enter)"].trigger()
    leave()
    (dialog,) = shown(BookingDialog)
    dialog.reject()


def test_what_was_copied_is_pasted_from_there(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    by_key(page)["Copy (Ctrl+C)"].trigger()
    leave()
    page.view.choose(0, (scene.house.room_b, datetime(2026, 11, 24, 16)))
    by_key(page)["Paste (Ctrl+V)"].trigger()
    leave()
    blocks = [(b.unit_id, b.start.hour) for b in page._shown.day.blocks]
    assert (scene.house.room_b, 16) in blocks


def test_grr_553_free_time_that_its_parts_take_offers_no_booking(page: PlanningPage, scene: Scene) -> None:
    """The big room at 14:30, while room A is Maria's: it looks free, and cannot be had."""
    page.view.choose(0, (scene.house.big_room, datetime(2026, 11, 24, 14, 30)))
    assert page.view.is_taken
    assert not by_key(page)["Book… (Enter)"].isEnabled()
    leave()


def test_the_other_button_of_the_mouse_goes_there_and_opens_it_without_moving_anything(
    page: PlanningPage, scene: Scene
) -> None:
    before = scene.services.bookings.get(scene.booking).slot
    found = by_mouse(page, page.view.rect_of(scene.booking).center())
    assert "Change hours…" in found
    assert page.view.block is not None
    assert page.view.block.booking_id == scene.booking
    leave()
    assert scene.services.bookings.get(scene.booking).slot == before
    assert by_mouse(page, QPoint(20, 100)) == {}, "on the name of a space there is nothing to do"


def test_several_that_are_chosen_have_one_menu(page: PlanningPage, scene: Scene) -> None:
    other = scene.services.bookings.book(NewBooking(scene.house.room_b, scene.jean, slot("14:00", "15:00", TODAY))).id
    page.refresh()
    page.view.choose(scene.booking)
    for number in (scene.booking, other):
        page.view.chosen.add(number)
    assert list(by_key(page)) == ["Write to them", "Copy (Ctrl+C)", "Call off (Del)"]
    leave()


def test_what_is_no_booking_says_so(page: PlanningPage, scene: Scene) -> None:
    scene.services.maintenances.plan(scene.house.room_b, slot("17:00", "18:00", TODAY), "lamp")
    page.refresh()
    page.view.choose(0, (scene.house.room_b, datetime(2026, 11, 24, 17, 15)))
    found = by_key(page)
    assert [(words, action.isEnabled()) for words, action in found.items()] == [
        ("Only bookings are changed on the planning.", False)
    ]
    leave()


def test_a_screen_reader_is_told_of_each_place_the_keys_come_to(qtbot, page: PlanningPage, monkeypatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(paper, "announce", lambda widget, sentence: told.append(sentence))
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    page.view.choose(page._shown.day.blocks[0].booking_id)
    told.clear()
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.view, Qt.Key.Key_Left)
    assert told == ["Room A, 16:00 to 16:30, free", "Room A, 14:00 to 16:00, Maria Roca"]


def test_shift_and_arrows_select_a_span_enter_books_it_and_delete_takes_it_away_again(
    qtbot, page: PlanningPage, scene: Scene
) -> None:
    page.view.choose(0, (scene.house.room_b, datetime(2026, 11, 24, 16)))
    for _half_hour in range(3):
        qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.sentence == "Room B, 16:00 to 18:00, free"
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    (dialog,) = shown(BookingDialog)
    dialog.fill("jean dupont")
    dialog.try_act()
    settle()
    (made,) = [b for b in page._shown.day.blocks if b.unit_id == scene.house.room_b]
    assert (made.title, made.start.hour, made.end.hour) == ("Jean Dupont", 16, 18)
    scene.window.activateWindow()
    settle()
    assert scene.window.focusWidget() is page.view
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert scene.services.bookings.get(made.booking_id).state == "cancelled"
    scene.window.messages._do()
    assert scene.services.bookings.get(made.booking_id).state == "confirmed"


def test_grr_553_hours_in_which_the_place_is_closed_have_no_cross_and_are_not_said_free(
    qtbot, page: PlanningPage, scene: Scene
) -> None:
    """The small house is open from 8 to 20: no cross at 7:30, one at 8:30; in the week of one space too."""
    early, open_ = datetime(2026, 11, 24, 7, 30), datetime(2026, 11, 24, 8, 30)
    room = scene.house.room_b

    def shape() -> Qt.CursorShape:
        on, when = page.view._at
        line = page.view._layout.line_of(on)
        spot = QPoint(page.view._layout.x(when) + 3, page.view._layout.header + line.top + line.height // 2)
        qtbot.mouseMove(page.view.viewport(), spot)
        return page.view.viewport().cursor().shape()

    for _way in ("day", "week of one"):
        page.view.choose(0, (room, early))
        assert page.view.sentence.endswith("07:30 to 08:00, closed")
        assert shape() == Qt.CursorShape.ArrowCursor
        page.view.choose(0, (room, open_))
        assert page.view.sentence.endswith("08:30 to 09:00, free")
        assert shape() == Qt.CursorShape.CrossCursor
        page.ways.show_week_of(room)
        settle()
