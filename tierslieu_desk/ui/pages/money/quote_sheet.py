"""One quote seen closely: what it offers, whether it can still be had; sent, accepted, refused. And all of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.ui import drafts, theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.pages.money import quote_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from tierslieu_desk.services.booking.quote_rows import QuoteLineRow

_OPEN = frozenset({"draft", "sent"})
_CHANGED = _OPEN | {"expired"}


class QuoteSheet(Sheet):
    """`told` carries a sentence and its undo; `paper_wanted` and `change_wanted` the number of the quote."""

    paper_wanted = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, number: int) -> None:
        row = services.quotes.get(number)
        super().__init__(parent, f"{row.number} · {row.name}", _("They accept"), say.sentence)
        self._services, self._row = services, row
        self.leave.setText(_("Close"))
        self.act.setVisible(row.state in _OPEN)
        left = Qt.AlignmentFlag.AlignLeft
        shown: list[QWidget] = [Words(quote_words.line(row), "strong", wrap=True)]
        shown += [Words(text, look, wrap=True) for one in row.lines for text, look in _line(one)]
        if row.terms:
            shown.append(Words(row.terms, "second", wrap=True))
        if row.held and row.state in _OPEN:
            shown.append(Words(_("These times are kept for them meanwhile."), "second", wrap=True))
        if row.replaced_by:
            instead = _("Quote %(number)s stands in its place.") % {"number": row.replaced_by}
            shown.append(Words(instead, "second", wrap=True))
        if row.party_id is None:
            where = ", ".join(part for part in (row.street, f"{row.postcode} {row.city}".strip(), row.email) if part)
            told = _("In no file yet: %(where)s") % {"where": where} if where else _("In no file yet.")
            shown.append(Words(told, "second", wrap=True))
        self.body.insertWidget(0, Chip(*quote_words.chip(row)), 0, left)
        for place, widget in enumerate(shown, start=1):
            self.body.insertWidget(place, widget)
        self.body.insertWidget(len(shown) + 1, self._acts(), 0, left)

    def _acts(self) -> QWidget:
        acts: list[QPushButton] = [button(_("See and print…"), self._paper, icon="printer")]
        if self._row.state in _OPEN:
            acts.append(button(_("E-mail…"), self._send, icon="envelope-simple"))
            acts.append(button(_("They do not want it"), self._refuse))
        if self._row.state in _CHANGED:
            acts.insert(-1, button(_("Change it…"), self._change))
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP // 2)
        for act in acts:
            act.setAutoDefault(False)
            column.addWidget(act)
        return held

    @Slot()
    def _paper(self) -> None:
        self.paper_wanted.emit(self._row.id)

    @Slot()
    def _change(self) -> None:
        self.accept()
        self.change_wanted.emit(self._row.id)

    @Slot()
    def _send(self) -> None:
        from tierslieu_desk.ui.pages.messages import preview

        services, row = self._services, self._row
        with self.refusals():
            draft = services.quotes.letter(services.messages, row.id)
            if preview.from_here(services) and preview.leaves_from_here(services, draft):
                preview.preview(self, services, draft, self.told, self._sent)
                return
            if not draft.email:
                raise MissingFact(field="email", who=row.name)
            drafts.begin(Letter(draft.email, draft.subject, draft.body + "\n"))
            self.told.emit(_("A letter to %(name)s is open in your mail program.") % {"name": row.name}, None)
            self.paper_wanted.emit(row.id)  # a letter cannot carry the paper by itself: it is kept, to attach it

    @Slot(object)
    def _sent(self, _message: object) -> None:
        with self.refusals():
            self._services.quotes.sent(self._row.id)
            self.accept()

    @Slot()
    def _refuse(self) -> None:
        with self.refusals():
            self._services.quotes.refuse(self._row.id)
            undo = partial(self._services.quotes.take_back, self._row.id)
            self.told.emit(_("%(name)s does not want it.") % {"name": self._row.name}, undo)
            self.accept()

    def commit(self) -> bool | None:
        if self._row.party_id is None:
            from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

            dialog = PersonDialog(self, self._services, name=self._row.name)
            dialog.added.connect(self._taken_up)
            dialog.open()
            return False
        self._book(None)
        return None

    @Slot(object)
    def _taken_up(self, party_id: int) -> None:
        """They are written down now."""
        with self.refusals():
            self._book(party_id)
            self.accept()

    def _book(self, party_id: int | None) -> None:
        quotes = self._services.quotes
        made = quotes.accept(self._row.id, party_id)
        words = ngettext("%(name)s: %(n)s time is booked.", "%(name)s: %(n)s times are booked.", len(made))
        self.told.emit(words % {"name": self._row.name, "n": len(made)}, partial(quotes.take_back, self._row.id))


class QuotesSheet(Sheet):
    """Every quote, the newest first. `opened` carries the number of one; the act makes a new one: `new_wanted`."""

    opened = Signal(object)
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Quotes"), _("New quote…"), say.sentence)
        self.leave.setText(_("Close"))
        rows = services.quotes.list()
        for place, row in enumerate(rows):
            strong = f"{row.number} · {row.name}"
            chip = Chip(*quote_words.chip(row))
            self.body.insertWidget(place, DoorRow(strong, quote_words.line(row), self._open, row.id, chip=chip))
        if not rows:
            words = _("“A quote instead…”, where one books, makes the first one.")
            self.body.insertWidget(0, EmptyState("receipt", _("No quote yet"), words))

    @Slot()
    def _open(self) -> None:
        number = self.sender().property("leads_to")
        self.accept()
        self.opened.emit(number)

    def commit(self) -> None:
        self.new_wanted.emit()


def _line(one: QuoteLineRow) -> list[tuple[str, str]]:
    what = _("%(unit)s, %(when)s") % {"unit": one.description, "when": formats.slot_text(one.slot)}
    lines = [(f"{what} · {formats.amount(one.amounts.gross)}", "")]
    if one.usual_cents is not None:
        usual = _("instead of %(amount)s") % {"amount": formats.amount(one.usual_cents)}
        lines.append((f"{usual} · {one.reason}" if one.reason else usual, "second"))
    if one.refusal is not None:
        lines.append((say.sentence(one.refusal), "refusal"))
    return lines
