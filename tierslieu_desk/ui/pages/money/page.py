"""Money: what is to be invoiced, what was issued, what was paid, and the till."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget

from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.money.invoices import InvoicesView
from tierslieu_desk.ui.pages.money.payments import PaymentsView
from tierslieu_desk.ui.pages.money.quotes import QuotesDoor
from tierslieu_desk.ui.pages.money.till import TillView
from tierslieu_desk.ui.pages.money.to_invoice import ToInvoiceView
from tierslieu_desk.ui.pages.money.view import EVERYBODY, MoneyView
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button

WATCHES = frozenset(
    {"charge", "invoice", "invoice_line", "open_invoice", "payment", "payment_allocation", "closing", "party", "place"}
    | {"quote"}
)
TO_INVOICE, INVOICES, PAYMENTS, TILL = "to_invoice", "invoices", "payments", "till"


_VIEWS: dict[str, type[MoneyView]] = {
    TO_INVOICE: ToInvoiceView,
    INVOICES: InvoicesView,
    PAYMENTS: PaymentsView,
    TILL: TillView,
}


class MoneyPage(Page):
    """Four views, one at a time; only the one shown is read again when something changed."""

    watches = WATCHES
    help = Help(
        N_("What is to be invoiced, what was issued, what was paid, and the till."),
        (
            (N_("Invoice one payer"), N_("Choose them under “To invoice”, then Enter: you see the draft first.")),
            (
                N_("Invoice the month"),
                N_("“Invoice everybody…”: what can wait is held back, the rest is issued in one go."),
            ),
            (N_("Take money"), N_("Choose the invoice, “Take money”: the amount left is written there already.")),
            (N_("Go back on an invoice"), N_("“Credit note…”: nothing that was issued is ever changed.")),
            (N_("Charge something by hand"), N_("“Charge something…” writes a line for the next invoice.")),
            (
                N_("Close the till"),
                N_("Under “Till”, from the day after: payments of that day are then kept for good."),
            ),
        ),
        (("↑ ↓", N_("another line")), ("Enter", N_("open it")), ("Ctrl+P", N_("see and print the invoice"))),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Money"), around.changes)
        self._segments = SegmentedControl(
            _("What is shown"),
            (
                (TO_INVOICE, _("To invoice")),
                (INVOICES, _("Invoices")),
                (PAYMENTS, _("Payments")),
                (TILL, _("Till")),
            ),
        )
        self._segments.chosen.connect(self._choose)
        self.add_tool(self._segments)
        self._quotes = QuotesDoor(self, around)
        self.add_tool(self._quotes.button)
        self._act = button(_("Invoice everybody…"), self._do_act)
        self.set_main_act(self._act)
        self._around = around
        self._narrow_views = self._wide_enough = False
        self.views: dict[str, MoneyView] = {}
        self._begun, self._looks_there = "", False
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    @property
    def view(self) -> MoneyView:
        """The one shown, made when it is first looked at."""
        code = self._segments.choice
        if code not in self.views:
            view = self.views[code] = _VIEWS[code](self, self._around)
            view.set_narrow(self._narrow_views)
            view.go.connect(self._lead)
            view.over.connect(self._come_back)
            self._stack.addWidget(view)
        return self.views[code]

    def reload(self) -> None:
        view = self.view
        view.reload()
        self._quotes.reload()
        if not self._wide_enough:
            self._keep_its_width()
            self._wide_enough = True
        self._act.setText(_(view.ACT))
        self._act.setEnabled(view.can_act())

    def _keep_its_width(self) -> None:
        """As wide as the longest of what it is called, so that nothing in the head moves from one view to another."""
        widths = []
        for view in _VIEWS.values():
            self._act.setText(_(view.ACT))
            widths.append(self._act.sizeHint().width())
        self._act.setFixedWidth(max(widths))

    @Slot(str, object)
    def show_view(self, code: str, key: object = None) -> None:
        """Show that view, and in it the row of that key."""
        self._segments.choose(code)
        self._show()
        self.refresh()
        if key is not None:
            with self.refusals():
                self.view.choose(key)

    def show_part(self, part: str) -> None:
        """A view, and behind a slash what is shown in it; or `quote/12`, over whichever is shown."""
        code, _slash, key = part.partition("/")
        if code == "quote":
            self._quotes.open(int(key))
            return
        self.show_view(code, key or None)

    @Slot(str, object)
    def _lead(self, code: str, key: object) -> None:
        """An act goes on in another view; where it was begun is where it ends."""
        self._begun = self._begun or self._segments.choice
        self._looks_there = key != EVERYBODY
        self.show_view(code, key)
        if QApplication.activeModalWidget() is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _come_back(self, done: bool) -> None:
        """The act is over, unless it goes on in another dialog: the row it was begun on has the keys again.

        Who was led to what is unpaid, or to what is made anew, and thinks better of it goes on there.
        """
        if QApplication.activeModalWidget() is not None:
            return
        if self._begun and (done or not self._looks_there):
            self._segments.choose(self._begun)
            self._begun = ""
            self._show()
            self.refresh()
        elif self._segments.choice != INVOICES:
            self._begun = ""
        if self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _choose(self) -> None:
        self._begun = ""
        seen = self._segments.choice in self.views
        self._show()
        if seen:
            self.refresh()
        else:
            QTimer.singleShot(0, self.refresh)  # one turn to make it, another to fill it

    def _show(self) -> None:
        view = self.view
        self._stack.setCurrentWidget(view)
        self.setFocusProxy(view)

    @Slot()
    def _do_act(self) -> None:
        with self.refusals():
            self.view.act()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._narrow_views = narrow
        for view in self.views.values():
            view.set_narrow(narrow)
