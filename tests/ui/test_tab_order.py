"""Tab leads through the whole window, as one reads, and Shift+Tab back: nothing is for the mouse alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from scenes import Scene

from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.people.page import PeoplePage
from tierslieu_desk.ui.tour import settle

MOST = 250
"""Stops of any page, and of the rail."""


def to_be_reached(page: QWidget) -> list[QWidget]:
    return [
        one
        for one in page.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
    ]


def reached(qtbot, scene: Scene, key: Qt.Key) -> list[QWidget]:
    """From where the keys are, once round."""
    stops = [scene.window.focusWidget()]
    for _turn in range(MOST):
        qtbot.keyClick(stops[-1], key)
        if scene.window.focusWidget() is stops[0]:
            return stops
        stops.append(scene.window.focusWidget())
    raise AssertionError([one.accessibleName() for one in stops[-9:]])


@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_tab_reaches_all_that_takes_the_keys_and_shift_tab_the_same_way_back(qtbot, full_scene, code: str) -> None:
    window = full_scene.window
    window.resize(1366, 768)
    page = window.go(code)
    if isinstance(page, PeoplePage):
        page.show_party(full_scene.maria)
        page.panel.settle()
    settle()
    page.setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)  # a page without a list of its own is no stop itself
    there = reached(qtbot, full_scene, Qt.Key.Key_Tab)
    back = reached(qtbot, full_scene, Qt.Key.Key_Backtab)
    assert [one for one in to_be_reached(page) if one not in there] == []
    assert back == [there[0], *reversed(there[1:])]


def test_on_the_page_of_somebody_the_keys_go_from_the_list_to_their_acts_and_down(qtbot, full_scene) -> None:
    page = full_scene.window.go("people")
    assert isinstance(page, PeoplePage)
    full_scene.window.resize(1366, 768)
    page.show_party(full_scene.maria)
    page.panel.settle()
    settle()
    page.table.setFocus()
    named = [getattr(one, "text", str)() or one.accessibleName() for one in reached(qtbot, full_scene, Qt.Key.Key_Tab)]
    at = [named.index(words) for words in ("Write", "Sell…", "Book", "Arrival", "why?", "Change…")]
    assert at == sorted(at)
    assert named.index("Find somebody") > at[-1], "round the rail, and the head of the page"
