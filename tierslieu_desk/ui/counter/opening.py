"""Between the window and the counter card: one card at a time, and what becomes of what was done in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.paper_dialog import show_paper
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.invoices import InvoiceRow
    from tierslieu_desk.ui.main_window import MainWindow

PEOPLE = "people"


class CounterOpener(QObject):
    """Opens the card over its window, and lets the window tell what was done."""

    def __init__(self, window: MainWindow, around: Surroundings[Any]) -> None:
        super().__init__(window)
        self._window = window
        self._around = around
        self.card: CounterCard | None = None

    def open(self) -> None:
        """Show the card; the one that is there keeps what was typed."""
        if self.card is not None:
            self.card.search.setFocus()
            return
        card = self.card = CounterCard(self._window, self._around)
        card.said.connect(self._window.tell)
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
        waiting = self.card.days.undecided() if self.card is not None else None
        self.card = None
        if waiting is not None:
            self._window.tell(*waiting)

    @Slot(object)
    def _open_person(self, party_id: int) -> None:
        page = self._window.go(PEOPLE)
        page.show_party(party_id)

    @Slot(str, object)
    def _sold(self, sentence: str, issued: tuple[InvoiceRow, ...]) -> None:
        if issued:
            self._window.messages.offer(
                sentence, _("See the paper"), partial(_show, self._window, self._around, issued)
            )
        else:
            self._window.tell(sentence, None)


def _show(window: MainWindow, around: Surroundings[Any], issued: tuple[InvoiceRow, ...]) -> None:
    if window.page is None:
        return
    for row in issued:
        try:
            content = around.services.invoices.paper(row.id)
        except DeskError as refusal:
            window.refuse(refusal)
            return
        show_paper(window.page, around.jobs, row.number, f"{row.number}.pdf", content)
