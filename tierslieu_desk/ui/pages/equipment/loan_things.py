"""A thing to lend, written down or changed, and a thing taken out of use for a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, DueTooEarly
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.equipment import words
from tierslieu_desk.ui.pages.equipment.loan_dialog import side_by_side
from tierslieu_desk.ui.pages.shared.unit_changes import as_new, way_back
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.wallclock import Clock
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.place.units import NewUnit, UnitRow

EVENING = time(18)


class ThingDialog(Dialog):
    """A new thing, or one that stands already. `told` carries the sentence and the undo, `added` its number."""

    added = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, row: UnitRow | None = None) -> None:
        heading = (_("New thing"), _("Write it down")) if row is None else (row.name, _("Keep"))
        super().__init__(parent, *heading, say.sentence)
        self._services, self._row = services, row
        self._name = self.form.add(_("Name"), QLineEdit(), key="name", help=_("For instance: Key 8, Video projector."))
        kinds = tuple((kind, words.kind_word(kind)) for kind in words.KINDS)
        self._kind = self.form.add(_("What it is"), Choice(kinds))
        self._shelf = self.form.add(_("Where it belongs"), QLineEdit(), help=_("A shelf, a hook; may stay empty."))
        self._note = self.form.add(
            _("To know about it"),
            QLineEdit(),
            help=_("Serial number, value, usual deposit, what goes with it; may stay empty."),
        )
        if row is not None:
            self._name.setText(row.name)
            self._kind.choose(row.kind)
            self._shelf.setText(row.shelf)
            self._note.setText(row.description)

    def _written(self) -> NewUnit:
        from tierslieu_desk.services.place.units import NewUnit

        kind, row = UnitKind(str(self._kind.choice)), self._row
        shelf, note = self._shelf.text().strip(), self._note.text().strip()
        if row is None:
            return NewUnit(self._name.text(), kind, shelf=shelf, description=note)
        return replace(as_new(row), name=self._name.text(), kind=kind, shelf=shelf, description=note)

    def commit(self) -> None:
        new, units, row = self._written(), self._services.units, self._row
        facts = {"thing": " ".join(new.name.split())}
        try:
            if row is not None:
                units.change(row, new)
                self.told.emit(_("%(thing)s is changed.") % facts, way_back(self._services, row))
                return
            unit_id = units.add(new)
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "name"}) from refusal
        self.told.emit(_("%(thing)s is written down and can be lent.") % facts, partial(units.retire, unit_id))
        self.added.emit(unit_id)


class OutOfUseDialog(Dialog):
    """From when to when nobody can have it, and why. `told` carries the sentence and the undo."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, clock: Clock, *, unit_id: int | None = None
    ) -> None:
        super().__init__(parent, _("Out of use"), _("Take it out of use"), say.sentence)
        self._services, self._clock = services, clock
        now = clock.wall()
        choices = tuple((thing.id, thing.name) for thing in services.loans.things())
        self._unit = self.form.add(_("What"), Choice(choices), key="unit")
        if unit_id is not None:
            self._unit.choose(unit_id)
        self._reason = self.form.add(_("Why"), QLineEdit(), help=_("Shown on the planning: new lamp, service…"))
        starts = now.replace(second=0, microsecond=0)
        self._from, self._at = DateField(starts.date()), TimeField(starts.time())
        self._to, self._until = DateField(starts.date() + timedelta(days=7)), TimeField(EVENING)
        self._at.setAccessibleName(_("From, time"))
        self._until.setAccessibleName(_("Until, time"))
        self.form.add(pgettext("a moment", "From"), side_by_side(self._from, self._at), key="starts")
        self.form.add(_("Until"), side_by_side(self._to, self._until), key="ends")

    def commit(self) -> None:
        unit_id = self._unit.choice
        if not isinstance(unit_id, int):
            return
        slot = self._slot()
        reason = self._reason.text().strip() or _("Maintenance")
        repairs = self._services.maintenances
        try:
            number = repairs.plan(unit_id, slot, reason)
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "unit"}) from refusal
        facts = {"thing": self._unit.currentText(), "when": formats.moment(slot.end)}
        self.told.emit(_("%(thing)s is out of use until %(when)s.") % facts, partial(repairs.take_back, number))

    def _slot(self) -> WallSlot:
        for key, fields in (("starts", (self._from, self._at)), ("ends", (self._to, self._until))):
            for field in fields:
                if (refusal := field.refused()) is not None:
                    raise type(refusal)(**{**refusal.facts, "field": key})
        start = datetime.combine(self._from.day, self._at.at)
        end = datetime.combine(self._to.day, self._until.at)
        now = self._clock.wall().replace(microsecond=0)
        if start.date() == now.date() and start <= now:
            start = now.replace(second=0)
        if end <= max(start, now):
            raise DueTooEarly(due=end, field="ends")
        return WallSlot(start, end)
