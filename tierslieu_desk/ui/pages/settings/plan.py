"""A new plan, one that is changed for who subscribes next, and another price for one that stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import Period, VatCategory
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.settings.plan_more import PlanMore
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, NumberField
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.rules.quotas import Quota
    from tierslieu_desk.services.plan.plans import NewPlan, PlanRow

OFTEN, DAYS, FEE = "often", "days", "fee"


class PlanDialog(Dialog):
    """`added` carries the number of the plan, `told` the sentence and the undo."""

    needs = Right.PRICES

    added = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PlanRow | None = None) -> None:
        heading, act = (_("New plan"), _("Put it on sale")) if row is None else (row.name, _("Keep"))
        super().__init__(parent, heading, act, say.sentence)
        self._services, self._with_vat = services, services.places.with_vat()
        self._row = row
        self.name = self.form.add(_("Name"), QLineEdit(), key="name")
        self.price = self.form.add(_("Price"), PriceLine(), key="price")
        self.basis = self.form.add(
            _("This price is"), Choice(((Basis.GROSS, _("with tax, as people pay")), (Basis.NET, _("before tax"))))
        )
        self.period = self.form.add(_("For how long"), Choice(place_words.periods()))
        self.included = self.form.add(
            _("What is included"),
            Choice(
                (
                    (OFTEN, _("They come as often as they like")),
                    (DAYS, _("So many days")),
                    (FEE, _("Nothing: a membership fee")),
                )
            ),
        )
        self.days = self.form.add(_("Days included"), NumberField(10, 0, 366))
        self.rolls_over = Tick(_("It goes over to the next period"))
        self._rolls = self.form.add(_("What is left"), self.rolls_over)
        self.included.currentIndexChanged.connect(self._show_fields)
        self.more = PlanMore(self.form)
        self.more.unfolded.connect(self.grow)
        self.more.hours.changed.connect(self._show_fields)
        if row is not None:
            self._fill(row)
        self._show_fields()

    def _fill(self, row: PlanRow) -> None:
        self.name.setText(row.name)
        self.price.e4 = row.price_e4
        self.basis.choose(row.basis)
        self.period.choose(row.period)
        self.included.choose(FEE if row.membership_fee else OFTEN if row.days_included is None else DAYS)
        self.days.setValue(row.days_included or 0)
        self.rolls_over.setChecked(row.rolls_over)
        self.more.fill(row)
        remove = button(_("Remove it"), self._remove)
        remove.setAutoDefault(False)
        limits = button(_("Limits…"), self._limit)
        limits.setAutoDefault(False)
        self.foot.insertWidget(0, remove)
        self.foot.insertWidget(0, limits)

    @Slot()
    def _show_fields(self) -> None:
        days = self.included.choice == DAYS
        self.form.show_field(self.days, days)
        self.form.show_field(self._rolls, self._may_roll())
        self.form.show_field(self.basis, self._with_vat and self.included.choice != FEE)

    def _may_roll(self) -> bool:
        hours = self.included.choice != FEE and self.more.hours.some
        return hours or self.included.choice == DAYS

    def commit(self) -> None:
        from tierslieu_desk.services.plan.plans import NewPlan

        if not self.name.text().strip():
            raise MissingFact(field="name", who="plan")
        price = read_price(self.price)
        fee, more = self.included.choice == FEE, self.more.written()
        if fee:
            more["hours"] = ()
        new = NewPlan(
            name=self.name.text(),
            period=Period(str(self.period.choice)),
            price_e4=price,
            basis=Basis.GROSS if fee else Basis(str(self.basis.choice)),
            vat_category=VatCategory.STANDARD if self._row is None else self._row.vat_category,
            membership_fee=fee,
            days_included=None if self.included.choice == OFTEN else 0 if fee else self.days.value(),
            rolls_over=self._may_roll() and self.rolls_over.isChecked(),
            **more,
        )
        plans, name = self._services.plans, {"name": new.name.strip()}
        if self._row is not None:
            was = plans.change(self._row.id, new)
            told = _("%(name)s is changed for who subscribes from now on. Who has it keeps what they agreed to.")
            self.told.emit(told % name, partial(plans.change, self._row.id, was))
            return
        number = plans.add(new)
        self.told.emit(_("%(name)s is on sale.") % name, partial(plans.withdraw, number))
        self.added.emit(number)

    @Slot()
    def _limit(self) -> None:
        """How much one may book with it."""
        from tierslieu_desk.ui.pages.settings.quotas import QuotasDialog

        if self._row is not None:
            with self.refusals():
                dialog = QuotasDialog(self, self._services, self._row)
                dialog.told.connect(self.told)
                dialog.open()

    @Slot()
    def _remove(self) -> None:
        """A plan that nobody ever had; one that somebody has is withdrawn instead, and the refusal says so."""
        from tierslieu_desk.services.plan.plans import NewPlan

        row, plans = self._row, self._services.plans
        if row is None:
            return
        with self.refusals():
            quotas = self._services.plan_quotas.of(row.id)
            plans.remove(row.id)
            again = NewPlan(**{name: getattr(row, name) for name in NewPlan.__dataclass_fields__})
            self.told.emit(
                _("%(name)s is removed.") % {"name": row.name}, partial(_again, self._services, again, quotas)
            )
            self.accept()


def _again(services: DeskServices, plan: NewPlan, quotas: Sequence[Quota]) -> None:
    """The way back from a plan that was removed, with what it let one book."""
    services.plan_quotas.keep(services.plans.add(plan), quotas)


class PlanPriceDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.PRICES

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PlanRow) -> None:
        super().__init__(parent, _("Another price: %(name)s") % {"name": row.name}, _("Keep"), say.sentence)
        self._services, self._row = services, row
        self.price = self.form.add(
            _("Price from now on"),
            PriceLine(row.price_e4),
            key="price",
            help=_("Who subscribed before keeps the price they agreed to."),
        )

    def commit(self) -> None:
        row, plans, price = self._row, self._services.plans, read_price(self.price)
        plans.change_price(row.id, price)
        told = _("%(name)s costs %(price)s from now on.") % {"name": row.name, "price": formats.unit_price(price)}
        self.told.emit(told, partial(plans.change_price, row.id, row.price_e4))


def read_price(line: PriceLine) -> int:
    """The price written there. Raises `NotAnAmount`, `MissingFact`, naming the field `price`."""
    try:
        price = line.e4
    except DeskError as refusal:
        raise type(refusal)(**refusal.facts, field="price") from refusal
    if price is None:
        raise MissingFact(field="price", who="")
    return price
