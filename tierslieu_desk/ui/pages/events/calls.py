"""Calling an event off: who must be told is shown before, and is the list to call from afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.ui import drafts, theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.words import call_list, how_to_reach
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow

WIDTH = 520


class CallOffDialog(Dialog):
    """`told` carries the sentence, `called_off` the event as it was, to call everybody."""

    called_off = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, event: EventDetail) -> None:
        heading = _("Call off “%(title)s”") % {"title": event.title}
        super().__init__(parent, heading, _("Call it off"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services, self._event = services, event
        self.is_grave()
        self.leave.setText(_("Keep it"))
        what = _("Its rooms are free again, and what was not invoiced yet is no longer owed. There is no way back.")
        self.body.insertWidget(0, Words(what, wrap=True))
        self.body.insertWidget(1, _to_tell(event.coming))
        self.body.setSpacing(theme.GAP)

    def commit(self) -> None:
        self._services.events.cancel(self._event.id)
        count = len(self._event.coming)
        told = ngettext("%(n)s person to tell.", "%(n)s people to tell.", count) % {"n": count} if count else ""
        words = _("“%(title)s” is called off.") % {"title": self._event.title}
        self.told.emit(f"{words} {told}".strip(), None)
        self.called_off.emit(self._event)


class CallListDialog(Dialog):
    """Whom to call, to copy as text; to those with an e-mail, a letter each, so that nobody reads others' addresses."""

    def __init__(self, parent: QWidget | None, event: EventDetail, services: DeskServices | None = None) -> None:
        from tierslieu_desk.services.message import message_offers

        heading = _("To tell: “%(title)s” is called off") % {"title": event.title}
        super().__init__(parent, heading, _("Copy the list"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._event = event
        self.leave.setText(_("Close"))
        self._services = services
        self._all = button(_("Tell them all"), self._tell_all)
        self._all.setVisible(False)
        self.foot.insertWidget(0, self._all)
        if services is not None and message_offers.event_called_off(services.messages, event):
            self._all.setVisible(True)
        self.card = _to_tell(event.coming, self._write)
        self.body.insertWidget(0, self.card)

    def commit(self) -> bool:
        QGuiApplication.clipboard().setText(call_list(self.windowTitle(), self._event.coming))
        self.act.setText(_("Copied"))
        return False

    @Slot()
    def _tell_all(self) -> None:
        """Each by their way: what is told so is not told again. Whoever must be written to by hand stays in sight."""
        from tierslieu_desk.services.message import message_offers

        assert self._services is not None
        messages = self._services.messages
        with self.refusals():
            count = len(message_offers.queue_all(messages, message_offers.event_called_off(messages, self._event)))
            words = ngettext("%(n)s message is under “Messages”.", "%(n)s messages are under “Messages”.", count)
            self.told.emit(words % {"n": count}, None)
            left = message_offers.not_told(messages, self._event)
            if not left:
                self.accept()
                return
            self._all.hide()
            self.card.hide()
            self.card = _to_tell(left, self._write)
            self.body.insertWidget(0, self.card)

    @Slot(object)
    def _write(self, guest: GuestRow) -> None:
        facts = {"title": self._event.title, "name": guest.name}
        body = _("Good morning %(name)s,\n\n“%(title)s” will not take place. We are sorry.\n\nSee you soon.")
        with self.refusals():
            drafts.begin(Letter(guest.email, _("“%(title)s” is called off") % facts, body % facts))


class _Write(QWidget):
    """The button that begins a letter to one person."""

    wanted = Signal(object)

    def __init__(self, guest: GuestRow) -> None:
        super().__init__()
        self._guest = guest
        made = button(_("Write…"), self._ask)
        made.setAccessibleDescription(guest.name)
        made.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(made)

    @Slot()
    def _ask(self) -> None:
        self.wanted.emit(self._guest)


def _to_tell(guests: Sequence[GuestRow], write: Callable[[GuestRow], None] | None = None) -> Card:
    count = len(guests)
    card = Card(ngettext("%(n)s person to tell", "%(n)s people to tell", count) % {"n": count})
    for guest in guests:
        aside = None
        if write is not None and guest.email:
            aside = _Write(guest)
            aside.wanted.connect(write)
        card.add(Row(guest.name, how_to_reach(guest), aside=aside))
    if not guests:
        card.add(EmptyState("users", _("Nobody is on the list: nobody to call.")))
    return card
