"""The price of one time of a quote: what the price list asks, or another one that was agreed, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.services.booking.quote_prices import Wanted
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.when_dialog import named
from tierslieu_desk.ui.widgets.amount import AmountField


class QuotePriceDialog(Dialog):
    """`agreed` carries the cents, tax included, or None for the usual price; and why it is another one."""

    agreed = Signal(object, str)

    def __init__(self, parent: QWidget | None, name: str, usual_cents: int, one: Wanted, *, with_vat: bool) -> None:
        super().__init__(parent, _("Another price"), _("Take this price"), say.sentence)
        self.form.add_remark().tell(name)
        usual = formats.amount(usual_cents)
        self.price = self.form.add(
            _("Price agreed, tax included") if with_vat else _("Price agreed"),
            AmountField(one.agreed_cents, may_be_empty=True, least=0),
            help=_("Empty: the usual %(amount)s.") % {"amount": usual},
            key="price",
        )
        self.price.setPlaceholderText(formats.amount_typed(usual_cents))
        self.reason = self.form.add(
            _("Why"),
            QLineEdit(one.reason),
            help=_("Printed beside the discount, on the quote and on its invoice; may stay empty."),
        )

    def commit(self) -> None:
        refusal = self.price.refused()
        if refusal is not None:
            raise named("price", refusal)
        cents = self.price.cents
        self.agreed.emit(cents, "" if cents is None else self.reason.text().strip())
