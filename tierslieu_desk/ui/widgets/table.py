"""Tables of frozen rows: sorted as French sorts, never reset, so that what is chosen stays chosen.

A proxy model is not used: Qt's leaves `Decimal`, `date` and `datetime` keys unsorted without a word. Rows are told
apart by a key; new rows are laid over the old ones, and only what differs is told to the view.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from heapq import nlargest
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.scrolling import float_bars

R = TypeVar("R")
SortValue = str | int | float | Decimal | date | datetime | None
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY, _ALIGNMENT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
_FONT, _SPOKEN = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.AccessibleTextRole)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MEASURED = 60
"""How many rows a column is measured by: a screen of them, however many there are."""
_WIDEST = 3
"""Of those, how many are asked how much room they take: figures of one width stand beside words that are not."""
_ENDS = {Qt.Key.Key_Home: False, Qt.Key.Key_End: True}
"""Keys that lead to the first and to the last row: Qt's table goes to the first and the last column of one row."""


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its title, the text of a row, and what the row is sorted by (its text when not given).

    Numbers stand at the right. `None` sorts last, whichever way.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], SortValue] | None = None
    right: bool = False
    stretch: bool = False


class Collation:
    """Sort keys for names in one language: accents and capitals weigh last, Bureau 2 comes before Bureau 10."""

    def __init__(self, locale: QLocale | None = None) -> None:
        self._collator = QCollator(locale or QLocale())
        self._collator.setNumericMode(True)

    def key(self, value: SortValue) -> Any:
        """A key that compares with the others of its column."""
        return self._collator.sortKey(value) if isinstance(value, str) else value


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows told apart by `key`; `set_rows` and `sort` keep every persistent index, hence the selection."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        collation: Collation | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._collation = collation or Collation()
        self._rows: list[R] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns, from left to right."""
        return self._columns

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as shown."""
        return tuple(self._rows)

    def some(self, first: int, count: int) -> list[R]:
        """So many of them from that one on."""
        return self._rows[first : first + count]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == _DISPLAY:
            return column.text(self._rows[index.row()])
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        if role == _FONT:
            return theme.figures() if column.right else None
        if role == _SPOKEN:
            return _("%(name)s: %(what)s") % {"name": column.title, "what": column.text(self._rows[index.row()])}
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == _DISPLAY:
            return column.title
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if column >= 0 else None
        self._reorder(self._in_order(self._rows))

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show these rows instead, in the order the header asks for."""
        fresh = {self._key(row): row for row in rows}
        if len(fresh) != len(rows):
            raise ValueError("two rows have the same key")
        self._remove(fresh)
        known = {self._key(row) for row in self._rows}
        added = [row for row in rows if self._key(row) not in known]
        if added:
            last = len(self._rows)
            self.beginInsertRows(_NOWHERE, last, last + len(added) - 1)
            self._rows.extend(added)
            self.endInsertRows()
        changed = {key for row in self._rows if (key := self._key(row)) in known and fresh[key] != row}
        self._rows = [fresh[self._key(row)] for row in self._rows]
        self._reorder(self._in_order(list(rows)))
        for number, row in enumerate(self._rows if changed else ()):
            if self._key(row) in changed:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self._columns) - 1))

    def _remove(self, fresh: dict[Hashable, R]) -> None:
        end = len(self._rows)
        while end > 0:
            if self._key(self._rows[end - 1]) in fresh:
                end -= 1
                continue
            start = end - 1
            while start > 0 and self._key(self._rows[start - 1]) not in fresh:
                start -= 1
            self.beginRemoveRows(_NOWHERE, start, end - 1)
            del self._rows[start:end]
            self.endRemoveRows()
            end = start

    def _in_order(self, rows: list[R]) -> list[R]:
        if self._sorted_by is None:
            return list(rows)
        number, order = self._sorted_by
        column = self._columns[number]
        value = column.sort or column.text
        keyed = [(value(row), row) for row in rows]
        some = [(self._collation.key(v), row) for v, row in keyed if v is not None]
        some.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _v, row in some] + [row for v, row in keyed if v is None]

    def _reorder(self, rows: list[R]) -> None:
        before = [self._key(row) for row in self._rows]
        after = {self._key(row): number for number, row in enumerate(rows)}
        if before == list(after):
            self._rows = rows
            return
        self.layoutAboutToBeChanged.emit()
        self._rows = rows
        old = self.persistentIndexList()
        self.changePersistentIndexList(old, [self.index(after[before[i.row()]], i.column()) for i in old])
        self.layoutChanged.emit()

    def row(self, index: Index) -> R | None:
        """The row an index of the view stands for."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """The first cell of the row of that key, or no index."""
        for number, row in enumerate(self._rows):
            if self._key(row) == key:
                return self.index(number, 0)
        return QModelIndex()


class Table(QTableView):
    """A quiet table. `opened` and `chosen` carry the row (`chosen` may carry None); `empty` is what to say of none."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, name: str, model: RowsModel[Any], empty: EmptyState | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 22)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(True)
        head.setResizeContentsPrecision(_MEASURED)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, column in enumerate(model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(number, mode)
        float_bars(self)
        self._by_hand: set[int] = set()
        self._fitting = False
        self.resizeColumnsToContents()  # a table without rows shows its titles whole too
        head.sectionResized.connect(self._resized)
        self._empty, self._titled = empty, True
        if empty is not None:
            empty.setParent(self.viewport())
            for told in (model.rowsInserted, model.rowsRemoved):
                told.connect(self._show_empty)
            self._show_empty()
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._choose)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; columns take the width of what they hold, save those somebody gave a width by hand."""
        before = self._model.rows
        self._model.set_rows(rows)
        if rows and self._model.rows != before:
            self._fit()

    def _fit(self) -> None:
        self._fitting = True
        for number, column in enumerate(self._model.columns):
            if not (column.stretch or number in self._by_hand or self.isColumnHidden(number)):
                self.resizeColumnToContents(number)
        self._fitting = False
        self._widen_figures(self._by_hand)  # the others have just been measured
        self._share_what_is_left()

    def sizeHintForColumn(self, column: int) -> int:
        """Of the rows Qt would measure, those with the widest words alone: to ask for all of them takes long."""
        if self.itemDelegateForIndex(self._model.index(0, column)) is not self.itemDelegate():
            return super().sizeHintForColumn(column)
        self.ensurePolished()
        top = max(0, self.rowAt(0))
        text, metrics = self._model.columns[column].text, QFontMetrics(theme.figures())
        rows = enumerate(self._model.some(top, _MEASURED), top)
        widest = nlargest(_WIDEST, ((metrics.horizontalAdvance(text(row)), number) for number, row in rows))
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        indexes = (self._model.index(number, column) for _width, number in widest)
        return max((self.itemDelegate().sizeHint(option, index).width() for index in indexes), default=0)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dy:
            self._widen_figures()

    def _widen_figures(self, among: Collection[int] | None = None) -> None:
        """An amount cut short reads as another amount: its column is never narrower than what stands in sight."""
        self._fitting = True
        for number, column in enumerate(self._model.columns):
            shown = column.right and not self.isColumnHidden(number) and (among is None or number in among)
            if shown and (needed := self.sizeHintForColumn(number)) > self.columnWidth(number):
                self.setColumnWidth(number, needed)
        self._fitting = False

    @Slot(int, int, int)
    def _resized(self, column: int, before: int, after: int) -> None:
        if before and after and not self._fitting and not self._model.columns[column].stretch:
            self._by_hand.add(column)

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """What a hidden column leaves goes to the one that takes what is left, and comes back from it."""
        if self.isColumnHidden(column) != hide:
            super().setColumnHidden(column, hide)
            if not hide:
                self._fit()
            self._share_what_is_left()

    def hide_titles(self) -> None:
        """A list of one column says by itself what it lists."""
        self._titled = False
        self.horizontalHeader().hide()

    def choose(self, key: Hashable) -> None:
        """Select the row of that key, if it is there, and scroll to it."""
        index = self._model.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @property
    def row(self) -> Any | None:
        """The row selected, or None."""
        return self._model.row(self.currentIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.row(index))

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._model.row(index))

    @Slot()
    def _show_empty(self) -> None:
        if self._empty is not None:
            none = self._model.rowCount() == 0
            self._empty.setVisible(none)
            self.horizontalHeader().setVisible(self._titled and not none)
            self._empty.setGeometry(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            whole = self.visualRect(index)
            whole.setLeft(0)
            whole.setWidth(min(self.horizontalHeader().length(), self.viewport().width()))
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -2))

    def _share_what_is_left(self) -> None:
        """A column that takes what the others leave keeps its title whole; the table scrolls where that is too much."""
        head = self.horizontalHeader()
        shown = [n for n in range(len(self._model.columns)) if not head.isSectionHidden(n)]
        takers = [n for n in shown if self._model.columns[n].stretch]
        room = self.viewport().width() - sum(head.sectionSize(n) for n in shown if n not in takers)
        enough = room >= sum(head.sectionSizeHint(n) for n in takers)
        mode = QHeaderView.ResizeMode.Stretch if enough else QHeaderView.ResizeMode.Interactive
        for number in takers:
            if head.sectionResizeMode(number) != mode:
                head.setSectionResizeMode(number, mode)
            if not enough:
                head.resizeSection(number, head.sectionSizeHint(number))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._show_empty()
            self._share_what_is_left()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.row is not None:
            self.opened.emit(self.row)
            return
        end = _ENDS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if end is not None and (rows := self._model.rowCount()):
            self.setCurrentIndex(self._model.index(rows - 1 if end else 0, max(0, self.currentIndex().column())))
            return
        super().keyPressEvent(event)
