"""Two small questions about a day that nothing covers: what it costs, and why it costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import MissingFact, NotAnAmount
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money.words import beside
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.visit.days_due import DayDue


class DayPriceDialog(Dialog):
    """`priced` carries the day with the price that was typed."""

    priced = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, day: DayDue) -> None:
        super().__init__(parent, _("What does it cost?"), _("Into the basket"), say.sentence)
        self._services, self._day = services, day
        days = half_days(day.half_days)
        label = _("%(days)s, VAT included") % {"days": days} if services.places.with_vat() else days
        self.price = self.form.add(label, AmountField(day.gross_cents or None), key="price")
        self.keep = Tick(_("Sell it at this price from now on"))
        self.keep.setChecked(day.price is None)
        self.form.add(_("At the counter"), self.keep)

    def commit(self) -> None:
        try:
            cents = self.price.cents
        except NotAnAmount as refusal:
            raise beside(refusal, "price") from refusal
        day = self._services.days_due.at_price(self._day, cents or 0)
        if self.keep.isChecked():
            self._services.counter.sell_day_at(day)
        self.priced.emit(day)


class FreeDayDialog(Dialog):
    """`wanted` carries whose day it is and why it costs nothing; Enter takes the reason that stands there."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None, name: str) -> None:
        super().__init__(parent, _("A free day for %(name)s") % {"name": name}, _("Free today"), say.sentence)
        self._name = name
        self.reason = self.form.add(
            _("Why"), QLineEdit(_("Trial day")), key="reason", help=_("It is kept in the journal.")
        )
        self.reason.selectAll()

    def commit(self) -> None:
        reason = " ".join(self.reason.text().split())
        if not reason:
            raise MissingFact(field="reason", who="")
        self.wanted.emit(self._name, reason)
