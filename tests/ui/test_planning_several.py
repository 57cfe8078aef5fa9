"""Several bookings chosen on the planning and moved, copied, called off or written to together; copies by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from at_the_planning import in_hand
from builders import slot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.words import shift_text
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WEDNESDAY = "2026-11-25"


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return in_hand(scene)


@pytest.fixture
def other(page: PlanningPage, scene: Scene) -> int:
    """Jean's, room B, 14:00 to 15:00 today."""
    booked = scene.services.bookings.book(NewBooking(scene.house.room_b, scene.jean, slot("14:00", "15:00", TODAY)))
    page.refresh()
    return booked.id


def click(qtbot, page: PlanningPage, number: int, modifier: Qt.KeyboardModifier = CTRL) -> None:
    spot = page.view.rect_of(number).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, modifier, spot)


def pull(qtbot, page: PlanningPage, start: QPoint, by: QPoint, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    port = page.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    qtbot.mouseMove(port, start + by / 2)
    qtbot.mouseMove(port, start + by)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, start + by)


def slots(scene: Scene, *numbers: int) -> list[object]:
    return [scene.services.bookings.get(number).slot for number in numbers]


def test_ctrl_and_a_click_chooses_a_second_one_and_the_bar_says_how_many(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    click(qtbot, page, other)
    assert page._several.bar.isVisible()
    assert page._several._count.text() == "2 bookings chosen"
    assert page.view.sentence == "Room B, 14:00 to 15:00, Jean Dupont, chosen"
    click(qtbot, page, other)
    assert page._several._count.text() == "1 booking chosen"
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page._several.bar.isVisible()


def test_a_plain_click_lets_go_of_all(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    click(qtbot, page, other, Qt.KeyboardModifier.NoModifier)
    assert len(page.view.chosen) == 0


def test_shift_and_arrows_choose_the_next_booking_and_the_space_bar_this_one(qtbot, page, scene: Scene, other) -> None:
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    assert page.view.chosen.numbers == {scene.booking, other}
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.view.chosen.numbers == {scene.booking}


def test_all_that_are_chosen_are_called_off_by_one_key_and_come_back_by_one_undo(
    qtbot, page, scene: Scene, other
) -> None:
    click(qtbot, page, scene.booking)
    click(qtbot, page, other)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    states = {scene.services.bookings.get(number).state for number in (scene.booking, other)}
    assert (states, scene.window.messages.sentence) == ({"cancelled"}, "2 bookings are called off.")
    assert not page._several.bar.isVisible()
    scene.window.messages._do()
    assert {scene.services.bookings.get(n).state for n in (scene.booking, other)} == {"confirmed"}


def test_the_one_that_is_chosen_is_called_off_wherever_the_hand_is(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    page.view.choose(other)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    states = [scene.services.bookings.get(number).state for number in (scene.booking, other)]
    assert states == ["cancelled", "confirmed"]


def test_nothing_stays_chosen_out_of_sight(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    page.ways.see("month")
    assert not page._several.bar.isVisible()
    page.ways.see("day")
    assert len(page.view.chosen) == 0


def test_pulling_one_of_them_moves_all_by_the_same_time(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    click(qtbot, page, other)
    pull(qtbot, page, page.view.rect_of(other).center(), QPoint(-round(2 * page.view._layout.per_hour), 0))
    assert slots(scene, scene.booking, other) == [slot("12:00", "14:00", TODAY), slot("12:00", "13:00", TODAY)]
    assert scene.window.messages.sentence == "2 bookings, 2\u00a0h earlier."
    assert len(page.view.chosen) == 2
    scene.window.messages._do()
    assert slots(scene, scene.booking, other) == [slot("14:00", "16:00", TODAY), slot("14:00", "15:00", TODAY)]


def test_ctrl_and_arrows_move_all_and_where_one_cannot_none_does(qtbot, page, scene: Scene, other) -> None:
    services = scene.services
    services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("15:00", "16:00", TODAY)))
    page.refresh()
    click(qtbot, page, scene.booking)
    click(qtbot, page, other)
    qtbot.keyClick(page.view, Qt.Key.Key_Right, CTRL)
    assert slots(scene, scene.booking, other) == [slot("14:00", "16:00", TODAY), slot("14:00", "15:00", TODAY)]
    assert "Maria Roca" in scene.window.messages.sentence
    qtbot.keyClick(page.view, Qt.Key.Key_Left, CTRL)
    assert slots(scene, scene.booking, other) == [slot("13:45", "15:45", TODAY), slot("13:45", "14:45", TODAY)]


def test_nudges_of_one_booking_in_a_row_are_one_undo_that_says_where_it_is_back(qtbot, page, scene: Scene) -> None:
    page.view.choose(scene.booking)
    for _times in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Right, CTRL)
    assert slots(scene, scene.booking) == [slot("14:30", "16:30", TODAY)]
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert slots(scene, scene.booking) == [slot("14:00", "16:00", TODAY)]
    said = scene.window.messages.sentence
    assert said == "Maria Roca is back where it was: Room A, Tuesday 24 November, 14:00 – 16:00.", said
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert slots(scene, scene.booking) == [slot("14:00", "16:00", TODAY)]


def test_a_nudge_after_something_else_is_an_act_of_its_own(qtbot, page, scene: Scene, other) -> None:
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_Right, CTRL)
    scene.services.bookings.move(scene.booking, slot("15:00", "17:00", TODAY))
    page.refresh()
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, CTRL)
    assert slots(scene, scene.booking) == [slot("15:00", "17:00", TODAY)]


def test_outside_opening_hours_all_are_moved_with_one_reason(qtbot, page, scene: Scene, other) -> None:
    page.view.chosen.numbers = {scene.booking, other}
    page.view.together_moved.emit(timedelta(hours=6))
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, AllTheSame) and w.isVisible()]
    qtbot.keyClicks(dialog.reason, "The mayor has the key")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert slots(scene, scene.booking, other) == [slot("20:00", "22:00", TODAY), slot("20:00", "21:00", TODAY)]


def test_pulling_with_ctrl_leaves_it_and_books_its_like_there(qtbot, page, scene: Scene) -> None:
    before = page.view.rect_of(scene.booking).center()
    pull(qtbot, page, before, QPoint(-round(3 * page.view._layout.per_hour), 0), CTRL)
    first, copy = sorted(scene.services.bookings.of_person(scene.maria), key=lambda row: row.id)
    assert (first.slot, copy.slot) == (slot("14:00", "16:00", TODAY), slot("11:00", "13:00", TODAY))
    assert scene.window.messages.sentence == "Copied: Room A, Tuesday 24 November, 11:00 – 13:00"
    scene.window.messages._do()
    assert scene.services.bookings.get(copy.id).state == "cancelled"


def test_a_copy_onto_what_is_taken_says_who_has_it(qtbot, page, scene: Scene, other) -> None:
    view = page.view
    down = view.rect_of(other).center() - view.rect_of(scene.booking).center()
    pull(qtbot, page, view.rect_of(scene.booking).center(), QPoint(0, down.y()), CTRL)
    assert "Jean Dupont" in scene.window.messages.sentence
    assert len(scene.services.bookings.of_person(scene.maria)) == 1


def test_ctrl_c_and_ctrl_v_copy_it_to_another_day_and_space(qtbot, page, scene: Scene) -> None:
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    assert scene.window.messages.sentence == "1 booking is kept: go where it goes, and press Ctrl+V."
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    page.view.choose(0, (scene.house.room_b, datetime.fromisoformat(f"{WEDNESDAY} 09:00")))
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)
    copy = max(scene.services.bookings.of_person(scene.maria), key=lambda row: row.id)
    assert (copy.unit, copy.slot) == ("Room B", slot("09:00", "11:00", WEDNESDAY))
    assert page.view.block.booking_id == copy.id


def test_several_are_copied_each_in_its_own_space(qtbot, page, scene: Scene, other) -> None:
    click(qtbot, page, scene.booking)
    click(qtbot, page, other)
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    page.view.choose(0, (scene.house.room_a, datetime.fromisoformat(f"{WEDNESDAY} 10:00")))
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)
    made = {(block.title, block.start.hour, block.unit_id) for block in page._shown.day.blocks}
    assert made == {("Maria Roca", 10, scene.house.room_a), ("Jean Dupont", 10, scene.house.room_b)}
    assert scene.window.messages.sentence == "2 bookings are copied."


def test_nothing_copied_is_told_and_nothing_chosen_too(qtbot, page, scene: Scene) -> None:
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)
    assert "Copy a booking first, with Ctrl+C." in scene.window.messages.sentence
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    assert "Choose a booking first." in scene.window.messages.sentence


def test_they_are_written_to_without_seeing_each_other_and_who_has_no_address_is_named(
    qtbot, page, scene: Scene, other, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    monkeypatch.setattr(scene.services.several_bookings, "addresses", lambda _n: (("a@b.fr", "c@d.fr"), ("Jean",)))
    click(qtbot, page, scene.booking)
    page._several.write()
    assert opened == ["mailto:?bcc=a@b.fr,c@d.fr"]
    assert scene.window.messages.sentence.endswith("No e-mail address: Jean.")


def test_how_far_is_said_in_words() -> None:
    assert shift_text(timedelta(days=1, hours=2)) == "1 day 2\u00a0h later"
    assert shift_text(-timedelta(minutes=45)) == "45\u00a0min earlier"


def test_grr_553_what_is_full_does_not_look_as_if_one_could_book_it(qtbot, page, scene: Scene) -> None:
    """Room A is Maria's from 14 to 16: the big room it belongs to is neither said free nor has the cross of a free
    place."""
    big, view = scene.house.big_room, page.view
    at_three = datetime.fromisoformat(f"{TODAY} 15:00")
    view._go(big, at_three)
    assert view.sentence == "Big room, 15:00 to 15:30, not to be had: a part of it is taken"
    layout = view._layout
    line = layout.line_of(big)
    spot = QPoint(layout.x(at_three) + 4, layout.header + line.top + line.height // 2)
    qtbot.mouseMove(view.viewport(), spot)
    assert view.viewport().cursor().shape() == Qt.CursorShape.ForbiddenCursor
    free = QPoint(layout.x(at_three - timedelta(hours=4)), spot.y())
    qtbot.mouseMove(view.viewport(), free)
    assert view.viewport().cursor().shape() == Qt.CursorShape.CrossCursor
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "Maria Roca" in scene.window.messages.sentence
