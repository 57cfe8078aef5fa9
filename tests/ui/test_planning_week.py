"""The week on the planning: the gestures of the day over days side by side, and what stands in the way told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import slot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow, hours_of
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot

MONDAY = date(2026, 11, 23)
WEDNESDAY = "2026-11-25"


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    scene.window.resize(1366, 768)
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    shown.show_week(date(2026, 11, 24))
    settle()
    return shown


def at(clock: str, day: str = TODAY) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}")


def dialogs(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def spot(page: PlanningPage, unit_id: int, when: datetime) -> QPoint:
    layout = page.view._layout
    line = layout.line_of(unit_id)
    paper = QPoint(layout.x(when), layout.header + line.top + line.height // 2)
    return paper - page.view._scrolled()


def pull(qtbot, page: PlanningPage, start: QPoint, end: QPoint) -> None:
    port = page.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def week(*blocks: PlanningBlock, opening: tuple[Slot, ...] = ()) -> PlanningDay:
    return PlanningDay(MONDAY, (PlanningRow(1, "Room"),), blocks, opening, 7)


def test_a_week_has_the_same_hours_on_each_day_and_no_end_of_week_while_nothing_is_there() -> None:
    opening = tuple(slot("09:00", "18:00", f"2026-11-{day}") for day in range(23, 28))
    days = hours_of(week(opening=opening))
    assert [day.start for day in days] == [datetime(2026, 11, day, 8) for day in range(23, 28)]
    assert {(day.end - day.start).seconds // 3600 for day in days} == {11}
    saturday = PlanningBlock(1, 1, datetime(2026, 11, 28, 7), datetime(2026, 11, 28, 9), "Fair")
    days = hours_of(week(saturday, opening=opening))
    assert [day.start for day in days] == [datetime(2026, 11, day, 6) for day in range(23, 29)]


def test_what_lasts_all_the_week_widens_no_day() -> None:
    opening = tuple(slot("09:00", "18:00", f"2026-11-{day}") for day in range(23, 28))
    lent = PlanningBlock(1, 1, datetime(2026, 11, 20, 9), datetime(2026, 12, 2, 9), "Lent")
    days = hours_of(week(lent, opening=opening))
    assert (len(days), days[0]) == (5, Slot(datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 19)))


def test_d_w_and_t_choose_what_is_shown_and_page_down_turns_the_week(qtbot, page: PlanningPage, scene: Scene) -> None:
    scene.window.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    assert page.title == "Week of 23 November"
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    assert page.title == "Week of 30 November"
    qtbot.keyClick(page.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.title == "Week of 23 November"
    qtbot.keyClick(page.view, Qt.Key.Key_D)
    assert (page.week, page.title) == (False, "Tuesday 24 November")
    qtbot.keyClick(page.view, Qt.Key.Key_PageDown)
    qtbot.keyClick(page.view, Qt.Key.Key_W)
    assert (page.week, page.day) == (True, date(2026, 11, 25))
    qtbot.keyClick(page.view, Qt.Key.Key_T)
    assert (page.week, page.day) == (True, date(2026, 11, 24))


def test_a_booking_is_pulled_to_another_day_and_room_and_taken_back(qtbot, page: PlanningPage, scene: Scene) -> None:
    house, bookings = scene.house, scene.services.bookings
    start = page.view.rect_of(scene.booking).center()
    pull(
        qtbot,
        page,
        start,
        start + spot(page, house.room_b, at("10:00", WEDNESDAY)) - spot(page, house.room_a, at("14:00")),
    )
    row = bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room B", slot("10:00", "12:00", WEDNESDAY))
    told = scene.window.messages.sentence
    assert told == "Maria Roca: Room B, Wednesday 25 November, 10:00 – 12:00 · €24.00"
    scene.window.messages._do()
    row = bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room A", slot("14:00", "16:00", TODAY))


def test_its_end_is_pulled_and_stops_in_the_evening_where_two_days_meet(
    qtbot, page: PlanningPage, scene: Scene
) -> None:
    box = page.view.rect_of(scene.booking)
    edge = QPoint(box.right() - 1, box.center().y())
    pull(qtbot, page, edge, QPoint(spot(page, scene.house.room_a, at("17:00")).x(), edge.y()))
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "17:00", TODAY)
    layout = page.view._layout
    evening = layout.days[1].end
    boundary = QPoint(layout.x(evening) + 1, edge.y())
    page.view._drag = None
    drag_from = spot(page, scene.house.room_b, at("18:00"))
    with qtbot.waitSignal(page.view.slot_chosen) as chosen:
        pull(qtbot, page, drag_from, QPoint(boundary.x(), drag_from.y()))
    assert chosen.args == [scene.house.room_b, at("18:00"), evening]


def test_drawing_over_a_free_time_books_it(qtbot, page: PlanningPage, scene: Scene) -> None:
    room = scene.house.room_b
    pull(qtbot, page, spot(page, room, at("09:00", WEDNESDAY)) + QPoint(1, 0), spot(page, room, at("11:00", WEDNESDAY)))
    (dialog,) = dialogs(BookingDialog)
    dialog.fill("Jean Dupont")
    dialog.try_act()
    (booked,) = scene.services.bookings.of_person(scene.jean)
    assert (booked.unit, booked.slot) == ("Room B", slot("09:00", "11:00", WEDNESDAY))
    assert page.view.block is not None
    assert page.view.block.booking_id == booked.id


def test_the_keys_cross_the_night_and_say_the_day(qtbot, page: PlanningPage, scene: Scene) -> None:
    view = page.view
    view._go(scene.house.room_a, at("08:00"))
    assert view.sentence == "Room A, Tuesday 24 November, 08:00 to 09:00, free"
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.sentence.startswith("Room A, Wednesday 25 November, 07:00 to 08:00")
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.sentence.startswith("Room A, Tuesday 24 November, 07:00")
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.sentence.startswith("Room A, Wednesday 25 November")


def test_enter_shift_ctrl_delete_and_ctrl_z_work_in_a_week(qtbot, page: PlanningPage, scene: Scene) -> None:
    view, bookings = page.view, scene.services.bookings
    scene.window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view._go(scene.house.room_b, at("09:00", WEDNESDAY))
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(view.slot_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [scene.house.room_b, at("09:00", WEDNESDAY), at("11:00", WEDNESDAY)]
    (dialog,) = dialogs(BookingDialog)
    dialog.close()
    view.choose(scene.booking)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert bookings.get(scene.booking).slot == slot("14:15", "16:15", TODAY)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bookings.get(scene.booking).state == "cancelled")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bookings.get(scene.booking).state == "confirmed")


def test_a_click_on_the_name_of_a_day_opens_it(qtbot, page: PlanningPage) -> None:
    layout = page.view._layout
    name = QPoint(layout.x(layout.days[3].start) + 20, 10)
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert (page.week, page.title) == (False, "Thursday 26 November")


def test_what_is_pulled_says_its_day_who_has_it_and_until_when(page: PlanningPage, scene: Scene) -> None:
    house = scene.house
    free = page._acts.preview(None, house.room_b, at("09:00", WEDNESDAY), at("11:00", WEDNESDAY))
    assert free == "Wed 25 Nov, 09:00 – 11:00 · Room B · 2\u00a0h · €24.00"
    taken = page._acts.preview(None, house.big_room, at("15:00"), at("17:00"))
    assert taken == "Tue 24 Nov, 15:00 – 17:00 · Big room · taken by Maria Roca, 14:00 – 16:00"
    closed = page._acts.preview(None, house.room_b, at("20:00"), at("21:00"))
    assert closed == "Tue 24 Nov, 20:00 – 21:00 · Room B · outside opening hours · 1\u00a0h · €12.00"


def test_a_booking_does_not_stand_in_its_own_way(page: PlanningPage, scene: Scene) -> None:
    block = next(b for b in page._shown.day.blocks if b.booking_id == scene.booking)
    words = page._acts.preview(block, scene.house.room_a, at("15:00"), at("17:00"))
    assert "taken" not in words


def test_outside_opening_hours_it_is_moved_with_a_reason_only(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.block_moved.emit(scene.booking, scene.house.room_a, at("20:00"), at("22:00"))
    (dialog,) = dialogs(AllTheSame)
    dialog.try_act()
    assert dialog.form.refusals == ["Something is missing: your reason. Fill it in, then try again."]
    qtbot.keyClicks(dialog.reason, "The mayor has the key")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert scene.services.bookings.get(scene.booking).slot == slot("20:00", "22:00", TODAY)
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)


def test_a_week_of_many_blocks_paints_only_what_is_in_sight(page: PlanningPage, monkeypatch) -> None:
    from tierslieu_desk.ui.pages.planning import paint as planning_paint

    rows = tuple(PlanningRow(n, f"Desk {n}") for n in range(300))
    nine = datetime(2026, 11, 23, 9)
    blocks = tuple(
        PlanningBlock(n * 10 + day, n, nine + timedelta(days=day), nine + timedelta(days=day, hours=2), "x")
        for n in range(300)
        for day in range(5)
    )
    page.view.show_day(PlanningDay(MONDAY, rows, blocks, (), 7))
    drawn = []
    real = planning_paint.words
    monkeypatch.setattr(planning_paint, "words", lambda *args: (drawn.append(1), real(*args)))
    page.view.viewport().grab()
    assert 0 < len(drawn) <= (768 // 38 + 2) * 5


def test_the_grid_of_the_week_is_drawn_once_and_anew_in_other_colours(page: PlanningPage, monkeypatch) -> None:
    from tierslieu_desk.ui.pages.planning import paint as planning_paint

    drawn = []
    real = planning_paint._draw_grid
    monkeypatch.setattr(planning_paint, "_draw_grid", lambda *args: (drawn.append(1), real(*args)))
    page.view._pens._grid = None
    for _turn in range(3):
        page.view.viewport().grab()
    assert len(drawn) == 1
    page.later()
    page.view.viewport().grab()
    assert len(drawn) == 1  # the next week lies on the same paper


def test_a_pool_counts_what_is_free(page: PlanningPage, scene: Scene) -> None:
    bookings, house = scene.services.bookings, scene.house
    wanted = slot("09:00", "13:00", WEDNESDAY)
    assert bookings.look(house.pool, wanted).free_seats == 3
    bookings.book(NewBooking(house.pool, scene.jean, wanted))
    assert bookings.look(house.pool, wanted).free_seats == 2
