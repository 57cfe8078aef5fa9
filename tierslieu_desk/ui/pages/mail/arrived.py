"""The morning's mail written down: one thing after the other, Enter after each, the shelf kept."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DayOutOfReach
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.duties import months_later
from tierslieu_desk.rules.vocabulary import MailKind
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.mail import words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.wallclock import Clock

SHOWN = 4
"""How many of those written down last stay in sight."""


class ArrivedDialog(Dialog):
    """Stays open for the next thing. `told` carries a sentence and its undo, `arrived` for whom the last one was."""

    arrived = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, clock: Clock) -> None:
        super().__init__(parent, _("Mail arrived"), _("Write it down"), say.sentence)
        self._services, self._clock = services, clock
        self._who = self.form.add(_("For"), PersonFinder(services), key="name")
        self._standing = self.form.add_remark()
        kinds = tuple((kind.value, words.kind_word(kind.value)) for kind in MailKind)
        self._kind = self.form.add(_("What"), Choice(kinds))
        self._sender = self.form.add(_("From"), QLineEdit(), help=_("As it is written on it; may stay empty."))
        self._reference = self.form.add(_("Number on it"), QLineEdit(), help=_("Under the bar code."))
        self._shelf = self.form.add(_("Shelf"), QLineEdit(), help=_("Empty: their mailbox. Kept for what comes next."))
        self._day = self.form.add(_("Arrived on"), DateField(clock.today()), key="day")
        self._lines: list[str] = []
        self._written = self.form.add_remark()
        self._who.changed.connect(self._tell_standing)
        self._kind.currentIndexChanged.connect(self._show_reference)
        self._show_reference()

    @Slot()
    def _show_reference(self) -> None:
        self.form.show_field(self._reference, self._kind.choice in words.WITH_REFERENCE)

    @Slot()
    def _tell_standing(self) -> None:
        """What is worth knowing of whom it is for, before it goes on the shelf."""
        with self.refusals():
            self._standing.tell(self._told_of())

    def _told_of(self) -> str:
        found = self._who.found
        if found is None:
            return ""
        today = self._clock.today()
        contract = self._services.domiciliations.of(found.id)
        if contract is None:
            return ""
        if contract.ends is not None and contract.ends <= today:
            gone = _("%(name)s has had no seat here since %(day)s: send it on or back.")
            return gone % {"name": found.name, "day": formats.date_medium(contract.ends)}
        mailbox = _("Mailbox %(mailbox)s.") % {"mailbox": contract.mailbox} if contract.mailbox else ""
        if words.proxy_holds(contract, today):
            return mailbox
        return " ".join(part for part in (mailbox, _("No postal proxy: you may not sign for their mail.")) if part)

    def commit(self) -> bool:
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        kind = MailKind(str(self._kind.choice))
        sender, shelf = self._sender.text().strip(), self._shelf.text().strip()
        reference = self._reference.text().strip() if kind in words.WITH_REFERENCE else ""
        day = self._arrived_on()
        mail = self._services.mail
        item_id = mail.arrived(found.id, kind, sender=sender, reference=reference, shelf=shelf, on=day)
        facts = {"what": words.kind_word(kind), "name": found.name}
        self.told.emit(_("%(what)s for %(name)s is on the shelf.") % facts, partial(mail.take_back, item_id))
        self.arrived.emit(found.id)
        self._note(" · ".join(part for part in (found.name, words.kind_word(kind), sender, shelf) if part))
        self._next()
        return False

    def _arrived_on(self) -> date:
        """Today, or a day of the last year that is noted late. Raises what cannot be beside the field."""
        if (refusal := self._day.refused()) is not None:
            raise type(refusal)(**{**refusal.facts, "field": "day"})
        today, day = self._clock.today(), self._day.day
        first = months_later(today, -12)
        if not first <= day <= today:
            raise DayOutOfReach(text=formats.date_short(day), first=first, last=today, field="day")
        return day

    def _note(self, line: str) -> None:
        self._lines.insert(0, line)
        count = len(self._lines)
        done = ngettext("%(n)s written down:", "%(n)s written down:", count) % {"n": count}
        self._written.tell("\n".join((done, *self._lines[:SHOWN])))
        self.leave.setText(_("Close"))

    def _next(self) -> None:
        """Ready for the next thing: whom it is for is asked, the shelf stays."""
        self._who.start_over()
        self._sender.clear()
        self._reference.clear()
        self._kind.choose(MailKind.LETTER.value)
        self._standing.tell("")
        self._who.setFocus()
