"""What a kind of unit, or one unit, costs from today on: by hour, half day, day, and more; with tax or before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.settings.price_lines import PriceLines, TryIt
from tierslieu_desk.ui.pages.settings.price_words import gaps_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.price_line import PriceLine
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.rules.prices import PriceStep
    from tierslieu_desk.services.booking.booking_prices import Quote
    from tierslieu_desk.services.place.tariffs import TariffRow

HOUR, HALF_DAY, DAY = 60, 240, 480
EVERYBODY = 0
Grid = tuple["PriceStep", ...]


class PricesDialog(Dialog):
    """`told` carries the sentence and the undo. What is booked already keeps its price.

    Three lines, and the rest behind a button until something of it is used. With tariffs, one list for each.
    """

    needs = Right.PRICES

    def __init__(
        self, parent: QWidget | None, services: DeskServices, target: UnitKind | int, name: str, today: date
    ) -> None:
        super().__init__(parent, _("What it costs: %(name)s") % {"name": name}, _("Keep"), say.sentence)
        self._services, self._target, self._name, self._today = services, target, name, today
        self._tariffs = {row.id: row for row in services.tariffs.list()}
        self._whose, self._drafts = EVERYBODY, dict[int, Grid]()
        self._empty = Words("", "second", wrap=True)
        self.body.insertWidget(0, self._empty)
        whose = (
            (EVERYBODY, pgettext("prices for", "everybody")),
            *((row.id, row.name) for row in self._tariffs.values()),
        )
        self.whose = self.form.add(_("For"), Choice(whose))
        self.form.show_field(self.whose, bool(self._tariffs))
        self.lines: dict[int, PriceLine] = {}
        labels = ((HOUR, _("An hour")), (HALF_DAY, _("A half day (4 hours)")), (DAY, _("A day (8 hours)")))
        for minutes, label in labels:
            self.lines[minutes] = self.form.add(label, PriceLine(), key=f"minutes-{minutes}")
        self.basis = self.form.add(
            _("These prices are"), Choice(((Basis.GROSS, _("with tax, as people pay")), (Basis.NET, _("before tax"))))
        )
        self._add_more(today)
        self._show(self._kept(EVERYBODY, inherited=True))
        self.form.show_field(self.basis, services.places.with_vat())
        self.whose.currentIndexChanged.connect(self._turn)
        for line in self.lines.values():
            line.settled.connect(self._tell)
        self.basis.currentIndexChanged.connect(self._tell)

    def _add_more(self, today: date) -> None:
        self.more_button = button(
            _("More…"), self._show_more, look="quiet", says=_("More prices: evening, week-end, Mondays…")
        )
        self.more_button.setAutoDefault(False)
        self.form.add(_("Evening, week-end, a day of the week, first hour"), self.more_button)
        self.more = PriceLines(self._kind)
        self.form.add(_("More prices"), self.more, key="more")
        self._gaps = self.form.add_remark()
        self._deposit_was = self._services.booking_deposits.said(self._target)
        self.deposit = self.form.add(
            _("Deposit to leave for a booking"),
            AmountField(self._deposit_was or None, may_be_empty=True),
            key="deposit",
            help=_("It is only held, and given back after. Empty: none."),
        )
        self.tried = TryIt(today)
        self.form.add(_("Try it"), self.tried)
        self.more.changed.connect(self._fill_other_days)
        self.more.changed.connect(self._tell)
        self.tried.asked.connect(self._tell)
        self._show_rest(shown=False)

    def _show_rest(self, *, shown: bool) -> None:
        self.form.show_field(self.more_button, not shown)
        self.form.show_field(self.more, shown)
        self.form.show_field(self.tried, shown)
        self.form.show_field(self.deposit, shown)
        self._more_shown = shown

    @Slot()
    def _show_more(self) -> None:
        self._show_rest(shown=True)
        self._tell()
        self.more.add.setFocus()
        self.grow()

    @Slot()
    def _fill_other_days(self) -> None:
        """Of a rate that only said what some days cost, the other days cost what they did: nothing is left without."""
        tariff, steps = self._tariffs.get(self._whose), self.more.steps
        written = any(line.text().strip() for line in self.lines.values())
        if tariff is None or written or not steps or any(step.window is None for step in steps):
            return
        from tierslieu_desk.rules.prices import reduced

        usual = self._drafts.get(EVERYBODY, self._kept(EVERYBODY, inherited=True))
        for step in reduced(usual, tariff.per_cent):
            if _plain(step) and step.minutes in self.lines:
                self.lines[step.minutes].e4 = step.amount_e4

    def _kind(self) -> tuple[Basis, VatCategory]:
        category = self._before[0].vat_category if self._before else VatCategory.STANDARD
        return Basis(str(self.basis.choice)), category

    def _kept(self, whose: int, *, inherited: bool = False) -> Grid:
        """What holds today for them; of a unit that has none of its own, what its kind costs, to begin with."""
        units, target = self._services.units, self._target
        grid = units.own_prices(target, whose or None)
        if not grid and inherited and not isinstance(target, UnitKind):
            return units.own_prices(units.get(target).kind)
        return grid

    def _show(self, grid: Grid) -> None:
        self._before = grid
        three = {step.minutes: step for step in grid if _plain(step) and step.minutes in self.lines}
        for minutes, line in self.lines.items():
            line.e4 = three[minutes].amount_e4 if minutes in three else None
        self.more.fill([step for step in grid if three.get(step.minutes) is not step])
        if grid:
            self.basis.choose(grid[0].basis)
        if self.more.steps or self._deposit_was:
            self._show_rest(shown=True)
        self._empty.setText(self._empty_words())
        self._empty.setVisible(bool(self._empty.text()))
        self._tell()

    def _empty_words(self) -> str:
        tariff = self._tariffs.get(self._whose)
        if tariff is not None:
            facts = {"name": tariff.name, "per_cent": tariff.per_cent}
            words = _("All lines empty: %(name)s pay what everybody pays, less %(per_cent)s %%.")
            return (words if tariff.per_cent else _("All lines empty: %(name)s pay what everybody pays.")) % facts
        if isinstance(self._target, UnitKind):
            return ""
        return _(
            "All lines empty: it costs what its kind costs. With one price written, only those written here count: "
            "what is shorter pays the shortest of them."
        )

    @Slot()
    def _turn(self) -> None:
        """Another list is shown; what was written of this one is kept until the dialog is."""
        try:
            self._drafts[self._whose] = self._written()
        except DeskError as refusal:
            self.whose.choose(self._whose)
            self.form.show_refusal(refusal, say.sentence(refusal))
            return
        self._whose = int(str(self.whose.choice))
        drafted = self._drafts.get(self._whose)
        self._show(self._kept(self._whose, inherited=self._whose == EVERYBODY) if drafted is None else drafted)

    @Slot()
    def _tell(self) -> None:
        """What the list as it stands has nothing for, and what the slot to try would cost by it."""
        if not self._more_shown:
            return
        try:
            grid = self._written()
        except DeskError:
            return  # told beside its field
        tariff = self._tariffs.get(self._whose)
        per_cent = 0
        if not grid and tariff is not None:
            grid, per_cent = self._drafts.get(EVERYBODY, self._kept(EVERYBODY, inherited=True)), tariff.per_cent
        self._gaps.tell(gaps_words(self._services.units.unpriced(grid)))
        self.tried.tell(partial(self._try, grid, per_cent))
        self.grow()

    def _try(self, grid: Grid, per_cent: int, slot: WallSlot) -> Quote:
        return self._services.units.rehearse(grid, slot, per_cent)

    def _written(self) -> Grid:
        from tierslieu_desk.rules.prices import PriceStep

        labels = {HOUR: _("hour"), HALF_DAY: _("half day"), DAY: _("day")}
        basis, category = self._kind()
        steps = []
        for minutes, line in self.lines.items():
            try:
                price = line.e4
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=f"minutes-{minutes}") from refusal
            if price is not None:
                same = (step.label for step in self._before if step.minutes == minutes and _plain(step))
                steps.append(PriceStep(next(same, labels[minutes]), minutes, price, basis, category))
        steps += (
            PriceStep(s.label, s.minutes, s.amount_e4, basis, category, s.window, s.opens) for s in self.more.steps
        )
        return tuple(steps)

    def commit(self) -> None:
        self._drafts[self._whose] = self._written()
        deposit = self._deposit_written()
        units, told, ways_back = self._services.units, _("From today on. What is booked keeps its price."), []
        for whose, new in self._drafts.items():
            if whose != EVERYBODY:
                ways_back += self._keep_special(self._tariffs[whose], new)
            elif not new and not isinstance(self._target, UnitKind):
                units.drop_prices(self._target)
                told = _("%(name)s costs what its kind costs.") % {"name": self._name}
            else:
                ways_back += self._keep_usual(new)
                told = self._told(new)
        if deposit != self._deposit_was:
            before = self._services.booking_deposits.set(self._target, deposit)
            ways_back.append(partial(self._services.booking_deposits.set, self._target, before))
        self.told.emit(told, partial(_all_back, ways_back) if ways_back else None)

    def _told(self, grid: Grid) -> str:
        """Whose prices they are, all of them, and from when."""
        from tierslieu_desk.ui.pages.settings.price_words import price_words

        plain = _("From today on. What is booked keeps its price.")
        if not any(step.amount_e4 for step in grid):
            return plain
        facts = {"name": self._name, "prices": price_words(grid, with_vat=self._services.places.with_vat())}
        return " ".join((_("%(name)s: %(prices)s.") % facts, plain))

    def _deposit_written(self) -> int | None:
        """Of a unit whose kind asks one, an emptied field is a deposit of nothing; else nothing is said of it."""
        try:
            cents = self.deposit.cents
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "deposit"}) from refusal
        if cents is None and self._deposit_was is not None and not isinstance(self._target, UnitKind):
            return 0
        return cents

    def _keep_usual(self, new: Grid) -> list[Callable[[], object]]:
        units, target, own = self._services.units, self._target, self._kept(EVERYBODY)
        written = new or _free(self._before)
        if not own:
            units.set_prices(target, written)
            return []
        units.set_prices(target, written, self._today)
        return [partial(units.set_prices, target, own, self._today)]

    def _keep_special(self, tariff: TariffRow, new: Grid) -> list[Callable[[], object]]:
        units, target, own = self._services.units, self._target, self._kept(tariff.id)
        if new == own:
            return []
        if not new:
            units.drop_special(target, tariff.id)
            return [partial(units.set_prices, target, own, self._today, tariff.id)]
        if not own:
            units.set_prices(target, new, tariff_id=tariff.id)
            return [partial(units.drop_special, target, tariff.id)]
        units.set_prices(target, new, self._today, tariff.id)
        return [partial(units.set_prices, target, own, self._today, tariff.id)]


def _all_back(ways: list[Callable[[], object]]) -> None:
    for way in reversed(ways):
        way()


def _plain(step: PriceStep) -> bool:
    return step.window is None and not step.opens


def _free(before: Grid) -> Grid:
    """A kind whose every line was emptied is free: a price of nothing, from that day on."""
    from tierslieu_desk.rules.prices import PriceStep

    return (PriceStep(_("hour"), HOUR, 0, Basis.GROSS, VatCategory.STANDARD),) if before else ()
