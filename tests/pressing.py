"""Buttons pressed by the words they are read out with, and the one dialog that is open."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from scenes import Scene

from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.tour import settle


def dialog() -> Dialog:
    """The dialog that is open; there is one and no more."""
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
    return found


def press(qtbot: Any, inside: QWidget, words: str, nth: int | None = None) -> None:
    """Click the one button in there that is called so; of several rows with one each, the `nth` from 0."""
    settle()
    found = [
        b
        for b in inside.findChildren(QPushButton)
        if words in (b.text(), b.accessibleName()) and b.isVisible() and b.isEnabled()
    ]
    wrong = len(found) != 1 if nth is None else len(found) <= nth
    assert not wrong, (words, [b.text() for b in inside.findChildren(QPushButton) if b.isVisible()])
    qtbot.mouseClick(found[nth or 0], Qt.MouseButton.LeftButton)
    settle()


def front(kind: type[Any] | tuple[type[Any], ...]) -> Any:
    """The one window of that kind that is open."""
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def at_the_counter(qtbot: Any, scene: Scene, text: str = "") -> CounterCard:
    """The card over Today, opened by its key, with that typed; pasted where QTest has no key for a letter."""
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    card = scene.window.counter.card
    assert card is not None
    if text.isascii():
        qtbot.keyClicks(card.search, text)
    else:
        card.search.insert(text)
    settle()
    return card


def has_keys() -> QWidget:
    """In the window in use, or in the dialog over it."""
    settle()
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
    window = QApplication.activeModalWidget() or windows[0]
    window.activateWindow()
    settle()
    found = window.focusWidget()
    assert found is not None
    return found
