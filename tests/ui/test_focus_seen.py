"""Whatever the keyboard is on shows it: each field, button, list and card is drawn otherwise with the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QTextBrowser,
    QWidget,
)
from scenes import Scene

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.main_window import MainWindow
from tierslieu_desk.ui.pages import PAGES
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.tour import settle

_FIELDS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QScrollArea, QTextBrowser, PlanningView)


def reached_by_tab(window: MainWindow) -> list[QWidget]:
    """A list with nothing in it has no row to be on."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not widget.visibleRegion().isEmpty()
        and (isinstance(widget, _FIELDS) or (isinstance(widget, QAbstractItemView) and widget.model().rowCount()))
    ]


def drawn(window: MainWindow, widget: QWidget, *, focused: bool) -> QImage:
    (widget if focused else window).setFocus(Qt.FocusReason.TabFocusReason)
    return window.grab(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())).toImage()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", [spec.code for spec in PAGES])
def test_what_has_the_focus_shows_it(qtbot, qapp, full_scene: Scene, code: str, scheme: theme.Scheme) -> None:
    theme.apply(qapp, scheme)
    window = full_scene.window
    window.go(code)
    settle()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    reached = reached_by_tab(window)
    unseen = [
        (type(widget).__name__, widget.accessibleName())
        for widget in reached
        if drawn(window, widget, focused=False) == drawn(window, widget, focused=True)
    ]
    theme.apply(qapp, "light")
    assert len(reached) > 5
    assert unseen == []
