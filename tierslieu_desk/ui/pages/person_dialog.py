"""Somebody new: a person or an organisation, with what is needed to reach them; the rest comes later."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MissingFact, WrongIdentifier
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.people import NewOrganisation, NewPerson, PersonRow
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.fields import Choice

PERSON, ORGANISATION = "person", "organisation"
KEPT = ("street", "postcode", "country", "language", "note")
"""What a person has that this form does not show."""


class PersonDialog(Dialog):
    """`added` carries the number of whoever was written down, `told` the sentence and the undo."""

    added = Signal(object)
    told = Signal(str, object)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, *, name: str = "", row: PersonRow | None = None
    ) -> None:
        heading, act = (_("Somebody new"), _("Write them down")) if row is None else (row.name, _("Keep"))
        super().__init__(parent, heading, act, say.sentence)
        self._services = services
        self._row = row
        given, _space, family = name.strip().partition(" ")
        self._kind = SegmentedControl(
            _("What they are"), ((PERSON, _("A person")), (ORGANISATION, _("An organisation")))
        )
        self.form.add(_("What they are"), self._kind)
        self._given = self.form.add(_("First name"), QLineEdit(given))
        self._family = self.form.add(_("Last name"), QLineEdit(family), key="name")
        self._organisation = self.form.add(_("Name"), QLineEdit(name.strip()), key="organisation")
        self._siren = self.form.add(_("SIREN or SIRET"), QLineEdit(), key="identifier", help=_("May stay empty."))
        self._role = self.form.add(
            _("Here as"),
            Choice((("member", _("Member")), ("guest", _("Guest")), ("visitor", _("Visitor")))),
        )
        self._status = self.form.add(_("What they do"), QLineEdit(), help=_("For instance: self-employed, teleworker."))
        self._phone = self.form.add(_("Phone"), QLineEdit())
        self._email = self.form.add(_("E-mail"), QLineEdit(), help=_("May stay empty: paper works too."))
        self._city = self.form.add(_("Town"), QLineEdit())
        if row is not None:
            self._fill(row)
        self._kind.chosen.connect(self._show_fields)
        self._show_fields()

    def _fill(self, row: PersonRow) -> None:
        self._kind.choose(row.kind)
        self.form.show_field(self._kind, False)
        self._given.setText(row.given_name)
        self._family.setText(row.family_name)
        self._organisation.setText(row.name)
        self._siren.setText(row.siren)
        self._role.choose(str(row.role))
        self._status.setText(row.status)
        self._phone.setText(row.phone)
        self._email.setText(row.email)
        self._city.setText(row.city)

    @Slot()
    def _show_fields(self) -> None:
        """A person has two names, an organisation one and a number."""
        person = self._kind.choice == PERSON
        for field, shown in (
            (self._given, person),
            (self._family, person),
            (self._organisation, not person),
            (self._siren, not person),
        ):
            self.form.show_field(field, shown)

    def commit(self) -> None:
        new = self._written()
        people, row = self._services.people, self._row
        try:
            if row is not None:
                changed = people.change(row.id, new, row.version)
                back = partial(change_back, self._services, row, changed.version)
                self.told.emit(_("%(name)s is changed.") % {"name": changed.name}, back)
                return
            party_id = people.add_person(new) if isinstance(new, NewPerson) else people.add_organisation(new)
        except (MissingFact, WrongIdentifier) as refusal:
            raise _beside_its_field(refusal, self._kind.choice) from refusal
        added = people.get(party_id)
        undo = partial(people.retire, party_id, added.version)
        self.told.emit(_("%(name)s is written down.") % {"name": added.name}, undo)
        self.added.emit(party_id)

    def _written(self) -> NewPerson | NewOrganisation:
        """What the form says, over what it does not show of somebody already known."""
        facts: dict[str, Any] = {name: getattr(self._row, name) for name in KEPT} if self._row is not None else {}
        facts |= {
            "role": Role(str(self._role.choice)),
            "status": self._status.text(),
            "email": self._email.text(),
            "phone": self._phone.text(),
            "city": self._city.text(),
        }
        if self._kind.choice == PERSON:
            birth = self._row.birth_date if self._row is not None else None
            names: dict[str, Any] = {"given_name": self._given.text(), "family_name": self._family.text()}
            return NewPerson(**names, birth_date=birth, **facts)
        vat = self._row.vat_number if self._row is not None else ""
        return NewOrganisation(name=self._organisation.text(), siren=self._siren.text(), vat_number=vat, **facts)


def change_back(services: DeskServices, row: PersonRow, version: int) -> None:
    """The way back from a change that left that version. Raises `ChangedMeanwhile`, `NotFound`."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in (*KEPT, "role", "status", "email", "phone", "city")}
    if row.kind == PERSON:
        names: dict[str, Any] = {
            "given_name": row.given_name,
            "family_name": row.family_name,
            "birth_date": row.birth_date,
        }
        services.people.change(row.id, NewPerson(**names, **facts), version)
    else:
        names = {"name": row.name, "siren": row.siren, "vat_number": row.vat_number}
        services.people.change(row.id, NewOrganisation(**names, **facts), version)


def _beside_its_field(refusal: MissingFact | WrongIdentifier, kind: str) -> DeskError:
    if isinstance(refusal, WrongIdentifier):
        return WrongIdentifier(**{**refusal.facts, "field": "identifier"})
    field = "name" if kind == PERSON else "organisation"
    return MissingFact(**{**refusal.facts, "field": field})
