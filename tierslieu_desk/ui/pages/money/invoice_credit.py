"""A credit note: the only way back from what was issued. What it does is shown before."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.invoice_lists import InvoiceLineRow
    from tierslieu_desk.services.invoices import InvoiceRow

GIVEN_UP, AGAIN = "given_up", "again"


class CreditDialog(Dialog):
    """`credited` carries the credit note, `told` the sentence."""

    credited = Signal(object)
    told = Signal(str, object)

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
        self._means = Words("", "second", wrap=True)
        self.body.insertWidget(self.body.count() - 1, self._means)
        if row.paid_cents > 0:
            paid = _("%(amount)s had been paid: give them back afterwards.") % {
                "amount": formats.amount(row.paid_cents)
            }
            self.body.insertWidget(self.body.count() - 1, Words(paid, "strong", wrap=True))
        self._explain()

    @Slot()
    def _explain(self) -> None:
        if self._fate.choice == AGAIN:
            self._means.setText(_("Its lines wait under “To invoice” once more, for a corrected invoice."))
        else:
            self._means.setText(_("Nothing more is asked for it."))

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
        self.told.emit(_("%(note)s is issued: it takes back %(number)s.") % facts, None)
        self.credited.emit(note)
        self.accept()

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


def _credit(services: DeskServices, row: InvoiceLineRow, again: bool, _progress: Progress) -> InvoiceRow:
    return services.invoices.credit(row.id, owe_again=again)
