"""One sum paid in two parts: so much by one mean, and what is left of it by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NotAnAmount, TooMuchPaid
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money import words
from tierslieu_desk.ui.pages.money.words import beside
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.ui.counter.card import CounterCard


class SplitDialog(Dialog):
    """`parted` carries the `Split`; nothing is written here."""

    parted = Signal(object)

    def __init__(self, parent: QWidget | None, total_cents: int, card_cents: int = 0) -> None:
        super().__init__(parent, _("Pay in two parts"), _("Take the money"), say.sentence)
        self._total = total_cents
        self.body.insertWidget(0, Words(_("%(amount)s in all") % {"amount": formats.amount(total_cents)}, "strong"))
        means = _means()
        self.first = self.form.add(_("First"), SegmentedControl(_("First"), (*_card(card_cents), *means)))
        self.amount = self.form.add(_("So much of it"), AmountField(min(card_cents, total_cents) or None), key="amount")
        self.rest = self.form.add(_("The rest"), SegmentedControl(_("The rest"), means))
        self.rest.choose(PaymentMethod.CARD)
        self.left = Words("", "name")
        self.foot.insertWidget(0, self.left, 1)
        self.amount.textChanged.connect(self._show_left)
        self._show_left()

    @Slot()
    def _show_left(self) -> None:
        """What is left to pay by the other mean, while they type."""
        try:
            cents = self.amount.cents or 0
        except DeskError:
            cents = 0  # told beside the field by the button
        left = self._total - cents
        self.left.setText(_("%(amount)s left") % {"amount": formats.amount(left)} if left > 0 else "")

    def commit(self) -> None:
        try:
            cents = self.amount.cents or 0
        except NotAnAmount as refusal:
            raise beside(refusal, "amount") from refusal
        if cents >= self._total:
            raise beside(TooMuchPaid(number="", left_cents=self._total), "amount")
        self.parted.emit(Split(PaymentMethod(self.first.choice), cents, PaymentMethod(self.rest.choice)))


def _card(cents: int) -> tuple[tuple[str, str], ...]:
    """Their prepaid card, where something is on it: how much stands in the field then."""
    return ((PaymentMethod.PREPAID, words.method_word(PaymentMethod.PREPAID)),) if cents > 0 else ()


def _means() -> tuple[tuple[str, str], ...]:
    """Cash, card, cheque: what is taken at a counter."""
    at_hand = (PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.CHEQUE)
    known = dict(words.methods())
    return tuple((method, known[method]) for method in at_hand)


def needs_more(card: CounterCard, method: PaymentMethod | Split) -> bool:
    """Whether their prepaid card pays a part only: how the rest is paid is asked then."""
    reach = card.card.card_reach if card.card is not None else 0
    if method is not PaymentMethod.PREPAID or not card.told_cents or not 0 < reach < card.told_cents:
        return False
    open_over(card)
    return True


def open_over(card: CounterCard) -> None:
    """Ask how much by which mean of what the card told; it is paid there then."""
    if card.told_cents and card.may_leave:
        reach = card.card.card_reach if card.card is not None else 0
        dialog = SplitDialog(card.window(), card.told_cents, reach)
        dialog.parted.connect(card.pay)
        dialog.open()
