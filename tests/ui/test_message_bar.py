"""What is told is never said over something one can press: beside the pages, or what stands above it gives way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QWidget
from scenes import Scene

from tierslieu_desk import compose
from tierslieu_desk.services.place.first_setup import Draft
from tierslieu_desk.ui.first_start.window import FirstStart
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.message_bar import MessageBar

SIZES = ((1366, 768), (1024, 700), (683, 384))
"""The last is 1366x768 at 200 %, in pixels of a screen at 100 %."""
PRESSED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
LONG = (
    "Maria Roca is booked in the meeting room under the roof on Tuesday 24 November from 14:00 to 16:00, and the "
    "confirmation is in your mail program, ready to be sent."
)


def under(bar: MessageBar) -> list[str]:
    """What can be pressed and lies under the bar."""
    window = bar.window()
    here = QRect(bar.mapTo(window, QPoint()), bar.size())
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, PRESSED) and widget.isVisible() and widget.isEnabled() and not bar.isAncestorOf(widget):
            seen = widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))
            if seen.intersects(here):
                found.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_nothing_that_can_be_pressed_lies_under_the_bar(scene: Scene, code: str, size: tuple[int, int]) -> None:
    window, bar = scene.window, scene.window.messages
    window.resize(*size)
    page = window.go(code)
    settle()
    before = page.height()
    page.said.emit(LONG, lambda: None)
    assert under(bar) == []
    settle()
    assert (bar.isVisible(), under(bar)) == (True, [])
    assert bar.geometry().bottom() < window.centralWidget().height()
    assert bar._words.heightForWidth(bar._words.width()) <= bar._words.height()
    bar.dismiss()
    settle()
    assert page.height() == before


@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_nothing_moves_under_the_hand_while_something_is_told(scene: Scene, code: str) -> None:
    window, bar = scene.window, scene.window.messages
    window.resize(1366, 768)
    page = window.go(code)
    settle()
    before = {w: w.mapTo(window, QPoint()) for w in page.findChildren(QAbstractButton) if w.isVisible()}
    page.said.emit("Maria Roca is booked in Room B on Tuesday 24 November, 14:00 – 16:00.", lambda: None)
    settle()
    assert bar.isVisible()
    assert {w: w.mapTo(window, QPoint()) for w in before} == before
    assert bar._action.geometry().bottom() < bar.height()
    rail = QRect(window.rail.mapTo(window, QPoint()), window.rail.size())
    assert rail.contains(QRect(bar.mapTo(window, QPoint()), bar.size()))


def test_the_last_thing_done_is_undone_by_its_key_after_the_bar_has_gone(qtbot, scene: Scene) -> None:
    undone: list[str] = []
    page = scene.window.go("today")
    page.said.emit("Booked.", lambda: undone.append("booked"))
    scene.window.messages._timer.timeout.emit()
    assert scene.window.messages.isHidden()
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["booked"]
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["booked"]


def test_another_page_and_another_size_give_way_too(scene: Scene) -> None:
    window, bar = scene.window, scene.window.messages
    window.go("today").said.emit(LONG, lambda: None)
    for spec in PAGES:
        window.go(spec.code)
        for size in SIZES:
            window.resize(*size)
            settle()
            assert under(bar) == [], (spec.code, size)


def test_the_first_start_gives_way(qtbot, tmp_path: Path) -> None:
    window = FirstStart(compose.open_or_create(tmp_path, None), Draft(tmp_path), Jobs(AtOnce()))
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    window.describe.click()
    settle()
    window.messages.refuse(LONG)
    settle()
    assert (window.messages.isVisible(), under(window.messages)) == (True, [])
