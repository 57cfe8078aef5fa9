"""Every state of a booking is shown, and has its next acts; what is shown as free is given (GRR #553)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, slot
from pressing import front, press
from scenes import TODAY, Scene

from tierslieu_desk import errors
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.waiting import NewWish
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.keep_dialog import KeepDialog
from tierslieu_desk.ui.widgets.labels import Chip

AFTERNOON = slot("14:00", "16:00", TODAY)
SIX = datetime(2026, 11, 25, 18)


@pytest.fixture
def opened(scene: Scene):
    def open_on(booking_id: int) -> BookingSheet:
        sheet = BookingSheet(scene.window, scene.services, Jobs(AtOnce()), booking_id, scene.services.desk.clock.wall())
        sheet.told.connect(scene.window.go("planning").said)
        sheet.open()
        return sheet

    return open_on


def option(scene: Scene, until: datetime = SIX) -> int:
    new = NewBooking(scene.house.room_b, scene.jean, slot("09:00", "11:00", "2026-11-27"), tentative_until=until)
    return scene.services.bookings.book(new).id


def chip(sheet: BookingSheet) -> str:
    return sheet.findChildren(Chip)[0].text()


def test_an_option_is_kept_longer_from_its_sheet_still_blocks_and_undo_takes_that_back(
    qtbot, scene: Scene, opened
) -> None:
    bookings, number = scene.services.bookings, option(scene)
    sheet = opened(number)
    assert (chip(sheet), sheet.act.text()) == ("to confirm", "Confirm")
    press(qtbot, sheet, "Keep it longer…")
    form = front(KeepDialog)
    form.day.day = date(2026, 11, 26)
    form.try_act()
    assert bookings.get(number).expires == datetime(2026, 11, 26, 18)
    advance_to(scene.services.desk, datetime(2026, 11, 26, 17, 59))
    wanted = slot("10:00", "12:00", "2026-11-27")
    assert isinstance(bookings.look(scene.house.room_b, wanted).refusal, errors.SlotTaken)
    advance_to(scene.services.desk, datetime(2026, 11, 26, 18))
    assert bookings.get(number).state == "expired"
    assert bookings.look(scene.house.room_b, wanted).refusal is None


def test_an_option_is_not_kept_until_what_is_over(qtbot, scene: Scene, opened) -> None:
    number = option(scene)
    press(qtbot, opened(number), "Keep it longer…")
    form = front(KeepDialog)
    form.day.day = date(2026, 11, 23)
    form.try_act()
    assert form.isVisible()
    assert scene.services.bookings.get(number).expires == SIX
    form.close()


def test_no_shows_are_there_without_any_job_that_somebody_must_set_up(scene: Scene, opened) -> None:
    """LibreBooking #1046: their no-shows came of a task of the system, which nobody had set up."""
    bookings = scene.services.bookings
    advance_to(scene.services.desk, datetime(2026, 11, 24, 15, 59))
    assert bookings.get(scene.booking).state == "confirmed"
    advance_to(scene.services.desk, datetime(2026, 11, 24, 16))
    assert bookings.get(scene.booking).state == "no_show"
    sheet = opened(scene.booking)
    assert (chip(sheet), sheet.act.text()) == ("did not come", "They did come")
    sheet.try_act()
    assert bookings.get(scene.booking).state == "checked_in"


def test_who_cancelled_comes_after_all_while_it_is_free(scene: Scene, opened) -> None:
    bookings = scene.services.bookings
    bookings.cancel(scene.booking)
    sheet = opened(scene.booking)
    assert (chip(sheet), sheet.act.text()) == ("cancelled", "They come after all")
    sheet.try_act()
    assert bookings.get(scene.booking).state == "confirmed"
    bookings.cancel(scene.booking)
    bookings.book(NewBooking(scene.house.room_a, scene.jean, AFTERNOON))
    late = opened(scene.booking)
    late.try_act()
    assert late.isVisible()
    assert bookings.get(scene.booking).state == "cancelled"
    late.close()


def test_an_option_that_expired_can_still_be_wanted(scene: Scene, opened) -> None:
    number = option(scene)
    advance_to(scene.services.desk, SIX)
    sheet = opened(number)
    assert (chip(sheet), sheet.act.text()) == ("expired", "They want it after all")
    sheet.try_act()
    assert scene.services.bookings.get(number).state == "confirmed"


def test_what_is_over_is_not_called_back(scene: Scene, opened) -> None:
    scene.services.bookings.cancel(scene.booking)
    advance_to(scene.services.desk, datetime(2026, 11, 24, 17))
    sheet = opened(scene.booking)
    assert not sheet.act.isVisible()
    sheet.close()


def test_an_option_about_to_end_stands_on_today_and_they_are_asked(qtbot, scene: Scene) -> None:
    services, number = scene.services, option(scene)
    assert [row for row in services.today.view().due if row.kind == "option"] == []
    advance_to(services.desk, datetime(2026, 11, 24, 18))
    (due,) = [row for row in services.today.view().due if row.kind == "option"]
    assert (due.name, due.what, due.days, due.until) == ("Jean Dupont", "Room B", 1, SIX)
    row = services.bookings.get(number)
    purpose = message_offers.of_option(services.waiting, row, datetime(2026, 11, 24, 18))
    assert purpose is Purpose.BOOKING_OPTION_ENDS
    services.messages.queue(message_offers.booking(services.messages, services.bookings, number, purpose))
    (due,) = [row for row in services.today.view().due if row.kind == "option"]
    assert due.days == 0, "told"


def test_what_comes_off_the_waiting_list_is_told_as_such(scene: Scene) -> None:
    services = scene.services
    services.waiting.join(NewWish(scene.jean, AFTERNOON, scene.house.room_a))
    services.bookings.cancel(scene.booking)
    (offer,) = services.waiting.of_person(scene.jean)
    row = services.bookings.get(offer.booking_id)
    purpose = message_offers.of_option(services.waiting, row, datetime(2026, 11, 24, 11))
    draft = message_offers.booking(services.messages, services.bookings, row.id, purpose)
    assert (draft.purpose, draft.way) == (Purpose.WAITING_OFFER, "letter")
    assert "24 November 2026" in draft.body or "24 novembre 2026" in draft.body


def test_nothing_is_shown_as_free_that_cannot_be_had(scene: Scene) -> None:
    """GRR #553: a "+" stood on slots that were full, and was refused when pressed."""
    services, house = scene.services, scene.house
    day = date(2026, 11, 26)
    for _seat in range(2):
        services.bookings.book(NewBooking(house.pool, scene.maria, slot("09:00", "18:00", str(day))))
    services.bookings.book(NewBooking(house.room_b, scene.maria, slot("10:00", "12:00", str(day))))
    full = slot("09:00", "10:00", str(day))
    seats = services.bookings.look(house.pool, full)
    assert (seats.free_seats, seats.refusal) == (1, None)
    services.bookings.book(NewBooking(house.pool, scene.jean, full))
    seats = services.bookings.look(house.pool, full)
    assert seats.free_seats == 0
    assert isinstance(seats.refusal, errors.PoolFull)
    shown = services.free_spaces.on(day, 60)
    assert (house.pool, full) not in [(one.unit_id, one.slot) for one in shown]
    for one in shown:
        act = services.bookings.book(NewBooking(one.unit_id, scene.jean, one.slot)).act
        services.bookings.take_back(act)
