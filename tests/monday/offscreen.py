"""The hand in memory: the whole program in this process, without a screen; what it sees are the accessible names."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QWidget

from monday.hand import BOX, BUTTON, CELL, COMBO, FIELD, SECRET, Hand, Node, labelled
from tierslieu_desk import opening

_R = QAccessible.Role
_ROLES = {
    _R.Button: BUTTON,
    _R.ButtonMenu: BUTTON,
    _R.RadioButton: BUTTON,
    _R.PageTab: BUTTON,
    _R.Link: BUTTON,
    _R.MenuItem: BUTTON,
    _R.CheckBox: BOX,
    _R.EditableText: FIELD,
    _R.SpinBox: FIELD,
    _R.ComboBox: COMBO,
    _R.ListItem: CELL,
    _R.Cell: CELL,
    _R.Row: CELL,
    _R.TreeItem: CELL,
    _R.StaticText: "label",
}


class _Bridge(QObject):
    """Carries what the hand wants to the thread of the window."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []
        self.wanted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _do(self, act: Callable[[], object]) -> None:
        act()

    @Slot(QUrl)
    def begin_letter(self, address: QUrl) -> None:
        self.begun.append(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))


class Offscreen(Hand):
    """Made on the thread of the window; `play` runs the steps on another one while this one runs the program."""

    def __init__(self, folder: Path, today: str) -> None:
        QAccessible.setActive(True)  # or tables go on telling of rows that have left them
        self._folder, self._today = folder, today
        self._bridge = _Bridge()
        self._again: SimpleQueue[str | None] = SimpleQueue()
        self._closed = threading.Event()

    @property
    def drafts(self) -> list[str]:
        """The addresses the mail program was handed."""
        return self._bridge.begun

    def play(self, steps: Callable[[], None]) -> None:
        """Open the desk, take the steps, close it; raises what they raise."""
        problems: list[BaseException] = []

        def taken() -> None:
            try:
                self._opened()
                steps()
            except BaseException as problem:  # noqa: BLE001 - carried to the thread that waits
                problems.append(problem)
            finally:
                self._again.put(None)
                self._bridge.wanted.emit(_close)

        script = threading.Thread(target=taken)
        QDesktopServices.setUrlHandler("mailto", self._bridge, "begin_letter")
        script.start()
        code = 0
        today: str | None = self._today
        while today is not None:
            code = opening.run_window(self._folder, date.fromisoformat(today), "fr", until_ready=False)
            self._closed.set()
            today = self._again.get()
        script.join()
        QDesktopServices.unsetUrlHandler("mailto")
        if problems:
            raise problems[0]
        assert code == 0

    def restart(self, *, today: str = "", killed: bool = False) -> None:
        self._today = today or self._today
        self._closed.clear()
        self._again.put(self._today)
        self._bridge.wanted.emit(_close)
        assert self._closed.wait(30), "the window did not close"
        self._opened()

    def _opened(self) -> None:
        self.until(lambda: bool(self.windows()), "the window")
        self._done(_as_large_as_a_screen)

    def windows(self) -> tuple[Node, ...]:
        return self._asked(_windows)

    def press(self, keys: str) -> None:
        combination = QKeySequence(keys)[0]
        self._done(_activate)
        self.until(lambda: self._asked(_is_active), "the window in front to be the active one")
        self._done(lambda: QTest.keyClick(_focus(), combination.key(), combination.keyboardModifiers()))

    def type(self, text: str) -> None:
        for letter in text:
            self._done(lambda letter=letter: _type(letter))

    def point(self, at: tuple[int, int], clicks: int = 1) -> None:
        self._done(lambda: _click(QPoint(*at), clicks))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        (x0, y0), (x1, y1) = start, end
        kinds = QEvent.Type
        self._done(lambda: _mouse(kinds.MouseButtonPress, QPoint(x0, y0), QPoint(x0, y0)))
        for step in range(1, 11):
            on_the_way = QPoint(x0 + (x1 - x0) * step // 10, y0 + (y1 - y0) * step // 10)
            self._done(lambda at=on_the_way: _mouse(kinds.MouseMove, QPoint(x0, y0), at))
        self._done(lambda: _mouse(kinds.MouseButtonRelease, QPoint(x0, y0), QPoint(x1, y1)))

    def wheel(self, at: tuple[int, int], notches: int) -> None:
        self._done(lambda: _wheel(QPoint(*at), notches))

    def _asked(self, question: Callable[[], Any]) -> Any:
        answer: list[Any] = []
        over = threading.Event()

        def ask() -> None:
            try:
                answer.append(question())
            finally:
                over.set()

        self._bridge.wanted.emit(ask)
        assert over.wait(60), "the window does not answer any more"
        assert answer, "the window could not say what it shows"
        return answer[0]

    def _done(self, act: Callable[[], object]) -> None:
        """Begun, rather than done: an act may open a dialog that the window waits for, which the next is meant for."""
        self._bridge.wanted.emit(act)
        self._asked(lambda: None)


def _front() -> list[QWidget]:
    """What can be reached: a popup, then the dialog in front or the window."""
    popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
    mains = [w for w in shown if isinstance(w, QMainWindow)]
    dialogs = [w for w in shown if w.isModal()]
    front = modal or (dialogs[-1] if dialogs else None) or (mains[-1] if mains else None)
    if front is None and shown:
        front = shown[-1]
    return [w for w in (popup, front) if w is not None]


def _windows() -> tuple[Node, ...]:
    found = []
    for widget in _front():
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is not None:
            node = _node(seen)
            if isinstance(widget, QFileDialog):
                node = Node("file dialog", node.name, "", "", node.box, node.states, node.children)
            found.append(node)
    return tuple(found)


def _node(seen: QAccessibleInterface) -> Node:
    text = QAccessible.Text
    state = seen.state()
    states = {name for name, on in (("checked", state.checked), ("focused", state.focused)) if on}
    if state.passwordEdit:
        states.add(SECRET)
    if not state.disabled:
        states.add("enabled")
    role = _ROLES.get(seen.role(), seen.role().name.lower())
    box = seen.rect()
    children = []
    for number in range(seen.childCount()):
        child = seen.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            children.append(_node(child))
    value = "" if state.passwordEdit else seen.text(text.Value)
    where = (box.x(), box.y(), box.width(), box.height())
    return Node(
        role,
        seen.text(text.Name),
        seen.text(text.Description),
        value,
        where,
        frozenset(states),
        labelled(children, seen.text(text.Name)),
    )


def _as_large_as_a_screen() -> None:
    """What is drawn in memory has a screen of 800 by 800, which nobody has."""
    for widget in _front():
        if isinstance(widget, QMainWindow):
            widget.resize(1366, 768)


def _close() -> None:
    for _turn in range(5):
        front = [w for w in _front() if w is not None]
        for widget in front:
            widget.close()
        if not front:
            return


def _focus() -> QWidget:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return _held(popup.focusWidget() or popup, popup)
    focused = QApplication.focusWidget()
    front = _front()[-1]
    if focused is None or (focused.window() is not front and not front.isAncestorOf(focused)):
        return front.focusWidget() or front
    return focused


def _activate() -> None:
    """Without a window manager nothing makes the window active again once a popup has closed."""
    front = _front()
    if front and QApplication.activePopupWidget() is None and not front[-1].isActiveWindow():
        front[-1].activateWindow()


def _is_active() -> bool:
    """A shortcut is heard by the active window only."""
    front = _front()
    return QApplication.activePopupWidget() is not None or (bool(front) and front[-1].isActiveWindow())


_holding: list[QWidget] = []
"""A popup has no owner in Python: once nothing holds it there, nothing in it can be reached either."""


def _held(widget: QWidget, window: QWidget) -> QWidget:
    _holding[:] = [window]
    return widget


def _type(letter: str) -> None:
    if letter.isascii():
        QTest.keyClick(_focus(), letter)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(_focus(), event)


def _under(at: QPoint) -> tuple[QWidget, QPoint]:
    for window in _front():
        inside = window.mapFromGlobal(at)
        if window.rect().contains(inside):
            widget = _held(window.childAt(inside) or window, window)
            return widget, widget.mapFromGlobal(at)
    raise AssertionError(f"nothing in front is at {at.toTuple()}")


def _click(at: QPoint, clicks: int) -> None:
    widget, inside = _under(at)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    _mouse(QEvent.Type.MouseMove, at, at, held=Qt.MouseButton.NoButton)
    QTest.mouseClick(widget, left, none, inside)
    if clicks == 2:
        QTest.mouseDClick(widget, left, none, inside)


def _mouse(kind: QEvent.Type, pressed_at: QPoint, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    widget, _inside = _under(pressed_at)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    if kind == QEvent.Type.MouseButtonRelease:
        held = none
    where = QPointF(widget.mapFromGlobal(at))
    QApplication.sendEvent(widget, QMouseEvent(kind, where, QPointF(at), button, held, Qt.KeyboardModifier.NoModifier))


def _wheel(at: QPoint, notches: int) -> None:
    """Qt hands on to the parent what a widget has no use for, but only of what comes from a real wheel."""
    widget: QWidget | None = _under(at)[0]
    turn = QPoint(0, -120 * notches)
    phase = Qt.ScrollPhase.NoScrollPhase
    none, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    while widget is not None:
        inside = QPointF(widget.mapFromGlobal(at))
        event = QWheelEvent(inside, QPointF(at), QPoint(), turn, none, plain, phase, False)
        if QApplication.sendEvent(widget, event) and event.isAccepted():
            return
        widget = widget.parentWidget()
