"""Whatever was clicked or chosen in a time or a day, what is typed there is what is taken, or is told not to be one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from scenes import TODAY, Scene

from tierslieu_desk.errors import NotADate, NotATime
from tierslieu_desk.i18n import speaking
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.widgets.fields import DateField, TimeField

LEFT = Qt.MouseButton.LeftButton


def click(field: QLineEdit, x: int) -> None:
    QTest.mouseClick(field, LEFT, pos=QPoint(x, field.height() // 2))


def at_the_right(field: QLineEdit) -> None:
    click(field, field.width() - 40)


def at_the_left(field: QLineEdit) -> None:
    click(field, 12)


def then_all(field: QLineEdit) -> None:
    at_the_right(field)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def twice(field: QLineEdit) -> None:
    at_the_left(field)
    QTest.mouseDClick(field, LEFT, pos=QPoint(20, field.height() // 2))
    QTest.mouseRelease(field, LEFT, pos=QPoint(20, field.height() // 2))


def a_part_drawn_over(field: QLineEdit) -> None:
    QTest.mousePress(field, LEFT, pos=QPoint(10, field.height() // 2))
    QTest.mouseMove(field, QPoint(28, field.height() // 2))
    QTest.mouseRelease(field, LEFT, pos=QPoint(28, field.height() // 2))


def by_tab(field: QLineEdit) -> None:
    field.clearFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)


def by_another_way(field: QLineEdit) -> None:
    field.clearFocus()
    field.setFocus(Qt.FocusReason.OtherFocusReason)


WAYS = [at_the_right, at_the_left, then_all, twice, a_part_drawn_over, by_tab, by_another_way]
Way = Callable[[QLineEdit], None]


def shown(qtbot, field: QLineEdit) -> None:
    qtbot.addWidget(field)
    field.resize(160, 34)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("typed", "taken", "written"),
    [
        ("14:30", time(14, 30), "14:30"),
        ("1430", time(14, 30), "14:30"),
        ("14h30", time(14, 30), "14:30"),
        ("14h", time(14), "14:00"),
        ("9", time(9), "09:00"),
        ("1615", time(16, 15), "16:15"),
    ],
)
def test_the_time_typed_is_the_time_taken(qtbot, way: Way, typed: str, taken: time, written: str) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    way(field)
    QTest.keyClicks(field, typed)
    assert field.at == taken
    field.clearFocus()
    assert (field.at, field.text()) == (taken, written)


def test_a_time_typed_twice_is_the_second(qtbot) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    for typed in ("14:30", "16:15"):
        at_the_right(field)
        QTest.keyClicks(field, typed)
    assert field.at == time(16, 15)


def test_after_enter_the_next_time_typed_takes_its_place(qtbot) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    for typed in ("14:30", "16:15"):
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert (field.at, field.text()) == (time(16, 15), "16:15")


def test_enter_takes_the_time_and_says_once_that_it_changed(qtbot) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    said: list[time] = []
    field.timeChanged.connect(lambda: said.append(field.at))
    at_the_right(field)
    QTest.keyClicks(field, "14:30")
    assert said == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    field.clearFocus()
    assert (said, field.text()) == ([time(14, 30)], "14:30")


@pytest.mark.parametrize("typed", ["25:00", "14:60", "noon", "24:00"])
def test_what_is_no_time_stays_as_typed_and_is_refused(qtbot, typed: str) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    at_the_right(field)
    QTest.keyClicks(field, typed)
    field.clearFocus()
    assert field.text() == typed
    assert isinstance(field.refusal, NotATime)
    with pytest.raises(NotATime):
        _ = field.at
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == typed


def test_the_arrows_move_a_time_by_a_quarter_and_what_was_typed_counts(qtbot) -> None:
    field = TimeField(time(10))
    shown(qtbot, field)
    at_the_right(field)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.at == time(10, 15)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.at == time(9, 45)
    QTest.keyClicks(field, "14:30")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (field.at, field.text()) == (time(14, 45), "14:45")
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert field.at == time(13, 45)


def test_an_end_may_be_the_midnight_that_ends_the_day(qtbot) -> None:
    field = TimeField(time(23, 45), ends=True)
    shown(qtbot, field)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (field.at, field.text()) == (time(0), "24:00")
    QTest.keyClicks(field, "24h")
    field.clearFocus()
    assert (field.at, field.text(), field.refusal) == (time(0), "24:00", None)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("03/12/2026", date(2026, 12, 3)),
        ("3/12/2026", date(2026, 12, 3)),
        ("03122026", date(2026, 12, 3)),
        ("3", date(2026, 11, 3)),
        ("31/12", date(2026, 12, 31)),
        ("05.02.27", date(2027, 2, 5)),
        ("2026-12-03", date(2026, 12, 3)),
    ],
)
def test_the_day_typed_is_the_day_taken(qtbot, way: Way, typed: str, taken: date) -> None:
    field = DateField(date(2026, 11, 24))
    shown(qtbot, field)
    way(field)
    QTest.keyClicks(field, typed)
    field.clearFocus()
    assert (field.day, field.text()) == (taken, f"{taken:%d/%m/%Y}")


def test_what_is_no_day_stays_as_typed_and_is_refused(qtbot) -> None:
    field = DateField(date(2026, 11, 24))
    shown(qtbot, field)
    at_the_right(field)
    QTest.keyClicks(field, "31/02/2026")
    field.clearFocus()
    assert field.text() == "31/02/2026"
    assert isinstance(field.refusal, NotADate)
    with pytest.raises(NotADate):
        _ = field.day


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "01/12/2026"), ("en", "01/12/2026"), ("eu", "2026/12/01"), ("es", "01/12/2026")]
)
def test_a_day_is_written_and_read_as_the_language_does(qtbot, language: str, written: str) -> None:
    with speaking(language):
        field = DateField(date(2026, 11, 30))
        shown(qtbot, field)
        QTest.keyClick(field, Qt.Key.Key_Up)
        assert field.text() == written
        field.settle()
        assert (field.day, field.refusal) == (date(2026, 12, 1), None)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_day_is_taken_from_the_calendar(qtbot) -> None:
    field = DateField(date(2026, 11, 24))
    shown(qtbot, field)
    said: list[date] = []
    field.dateChanged.connect(lambda: said.append(field.day))
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.calendarWidget()
    qtbot.waitUntil(calendar.isVisible)
    assert calendar.selectedDate().toPython() == date(2026, 11, 24)
    calendar.clicked.emit(calendar.selectedDate().addDays(9))
    assert not calendar.isVisible()
    assert (said, field.text()) == ([date(2026, 12, 3)], "03/12/2026")


@pytest.fixture
def dialog(qtbot, scene: Scene) -> BookingDialog:
    made = BookingDialog(
        scene.window,
        scene.services,
        Jobs(AtOnce()),
        now=datetime.fromisoformat(f"{TODAY} 10:00"),
        unit_id=scene.house.room_b,
    )
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    assert (made._from.text(), made._to.text()) == ("10:00", "11:00")
    return made


def put(dialog: BookingDialog, field: QLineEdit, typed: str) -> None:
    at_the_right(field)
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClicks(field, typed)
    dialog._title.setFocus(Qt.FocusReason.TabFocusReason)


def test_a_start_moved_past_the_end_takes_the_end_along(dialog: BookingDialog) -> None:
    put(dialog, dialog._from, "14:30")
    assert (dialog._from.text(), dialog._to.text()) == ("14:30", "15:30")
    put(dialog, dialog._to, "16:30")
    put(dialog, dialog._from, "15:00")
    assert (dialog._from.text(), dialog._to.text()) == ("15:00", "16:30")
    put(dialog, dialog._from, "17h")
    assert (dialog._from.text(), dialog._to.text()) == ("17:00", "18:30")
    put(dialog, dialog._from, "23:30")
    assert (dialog._from.text(), dialog._to.text()) == ("23:30", "24:00")


def test_a_start_moved_by_steps_keeps_the_length_it_had(dialog: BookingDialog) -> None:
    dialog._from.setFocus(Qt.FocusReason.TabFocusReason)
    for _step in range(4):
        QTest.keyClick(dialog._from, Qt.Key.Key_Up)
    assert (dialog._from.text(), dialog._to.text()) == ("11:00", "12:00")
    assert dialog.price == "1\u00a0h · €12.00"


def test_a_time_that_is_none_is_told_beside_it_until_it_is_mended(dialog: BookingDialog, scene: Scene) -> None:
    told = "“25:00” is not a time of the day. Write it like this: 14:30."
    put(dialog, dialog._to, "25:00")
    assert dialog.form.refusals == [told]
    assert dialog._to.property("refused")
    assert not dialog._from.property("refused")
    assert dialog._to.accessibleDescription() == told
    assert (dialog.price, dialog._title.hasFocus()) == ("", True)
    dialog.fill("jean dupont")
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog._to.hasFocus()
    assert scene.services.bookings.of_person(scene.jean) == ()
    QTest.keyClicks(dialog._to, "12")
    QTest.keyClick(dialog._to, Qt.Key.Key_Tab)
    assert dialog.form.refusals == []
    assert dialog.price == "2\u00a0h · €24.00"
    assert not dialog._to.property("refused")


def test_a_time_still_being_typed_is_booked_as_typed(dialog: BookingDialog, scene: Scene) -> None:
    dialog.fill("jean dupont")
    at_the_right(dialog._from)
    QTest.keyClicks(dialog._from, "14:30")
    QTest.keyClick(dialog._from, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (booked,) = scene.services.bookings.of_person(scene.jean)
    assert (booked.slot.start.time(), booked.slot.end.time()) == (time(14, 30), time(15, 30))
