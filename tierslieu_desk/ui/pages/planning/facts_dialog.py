"""How many come and what for, said anew: of this date, of the following too, or of all that are to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.vocabulary import Scope
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning import series_acts
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow


class FactsDialog(Dialog):
    """`told` carries the sentence and its undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: BookingRow) -> None:
        super().__init__(parent, _("How many, and what for"), _("Change it"), say.sentence)
        self._services, self._row = services, row
        words = f"{row.party} · {row.unit}, {formats.slot_text(row.slot)}"
        self.body.insertWidget(0, Words(words, "second", wrap=True))
        self.body.insertSpacing(1, theme.GAP)
        self.people = self.form.add(_("People"), NumberField(row.people, 1), key="people")
        self.title = self.form.add(
            _("What for"), QLineEdit(row.title), help=_("Shown on the planning; may stay empty.")
        )
        self.scope = Choice(series_acts.scopes(row.slot.start.date()))
        if row.series_id is not None:
            self.form.add(_("Which dates"), self.scope)

    def commit(self) -> None:
        from tierslieu_desk.services.booking.booking_facts import Facts

        service, scope = self._services.booking_facts, Scope(str(self.scope.choice))
        described = service.describe(self._row.id, Facts(self.people.value(), self.title.text()), scope)
        count = len(described.before)
        said = ngettext("%(name)s: %(n)s booking is changed.", "%(name)s: %(n)s bookings are changed.", count)
        self.told.emit(said % {"name": self._row.party, "n": count}, partial(service.take_back, described))
