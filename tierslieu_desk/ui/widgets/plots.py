"""Painted plots in the colours of the theme: stacked bars by day, a heat map, bars side by side.

What a colour tells is told again by a pattern, a number or a label. Each plot says its content to a screen reader in
one sentence; the page shows the same as a table for who reads line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme

_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
PATTERNS = (
    ("accent", Qt.BrushStyle.SolidPattern),
    ("desk", Qt.BrushStyle.BDiagPattern),
    ("event", Qt.BrushStyle.Dense5Pattern),
    ("tool", Qt.BrushStyle.NoBrush),
)
"""For each group of a stack, its colour and its pattern."""


class Plot(QWidget):
    """What all plots share: the small font, and the words of what lies under the pointer."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._told: list[tuple[QRectF, str]] = []

    def painter(self) -> QPainter:
        """Ready to draw, with what was told before forgotten."""
        self._told = []
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("group"))
        return painter

    def tell(self, box: QRectF, words: str) -> None:
        """What is said while the pointer rests there."""
        self._told.append((box, words))

    def told_at(self, at: QPointF) -> str:
        """The words of what lies there, or nothing."""
        return next((words for box, words in self._told if box.contains(at)), "")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(QPointF(event.pos())), self)
            return True
        return super().event(event)


def measure() -> QFontMetricsF:
    """The widths of the small font."""
    return QFontMetricsF(theme.font("group"))


def paint_patch(painter: QPainter, box: QRectF, number: int) -> None:
    """A part of a stack, or its sample in the legend: a coloured edge round a pattern."""
    name, pattern = PATTERNS[number % len(PATTERNS)]
    colour = theme.colour(name)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(theme.colour("surface"))
    painter.drawRect(box)
    painter.setBrush(QBrush(colour, pattern))
    painter.drawRect(box)


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar: its label below, its parts from the ground up, and what is said of it."""

    label: str
    parts: tuple[int, ...]
    words: str


class StackedBars(Plot):
    """A bar for each day, with a scale at the left and a legend below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.stacks: tuple[Stack, ...] = ()
        self.groups: tuple[str, ...] = ()

    def show_stacks(self, stacks: Sequence[Stack], groups: Sequence[str]) -> None:
        """Draw these."""
        self.stacks, self.groups = tuple(stacks), tuple(groups)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 130)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        most = max((sum(stack.parts) for stack in self.stacks), default=0)
        if not most:
            return
        line = measure().height()
        left = measure().horizontalAdvance(str(most)) + 10
        ground = QRectF(left, line / 2 + 2, self.width() - left - 2, self.height() - 3 * line - 14)
        self._paint_scale(painter, ground, most)
        step = ground.width() / len(self.stacks)
        every = max(1, round(measure().horizontalAdvance("00") * 1.5 / step + 0.49))
        for number, stack in enumerate(self.stacks):
            at = ground.left() + number * step
            self._paint_stack(painter, stack, QRectF(at + 1.5, ground.top(), max(2.0, step - 3), ground.height()), most)
            if number % every == 0:
                painter.setPen(theme.colour("muted"))
                painter.drawText(QRectF(at - 10, ground.bottom() + 2, step + 20, line), _CENTRE, stack.label)
            self.tell(QRectF(at, ground.top(), step, ground.height() + line), stack.words)
        self._paint_legend(painter, ground.left(), ground.bottom() + line + 8)

    def _paint_scale(self, painter: QPainter, ground: QRectF, most: int) -> None:
        for mark in sorted({0, (most + 1) // 2, most}):
            y = ground.bottom() - ground.height() * mark / most
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, y - 10, ground.left() - 6, 20), _RIGHT, str(mark))

    def _paint_stack(self, painter: QPainter, stack: Stack, column: QRectF, most: int) -> None:
        y = column.bottom()
        for number, part in enumerate(stack.parts):
            height = column.height() * part / most
            if part:
                y -= height
                paint_patch(painter, QRectF(column.left(), y, column.width(), height), number)

    def _paint_legend(self, painter: QPainter, left: float, top: float) -> None:
        line = measure().height()
        for number, group in enumerate(self.groups):
            paint_patch(painter, QRectF(left, top + line / 2 - 5, 10, 10), number)
            width = measure().horizontalAdvance(group) + 4
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(left + 16, top, width, line), _LEFT, group)
            left += width + 34


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row: percent by column (None where there is none to tell), and the whole at the right."""

    label: str
    cells: tuple[int | None, ...]
    whole: str


class HeatMap(Plot):
    """Rows of cells, the fuller the darker, each with its number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.rows: tuple[HeatRow, ...] = ()
        self.columns: tuple[str, ...] = ()

    def show_rows(self, rows: Sequence[HeatRow], columns: Sequence[str]) -> None:
        """Draw these; the plot is as tall as its rows ask for."""
        self.rows, self.columns = tuple(rows), tuple(columns)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._least())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._least())

    def _least(self) -> int:
        return round((measure().height() + 4) * (len(self.rows) + 1) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if not self.rows or not self.columns:
            return
        line = measure().height()
        names = min(max(measure().horizontalAdvance(row.label) for row in self.rows) + 10, self.width() * 0.34)
        wholes = max(measure().horizontalAdvance(row.whole) for row in self.rows) + 12
        cell = (self.width() - names - wholes) / len(self.columns)
        height = min(30.0, (self.height() - line - 4) / len(self.rows))
        painter.setPen(theme.colour("muted"))
        for number, column in enumerate(self.columns):
            painter.drawText(QRectF(names + number * cell, 0, cell, line), _CENTRE, column)
        for number, row in enumerate(self.rows):
            box = QRectF(0, line + 4 + number * height, names, height)
            label = measure().elidedText(row.label, Qt.TextElideMode.ElideRight, names - 8)
            painter.setPen(theme.colour("text"))
            painter.drawText(box, _LEFT, label)
            self.tell(box, row.label)
            self._paint_cells(painter, row, QRectF(names, box.top(), cell, height))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(self.width() - wholes, box.top(), wholes, height), _RIGHT, row.whole)

    def _paint_cells(self, painter: QPainter, row: HeatRow, first: QRectF) -> None:
        for number, share in enumerate(row.cells):
            box = first.translated(number * first.width(), 0).adjusted(1, 1, -1, -1)
            if share is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(theme.colour("line"), Qt.BrushStyle.BDiagPattern))
                painter.drawRoundedRect(box, 3, 3)
                continue
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_heat(share))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(theme.colour("on_accent" if share > HALF_WAY else "text"))
            if measure().horizontalAdvance("100") <= box.width():
                painter.drawText(box, _CENTRE, str(share))
            self.tell(box, f"{row.label}, {self.columns[number]}: {share} %")


HALF_WAY = 60
"""From here on a cell is as dark as the accent itself, and its number light."""


def _heat(share: int) -> QColor:
    """From the ground to a tint of the accent up to half way, then the accent itself, ever stronger."""
    if share > HALF_WAY:
        return theme.colour("accent")
    ground, full = theme.colour("soft_line"), theme.colour("accent")
    weight = 0.55 * share / HALF_WAY
    mixed = QColor()
    mixed.setRgbF(
        ground.redF() + (full.redF() - ground.redF()) * weight,
        ground.greenF() + (full.greenF() - ground.greenF()) * weight,
        ground.blueF() + (full.blueF() - ground.blueF()) * weight,
    )
    return mixed


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, its figure, and a remark in muted words; `kind` is one of the theme's."""

    label: str
    value: int
    figure: str
    remark: str = ""
    kind: str = "accent"


class Bars(Plot):
    """Bars one under the other, the figure of each written beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self.bars = tuple(bars)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, self._least())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._least())

    def _least(self) -> int:
        return round((measure().height() + 6) * max(1, len(self.bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        most = max((abs(bar.value) for bar in self.bars), default=0)
        if not most:
            return
        names = min(max(measure().horizontalAdvance(bar.label) for bar in self.bars) + 12, self.width() * 0.36)
        figures = max(measure().horizontalAdvance(bar.figure) for bar in self.bars) + 12
        remarks = max(measure().horizontalAdvance(bar.remark) for bar in self.bars)
        remarks = remarks + 12 if remarks and self.width() - names - figures - remarks > 80 else 0.0
        height = min(30.0, self.height() / len(self.bars))
        room = self.width() - names - figures - remarks
        for number, bar in enumerate(self.bars):
            top = number * height
            label = measure().elidedText(bar.label, Qt.TextElideMode.ElideRight, names - 8)
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(0, top, names, height), _LEFT, label)
            painter.drawText(QRectF(self.width() - figures - remarks, top, figures, height), _RIGHT, bar.figure)
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                QRectF(self.width() - remarks, top, remarks, height), _RIGHT, bar.remark if remarks else ""
            )
            self._paint_bar(painter, bar, QRectF(names, top, room * abs(bar.value) / most, height))
            words = _("%(name)s: %(what)s") % {"name": bar.label, "what": bar.figure}
            self.tell(QRectF(0, top, self.width(), height), f"{words}, {bar.remark}" if bar.remark else words)

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> None:
        """Below nothing, it is an outline: what was given back."""
        if not bar.value:
            return
        thick = min(14.0, box.height() - 8)
        drawn = QRectF(box.left(), box.center().y() - thick / 2, max(3.0, box.width()), thick)
        painter.setPen(QPen(theme.colour(bar.kind), 1))
        painter.setBrush(theme.colour(bar.kind) if bar.value > 0 else theme.colour("surface"))
        painter.drawRoundedRect(drawn, 3, 3)
