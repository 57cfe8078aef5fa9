"""Closed on some days: from when to when, why, the whole place or one space, and what that blocks."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, MissingFact, SlotReversed
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.shared.which_spaces import WhichSpaces
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as Slot_


class ClosureDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.SETTINGS
    assist_wanted = Signal(object)
    """The days asked for, in which somebody stands: the assistant sees to them."""

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date) -> None:
        super().__init__(parent, _("Close on some days"), pgettext("a place", "Close"), say.sentence)
        self._services = services
        self.reason = self.form.add(_("Why"), QLineEdit(), help=_("Shown on the planning and on the door."))
        self.reason.setPlaceholderText(_("Annual holidays"))
        self.first = self.form.add(_("First day"), DateField(today + DAY), key="first")
        self.last = self.form.add(_("Last day"), DateField(today + DAY), key="last")
        self.which = WhichSpaces(self.form, services.units.list())
        self.what, self.spaces = self.which.what, self.which.ticks
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.bookings, self.visits, self.events = (
            Tick(_("No bookings")),
            Tick(_("Nobody comes in")),
            Tick(_("No events")),
        )
        for tick in (self.bookings, self.visits, self.events):
            tick.setChecked(True)
            column.addWidget(tick)
        self._blocks = self.form.add(_("What that blocks"), holder, key="blocks")
        self.hit = button(_("Who is hit…"), self._assist)
        self.hit.setAutoDefault(False)
        self.foot.insertWidget(0, self.hit)
        self.what.currentIndexChanged.connect(self._show_blocks)
        self.first.settled.connect(self._follow)

    @Slot()
    def _show_blocks(self) -> None:
        self.form.show_field(self._blocks, self.what.choice is None)

    @Slot()
    def _follow(self) -> None:
        """The last day is never before the first one by accident."""
        if self.first.refusal is None and self.last.refused() is None and self.last.day < self.first.day:
            self.last.day = self.first.day

    @Slot()
    def _assist(self) -> None:
        """On to the assistant with these days; nothing is closed here."""
        with self.refusals():
            self.assist_wanted.emit(self._days())
            self.reject()

    def _days(self) -> Slot_:
        """From the first midnight to the last. Raises `SlotReversed`, `NotADate`, each with its field."""
        days = []
        for name, field in (("first", self.first), ("last", self.last)):
            try:
                days.append(field.day)
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=name) from refusal
        first, last = days
        if last < first:
            raise SlotReversed(start=first, end=last, field="last")
        return Slot_(datetime.combine(first, time()), datetime.combine(last + DAY, time()))

    def commit(self) -> None:
        from tierslieu_desk.services.place.places import NewClosure

        slot = self._days()
        ticks = (self.bookings.isChecked(), self.visits.isChecked(), self.events.isChecked())
        if self.what.choice is None:
            wanted = [NewClosure(slot, self.reason.text(), None, *ticks)]
        else:
            wanted = [NewClosure(slot, self.reason.text(), unit_id) for unit_id in self.which.unit_ids]
        places = self._services.places
        try:
            numbers = places.add_closures(wanted)
        except MissingFact as nothing:
            raise MissingFact(**{**nothing.facts, "field": "blocks"}) from nothing
        told = _("Closed: %(when)s.") % {"when": formats.slot_text(slot)}
        self.told.emit(told, partial(places.remove_closures, numbers))
