"""One document beside the list: what it says, what was paid of it, and what can be done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.money.words import document_word, method_word, state
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow, InvoiceSeen, SettledRow

SHOWN = 20


class InvoicePanel(QWidget):
    """Its signals carry the row: money for it, its paper, a letter with it, a credit note for it."""

    pay_wanted = Signal(object)
    paper_wanted = Signal(object)
    letter_wanted = Signal(object)
    credit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._row: InvoiceLineRow | None = None
        self._card = Card("", scrolls=True)
        self._pay = button(_("Take money…"), self._ask_pay, look="main")
        self._paper = button(_("See and print…"), self._ask_paper)
        self._letter = button(_("E-mail…"), self._ask_letter)
        self._credit = button(_("Credit note…"), self._ask_credit)
        self._card.add_foot(self._pay, self._paper)
        self._card.add_foot(self._letter, self._credit, more=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def show_invoice(self, seen: InvoiceSeen | None, today: date) -> None:
        """Show it, or an invitation to choose one."""
        self._row = row = seen.row if seen is not None else None
        for act in (self._paper, self._letter):
            act.setEnabled(row is not None)
        self._pay.setVisible(row is not None and row.left_cents != 0)
        self._credit.setVisible(
            row is not None and row.kind != "credit_note" and not row.credited_by and not row.carried
        )
        if seen is None or row is None:
            self._card.set_title("")
            self._card.set_aside("")
            self._card.set_rows([EmptyState("receipt", _("Choose a document in the list"))])
            return
        self._pay.setText(_("Give money back…") if row.left_cents < 0 else _("Take money…"))
        self._card.set_title(f"{document_word(row.kind)} {row.number}")
        self._card.set_aside(formats.date_medium(row.issued_on))
        self._card.set_rows([_facts(row, today), *_lines(seen), *_settled(seen)])

    @Slot()
    def _ask_pay(self) -> None:
        self.pay_wanted.emit(self._row)

    @Slot()
    def _ask_paper(self) -> None:
        self.paper_wanted.emit(self._row)

    @Slot()
    def _ask_letter(self) -> None:
        self.letter_wanted.emit(self._row)

    @Slot()
    def _ask_credit(self) -> None:
        self.credit_wanted.emit(self._row)


def _facts(row: InvoiceLineRow, today: date) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.CARD_PADDING, 2, theme.CARD_PADDING, theme.GAP)
    column.setSpacing(theme.GAP)
    head = QHBoxLayout()
    head.addWidget(Words(row.customer, "name", wrap=True), 1)
    words, kind = state(row, today)
    head.addWidget(Chip(words, kind), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.CARD_PADDING)
    grid.setVerticalSpacing(4)
    figures = [(_("Total"), formats.amount(row.gross_cents)), (_("Paid"), formats.amount(row.paid_cents))]
    if row.left_cents:
        label = _("To give back") if row.left_cents < 0 else _("Left to pay")
        figures.append((label, formats.amount(abs(row.left_cents))))
    for place, (label, figure) in enumerate(figures):
        grid.addWidget(Words(label, "second"), 0, place)
        shown = Words(figure, "name")
        shown.setFont(theme.figures())
        grid.addWidget(shown, 1, place)
        grid.setColumnStretch(place, 1)
    column.addLayout(grid)
    about = _("Goes back on %(number)s.") % {"number": row.credits} if row.credits else ""
    if row.kind == "invoice" and row.left_cents > 0:
        about = _("To be paid by %(date)s.") % {"date": formats.date_medium(row.due_on)}
    if row.owed_again and row.left_cents < 0:
        about = _("What it asked for is owed again: what was paid is carried over to the next invoice.")
    if about:
        column.addWidget(Words(about, "second", wrap=True))
    return made


def _lines(seen: InvoiceSeen) -> list[QWidget]:
    rows: list[QWidget] = []
    for line in seen.lines[:SHOWN]:
        words = line.description
        if line.quantity_milli != 1000:
            words = f"{formats.quantity(line.quantity_milli)} × {words}"
        rows.append(Row(words, line.detail, aside=_figure(line.gross_cents)))
    if len(seen.lines) > SHOWN:
        more = len(seen.lines) - SHOWN
        rows.append(Row(ngettext("and %(n)s more line", "and %(n)s more lines", more) % {"n": more}))
    return rows


def _settled(seen: InvoiceSeen) -> list[QWidget]:
    rows: list[QWidget] = []
    for part in seen.settled:
        words = _settled_words(part)
        second = " · ".join(x for x in (formats.date_medium(part.day), method_word(part.method), part.reference) if x)
        rows.append(Row(words, second, aside=_figure(part.amount_cents)))
    return rows


def _settled_words(part: SettledRow) -> str:
    if part.beside:
        way = _("Carried over from %(number)s") if part.amount_cents > 0 else _("Carried over to %(number)s")
        return way % {"number": part.beside}
    return _("Paid") if part.amount_cents > 0 else _("Given back")


def _figure(cents: int) -> Words:
    made = Words(formats.amount(cents), "second")
    made.setFont(theme.figures())
    return made
