"""What a place does, as ticks: each with its name and, below it, what it brings."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QRadioButton, QStyle, QStyleOptionButton, QVBoxLayout, QWidget

from tierslieu_desk.ui import icons, theme
from tierslieu_desk.ui.widgets.labels import Words

_UNDER_THE_WORDS = 29
_ROOM = 270
"""What a column needs."""


class Tick(QCheckBox):
    """A check box drawn in our own colours; it behaves as any other."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = self.isChecked()
        painter.setPen(theme.colour("accent" if ticked else "faint"))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if ticked:
            side = box.width() - 4
            middle = QRect(box.x() + 2, box.y() + 2, side, side)
            icons.paint(painter, middle, "check", "on_accent")


class Round(QRadioButton):
    """One of several that exclude each other, drawn in our own colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, self)
        ring = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(theme.colour("accent" if chosen else "faint"))
        painter.setBrush(theme.colour("accent" if chosen else "surface"))
        painter.drawEllipse(ring)
        if chosen:
            dot = ring.width() * 0.3
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("on_accent"))
            painter.drawEllipse(ring.adjusted(dot, dot, -dot, -dot))


class Ticks(QWidget):
    """`choices` are (code, name, what it brings), in columns. `changed` goes out when one was ticked or not."""

    changed = Signal()

    def __init__(
        self, choices: tuple[tuple[str, str, str], ...], columns: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._boxes: dict[str, Tick] = {}
        self._columns = columns
        self._across = 0
        self._cells: list[QWidget] = []
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.PAGE_MARGIN)
        grid.setVerticalSpacing(theme.GAP)
        for code, name, brings in choices:
            box = Tick(name)
            box.setAccessibleDescription(brings)
            box.toggled.connect(self.changed)
            under = Words(brings, "second", wrap=True)
            under.setContentsMargins(_UNDER_THE_WORDS, 0, 0, 0)
            holder = QWidget()
            cell = QVBoxLayout(holder)
            cell.setContentsMargins(0, 0, 0, 0)
            cell.setSpacing(0)
            cell.addWidget(box)
            cell.addWidget(under)
            cell.addStretch(1)
            under.setVisible(bool(brings))
            self._cells.append(holder)
            self._boxes[code] = box
        self._lay_out(columns)

    def _lay_out(self, columns: int) -> None:
        if columns == self._across:
            return
        self._across = columns
        rows = -(-len(self._cells) // columns)
        for number, cell in enumerate(self._cells):
            self._grid.addWidget(cell, number % rows, number // rows)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One under the other where there is no room beside each other."""
        super().resizeEvent(event)
        self._lay_out(self._columns if event.size().width() >= _ROOM * self._columns else 1)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes ticked, in the order they are offered."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def tick(self, codes: Collection[str]) -> None:
        """Tick these and no others; codes that are not offered are left out."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)

    def box(self, code: str) -> Tick:
        """The box of that code. Raises `KeyError`."""
        return self._boxes[code]
