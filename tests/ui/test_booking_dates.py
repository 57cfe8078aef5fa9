"""Bookings that come back, made, moved and called off in the window: the dates in the way are listed before."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from at_the_planning import asked, planning
from builders import slot
from pressing import dialog, front, press
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.series_scope import CallOffDates
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.doors import DoorButton


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def dates(scene: Scene) -> list[tuple[str, str]]:
    return sorted((f"{row.slot.start:%m-%d %H:%M}", row.state) for row in scene.services.bookings.of_person(scene.jean))


def booked(page: PlanningPage, scene: Scene, qtbot, times: int = 3) -> None:
    form = asked(page, scene)
    form._comes.often.choose("week")
    form._comes.times.setValue(times)
    press(qtbot, form, "Book it")


def test_nothing_of_coming_back_is_seen_until_it_is_chosen(page, scene: Scene) -> None:
    form = asked(page, scene)
    assert not form._comes.ends.isVisible()
    form._comes.often.choose("week")
    settle()
    assert form._comes.ends.isVisible()
    assert not form._option.isVisible()
    assert form._comes.remark.text() == "4 dates, the last on 15 December."
    assert form.price.endswith("each time · €48.00 in all")
    form.close()


def test_a_weekly_booking_is_made_and_taken_back_in_one_go(qtbot, page, scene: Scene) -> None:
    booked(page, scene, qtbot)
    assert dates(scene) == [("11-24 11:00", "confirmed"), ("12-01 11:00", "confirmed"), ("12-08 11:00", "confirmed")]
    assert scene.window.messages.sentence == "Room B is booked for Jean Dupont on 3 dates."
    scene.window.messages._do()
    assert [state for _on, state in dates(scene)] == ["cancelled"] * 3


@pytest.mark.parametrize(
    ("often", "until", "expected"),
    [
        ("day", "30/11/2026", ["11-24", "11-25", "11-26", "11-27", "11-30"]),
        ("fortnight", "22/12/2026", ["11-24", "12-08", "12-22"]),
        ("month", "01/02/2027", ["11-24", "12-22", "01-26"]),
        ("month_end", "31/12/2026", ["11-30", "12-31"]),
    ],
)
def test_every_open_day_every_two_weeks_and_every_month(qtbot, page, scene: Scene, often, until, expected) -> None:
    form = asked(page, scene)
    form._comes.often.choose(often)
    form._comes.ends.choose("until")
    form._comes.until.setText(until)
    press(qtbot, form, "Book it")
    rows = scene.services.bookings.of_person(scene.jean)
    assert [f"{row.slot.start:%m-%d}" for row in sorted(rows, key=lambda row: row.slot.start)] == expected


def test_the_dates_in_the_way_are_listed_before_and_left_out(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-12-01")))
    booked(page, scene, qtbot)
    form = dialog()
    assert form._in_the_way.words.text() == (
        "1 date cannot be had.\nTuesday 1 December: taken by Maria Roca, 10:00 – 12:00"
    )
    assert form._in_the_way.leave_out.text() == "Leave this date out"
    assert dates(scene) == []
    press(qtbot, form, "Take the others")
    assert dates(scene) == [("11-24 11:00", "confirmed"), ("12-01 11:00", "skipped"), ("12-08 11:00", "confirmed")]
    assert scene.window.messages.sentence == "Room B is booked for Jean Dupont on 2 dates. 1 date is left out."


def test_of_the_dates_in_the_way_one_goes_to_another_hour_and_one_is_left_out_and_all_comes_in_one(
    qtbot, page, scene: Scene
) -> None:
    """Room B is taken on 1 December from ten to twelve, and on 8 December all day: twelve is the next free hour."""
    for day, end in (("2026-12-01", "12:00"), ("2026-12-08", "20:00")):
        scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", end, day)))
    booked(page, scene, qtbot)
    form = dialog()
    press(qtbot, form, "Each date by itself…")
    first, second = form._in_the_way.each.choices
    offered = [first.itemText(number) for number in range(first.count())]
    assert offered[:3] == ["Leave it out", "Decide later, on Today", "Room B · 12:00 – 13:00"]
    assert not form._in_the_way.leave_out.isVisible()
    assert (first.accessibleName(), second.choice) == ("Tuesday 1 December", "out")
    first.setCurrentIndex(2)
    assert dates(scene) == []
    press(qtbot, form, "Take them like this")
    assert dates(scene) == [("11-24 11:00", "confirmed"), ("12-01 12:00", "confirmed"), ("12-08 11:00", "skipped")]
    scene.window.messages._do()
    assert {state for _on, state in dates(scene)} == {"cancelled", "skipped"}


def test_a_date_can_be_kept_for_later_while_the_others_are_left_out(qtbot, page, scene: Scene) -> None:
    for day in ("2026-12-01", "2026-12-08"):
        scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", day)))
    booked(page, scene, qtbot)
    form = dialog()
    press(qtbot, form, "Each date by itself…")
    form._in_the_way.each.choices[0].choose("waits")
    press(qtbot, form, "Take them like this")
    assert [state for _on, state in dates(scene)] == ["confirmed", "clash", "skipped"]


def test_dates_not_left_out_wait_on_today(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-12-01")))
    booked(page, scene, qtbot)
    form = dialog()
    form._in_the_way.leave_out.click()
    press(qtbot, form, "Take the others")
    assert dates(scene)[1] == ("12-01 11:00", "clash")
    assert len(scene.services.series.clashes(date(2026, 11, 24))) == 1


def test_what_is_changed_after_the_list_is_looked_at_anew(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-12-01")))
    booked(page, scene, qtbot)
    form = dialog()
    form._comes.times.setValue(5)
    assert not form._in_the_way.isVisible()
    assert form.act.text() == "Book it"
    press(qtbot, form, "Book it")
    assert form._in_the_way.isVisible()
    assert dates(scene) == []
    form.close()


@pytest.mark.parametrize(("typed", "told"), [("20/11/2026", "end"), ("40/40", "40/40"), ("01/01/2040", "too far")])
def test_a_last_day_that_makes_no_sense_is_told_beside_it(qtbot, page, scene: Scene, typed: str, told: str) -> None:
    form = asked(page, scene)
    form._comes.often.choose("week")
    form._comes.ends.choose("until")
    form._comes.until.setText(typed)
    press(qtbot, form, "Book it")
    assert form.isVisible()
    assert told in form.form.refusals[0]
    assert form._comes.until.property("refused")
    assert dates(scene) == []
    form.close()


@pytest.mark.parametrize(
    ("scope", "left"),
    [
        ("this", ["confirmed", "cancelled", "confirmed"]),
        ("following", ["confirmed", "cancelled", "cancelled"]),
        ("all", ["cancelled"] * 3),
    ],
)
def test_called_off_it_asks_which_dates_and_all_stand_again(qtbot, page, scene: Scene, scope, left) -> None:
    booked(page, scene, qtbot)
    page.show_day(date(2026, 12, 1))
    settle()
    second = next(b for b in page._shown.day.blocks if b.title == "Jean Dupont")
    page.view.choose(second.booking_id)
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    form = front(CallOffDates)
    form.scope.choose(scope)
    press(qtbot, form, "They no longer come")
    assert [state for _on, state in dates(scene)] == left
    scene.window.messages._do()
    assert [state for _on, state in dates(scene)] == ["confirmed"] * 3


def test_moved_it_asks_which_dates_lists_what_is_in_the_way_and_goes_back(qtbot, page, scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("15:00", "16:00", "2026-12-08")))
    booked(page, scene, qtbot)
    first = next(b for b in page._shown.day.blocks if b.title == "Jean Dupont")
    page.view.block_opened.emit(first.booking_id)
    press(qtbot, dialog(), "Change hours…")
    form = front(MoveDialog)
    form._from.at = datetime(2026, 11, 24, 15).time()
    form._to.at = datetime(2026, 11, 24, 16).time()
    form._scope.choose("following")
    press(qtbot, form, "Change it")
    assert "Tuesday 8 December: taken by Maria Roca" in form._in_the_way.words.text()
    press(qtbot, form, "Take the others")
    moved = [("11-24 15:00", "confirmed"), ("12-01 15:00", "confirmed"), ("12-08 15:00", "skipped")]
    assert dates(scene) == moved
    assert scene.window.messages.sentence.startswith("Jean Dupont: 2 dates moved to Room B, 15:00 – 16:00.")
    scene.window.messages._do()
    assert dates(scene) == [("11-24 11:00", "confirmed"), ("12-01 11:00", "confirmed"), ("12-08 11:00", "confirmed")]


def test_only_this_one_is_moved_when_that_is_said(qtbot, page, scene: Scene) -> None:
    booked(page, scene, qtbot)
    first = next(b for b in page._shown.day.blocks if b.title == "Jean Dupont")
    page.view.block_opened.emit(first.booking_id)
    press(qtbot, dialog(), "Change hours…")
    form = front(MoveDialog)
    form._to.at = datetime(2026, 11, 24, 13).time()
    press(qtbot, form, "Change it")
    ends = [row.slot.minutes for row in scene.services.bookings.of_person(scene.jean)]
    assert sorted(ends) == [60, 60, 120]


def waiting(page: PlanningPage, scene: Scene, qtbot) -> None:
    """The second of three dates is Maria's, and waits on Today."""
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-12-01")))
    booked(page, scene, qtbot)
    dialog()._in_the_way.leave_out.click()
    press(qtbot, dialog(), "Take the others")
    today = scene.window.go("today")
    settle()
    (row,) = [door for door in today.findChildren(DoorButton) if door.accessibleName() == "Jean Dupont has no space"]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    settle()


def test_a_date_that_waits_on_today_is_given_another_time_there_and_waits_again(qtbot, page, scene: Scene) -> None:
    waiting(page, scene, qtbot)
    press(qtbot, dialog(), "Another time or space…")
    form = front(MoveDialog)
    assert form._ways.sentence.startswith("Room B is taken by Maria Roca")
    form._take_instead(form._ways.offered[0])
    press(qtbot, form, "Change it")
    assert dates(scene)[1] == ("12-01 12:00", "confirmed")
    scene.window.messages._do()
    assert dates(scene)[1] == ("12-01 11:00", "clash")
    assert len(scene.services.to_invoice.lines(scene.jean, date(2026, 12, 31))) == 2  # what waits is not owed


def test_a_date_that_waits_on_today_is_left_out_there(qtbot, page, scene: Scene) -> None:
    waiting(page, scene, qtbot)
    press(qtbot, dialog(), "Leave this date out")
    assert dates(scene)[1] == ("12-01 11:00", "skipped")
    assert scene.services.series.clashes(date(2026, 11, 24)) == ()
    scene.window.messages._do()
    assert dates(scene)[1] == ("12-01 11:00", "clash")
