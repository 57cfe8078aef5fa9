"""One figure of a report: its plot, the same as a table, and the rule it was reckoned by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.plots import Plot
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

TABLE_LEAST, TABLE_MOST = 120, 420
"""A table is as tall as its lines; a longer one scrolls."""
PLOT_LEAST = 150
FIRST_LEAST = 220
PLOT, TABLE, NOTHING = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its cells, worded; `number` tells it from the others and is its place."""

    number: int
    cells: tuple[str, ...]


class _Looks(QStackedWidget):
    """As tall as what is shown asks for, not as the tallest of what could be."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        if self.currentIndex() == TABLE or shown is None:
            table = self.findChild(Table)
            tall = _height(table) if isinstance(table, Table) else TABLE_LEAST
            return QSize(240, max(TABLE_LEAST, min(tall, TABLE_MOST)))
        return QSize(240, max(PLOT_LEAST, shown.minimumSizeHint().height()))


def _height(table: Table) -> int:
    """What a table needs to show every line it has."""
    lines = table.model().rowCount() * table.verticalHeader().defaultSectionSize()
    return table.horizontalHeader().sizeHint().height() + lines + 2


class FigureCard(Card):
    """A card whose inside is a plot or a table, and words under it."""

    def __init__(self, title: str, plot: Plot, rule: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.plot = plot
        self.table: Table | None = None
        self._headings: tuple[str, ...] = ()
        self._lines: list[Line] = []
        self._as_table = self._none = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._stack = _Looks()
        pad = theme.CARD_PADDING
        self._stack.addWidget(_padded(plot, pad))
        self._tables = QWidget()
        self._holder = QVBoxLayout(self._tables)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._tables)
        self._stack.addWidget(EmptyState("chart-bar", nothing))
        self.rule = Words(rule, "second", wrap=True)
        self.rule.setContentsMargins(pad, 0, pad, 0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, theme.GAP)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addWidget(self.rule)
        self.fill(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words under the plot take the lines they need; a grid would squeeze them under it."""
        super().resizeEvent(event)
        self.rule.setMinimumHeight(self.rule.heightForWidth(self.rule.width()))
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalMinimumSize().height())

    def show_lines(self, headings: Sequence[str], lines: Sequence[tuple[str, ...]], *, none: bool) -> None:
        """The same as a table, its first column the words; `none` when there is nothing to plot."""
        self._none = none
        self.plot.setAccessibleDescription("; ".join(" ".join(line) for line in lines))
        self._lines = [Line(number, line) for number, line in enumerate(lines)]
        if tuple(headings) != self._headings:
            self._headings = tuple(headings)
            self._drop_table()
        self._show()

    def _drop_table(self) -> None:
        if self.table is not None:
            self._holder.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _made_table(self) -> Table:
        """Made when somebody first asks for it: four tables would be most of what opening the page costs."""
        columns = tuple(
            Column[Line](heading, partial(_cell, number), sort=_place, right=number > 0, stretch=number == 0)
            for number, heading in enumerate(self._headings)
        )
        table = Table(self.accessibleName(), RowsModel(columns, key=_place))
        table.setSortingEnabled(False)
        table.horizontalHeader().setMinimumSectionSize(44)
        self._holder.addWidget(table)
        return table

    def show_as_table(self, as_table: bool) -> None:
        """The table in place of the plot, or back."""
        self._as_table = as_table
        self._show()

    def _show(self) -> None:
        if self._as_table and self.table is None and self._headings:
            self.table = self._made_table()
        if self._as_table and self.table is not None:
            self.table.set_rows(self._lines)
            self.table.setColumnWidth(0, max(FIRST_LEAST, self.table.columnWidth(0)))
        self._stack.setCurrentIndex(NOTHING if self._none else TABLE if self._as_table else PLOT)
        self._stack.updateGeometry()


def _padded(widget: QWidget, pad: int) -> QWidget:
    """Between the margins of its card; a table has its own, and goes from edge to edge."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(pad, 0, pad, 0)
    column.addWidget(widget)
    return holder


def _cell(number: int, line: Line) -> str:
    return str(itemgetter(number)(line.cells))


def _place(line: Line) -> int:
    return line.number
