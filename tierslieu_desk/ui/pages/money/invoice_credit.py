"""A credit note: the only way back from what was issued. What it does, also to the money, is shown before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow
    from tierslieu_desk.services.money.invoice_rows import InvoiceRow, Tickets

GIVEN_UP, AGAIN = "given_up", "again"


class CreditDialog(Dialog):
    """`credited` carries the credit note, `owed_again` the document that is made anew, `told` the sentence."""

    needs = Right.CREDIT

    credited = Signal(object)
    owed_again = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, jobs: Jobs, invoice_id: int) -> None:
        row = services.invoice_lists.get(invoice_id)
        title = _("Credit note for %(number)s") % {"number": row.number}
        super().__init__(parent, title, _("Issue the credit note"), say.sentence)
        self._services, self._jobs, self._row = services, jobs, row
        self._issuing = False
        self.body.setSpacing(theme.GAP)
        facts = {"number": row.number, "amount": formats.amount(row.gross_cents), "name": row.customer}
        whole = _(
            "It takes back the whole of %(number)s, %(amount)s, of %(name)s. It has a number of its own, and stays."
        )
        self.body.insertWidget(0, Words(whole % facts, wrap=True))
        choices = ((GIVEN_UP, _("Given up")), (AGAIN, _("Owed again")))
        self._fate = self.form.add(_("What was owed is"), SegmentedControl(_("What was owed is"), choices))
        self._fate.chosen.connect(self._explain)
        self._means, self._tickets = Words("", "second", wrap=True), Words("", "second", wrap=True)
        self._money = Words("", "strong", wrap=True)
        for words in (self._means, self._tickets, self._money):
            self.body.insertWidget(self.body.count() - 1, words)
        self._sold = services.invoices.tickets_of(invoice_id)
        self._explain()

    @Slot()
    def _explain(self) -> None:
        again = self._fate.choice == AGAIN
        if again:
            self._means.setText(
                _(
                    "Its draft opens then: change what was wrong, and issue it anew. "
                    "Else its lines wait under “To invoice”."
                )
            )
        else:
            self._means.setText(_("Nothing more is asked for it."))
        words_of_each = _tickets_words(self._sold, again), _hours_words(self._sold, again)
        tickets = " ".join(part for part in words_of_each if part)
        money = _money_words(self._row.paid_cents, again)
        for words, told in ((self._tickets, tickets), (self._money, money)):
            words.setText(told)
            words.setVisible(bool(told))
        self.grow()

    def commit(self) -> bool:
        if not self._issuing:
            self._issuing = True
            self.act.setEnabled(False)
            work = partial(_credit, self._services, self._row, self._fate.choice == AGAIN)
            self._jobs.run(_("Issuing the credit note"), work, done=self._done, failed=self._refused)
        return False

    def _done(self, note: InvoiceRow) -> None:
        self._issuing = False
        self.body.setSpacing(theme.GAP)
        facts = {"note": note.number, "number": self._row.number}
        told = _("%(note)s is issued: it takes back %(number)s.") % facts
        if self._sold.left and self._fate.choice == GIVEN_UP:
            gone = ngettext("%(n)s half-day is taken back.", "%(n)s half-days are taken back.", self._sold.left)
            told = " ".join((told, gone % {"n": self._sold.left}))
        if self._sold.minutes_left and self._fate.choice == GIVEN_UP:
            gone = _("%(time)s are taken back.") % {"time": formats.duration(self._sold.minutes_left)}
            told = f"{told} {gone}"
        self.told.emit(told, None)
        self.accept()
        if self._fate.choice == AGAIN:
            self.owed_again.emit(self._row.id)
        else:
            self.credited.emit(note)

    def _refused(self, problem: BaseException) -> None:
        self._issuing = False
        self.act.setEnabled(True)
        self.act.setFocus()
        if isinstance(problem, DeskError):
            with self.refusals():
                raise problem

    def done(self, result: int) -> None:
        """Never while it is being issued: what came of it must be told."""
        if not self._issuing:
            super().done(result)


def _tickets_words(sold: Tickets, again: bool) -> str:
    """What becomes of the half-days it sold; nothing when it sold none."""
    if not (sold.left or sold.used):
        return ""
    if again:
        return _("The half-days it sold stay: the corrected invoice sells them.")
    parts = []
    if sold.left:
        gone = ngettext(
            "The half-day it sold that is left is taken back.",
            "The %(n)s half-days it sold that are left are taken back.",
            sold.left,
        )
        parts.append(gone % {"n": sold.left})
    if sold.used:
        used = ngettext(
            "%(n)s was used already: what came of it stays.",
            "%(n)s were used already: what came of them stays.",
            sold.used,
        )
        parts.append(used % {"n": sold.used})
    return " ".join(parts)


def _hours_words(sold: Tickets, again: bool) -> str:
    """The same of the hours it sold."""
    if not (sold.minutes_left or sold.minutes_used):
        return ""
    if again:
        return _("The hours it sold stay: the corrected invoice sells them.")
    parts = []
    if sold.minutes_left:
        left = formats.duration(sold.minutes_left)
        parts.append(_("%(time)s that it sold and nobody used are taken back.") % {"time": left})
    if sold.minutes_used:
        used = formats.duration(sold.minutes_used)
        parts.append(_("%(time)s were used already: what came of them stays.") % {"time": used})
    return " ".join(parts)


def _money_words(paid_cents: int, again: bool) -> str:
    """What becomes of what was paid; nothing when nothing was."""
    if paid_cents <= 0:
        return ""
    words = (
        _("%(amount)s had been paid: they are carried over to the corrected invoice as soon as it is issued.")
        if again
        else _("%(amount)s had been paid: give them back afterwards.")
    )
    return words % {"amount": formats.amount(paid_cents)}


def _credit(services: DeskServices, row: InvoiceLineRow, again: bool, _progress: Progress) -> InvoiceRow:
    return services.invoices.credit(row.id, owe_again=again)
