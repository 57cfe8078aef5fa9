"""A row of a card that leads somewhere: the whole of it is one button, for the mouse, the keyboard and a reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from tierslieu_desk.ui.widgets.cards import Row

_INSET = 3


class DoorButton(QPushButton):
    """As large as its row and under the words of it; Enter presses it too. Its property `leads_to` is what it opens."""

    def __init__(self, says: str, adds: str, leads_to: object, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("leads_to", leads_to)
        self.setAccessibleName(says)
        self.setAccessibleDescription(adds)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class DoorRow(Row):
    """A `Row` opened by a click, Enter or the space bar; a button at its right (`aside`) keeps its own click.

    `on_open` is a bound method that finds what to open in its sender's property `leads_to`; `says` is what a screen
    reader calls it, the strong line unless told otherwise.
    """

    def __init__(  # noqa: PLR0913 - what a `Row` takes, and what it opens
        self,
        strong: str,
        second: str,
        on_open: Callable[[], object],
        leads_to: object,
        *,
        says: str = "",
        lead: tuple[QWidget, ...] = (),
        chip: QWidget | None = None,
        aside: QWidget | None = None,
    ) -> None:
        super().__init__(strong, second, lead=lead, chip=chip, aside=aside)
        for widget in self.findChildren(QWidget):
            if aside is None or not (widget is aside or aside.isAncestorOf(widget)):
                widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.door = DoorButton(says or strong, second, leads_to, self)
        self.door.lower()
        self.door.clicked.connect(on_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.door.setGeometry(self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET))
