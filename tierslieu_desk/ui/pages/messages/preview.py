"""Exactly what leaves, looked at before it is queued: to whom, by which way, which words, which papers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import ToldMeanwhile
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Way
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.messages.fields import MessageFields
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from collections.abc import Callable

    from tierslieu_desk.services.message.messages import Draft

WIDTH = 560


class PreviewDialog(Dialog):
    """`told` carries the sentence and the undo; `queued` the number of the message."""

    queued = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, draft: Draft) -> None:
        super().__init__(parent, _("To %(name)s") % {"name": draft.name}, _("Send"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self._services, self._draft = services, draft
        self.fields = MessageFields(self.form, draft)
        self.always = Tick(_("Always tell %(name)s things like this") % {"name": draft.name})
        self.always.setVisible(False)
        self.body.insertWidget(1, self.always)
        if draft.before is not None:
            before = _("They were told the same before: %(when)s.") % {"when": formats.moment(draft.before)}
            self.body.insertWidget(0, Words(before, "second", wrap=True))
        self.fields.way.currentIndexChanged.connect(self._show_way)
        self._show_way()

    @Slot()
    def _show_way(self) -> None:
        way = self.fields.chosen
        acts = {Way.EMAIL: _("Send"), Way.LETTER: _("To the letters"), Way.CALL: _("To the call list")}
        self.act.setText(acts[way])
        self.always.setVisible(self._draft.party_id is not None and way is not self._draft.way)

    def showEvent(self, event: QShowEvent) -> None:
        """A letter in one's own words begins with its subject."""
        super().showEvent(event)
        if not self._draft.subject:
            self.fields.subject.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def commit(self) -> None:
        draft = self.fields.read()
        messages = self._services.messages
        try:
            number = messages.queue(draft)
        except ToldMeanwhile as meanwhile:
            self.fields.aware(int(str(meanwhile.facts["number"])))
            self.act.setText(_("Tell them once more"))
            raise
        if draft.party_id is not None and self.always.isVisibleTo(self) and self.always.isChecked():
            messages.ask(draft.party_id, draft.way)
        told = {
            Way.EMAIL: _("The message to %(name)s leaves in a moment."),
            Way.LETTER: _("The letter to %(name)s waits to be printed, under “Messages”."),
            Way.CALL: _("%(name)s is on the call list, under “Messages”."),
        }
        self.told.emit(told[draft.way] % {"name": draft.name}, partial(messages.withdraw, number))
        self.queued.emit(number)


def from_here(services: DeskServices) -> bool:
    """Whether this place tells people things from here; if not, drafts open in one's own mail program."""
    return Activity.MESSAGES in services.today.does()


def leaves_from_here(services: DeskServices, draft: Draft) -> bool:
    """Whether that draft does: an e-mail needs an account, a letter or a call does not."""
    return draft.way is not Way.EMAIL or services.messages.ready()


def preview(
    parent: QWidget | None,
    services: DeskServices,
    draft: Draft,
    told: SignalInstance,
    queued: Callable[[object], object] | None = None,
) -> None:
    """Show what would leave. `told` is a signal, `queued` a bound method."""
    dialog = PreviewDialog(parent, services, draft)
    dialog.told.connect(told)
    if queued is not None:
        dialog.queued.connect(queued)
    dialog.open()
