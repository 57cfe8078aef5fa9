"""What is to be invoiced: payers at the left, their lines at the right, each of which can be held back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.money.view import AGAIN, EVERYBODY, MoneyView
from tierslieu_desk.ui.pages.money.way_on import paper_of
from tierslieu_desk.ui.pages.money.words import document_word, working_words
from tierslieu_desk.ui.place_words import paid_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.chips import ChipColumn
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.services.money.invoice_rows import Billing, InvoiceRow
    from tierslieu_desk.services.money.to_invoice import Again, ChargeRow, PayerRow

LACKS = 3
SHOWN = 40
"""Lines of one payer shown at once; all of them are invoiced."""


class ToInvoiceView(MoneyView):
    """Enter on a payer shows the draft of their invoice."""

    ACT = N_("Invoice everybody…")

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page, around)
        self._today = around.clock.today()
        self._until = DateField(self._today)
        self._until.setAccessibleName(_("Supplied until"))
        self._until.setFixedWidth(150)
        self._until.dateChanged.connect(self._changed)
        self._until.settled.connect(self._tell_day)
        caption = Words(_("Supplied until"), "second")
        caption.setBuddy(self._until)
        self._head.addWidget(caption)
        self._head.addWidget(self._until)
        self._head.addStretch(1)
        self._head.addWidget(button(_("Charge something…"), self._charge, icon="plus"))
        columns: tuple[Column[PayerRow], ...] = (
            Column(_("Payer"), _name, stretch=True),
            Column(_("Lines"), _lines, sort=_line_count, right=True),
            Column(_("Total"), _total, sort=_cents, right=True),
            Column(_("Lacks"), _lacks),
        )
        empty = EmptyState(
            "receipt",
            _("Nothing is waiting to be invoiced"),
            _("Bookings, subscriptions and what is noted at the counter come here by themselves."),
        )
        self.table = Table(_("Payers"), RowsModel(columns, key=_key), empty)
        ChipColumn(self.table, LACKS, lambda _row: "warning")
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._invoice)
        self.setFocusProxy(self.table)
        self._card = Card(_("To invoice"))
        self._card.fill(self.table)
        self._lines = Card("", scrolls=True)
        self._invoice_button = button(_("Invoice…"), self._invoice, look="main")
        self._lines.add_foot(self._invoice_button)
        self._beside(self._card, self._lines)
        self._to_choose: object = None

    def can_act(self) -> bool:
        return bool(self.table.model().rowCount())

    def act(self) -> None:
        from tierslieu_desk.ui.pages.money.billing import BillingDialog

        today = self._clock.today()
        chosen = self._until.day if self._until.day != self._today else None
        dialog = BillingDialog(self.window(), self._services, self._jobs, today, chosen)
        dialog.told.connect(self._page.said)
        dialog.wanted.connect(self.bill)
        self._open(dialog)

    def _follow_today(self) -> None:
        """A day nobody chose is today, also after midnight."""
        today = self._clock.today()
        if self._until.day == self._today != today:
            with QSignalBlocker(self._until):
                self._until.day = today
        self._today = today

    def reload(self) -> None:
        self._follow_today()
        rows = self._services.to_invoice.payers(self._until.day)
        chosen = self._to_choose or (self.table.row.party_id if self.table.row is not None else None)
        place = max(0, self.table.currentIndex().row())
        with QSignalBlocker(self.table):
            self.table.set_rows(rows)
            self.table.setColumnHidden(LACKS, all(row.has_address for row in rows))
            numbers = [row.party_id for row in rows]
            if rows:
                self.table.choose(chosen if chosen in numbers else numbers[min(place, len(numbers) - 1)])
        self._to_choose = None
        self._card.set_title(ngettext("%(n)s payer", "%(n)s payers", len(rows)) % {"n": len(rows)})
        self._card.set_aside(formats.amount(sum(row.gross_cents for row in rows)))
        self._show(self.table.row)

    def choose(self, key: object) -> None:
        """Show that payer; or begin invoicing everybody, or making that document anew."""
        if key == EVERYBODY:
            if self.can_act():
                self.act()
        elif isinstance(key, str) and key.startswith(AGAIN):
            self._make_anew(self._services.to_invoice.again(int(key.partition(":")[2])))
        else:
            self.table.choose(key)

    def _make_anew(self, again: Again) -> None:
        """Its draft, of its own lines alone; they wait here when it is left."""
        if again.last_day > self._until.day:
            self._until.day = again.last_day
            self.reload()
        self.table.choose(again.payer_id)
        self._open_draft(again.payer_id, again.charges)

    @Slot(object)
    def _show(self, row: PayerRow | None) -> None:
        self._lines.setVisible(row is not None)
        if row is None:
            return
        with self.refusals():
            self._lines.set_title(row.name)
            self._lines.set_aside(paid_words(row.gross_cents, with_vat=self._services.places.with_vat()))
            lines = self._services.to_invoice.lines(row.party_id, self._until.day)
            self._lines.set_rows(self._rows(lines, row.party_id))
            self._invoice_button.setEnabled(bool(row.lines))

    def _rows(self, lines: Sequence[ChargeRow], payer_id: int) -> list[QWidget]:
        rows: list[QWidget] = []
        with_vat = self._services.places.with_vat()
        for line in lines[:SHOWN]:
            aside = LineAside(line)
            aside.held.connect(self._hold_back)
            aside.changed.connect(self._change)
            rows.append(Row(_said(line), _second(line, payer_id, with_vat=with_vat), aside=aside))
        if len(lines) > SHOWN:
            more = ngettext("and %(n)s more line", "and %(n)s more lines", len(lines) - SHOWN)
            rows.append(Row(more % {"n": len(lines) - SHOWN}))
        return rows

    @Slot(object)
    def _change(self, line: ChargeRow) -> None:
        from tierslieu_desk.ui.pages.money.charge import LineDialog

        dialog = LineDialog(self.window(), self._services, line)
        dialog.told.connect(self._page.said)
        self._open(dialog)

    @Slot(object)
    def _hold_back(self, line: ChargeRow) -> None:
        with self.refusals():
            held, service = not line.held_back, self._services.to_invoice
            service.hold_back([line.id], held=held)
            words = _("“%(what)s” waits for a later invoice.") if held else _("“%(what)s” goes on the next invoice.")
            undo = partial(service.hold_back, [line.id], held=not held)
            self._say(words % {"what": line.description}, undo)

    @Slot()
    def _changed(self) -> None:
        self._page.refresh()

    @Slot()
    def _tell_day(self) -> None:
        if self._until.refusal is not None:
            self._page.refused.emit(self._until.refusal)

    @Slot()
    def _charge(self) -> None:
        from tierslieu_desk.ui.pages.money.charge import ChargeDialog

        row = self.table.row
        with self.refusals():
            dialog = ChargeDialog(self.window(), self._services, payer_id=row.party_id if row is not None else None)
            dialog.told.connect(self._page.said)
            dialog.charged.connect(self._charged)
            self._open(dialog)

    @Slot(object)
    def _charged(self, payer_id: int) -> None:
        self._to_choose = payer_id
        self._page.refresh()

    @Slot()
    def _invoice(self) -> None:
        row = self.table.row
        if row is not None and row.lines:
            self._open_draft(row.party_id)

    def _open_draft(self, payer_id: int, only: Sequence[int] | None = None) -> None:
        from tierslieu_desk.ui.pages.money.invoice_draft import DraftDialog

        with self.refusals():
            whom = payer_id, self._until.day, only
            dialog = DraftDialog(self.window(), self._services, self._jobs, whom)
            dialog.told.connect(self._page.said)
            dialog.issued.connect(self._issued)
            self._open(dialog)

    @Slot(object)
    def _issued(self, rows: Sequence[InvoiceRow]) -> None:
        for row in rows:
            facts = {"number": row.number, "amount": formats.amount(row.gross_cents), "name": row.customer}
            paper = paper_of(self._page, self._services, self._jobs, row.id, row.number)
            self._say(_("%(number)s is issued: %(amount)s to %(name)s.") % facts, paper)

    @Slot(object)
    def bill(self, until: date) -> None:
        """Issue everything owed until that day, off the main thread; it may be stopped between any two."""
        work = partial(bill_everybody, self._services, until)
        self._jobs.run(_("Issuing invoices"), work, done=partial(self._billed, until))

    def _billed(self, until: date, billing: Billing) -> None:
        from tierslieu_desk.ui.pages.money.billing import BillingResult, issued_words

        if billing.issued:
            self._say(issued_words(billing))
        dialog = BillingResult(self.window(), self._services, billing, until)
        dialog.told.connect(self._page.said)
        dialog.wanted.connect(self.bill)
        dialog.paper_wanted.connect(self._see_papers)
        self._open(dialog)

    @Slot(object)
    def _see_papers(self, rows: Sequence[InvoiceRow]) -> None:
        """All of them as one file, in the order of their numbers, to look at, print or keep in one go."""
        day = formats.date_medium(rows[0].issued_on)
        if len(rows) == 1:
            title, name = f"{document_word(rows[0].kind)} {rows[0].number}", rows[0].number
        else:
            count = ngettext("%(n)s document of %(date)s", "%(n)s documents of %(date)s", len(rows))
            title, name = count % {"n": len(rows), "date": day}, f"{rows[0].number}-{rows[-1].number}"
        work = partial(_together, self._services, title, tuple(row.id for row in rows))
        done = partial(self._show_papers, title, f"{name}.pdf")
        self._jobs.run(_("Putting the papers together"), work, done=done)

    def _show_papers(self, title: str, name: str, content: bytes) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        show_paper(self._page, self._jobs, title, name, content)


def _together(services: DeskServices, title: str, numbers: tuple[int, ...], _progress: Progress) -> bytes:
    return (
        services.invoices.papers_together(title, numbers) if len(numbers) > 1 else services.invoices.paper(numbers[0])
    )


def bill_everybody(services: DeskServices, until: date, progress: Progress) -> Billing:
    """The work: a request to stop ends it between two documents, with what was issued kept and told."""
    return services.invoices.bill(until, progress.told, progress.stopping)


class LineAside(QWidget):
    """The amount of a line, and what can be done with it. `held` and `changed` carry the line."""

    held = Signal(object)
    changed = Signal(object)

    def __init__(self, line: ChargeRow) -> None:
        super().__init__()
        self._line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        amount = Words(formats.amount(line.gross_cents), "second" if line.held_back else "strong")
        amount.setFont(theme.figures())
        row.addWidget(amount)
        if line.changeable:
            change = button("", self._ask_change, look="quiet", icon="pencil-simple", says=_("Change this line…"))
            change.setAccessibleDescription(line.description)
            row.addWidget(change)
        words = _("Put it back") if line.held_back else _("Hold back")
        self.button: QPushButton = button(words, self._ask, look="quiet")
        self.button.setAccessibleDescription(line.description)
        row.addWidget(self.button)

    @Slot()
    def _ask_change(self) -> None:
        self.changed.emit(self._line)

    @Slot()
    def _ask(self) -> None:
        self.held.emit(self._line)


def _said(line: ChargeRow) -> str:
    if line.quantity_milli == 1000:
        return line.description
    return f"{formats.quantity(line.quantity_milli)} × {line.description}"


def _second(line: ChargeRow, payer_id: int, *, with_vat: bool) -> str:
    """Its day, how it was priced, and whom it is for."""
    parts = [_("held back")] if line.held_back else []
    detail = line.detail.replace(" – ", "\u00a0–\u00a0")  # a stretch of time is not cut in two
    parts += [
        detail or formats.date_compact(line.supplied_on),
        working_words(line.working, line.basis, with_vat=with_vat),
    ]
    if line.party_id != payer_id:
        parts.append(_("for %(name)s") % {"name": line.name})
    return " · ".join(part for part in parts if part)


def _key(row: PayerRow) -> int:
    return row.party_id


def _name(row: PayerRow) -> str:
    return row.name


def _lines(row: PayerRow) -> str:
    if not row.held_back:
        return str(row.lines)
    return _("%(lines)s, %(held)s held back") % {"lines": row.lines, "held": row.held_back}


def _lacks(row: PayerRow) -> str:
    return "" if row.has_address else _("no address")


def _line_count(row: PayerRow) -> int:
    return row.lines


def _total(row: PayerRow) -> str:
    return formats.amount(row.gross_cents)


def _cents(row: PayerRow) -> int:
    return row.gross_cents
