"""The key of the evacuation list, in the window and in whatever dialog is open over it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import EVACUATION_KEY


class Alarm(QObject):
    """Who is to be counted outside, ready to print."""

    def __init__(self, window: QWidget, around: Surroundings[Any]) -> None:
        super().__init__(window)
        self._window, self._around = window, around
        QShortcut(QKeySequence(EVACUATION_KEY), window).activated.connect(self.ring)

    @Slot()
    def ring(self) -> None:
        """Draw the list and show it."""
        from tierslieu_desk.ui.evacuation import print_list

        print_list(self._window, self._around)


def of(widget: QWidget) -> Alarm | None:
    """That of the window a widget stands in, or lies over; none in a window of its own."""
    host: QWidget | None = widget
    while host is not None:
        alarm = getattr(host, "alarm", None)
        if isinstance(alarm, Alarm):
            return alarm
        host = host.parentWidget()
    return None
