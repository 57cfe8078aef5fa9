"""What the booking dialog proposes, and what it says of a time that is none, over or far away."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from at_the_planning import planning
from builders import slot
from pressing import dialog, press
from PySide6.QtCore import Qt
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def opened(qtbot, page: PlanningPage, scene: Scene) -> BookingDialog:
    press(qtbot, scene.window, "+ Book")
    form = dialog()
    assert isinstance(form, BookingDialog)
    return form


def test_book_opens_on_the_next_hour_that_is_free(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("10:00", "13:30", TODAY)))
    form = opened(qtbot, page, scene)
    assert form._unit.currentText() == "Room A"
    assert form.slot == slot("16:00", "17:00", TODAY)  # from half past one there is but half an hour until Maria
    assert form._ways.sentence == ""
    form.close()


def test_book_is_for_the_space_in_view_and_another_space_has_its_own_next_hour(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.booth, scene.jean, slot("10:00", "15:00", TODAY)))
    page.view.setFocus()
    for _row in range(6):
        qtbot.keyClick(page.view, Qt.Key.Key_Down)
    form = opened(qtbot, page, scene)
    assert form._unit.currentText() == "Booth"
    assert form.slot == slot("15:00", "16:00", TODAY)
    form._unit.choose(scene.house.room_b)
    assert form.slot == slot("11:00", "12:00", TODAY)
    form._from.at = datetime(2026, 11, 24, 12, 15).time()
    form._unit.choose(scene.house.booth)
    assert form.slot.start == datetime(2026, 11, 24, 12, 15)  # said by hand: kept
    form.close()


def test_another_day_begins_with_its_first_free_hour(qtbot, page, scene: Scene) -> None:
    page.show_day(date(2026, 11, 26))
    form = opened(qtbot, page, scene)
    assert form.slot == slot("08:00", "09:00", "2026-11-26")
    form.close()


def test_of_a_day_that_is_full_it_is_said_and_the_next_day_is_one_click_away(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("08:00", "14:00", TODAY)))
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("16:00", "19:30", TODAY)))
    form = opened(qtbot, page, scene)
    assert form._ways.sentence == "Room A has no free hour left on Tuesday 24 November."
    press(qtbot, form, "Rather Room A, Wednesday 25 November, 08:00 – 09:00 · €12.00")
    assert form.slot == slot("08:00", "09:00", "2026-11-25")
    assert form._ways.sentence == ""
    form.close()


def test_an_end_before_its_start_is_told_beside_the_field_as_it_is_left(qtbot, page, scene: Scene) -> None:
    form = opened(qtbot, page, scene)
    form._to.setText("8:00")
    form._to.settle()
    assert form.form.refusals == ["The end must come after the beginning."]
    assert form._to.property("refused")
    assert form.price == ""
    form.fill("Jean Dupont")
    press(qtbot, form, "Book it")
    assert form.isVisible()
    assert form.form.refusals == ["The end must come after the beginning."]
    form._to.setText("13:00")
    form._to.settle()
    assert form.form.refusals == []
    form.close()


def test_a_day_that_is_over_or_ten_years_ahead_is_remarked_on_as_it_is_typed(qtbot, page, scene: Scene) -> None:
    form = opened(qtbot, page, scene)
    assert form._remark.isHidden()
    form._day.setText("20/11/2026")
    form._day.settle()
    assert form._remark.text() == "That is over already."
    form._day.setText("24/11/2036")
    form._day.settle()
    assert form._remark.text() == "That is more than a year ahead: Monday 24 November 2036."
    form.fill("Jean Dupont")
    press(qtbot, form, "Book it")
    assert form._ways.sentence.startswith("That is more than a year ahead:")
    assert scene.services.bookings.of_person(scene.jean) == ()
    form.close()
