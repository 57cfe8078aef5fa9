"""Getting in line for what somebody else has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.waiting import NewWish
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.waiting_words import any_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.wallclock import Slot

ANY = "any"


class WaitDialog(Dialog):
    """`told` carries the sentence and the undo. `wish` is the unit, the time, and for how many."""

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        person: PersonRow,
        wish: tuple[int, Slot, int],
        note: str = "",
    ) -> None:
        super().__init__(parent, _("Wait for it"), _("Put them in line"), say.sentence)
        self._services, self._person = services, person
        self._unit_id, self._slot, people = wish
        unit = next(one for one in services.units.list() if one.id == self._unit_id)
        self._kind = UnitKind(unit.kind)
        before = services.waiting.of_unit(self._unit_id, self._slot)
        ahead = sum(row.state == "waiting" for row in before)
        when = formats.slot_text(self._slot)
        hours = services.waiting.hours()
        lines = [
            (f"{person.name} · {when}", "strong"),
            (_("In line before them: %(n)s.") % {"n": ahead} if ahead else _("They are the first in line."), ""),
            (
                _("As soon as all of it is free it is kept for them for %(n)s h: you see it on Today.") % {"n": hours},
                "",
            ),
        ]
        for place, (text, look) in enumerate(lines):
            self.body.insertWidget(place, Words(text, look or "second", wrap=True))
        self.what = self.form.add(
            _("What"), Choice(((self._unit_id, unit.name), (ANY, any_of(self._kind, people)))), key="unit"
        )
        self.people = self.form.add(_("People"), NumberField(people, 1, 999), key="people")
        self.note = self.form.add(_("What for"), QLineEdit(note), help=_("May stay empty."))

    def commit(self) -> None:
        one = self.what.choice == self._unit_id
        new = NewWish(
            self._person.id,
            self._slot,
            self._unit_id if one else None,
            None if one else self._kind,
            self.people.value(),
            self.note.text().strip(),
        )
        number = self._services.waiting.join(new)
        facts = {"name": self._person.name, "what": self.what.currentText(), "when": formats.slot_text(self._slot)}
        sentence = _("%(name)s waits for %(what)s, %(when)s.") % facts
        self.told.emit(sentence, partial(self._services.waiting.leave, number))
