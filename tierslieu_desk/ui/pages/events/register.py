"""Somebody for an event: of the files, or only a name; when it is full, the waiting list with the same key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import AmbiguousName, EventFull, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import statuses
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.rules.vocabulary import RegistrationState
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.words import price_word, seats_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_details import EventDetail
    from tierslieu_desk.services.person.people import PersonRow


class AnyName(PersonFinder):
    """Enter takes a name that is in no file at once, even while the list of whom it began like is still open."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(services)
        self._list = self.completer().popup()
        if self._list is not None:
            self._list.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not self._list.currentIndex().isValid() and not self.may_mean_somebody():
                self._list.hide()
                QCoreApplication.sendEvent(self, event)
                return True
        return super().eventFilter(watched, event)


class RegisterDialog(Dialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, event: EventDetail) -> None:
        super().__init__(parent, _("Register for “%(title)s”") % {"title": event.title}, _("Register"), say.sentence)
        self._services, self._event = services, event
        self._wait = False
        self.body.insertWidget(0, Words(seats_word(event), "second", wrap=True))
        self.body.setSpacing(10)
        self.who = self.form.add(_("Name"), AnyName(services), key="name", help=_("Of your files, or any name at all."))
        self.known = Words("", "second", wrap=True)
        self.body.insertWidget(self.body.count() - 1, self.known)
        self.organisation = self.form.add(_("Organisation"), QLineEdit(), help=_("May stay empty."))
        self.email = self.form.add(_("E-mail"), QLineEdit(), help=_("May stay empty."))
        self.who.changed.connect(self._show_known)
        self.who.textEdited.connect(self._think_again)
        self._show_known()

    def _of_the_files(self) -> PersonRow | None:
        """Whom the name means: one that was chosen, or the only one of exactly that name; a part of it is a new one.

        Raises `AmbiguousName` for namesakes.
        """
        text = self.who.text().strip()
        if not text:
            return None
        found = self.who.found
        if found is not None:
            return found if name_key(found.name) == name_key(text) else None
        namesakes = [row for row in self._services.people.find(text) if name_key(row.name) == name_key(text)]
        if len(namesakes) > 1:
            choices = [f"{row.name} ({row.city or statuses.worded(row.status)})" for row in namesakes]
            raise AmbiguousName(name=text, choices=choices, field="name")
        return None

    @Slot()
    def _show_known(self) -> None:
        try:
            found, many = self._of_the_files(), False
        except AmbiguousName:
            found, many = None, True
        for field in (self.organisation, self.email):
            self.form.show_field(field, found is None and not many)
        if many:
            self.known.setText(_("Several people are called so: choose one in the list."))
        elif found is not None:
            self.known.setText(_("%(name)s is in your files.") % {"name": found.name})
        else:
            self.known.setText(self._newcomer() if self.who.text().strip() else "")

    def _newcomer(self) -> str:
        if self._event.price_e4:
            return _("In no file: written down as a visitor, since it costs something.")
        return _("In no file: only the name is written down.")

    @Slot()
    def _think_again(self) -> None:
        """Another name is not yet offered the waiting list."""
        self._wait = False
        self.act.setText(_("Register"))

    def commit(self) -> None:
        from tierslieu_desk.ui.pages.messages import tell

        events, event = self._services.events, self._event
        found = self._of_the_files()
        name = self.who.text().strip() if found is None else found.name
        if not name:
            raise MissingFact(field="name", who="")
        try:
            state = events.register(
                event.id,
                party_id=None if found is None else found.id,
                name=name,
                organisation=self.organisation.text().strip() if found is None else "",
                email=self.email.text().strip() if found is None else "",
                wait=self._wait,
            )
        except EventFull as refusal:
            self._wait = True
            self.act.setText(_("Put on the waiting list"))
            raise EventFull(**{**refusal.facts, "field": "name"}) from refusal
        (*_others, last) = events.registrations(event.id)
        new = last.party_id if found is None else None
        undo = partial(events.cancel_registration, last.id) if new is None else partial(events.take_back, last.id, new)
        facts = {"name": name, "event": event.title, "price": price_word(event.price_e4)}
        told = tell.of_registration(self._services, event.id, last.id, undo)
        self.told.emit(_told(state, new is not None) % facts, told)


def _told(state: RegistrationState, written: bool) -> str:
    """What is said of a registration, and of whoever was `written` down with it."""
    if state is RegistrationState.WAITING:
        if written:
            return _("%(name)s waits for a place at “%(event)s” and was written down, since it costs %(price)s.")
        return _("%(name)s waits for a place at “%(event)s”.")
    if written:
        return _("%(name)s is registered for “%(event)s” and was written down, since it costs %(price)s.")
    return _("%(name)s is registered for “%(event)s”.")
