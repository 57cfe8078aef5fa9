"""One booking seen closely: who, where, when, its state; they arrive, they go earlier, they no longer come."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.services.booking_words import letter, working
from tierslieu_desk.ui import drafts, theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Chip, Words

_STATES = {
    "tentative": (N_("to confirm"), "warning"),
    "confirmed": (N_("confirmed"), "neutral"),
    "checked_in": (N_("arrived"), "accent"),
    "cancelled": (N_("cancelled"), "neutral"),
    "expired": (N_("expired"), "neutral"),
    "clash": (N_("without a space"), "bad"),
    "skipped": (N_("left out"), "neutral"),
    "no_show": (N_("did not come"), "neutral"),
}


class BookingSheet(Sheet):
    """The act is what comes next: confirm an option, say that they came, or just close.

    `told` carries a sentence and its undo, `slip_wanted` the number of the booking whose slip is to be drawn.
    """

    told = Signal(str, object)
    slip_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, booking_id: int) -> None:
        row = services.bookings.get(booking_id)
        act = {"tentative": _("Confirm"), "confirmed": _("They have come"), "clash": _("Take it all the same")}
        super().__init__(parent, row.party, act.get(row.state, _("Close")), say.sentence)
        self._services = services
        self._row = row
        self.leave.setText(_("Close"))
        self.act.setVisible(row.state in act)
        state, kind = _STATES[row.state]
        chip = Chip(_(state), kind)
        lines = [row.unit, formats.slot_text(row.slot)]
        if row.people > 1:
            lines.append(ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people})
        if row.title:
            lines.append(row.title)
        if row.expires is not None and row.state == "tentative":
            lines.append(_("Option until %(until)s") % {"until": formats.moment(row.expires)})
        for place, text in enumerate(lines):
            self.body.insertWidget(place, Words(text, "strong" if place == 0 else "", wrap=True))
        left = Qt.AlignmentFlag.AlignLeft
        self.body.insertWidget(len(lines), chip, 0, left)
        if row.state in {"tentative", "confirmed", "checked_in"}:
            self.body.insertWidget(len(lines) + 1, self._price_card())
            self.body.insertWidget(len(lines) + 2, self._acts(), 0, left)
        elif row.state == "clash":
            advice = _("Something else had this time. Move what stands there, then take it; or leave this date out.")
            self.body.insertWidget(len(lines) + 1, Words(advice, wrap=True))
            leave_out = button(_("Leave this date out"), self._leave_out)
            leave_out.setAutoDefault(False)
            self.body.insertWidget(len(lines) + 2, leave_out, 0, left)

    def _price_card(self) -> QWidget:
        price = self._services.bookings.price(self._row.id)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        column.setSpacing(2)
        column.addWidget(Words(_("Price"), "group"))
        column.addWidget(Words(formats.amount(price.gross_cents) if price.gross_cents else _("nothing to pay"), "name"))
        worked = working(price)
        if worked:
            column.addWidget(Words(worked, "second", wrap=True))
        return held

    def _acts(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP // 2)
        for text, act, icon in (
            (_("Slip…"), self._want_slip, "printer"),
            (_("Write an e-mail…"), self._write, "envelope-simple"),
            (_("They no longer come"), self._cancel, ""),
        ):
            made = button(text, act, icon=icon)
            made.setAutoDefault(False)
            column.addWidget(made)
        return held

    @Slot()
    def _want_slip(self) -> None:
        self.slip_wanted.emit(self._row.id)
        self.accept()

    @Slot()
    def _write(self) -> None:
        services = self._services
        with self.refusals():
            drafts.begin(letter(services.bookings, services.people, services.places, self._row.id))
            self.told.emit(_("A letter to %(name)s is open in your mail program.") % {"name": self._row.party}, None)
            self.accept()

    def commit(self) -> None:
        row, bookings = self._row, self._services.bookings
        if row.state == "tentative":
            act = bookings.confirm(row.id)
            self.told.emit(_("%(name)s is confirmed.") % {"name": row.party}, partial(bookings.take_back, act))
        elif row.state == "confirmed":
            act = bookings.check_in(row.id)
            self.told.emit(_("%(name)s has come.") % {"name": row.party}, partial(bookings.take_back, act))
        elif row.state == "clash":
            bookings.reinstate(row.id)
            facts = {"name": row.party, "unit": row.unit, "times": formats.slot_text(row.slot)}
            self.told.emit(_("%(name)s: %(unit)s, %(times)s") % facts, None)

    @Slot()
    def _leave_out(self) -> None:
        row = self._row
        with self.refusals():
            self._services.series.cancel(row.id, Scope.THIS)
            facts = {"name": row.party, "times": formats.slot_text(row.slot)}
            self.told.emit(_("%(name)s does not come on this date: %(times)s. “+ Book” takes it anew.") % facts, None)
            self.accept()

    @Slot()
    def _cancel(self) -> None:
        row = self._row
        with self.refusals():
            act = self._services.bookings.cancel(row.id)
            facts = {"name": row.party, "times": formats.times(row.slot)}
            undo = partial(self._services.bookings.take_back, act)
            self.told.emit(_("%(name)s no longer comes, %(times)s.") % facts, undo)
            self.accept()
