"""A signed sheet typed in by keyboard alone: in its order, half day by half day, walk-ins at the end."""

from __future__ import annotations

from datetime import date

import pytest
from builders import slot
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from scenes import Scene

from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.ui.pages.events.attendance_dialog import AttendanceDialog
from tierslieu_desk.ui.pages.events.attendance_grid import FIRST_HALF

DAY = "2026-12-02"
KEY = Qt.Key
NO_KEY, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


@pytest.fixture
def day(scene: Scene) -> int:
    """A whole day for three people; the number of its sitting."""
    events = scene.services.events
    number = events.add(NewEvent("Lead a place", EventKind.TRAINING, 3, [(scene.house.room_a, slot("09:00", "17:00"))]))
    for name in ("Ana", "Ben", "Cléo"):
        events.register(number, name=name)
    return events.detail(number).sittings[0].id


@pytest.fixture
def form(qtbot, scene: Scene, day: int) -> AttendanceDialog:
    made = AttendanceDialog(scene.window, scene.services, day)
    made.told.connect(scene.window.go("events").said)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def signed(scene: Scene, day: int) -> dict[str, set[int]]:
    return {one.name: set(one.signed) for one in scene.services.events.sheet(day).people}


def typed(qtbot, form: AttendanceDialog, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget() or form.grid, key)


def test_the_cursor_is_on_the_first_half_day_of_the_first_line(form: AttendanceDialog) -> None:
    assert [line.name for line in form.model.lines] == ["Ana", "Ben", "Cléo"]
    assert (form.grid.currentIndex().row(), form.grid.currentIndex().column()) == (0, FIRST_HALF)
    assert [form.model.headerData(3 + n, Qt.Orientation.Horizontal) for n in (0, 1)] == ["Morning", "Afternoon"]


def test_a_sheet_of_three_by_keyboard_alone(qtbot, form: AttendanceDialog, scene: Scene, day: int) -> None:
    """Morning: Ana and Cléo; afternoon: Ben; Zoe on a blank line."""
    grid = form.grid
    for key in (KEY.Key_Space, KEY.Key_Return, KEY.Key_Down, KEY.Key_1):
        qtbot.keyClick(grid, key)
    for key in (KEY.Key_Right, KEY.Key_Up, KEY.Key_Space, KEY.Key_Down, KEY.Key_Return):
        qtbot.keyClick(grid, key)
    assert form.name.hasFocus() or not form.isActiveWindow()
    qtbot.keyClicks(form.name, "Zoe")
    qtbot.keyClick(form.name, KEY.Key_Return)
    assert (form.name.text(), len(form.model.lines)) == ("", 4)
    qtbot.keyClick(form.name, KEY.Key_Return)
    qtbot.keyClick(form.act, KEY.Key_Space)
    assert signed(scene, day) == {"Ana": {0}, "Ben": {1}, "Cléo": {0}, "Zoe": {0, 1}}
    assert scene.window.messages.sentence == "“Lead a place”: 4 people came."
    # 3 for the 3 hours of the morning, 2 for the 5 hours of the afternoon
    assert scene.services.events.detail(_event(scene)).person_minutes == (3 * 3 + 2 * 5) * 60


def _event(scene: Scene) -> int:
    (row,) = scene.services.events.programme(date(2026, 11, 25), date(2026, 11, 25))
    return row.id


def test_a_mistake_is_corrected_on_the_spot_and_later(qtbot, form: AttendanceDialog, scene: Scene, day: int) -> None:
    qtbot.keyClick(form.grid, KEY.Key_1)
    qtbot.keyClick(form.grid, KEY.Key_0)
    qtbot.keyClick(form.grid, KEY.Key_Down)
    qtbot.keyClick(form.grid, KEY.Key_Space)
    qtbot.keyClick(form.grid, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signed(scene, day) == {"Ana": set(), "Ben": {0}, "Cléo": set()}
    again = AttendanceDialog(scene.window, scene.services, day)
    again.open()
    qtbot.waitUntil(again.isActiveWindow)
    assert again.model.is_signed(1, FIRST_HALF)
    qtbot.keyClick(again.grid, KEY.Key_Down)
    qtbot.keyClick(again.grid, KEY.Key_Space)
    qtbot.keyClick(again.grid, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signed(scene, day) == {"Ana": set(), "Ben": set(), "Cléo": set()}


def test_an_entry_can_be_taken_back(qtbot, form: AttendanceDialog, scene: Scene, day: int) -> None:
    qtbot.keyClick(form.grid, KEY.Key_1)
    qtbot.mouseClick(form.act, Qt.MouseButton.LeftButton)
    assert signed(scene, day)["Ana"] == {0}
    scene.window.messages._do()
    assert signed(scene, day)["Ana"] == set()


def test_a_line_typed_by_mistake_goes_and_one_of_the_paper_stays(qtbot, form: AttendanceDialog) -> None:
    qtbot.keyClicks(form.name, "Zoe")
    qtbot.keyClick(form.name, KEY.Key_Return)
    form.grid.setCurrentIndex(form.model.index(3, FIRST_HALF))
    qtbot.keyClick(form.grid, KEY.Key_Delete)
    assert [line.name for line in form.model.lines] == ["Ana", "Ben", "Cléo"]
    form.grid.setCurrentIndex(form.model.index(0, FIRST_HALF))
    qtbot.keyClick(form.grid, KEY.Key_Delete)
    assert len(form.model.lines) == 3
    form.close()


def test_what_was_typed_and_not_added_is_not_lost(qtbot, form: AttendanceDialog, scene: Scene, day: int) -> None:
    qtbot.keyClicks(form.name, "Zoe")
    qtbot.keyClicks(form.organisation, "Mairie")
    qtbot.keyClick(form.organisation, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signed(scene, day)["Zoe"] == {0, 1}


def test_the_mouse_marks_too(qtbot, form: AttendanceDialog) -> None:
    at = form.grid.visualRect(form.model.index(1, FIRST_HALF + 1)).center()
    qtbot.mouseClick(form.grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert form.model.lines[1].signed == {1}
    form.close()


def test_a_screen_reader_hears_whose_half_day_it_is(form: AttendanceDialog) -> None:
    index = form.model.index(1, FIRST_HALF)
    assert form.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Ben, Morning: –"
    form.close()


def test_an_event_nobody_registered_for_takes_walk_ins_at_once(qtbot, scene: Scene) -> None:
    (row,) = scene.services.events.day(date(2026, 12, 1))
    form = AttendanceDialog(scene.window, scene.services, row.id)
    form.open()
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClicks(form.name, "Lou")
    qtbot.keyClick(form.name, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert signed(scene, row.id) == {"Lou": {1}}


@pytest.mark.parametrize(
    ("one", "nought"),
    [
        ((KEY.Key_1, "1", NO_KEY), (KEY.Key_0, "0", NO_KEY)),
        ((KEY.Key_Ampersand, "&", NO_KEY), (KEY.Key_Agrave, "à", NO_KEY)),  # AZERTY, without Shift
        ((KEY.Key_1, "1", Qt.KeyboardModifier.ShiftModifier), (KEY.Key_0, "0", Qt.KeyboardModifier.ShiftModifier)),
        ((KEY.Key_1, "1", KEYPAD), (KEY.Key_0, "0", KEYPAD)),
        ((KEY.Key_End, "", KEYPAD), (KEY.Key_Insert, "", KEYPAD)),  # Num Lock off
    ],
)
def test_the_keys_1_and_0_mark_on_every_keyboard(form: AttendanceDialog, one, nought) -> None:
    for pressed, signs in ((one, True), (one, True), (nought, False), (one, True)):
        key, text, with_it = pressed
        QApplication.sendEvent(form.grid, QKeyEvent(QEvent.Type.KeyPress, key, with_it, text))
        assert form.model.is_signed(0, FIRST_HALF) is signs
    assert form.grid.currentIndex().row() == 0


def test_the_keys_are_said_above_the_lines_as_they_are_on_every_keyboard(form: AttendanceDialog) -> None:
    said = "Space, or the key 1 without Shift: signed · the key 0: did not · Enter: next line · Ctrl+Enter: keep"
    assert said in [label.text() for label in form.findChildren(QLabel)]
