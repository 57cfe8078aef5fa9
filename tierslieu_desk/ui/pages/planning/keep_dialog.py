"""An option that is kept longer: until when."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeadlineOver
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.messages import tell
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField, TimeField
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow


class KeepDialog(Dialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: BookingRow) -> None:
        super().__init__(parent, _("Keep it longer"), _("Keep it"), say.sentence)
        self._services, self._row = services, row
        until = row.expires or row.slot.start
        facts = {"name": row.party, "what": row.unit, "when": formats.slot_text(row.slot)}
        self.body.insertWidget(0, Words(_("%(name)s: %(what)s, %(when)s") % facts, "second", wrap=True))
        self.day, self.at = DateField(until.date()), TimeField(until.time())
        self.day.setAccessibleName(_("Option until, day"))
        self.at.setAccessibleName(_("Option until, time"))
        both = side_by_side(self.day, self.at)
        self.form.add(_("Option until"), both, help=_("Then it is free again by itself."), key="until")
        self.form.name_inside("until", self.day)
        self.form.name_inside("until_at", self.at)

    def commit(self) -> None:
        for key, field in (("until", self.day), ("until_at", self.at)):
            refusal = field.refused()
            if refusal is not None:
                raise named(key, refusal)
        until = datetime.combine(self.day.day, self.at.at)
        bookings = self._services.bookings
        try:
            act = bookings.keep_until(self._row.id, until)
        except DeadlineOver as over:
            raise named("until", over) from over
        facts = {"unit": self._row.unit, "name": self._row.party, "until": formats.moment(until)}
        undo = partial(bookings.take_back, act)
        told = tell.of_booking(self._services, self._row.id, Purpose.BOOKING_OPTION, undo)
        self.told.emit(_("%(unit)s is kept for %(name)s until %(until)s.") % facts, told)
