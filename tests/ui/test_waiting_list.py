"""The waiting list in the window: joined where somebody else has it, seen on Today, answered there."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import slot
from pressing import at_the_counter, dialog, front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk import formats
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.waiting import NewWish
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning import booking_acts
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.waiting_dialog import WaitDialog
from tierslieu_desk.ui.pages.planning.waiting_sheet import WaitingSheet
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words

NOW = datetime(2026, 11, 24, 10, 47)


@pytest.fixture
def asked(scene: Scene):
    """Jean asks for the room that Maria has from 14:00 to 16:00."""
    form = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce()),
        now=NOW,
        unit_id=scene.house.room_a,
        slot=slot("14:00", "16:00", TODAY),
    )
    form.told.connect(scene.window.go("planning").said)
    form.open()
    return form


def words_of(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Words) if one.isVisible())


def test_who_cannot_have_it_waits_for_it_in_three_steps(qtbot, scene: Scene, asked: BookingDialog) -> None:
    asked.fill("Jean Dupont")
    press(qtbot, asked, "Wait for it…")
    form = front(WaitDialog)
    assert "They are the first in line." in words_of(form)
    form.try_act()
    settle()
    assert [w for w in QApplication.topLevelWidgets() if isinstance(w, BookingDialog) and w.isVisible()] == []
    (row,) = scene.services.waiting.all()
    assert (row.party, row.unit, row.slot, row.state) == (
        "Jean Dupont",
        "Room A",
        slot("14:00", "16:00", TODAY),
        "waiting",
    )
    assert scene.services.bookings.of_person(scene.jean) == ()


def test_nobody_is_put_in_line_without_a_name(qtbot, scene: Scene, asked: BookingDialog) -> None:
    press(qtbot, asked, "Wait for it…")
    assert front(BookingDialog) is asked
    assert scene.services.waiting.all() == ()
    asked.close()


def test_what_is_free_is_not_waited_for(scene: Scene, asked: BookingDialog) -> None:
    asked._unit.choose(scene.house.room_b)
    assert "Wait for it…" not in [b.text() for b in asked.findChildren(type(asked.act)) if b.isVisible()]
    asked.close()


def test_any_room_will_do_if_they_say_so(qtbot, scene: Scene, asked: BookingDialog) -> None:
    asked.fill("Jean Dupont")
    asked._people.setValue(4)
    press(qtbot, asked, "Wait for it…")
    form = front(WaitDialog)
    assert form.what.itemText(1) == "Any room for 4 people"
    form.what.setCurrentIndex(1)
    form.try_act()
    (row,) = scene.services.waiting.all()
    assert (row.unit, row.kind, row.people) == ("", "room", 4)
    assert row.state == "offered", "room B is free: it is offered at once"


def test_an_offer_stands_on_today_and_is_accepted_from_there(qtbot, scene: Scene) -> None:
    scene.services.waiting.join(NewWish(scene.jean, slot("14:00", "16:00", TODAY), scene.house.room_a))
    scene.services.bookings.cancel(scene.booking)
    page = scene.window.go("today")
    settle()
    (due,) = [row for row in scene.services.today.view().due if row.kind == "waiting"]
    assert due.name == "Jean Dupont"
    assert "Room A is free for whoever waited" in words_of(page)
    assert "kept for Jean Dupont until 24 November 2026, 14:00" in words_of(page)
    page._due._page.page_wanted.emit(f"planning/booking/{due.subject_id}")
    assert "They were on the waiting list for it." in words_of(dialog())
    press(qtbot, dialog(), "Confirm")
    assert scene.services.waiting.all()[0].state == "taken"
    assert [row for row in scene.services.today.view().due if row.kind == "waiting"] == []


def test_the_list_of_a_space_opens_from_its_block_and_the_next_one_is_offered_it(qtbot, scene: Scene) -> None:
    services, afternoon = scene.services, slot("14:00", "16:00", TODAY)
    services.waiting.join(NewWish(scene.jean, afternoon, scene.house.room_a))
    page = scene.window.go("planning")
    settle()
    page.view.choose(scene.booking)
    page.view.block_pointed.emit(page.view.block)
    settle()
    press(qtbot, page, "See who waits for it")
    sheet = front(WaitingSheet)
    assert "Jean Dupont" in words_of(sheet)
    press(qtbot, sheet, "Jean Dupont waits no longer")
    assert services.waiting.all()[0].state == "left"
    sheet.hours.setValue(2)
    sheet.try_act()
    assert services.waiting.hours() == 2


def test_their_page_tells_what_they_wait_for_and_lets_them_leave_the_line(qtbot, scene: Scene) -> None:
    services, afternoon = scene.services, slot("14:00", "16:00", TODAY)
    services.waiting.join(NewWish(scene.jean, afternoon, scene.house.room_a))
    page = scene.window.go("people")
    page.show_part(str(scene.jean))
    settle()
    qtbot.waitUntil(lambda: "Waiting list" in words_of(page))
    press(qtbot, page, f"No longer: Room A, {formats.slot_text(afternoon)}")
    assert services.waiting.all()[0].state == "left"


def test_the_counter_puts_them_in_line_for_a_room_somebody_has(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "room a today 2pm-4pm dupont")
    assert card.list.acts[0].second.endswith("Enter: wait for it.")
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    front(WaitDialog).try_act()
    assert [row.party for row in scene.services.waiting.all()] == ["Jean Dupont"]


def test_what_expired_is_offered_when_the_day_begins(scene: Scene) -> None:
    services = scene.services
    services.waiting.join(NewWish(scene.jean, slot("14:00", "16:00", TODAY), scene.house.room_a))
    services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("14:00", "16:00", TODAY)))
    assert services.waiting.settle() == ()


def test_who_calls_off_is_told_at_once_whom_it_goes_to(scene: Scene) -> None:
    services = scene.services
    services.waiting.join(NewWish(scene.jean, slot("14:00", "16:00", TODAY), scene.house.room_a))
    sentence, _undo = booking_acts.call_off(services, services.bookings.get(scene.booking))
    assert sentence.endswith("It is kept for Jean Dupont, who waited: tell them, from Today.")
