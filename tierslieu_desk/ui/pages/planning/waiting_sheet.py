"""Who waits for a space, in their order: what was offered to them, and what can be done next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.pages.messages import tell
from tierslieu_desk.ui.pages.planning import waiting_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.fields import NumberField
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.waiting import WaitingRow
    from tierslieu_desk.wallclock import Slot as WallSlot


class WaitingSheet(Sheet):
    """The line for one unit at that time, or every line there is. `told` carries a sentence and its undo."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, unit_id: int | None = None, slot: WallSlot | None = None
    ) -> None:
        super().__init__(parent, _("Waiting list"), _("Close"), say.sentence)
        self._services, self._unit_id, self._slot = services, unit_id, slot
        self.leave.hide()
        self._rows = QWidget()
        self.body.insertWidget(0, self._rows)
        self.hours = self.form.add(
            _("Hours an offer is kept"),
            NumberField(services.waiting.hours(), 1, 999),
            key="hours",
            help=_("Never longer than until it begins."),
        )
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.act.setFocus(Qt.FocusReason.ActiveWindowFocusReason)  # it is looked at, more than written in

    def _fill(self) -> None:
        waiting = self._services.waiting
        rows = waiting.all() if self._unit_id is None else waiting.of_unit(self._unit_id, self._slot)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, theme.GAP)
        column.setSpacing(theme.GAP)
        for row in rows:
            column.addWidget(self._made(row))
        if not rows:
            column.addWidget(EmptyState("check", _("Nobody is waiting"), _("Book what is free: nobody is before you.")))
        self.body.replaceWidget(self._rows, made)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = made

    def _made(self, row: WaitingRow) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(Words(row.party, "strong", wrap=True), 1)
        head.addWidget(Chip(*waiting_words.chip(row)))
        column.addLayout(head)
        column.addWidget(Words(waiting_words.wish(row), "", wrap=True))
        column.addWidget(Words(waiting_words.line(row), "second", wrap=True))
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP // 2)
        if row.state == "offered":
            accept = button(_("They want it"), self._accept, says=_("%(name)s wants it") % {"name": row.party})
            refuse = _("%(name)s does not want it") % {"name": row.party}
            tells = button(_("Tell them…"), self._tell, says=_("Tell %(name)s") % {"name": row.party})
            made = [accept, tells, button(_("They do not want it"), self._leave, says=refuse)]
        elif row.state == "waiting":
            says = _("%(name)s waits no longer") % {"name": row.party}
            made = [button(_("They wait no longer"), self._leave, says=says)]
        else:
            made = []
        for act in made:
            act.setAutoDefault(False)
            act.setProperty("waiting", row.id)
            acts.addWidget(act)
        acts.addStretch(1)
        column.addLayout(acts)
        return held

    def _asked(self) -> WaitingRow:
        return self._services.waiting.get(self.sender().property("waiting"))

    @Slot()
    def _accept(self) -> None:
        with self.refusals():
            row = self._asked()
            bookings = self._services.bookings
            undo = partial(bookings.take_back, bookings.confirm(row.booking_id or 0))
            told = tell.of_booking(self._services, row.booking_id or 0, Purpose.BOOKING_CONFIRMED, undo)
            self.told.emit(_("%(name)s is confirmed.") % {"name": row.party}, told)
            self._fill()

    @Slot()
    def _tell(self) -> None:
        with self.refusals():
            row = self._asked()
            tell.at_once(self, self._services, row.booking_id or 0, Purpose.WAITING_OFFER, self.told)

    @Slot()
    def _leave(self) -> None:
        waiting = self._services.waiting
        with self.refusals():
            row = self._asked()
            act = waiting.leave(row.id)
            undo = partial(waiting.back, row.id) if act is None else partial(self._services.bookings.take_back, act)
            self.told.emit(_("%(name)s waits no longer.") % {"name": row.party}, undo)
            self._fill()

    def commit(self) -> None:
        """Keep the hours, if they were changed."""
        waiting, hours = self._services.waiting, self.hours.value()
        if hours != waiting.hours():
            before = waiting.set_hours(hours)
            sentence = _("From now on an offer is kept for %(n)s h.") % {"n": hours}
            self.told.emit(sentence, partial(waiting.set_hours, before))
