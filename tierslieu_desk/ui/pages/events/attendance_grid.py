"""The sheet that came back, line by line in its order: who signed for which half day, with the keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.attendance import AFTERNOON, MORNING
from tierslieu_desk.ui import theme

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_rows import AttendanceSheet

NUMBER, NAME, ORGANISATION, FIRST_HALF = 0, 1, 2, 3
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP_ROW = {Qt.Key.Key_1: True, Qt.Key.Key_Ampersand: True, Qt.Key.Key_0: False, Qt.Key.Key_Agrave: False}
"""What the keys 1 and 0 are with Shift or without, on QWERTY and on AZERTY: whether somebody signed."""
_KEYPAD = {Qt.Key.Key_End: True, Qt.Key.Key_Insert: False}
"""What 1 and 0 of the numeric keypad are while it moves the cursor."""


@dataclass
class SheetLine:
    """One line of the paper. `registration_id` is None for somebody who wrote themselves on a blank one."""

    name: str
    organisation: str
    registration_id: int | None = None
    signed: set[int] = field(default_factory=set)


class SheetModel(QAbstractTableModel):
    """The lines of the sheet: number, name, organisation, then a column for each half day."""

    def __init__(self, sheet: AttendanceSheet) -> None:
        super().__init__()
        self.halves = sheet.halves
        self.lines = [
            SheetLine(one.name, one.organisation, one.registration_id, set(one.signed)) for one in sheet.people
        ]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_HALF + len(self.halves)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= FIRST_HALF:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return f"{line.name}, {heading}: {self._text(line, index, index.row())}"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index, index.row())
        return None

    def _text(self, line: SheetLine, index: Index, row: int) -> str:
        if index.column() >= FIRST_HALF:
            return _("✓ signed") if self.halves[index.column() - FIRST_HALF] in line.signed else "–"
        return (str(row + 1), line.name, line.organisation)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left if section < FIRST_HALF else Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < FIRST_HALF:
            return (_("No."), _("Name"), _("Organisation"))[section]
        if len(self.halves) == 1:
            return _("Signature")
        return {MORNING: _("Morning"), AFTERNOON: _("Afternoon")}[self.halves[section - FIRST_HALF]]

    def set_signed(self, row: int, column: int, signed: bool) -> None:
        """Whether the person of that line signed for the half day of that column."""
        line, half = self.lines[row], self.halves[column - FIRST_HALF]
        (line.signed.add if signed else line.signed.discard)(half)
        changed = self.index(row, column)
        self.dataChanged.emit(changed, changed)

    def is_signed(self, row: int, column: int) -> bool:
        """What the line says now."""
        return self.halves[column - FIRST_HALF] in self.lines[row].signed

    def add(self, name: str, organisation: str) -> None:
        """A blank line somebody wrote on: they were there all the time until said otherwise."""
        at = len(self.lines)
        self.beginInsertRows(_NOWHERE, at, at)
        self.lines.append(SheetLine(name, organisation, None, set(self.halves)))
        self.endInsertRows()

    def remove(self, row: int) -> bool:
        """Take a line away that was typed here; those of the paper stay."""
        if self.lines[row].registration_id is not None:
            return False
        self.beginRemoveRows(_NOWHERE, row, row)
        del self.lines[row]
        self.endRemoveRows()
        return True


class SheetGrid(QTableView):
    """Space or the key 1 for who signed, the key 0 for who did not, Enter for the next line; then `ended`."""

    ended = Signal()
    marked = Signal()

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        model.setParent(self)
        self.setModel(model)
        self.setAccessibleName(_("The lines of the sheet"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 18)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(44)
        for column in range(model.columnCount()):
            mode = QHeaderView.ResizeMode.Stretch if column == NAME else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(column, mode)
            if column >= FIRST_HALF:
                self.setColumnWidth(column, 118)
        self.setColumnWidth(NUMBER, max(56, head.sectionSizeHint(NUMBER)))
        self.setColumnWidth(ORGANISATION, 150)
        if model.lines:
            self.setCurrentIndex(model.index(0, FIRST_HALF))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self.currentIndex(), event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not at.isValid():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._mark(at, not self._lines.is_signed(at.row(), at.column()))
        elif (signed := _told(event)) is not None:
            self._mark(at, signed)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._next(at)
        elif key == Qt.Key.Key_Left and at.column() <= FIRST_HALF:
            return  # the name is not something to mark
        elif key == Qt.Key.Key_Delete:
            if self._lines.remove(at.row()):
                self.marked.emit()
        else:
            super().keyPressEvent(event)

    def _mark(self, at: QModelIndex, signed: bool) -> None:
        self._lines.set_signed(at.row(), at.column(), signed)
        self.marked.emit()

    def _next(self, at: QModelIndex) -> None:
        if at.row() + 1 < self._lines.rowCount():
            self.setCurrentIndex(self._lines.index(at.row() + 1, at.column()))
        else:
            self.ended.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a half day marks it; one on the name goes to its first half day."""
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() >= FIRST_HALF:
            self._mark(at, not self._lines.is_signed(at.row(), at.column()))
        elif at.isValid():
            self.setCurrentIndex(self._lines.index(at.row(), FIRST_HALF))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            box: QRect = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -2))


def _told(event: QKeyEvent) -> bool | None:
    """Whether the key 1 or the key 0 was pressed, whatever it writes on this keyboard; None for another one."""
    key = Qt.Key(event.key())
    if key in _TOP_ROW:
        return _TOP_ROW[key]
    return _KEYPAD.get(key) if event.modifiers() & Qt.KeyboardModifier.KeypadModifier else None
