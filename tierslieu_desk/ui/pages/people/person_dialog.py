"""Somebody new: a person or an organisation, with what is needed to reach them; the rest comes later."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, MissingFact, WrongIdentifier
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, PersonRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_reach
from tierslieu_desk.ui.pages.people.fact_dialogs import day_or_none
from tierslieu_desk.ui.pages.people.person_words import told_apart
from tierslieu_desk.ui.pages.people.status_field import StatusField
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce

PERSON, ORGANISATION = "person", "organisation"
MORE = ("street", "postcode", "country", "language", "note")
"""What may be written under “More”."""
LANGUAGES = (("fr", "Français"), ("es", "Español"), ("ca", "Català"), ("eu", "Euskara"), ("en", "English"))
COUNTRIES = (
    ("FR", N_("France")),
    ("ES", N_("Spain")),
    ("AD", N_("Andorra")),
    ("BE", N_("Belgium")),
    ("CH", N_("Switzerland")),
    ("DE", N_("Germany")),
    ("GB", N_("United Kingdom")),
)


class PersonDialog(Dialog):
    """`added` carries the number of whoever was written down, `told` the sentence and the undo.

    `namesake_wanted` carries the number of somebody of that name whom the desk knows, to be looked at instead.
    """

    added = Signal(object)
    namesake_wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, *, name: str = "", row: PersonRow | None = None
    ) -> None:
        heading, act = (_("Somebody new"), _("Write them down")) if row is None else (row.name, _("Keep"))
        super().__init__(parent, heading, act, say.sentence)
        self._services = services
        self._row = row
        self._for_address = False
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
        self._status = self.form.add(_("What they do"), StatusField())
        self._phone = self.form.add(_("Phone"), QLineEdit(), key="phone")
        paper = _("May stay empty: paper works too.")
        self._email = self.form.add(_("E-mail"), QLineEdit(), key="email", help=paper)
        self._street = self.form.add(_("Street"), QLineEdit())
        self._postcode = self.form.add(_("Postcode"), QLineEdit(), key="postcode")
        self._city = self.form.add(_("Town"), QLineEdit())
        self._add_more()
        self._add_namesake()
        if row is not None:
            self._fill(row)
        self._kind.chosen.connect(self._turn)
        for typed in (self._given, self._family, self._organisation):
            typed.textEdited.connect(self._look_for_namesake)
        for typed in (self._phone, self._email):
            typed.editingFinished.connect(self._look_for_reach)
        self._show_fields()
        self._look_for_namesake()

    def _add_more(self) -> None:
        self._more = button(_("Birth, country, language, note"), self._unfold)
        self._more.setAutoDefault(False)
        self._more.setCheckable(True)
        self.form.add(_("More"), self._more)
        self._born = self.form.add(_("Born on"), QLineEdit(), key="birth_date", help=_("May stay empty."))
        self._country = self.form.add(_("Country"), Choice(tuple((code, _(name)) for code, name in COUNTRIES)))
        self._language = self.form.add(
            _("Language"), Choice(LANGUAGES), help=_("In which they are written to, on paper too.")
        )
        self._note = self.form.add(_("Note"), QPlainTextEdit())
        self._note.setFixedHeight(72)
        self._note.setTabChangesFocus(True)

    def _add_namesake(self) -> None:
        self._namesake: PersonRow | None = None
        self._reached: tuple[tuple[PersonRow, str], ...] = ()
        self._warned = ""
        self._known = QFrame()
        line = QHBoxLayout(self._known)
        self._known.setObjectName("notice")
        line.setContentsMargins(theme.GAP, 8, 8, 8)
        self._known_words = Words("", "strong", wrap=True)
        self._open_known = button(_("Open them"), self._to_namesake)
        self._open_known.setAutoDefault(False)
        line.addWidget(self._known_words, 1)
        line.addWidget(self._open_known)
        self._known.hide()
        self.body.insertWidget(0, self._known)

    def _fill(self, row: PersonRow) -> None:
        self._kind.choose(row.kind)
        self.form.show_field(self._kind, False)
        self._given.setText(row.given_name)
        self._family.setText(row.family_name)
        self._organisation.setText(row.name)
        self._siren.setText(row.siren)
        self._role.choose(str(row.role))
        self._status.status = row.status
        self._phone.setText(row.phone)
        self._email.setText(row.email)
        self._street.setText(row.street)
        self._postcode.setText(row.postcode)
        self._city.setText(row.city)
        for choice, code in ((self._country, row.country), (self._language, row.language)):
            if choice.findData(code) < 0:
                choice.addItem(code, code)
            choice.choose(code)
        self._note.setPlainText(row.note)
        self._born.setText("" if row.birth_date is None else formats.date_short(row.birth_date))
        self._more.setChecked(bool(row.note))

    def mend(self, problem: DeskError | None) -> None:
        """Opened for what a paper lacks: of an address, the cursor is in its first line."""
        if not isinstance(problem, MissingFact) or problem.facts.get("field") != "address":
            return
        self._for_address = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._for_address:
            self._street.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
            QTimer.singleShot(0, self._address_into_sight)

    @Slot()
    def _address_into_sight(self) -> None:
        self._area.ensureWidgetVisible(self._city)
        self._area.ensureWidgetVisible(self._street)

    @Slot()
    def _unfold(self) -> None:
        self._show_more()
        if self._more.isChecked():
            QTimer.singleShot(0, self._more_into_sight)

    @Slot()
    def _more_into_sight(self) -> None:
        """As much of it as there is room for, from its button down, once the form has made room."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + self._more.mapTo(self._area, QPoint(0, 0)).y() - theme.GAP)

    @Slot()
    def _turn(self) -> None:
        """What was typed of the name stays one, and it is typed on."""
        person = self._kind.choice == PERSON
        whole = f"{self._given.text()} {self._family.text()}".strip()
        if person and not whole:
            given, _space, family = self._organisation.text().strip().partition(" ")
            self._given.setText(given)
            self._family.setText(family)
        elif not person and not self._organisation.text().strip():
            self._organisation.setText(whole)
        self._show_fields()
        self._look_for_namesake()
        QTimer.singleShot(0, self._to_the_name)  # the arrows move the focus once they have chosen

    @Slot()
    def _to_the_name(self) -> None:
        (self._given if self._kind.choice == PERSON else self._organisation).setFocus()

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
        self._show_more()

    @Slot()
    def _show_more(self) -> None:
        more = self._more.isChecked()
        self.form.show_field(self._born, more and self._kind.choice == PERSON)
        for field in (self._country, self._language, self._note):
            self.form.show_field(field, more)

    @Slot()
    def _look_for_namesake(self) -> None:
        """Somebody of that name may be the one who is meant: say so while it is typed."""
        if self._kind.choice == PERSON:
            name = f"{self._given.text()} {self._family.text()}"
        else:
            name = self._organisation.text()
        found = self._services.people.namesakes(name, None if self._row is None else self._row.id)
        told = [_("There is already %(name)s.") % {"name": told_apart(found[0])}] if found else []
        told += [sentence for _one, sentence in self._reached]
        who = [one for one, _sentence in self._reached] + list(found)
        self._namesake = who[0] if who else None
        self._known.setVisible(bool(told))
        if told:
            self._known_words.setText(" ".join(told))

    @Slot()
    def _look_for_reach(self) -> None:
        """Somebody who has that phone or that e-mail may be the one who is meant, whatever they are called here."""
        self._reached = person_reach.known(self._services, self._row, self._phone.text(), self._email.text())
        self._look_for_namesake()

    @Slot()
    def _to_namesake(self) -> None:
        if self._namesake is not None:
            self.namesake_wanted.emit(self._namesake.id)
            self.reject()

    def _warn(self) -> bool:
        """Whether somebody of that name, or reached so, was told of just now: another one takes a second yes."""
        self._look_for_reach()
        told = self._known_words.text()
        if self._row is not None or self._namesake is None or self._warned == told:
            return False
        self._warned = told
        self.act.setText(_("Write down another one"))
        announce(self, self._known_words.text(), urgent=True)
        return True

    def commit(self) -> bool | None:
        if self._warn():
            return False
        new = self._written()
        people, row = self._services.people, self._row
        try:
            new = person_reach.as_kept(new, row)
            if row is not None:
                changed = people.change(row.id, new, row.version)
                back = partial(change_back, self._services, row, changed.version)
                self.told.emit(_("%(name)s is changed.") % {"name": changed.name}, back)
                return True
            party_id = people.add_person(new) if isinstance(new, NewPerson) else people.add_organisation(new)
        except (MissingFact, WrongIdentifier) as refusal:
            raise _beside_its_field(refusal, self._kind.choice) from refusal
        added = people.get(party_id)
        undo = partial(people.retire, party_id, added.version)
        self.told.emit(_("%(name)s is written down.") % {"name": added.name}, undo)
        self.added.emit(party_id)
        return True

    def _written(self) -> NewPerson | NewOrganisation:
        facts: dict[str, Any] = {
            "role": Role(str(self._role.choice)),
            "status": self._status.status,
            "email": self._email.text(),
            "phone": self._phone.text(),
            "street": self._street.text(),
            "postcode": self._postcode.text(),
            "city": self._city.text(),
            "country": str(self._country.choice),
            "language": str(self._language.choice),
            "note": self._note.toPlainText(),
        }
        if self._kind.choice == PERSON:
            birth = day_or_none(self._born, "birth_date")
            names: dict[str, Any] = {"given_name": self._given.text(), "family_name": self._family.text()}
            return NewPerson(**names, birth_date=birth, **facts)
        vat = self._row.vat_number if self._row is not None else ""
        return NewOrganisation(name=self._organisation.text(), siren=self._siren.text(), vat_number=vat, **facts)


def change_back(services: DeskServices, row: PersonRow, version: int) -> None:
    """The way back from a change that left that version. Raises `ChangedMeanwhile`, `NotFound`."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in (*MORE, "role", "status", "email", "phone", "city")}
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
        asked = refusal.facts.get("kind")
        return WrongIdentifier(
            **{**refusal.facts, "field": asked if asked in {"phone", "email", "postcode"} else "identifier"}
        )
    field = "name" if kind == PERSON else "organisation"
    return MissingFact(**{**refusal.facts, "field": field, "who": ""})  # which of the two it is is on the screen
