"""Dialogs are freed when they close; fields are named for a screen reader; refusals stand where they belong."""

from __future__ import annotations

import gc
import weakref
from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from tierslieu_desk.errors import DeskError, MissingFact, SlotTaken
from tierslieu_desk.ui import forms, theme
from tierslieu_desk.ui.dialog import SHEET_WIDTH, Dialog, Sheet
from tierslieu_desk.ui.forms import Form, fields_of
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.labels import OneLine


def say(error: DeskError) -> str:
    return f"Refused: {error.code}"


class Booking(Dialog):
    refusal: DeskError | None = None
    times = 0

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "Book", "Book it", say)
        self.who = self.form.add("Who", QLineEdit(), help="A name, or its first letters.", key="who")
        self.form.add("Unit", Choice(((1, "Yellow room"), (2, "Blue room"))))
        self.form.add("On", DateField(date(2026, 11, 24)))
        self.form.add("From", TimeField(time(14)))
        self.form.add("People", NumberField(4))
        amount = QWidget()
        line = QHBoxLayout(amount)
        line.addWidget(QLineEdit())
        line.addWidget(QLabel("€"))
        self.form.add("Deposit", amount)
        self.form.add("Note", QPlainTextEdit())

    def commit(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.times += 1


class BookingSheet(Sheet, Booking):
    pass


def let_go() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


def test_enter_presses_the_button_it_stands_on_and_in_a_field_does_the_act(qtbot) -> None:
    dialog = Booking(None)
    qtbot.addWidget(dialog)
    other, pressed = QPushButton("Somebody new"), []
    other.setAutoDefault(False)
    other.clicked.connect(lambda: pressed.append(True))
    dialog.form.add("", other)
    dialog.show()
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_Return)
    assert (pressed, dialog.times, dialog.isVisible()) == ([True], 0, True)
    dialog.who.setFocus()
    qtbot.keyClick(dialog.who, Qt.Key.Key_Return)
    assert dialog.times == 1
    again = Booking(None)
    qtbot.addWidget(again)
    again.show()
    again.leave.setFocus()
    qtbot.keyClick(again.leave, Qt.Key.Key_Return)
    assert (again.times, again.isVisible()) == (0, False)


@pytest.mark.parametrize("kind", [Booking, BookingSheet])
@pytest.mark.parametrize("how", ["reject", "try_act", "close"])
def test_a_dialog_is_freed_however_it_closes(qtbot, kind, how) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    dialog = kind(host)
    gone = weakref.ref(dialog)
    destroyed = []
    dialog.destroyed.connect(lambda: destroyed.append(True))
    dialog.open()
    getattr(dialog, how)()
    del dialog
    let_go()
    assert destroyed == [True]
    assert gone() is None


def test_every_field_has_a_name_a_screen_reader_can_say(qtbot) -> None:
    dialog = Booking(None)
    qtbot.addWidget(dialog)
    named = {type(f).__name__: f.accessibleName() for f in fields_of(dialog.form)}
    assert [f.accessibleName() for f in fields_of(dialog.form)] == [
        "Who",
        "Unit",
        "On",
        "From",
        "People",
        "Deposit",
        "Note",
    ], named
    assert all(button.text() or button.accessibleName() for button in dialog.findChildren(QPushButton))
    assert dialog.who.accessibleDescription() == "A name, or its first letters."
    caption = next(label for label in dialog.findChildren(QLabel) if label.text() == "Who")
    assert caption.buddy() is dialog.who


def test_a_refusal_stands_under_its_field_until_the_next_try(qtbot) -> None:
    dialog = Booking(None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.refusal = MissingFact(field="who", who="")
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog.form.refusals == ["Refused: missing_fact"]
    assert dialog.who.accessibleDescription() == "Refused: missing_fact"
    dialog.refusal = None
    dialog.try_act()
    assert dialog.times == 1
    assert not dialog.isVisible()


def test_a_refusal_goes_as_soon_as_its_field_holds_something_else(qtbot) -> None:
    dialog = Booking(None)
    dialog.open()
    dialog.refusal = MissingFact(field="who", who="")
    dialog.try_act()
    assert dialog.form.refusals == ["Refused: missing_fact"]
    qtbot.keyClicks(dialog.form.findChild(QPlainTextEdit), "by the window")
    assert dialog.form.refusals == ["Refused: missing_fact"]
    qtbot.keyClicks(dialog.who, "M")
    assert dialog.form.refusals == []
    assert dialog.who.property("refused") is False
    assert dialog.who.accessibleDescription() == "A name, or its first letters."
    dialog.close()


def test_a_refusal_of_no_field_stands_at_the_top_and_is_said_aloud(qtbot, monkeypatch) -> None:
    form, aloud = Form(), []
    monkeypatch.setattr(forms, "announce", lambda _form, told, *, urgent: aloud.append((told, urgent)))
    qtbot.addWidget(form)
    form.add("Who", QLineEdit(), key="who")
    form.show_refusal(SlotTaken(by="Maria"), "Taken by Maria.")
    assert aloud == [("Taken by Maria.", True)]
    assert form.refusals == ["Taken by Maria."]
    form.clear_refusals()
    assert form.refusals == []


def test_escape_leaves_and_ctrl_enter_does_it(qtbot) -> None:
    first = Booking(None)
    qtbot.addWidget(first)
    first.open()
    qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert not first.isVisible()
    assert first.times == 0
    second = Booking(None)
    qtbot.addWidget(second)
    second.show()
    second.activateWindow()
    qtbot.waitUntil(second.isActiveWindow)
    qtbot.keyClick(second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert second.times == 1


def test_a_quarter_of_an_hour_is_one_step_and_the_day_wraps(qtbot) -> None:
    field = TimeField(time(23, 50))
    qtbot.addWidget(field)
    field.stepBy(1)
    assert field.at == time(0, 5)
    assert DateField(date(2024, 2, 29)).day == date(2024, 2, 29)


def test_a_refusal_below_the_edge_comes_into_sight(qtbot) -> None:
    dialog = Booking(None)
    qtbot.addWidget(dialog)
    note = dialog.form.add("Reason", QLineEdit(), key="reason")
    dialog.open()
    dialog.resize(dialog.width(), 300)
    dialog.refusal = MissingFact(field="reason", who="")
    dialog.try_act()
    area = dialog._area
    line = dialog.form.told

    def seen(widget: QWidget) -> bool:
        box = QRect(widget.mapTo(area.viewport(), QPoint(0, 0)), widget.size())
        return area.viewport().rect().contains(box)

    qtbot.waitUntil(lambda: seen(line) and seen(note))


def test_one_can_write_at_once_in_the_first_field_that_takes_words(qtbot) -> None:
    class Asked(Dialog):
        def __init__(self) -> None:
            super().__init__(None, "Somebody new", "Keep", say)
            self.form.add("What", SegmentedControl("What", (("a", "A person"), ("b", "A company"))))
            self.name = self.form.add("Name", QLineEdit())

    dialog = Asked()
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.name)


def test_a_long_title_does_not_widen_a_sheet(qtbot) -> None:
    title = "Commission intercommunale de la transition énergétique et de la mobilité du piémont pyrénéen"
    sheet = Sheet(None, title, "Keep", say)
    qtbot.addWidget(sheet)
    assert sheet.minimumSizeHint().width() <= SHEET_WIDTH


def test_a_year_is_written_with_four_figures_in_every_language(qtbot) -> None:
    before = QLocale()
    try:
        for language in ("fr", "es", "ca", "eu", "en"):
            QLocale.setDefault(QLocale(language))
            field = DateField(date(2026, 11, 22))
            qtbot.addWidget(field)
            assert "2026" in field.text(), language
    finally:
        QLocale.setDefault(before)


def test_words_without_room_end_in_an_ellipsis_and_say_all_to_the_hand(qtbot) -> None:
    words = OneLine("Open until 18:30 · 8 people here", "subtitle")
    qtbot.addWidget(words)
    words.resize(80, 20)
    words.grab()
    assert words.toolTip() == "Open until 18:30 · 8 people here"
    words.resize(600, 20)
    words.grab()
    assert words.toolTip() == ""


def test_words_are_said_shorter_before_anything_is_left_out(qtbot) -> None:
    title = OneLine("Wednesday 30 September", "title")
    qtbot.addWidget(title)
    title.shorter = "Wed 30 Sep"
    title.resize(140, 30)
    short = title.grab().toImage()
    same = OneLine("Wed 30 Sep", "title")
    qtbot.addWidget(same)
    same.resize(140, 30)
    assert short == same.grab().toImage()
    assert title.toolTip() == "Wednesday 30 September"


def test_the_calendar_of_a_date_shows_every_day_of_the_month(qtbot) -> None:
    field = DateField(date(2026, 11, 24))
    qtbot.addWidget(field)
    calendar = field.calendarWidget()
    calendar.show()
    view = calendar.findChild(QTableView, "qt_calendar_calendarview")
    columns = range(view.model().columnCount())
    qtbot.waitUntil(lambda: all(view.columnWidth(one) >= view.sizeHintForColumn(one) > 0 for one in columns))
    for name in ("qt_calendar_prevmonth", "qt_calendar_nextmonth"):
        assert calendar.findChild(QToolButton, name).accessibleName()


class Reading(Dialog):
    def __init__(self) -> None:
        super().__init__(None, "Half-days", "Close", say)
        self.only_closes()


def test_what_is_only_read_has_one_plain_button_that_enter_presses(qtbot) -> None:
    dialog = Reading()
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()] == ["Close"]
    assert dialog.leave.property("look") != "main"
    gone: list[int] = []
    dialog.finished.connect(gone.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert gone


def test_content_keeps_its_width_when_a_dialog_begins_to_scroll(qtbot) -> None:
    dialog = Booking(None)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    dialog.resize(SHEET_WIDTH, 900)
    tall = dialog.who.width()
    dialog.resize(SHEET_WIDTH, 300)
    assert dialog.who.width() == tall


@pytest.mark.parametrize("count", [2, 5, 8])
def test_every_choice_of_a_list_is_seen_whole_when_it_opens(qtbot, count) -> None:
    theme.apply(QApplication.instance(), "light")
    field = Choice(tuple((number, f"Registered letter {number}") for number in range(count)))
    qtbot.addWidget(field)
    field.resize(300, 36)
    field.show()
    field.choose(1)
    field.showPopup()
    qtbot.waitUntil(field.view().isVisible)
    room = field.view().viewport().rect()
    rows = [field.view().visualRect(field.model().index(row, 0)) for row in range(count)]
    assert [row for row in rows if not room.contains(row)] == []
    assert min(row.height() for row in rows) >= field.fontMetrics().height() + 8
    field.hidePopup()


def test_a_tall_dialog_stays_on_the_screen(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 400)
    host.show()
    dialog = Booking(host)
    dialog.form.add("More", QPlainTextEdit())
    dialog.open()
    screen = dialog.screen().availableGeometry()
    assert screen.contains(dialog.frameGeometry())
    assert dialog.height() > host.height()
    middle = dialog.frameGeometry().center()
    assert abs(middle.x() - max(host.frameGeometry().center().x(), dialog.width() // 2)) <= 1
    dialog.reject()


def test_two_fields_that_one_language_calls_alike_are_each_shown_and_hidden(qtbot) -> None:
    form = Form()
    qtbot.addWidget(form)
    first, second = form.add("Valable", QLineEdit()), form.add("Valable", QLineEdit())
    form.show()
    form.show_field(first, False)
    assert (first.isVisible(), second.isVisible()) == (False, True)
    form.show_field(second, False)
    form.show_field(first, True)
    assert (first.isVisible(), second.isVisible()) == (True, False)
