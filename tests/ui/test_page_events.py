"""The events page by mouse and keyboard: announced with its room held, registered, full, given up, called off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

import pytest
from builders import slot
from pressing import press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from scenes import NEXT_WEEK, TODAY, Scene

from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.attendance_dialog import AttendanceDialog
from tierslieu_desk.ui.pages.events.calls import CallListDialog, CallOffDialog
from tierslieu_desk.ui.pages.events.dialog import EventDialog
from tierslieu_desk.ui.pages.events.page import EventsPage
from tierslieu_desk.ui.pages.events.register import RegisterDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle

LEFT = Qt.MouseButton.LeftButton
DAY = date(2026, 12, 1)
D = TypeVar("D", bound=QWidget)


@pytest.fixture
def page(scene: Scene) -> EventsPage:
    shown = scene.window.go("events")
    assert isinstance(shown, EventsPage)
    return shown


@pytest.fixture(autouse=True)
def _nothing_left_open() -> Iterator[None]:
    yield
    for left in QApplication.topLevelWidgets():
        if isinstance(left, Dialog):
            left.close()
    settle()


def titles(page: EventsPage) -> list[str]:
    settle()
    return [row.title for row in page.table.model().rows]


def opened(kind: type[D]) -> D:
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def none_open(kind: type[QWidget]) -> bool:
    return not [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]


def type_over(qtbot, field, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def guests(page: EventsPage) -> list[tuple[str, str]]:
    settle()
    model = page.panel.guests.model()
    return [(row.name, model.columns[1].text(row)) for row in model.rows]


def acts(page: EventsPage) -> set[str]:
    """What can be pressed beside the list."""
    settle()
    return {one.text() for one in page.panel.findChildren(QPushButton) if one.isVisible() and one.isEnabled()}


def announce(qtbot, page: EventsPage, title: str = "Repair evening", day: str = "02/12/2026") -> EventDialog:
    press(qtbot, page, "New event")
    form = opened(EventDialog)
    qtbot.keyClicks(form.title, title)
    line = form.sittings.lines[0]
    type_over(qtbot, line.day, day)
    return form


def register(qtbot, page: EventsPage, name: str) -> RegisterDialog:
    press(qtbot, page, "Register")
    form = opened(RegisterDialog)
    qtbot.keyClicks(form.who, name)
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    return form


def test_what_comes_with_its_room_and_its_places(page: EventsPage) -> None:
    assert titles(page) == ["Solder a lamp"]
    (row,) = page.table.model().rows
    texts = [column.text(row) for column in page.table.model().columns]
    assert texts[1:] == ["Solder a lamp", "Room B", "0 / 5"]
    assert page.panel.event_shown.title == "Solder a lamp"


def test_what_was_is_behind_the_other_choice_and_found_while_typing(qtbot, page: EventsPage, scene: Scene) -> None:
    press(qtbot, page, "Past")
    assert titles(page) == []
    press(qtbot, page, "Coming")
    qtbot.keyClicks(page._find, "knit")
    qtbot.waitUntil(lambda: titles(page) == [])
    page._find.clear()
    qtbot.keyClicks(page._find, "LAMP")
    qtbot.waitUntil(lambda: titles(page) == ["Solder a lamp"])


def test_an_event_is_announced_and_its_rooms_are_held(qtbot, page: EventsPage, scene: Scene) -> None:
    form = announce(qtbot, page)
    type_over(qtbot, form.price, "12,50")
    qtbot.mouseClick(form.sittings.another, LEFT)
    assert form.sittings.lines[1].day.text() == "03/12/2026"
    qtbot.keyClick(form.title, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert none_open(EventDialog)
    (row,) = [one for one in scene.services.events.programme(DAY, date(2026, 12, 31)) if one.title == "Repair evening"]
    assert (row.sessions, row.capacity, row.price_e4, row.rooms) == (2, 8, 125_000, "Room A")
    held = [b.title for b in scene.services.planning.day(date(2026, 12, 3)).blocks]
    assert held == ["Repair evening"]
    assert page.panel.event_shown.title == "Repair evening"


def test_what_is_in_the_way_is_said_by_name_and_time_and_nothing_is_lost(qtbot, page: EventsPage) -> None:
    form = announce(qtbot, page, day="01/12/2026")
    form.sittings.lines[0].room.choose(2)
    qtbot.mouseClick(form.act, LEFT)
    (told,) = form.form.refusals
    assert "Room B is taken by Solder a lamp" in told
    assert "18:00" in told
    assert (form.title.text(), form.sittings.lines[0].day.text()) == ("Repair evening", "01/12/2026")
    type_over(qtbot, form.sittings.lines[0].day, "02/12/2026")
    qtbot.mouseClick(form.act, LEFT)
    assert titles(page) == ["Solder a lamp", "Repair evening"]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("day", "31/02/2026", "is not a day of the calendar"),
        ("starts", "25:00", "is not a time of the day"),
        ("ends", "17:00", "must come after"),
    ],
)
def test_an_impossible_day_or_time_is_told_beside_the_sessions(
    qtbot, page: EventsPage, field: str, typed: str, told: str
) -> None:
    form = announce(qtbot, page)
    type_over(qtbot, getattr(form.sittings.lines[0], field), typed)
    qtbot.mouseClick(form.act, LEFT)
    assert told in form.form.refusals[0]
    assert getattr(form.sittings.lines[0], field).property("refused") is True
    assert titles(page) == ["Solder a lamp"]
    form.close()


def test_a_price_that_is_none_and_too_many_people_are_told_beside_their_fields(qtbot, page: EventsPage) -> None:
    form = announce(qtbot, page)
    type_over(qtbot, form.price, "a bit")
    qtbot.mouseClick(form.act, LEFT)
    assert form.price.property("refused") is True
    form.price.clear()
    form.capacity.setValue(9)
    qtbot.mouseClick(form.act, LEFT)
    assert form.capacity.property("refused") is True
    assert "8 people at most" in form.form.refusals[0]
    form.close()


def test_closer_than_usual_asks_for_a_reason_first(qtbot, page: EventsPage, scene: Scene) -> None:
    scene.services.units.set_buffers(scene.house.room_b, Buffers(60, 60))
    form = announce(qtbot, page, day=NEXT_WEEK)
    line = form.sittings.lines[0]
    line.room.choose(scene.house.room_b)
    type_over(qtbot, line.starts, "20:15")
    type_over(qtbot, line.ends, "21:00")
    assert not form.reason.isVisible()
    qtbot.mouseClick(form.act, LEFT)
    assert "Solder a lamp is only 15 minutes away" in form.form.refusals[0]
    qtbot.keyClicks(form.reason, "They tidy up themselves")
    qtbot.keyClick(form.reason, Qt.Key.Key_Return)
    assert titles(page) == ["Solder a lamp", "Repair evening"]


def test_places_follow_the_room_until_they_are_set(qtbot, page: EventsPage, scene: Scene) -> None:
    form = announce(qtbot, page)
    assert form.capacity.value() == 8
    form.sittings.lines[0].room.choose(scene.house.room_b)
    assert form.capacity.value() == 6
    form.capacity.setValue(4)
    form.sittings.lines[0].room.choose(scene.house.room_a)
    assert form.capacity.value() == 4
    form.close()


def test_somebody_of_the_files_and_somebody_of_none(qtbot, page: EventsPage, scene: Scene) -> None:
    register(qtbot, page, "Maria Roca")
    press(qtbot, page, "Register")
    form = opened(RegisterDialog)
    qtbot.keyClicks(form.who, "Lou")
    qtbot.waitUntil(lambda: "In no file" in form.known.text())
    qtbot.keyClicks(form.organisation, "Mairie")
    qtbot.keyClicks(form.email, "lou@example.org")
    qtbot.keyClick(form.email, Qt.Key.Key_Return)
    (maria, lou) = scene.services.events.registrations(page.panel.event_shown.id)
    assert (maria.party_id, maria.name) == (scene.maria, "Maria Roca")
    assert (lou.party_id, lou.name, lou.organisation, lou.email) == (None, "Lou", "Mairie", "lou@example.org")
    assert scene.window.messages.sentence == "Lou is registered for “Solder a lamp”."
    scene.window.messages._do()
    assert guests(page) == [("Maria Roca", "registered"), ("Lou", "gave up")]


def test_a_part_of_a_name_is_somebody_new_and_namesakes_are_asked_apart(qtbot, page: EventsPage, scene: Scene) -> None:
    register(qtbot, page, "Mari")
    assert guests(page) == [("Mari", "registered")]
    scene.services.people.add_person(NewPerson(given_name="Maria", family_name="Roca", city="Foix"))
    form = register(qtbot, page, "Maria Roca")
    assert "Several people are called “Maria Roca”" in form.form.refusals[0]
    form.close()


def test_a_name_in_no_file_is_written_down_where_there_is_a_price(qtbot, page: EventsPage, scene: Scene) -> None:
    sitting = (scene.house.room_a, slot("18:00", "20:00", "2026-11-25"))
    scene.services.events.add(NewEvent("Knots", EventKind.WORKSHOP, 5, [sitting], price_e4=50_000))
    assert titles(page) == ["Knots", "Solder a lamp"]
    page.table.choose(page.table.model().rows[0].id)
    press(qtbot, page, "Register")
    form = opened(RegisterDialog)
    qtbot.keyClicks(form.who, "Gaston Lagaffe")
    qtbot.waitUntil(lambda: "written down as a visitor" in form.known.text())
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    told = scene.window.messages.sentence
    assert told == "Gaston Lagaffe is registered for “Knots” and was written down, since it costs €5.00."
    payers = scene.services.to_invoice.payers(DAY)
    assert ("Gaston Lagaffe", 500) in [(row.name, row.gross_cents) for row in payers]
    scene.window.messages._do()
    assert scene.services.people.find("Gaston Lagaffe") == ()
    assert len(scene.services.to_invoice.payers(DAY)) == len(payers) - 1


def test_nobody_registers_without_a_name(qtbot, page: EventsPage) -> None:
    form = register(qtbot, page, "  ")
    assert form.who.property("refused") is True
    form.close()


def test_a_full_event_refuses_and_the_same_key_puts_on_the_waiting_list(qtbot, page: EventsPage, scene: Scene) -> None:
    number = page.panel.event_shown.id
    for name in ("Ana", "Ben", "Cléo", "Dan", "Eva"):
        scene.services.events.register(number, name=name)
    form = register(qtbot, page, "Max")
    assert form.form.refusals == ["“Solder a lamp” is full: 5 places. Offer the waiting list."]
    assert form.act.text() == "Put on the waiting list"
    assert len(scene.services.events.registrations(number)) == 5
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    assert none_open(RegisterDialog)
    assert guests(page)[-1] == ("Max", "waiting, number 1")
    assert scene.window.messages.sentence == "Max waits for a place at “Solder a lamp”."


def test_another_name_is_not_put_on_the_waiting_list_unasked(qtbot, page: EventsPage, scene: Scene) -> None:
    number = page.panel.event_shown.id
    for name in ("Ana", "Ben", "Cléo", "Dan", "Eva"):
        scene.services.events.register(number, name=name)
    form = register(qtbot, page, "Max")
    qtbot.keyClicks(form.who, "ime")
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    assert form.isVisible()
    assert len(scene.services.events.registrations(number)) == 5
    form.close()


def test_who_gives_up_makes_room_and_who_moves_up_is_named(qtbot, page: EventsPage, scene: Scene) -> None:
    number = page.panel.event_shown.id
    for name in ("Ana", "Ben", "Cléo", "Dan", "Eva", "Max"):
        scene.services.events.register(number, name=name, wait=True)
    guests(page)
    table = page.panel.guests
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert scene.window.messages.sentence == "Ben will not come. Max moves up from the waiting list: tell them."
    assert [state for _name, state in guests(page)] == ["registered", "gave up", *["registered"] * 4]


def test_who_gives_up_by_mistake_is_put_back(qtbot, page: EventsPage, scene: Scene) -> None:
    scene.services.events.register(page.panel.event_shown.id, name="Ana")
    press(qtbot, page, "They will not come")
    assert guests(page) == [("Ana", "gave up")]
    assert not page.panel.gives_up.isEnabled()
    scene.window.messages._do()
    assert guests(page) == [("Ana", "registered")]


def test_calling_off_shows_whom_to_tell_before_and_lists_them_after(
    qtbot, page: EventsPage, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = page.panel.event_shown.id
    scene.services.events.register(number, name="Ana", email="ana@example.org")
    scene.services.events.register(number, name="Ben")
    press(qtbot, page, "Call it off…")
    form = opened(CallOffDialog)
    seen = [w.accessibleName() + ": " + w.accessibleDescription() for w in form.findChildren(QWidget)]
    assert "Ana: ana@example.org" in seen
    assert "Ben: neither phone nor e-mail" in seen
    assert not scene.services.events.detail(number).cancelled
    qtbot.mouseClick(form.act, LEFT)
    assert scene.services.events.detail(number).cancelled
    assert scene.services.planning.day(DAY).blocks == ()
    calls = opened(CallListDialog)
    written = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: written.append(url.toString()) or True)
    press(qtbot, calls, "Write…")
    assert written[0].startswith("mailto:ana@example.org?subject=")
    qtbot.mouseClick(calls.act, LEFT)
    assert "Ana: ana@example.org" in QGuiApplication.clipboard().text()
    calls.close()
    assert page.panel.event_shown.cancelled
    assert not page.panel.register.isVisible()
    press(qtbot, page, "Who must be told")
    opened(CallListDialog).close()


def test_an_event_one_keeps_after_all_is_not_called_off(qtbot, page: EventsPage, scene: Scene) -> None:
    press(qtbot, page, "Call it off…")
    qtbot.keyClick(opened(CallOffDialog), Qt.Key.Key_Escape)
    assert not scene.services.events.detail(page.panel.event_shown.id).cancelled


def test_the_sheet_to_sign_is_looked_at_and_the_signed_one_typed_in(qtbot, page: EventsPage, scene: Scene) -> None:
    scene.services.events.register(page.panel.event_shown.id, name="Ana")
    press(qtbot, page, "Sheet")
    paper = opened(PaperDialog)
    assert paper.pages == 1
    paper.close()
    press(qtbot, page, "Enter")
    form = opened(AttendanceDialog)
    qtbot.keyClick(form.grid, Qt.Key.Key_Space)
    qtbot.keyClick(form.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert guests(page) == [("Ana", "registered")]
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "This takes place on Tuesday 1 December. Did they really sign already?" in shown
    assert form.act.text() == "Keep it all the same"
    qtbot.keyClick(form.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert guests(page) == [("Ana", "signed 1 half day")]
    assert scene.services.events.detail(page.panel.event_shown.id).person_minutes == 120


def test_what_is_over_takes_nobody_and_is_not_called_off_but_its_sheet_is_still_typed_in(
    qtbot, page: EventsPage, scene: Scene
) -> None:
    over = NewEvent("Breakfast", EventKind.COLUNCH, 5, [(scene.house.room_b, slot("08:00", "09:00", TODAY))])
    scene.services.events.add(over)
    assert titles(page) == ["Breakfast", "Solder a lamp"]
    page.table.selectRow(0)
    assert acts(page) == {"Sheet", "Enter"}
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert none_open(RegisterDialog)
    page.table.selectRow(1)
    assert acts(page) == {"Register", "Call it off…", "Sheet", "Enter"}


def test_a_name_in_no_file_is_registered_with_one_enter_though_it_begins_like_one_that_is(
    qtbot, page: EventsPage, scene: Scene
) -> None:
    press(qtbot, page, "Register")
    form = opened(RegisterDialog)
    qtbot.keyClicks(form.who, "Maria")
    offered = form.who.completer().popup()
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClicks(offered, " Nova")
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    settle()
    assert none_open(RegisterDialog)
    assert guests(page) == [("Maria Nova", "registered")]


def test_enter_takes_whom_the_list_proposes_and_enter_again_registers_them(
    qtbot, page: EventsPage, scene: Scene
) -> None:
    press(qtbot, page, "Register")
    form = opened(RegisterDialog)
    qtbot.keyClicks(form.who, "Maria")
    offered = form.who.completer().popup()
    qtbot.waitUntil(offered.isVisible)
    qtbot.keyClick(offered, Qt.Key.Key_Return)
    assert not none_open(RegisterDialog)
    assert guests(page) == []
    qtbot.keyClick(form.who, Qt.Key.Key_Return)
    assert guests(page) == [("Maria Roca", "registered")]


def test_enter_on_the_list_registers_somebody(qtbot, page: EventsPage) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    opened(RegisterDialog).close()


def test_a_double_click_on_the_list_registers_somebody(qtbot, page: EventsPage) -> None:
    at = page.table.visualRect(page.table.model().index(0, 1)).center()
    qtbot.mouseClick(page.table.viewport(), LEFT, pos=QPoint(at))
    qtbot.mouseDClick(page.table.viewport(), LEFT, pos=QPoint(at))
    opened(RegisterDialog).close()


def test_an_event_announced_elsewhere_appears(qtbot, page: EventsPage, scene: Scene) -> None:
    lunch = NewEvent("Lunch", EventKind.COLUNCH, 5, [(scene.house.room_a, slot("12:00", "13:00", NEXT_WEEK))])
    scene.services.events.add(lunch)
    assert titles(page) == ["Lunch", "Solder a lamp"]
