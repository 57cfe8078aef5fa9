"""What came in and what went back: nothing is ever changed, a payment is taken back by its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.money.view import UNPAID, MoneyView
from tierslieu_desk.ui.pages.money.words import method_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.chips import ChipColumn
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import datetime

    from tierslieu_desk.services.money.till import PaymentSeen

SHOWN = 200
REFERENCE, STATE = 4, 6


class PaymentsView(MoneyView):
    """The newest two hundred; the rest is found by typing."""

    ACT = N_("Take money…")

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page, around)
        self._find = SearchBox(_("A name or a reference…"))
        self._find.setMinimumWidth(120)
        self._find.setMaximumWidth(360)
        self._find.searched.connect(page.refresh)
        self._back = button(_("Take it back…"), self._reverse, icon="arrow-counter-clockwise")
        self._head.addWidget(self._find, 1)
        self._head.addStretch(1)
        self._head.addWidget(self._back)
        columns: tuple[Column[PaymentSeen], ...] = (
            Column(_("When"), _when, sort=_received),
            Column(_("Who"), _who, stretch=True),
            Column(_("Amount"), _amount, sort=_cents, right=True),
            Column(pgettext("column", "Method"), _method),
            Column(_("Reference"), _reference),
            Column(_("Settles"), _settles),
            Column(_("State"), _state),
        )
        empty = EmptyState("wallet", _("No payment is here like that"), _("“Take money” on an invoice writes one."))
        self.table = Table(_("Payments"), RowsModel(columns, key=_key), empty)
        ChipColumn(self.table, STATE, _kind)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(self._reverse)
        self.setFocusProxy(self.table)
        self._card = Card(_("Payments"))
        self._card.fill(self.table)
        self._card.setMinimumHeight(280)
        self._line.addWidget(self._card, 1)

    def reload(self) -> None:
        rows = self._services.till.payments(self._find.text(), SHOWN + 1)
        chosen = self.table.row
        with QSignalBlocker(self.table):
            self.table.set_rows(rows[:SHOWN])
            if rows and (chosen is None or chosen.id not in {row.id for row in rows}):
                self.table.choose(rows[0].id)
        count = ngettext("%(n)s payment", "%(n)s payments", len(rows)) % {"n": len(rows)}
        if len(rows) > SHOWN:
            count = _("The latest %(n)s: type to find older ones") % {"n": SHOWN}
        self._card.set_title(count)
        self._show(self.table.row)

    def choose(self, key: object) -> None:
        self.table.choose(key)

    def act(self) -> None:
        """Money is taken for an invoice: to those that are not paid."""
        self.go.emit("invoices", UNPAID)

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.table.setColumnHidden(REFERENCE, narrow)

    @Slot(object)
    def _show(self, row: PaymentSeen | None) -> None:
        self._back.setEnabled(_can_go_back(row))

    @Slot()
    def _reverse(self) -> None:
        from tierslieu_desk.ui.pages.money.till_dialogs import ReverseDialog

        row = self.table.row
        if row is not None and _can_go_back(row):
            dialog = ReverseDialog(self.window(), self._services, row)
            dialog.told.connect(self._page.said)
            self._open(dialog)


def _can_go_back(row: PaymentSeen | None) -> bool:
    return row is not None and not row.takes_back and not row.taken_back


def _key(row: PaymentSeen) -> int:
    return row.id


def _when(row: PaymentSeen) -> str:
    return f"{formats.date_short(row.received.date())} {formats.clock_time(row.received)}"


def _received(row: PaymentSeen) -> datetime:
    return row.received


def _who(row: PaymentSeen) -> str:
    return row.name or _("somebody passing by")


def _method(row: PaymentSeen) -> str:
    return method_word(row.method)


def _amount(row: PaymentSeen) -> str:
    return formats.amount(row.amount_cents)


def _cents(row: PaymentSeen) -> int:
    return row.amount_cents


def _reference(row: PaymentSeen) -> str:
    return row.reference


def _settles(row: PaymentSeen) -> str:
    return row.settles


def _state(row: PaymentSeen) -> str:
    if row.taken_back:
        return pgettext("payment", "taken back")
    return pgettext("payment", "takes one back") if row.takes_back else ""


def _kind(row: PaymentSeen) -> str:
    return "warning" if row.taken_back else "neutral"
