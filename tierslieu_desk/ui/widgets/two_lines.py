"""Rows of a table drawn as a strong line over a muted one: a list of people rather than a grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tierslieu_desk.ui import theme

_PAD, _BETWEEN = 9, 2


class TwoLines(QStyledItemDelegate):
    """Draws `words(index)`, a strong line and a muted one, each cut off by an ellipsis where there is no room."""

    def __init__(
        self, words: Callable[[QModelIndex | QPersistentModelIndex], tuple[str, str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._strong, self._second = theme.font("body", 500), theme.font("second", 400)

    @property
    def height(self) -> int:
        """What a row needs."""
        return QFontMetrics(self._strong).height() + QFontMetrics(self._second).height() + 2 * _PAD + _BETWEEN

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        given: Any = option
        box: QRect = given.rect
        chosen = bool(given.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(box, theme.colour("accent_soft"))
        painter.setPen(theme.colour("soft_line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        inside = box.adjusted(theme.CARD_PADDING, _PAD, -theme.GAP, -_PAD)
        strong, second = self._words(index)
        ink = given.palette.color(QPalette.ColorRole.Text)
        top = _line(painter, inside, self._strong, strong, ink)
        _line(painter, inside.adjusted(0, top + _BETWEEN, 0, 0), self._second, second, theme.colour("muted"))
        painter.restore()


def _line(painter: QPainter, box: QRect, font: Any, text: str, ink: Any) -> int:
    painter.setFont(font)
    painter.setPen(ink)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, shown)
    return metrics.height()
