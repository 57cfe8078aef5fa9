"""A column of a table drawn as chips: the words tell the state, the colour only helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.table import RowsModel, Table

_HEIGHT, _SIDE, _LEFT, _ROUND = 20, 10, 14, 7
_ROOM = 2 * _SIDE + _LEFT + 14


class ChipColumn(QStyledItemDelegate):
    """`kind` names the theme's colours for a row; the words are the column's own."""

    def __init__(self, table: Table, column: int, kind: Callable[[Any], str]) -> None:
        super().__init__(table)
        self._kind = kind
        table.setItemDelegateForColumn(column, self)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        words, shown.text = shown.text, ""
        QApplication.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        model = index.model()
        row = model.row(index) if isinstance(model, RowsModel) else None
        if not words or row is None:
            return
        font = theme.font("group", 600)
        box = option.rect
        measure = QFontMetrics(font)
        width = min(measure.horizontalAdvance(words) + 2 * _SIDE, box.width() - _LEFT - 2)
        chip = QRect(box.left() + _LEFT, box.center().y() - _HEIGHT // 2, width, _HEIGHT)
        ink, ground = theme.pair(self._kind(row))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, _ROUND, _ROUND)
        painter.setFont(font)
        painter.setPen(ink)
        inside = measure.elidedText(words, Qt.TextElideMode.ElideRight, width - _SIDE)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, inside)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = str(index.data() or "")
        width = QFontMetrics(theme.font("group", 600)).horizontalAdvance(words)
        return QSize(width + _ROOM, super().sizeHint(option, index).height())
