"""Between the window and the counter card: one card at a time, and what becomes of what was done in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.counter.kept import Kept, left_words
from tierslieu_desk.ui.counter.receipts import show
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_rows import InvoiceRow
    from tierslieu_desk.ui.main_window import MainWindow

PEOPLE = "people"
UNDO_SECONDS = 60


class CounterOpener(QObject):
    """Opens the card over its window, and lets the window tell what was done."""

    def __init__(self, window: MainWindow, around: Surroundings[Any]) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self.card: CounterCard | None = None
        self._kept = Kept(around.clock)

    def open(self) -> None:
        """Show the card; the one that is there keeps what was typed."""
        if self.card is not None:
            self.card.search.setFocus()
            return
        card = self.card = CounterCard(self._window, self._around, self._kept)
        card.said.connect(self._said)
        card.sold.connect(self._sold)
        card.person_wanted.connect(self._open_person)
        card.closed.connect(self._closed)
        card.show()

    def open_for(self, party_id: int, sentence: str, undo: Callable[[], object] | None, *, owed: bool = False) -> None:
        """Show the card with somebody whose day is to be paid, and that day in the basket; `owed`: all they owe.

        `sentence` is told with its `undo` when the card is left with nothing decided. Raises `NotFound`.
        """
        row = self._around.services.people.get(party_id)
        self.open()
        card = self.card
        if card is None:
            return
        card.mean(row)
        card.days.wait_for(sentence, undo)
        if card.card is not None:
            with card.refusals():
                add = card.days.add_owed_by if owed else card.days.add_those_of
                add(card.card)

    def leave(self) -> None:
        """Close the card, as when another page is gone to."""
        if self.card is not None:
            self.card.leave()

    @Slot()
    def _closed(self) -> None:
        card, self.card = self.card, None
        if card is None:
            return
        waiting, chosen, who = card.days.undecided(), card.deeds.chosen, card.card
        self._kept.keep(None if who is None else who.id, chosen)
        if waiting is not None:
            self._window.tell(*waiting)
        elif chosen.articles:
            back = partial(self._back_to_basket, None if who is None else who.id)
            self._window.messages.offer(left_words("" if who is None else who.name), _("Back to the basket"), back)

    def _back_to_basket(self, party_id: int | None) -> None:
        row = None if party_id is None else self._around.services.people.get(party_id)
        self.open()
        if self.card is not None and row is not None:
            self.card.mean(row)
        elif self.card is not None:
            self._kept.put_back_nameless(self.card.deeds.chosen, self._around.services.counter.articles())
            self.card.deeds.gathered.emit()

    @Slot(object)
    def _open_person(self, party_id: int) -> None:
        page = self._window.go(PEOPLE)
        page.show_party(party_id)

    @Slot(str, object)
    def _said(self, sentence: str, undo: Callable[[], object] | None) -> None:
        """With somebody waiting one looks up late: the way back stays in sight for a minute."""
        self._window.tell(sentence, undo, seconds=UNDO_SECONDS if undo is not None else None)

    @Slot(str, object)
    def _sold(self, sentence: str, issued: tuple[InvoiceRow, ...]) -> None:
        if issued:
            self._window.messages.offer(sentence, _("See the paper"), partial(show, self._window, self._around, issued))
        else:
            self._window.tell(sentence, None)
