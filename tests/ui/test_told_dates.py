"""Bookings that come back are told in one message with all their dates, chosen by one key; never one message a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import pytest
from builders import slot
from pressing import dialog, front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.messages import Purpose, State
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def telling(scene: Scene) -> Scene:
    """A place that tells people things from here; Jean has no e-mail and is written letters."""
    places, people = scene.services.places, scene.services.people
    row = places.get()
    places.describe(replace(description_of(row), services="messages"), row.version)
    jean = NewPerson(given_name="Jean", family_name="Dupont", street="1 rue Haute", city="Foix", language="en")
    people.change(scene.jean, jean, people.get(scene.jean).version)
    return scene


@pytest.fixture
def page(telling: Scene) -> PlanningPage:
    shown = telling.window.go("planning")
    assert isinstance(shown, PlanningPage)
    settle()
    return shown


def booked(qtbot, page: PlanningPage, scene: Scene, times: int = 3) -> None:
    """Jean, every Tuesday from 24 November on, 11:00 to 12:00."""
    start, end = (datetime.fromisoformat(f"2026-11-24 {clock}") for clock in ("11:00", "12:00"))
    page.view.slot_chosen.emit(scene.house.room_b, start, end)
    form = dialog()
    assert isinstance(form, BookingDialog)
    form.fill("Jean Dupont")
    form._comes.often.choose("week")
    form._comes.times.setValue(times)
    press(qtbot, form, "Book it")


def key(qtbot, scene: Scene, letter: Qt.Key) -> None:
    """With Ctrl, in the window: a dialog that has just closed still had the keyboard."""
    settle()
    scene.window.activateWindow()
    settle()
    qtbot.keyClick(scene.window, letter, Qt.KeyboardModifier.ControlModifier)
    settle()


def tell_them(qtbot, scene: Scene) -> PreviewDialog:
    settle()
    shown = [one.text() for one in scene.window.messages.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["Tell them…", "Undo"]
    key(qtbot, scene, Qt.Key.Key_T)
    looked = dialog()
    assert isinstance(looked, PreviewDialog)
    return looked


LISTED = (
    "Room B\n"
    "- Tuesday 24 November, 11:00 – 12:00\n"
    "- Tuesday 1 December, 11:00 – 12:00\n"
    "- Tuesday 8 December, 11:00 – 12:00\n"
)


def test_a_series_just_booked_is_confirmed_in_one_message(qtbot, page: PlanningPage, telling: Scene) -> None:
    booked(qtbot, page, telling)
    assert telling.services.messages.open() == (), "nothing is told by itself"
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text() == "Your booking: Room B, 3 dates (24 November – 8 December 2026)"
    assert LISTED in looked.fields.text.toPlainText()
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert (row.purpose, row.party_id, row.state) == (Purpose.BOOKING_CONFIRMED, telling.jean, State.TO_PRINT)


def test_one_booking_just_made_is_confirmed_by_the_same_key(qtbot, page: PlanningPage, telling: Scene) -> None:
    start, end = (datetime.fromisoformat(f"2026-11-24 {clock}") for clock in ("11:00", "12:00"))
    page.view.slot_chosen.emit(telling.house.room_b, start, end)
    form = dialog()
    assert isinstance(form, BookingDialog)
    form.fill("Jean Dupont")
    press(qtbot, form, "Book it")
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text() == "Your booking: Room B, Tuesday 24 November, 11:00 – 12:00"
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert (row.purpose, row.party_id, row.state) == (Purpose.BOOKING_CONFIRMED, telling.jean, State.TO_PRINT)


def test_the_offer_leaves_the_way_back_of_all_dates_under_its_key(qtbot, page: PlanningPage, telling: Scene) -> None:
    booked(qtbot, page, telling)
    tell_them(qtbot, telling).reject()
    key(qtbot, telling, Qt.Key.Key_Z)
    assert {row.state for row in telling.services.bookings.of_person(telling.jean)} == {"cancelled"}
    assert telling.services.messages.open() == ()


def of_the(scene: Scene, day: int):
    rows = scene.services.bookings.of_person(scene.jean)
    return next(row for row in rows if row.slot.start.day == day)


def test_dates_that_moved_are_told_with_their_new_hours(qtbot, page: PlanningPage, telling: Scene) -> None:
    booked(qtbot, page, telling)
    page._acts.change(of_the(telling, 1))
    change = front(MoveDialog)
    change._scope.choose(Scope.FOLLOWING)
    change._from.at = time(14)
    change.try_act()
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text() == ("Your booking has changed: Room B, 2 dates (1 – 8 December 2026)")
    said = looked.fields.text.toPlainText()
    assert "Room B\n- Tuesday 1 December, 14:00 – 15:00\n- Tuesday 8 December, 14:00 – 15:00\n" in said
    assert "24 November" not in said
    looked.try_act()
    (row,) = telling.services.messages.open()
    assert row.purpose is Purpose.BOOKING_CHANGED


def test_dates_called_off_are_told_in_one_message_and_a_second_time_says_so(
    qtbot, page: PlanningPage, telling: Scene
) -> None:
    booked(qtbot, page, telling)
    page._acts.call_off(of_the(telling, 24))
    asked = front(CallOffDates)
    asked.scope.choose(Scope.ALL)
    asked.try_act()
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text().startswith("Your booking is called off: Room B, 3 dates (24 November")
    assert LISTED in looked.fields.text.toPlainText()
    looked.try_act()
    (row,) = telling.services.messages.open()
    again = message_offers.dates(
        telling.services.messages,
        telling.services.bookings,
        [one.id for one in telling.services.bookings.of_person(telling.jean)],
        Purpose.BOOKING_CANCELLED,
    )
    assert (row.purpose, again.before) == (Purpose.BOOKING_CANCELLED, row.queued_at)


def test_only_one_of_them_called_off_is_told_as_any_booking(qtbot, page: PlanningPage, telling: Scene) -> None:
    booked(qtbot, page, telling)
    page._acts.call_off(of_the(telling, 1))
    front(CallOffDates).try_act()
    looked = tell_them(qtbot, telling)
    assert looked.fields.subject.text() == "Your booking is called off: Room B, Tuesday 1 December, 11:00 – 12:00"


def test_dates_in_two_spaces_and_over_new_year_say_which_and_when(telling: Scene) -> None:
    services, house = telling.services, telling.house
    one = services.bookings.book(NewBooking(house.room_b, telling.jean, slot("09:00", "10:00", "2026-12-29")))
    two = services.bookings.book(NewBooking(house.room_a, telling.jean, slot("09:00", "10:00", "2027-01-05")))
    with speaking("en"):
        told = message_offers.dates(services.messages, services.bookings, (two.id, one.id), Purpose.BOOKING_CONFIRMED)
    assert "Room B, Room A\n" in told.body
    assert "- Tuesday 29 December 2026, 09:00 – 10:00, Room B\n- Tuesday 5 January 2027, 09:00 – 10:00, Room A" in (
        told.body
    )
