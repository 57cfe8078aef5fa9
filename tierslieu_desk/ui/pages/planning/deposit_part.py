"""The deposit of a booking: asked, taken, given back whole, or kept in part with a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_deposits import BookingDeposit
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.opening.opening_position_deposits import DepositRow


class DepositPart(QWidget):
    """`told` carries the sentence and the undo of whatever was done to it; it shows how it stands then."""

    told = Signal(str, object)

    def __init__(self, services: DeskServices, row: BookingRow, standing: bool) -> None:
        super().__init__()
        self._services, self._row, self._standing = services, row, standing
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.GAP)
        self._column.setSpacing(4)
        self._inside = QWidget()
        self._column.addWidget(self._inside)
        self._show()

    def _show(self) -> None:
        deposit = self._services.booking_deposits.of(self._row.id)
        before, self._inside = self._inside, QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in self._rows(deposit):
            column.addWidget(widget)
        self._column.replaceWidget(before, self._inside)
        before.hide()
        before.deleteLater()
        self._inside.show()
        asked = self._standing and deposit.missing_cents
        self.setVisible(bool(asked or deposit.held or deposit.returned))

    def _rows(self, deposit: BookingDeposit) -> list[QWidget]:
        rows: list[QWidget] = [Words(_("Deposit"), "group")]
        for one in deposit.held:
            facts = {"amount": formats.amount(one.cents), "day": formats.date_medium(one.since)}
            rows.append(Words(_("%(amount)s held since %(day)s") % facts, "strong", wrap=True))
            back = button(_("Give back…"), partial(self._give_back, one))
            keep = button(_("Keep a part…"), partial(self._keep, one), look="quiet")
            rows.append(_side_by_side(back, keep))
        if deposit.missing_cents and self._standing:
            words = _("%(amount)s to be left, and given back after") % {"amount": formats.amount(deposit.missing_cents)}
            rows.append(Words(words, "", wrap=True))
            rows.append(_side_by_side(button(_("Take it…"), self._take, says=_("Take the deposit"))))
        if deposit.returned:
            rows.append(Words(_("It went back."), "second"))
        return rows

    @Slot()
    def _take(self) -> None:
        self._open(TakeDialog(self.window(), self._services, self._row))

    def _give_back(self, one: DepositRow) -> None:
        from tierslieu_desk.ui.pages.settings.opening_dialog import GiveBackDialog

        self._open(GiveBackDialog(self.window(), self._services, one))

    def _keep(self, one: DepositRow) -> None:
        self._open(KeepDialog(self.window(), self._services, one))

    def _open(self, dialog: Dialog) -> None:
        dialog.told.connect(self._done)
        dialog.open()

    @Slot(str, object)
    def _done(self, sentence: str, undo: object) -> None:
        self._show()
        self.told.emit(sentence, undo)


class TakeDialog(Dialog):
    """How they leave it. `told` carries the sentence and the undo: the payment taken back."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: BookingRow) -> None:
        super().__init__(parent, _("Take the deposit"), _("Take it"), say.sentence)
        self._services, self._row = services, row
        missing = services.booking_deposits.of(row.id).missing_cents
        words = f"{row.party} · {row.unit} · {formats.amount(missing)}"
        self.body.insertWidget(0, Words(words, "strong", wrap=True))
        self.method = self.form.add(_("Method"), SegmentedControl(_("Method"), money_words.methods()), key="method")

    def commit(self) -> None:
        paid = self._services.booking_deposits.take(self._row.id, PaymentMethod(self.method.choice))
        facts = {"amount": formats.amount(paid.amount_cents), "name": self._row.party}
        undo = partial(self._services.payments.reverse, paid.id)
        self.told.emit(_("A deposit of %(amount)s is kept for %(name)s.") % facts, undo)


class KeepDialog(Dialog):
    """How much is kept, for what, and how the rest goes back. `told` carries the sentence; there is no undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, one: DepositRow) -> None:
        super().__init__(parent, _("Keep a part of the deposit"), _("Keep it"), say.sentence)
        self._services, self._one = services, one
        self.is_grave()
        words = f"{one.who} · {one.what} · {formats.amount(one.cents)}"
        self.body.insertWidget(0, Words(words, "strong", wrap=True))
        self.amount = self.form.add(_("What is kept"), AmountField(one.cents), key="amount")
        self.why = self.form.add(_("For what"), QLineEdit(), key="reason", help=_("It stands on the invoice."))
        self.taxed = Tick(_("It pays for work, such as cleaning"))
        self.form.add(
            _("VAT"), self.taxed, help=_("Without the tick it makes good what was broken: an indemnity, without VAT.")
        )
        self.form.show_field(self.taxed, services.places.with_vat())
        label = _("How the rest goes back")
        self.method = self.form.add(label, SegmentedControl(label, money_words.methods()), key="method")

    def commit(self) -> None:
        from tierslieu_desk.services.booking.booking_deposits import Kept

        try:
            cents = self.amount.cents or 0
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "amount"}) from refusal
        kept = Kept(cents, self.why.text(), self.taxed.isChecked())
        method = PaymentMethod(self.method.choice)
        (issued, *_more) = self._services.booking_deposits.keep(self._one.id, method, kept)
        facts = {
            "kept": formats.amount(cents),
            "number": issued.number,
            "rest": formats.amount(self._one.cents - cents),
            "who": self._one.who,
        }
        words = _("%(kept)s are kept, on invoice %(number)s; %(rest)s go back to %(who)s.")
        self.told.emit(words % facts, None)


def _side_by_side(*widgets: QWidget) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.GAP // 2)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return both
