"""How far one is in a few steps: a short bar each, those behind and the present one in the accent's colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui import theme

_WIDTH, _HEIGHT, _GAP = 22, 5, 5


class StepDots(QWidget):
    """Decoration: the words beside it tell the same."""

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count, self._step = count, 0
        self.setFixedSize(count * (_WIDTH + _GAP) - _GAP, 24)

    def set_step(self, step: int) -> None:
        """The step shown, from 0."""
        self._step = step
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(self._count):
            painter.setBrush(theme.colour("accent" if number <= self._step else "line"))
            left = number * (_WIDTH + _GAP)
            painter.drawRoundedRect(QRectF(left, (self.height() - _HEIGHT) / 2, _WIDTH, _HEIGHT), 2.5, 2.5)
