"""The planning page: days, filters, booking by drawing, moving, taking back, and what stands in the way."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import slot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui import tour
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning import paint
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.page import PlanningPage


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    return shown


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"{TODAY} {clock}")


def dialogs(kind: type) -> list:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def test_the_day_before_and_the_day_after(page: PlanningPage) -> None:
    page.later()
    assert (page.day, page.title) == (date(2026, 11, 25), "Wednesday 25 November")
    page.earlier()
    page.earlier()
    assert page.day == date(2026, 11, 23)
    page.to_today()
    assert page.day == date(2026, 11, 24)


def test_drawing_a_stretch_asks_for_whom_and_shows_the_price(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.slot_chosen.emit(scene.house.room_b, at("09:00"), at("11:00"))
    (dialog,) = dialogs(BookingDialog)
    assert dialog.price == "2\u00a0h · €24.00"
    dialog.fill("jean dupont")
    dialog.try_act()
    assert scene.window.messages.sentence == "Room B is booked for Jean Dupont, 09:00 – 11:00."
    booked = scene.services.bookings.of_person(scene.jean)[0]
    assert (booked.unit, booked.slot) == ("Room B", slot("09:00", "11:00", TODAY))
    scene.window.messages._do()
    assert scene.services.bookings.get(booked.id).state == "cancelled"


def test_a_name_nobody_has_is_told_beside_its_field(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.slot_chosen.emit(scene.house.room_b, at("09:00"), at("11:00"))
    (dialog,) = dialogs(BookingDialog)
    dialog.fill("Nobody At All")
    dialog.try_act()
    assert dialog.isVisible()
    assert len(dialog.form.refusals) == 1
    assert "Nobody At All" in dialog.form.refusals[0]
    dialog.close()


def test_moving_says_the_price_and_can_be_undone(page: PlanningPage, scene: Scene) -> None:
    page.view.block_moved.emit(scene.booking, scene.house.room_b, at("10:00"), at("12:00"))
    row = scene.services.bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room B", slot("10:00", "12:00", TODAY))
    assert scene.window.messages.sentence == "Maria Roca: Room B, 10:00 – 12:00 · €24.00"
    scene.window.messages._do()
    row = scene.services.bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room A", slot("14:00", "16:00", TODAY))


def test_what_is_in_the_way_is_named(page: PlanningPage, scene: Scene) -> None:
    services, house = scene.services, scene.house
    other = services.bookings.book(NewBooking(house.room_b, scene.jean, slot("14:00", "15:00", TODAY)))
    page.refresh()
    page.view.block_moved.emit(other.id, house.room_a, at("14:00"), at("15:00"))
    assert "Maria Roca" in scene.window.messages.sentence
    assert services.bookings.get(other.id).unit == "Room B"
    page.view.slot_chosen.emit(house.room_a, at("15:00"), at("17:00"))
    assert "Maria Roca" in scene.window.messages.sentence
    assert dialogs(BookingDialog) == []


def test_what_is_dragged_carries_its_price_or_who_is_in_the_way(page: PlanningPage, scene: Scene) -> None:
    house = scene.house
    assert (
        page._acts.preview(None, house.room_b, at("09:00"), at("11:00")) == "09:00 – 11:00 · Room B · 2\u00a0h · €24.00"
    )
    taken = page._acts.preview(None, house.big_room, at("13:00"), at("15:00"))
    assert taken == "13:00 – 15:00 · Big room · taken by Maria Roca, 14:00 – 16:00"


def test_the_hand_that_pulls_a_booking_reads_its_price_or_who_is_in_the_way(
    qtbot, monkeypatch: pytest.MonkeyPatch, page: PlanningPage, scene: Scene
) -> None:
    house, view, told = scene.house, page.view, []
    scene.services.bookings.book(NewBooking(house.room_b, scene.jean, slot("14:00", "16:00", TODAY)))
    page.refresh()
    monkeypatch.setattr(paint, "label", lambda *drawn: told.append(drawn[-1]))
    start, line = view.rect_of(scene.booking).center(), view._layout.line_of(house.room_b)
    below = QPoint(start.x(), view._layout.header + line.top + line.height // 2 - view.verticalScrollBar().value())
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for to in (below, below + QPoint(round(3 * view._layout.per_hour), 0)):
        qtbot.mouseMove(view.viewport(), to)
        view.viewport().grab()
    assert told[0] == "14:00 – 16:00 · Room B · taken by Jean Dupont, 14:00 – 16:00"
    assert told[-1] == "17:00 – 19:00 · Room B · 2\u00a0h · €24.00"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert scene.services.bookings.get(scene.booking).unit == "Room A"


def test_a_group_of_desks_says_how_many_are_free_now(page: PlanningPage, scene: Scene) -> None:
    def groups() -> set[str]:
        page.refresh()
        assert page._shown is not None
        return {row.group for row in page._shown.day.rows if row.name.startswith("Desk")}

    assert groups() == {"Open space · 3 of 3 desks not booked"}
    scene.services.bookings.book(NewBooking(scene.house.pool, scene.jean, slot("10:00", "12:00", TODAY)))
    assert groups() == {"Open space · 2 of 3 desks not booked"}
    page.show_day(date(2026, 11, 25))
    assert groups() == {"Open space"}


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_cancels_and_undo_brings_it_back(qtbot, page: PlanningPage, scene: Scene, key: Qt.Key) -> None:
    page.view.choose(scene.booking)
    page.view.setFocus()
    qtbot.keyClick(page.view, key)
    qtbot.waitUntil(lambda: scene.services.bookings.get(scene.booking).state == "cancelled")
    assert scene.window.messages.sentence == "Maria Roca no longer comes, 14:00 – 16:00."
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed"


def test_a_booking_is_seen_closely_and_they_arrive(page: PlanningPage, scene: Scene) -> None:
    page.view.block_opened.emit(scene.booking)
    (sheet,) = dialogs(BookingSheet)
    sheet.try_act()
    assert scene.services.bookings.get(scene.booking).state == "checked_in"


def test_filters_and_finding_leave_the_units_that_fit(page: PlanningPage) -> None:
    def names() -> list[str]:
        assert page._shown is not None
        return [row.name for row in page._shown.day.rows]

    assert names() == ["Room A", "Room B", "Big room", "Desk 1", "Desk 2", "Desk 3", "Booth"]
    page._filter.choose("desk")
    page._draw()
    assert names() == ["Desk 1", "Desk 2", "Desk 3"]
    page._filter.choose("all")
    page._find.setText("roca")
    page._draw()
    assert names() == ["Room A"]


def test_a_whole_shows_its_booking_and_outlines_its_parts(page: PlanningPage, scene: Scene) -> None:
    house = scene.house
    scene.services.bookings.book(NewBooking(house.big_room, scene.jean, slot("09:00", "11:00", TODAY)))
    page.refresh()
    assert page._shown is not None
    states = {b.unit_id: b.state for b in page._shown.day.blocks if b.title == "Jean Dupont"}
    assert states == {house.big_room: "confirmed", house.room_a: "by_whole", house.room_b: "by_whole"}


def test_a_whole_is_hatched_while_one_of_its_parts_is_taken_alone(scene: Scene) -> None:
    bookings, house = scene.services.bookings, scene.house
    bookings.book(NewBooking(house.room_b, scene.jean, slot("15:00", "17:00", TODAY)))
    bookings.book(NewBooking(house.big_room, scene.jean, slot("18:00", "19:00", TODAY)))
    page = scene.window.go("planning")
    rows = {row.unit_id: row.taken for row in page._shown.day.rows}
    assert rows[house.big_room] == (slot("14:00", "17:00", TODAY),)  # Room A from 14 to 16 is the scene's own
    assert rows[house.room_a] == rows[house.room_b] == ()
    picture, layout = page.view.viewport().grab().toImage(), page.view._layout
    ratio, line = picture.devicePixelRatio(), layout.line_of(house.big_room)

    def plain(start: str, end: str) -> bool:
        across = range(round(layout.x(at(start)) * ratio) + 2, round(layout.x(at(end)) * ratio) - 2)
        y = round((layout.header + line.top + line.height // 2) * ratio)
        return len({picture.pixelColor(x, y).name() for x in across}) == 1

    assert plain("13:00", "14:00")
    assert not plain("14:00", "15:00")
    assert not plain("16:00", "17:00")
    assert plain("17:00", "18:00")


def test_reading_the_same_day_again_leaves_the_hand_where_it_is(qtbot, page: PlanningPage, scene: Scene) -> None:
    start = page.view.rect_of(scene.booking).center()
    qtbot.mousePress(page.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    page.refresh()
    assert page.view._drag is not None
    qtbot.mouseRelease(page.view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    page.later()
    assert page.view._drag is None


def test_ctrl_z_takes_back_the_last_thing_done(qtbot, page: PlanningPage, scene: Scene) -> None:
    scene.window.activateWindow()
    qtbot.waitUntil(scene.window.isActiveWindow)
    page.view.block_moved.emit(scene.booking, scene.house.room_b, at("10:00"), at("12:00"))
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: scene.services.bookings.get(scene.booking).unit == "Room A")


def owed(scene: Scene, party_id: int) -> int:
    return sum(draft.gross_cents for draft in scene.services.invoices.drafts(date(2026, 12, 31), party_id))


CHANGED = "Somebody changed this meanwhile. Look at it again, then repeat what you did."


def test_a_move_is_not_taken_back_over_what_somebody_else_did_since(page: PlanningPage, scene: Scene) -> None:
    bookings, house = scene.services.bookings, scene.house
    page.view.block_moved.emit(scene.booking, house.room_b, at("10:00"), at("12:00"))
    bookings.move(scene.booking, slot("16:00", "18:00", TODAY))
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    row = bookings.get(scene.booking)
    assert (row.unit, row.slot) == ("Room B", slot("16:00", "18:00", TODAY))


def test_a_cancelling_is_not_taken_back_when_it_was_taken_back_elsewhere(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    page._acts.cancel()
    scene.services.bookings.reinstate(scene.booking)
    scene.services.bookings.check_in(scene.booking)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert scene.services.bookings.get(scene.booking).state == "checked_in"


def test_a_new_booking_somebody_checked_in_is_not_taken_back(page: PlanningPage, scene: Scene) -> None:
    page.view.slot_chosen.emit(scene.house.room_b, at("09:00"), at("11:00"))
    (dialog,) = dialogs(BookingDialog)
    dialog.fill("jean dupont")
    dialog.try_act()
    booked = scene.services.bookings.of_person(scene.jean)[0]
    scene.services.bookings.check_in(booked.id)
    scene.window.messages._do()
    assert scene.window.messages.sentence == CHANGED
    assert scene.services.bookings.get(booked.id).state == "checked_in"


def test_a_slot_somebody_took_meanwhile_is_not_taken_back(page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    page._acts.cancel()
    scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("15:00", "17:00", TODAY)))
    scene.window.messages._do()
    assert "Jean Dupont" in scene.window.messages.sentence
    assert scene.services.bookings.get(scene.booking).state == "cancelled"


def test_an_arrival_on_the_planning_can_be_taken_back(page: PlanningPage, scene: Scene) -> None:
    page.view.block_opened.emit(scene.booking)
    (sheet,) = dialogs(BookingSheet)
    sheet.try_act()
    assert scene.window.messages.sentence == "Maria Roca has come."
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed"
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)


def test_an_option_called_off_comes_back_as_an_option_and_owes_nothing(page: PlanningPage, scene: Scene) -> None:
    services, house = scene.services, scene.house
    until = datetime(2026, 11, 24, 18)
    option = services.bookings.book(
        NewBooking(house.room_b, scene.jean, slot("14:00", "15:00", TODAY), tentative_until=until)
    )
    page.refresh()
    page.view.choose(option.id)
    page._acts.cancel()
    scene.window.messages._do()
    row = services.bookings.get(option.id)
    assert (row.state, row.expires) == ("tentative", until)
    assert owed(scene, scene.jean) == 0


def test_a_confirmed_option_can_be_an_option_again(page: PlanningPage, scene: Scene) -> None:
    services, house = scene.services, scene.house
    until = datetime(2026, 11, 24, 18)
    option = services.bookings.book(
        NewBooking(house.room_b, scene.jean, slot("14:00", "15:00", TODAY), tentative_until=until)
    )
    page.refresh()
    page.view.block_opened.emit(option.id)
    (sheet,) = dialogs(BookingSheet)
    sheet.try_act()
    assert services.bookings.get(option.id).state == "confirmed"
    assert owed(scene, scene.jean) == 12_00
    scene.window.messages._do()
    row = services.bookings.get(option.id)
    assert (row.state, row.expires) == ("tentative", until)
    assert owed(scene, scene.jean) == 0


def test_ctrl_arrow_goes_on_moving_what_it_moved_and_undo_stands_on_it(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    page.view.setFocus()
    for _step in range(2):
        qtbot.keyClick(page.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert scene.services.bookings.get(scene.booking).slot == slot("14:30", "16:30", TODAY)
    scene.window.messages._do()
    qtbot.waitUntil(lambda: page.view.block is not None and page.view.block.start == at("14:00"))
    assert page.view.block.booking_id == scene.booking


def test_one_stays_on_what_was_called_off_and_brought_back(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.choose(scene.booking)
    page._acts.cancel()
    qtbot.waitUntil(lambda: page.view.block is None)
    scene.window.messages._do()
    qtbot.waitUntil(lambda: page.view.block is not None)
    assert page.view.block.booking_id == scene.booking


def test_a_move_that_costs_nothing_says_so(page: PlanningPage, scene: Scene) -> None:
    free = scene.house.booth
    page.view.block_moved.emit(scene.booking, free, at("10:00"), at("11:00"))
    assert scene.window.messages.sentence == "Maria Roca: Booth, 10:00 – 11:00 · nothing to pay"


def test_enter_on_a_booking_seen_closely_does_what_comes_next(qtbot, page: PlanningPage, scene: Scene) -> None:
    page.view.block_opened.emit(scene.booking)
    (sheet,) = dialogs(BookingSheet)
    qtbot.waitUntil(lambda: sheet.focusWidget() is sheet.act)
    qtbot.keyClick(sheet.act, Qt.Key.Key_Return)
    assert scene.services.bookings.get(scene.booking).state == "checked_in"


def test_a_name_is_found_without_its_accents_and_what_is_not_found_is_said(page: PlanningPage, scene: Scene) -> None:
    lea = scene.services.people.add_person(NewPerson(given_name="Léa", family_name="Fauré"))
    scene.services.bookings.book(NewBooking(scene.house.room_b, lea, slot("09:00", "10:00", TODAY)))
    page.refresh()
    page._find.setText("LEA")
    page._draw()
    assert [row.name for row in page._shown.day.rows] == ["Room B"]
    page._find.setText("zzz")
    page._draw()
    assert page._sheet.currentWidget().isAncestorOf(page.view) is False
    assert page.tools.isVisible()
    page._find.setText("")
    page._draw()
    assert page._sheet.currentWidget().isAncestorOf(page.view)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 9, 30)])
def test_the_head_of_another_day_fits_a_screen_of_1366(page: PlanningPage, scene: Scene, day: date) -> None:
    scene.window.resize(1366, 720)
    page.show_day(day)
    tour.settle()
    around = page.parent().width()
    assert page.minimumSizeHint().width() <= around
    assert page._act.mapTo(page, page._act.rect().topRight()).x() < around


def test_a_date_is_typed_over_the_one_shown(qtbot, page: PlanningPage, scene: Scene) -> None:
    scene.window.activateWindow()
    field = page._date
    field.setFocus()
    qtbot.keyClicks(field, "25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.day == date(2026, 11, 25)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "25/11/2027")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.day == date(2027, 11, 25)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "31/02")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.day == date(2027, 11, 25)
    assert scene.window.messages.sentence.startswith("“31/02” is not a day of the calendar.")
    page.later()
    assert field.text() == "26/11/2027"


def test_keys_on_a_planning_whose_units_are_filtered_away_do_no_harm(qtbot, page: PlanningPage) -> None:
    page.view.choose(page._shown.day.blocks[0].booking_id)
    page._find.setText("zzz")
    page._draw()
    assert page.view._at is None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_N, Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(page.view, key)
    assert dialogs(BookingDialog) == []


def test_booking_where_nothing_can_be_taken_says_so(qtbot, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene.services.units, "list", lambda: ())
    dialog = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=at("10:00"))
    dialog.open()
    dialog.fill("Maria Roca")
    dialog.try_act()
    assert dialog.form.refusals == ["There is no space or thing to take yet. Describe one first."]
    dialog.close()
