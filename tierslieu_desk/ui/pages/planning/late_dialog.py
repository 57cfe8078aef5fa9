"""Calling a booking off late: what the house keeps is told before, and taken or let go with a word."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.late_fees import Fee

TAKE, LET_GO = "take", "let_go"


class LateDialog(Dialog):
    """`told` carries the sentence and the undo; `with_kit`: what goes along is called off with it."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, row: BookingRow, fee: Fee, *, with_kit: bool = False
    ) -> None:
        title = _("%(name)s no longer comes") % {"name": row.party}
        super().__init__(parent, title, _("They no longer come"), say.sentence)
        self._services, self._row, self._fee = services, row, fee
        self._with_kit = with_kit
        lines = [f"{row.unit}, {formats.slot_text(row.slot)}", self._told_words()]
        for number, words in enumerate(lines):
            self.body.insertWidget(number, Words(words, "strong" if number == 0 else "", wrap=True))
        amount = formats.amount(fee.cents)
        choices = ((TAKE, _("Take %(amount)s") % {"amount": amount}), (LET_GO, _("Let it go")))
        self.what = self.form.add(_("What becomes of it"), SegmentedControl(_("What becomes of it"), choices))
        self.why = self.form.add(_("Why"), QLineEdit(), key="reason", help=_("The journal keeps it."))
        self.what.chosen.connect(self._show)
        self._show()

    def _told_words(self) -> str:
        fee = self._fee
        facts = {"since": formats.moment(fee.since), "amount": formats.amount(fee.cents)}
        if fee.rule.per_cent:
            facts |= {"n": str(fee.rule.per_cent), "price": formats.amount(fee.price_cents)}
            return _("Since %(since)s the house keeps %(n)s %% of %(price)s: %(amount)s.") % facts
        return _("Since %(since)s the house keeps %(amount)s.") % facts

    @Slot()
    def _show(self) -> None:
        self.form.show_field(self.why, self.what.choice == LET_GO)
        self.grow()

    def commit(self) -> None:
        from tierslieu_desk.services.booking.late_fees import Late
        from tierslieu_desk.ui.pages.messages import tell

        services, row = self._services, self._row
        take = self.what.choice == TAKE
        late = Late(take=take, why=self.why.text())
        acts = (
            services.kits.cancel(row.id, late=late)
            if self._with_kit
            else (services.bookings.cancel(row.id, late=late),)
        )
        facts = {"name": row.party, "times": formats.times(row.slot), "amount": formats.amount(self._fee.cents)}
        words = _("%(name)s no longer comes, %(times)s, and owes %(amount)s.") if take else ""
        sentence = (words or _("%(name)s no longer comes, %(times)s.")) % facts
        undo = partial(services.kits.take_back, acts)
        self.told.emit(sentence, tell.of_booking(services, row.id, Purpose.BOOKING_CANCELLED, undo))


def asks(
    parent: QWidget | None, services: DeskServices, row: BookingRow, *, with_kit: bool = False
) -> LateDialog | None:
    """The dialog where the house keeps something of that booking now; None where it is just called off."""
    fee = services.bookings.late_fee(row.id)
    return None if fee is None else LateDialog(parent, services, row, fee, with_kit=with_kit)
