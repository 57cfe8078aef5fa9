"""The three ways to begin: a large button each, with what it is and what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk.ui import icons
from tierslieu_desk.ui.widgets.labels import Words

ICON = 26
_PAD = 20


class WayButton(QPushButton):
    """A push button as large as a card. A screen reader says its name, then what comes of it."""

    def __init__(self, icon: str, name: str, brings: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setAccessibleDescription(brings)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD + ICON + 18, _PAD - 2, _PAD, _PAD - 2)
        column.setSpacing(3)
        for text, look in ((name, "name"), (brings, "second")):
            words = Words(text, look, wrap=True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(words)
        self._column = column

    def sizeHint(self) -> QSize:
        width = max(320, self.width())
        return QSize(width, max(84, self._column.heightForWidth(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(84, self._column.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        box = QRect(_PAD, (self.height() - ICON) // 2, ICON, ICON)
        icons.paint(QPainter(self), box, self._icon, "accent")
