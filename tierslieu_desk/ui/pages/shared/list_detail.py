"""A list at the left, the row chosen seen closely at the right; one above the other where the window is narrow."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.widgets.cards import Avatar, Card, EmptyState, clear
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.table import Table

WIDTH = 400
QWIDGETSIZE_MAX = (1 << 24) - 1
Facts = Sequence[tuple[str, str]]


class Detail(QWidget):
    """What there is to know of one row: a head, facts, buttons at the foot, and rows in a card below."""

    def __init__(self, below: str, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upper = Card("")
        self.below = Card(below, scrolls=True)
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._inside)
        self._upper.add(holder)
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, 14)
        line.setSpacing(8)
        for one in buttons:
            line.addWidget(one)
        line.addStretch(1)
        self._upper.add(self._foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP + 2)
        column.addWidget(self._upper)
        column.addWidget(self.below, 1)
        self.set_wide(False)
        self._foot.hide()
        self.below.hide()

    def set_wide(self, wide: bool) -> None:
        """Take all the width there is, or stand beside the list."""
        self.setMinimumWidth(0 if wide else WIDTH)
        self.setMaximumWidth(QWIDGETSIZE_MAX if wide else WIDTH)

    def show_nothing(self, icon: str, sentence: str, advice: str = "") -> None:
        """Nothing is chosen."""
        clear(self._inside)
        self._foot.hide()
        self.below.hide()
        self._upper.set_title("")
        self._inside.addWidget(EmptyState(icon, sentence, advice))

    def show_row(self, title: str, head: Line, facts: Facts, lead: Avatar | None = None) -> None:
        """One row: `title` is what it is, facts without a value are left out."""
        clear(self._inside)
        self._foot.show()
        self.below.show()
        self._upper.set_title(title)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(theme.CARD_PADDING, 2, theme.CARD_PADDING, 8)
        column.setSpacing(theme.GAP)
        column.addLayout(_head(head, lead))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.CARD_PADDING)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (label, value) in enumerate(fact for fact in facts if fact[1]):
            grid.addWidget(Words(label, "second"), number, 0)
            grid.addWidget(Words(value, wrap=True), number, 1)
        column.addLayout(grid)
        self._inside.addWidget(made)


def _head(head: Line, lead: Avatar | None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.GAP)
    if lead is not None:
        line.addWidget(lead)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch(1)
    words.addWidget(Words(head.strong, "name", wrap=True))
    if head.second:
        words.addWidget(Words(head.second, "second", wrap=True))
    words.addStretch(1)
    line.addLayout(words, 1)
    if head.chip:
        line.addWidget(Chip(head.chip, head.kind), 0, Qt.AlignmentFlag.AlignVCenter)
    return line


class ListAndDetail(QWidget):
    """Asks for the detail of a row by `row_wanted` (None: nothing is chosen); `opened` is Enter or a double click."""

    row_wanted = Signal(object)
    opened = Signal(object)

    def __init__(self, title: str, table: Table, detail: Detail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.detail = table, detail
        self._to_choose: Hashable | None = None
        self.setFocusProxy(table)
        table.horizontalHeader().setMinimumSectionSize(80)
        table.chosen.connect(self._choose)
        table.opened.connect(self.opened)
        self.card = Card(title)
        self.card.fill(table)
        self.card.setMinimumWidth(260)
        self.card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP + 2)
        line.addWidget(self.card, 1)
        line.addWidget(detail)

    def choose_next(self, key: Hashable) -> None:
        """The row of that key is chosen when rows are shown next, if it is among them."""
        self._to_choose = key

    def show_rows(self, rows: Sequence[Any], keys: Sequence[Hashable], title: str, aside: str = "") -> None:
        """Show these rows and ask once for the detail of the one chosen, the first when it is gone.

        Without a row there is no detail to see: the list has all the width for what it says of that.
        """
        before = self.table.row
        with QSignalBlocker(self.table):
            self.table.set_rows(rows)
            if self._to_choose in keys and self._to_choose is not None:
                self.table.choose(self._to_choose)
                self._to_choose = None
            elif rows and (before is None or self.table.row is None):
                self.table.choose(keys[0])
        self.card.set_title(title)
        self.card.set_aside(aside)
        self.detail.setVisible(bool(rows))
        self.row_wanted.emit(self.table.row if rows else None)

    def set_narrow(self, narrow: bool, hidden: Sequence[int] = ()) -> None:
        """Put the detail below the list, and leave out these columns."""
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self.card.setMinimumHeight(280 if narrow else 0)
        for column in hidden:
            self.table.setColumnHidden(column, narrow)
        self.detail.set_wide(narrow)

    @Slot(object)
    def _choose(self, row: object) -> None:
        self.row_wanted.emit(row)
