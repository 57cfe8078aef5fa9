"""What is told moves nothing: beside the pages where there is room, else over them, and never where one is at work."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QWidget
from scenes import Scene

from tierslieu_desk import compose
from tierslieu_desk.services.first_setup import Draft
from tierslieu_desk.ui.first_start.window import FirstStart
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.message_bar import MessageBar

SIZES = ((1366, 768), (1024, 700), (683, 384))
"""The last is 1366x768 at 200 %, in pixels of a screen at 100 %."""
LONG = (
    "Maria Roca is booked in the meeting room under the roof on Tuesday 24 November from 14:00 to 16:00, and the "
    "confirmation is in your mail program, ready to be sent."
)


def places(inside: QWidget) -> dict[QWidget, QPoint]:
    """Where everything stands that is seen."""
    window = inside.window()
    return {w: w.mapTo(window, QPoint()) for w in inside.findChildren(QWidget) if w.isVisible()}


def where(bar: MessageBar) -> QRect:
    return QRect(bar.mapTo(bar.window(), QPoint()), bar.size())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_nothing_moves_for_what_is_told_however_small_the_window(
    scene: Scene, code: str, size: tuple[int, int]
) -> None:
    window, bar = scene.window, scene.window.messages
    window.resize(*size)
    page = window.go(code)
    page.setFocus()
    settle()
    before = (page.height(), places(page))
    page.said.emit(LONG, lambda: None)
    settle()
    assert bar.isVisible()
    assert (page.height(), {w: at for w, at in places(page).items() if w in before[1]}) == before
    assert window.rect().contains(where(bar))
    assert bar._words.heightForWidth(bar._words.width()) <= bar._words.height()
    bar.dismiss()
    settle()
    assert page.height() == before[0]


@pytest.mark.parametrize("code", ["today", "money", "settings"])
def test_it_never_lies_on_what_has_the_keys_nor_under_the_pointer(scene: Scene, code: str) -> None:
    """In a small window, where the rail has no room for it."""
    window, bar = scene.window, scene.window.messages
    window.resize(683, 384)
    page = window.go(code)
    settle()
    seen = [b for b in page.findChildren(QAbstractButton) if b.isVisible() and not b.visibleRegion().isEmpty()]
    assert len(seen) > 2
    for one in seen[:12]:
        here = one.visibleRegion().boundingRect().translated(one.mapTo(window, QPoint()))
        QCursor.setPos(window.mapToGlobal(QPoint(5, 5)))
        one.setFocus()
        page.said.emit("Done.", lambda: None)
        assert window.focusWidget() is not one or not where(bar).intersects(here), one.text()
        bar.dismiss()
        page.setFocus()
        QCursor.setPos(window.mapToGlobal(here.center()))
        page.said.emit("Done.", lambda: None)
        assert not where(bar).contains(here.center()), one.text()
        bar.dismiss()


def test_pressing_it_beside_its_buttons_puts_it_away_and_the_undo_stays_on_its_key(qtbot, scene: Scene) -> None:
    undone: list[str] = []
    scene.window.resize(683, 384)
    scene.window.go("today").said.emit("Booked.", lambda: undone.append("booked"))
    settle()
    qtbot.mouseClick(scene.window.messages, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert scene.window.messages.isHidden()
    qtbot.keyClick(scene.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["booked"]


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


def test_another_page_and_another_size_have_it_in_sight_too(scene: Scene) -> None:
    window, bar = scene.window, scene.window.messages
    window.go("today").said.emit(LONG, lambda: None)
    for spec in PAGES:
        window.go(spec.code)
        for size in SIZES:
            window.resize(*size)
            settle()
            assert window.rect().contains(where(bar)), (spec.code, size)


def test_nothing_moves_at_the_first_start(qtbot, tmp_path: Path) -> None:
    window = FirstStart(compose.open_or_create(tmp_path, None), Draft(tmp_path), Jobs(AtOnce()))
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    window.describe.click()
    settle()
    before = places(window)
    window.messages.refuse(LONG)
    settle()
    assert window.messages.isVisible()
    assert {w: at for w, at in places(window).items() if w in before} == before
