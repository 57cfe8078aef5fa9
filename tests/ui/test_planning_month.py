"""The month and the list of the planning: how full each day is, what happens on it, and every booking as a line."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from at_the_planning import planning
from builders import slot
from openpyxl import load_workbook
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.rules.occupancy import Share
from tierslieu_desk.services.booking.booking_list import STANDING, Asked
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.month_rows import count_shown, first_shown, months_on
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot

NOVEMBER = date(2026, 11, 24)


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def at_month(page: PlanningPage, day: date = NOVEMBER) -> None:
    page.ways.see("month")
    page.show_day(day)
    settle()


def test_a_month_is_whole_weeks_around_it() -> None:
    assert (first_shown(date(2026, 11, 24)), count_shown(date(2026, 11, 24))) == (date(2026, 10, 26), 42)
    assert (first_shown(date(2027, 2, 10)), count_shown(date(2027, 2, 10))) == (date(2027, 2, 1), 28)
    assert months_on(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_on(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_a_day_of_the_month_tells_how_full_it_is_and_how_many_bookings(page: PlanningPage, scene: Scene) -> None:
    """Six spaces open for 12 h are 4320 minutes; Maria's two hours of room A are 120 of them: 3 %."""
    at_month(page)
    (day,) = scene.services.planning.month(NOVEMBER, 1)
    assert (day.share, day.bookings, day.opens) == (Share(120, 4320), 1, True)
    assert page.month.sentence == "Tuesday 24 November, today, 3 % full, 1 booking"
    assert page.title == "November 2026"


def test_what_lies_outside_the_open_hours_fills_no_day(scene: Scene) -> None:
    house, services = scene.house, scene.services
    late = NewBooking(house.room_b, scene.jean, slot("19:00", "22:00", TODAY))
    services.bookings.book(late, override="The mayor has the key")
    (day,) = services.planning.month(NOVEMBER, 1)
    assert (day.share, day.bookings) == (Share(180, 4320), 2)


def test_a_big_room_fills_both_rooms_it_is_made_of_and_is_one_booking(scene: Scene) -> None:
    scene.services.bookings.book(NewBooking(scene.house.big_room, scene.jean, slot("09:00", "11:00", TODAY)))
    (day,) = scene.services.planning.month(NOVEMBER, 1)
    assert (day.share, day.bookings) == (Share(120 + 240, 4320), 2)
    (of_room_b,) = scene.services.planning.month(NOVEMBER, 1, (scene.house.room_b,))
    assert (of_room_b.share, of_room_b.bookings) == (Share(120, 720), 1)


def test_an_option_that_has_expired_fills_no_day(scene: Scene) -> None:
    until = datetime(2026, 11, 24, 10, 50)
    option = NewBooking(scene.house.room_b, scene.jean, slot("15:00", "16:00", TODAY), tentative_until=until)
    scene.services.bookings.book(option)
    assert scene.services.planning.month(NOVEMBER, 1)[0].bookings == 2
    scene.services.desk.clock.set(datetime(2026, 11, 24, 10, 51))
    assert scene.services.planning.month(NOVEMBER, 1)[0].bookings == 1


def test_fab_manager_116_events_stand_in_the_one_calendar_with_the_bookings(page: PlanningPage, scene: Scene) -> None:
    first = date(2026, 12, 1)
    page.show_day(first)
    on_the_day = [(block.title, block.kind, block.unit_id) for block in page._shown.day.blocks]
    assert on_the_day == [("Solder a lamp", "event", scene.house.room_b)]
    page.show_week(first)
    assert [block.title for block in page._shown.day.blocks] == ["Solder a lamp"]
    at_month(page, first)
    assert page.month.sentence == "Tuesday 1 December, 3 % full, no booking, Solder a lamp"


def test_grr_339_a_closure_is_seen_on_each_of_its_days_with_its_reason(page: PlanningPage, scene: Scene) -> None:
    days = Slot(datetime(2026, 12, 24), datetime(2026, 12, 27))
    scene.services.places.add_closure(NewClosure(days, "Christmas"))
    at_month(page, date(2026, 12, 25))
    assert page.month.sentence == "Friday 25 December, Christmas, no booking"
    page.show_day(date(2026, 12, 24))
    assert page.month.sentence == "Thursday 24 December, Christmas, no booking"
    page.ways.see("day")
    assert page.view.caption == "closed"
    assert page._shown.day.opening == ()


def test_the_arrows_go_through_the_month_and_over_its_end_and_enter_opens_the_day(qtbot, page: PlanningPage) -> None:
    at_month(page, date(2026, 11, 27))
    page.month.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(page.month, key)
    assert (page.title, page.month.day) == ("December 2026", date(2026, 12, 5))
    qtbot.keyClick(page.month, Qt.Key.Key_Home)
    assert page.month.day == date(2026, 11, 30)
    qtbot.keyClick(page.month, Qt.Key.Key_Return)
    assert (page.title, page.week) == ("Monday 30 November", False)
    assert page.window().focusWidget() is page.view


def test_a_click_on_a_day_opens_it(qtbot, page: PlanningPage) -> None:
    at_month(page)
    spot = page.month.cell(page.month._month.number(date(2026, 11, 26))).center()
    qtbot.mouseClick(page.month, Qt.MouseButton.LeftButton, pos=spot)
    assert page.title == "Thursday 26 November"


def test_m_l_d_and_w_choose_what_is_seen_and_page_down_turns_it(qtbot, page: PlanningPage) -> None:
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    qtbot.keyClick(page.view, Qt.Key.Key_M)
    assert (page.title, page.window().focusWidget()) == ("November 2026", page.month)
    qtbot.keyClick(page.month, Qt.Key.Key_PageDown)
    assert (page.title, page.month.day) == ("December 2026", date(2026, 12, 24))
    qtbot.keyClick(page.month, Qt.Key.Key_T)
    assert page.month.day == NOVEMBER
    qtbot.keyClick(page.month, Qt.Key.Key_L)
    assert (page.title, page.window().focusWidget()) == ("Bookings from 24 November", page.list.table)
    qtbot.keyClick(page.list.table, Qt.Key.Key_W)
    assert page.title == "Week of 23 November"


def test_g_leads_to_the_line_where_a_day_is_typed(qtbot, page: PlanningPage) -> None:
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    qtbot.keyClick(page.view, Qt.Key.Key_G)
    assert page.window().focusWidget() is page._date
    qtbot.keyClicks(page._date, "3/12/2026")
    qtbot.keyClick(page._date, Qt.Key.Key_Return)
    assert page.title == "Thursday 3 December"
    assert page.window().focusWidget() is page.view, "the arrows work at once"


def test_the_way_of_looking_is_remembered_on_this_computer(scene: Scene, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    scene.window._settings = kept
    page = scene.window.go("planning")
    page.ways.see("list")
    page.list.length.choose(7)
    scene.window._open.pop("planning")
    again = scene.window.go("planning")
    assert again is not page
    assert (again.title, again.list.days, again.span.count) == ("Bookings from 24 November", 7, 7)


def test_a_group_can_be_looked_at_alone(page: PlanningPage) -> None:
    offered = [page._filter.itemText(number) for number in range(page._filter.count())]
    assert offered[0] == "All"
    assert "Open space" in offered
    page._filter.choose("group:Open space")
    page._draw()
    assert {row.name for row in page._shown.day.rows} == {"Desk 1", "Desk 2", "Desk 3"}
    at_month(page)
    assert page.month.sentence == "Tuesday 24 November, today, 0 % full, no booking"


def test_the_list_has_every_booking_of_its_days_as_a_line(page: PlanningPage, scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.bookings.book(NewBooking(house.booth, scene.jean, slot("09:00", "10:00", "2026-12-24"), title="Call"))
    services.bookings.book(NewBooking(house.booth, scene.jean, slot("09:00", "10:00", "2026-12-28")))
    page.ways.see("list")
    model = page.list.table.model()
    lines = [[model.index(n, c).data() for c in range(model.columnCount())] for n in range(model.rowCount())]
    assert lines[0] == ["Tue 24 Nov", "14:00 – 16:00", "Room A", "Maria Roca", "", "", "confirmed", "€24.00"]
    assert [line[0] for line in lines] == ["Tue 24 Nov", "Thu 24 Dec"]
    page._find.setText("call")
    page._draw()
    assert [row.title for row in page.list.table.model().rows] == ["Call"]


def test_the_list_is_searched_without_accents_and_narrowed_by_state(scene: Scene) -> None:
    planning, bookings = scene.services.planning, scene.services.bookings
    bookings.cancel(scene.booking)
    assert planning.listed(Asked(NOVEMBER, 1)) == ()
    (line,) = planning.listed(Asked(NOVEMBER, 1, "ROCÁ", states=None))
    assert (line.state, line.party) == ("cancelled", "Maria Roca")
    assert "cancelled" not in STANDING


def test_enter_opens_a_line_of_the_list_and_delete_calls_it_off(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.ways.see("list")
    table = page.list.table
    qtbot.keyClick(table, Qt.Key.Key_Return)
    (sheet,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, BookingSheet) and w.isVisible()]
    sheet.close()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert scene.services.bookings.get(scene.booking).state == "cancelled"
    qtbot.waitUntil(lambda: table.model().rowCount() == 0)
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_kept_as_a_spreadsheet(
    page: PlanningPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    file = tmp_path / f"bookings.{kind}"
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: file)
    page.ways.see("list")
    page.list._keep()
    if kind == "csv":
        lines = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert lines[1] == ["2026-11-24", "14:00", "16:00", "Room A", "Maria Roca", "", "", "1", "confirmed", "24,00"]
    else:
        line = [cell.value for cell in load_workbook(file).active[2]]
        assert (line[3], line[4], float(line[9])) == ("Room A", "Maria Roca", 24.0)


def test_no_booking_in_the_list_says_what_to_do(page: PlanningPage, scene: Scene) -> None:
    scene.services.bookings.cancel(scene.booking)
    page.ways.see("list")
    assert page.list.table._empty.isVisible()
    assert page.list.table._empty.accessibleName() == "No booking in these days"
