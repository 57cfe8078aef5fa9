"""The week of one space, its days down; and how closely one looks: hours wider, lines taller, and remembered."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from at_the_planning import in_hand
from builders import slot
from PySide6.QtCore import QEvent, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow
from tierslieu_desk.ui.pages.planning.unit_week import UnitWeek
from tierslieu_desk.ui.pages.planning.zoom import HOURS, Zoom, read
from tierslieu_desk.ui.tour import settle

MONDAY = date(2026, 11, 23)


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return in_hand(scene)


def at(clock: str, day: str = TODAY) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}")


def pull(qtbot, page: PlanningPage, start: QPoint, end: QPoint) -> None:
    port = page.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def spot(page: PlanningPage, line: int, hour: int) -> QPoint:
    layout = page.view._layout
    found = layout.line_of(line)
    x = layout.x(datetime(2026, 11, 23, hour))
    return QPoint(x, layout.header + found.top + found.height // 2) - page.view._scrolled()


def test_u_shows_the_week_of_the_space_one_is_on_its_days_down_and_u_again_all(
    qtbot, page: PlanningPage, scene: Scene
) -> None:
    page.view.choose(scene.booking)
    qtbot.keyClick(page.view, Qt.Key.Key_U)
    assert page.title == "Room A, week of 23 November"
    assert [row.name for row in page.view._shown.rows] == [
        *("Mon 23 Nov", "Tue 24 Nov", "Wed 25 Nov", "Thu 26 Nov", "Fri 27 Nov", "Sat 28 Nov", "Sun 29 Nov"),
    ]
    assert page.view.sentence == "Room A, Tuesday 24 November, 14:00 to 16:00, Maria Roca"
    qtbot.keyClick(page.view, Qt.Key.Key_U)
    assert page.title == "Week of 23 November"
    assert page.view.sentence.startswith("Room A, Tuesday 24 November, 14:00")


def test_a_click_on_the_name_of_a_space_shows_its_week_and_on_a_day_there_the_day(qtbot, page, scene: Scene) -> None:
    layout = page.view._layout
    line = layout.line_of(scene.house.room_b)
    name = QPoint(30, layout.header + line.top + 10)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert page.title == "Room B, week of 23 November"
    line = page.view._layout.line_of(-3)
    day = QPoint(30, page.view._layout.header + line.top + 10)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=day)
    assert (page.title, page.week) == ("Wednesday 25 November", False)


def test_the_name_of_a_space_says_where_it_leads_and_by_which_key(page, scene: Scene, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, *_more: told.append(text))
    line = page.view._layout.line_of(scene.house.room_b)
    name = QPoint(30, page.view._layout.header + line.top + 10)
    port = page.view.viewport()
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, name, port.mapToGlobal(name)))
    assert told == ["<b>Room B</b><br>Room · 6 seats<br>See its week (U)"]


def test_there_a_booking_is_pulled_to_another_day_in_the_same_space(qtbot, page, scene: Scene) -> None:
    page.ways.show_week_of(scene.house.room_a)
    settle()
    start = page.view.rect_of(scene.booking).center()
    pull(qtbot, page, start, start + spot(page, -4, 10) - spot(page, -2, 14))
    row = scene.services.bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room A", slot("10:00", "12:00", "2026-11-26"))
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)


def test_there_a_free_time_is_booked_on_the_day_of_its_line(qtbot, page, scene: Scene) -> None:
    page.ways.show_week_of(scene.house.room_b)
    settle()
    with qtbot.waitSignal(page.view.slot_chosen) as chosen:
        pull(qtbot, page, spot(page, -5, 9) + QPoint(2, 0), spot(page, -5, 11))
    assert chosen.args == [scene.house.room_b, at("09:00", "2026-11-27"), at("11:00", "2026-11-27")]


def test_there_next_week_keeps_the_day_and_the_hour_one_is_on(qtbot, page, scene: Scene) -> None:
    page.view.choose(0, (scene.house.room_a, at("11:00")))
    page.ways.show_week_of(scene.house.room_a)
    assert page.view.sentence == "Room A, Tuesday 24 November, 11:00 to 11:30, free"
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.view.sentence == "Room A, Tuesday 1 December, 11:00 to 11:30, free"
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    assert page.view.day == date(2026, 12, 2)


def test_a_night_lies_on_two_lines_and_is_moved_as_one() -> None:
    night = PlanningBlock(7, 1, datetime(2026, 11, 24, 20), datetime(2026, 11, 25, 9), "Hackathon")
    week = PlanningDay(MONDAY, (PlanningRow(1, "Room"),), (night,), (slot("09:00", "18:00", "2026-11-23"),), 7)
    down = UnitWeek(1, "Room", MONDAY)
    pieces = down.laid(week).blocks
    assert [(piece.unit_id, piece.start.hour, piece.end.hour) for piece in pieces] == [(-2, 20, 0), (-3, 0, 9)]
    first = pieces[0]
    one_day_and_an_hour = down.moved(first, -3, first.start.replace(hour=21), first.end.replace(hour=1))
    assert one_day_and_an_hour == (1, datetime(2026, 11, 25, 21), datetime(2026, 11, 26, 10))


def test_each_day_of_it_hatches_its_own_closed_hours() -> None:
    opening = (slot("09:00", "18:00", "2026-11-23"), slot("10:00", "12:00", "2026-11-24"))
    week = PlanningDay(MONDAY, (PlanningRow(1, "Room"),), (), opening, 7)
    laid = UnitWeek(1, "Room", MONDAY).laid(week)
    closed = [[(s.start.hour, s.end.hour) for s in row.taken] for row in laid.rows]
    assert closed[:3] == [[(0, 9), (18, 0)], [(0, 10), (12, 0)], [(0, 0)]]


def test_zoom_has_steps_with_an_end_and_is_read_as_it_was_kept() -> None:
    assert Zoom().wider(99).wide == HOURS[-1]
    assert Zoom().wider(-1) == Zoom()
    assert read(str(Zoom().wider(2).taller(-1))) == Zoom().wider(2).taller(-1)
    assert read("nonsense") == read("") == Zoom()


def test_ctrl_plus_makes_hours_wider_around_where_one_is_and_ctrl_0_as_usual(qtbot, page, scene: Scene) -> None:
    view = page.view
    view.choose(scene.booking)
    before, where = view._layout.per_hour, view.rect_of(scene.booking).center().x()
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view._layout.per_hour == pytest.approx(before * 1.3)
    assert abs(view.rect_of(scene.booking).center().x() - where) <= 1
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view._layout.per_hour == pytest.approx(before)


def test_alt_plus_makes_lines_taller(qtbot, page) -> None:
    before = page.view._layout.unit_lines()[0].height
    qtbot.keyClick(page.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.AltModifier)
    assert page.view._layout.unit_lines()[0].height == round(before * 1.35)


def test_the_wheel_with_ctrl_keeps_what_is_under_the_pointer(page) -> None:
    view = page.view
    under = QPoint(700, 200)
    before = view._layout.when(under.x() + view._scrolled().x())
    event = QWheelEvent(
        QPointF(under), QPointF(under), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(event)
    after = view._layout.when(under.x() + view._scrolled().x())
    assert abs((after - before).total_seconds()) < 120
    assert view.zoom == Zoom().wider(1)


def test_how_closely_one_looks_is_remembered(scene: Scene, tmp_path) -> None:
    scene.window._settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    page = scene.window.go("planning")
    page.view.look_closer(Zoom().wider(2))
    scene.window._open.pop("planning")
    assert scene.window.go("planning").view.zoom == Zoom().wider(2)


def test_a_low_line_still_tells_the_name(page, scene: Scene) -> None:
    booked = scene.services.bookings.book(
        NewBooking(scene.house.room_b, scene.jean, slot("09:00", "12:00", TODAY), title="Accounts")
    )
    page.refresh()
    page.view.look_closer(Zoom().taller(-1))
    box = page.view.rect_of(booked.id)
    assert box.height() < page.view._pens.row_height - 6
    assert not page.view.viewport().grab(box).isNull()
