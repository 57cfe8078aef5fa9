"""Everything a hand does in a morning, gesture by gesture, for the test that watches how long each keeps the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import tour
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.comes_back import WEEKLY
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.rail import RailButton
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentButton

W = TypeVar("W", bound=QWidget)
Gesture = tuple[str, Callable[[], object] | None]
"""What it is called, and the act; without one, what was begun by then takes its time."""
CONTROL = Qt.KeyboardModifier.ControlModifier
A_NAME = "mar"
WORKED_OUT_BY_A_JOB = {"bill-everybody", "billed", "draft", "paper"}
"""The tour asks for what these show on the spot; the program has it worked out first. They are opened by hand below."""


def everything(window: MainWindow, services: Any) -> Iterator[Gesture]:
    """Every page twice, every dialog, then what is done there."""
    for turn in ("first", "second"):
        for spec in PAGES:
            yield f"{spec.code}, {turn} time", partial(window.go, spec.code)
            yield from _page(f"{spec.code}, {turn} time", window, lists=turn == "first")
    for name, opener in tour.DIALOGS:
        if name not in WORKED_OUT_BY_A_JOB:
            yield from _dialog(f"dialog {name}", window, partial(opener, window, services))
    yield from _planning(window)
    yield from _booking(window)
    yield from _counter(window)
    yield from _people(window)
    yield from _money(window)


def _page(name: str, window: MainWindow, *, lists: bool) -> Iterator[Gesture]:
    """Its sections, in each its parts; in each part its search, its list, and a screen further down."""
    sections = _seen(window.page, RailButton)
    for section in sections or [None]:
        here = name
        if section is not None:
            here = f"{name}, {section.accessibleName()}"
            yield here, partial(_click, section)
        segments = _seen(window.page, SegmentButton)
        for segment in (*segments, *segments[:1]) or (None,):
            there = here
            if segment is not None:
                there = f"{here}, {segment.text()}"
                yield there, partial(_click, segment)
            if lists:
                yield from _lists(there, window)


def _lists(name: str, window: MainWindow) -> Iterator[Gesture]:
    for box in _seen(window.page, SearchBox):
        yield from _typed(name, box, A_NAME)
        yield f"{name}, search emptied", box.clear
        yield f"{name}, all shown again", None
    for table in _seen(window.page, QTableView):
        for _line in range(2):
            yield f"{name}, next line", partial(_key, Qt.Key.Key_Down, on=table)
        yield f"{name}, a screen down", partial(_key, Qt.Key.Key_PageDown, on=table)
        yield f"{name}, the end", partial(_key, Qt.Key.Key_End, CONTROL, on=table)
        header = table.horizontalHeader()
        yield f"{name}, sorted", partial(table.sortByColumn, 0, Qt.SortOrder.DescendingOrder)
        yield f"{name}, as it was", partial(header.setSortIndicator, -1, Qt.SortOrder.AscendingOrder)


def _dialog(name: str, window: MainWindow, opener: Callable[[], Dialog | None]) -> Iterator[Gesture]:
    shown: list[Dialog] = []

    def opened() -> None:
        dialog = opener()
        if dialog is not None:
            shown.append(dialog)
            dialog.open()

    yield name, opened
    for dialog in shown:
        for line in dialog.findChildren(QLineEdit)[:1]:
            yield from _typed(name, line, A_NAME)
        yield f"{name}, closed", dialog.close


def _planning(window: MainWindow) -> Iterator[Gesture]:
    """The week, the next one and the one before, a booking moved, made longer and taken back."""
    yield "planning", partial(window.go, "planning")
    page = window.page
    assert isinstance(page, PlanningPage)
    page.view.setFocus()
    key = partial(_key, on=page.view)
    for name, press in (
        ("the week", partial(key, Qt.Key.Key_W)),
        *((f"next week {number}", partial(key, Qt.Key.Key_PageDown)) for number in range(3)),
        *((f"the week before {number}", partial(key, Qt.Key.Key_PageUp)) for number in range(2)),
        ("the next booking of the week", partial(key, Qt.Key.Key_N)),
        ("moved in the week", partial(key, Qt.Key.Key_Right, CONTROL)),
        ("taken back in the week", partial(key, Qt.Key.Key_Z, CONTROL)),
        *((f"wider {number}", partial(key, Qt.Key.Key_Plus, CONTROL)) for number in range(3)),
        ("taller", partial(key, Qt.Key.Key_Plus, Qt.KeyboardModifier.AltModifier)),
        ("as usual", partial(key, Qt.Key.Key_0, CONTROL)),
        ("one and the next chosen", partial(key, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)),
        ("let go", partial(key, Qt.Key.Key_Escape)),
        ("copied", partial(key, Qt.Key.Key_C, CONTROL)),
        ("the week of a space", partial(key, Qt.Key.Key_U)),
        ("its next week", partial(key, Qt.Key.Key_PageDown)),
        ("all spaces", partial(key, Qt.Key.Key_U)),
        ("the month", partial(key, Qt.Key.Key_M)),
        *((f"next month {number}", partial(_key, Qt.Key.Key_PageDown, on=page.month)) for number in range(2)),
        ("the list", partial(_key, Qt.Key.Key_L, on=page.month)),
        ("the list of a year", partial(page.list.length.choose, 366)),
        ("the list of a month", partial(page.list.length.choose, 31)),
        ("back to the day", partial(_key, Qt.Key.Key_D, on=page.list.table)),
        ("today", partial(key, Qt.Key.Key_T)),
        ("the day", partial(key, Qt.Key.Key_D)),
        *((f"next day {number}", partial(key, Qt.Key.Key_PageDown)) for number in range(3)),
        ("the next booking", partial(key, Qt.Key.Key_N)),
        ("moved", partial(key, Qt.Key.Key_Right, CONTROL)),
        ("moved to another room", partial(key, Qt.Key.Key_Down, CONTROL)),
        ("made longer", partial(key, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)),
        ("clicked", partial(_click_block, page)),
        ("looked at", partial(key, Qt.Key.Key_Return)),
    ):
        yield f"planning, {name}", press
    yield from _closed("planning, looked at")
    yield "planning, printed", partial(key, Qt.Key.Key_P, CONTROL)
    yield from _closed("planning, printed")


def _booking(window: MainWindow) -> Iterator[Gesture]:
    """A room booked from the planning, and taken back."""
    yield "book", partial(_press, window, "planning, + Book", _("+ Book"))
    dialog = _top()
    if dialog is not None:
        yield from _typed("book", dialog.findChildren(QLineEdit)[0], A_NAME)
        yield "book, the first found", partial(_key, Qt.Key.Key_Down)
        yield "book, taken", partial(_key, Qt.Key.Key_Return)
        yield "book, booked", dialog.try_act
    yield from _closed("book")
    yield "book, taken back", partial(_key, Qt.Key.Key_Z, CONTROL, on=window)
    yield "book again", partial(_press, window, "planning, + Book", _("+ Book"))
    dialog = _top()
    if isinstance(dialog, BookingDialog):
        yield from _typed("book again", dialog.findChildren(QLineEdit)[0], A_NAME)
        yield "book again, the first found", partial(_key, Qt.Key.Key_Down)
        yield "book again, taken", partial(_key, Qt.Key.Key_Return)
        yield "book again, every week", partial(dialog.come_back, WEEKLY)
        yield "book again, a year long", partial(dialog.come_back, WEEKLY, 52)
        yield "book again, looked at", dialog.try_act
        yield "book again, booked", dialog.try_act
        yield "book again, on the planning", None
    yield from _closed("book again")
    yield "book again, taken back", partial(_key, Qt.Key.Key_Z, CONTROL, on=window)
    yield "book again, all gone", None


def _counter(window: MainWindow) -> Iterator[Gesture]:
    """Somebody arrives; somebody else has a coffee and pays it."""
    yield "today", partial(window.go, "today")
    for turn in ("first", "second"):
        name = f"counter, {turn} time"
        yield name, window.open_counter
        card = window.counter.card if window.counter is not None else None
        assert card is not None
        yield from _typed(name, card.search, A_NAME)
        for _other in range(3):
            yield f"{name}, another of that name", partial(_key, Qt.Key.Key_Tab, on=card.search)
        yield f"{name}, down", partial(_key, Qt.Key.Key_Down, on=card.search)
        yield f"{name}, arrival", partial(_do, card, {"article"} if turn == "second" else {"arrive", "leave"})
        if window.counter is not None and window.counter.card is card:
            yield f"{name}, paid", card.panel.card.click
            yield f"{name}, over", window.counter.leave
    yield "counter, taken back", partial(_key, Qt.Key.Key_Z, CONTROL, on=window)


def _people(window: MainWindow) -> Iterator[Gesture]:
    """Somebody's page, somebody written down, their name changed."""
    yield "people", partial(window.go, "people")
    for table in _seen(window.page, QTableView)[:1]:
        for line in range(4):
            yield f"people, person {line}", partial(_key, Qt.Key.Key_Down, on=table)
        yield "people, opened", partial(_key, Qt.Key.Key_Return, on=table)
        yield from _closed("people, opened")


def _money(window: MainWindow) -> Iterator[Gesture]:
    """One invoice drawn, issued and looked at; everybody's looked through; one paid."""
    yield "money", partial(window.go, "money")
    for segment in _seen(window.page, SegmentButton)[:1]:
        yield "money, to invoice", partial(_click, segment)
    for table in _seen(window.page, QTableView)[:1]:
        yield "money, a draft", partial(_key, Qt.Key.Key_Return, on=table)
    dialog = _top()
    if dialog is not None:
        yield "money, issued", dialog.try_act
    yield from _closed("money, issued")
    for segment in _seen(window.page, SegmentButton)[:1]:
        yield "money, to invoice again", partial(_click, segment)
    yield "money, everybody", partial(_press, window, "money", _("Invoice everybody…"))
    yield from _closed("money, everybody")
    for segment in _seen(window.page, SegmentButton)[1:2]:
        yield "money, invoices", partial(_click, segment)
    for table in _seen(window.page, QTableView)[:1]:
        yield "money, an invoice", partial(_key, Qt.Key.Key_Return, on=table)
    yield from _closed("money, an invoice")


def _typed(name: str, line: QLineEdit, letters: str) -> Iterator[Gesture]:
    for letter in letters:
        yield f"{name}, {letter} typed", partial(QTest.keyClick, line, letter)
    yield f"{name}, found", None


def _closed(name: str) -> Iterator[Gesture]:
    """Whatever has opened is closed again, the last first."""
    while (dialog := _top()) is not None:
        yield f"{name}, closed", dialog.close


def _top() -> Any:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
    active = QApplication.activeWindow()
    return active if active in found else found[-1] if found else None


def _seen(inside: QWidget | None, kind: type[W]) -> list[W]:
    if inside is None:
        return []
    return [widget for widget in inside.findChildren(kind) if widget.isVisible() and widget.isEnabled()]


def _press(window: MainWindow, where: str, words: str) -> None:
    found = [button for button in _seen(window.page, QPushButton) if button.text() == words]
    assert found, f"{where}: no {words}"
    _click(found[0])


def _do(card: Any, codes: set[str]) -> None:
    found = [act for act in card.list.acts if act.code in codes]
    assert found, f"none of {codes} is among {[act.code for act in card.list.acts]}"
    card.do(found[0])


def _click_block(page: PlanningPage) -> None:
    block = page.view.block
    spot = page.view.rect_of_block(block).center() if block is not None else QPoint(300, 100)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _key(
    key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
) -> None:
    QTest.keyClick(on or QApplication.focusWidget(), key, modifier)
