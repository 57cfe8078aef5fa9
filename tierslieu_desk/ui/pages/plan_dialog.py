"""A plan to sell: its name, its price, how often it is paid and how many days it gives."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NameTaken
from tierslieu_desk.i18n import _
from tierslieu_desk.money import e4_from_cents
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.plans import NewPlan
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, NumberField

AS_THEY_LIKE, COUNTED, FEE = "as they like", "counted", "fee"


class PlanDialog(Dialog):
    """`added` carries the number of the plan."""

    added = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("A plan to sell"), _("Keep"), say.sentence)
        self._services = services
        self._name = self.form.add(_("Name"), QLineEdit(), key="name", help=_("As it will stand on invoices."))
        self._price = self.form.add(_("Price, tax included"), QLineEdit(), key="price")
        self._period = self.form.add(
            _("Paid"),
            Choice(
                (
                    (Period.WEEK, _("each week")),
                    (Period.MONTH, _("each month")),
                    (Period.QUARTER, _("each quarter")),
                    (Period.YEAR, _("each year")),
                )
            ),
        )
        self._period.choose(Period.MONTH)
        self._gives = self.form.add(
            _("What it gives"),
            Choice(
                (
                    (AS_THEY_LIKE, _("Coming as often as they like")),
                    (COUNTED, _("So many days")),
                    (FEE, _("Membership only, without VAT")),
                )
            ),
        )
        self._days = self.form.add(_("Days in each period"), NumberField(10, 1, 366), key="days")
        self._gives.currentIndexChanged.connect(self._show_days)
        self._show_days()

    @Slot()
    def _show_days(self) -> None:
        self.form.show_field(self._days, self._gives.choice == COUNTED)

    def commit(self) -> None:
        try:
            cents = formats.parse_amount(self._price.text())
        except DeskError as refusal:
            raise type(refusal)(**refusal.facts, field="price") from refusal
        gives = self._gives.choice
        days = {AS_THEY_LIKE: None, COUNTED: self._days.value(), FEE: 0}[str(gives)]
        new = NewPlan(
            name=self._name.text(),
            period=Period(str(self._period.choice)),
            price_e4=e4_from_cents(cents),
            membership_fee=gives == FEE,
            days_included=days,
        )
        try:
            plan_id = self._services.plans.add(new)
        except NameTaken as refusal:
            raise NameTaken(**refusal.facts, field="name") from refusal
        self.added.emit(plan_id)
