"""Which units come first on the planning and in lists: groups and units, moved by a key or a button."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import ordering
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

_HEIGHT = 360
_INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class _Line:
    """A heading, or a unit below it."""

    key: str
    words: str
    heading: str
    unit_id: int | None = None


class OrderDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("What comes first"), _("Keep"), say.sentence)
        self._services = services
        self._names = {row.id: row.name for row in services.units.list()}
        self._groups = services.unit_order.groups()
        empty = EmptyState("door", _("Nothing can be taken here yet"), _("“Add” describes a room, desks, a tool."))
        columns: tuple[Column[_Line], ...] = (Column(_("In this order"), _words, stretch=True),)
        self.table = Table(_("The order of desks and rooms"), RowsModel(columns, key=_key), empty)
        self.table.setSortingEnabled(False)
        self.table.setMinimumHeight(_HEIGHT)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        self.earlier = button(_("Earlier"), self._earlier)
        self.later = button(_("Later"), self._later)
        for act, key in ((self.earlier, "Alt+Up"), (self.later, "Alt+Down")):
            act.setAutoDefault(False)
            act.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
            line.addWidget(act)
        line.addStretch(1)
        self.body.insertWidget(0, holder)
        self.body.insertWidget(0, self.table, 1)
        QShortcut(QKeySequence("Alt+Up"), self).activated.connect(self._earlier)
        QShortcut(QKeySequence("Alt+Down"), self).activated.connect(self._later)
        self._show("")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _lines(self) -> list[_Line]:
        lines = []
        for heading, units in self._groups:
            shown = [unit for unit in units if unit in self._names]
            if shown and len(self._groups) > 1:
                lines.append(_Line(f"h{heading}", heading or _("Without a heading"), heading))
            lines += [_Line(f"u{unit}", _INDENT + self._names[unit], heading, unit) for unit in shown]
        return lines

    def _show(self, key: str) -> None:
        lines = self._lines()
        self.table.set_rows(lines)
        if lines:
            self.table.choose(key or lines[0].key)

    @Slot()
    def _earlier(self) -> None:
        self._move(-1)

    @Slot()
    def _later(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        line = self.table.row
        if line is None:
            return
        if line.unit_id is None:
            self._groups = ordering.move_group(self._groups, line.heading, by)
        else:
            self._groups = ordering.move_unit(self._groups, line.unit_id, by)
        self._show(line.key)

    def commit(self) -> None:
        order = [unit for _heading, units in self._groups for unit in units]
        service = self._services.unit_order
        before = service.keep(order)
        self.told.emit(_("They stand in this order now."), partial(service.keep, before))


def _key(line: _Line) -> str:
    return line.key


def _words(line: _Line) -> str:
    return line.words
