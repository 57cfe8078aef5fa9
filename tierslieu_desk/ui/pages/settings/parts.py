"""What a space is made of: whoever takes it takes its parts, and the other way round."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import PartsInACircle
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.place.units import UnitRow


class PartsDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, row: UnitRow) -> None:
        super().__init__(parent, _("%(name)s is made of") % {"name": row.name}, _("Keep"), say.sentence)
        self._services, self._row = services, row
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.ticks: dict[int, Tick] = {}
        self._before = []
        for unit in sorted(services.units.list(), key=lambda one: (one.name not in row.parts, one.kind != row.kind)):
            if unit.id == row.id or unit.is_pool:
                continue
            tick = Tick(unit.name)
            tick.setChecked(unit.name in row.parts)
            if unit.name in row.parts:
                self._before.append(unit.id)
            column.addWidget(tick)
            self.ticks[unit.id] = tick
        self.form.add(
            _("Its parts"),
            holder,
            key="parts",
            help=_("Whoever takes it takes all of these. Nothing ticked: it is a space of its own."),
        )

    def commit(self) -> None:
        units, row = self._services.units, self._row
        parts = [unit_id for unit_id, tick in self.ticks.items() if tick.isChecked()]
        try:
            units.compose(row.id, parts)
        except PartsInACircle as circle:
            raise PartsInACircle(**circle.facts, field="parts") from circle
        undo = partial(units.compose, row.id, self._before)
        self.told.emit(_("%(name)s is kept like that.") % {"name": row.name}, undo)
