"""Taking money, or giving it back: for one invoice, or for all that somebody has left to pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NothingToPay, TooLittleGiven, TooMuchPaid
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money import words as money_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.money.invoice_lists import InvoiceLineRow

ALL = 0
"""The choice of everything that is open, the first due first."""


class PaymentDialog(Dialog):
    """`told` carries the sentence (a payment has no undo), `paid` the payment as recorded.

    Give `invoice_id`, or `party_id` for all of a payer's open invoices. Raises `NothingToPay` when there is
    nothing to pay, and `NotFound`.
    """

    paid = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        *,
        party_id: int | None = None,
        invoice_id: int | None = None,
    ) -> None:
        self._rows = _open_rows(services, party_id, invoice_id)
        self._back = self._rows[0].left_cents < 0
        heading = _("Give money back") if self._back else _("Take money")
        super().__init__(parent, heading, _("Give back") if self._back else _("Take the money"), say.sentence)
        self.needs = Right.MONEY_BACK if self._back else None
        self._services = services
        self._customer = self._rows[0].customer
        self.body.setSpacing(theme.GAP)
        self.body.insertWidget(0, Words(self._customer, "strong", wrap=True))
        choices = _choices(self._rows)
        self._for = self.form.add(_("For"), Choice(choices))
        if len(choices) == 1:
            self.form.show_field(self._for, False)
            self.body.insertWidget(1, Words(choices[0][1], "second", wrap=True))
        self._reach = 0 if self._back else services.prepaid_cards.reach(self._rows[0].party_id)
        self._method = self.form.add(_("Method"), _means(self._reach), key="method")
        self._amount = self.form.add(_("Amount"), AmountField(), key="amount")
        self._given = self.form.add(
            _("Given"),
            AmountField(may_be_empty=True),
            key="given",
            help=_("What they hand over, to know what to give back; may stay empty."),
        )
        self._change = Words("", "name")
        self.foot.insertWidget(0, self._change, 1)
        self._change.hide()
        self._reference = self.form.add(
            _("Reference"), QLineEdit(), help=_("For instance the number of the cheque; may stay empty.")
        )
        self._for.currentIndexChanged.connect(self._take_left)
        changed = self._method.currentIndexChanged if isinstance(self._method, Choice) else self._method.chosen
        changed.connect(self._show_fields)
        for field in (self._amount, self._given):
            field.textChanged.connect(self._show_change)
            field.settled.connect(self._tell_typed)
        self._take_left()
        self._show_fields()

    @property
    def change_words(self) -> str:
        """What is to be given back to whoever pays in cash, or nothing."""
        return "" if self._change.isHidden() else self._change.text()

    def _chosen(self) -> tuple[InvoiceLineRow, ...]:
        number = self._for.choice
        return tuple(row for row in self._rows if number in (ALL, row.id))

    def _left(self) -> int:
        return abs(sum(row.left_cents for row in self._chosen()))

    @Slot()
    def _take_left(self) -> None:
        self._amount.take(self._left())

    @Slot()
    def _show_fields(self) -> None:
        cash, prepaid = (self._method.choice == one for one in (PaymentMethod.CASH, PaymentMethod.PREPAID))
        if prepaid:
            self._amount.take(min(self._left(), self._reach))
        self.form.show_field(self._given, cash and not self._back)
        self.form.show_field(self._reference, not cash and not prepaid)
        self._show_change()

    @Slot()
    def _show_change(self) -> None:
        """What to give back, while they type; nothing until both amounts can be read."""
        words = ""
        if self._method.choice == PaymentMethod.CASH and not self._back:
            try:
                given, amount = self._given.cents, self._amount.cents
            except DeskError:
                given = amount = None  # told beside the field when it is left
            if given is not None and amount is not None and given >= amount:
                words = _("%(amount)s back") % {"amount": formats.amount(given - amount)}
        self._change.setText(words)
        self._change.setVisible(bool(words))

    @Slot()
    def _tell_typed(self) -> None:
        for key, field in (("amount", self._amount), ("given", self._given)):
            if field.refusal is not None:
                refusal = money_words.beside(field.refusal, key)
                self.form.show_refusal(refusal, say.sentence(refusal), go_there=False)
                return
        self.form.clear_refusals()

    def commit(self) -> None:
        cents = self._typed("amount", self._amount) or 0
        method = PaymentMethod(str(self._method.choice))
        cash = method is PaymentMethod.CASH
        given = self._typed("given", self._given) if cash and not self._back else None
        left = self._left()
        if cents > left:
            number = self._chosen()[0].number if len(self._chosen()) == 1 else self._customer
            raise TooMuchPaid(number=number, left_cents=left, field="amount")
        if given is not None and given < cents:
            raise TooLittleGiven(given_cents=given, missing_cents=cents - given, field="given")
        sign = -1 if self._back else 1
        parts = {number: sign * part for number, part in _spread(self._chosen(), cents).items()}
        reference = "" if cash or method is PaymentMethod.PREPAID else self._reference.text().strip()
        payer = self._rows[0].party_id
        row = self._services.payments.settle(payer, method, sign * cents, parts, reference)
        sentence = money_words.taken(method, sign * cents, self._customer)
        if given is not None and given > cents:
            sentence += " " + _("Give back %(amount)s.") % {"amount": formats.amount(given - cents)}
        self.paid.emit(row)
        self.told.emit(sentence, None)

    def _typed(self, key: str, field: AmountField) -> int | None:
        try:
            return field.cents
        except DeskError as refusal:
            raise money_words.beside(refusal, key) from refusal


def _means(card_cents: int) -> SegmentedControl | Choice:
    """The ways of paying, all in sight; in a list once a prepaid card makes them too many for the width."""
    if card_cents <= 0:
        return SegmentedControl(_("Method"), money_words.methods())
    return Choice((*money_words.methods(), *money_words.prepaid(card_cents)))


def _open_rows(services: DeskServices, party_id: int | None, invoice_id: int | None) -> tuple[InvoiceLineRow, ...]:
    if invoice_id is not None:
        row = services.invoice_lists.get(invoice_id)
        rows: tuple[InvoiceLineRow, ...] = (row,) if row.left_cents else ()
        name = row.customer
    else:
        rows = services.invoice_lists.open_of(party_id or 0)
        name = "" if rows or party_id is None else services.people.get(party_id).name
    if not rows:
        raise NothingToPay(customer=name)
    return rows


def _choices(rows: tuple[InvoiceLineRow, ...]) -> tuple[tuple[object, str], ...]:
    """Everything first, where there are several; else the only one."""
    each = [
        (
            row.id,
            _("%(number)s · %(amount)s left") % {"number": row.number, "amount": formats.amount(abs(row.left_cents))},
        )
        for row in rows
    ]
    if len(rows) == 1:
        return tuple(each)
    count = ngettext("%(n)s invoice", "%(n)s invoices", len(rows)) % {"n": len(rows)}
    total = formats.amount(sum(row.left_cents for row in rows))
    whole = _("All that is open: %(invoices)s, %(amount)s") % {"invoices": count, "amount": total}
    return ((ALL, whole), *each)


def _spread(rows: tuple[InvoiceLineRow, ...], cents: int) -> dict[int, int]:
    """The first due is settled first, each no further than what is left of it."""
    parts = {}
    for row in rows:
        part = min(cents, abs(row.left_cents))
        if part:
            parts[row.id] = part
        cents -= part
    return parts
