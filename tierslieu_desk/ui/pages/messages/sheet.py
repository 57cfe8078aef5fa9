"""One message seen closely: what it says, where it stands and why; changed, withdrawn, sent again, or called."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import CHANGEABLE, State, Way, is_address
from tierslieu_desk.services.message.messages import Draft
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog, Sheet
from tierslieu_desk.ui.pages.messages import words
from tierslieu_desk.ui.pages.messages.fields import MessageFields, enclosed_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.services.message.message_rows import MessageRow

_WAY_OF = {State.TO_PRINT: Way.LETTER, State.TO_CALL: Way.CALL}


def draft_of(row: MessageRow) -> Draft:
    """A queued message as it may be written anew."""
    ways = [Way.LETTER]
    if is_address(row.email):
        ways.insert(0, Way.EMAIL)
    if row.phone:
        ways.append(Way.CALL)
    way = _WAY_OF.get(row.state, Way.EMAIL)
    who = (row.purpose, row.party_id, row.name, row.email, row.phone, row.language)
    return Draft(*who, way, tuple(ways), row.subject, row.body, row.about, row.papers)


class MessageSheet(Sheet):
    """`told` carries a sentence and its undo; `paper_wanted` the paper that goes with it, to be looked at."""

    paper_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, clock: Clock, number: int) -> None:
        row = services.messages.get(number)
        super().__init__(parent, row.name, _("Keep"), say.sentence)
        self._services, self._row = services, row
        self.fields: MessageFields | None = None
        label, kind = words.chip(row)
        self.body.insertWidget(0, Chip(label, kind), 0, Qt.AlignmentFlag.AlignLeft)
        self.body.setSpacing(theme.GAP)
        told = words.state(row, services.mail_accounts.get(), clock)
        place = 1
        if told:
            self.body.insertWidget(place, Words(told, "second", wrap=True))
            place += 1
        if row.state in CHANGEABLE:
            self.fields = MessageFields(self.form, draft_of(row))
        else:
            for line, look in _read_only(row):
                self.body.insertWidget(place, Words(line, look, wrap=True))
                place += 1
            self.only_closes()
        self.body.insertWidget(self.body.count() - 1, self._acts(), 0, Qt.AlignmentFlag.AlignLeft)

    def _acts(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP // 2)
        state = self._row.state
        acts = [button(_("What goes with it…"), self._show_paper, icon="file-text")] if self._row.papers else []
        if state is State.UNSURE:
            acts.append(button(_("It has arrived"), self._arrived, icon="check"))
        if state in {State.UNSURE, State.REFUSED, State.WAITING}:
            again = _("Send it now") if state is State.WAITING else _("Send it again")
            acts.append(button(again, self._again, icon="paper-plane-tilt"))
        if state in {*CHANGEABLE, State.UNSURE}:
            acts.append(button(_("Withdraw it"), self._withdraw, icon="trash"))
        for act in acts:
            act.setAutoDefault(False)
            column.addWidget(act)
        return held

    def commit(self) -> None:
        assert self.fields is not None
        self._services.messages.change(self._row.id, self.fields.read(), self._row.version)
        self.told.emit(_("The message to %(name)s is kept like that.") % {"name": self._row.name}, None)

    @Slot()
    def _arrived(self) -> None:
        with self.refusals():
            self._services.messages.arrived(self._row.id)
            self.told.emit(_("The message to %(name)s has arrived.") % {"name": self._row.name}, None)
            self.accept()

    @Slot()
    def _again(self) -> None:
        with self.refusals():
            self._services.messages.again(self._row.id)
            self._services.mail_accounts.wake()
            self.told.emit(_("The message to %(name)s leaves in a moment.") % {"name": self._row.name}, None)
            self.accept()

    @Slot()
    def _withdraw(self) -> None:
        with self.refusals():
            messages = self._services.messages
            messages.withdraw(self._row.id)
            undo = partial(messages.put_back, self._row.id)
            self.told.emit(_("The message to %(name)s is withdrawn.") % {"name": self._row.name}, undo)
            self.accept()

    @Slot()
    def _show_paper(self) -> None:
        self.paper_wanted.emit(self._row.papers[0])
        self.accept()


def _read_only(row: MessageRow) -> list[tuple[str, str]]:
    lines = [(row.email or row.phone, "second"), (row.subject, "strong"), (row.body, "")]
    if row.papers:
        lines.append((_("With it: %(papers)s") % {"papers": enclosed_words(row.papers)}, "second"))
    if row.done_at is not None:
        lines.append((formats.moment(row.done_at), "second"))
    if row.note and row.state is State.CALLED:
        lines.append((row.note, "second"))
    return [line for line in lines if line[0]]


class CallDialog(Dialog):
    """What to say, and what they said. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, number: int) -> None:
        row = services.messages.get(number)
        super().__init__(parent, _("Call %(name)s") % {"name": row.name}, _("They were called"), say.sentence)
        self._services, self._row = services, row
        number_words = formats.phone(row.phone) if row.phone else _("No telephone is noted.")
        for place, (text, look) in enumerate(((number_words, "name"), (row.subject, "strong"), (row.body, ""))):
            self.body.insertWidget(place, Words(text, look, wrap=True))
        self.body.setSpacing(theme.GAP)
        self.note = QLineEdit()
        self.form.add(_("What they said"), self.note, key="note")

    def commit(self) -> None:
        messages = self._services.messages
        messages.called(self._row.id, self.note.text())
        undo = partial(messages.put_back, self._row.id)
        self.told.emit(_("%(name)s was called.") % {"name": self._row.name}, undo)
