"""Invoicing everybody at once: what would be issued and who is held back, shown before; what came of it, after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.billing import last_of_month_before, usual_until
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.pages.money.words import document_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, Row
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_drafts import Draft
    from tierslieu_desk.services.money.invoice_rows import Billing, HeldBack, InvoiceRow, Preview

WIDTH = 620
MONTH, TODAY, OTHER = "month", "today", "other"
SHOWN = 30
"""People held back shown at once; mending the first of them brings the next."""


class HeldBackCard(Card):
    """Who cannot be invoiced, why, and the way to their sheet.

    `told` and `mended`, which carries whom, come when one was changed.
    """

    told = Signal(str, object)
    mended = Signal(object)
    refused = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__("", scrolls=True)
        self._services = services
        self._mending: HeldBack | None = None
        self.hide()

    def show_held(self, held: Sequence[HeldBack]) -> None:
        """Show them, or nothing at all."""
        self.setVisible(bool(held))
        self.set_title(ngettext("%(n)s held back", "%(n)s held back", len(held)) % {"n": len(held)})
        rows: list[QWidget] = []
        for one in held[:SHOWN]:
            opens = _OpenPerson(one)
            opens.wanted.connect(self._open_person)
            rows.append(Row(one.customer, say.sentence(one.refusal), aside=opens))
        if len(held) > SHOWN:
            more = ngettext("and %(n)s more", "and %(n)s more", len(held) - SHOWN) % {"n": len(held) - SHOWN}
            rows.append(Row(more))
        self.set_rows(rows)

    @Slot(object)
    def _open_person(self, held: HeldBack) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        try:
            dialog = PersonDialog(self.window(), self._services, row=self._services.people.get(held.party_id))
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        dialog.mend(held.refusal)
        self._mending = held
        dialog.told.connect(self._changed)
        dialog.open()

    @Slot(str, object)
    def _changed(self, sentence: str, undo: object) -> None:
        self.told.emit(sentence, undo)
        self.mended.emit(self._mending)


class _OpenPerson(QWidget):
    wanted = Signal(object)

    def __init__(self, held: HeldBack) -> None:
        super().__init__()
        self._held = held
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        opens = button(_("Open"), self._ask, says=_("Open %(name)s") % {"name": held.customer})
        opens.setAutoDefault(False)
        line.addWidget(opens)

    @Slot()
    def _ask(self) -> None:
        self.wanted.emit(self._held)


def _lay_out(dialog: Dialog, words: Words, held: HeldBackCard, table: Table) -> None:
    """A sentence, who is held back, and the documents in the room that is left."""
    dialog.setMinimumWidth(WIDTH)
    dialog.body.takeAt(dialog.body.count() - 1)
    dialog.body.setSpacing(theme.GAP)
    card = Card(_("Documents"))
    card.fill(table)
    card.setMinimumHeight(300)
    for part in (words, held):
        dialog.body.addWidget(part)
    dialog.body.addWidget(card, 1)


class BillingDialog(Dialog):
    """The preview; nothing is numbered, drawn or written by looking at it.

    `wanted` carries the day until which everything shall be issued; `told` is for the message bar.
    """

    needs = Right.ISSUE

    wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, jobs: Jobs, today: date, until: date | None = None
    ) -> None:
        """Without a day, the one that is usual on `today`."""
        super().__init__(parent, _("Invoice everybody"), _("Issue"), say.sentence)
        self._services, self._jobs = services, jobs
        self._gone = False
        self._asked = 0
        last = last_of_month_before(today)
        self._days = {MONTH: last, TODAY: today}
        periods = ((MONTH, _capital(formats.month(last))), (TODAY, _("Until today")), (OTHER, _("Another day")))
        self._period = self.form.add(_("What is invoiced"), SegmentedControl(_("What is invoiced"), periods))
        self._until = self.form.add(
            _("Supplied until"), DateField(until or usual_until(today)), key="until",
            help=_("What was left over from before is invoiced with it."),
        )  # fmt: skip
        self._period.chosen.connect(self._take_period)
        self._until.dateChanged.connect(self._look)
        self._until.settled.connect(self._tell_day)
        columns: tuple[Column[Draft], ...] = (
            Column(_("Payer"), _customer, stretch=True),
            Column(_("Document"), _document),
            Column(_("Lines"), _lines, sort=_line_count, right=True),
            Column(_("Total"), _total, sort=_cents, right=True),
        )
        self.table = Table(_("What will be issued"), RowsModel(columns, key=_key))
        self._words, self._held = Words("", "strong", wrap=True), HeldBackCard(services)
        self._held.told.connect(self.told)
        self._held.mended.connect(self._look)
        self._held.refused.connect(self._failed)
        self._again = button(_("Look again"), self._look, icon="arrow-counter-clockwise")
        self._again.setAutoDefault(False)
        self._again.hide()
        self.foot.insertWidget(0, self._again)
        _lay_out(self, self._words, self._held, self.table)
        self._look()

    @Slot()
    def _take_period(self) -> None:
        day = self._days.get(self._period.choice)
        if day is None:
            self._until.setFocus()
            self._until.selectAll()
        else:
            self._until.day = day

    @Slot()
    def _look(self) -> None:
        """Ask anew, off the main thread; only the last answer counts."""
        self._asked += 1
        codes = (code for code, day in self._days.items() if day == self._until.day)
        self._period.choose(next(codes, OTHER))
        self.act.setEnabled(False)
        self._again.hide()
        self.form.clear_refusals()
        self._words.setText(_("Looking through what is owed…"))
        work = partial(_preview, self._services, self._until.day)
        self._jobs.run(
            _("Looking through what is owed"),
            work,
            done=partial(self._seen, self._asked),
            failed=partial(self._not_seen, self._asked),
        )

    def _seen(self, asked: int, preview: Preview) -> None:
        if self._gone or asked != self._asked:
            return
        drafts = preview.drafts
        self.table.set_rows(drafts)
        self._held.show_held(preview.held_back)
        count = ngettext("%(n)s document", "%(n)s documents", len(drafts)) % {"n": len(drafts)}
        facts = {"documents": count, "amount": formats.amount(sum(draft.gross_cents for draft in drafts))}
        self._words.setText(
            _("%(documents)s, %(amount)s. Once issued, each has its number and never changes again.") % facts
            if drafts
            else _("Nothing can be issued until that day.")
        )
        self.act.setText(ngettext("Issue %(n)s document", "Issue %(n)s documents", len(drafts)) % {"n": len(drafts)})
        self.act.setEnabled(bool(drafts))

    def _not_seen(self, asked: int, problem: BaseException) -> None:
        """Nothing is known then, and nothing can be issued: the same key looks again."""
        if self._gone or asked != self._asked:
            return
        self.table.set_rows(())
        self._held.show_held(())
        self._words.setText(_("What is owed could not be looked through."))
        self._again.show()
        self._again.setFocus()
        self._failed(problem)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if not self._gone and isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    @Slot()
    def _tell_day(self) -> None:
        self.form.clear_refusals()
        if (refusal := self._until.refusal) is not None:
            beside = type(refusal)(**{**refusal.facts, "field": "until"})
            self.form.show_refusal(beside, say.sentence(refusal), go_there=False)

    def commit(self) -> bool | None:
        if (refusal := self._until.refused()) is not None:
            raise type(refusal)(**{**refusal.facts, "field": "until"})
        if not self.act.isEnabled():
            if self._again.isVisible():
                self._look()
            return False
        self.wanted.emit(self._until.day)
        return None

    def done(self, result: int) -> None:
        self._gone = True
        super().done(result)


class BillingResult(Dialog):
    """What was issued, what was not and why. Where it stopped half-way, the act goes on with the rest.

    `wanted` carries the day until which to go on, `paper_wanted` the documents to see and print together; `told` is
    for the message bar.
    """

    wanted = Signal(object)
    paper_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, billing: Billing, until: date) -> None:
        act = _("Go on with the rest") if billing.left else _("Close")
        super().__init__(parent, issued_words(billing), act, say.sentence)
        self._billing, self._until = billing, until
        self.form.hide()
        self.leave.setText(_("Close"))
        self.leave.setVisible(bool(billing.left))
        count = len(billing.issued)
        words = ngettext("Print it…", "Print all %(n)s…", count) % {"n": count}
        self._print = button(words, self._print_all, icon="printer")
        self._print.setAutoDefault(False)
        self.foot.insertWidget(0, self._print)
        self._print.setVisible(bool(count))
        columns: tuple[Column[InvoiceRow], ...] = (
            Column(_("Number"), _number),
            Column(_("Customer"), _billed, stretch=True),
            Column(_("Total"), _amount, sort=_issued_cents, right=True),
        )
        self.table = Table(_("Issued"), RowsModel(columns, key=_id))
        self.table.opened.connect(self._print_one)
        self._words, self._held = Words(_left_words(billing), "strong", wrap=True), HeldBackCard(services)
        self._held.told.connect(self.told)
        self._held.mended.connect(self._go_on_with)
        self._held.refused.connect(self._refused)
        _lay_out(self, self._words, self._held, self.table)
        self._words.setVisible(bool(self._words.text()))
        self._held.show_held(billing.held_back)
        self.table.set_rows(billing.issued)

    @Slot()
    def _print_all(self) -> None:
        self.paper_wanted.emit(self._billing.issued)

    @Slot(object)
    def _print_one(self, row: InvoiceRow) -> None:
        self.paper_wanted.emit((row,))

    @Slot(object)
    def _go_on_with(self, held: HeldBack) -> None:
        """Whoever lacks nothing any more is one key from being invoiced too."""
        rest = tuple(one for one in self._billing.held_back if one != held)
        self._billing = replace(self._billing, held_back=rest, left=self._billing.left + 1)
        self._held.show_held(rest)
        self._words.setText(_("%(name)s can be invoiced now.") % {"name": held.customer})
        self._words.show()
        self.act.setText(_("Go on with the rest"))
        self.leave.show()
        self.act.setFocus()

    @Slot(object)
    def _refused(self, problem: DeskError) -> None:
        with self.refusals():
            raise problem

    def commit(self) -> None:
        if self._billing.left:
            self.wanted.emit(self._until)


def issued_words(billing: Billing) -> str:
    """How many were issued, and for how much."""
    count = len(billing.issued)
    if not count:
        return _("Nothing was issued")
    words = ngettext("%(n)s document issued, %(amount)s.", "%(n)s documents issued, %(amount)s.", count)
    return words % {"n": count, "amount": formats.amount(sum(row.gross_cents for row in billing.issued))}


def _left_words(billing: Billing) -> str:
    if not billing.left:
        return ""
    left = ngettext("%(n)s document is left.", "%(n)s documents are left.", billing.left) % {"n": billing.left}
    if billing.in_the_way is not None:
        return f"{say.sentence(billing.in_the_way)} {left}"
    stopped = _("Stopped between two: what was issued stands, the rest is untouched.")
    return f"{stopped} {left}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _preview(services: DeskServices, until: date, _progress: Progress) -> Preview:
    return services.invoices.preview(until)


def _key(row: Draft) -> tuple[int, str]:
    return row.party_id, row.kind


def _customer(row: Draft) -> str:
    return row.customer


def _document(row: Draft) -> str:
    return document_word(row.kind)


def _lines(row: Draft) -> str:
    return str(len(row.charges))


def _line_count(row: Draft) -> int:
    return len(row.charges)


def _total(row: Draft) -> str:
    return formats.amount(row.gross_cents)


def _cents(row: Draft) -> int:
    return row.gross_cents


def _id(row: InvoiceRow) -> int:
    return row.id


def _number(row: InvoiceRow) -> str:
    return row.number


def _billed(row: InvoiceRow) -> str:
    return row.customer


def _amount(row: InvoiceRow) -> str:
    return formats.amount(row.gross_cents)


def _issued_cents(row: InvoiceRow) -> int:
    return row.gross_cents
