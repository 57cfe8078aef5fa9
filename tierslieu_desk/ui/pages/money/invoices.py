"""What was issued: found by number or name while typing, each with what is left to pay; one seen closely beside."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from tierslieu_desk import formats
from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.paths import safe_name
from tierslieu_desk.ui import ask, drafts
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.money.invoice_panel import InvoicePanel
from tierslieu_desk.ui.pages.money.view import AGAIN, EVERYBODY, UNPAID, MoneyView
from tierslieu_desk.ui.pages.money.way_on import paper_of
from tierslieu_desk.ui.pages.money.words import document_word, state
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.chips import ChipColumn
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.rules.letters import Letter
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow

SHOWN = 200
DATE, TOTAL, PAID, DUE, STATE = 1, 3, 4, 6, 7
ROOMY, TIGHT = 900, 600
"""A list as wide as the one has room for what the panel tells as well; below the other, it shows what is left alone."""


class InvoicesView(MoneyView):
    """The newest two hundred; the rest is found by typing."""

    ACT = N_("Invoice everybody…")

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page, around)
        self._asked: tuple[str, bool] | None = None
        self._find = SearchBox(_("A number or a name…"))
        self._find.setMinimumWidth(120)
        self._find.setMaximumWidth(360)
        self._find.searched.connect(page.refresh)
        self._which = SegmentedControl(
            _("Which documents"), (("all", pgettext("documents", "All")), ("unpaid", _("Unpaid")))
        )
        self._paying: InvoiceLineRow | None = None
        self._which.chosen.connect(page.refresh)
        self._head.addWidget(self._find, 1)
        self._head.addWidget(self._which)
        self._head.addStretch(1)
        columns: tuple[Column[InvoiceLineRow], ...] = (
            Column(_("Number"), _number),
            Column(_("Date"), _issued, sort=_issued_on),
            Column(_("Customer"), _customer, stretch=True),
            Column(_("Total"), _total, sort=_cents, right=True),
            Column(_("Paid"), _paid, sort=_paid_cents, right=True),
            Column(pgettext("amount", "Left"), _left, sort=_left_cents, right=True),
            Column(_("Due"), _due, sort=_due_on),
            Column(_("State"), self._state, sort=_due_on),
        )
        empty = EmptyState(
            "receipt", _("No document is here like that"), _("What you issue under “To invoice” comes here.")
        )
        self.table = Table(_("Invoices"), RowsModel(columns, key=_key), empty)
        self.table.horizontalHeader().setMinimumSectionSize(70)
        ChipColumn(self.table, STATE, self._kind)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._paper)
        self.setFocusProxy(self.table)
        self._card = Card(_("Invoices"))
        self._card.fill(self.table)
        self.panel = InvoicePanel()
        self.panel.pay_wanted.connect(self._pay)
        self.panel.paper_wanted.connect(self._paper)
        self.panel.letter_wanted.connect(self._letter)
        self.panel.credit_wanted.connect(self._credit)
        self._beside(self._card, self.panel)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print)

    def reload(self) -> None:
        text, unpaid = self._find.text(), self._which.choice == "unpaid"
        rows = self._services.invoice_lists.find(text, unpaid=unpaid, limit=SHOWN + 1)
        chosen = self.table.row
        if chosen is not None and self._asked == (text, unpaid):
            rows = self._with_the_one_chosen(rows, chosen)
        self._asked = (text, unpaid)
        with QSignalBlocker(self.table):
            self.table.set_rows(rows[:SHOWN])
            if rows and (chosen is None or chosen.id not in {row.id for row in rows}):
                self.table.choose(rows[0].id)
        count = ngettext("%(n)s document", "%(n)s documents", len(rows)) % {"n": len(rows)}
        if len(rows) > SHOWN:
            count = (
                _("The first %(n)s: type to find others") % {"n": SHOWN}
                if text or unpaid
                else _("The latest %(n)s: type to find older ones") % {"n": SHOWN}
            )
        self._card.set_title(count)
        left = sum(row.left_cents for row in rows[:SHOWN] if row.left_cents > 0)
        self._card.set_aside(_("%(amount)s left to pay") % {"amount": formats.amount(left)} if left else "")
        self._show(self.table.row)

    def _with_the_one_chosen(
        self, rows: tuple[InvoiceLineRow, ...], chosen: InvoiceLineRow
    ) -> tuple[InvoiceLineRow, ...]:
        """What was chosen stays where it stood, also once it is paid: the next key must not be for somebody else."""
        if chosen.id in {row.id for row in rows}:
            return rows
        place = min(self.table.currentIndex().row(), len(rows))
        return (*rows[:place], self._services.invoice_lists.get(chosen.id), *rows[place:])

    def choose(self, key: object) -> None:
        """Show that document, whatever was searched for before; or those that are not paid."""
        with QSignalBlocker(self._find):
            self._find.clear()
        self._which.choose(UNPAID if key == UNPAID else "all")
        self.reload()
        if key != UNPAID:
            self.table.choose(key)

    def act(self) -> None:
        """What is to be invoiced stands in another view: there, and on with it."""
        self.go.emit("to_invoice", EVERYBODY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)

    @Slot()
    def _fit(self) -> None:
        width = self.table.width()
        for least, columns in ((ROOMY, (PAID, DUE)), (TIGHT, (DATE, TOTAL))):
            for column in columns:
                self.table.setColumnHidden(column, width < least)

    def _state(self, row: InvoiceLineRow) -> str:
        return state(row, self._clock.today())[0]

    def _kind(self, row: InvoiceLineRow) -> str:
        return state(row, self._clock.today())[1]

    @Slot(object)
    def _show(self, row: InvoiceLineRow | None) -> None:
        with self.refusals():
            seen = self._services.invoice_lists.seen(row.id) if row is not None else None
            self.panel.show_invoice(seen, self._clock.today())

    @Slot(object)
    def _pay(self, row: InvoiceLineRow) -> None:
        from tierslieu_desk.ui.pages.money.payment_dialog import PaymentDialog

        with self.refusals():
            dialog = PaymentDialog(self.window(), self._services, invoice_id=row.id)
            self._paying = row
            dialog.told.connect(self._paid)
            self._open(dialog)

    @Slot(str, object)
    def _paid(self, sentence: str, _undo: object) -> None:
        row = self._paying
        if row is not None:
            self._say(sentence, paper_of(self._page, self._services, self._jobs, row.id, row.number))

    @Slot()
    def _print(self) -> None:
        if self.table.row is not None:
            self._paper(self.table.row)

    @Slot(object)
    def _paper(self, row: InvoiceLineRow) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        with self.refusals():
            content = self._services.invoices.paper(row.id)
            title = f"{document_word(row.kind)} {row.number}"
            show_paper(self._page, self._jobs, title, f"{row.number}.pdf", content)

    @Slot(object)
    def _letter(self, row: InvoiceLineRow) -> None:
        """A letter cannot carry the paper by itself: it is kept first, where the person will find it to attach."""
        from tierslieu_desk.ui.pages.messages import preview
        from tierslieu_desk.ui.pages.money.invoice_letter import invoice_letter

        with self.refusals():
            if preview.from_here(self._services):
                from tierslieu_desk.services.message import message_offers

                late = row.left_cents > 0 and row.due_on < self._clock.today()
                offer = message_offers.payment_reminder if late else message_offers.invoice
                draft = offer(self._services.messages, self._services.invoices, row)
                if preview.leaves_from_here(self._services, draft):
                    preview.preview(self.window(), self._services, draft, self._page.said)
                    return
            person = self._services.people.get(row.party_id)
            if not person.email:
                raise MissingFact(field="email", who=person.name)
            place = self._services.places.get().name
            letter = invoice_letter(row, person.language, person.email, place)
            title = _("Keep the PDF, to attach it")
            file = ask.file_to_write(self.window(), title, Path.home() / safe_name(f"{row.number}.pdf"), "PDF (*.pdf)")
            if file is not None:
                work = partial(_keep, self._services, row.id, file)
                self._jobs.run(_("Keeping the PDF"), work, done=partial(self._write_to, letter))

    def _write_to(self, letter: Letter, file: Path) -> None:
        with self.refusals():
            drafts.begin(letter)
            self._say(_("The letter is begun. Attach %(file)s to it.") % {"file": file})

    @Slot(object)
    def _credit(self, row: InvoiceLineRow) -> None:
        from tierslieu_desk.ui.pages.money.invoice_credit import CreditDialog

        with self.refusals():
            dialog = CreditDialog(self.window(), self._services, self._jobs, row.id)
            dialog.told.connect(self._page.said)
            dialog.owed_again.connect(self._owed_again)
            self._open(dialog)

    @Slot(object)
    def _owed_again(self, invoice_id: int) -> None:
        self.go.emit("to_invoice", f"{AGAIN}:{invoice_id}")


def _keep(services: DeskServices, invoice_id: int, file: Path, _progress: Progress) -> Path:
    from tierslieu_desk.services.file import paper_files

    return paper_files.keep_as(services.invoices.paper(invoice_id), file)


def _key(row: InvoiceLineRow) -> int:
    return row.id


def _number(row: InvoiceLineRow) -> str:
    return row.number


def _issued(row: InvoiceLineRow) -> str:
    return formats.date_short(row.issued_on)


def _issued_on(row: InvoiceLineRow) -> date:
    return row.issued_on


def _customer(row: InvoiceLineRow) -> str:
    return row.customer


def _total(row: InvoiceLineRow) -> str:
    return formats.amount(row.gross_cents)


def _cents(row: InvoiceLineRow) -> int:
    return row.gross_cents


def _paid(row: InvoiceLineRow) -> str:
    return formats.amount(row.paid_cents) if row.paid_cents else "–"


def _paid_cents(row: InvoiceLineRow) -> int:
    return row.paid_cents


def _left(row: InvoiceLineRow) -> str:
    return formats.amount(row.left_cents) if row.left_cents else "–"


def _left_cents(row: InvoiceLineRow) -> int:
    return row.left_cents


def _due(row: InvoiceLineRow) -> str:
    return formats.date_short(row.due_on) if row.kind == "invoice" else ""


def _due_on(row: InvoiceLineRow) -> date:
    return row.due_on
