"""Whom somebody belongs to, and who pays for them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import NotAnOrganisation, NotAPerson
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import PartyKind
from tierslieu_desk.services.person.people import PersonRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.person_finder import PersonFinder


class TieDialog(Dialog):
    """A person belongs to an organisation, as something. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, row.name, _("Keep"), say.sentence)
        self._services = services
        self._row = row
        person = row.kind is PartyKind.PERSON
        label = _("Belongs to the organisation") if person else _("The person who belongs to it")
        self._other = self.form.add(label, PersonFinder(services), key="name")
        self._as = self.form.add(_("As"), QLineEdit(), help=_("For instance: director, intern. May stay empty."))

    def commit(self) -> None:
        other = self._other.found
        if other is None:
            raise refusal_of(self._other.text())
        row, people = self._row, self._services.people
        if other.kind is row.kind:
            wrong = NotAnOrganisation if row.kind is PartyKind.PERSON else NotAPerson
            raise wrong(name=other.name, field="name")
        person, organisation = (row, other) if row.kind is PartyKind.PERSON else (other, row)
        people.affiliate(person.id, organisation.id, self._as.text().strip())
        facts = {"name": person.name, "organisation": organisation.name}
        back = partial(people.leave, person.id, organisation.id)
        self.told.emit(_("%(name)s belongs to %(organisation)s.") % facts, back)


class PayerDialog(Dialog):
    """Whose name is on their invoices. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        heading = _("Who pays for %(name)s") % {"name": row.name}
        super().__init__(parent, heading, _("Keep"), say.sentence)
        self._services = services
        self._row = row
        self._payer = self.form.add(
            _("Invoices go to"),
            PersonFinder(services),
            key="name",
            help=_("Empty: they pay themselves. What they owe already stays with whoever owed it."),
        )
        if row.payer_id is not None:
            self._payer.choose(services.people.get(row.payer_id))

    def commit(self) -> None:
        row, people = self._row, self._services.people
        payer = self._payer.found
        if payer is None and self._payer.text().strip():
            raise refusal_of(self._payer.text())
        people.set_payer(row.id, None if payer is None else payer.id)
        back = partial(people.set_payer, row.id, row.payer_id)
        if payer is None or payer.id == row.id:
            self.told.emit(_("%(name)s pays alone from now on.") % {"name": row.name}, back)
        else:
            facts = {"name": row.name, "payer": payer.name}
            self.told.emit(_("%(payer)s pays for %(name)s from now on.") % facts, back)
