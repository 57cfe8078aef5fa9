"""What a kind of unit, or one unit, costs from today on: by hour, half day, day, with tax or before it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.price_line import PriceLine

if TYPE_CHECKING:
    from tierslieu_desk.rules.prices import PriceStep

HOUR, HALF_DAY, DAY = 60, 240, 480


class PricesDialog(Dialog):
    """`told` carries the sentence and the undo. What is booked already keeps its price."""

    needs = Right.PRICES

    def __init__(
        self, parent: QWidget | None, services: DeskServices, target: UnitKind | int, name: str, today: date
    ) -> None:
        super().__init__(parent, _("What it costs: %(name)s") % {"name": name}, _("Keep"), say.sentence)
        self._services, self._target, self._name, self._today = services, target, name, today
        grid = services.units.own_prices(target)
        if not isinstance(target, UnitKind):
            kind = services.units.get(target).kind
            if not grid:
                grid = services.units.own_prices(kind)
            self.body.insertWidget(0, Words(_("Empty lines: it costs what its kind costs."), "second", wrap=True))
        self._before = grid
        self.lines: dict[int, PriceLine] = {}
        labels = ((HOUR, _("An hour")), (HALF_DAY, _("A half day (4 hours)")), (DAY, _("A day (8 hours)")))
        shown = {step.minutes: step for step in grid}
        for minutes, label in labels:
            price = shown[minutes].amount_e4 if minutes in shown else None
            self.lines[minutes] = self.form.add(label, PriceLine(price), key=f"minutes-{minutes}")
        self.basis = self.form.add(
            _("These prices are"), Choice(((Basis.GROSS, _("with tax, as people pay")), (Basis.NET, _("before tax"))))
        )
        if grid:
            self.basis.choose(grid[0].basis)
        self.form.show_field(self.basis, services.places.with_vat())

    def _written(self) -> tuple[PriceStep, ...]:
        from tierslieu_desk.rules.prices import PriceStep

        labels = {HOUR: _("hour"), HALF_DAY: _("half day"), DAY: _("day")}
        category = self._before[0].vat_category if self._before else VatCategory.STANDARD
        basis, steps = Basis(str(self.basis.choice)), []
        for minutes, line in self.lines.items():
            try:
                price = line.e4
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=f"minutes-{minutes}") from refusal
            if price is not None:
                known = next((step.label for step in self._before if step.minutes == minutes), labels[minutes])
                steps.append(PriceStep(known, minutes, price, basis, category))
        others = (step for step in self._before if step.minutes not in self.lines)
        kept = (PriceStep(s.label, s.minutes, s.amount_e4, basis, category) for s in others)
        return (*steps, *kept) if steps else ()

    def commit(self) -> None:
        units, target, new = self._services.units, self._target, self._written()
        own = units.own_prices(target)
        told = _("From today on. What is booked keeps its price.")
        if not new and not isinstance(target, UnitKind):
            units.drop_prices(target)
            self.told.emit(_("%(name)s costs what its kind costs.") % {"name": self._name}, None)
            return
        if own:
            units.set_prices(target, new or _free(self._before), self._today)
        else:
            units.set_prices(target, new or _free(self._before))
        undo = partial(units.set_prices, target, own, self._today) if own else None
        self.told.emit(told, undo)


def _free(before: tuple[PriceStep, ...]) -> tuple[PriceStep, ...]:
    """A kind whose every line was emptied is free: a price of nothing, from that day on."""
    from tierslieu_desk.rules.prices import PriceStep

    return (PriceStep(_("hour"), HOUR, 0, Basis.GROSS, VatCategory.STANDARD),) if before else ()
