"""One session of an event seen closely on the planning: where, when, how many come; its sheet to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_rows import SessionRow


class EventSheet(Sheet):
    """`attendance_wanted` carries the session: the page draws its sheet."""

    attendance_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, row: SessionRow) -> None:
        super().__init__(parent, row.title, _("Print the attendance sheet"), say.sentence)
        self._row = row
        self.leave.setText(_("Close"))
        come = ngettext("%(n)s person registered", "%(n)s people registered", row.registered)
        lines = (row.unit, formats.slot_text(Slot(row.starts, row.ends)), come % {"n": row.registered})
        for place, text in enumerate(lines):
            self.body.insertWidget(place, Words(text, "strong" if place == 0 else "", wrap=True))

    def commit(self) -> None:
        self.attendance_wanted.emit(self._row)
