"""Other hours, another day or another space for a booking: what is in the way is told, and the move can be undone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning import series_acts
from tierslieu_desk.ui.pages.planning.booking_acts import STANDING, moved
from tierslieu_desk.ui.pages.planning.dates_dialog import DatesDialog
from tierslieu_desk.ui.pages.planning.kit_scope import ALL, scopes
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.prospects import Prospect
    from tierslieu_desk.services.booking.series import SeriesMade


class MoveDialog(DatesDialog):
    """`told` carries the sentence and the undo; `moved` the number of the booking. Raises `NotFound`.

    Of a booking that comes back it asks which dates are meant.
    """

    over_question = N_("That is over already: %(when)s. Move it all the same?")
    anyway, because = N_("Move it all the same"), N_("Move it all the same, because")
    moved = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        jobs: Jobs,
        booking_id: int,
        *,
        now: datetime | None = None,
    ) -> None:
        row = services.bookings.get(booking_id)
        super().__init__(parent, services, _("Other hours for %(name)s") % {"name": row.party}, _("Change it"), now)
        self._row, self._jobs = row, jobs
        self.besides = row.id
        self._add_when(row.slot, row.unit_id)
        self._scope = Choice(series_acts.scopes(row.slot.start.date()))
        if row.series_id is not None and row.state in STANDING:
            self.form.add(_("Which dates"), self._scope)
        self._kit = services.kits.along(row.id)
        self._of_kit = scopes(row.unit, self._kit)
        if self._kit:
            self.form.add(_("What is meant"), self._of_kit)
        self._add_ways()
        self._begin()
        self._scope.currentIndexChanged.connect(self._scope_chosen)

    def showEvent(self, event: QShowEvent) -> None:
        """The hours are what is changed most often."""
        super().showEvent(event)
        self._from.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @Slot()
    def _scope_chosen(self) -> None:
        """What goes along with several dates goes with each of them."""
        if self._kit:
            self.form.show_field(self._of_kit, self.scope is Scope.THIS)
        self._show_price()

    @property
    def party_id(self) -> int | None:
        return self._row.party_id

    @property
    def headcount(self) -> int:
        return self._row.people

    @property
    def scope(self) -> Scope:
        """Which dates are meant; the one seen, of a booking that does not come back."""
        return Scope(str(self._scope.choice))

    def _may_override(self, prospect: Prospect) -> bool:
        return self.scope is Scope.THIS and super()._may_override(prospect)

    def commit(self) -> bool | None:
        if self._running:
            return False
        self._refuse_typed()
        asked, seen = self._asked, self._seen
        self._show_price()
        from tierslieu_desk.ui.pages.messages import tell

        row, slot, unit_id = self._row, self.slot, self.unit_id
        if asked != slot and slot.start.date() != row.slot.start.date() and self._asks(slot):
            return False
        if (slot, unit_id) == (row.slot, row.unit_id) and row.state in STANDING:
            return None
        if self.scope is not Scope.THIS:
            series, wanted = self._services.series, (row.id, slot, unit_id, self.scope)
            self._settle_dates(wanted, seen, (partial(series.look_at_move, *wanted), partial(series.move, *wanted)))
            return False
        wanted_so = (row.id, slot, unit_id, self.override)
        if row.state in STANDING:
            booked, undo = moved(self._services, wanted_so, with_kit=bool(self._kit) and self._of_kit.choice == ALL)
        else:
            booked = self._services.series.settle(*wanted_so)
            undo = partial(self._services.bookings.take_back, booked.act)
        price = formats.amount(booked.price.gross_cents) if booked.price.gross_cents else _("nothing to pay")
        facts = {"name": row.party, "unit": booked.unit, "times": formats.slot_text(booked.slot)}
        sentence = _("%(name)s: %(unit)s, %(times)s") % facts + f" · {price}"
        self.told.emit(sentence, tell.of_booking(self._services, booked.id, Purpose.BOOKING_CHANGED, undo))
        self.moved.emit(booked.id)
        return None

    def _dates_made(self, made: SeriesMade) -> None:
        row, count = self._row, len(made.bookings)
        facts = {"name": row.party, "n": count, "unit": self._unit.currentText(), "times": formats.times(self.slot)}
        words = ngettext(
            "%(name)s: %(n)s date moved to %(unit)s, %(times)s.",
            "%(name)s: %(n)s dates moved to %(unit)s, %(times)s.",
            count,
        )
        sentence = " ".join(text for text in (words % facts, series_acts.left_out(made)) if text)
        self.told.emit(sentence, series_acts.moved(self._services, self._jobs, made))
        if made.bookings:
            self.moved.emit(made.bookings[0])
