"""Keys pressed too often, options that ran out meanwhile: nothing is done that nobody meant, and it is said why."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import advance_to, slot
from pressing import front, has_keys, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Chip

IN_TWO_DAYS = "2026-11-26"
ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot, scene: Scene) -> PlanningPage:
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    settle()
    return shown


def sheets() -> list[BookingSheet]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, BookingSheet) and w.isVisible()]


def opened(scene: Scene, number: int) -> BookingSheet:
    sheet = BookingSheet(scene.window, scene.services, Jobs(AtOnce()), number, scene.services.desk.clock.wall())
    sheet.open()
    settle()
    return sheet


def begun(page: PlanningPage, day: str) -> BookingDialog:
    """The dialog of "+ Book" on that day, somebody named, the keys where they are when one writes a name."""
    page.show_day(datetime.fromisoformat(day).date())
    page._act.setFocus()
    page._act.click()
    dialog = front(BookingDialog)
    dialog.fill("Jean Dupont")
    return dialog


def enter(qtbot, times: int) -> None:
    for _press in range(times):
        qtbot.keyClick(has_keys(), ENTER)
        settle()


def test_enter_pressed_three_times_books_and_does_nothing_else(qtbot, scene: Scene, page: PlanningPage) -> None:
    begun(page, IN_TWO_DAYS)
    enter(qtbot, 3)
    (row,) = scene.services.bookings.of_person(scene.jean)
    assert (row.state, row.slot.start.date().isoformat()) == ("confirmed", IN_TWO_DAYS)
    assert sheets() == []


def test_a_moment_later_enter_opens_the_card_and_then_only_closes_it(qtbot, scene: Scene, page: PlanningPage) -> None:
    begun(page, IN_TWO_DAYS)
    enter(qtbot, 1)
    page.view.led_here.end()
    enter(qtbot, 1)
    (sheet,) = sheets()
    assert not sheet.act.isVisible(), "nobody has come yet for a day to come"
    sheet.leave.setFocus()
    enter(qtbot, 1)
    (row,) = scene.services.bookings.of_person(scene.jean)
    assert row.state == "confirmed"
    assert sheets() == []


def test_who_comes_another_day_has_not_come_today_and_it_is_said_which_day(scene: Scene, page: PlanningPage) -> None:
    """From a card that was left open over midnight, say, with a clock that was put back."""
    services = scene.services
    booked = services.bookings.book(NewBooking(scene.house.room_b, scene.jean, slot("09:00", "10:00", IN_TWO_DAYS)))
    advance_to(services.desk, datetime(2026, 11, 26, 8))
    sheet = opened(scene, booked.id)
    assert sheet.act.text() == "They have come"
    sheet._now = datetime(2026, 11, 25, 8)
    sheet.try_act()
    assert sheet.isVisible()
    assert "Jean Dupont is expected on 26 November 2026 only" in sheet.form.refusals[0]
    assert services.bookings.get(booked.id).state == "confirmed"
    sheet.close()


def test_the_day_itself_they_have_come(scene: Scene, page: PlanningPage) -> None:
    sheet = opened(scene, scene.booking)
    sheet.try_act()
    assert scene.services.bookings.get(scene.booking).state == "checked_in"


@pytest.mark.parametrize("unit", ["Room B", "Big room", "Open space"])
def test_the_keys_are_on_the_grid_at_what_was_booked_by_the_button(
    qtbot, scene: Scene, page: PlanningPage, unit: str
) -> None:
    begun(page, IN_TWO_DAYS)._unit.choose(scene.services.units.named(unit).id)
    enter(qtbot, 1)
    (row,) = scene.services.bookings.of_person(scene.jean)
    assert has_keys() is page.view
    assert page.day.isoformat() == IN_TWO_DAYS
    assert page.view.block is not None
    assert page.view.block.booking_id == row.id


@pytest.mark.parametrize("seen", ["list", "month"])
def test_booked_from_a_list_or_a_month_the_keys_are_there_and_not_on_the_button(
    qtbot, scene: Scene, page: PlanningPage, seen: str
) -> None:
    page._seen.choose(seen)
    settle()
    begun(page, IN_TWO_DAYS)
    enter(qtbot, 1)
    assert len(scene.services.bookings.of_person(scene.jean)) == 1
    assert has_keys() is page.ways._looked_at
    assert page.day.isoformat() == IN_TWO_DAYS


def test_what_is_booked_is_seen_although_only_others_were_looked_for(qtbot, scene: Scene, page: PlanningPage) -> None:
    page._find.setText("Maria")
    begun(page, IN_TWO_DAYS)
    enter(qtbot, 1)
    (row,) = scene.services.bookings.of_person(scene.jean)
    assert has_keys() is page.view
    assert page.view.block is not None
    assert page.view.block.booking_id == row.id


def option(scene: Scene) -> int:
    until = datetime(2026, 11, 24, 18)
    new = NewBooking(scene.house.room_b, scene.jean, slot("09:00", "11:00", "2026-11-27"), tentative_until=until)
    return scene.services.bookings.book(new).id


def chip(sheet: BookingSheet) -> list[str]:
    return [one.text() for one in sheet.findChildren(Chip) if one.isVisible()]


def test_an_option_that_runs_out_while_its_card_is_open_is_said_to_have_expired(scene: Scene, page) -> None:
    number = option(scene)
    sheet = opened(scene, number)
    assert chip(sheet) == ["to confirm"]
    advance_to(scene.services.desk, datetime(2026, 11, 24, 18, 1))
    sheet.try_act()
    assert sheet.isVisible()
    assert "The option of Jean Dupont has expired (24 November 2026" in sheet.form.refusals[0]
    assert "already" not in sheet.form.refusals[0]
    assert chip(sheet) == ["expired"]
    assert sheet.act.text() == "They want it after all"
    sheet.try_act()
    assert scene.services.bookings.get(number).state == "confirmed"


def test_of_an_option_that_ran_out_it_is_said_who_has_the_place_now(scene: Scene, page) -> None:
    number = option(scene)
    sheet = opened(scene, number)
    advance_to(scene.services.desk, datetime(2026, 11, 24, 18, 1))
    wanted = NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-11-27"))
    scene.services.bookings.book(wanted)
    sheet.try_act()
    assert "Room B has gone to Maria Roca" in sheet.form.refusals[0]
    assert chip(sheet) == ["expired"]
    assert not sheet.act.isVisible(), "it is not free to be had again"
    sheet.close()


def test_the_small_card_beside_the_block_says_so_too_and_the_planning_is_read_again(qtbot, scene, page) -> None:
    number = option(scene)
    page.show_day(datetime(2026, 11, 27).date())
    settle()
    page._closely.show(next(b for b in page._shown.day.blocks if b.booking_id == number))
    refusals: list[object] = []
    page.refused.connect(refusals.append)
    advance_to(scene.services.desk, datetime(2026, 11, 24, 18, 1))
    press(qtbot, page._closely.card, "Confirm")
    assert [getattr(one, "code", "") for one in refusals] == ["option_over"]
    assert number not in [block.booking_id for block in page._shown.day.blocks]
