"""Desks, rooms and things: what can be taken, of what it is made, what it costs; added, changed, taken out."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import CompositionInUse
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words, theme
from tierslieu_desk.ui.pages.settings.price_words import price_words
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.way_back import WayBack
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.rules.prices import PriceStep
    from tierslieu_desk.services.place.units import UnitRow
    from tierslieu_desk.ui.main_window import MainWindow

LEAST_HEIGHT = 300
FEW_NAMED = 3
"""Of more spaces with prices of their own, only the least and the most are told."""
SEATS, STANDS_UNDER = 2, 3


class UnitsSection(Section):
    """The list, with what can be done to the one chosen below it; prices by kind in a card of their own."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        empty = EmptyState("door", _("Nothing can be taken here yet"), _("“Add” describes a room, desks, a tool."))
        columns: tuple[Column[UnitRow], ...] = (
            Column(_("Name"), _name, stretch=True),
            Column(_("What it is"), lambda row: _("Pool") if row.is_pool else place_words.kind_word(row.kind)),
            Column(_("Seats"), lambda row: str(row.seats), sort=lambda row: row.seats, right=True),
            Column(_("Stands under"), lambda row: row.group),
        )
        self.table = Table(_("Desks and rooms"), RowsModel(columns, key=_key), empty)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.table.chosen.connect(self._show_acts)
        self.table.opened.connect(self._change)
        card = Card(_("Desks, rooms and things"))
        card.fill(self.table)
        self._add = button(_("Add"), self._ask_what, look="main", icon="plus")
        self._edit = button(_("Change"), self._change_chosen)
        self._price = button(_("Price"), self._price_chosen)
        self._made = button(_("Made of…"), self._parts_chosen)
        self._out = button(_("Take out"), self._take_out)
        card.add_foot(self._add, self._edit, self._price, self._made, self._out)
        self.gone = Tick(_("Show what was taken out"))
        self.gone.toggled.connect(self._reload_now)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, 10)
        line.addWidget(self.gone)
        line.addStretch(1)
        line.addWidget(button(_("Order…"), self._set_order))
        card.fill_below(holder)
        self._prices = Card(_("Prices by kind"))
        special = button(_("Special rates…"), self._special_rates, look="quiet")
        late = button(_("Called off late…"), self._late, look="quiet")
        self._prices.add_foot(special, late)
        self.column.addWidget(card, 1)
        self.column.addWidget(self._prices)

    def set_narrow(self, narrow: bool) -> None:
        for column in (SEATS, STANDS_UNDER):
            self.table.setColumnHidden(column, narrow)

    def reload(self) -> None:
        chosen = self.table.row
        rows = self.services.units.list(retired=self.gone.isChecked())
        self.table.set_rows(rows)
        if rows and (chosen is None or chosen.id not in {row.id for row in rows}):
            self.table.choose(rows[0].id)
        self._show_acts(self.table.row)
        kinds = [kind for kind in UnitKind if any(row.kind is kind for row in rows)] or [UnitKind.ROOM, UnitKind.DESK]
        self._prices.set_rows([self._kind_row(kind) for kind in kinds])

    def _kind_row(self, kind: UnitKind) -> Row:
        change = button(_("Change"), self._price_kind)
        change.setProperty("kind", kind)
        units, with_vat = self.services.units, self.services.places.with_vat()
        grid, span = units.own_prices(kind), units.own_span(kind)
        parts = [price_words(grid, with_vat=with_vat)] if any(step.amount_e4 for step in grid) or not span else []
        named = units.own_grids(kind) if span is not None else ()
        if len(named) <= FEW_NAMED:
            parts += [
                _("%(name)s: %(prices)s") % {"name": name, "prices": price_words(own, with_vat=with_vat)}
                for name, own in named
            ]
        elif span is not None:
            parts.append(span_words(span, with_vat=with_vat))
        said = " · ".join(part for part in parts if part)
        return Row(place_words.kind_word(kind), said or _("nothing is asked"), aside=change)

    @Slot(object)
    def _show_acts(self, row: UnitRow | None) -> None:
        for act in (self._edit, self._price, self._made, self._out):
            act.setEnabled(row is not None)
        if row is not None:
            self._out.setText(_("Bring back") if row.retired else _("Take out"))
            self._made.setEnabled(not (row.is_pool or row.pool or row.retired))
            for act in (self._edit, self._price, self._made, self._out):
                act.setAccessibleDescription(row.name)

    @Slot()
    def _reload_now(self) -> None:
        with self.refusals():
            self.reload()

    @Slot()
    def _ask_what(self) -> None:
        from tierslieu_desk.ui.pages.settings.unit import UnitDialog

        dialog = UnitDialog(self.window(), self.services)
        dialog.added.connect(self._added)
        self.open(dialog)

    @Slot(object)
    def _added(self, unit_id: int) -> None:
        with self.refusals():
            self.reload()
            self.table.choose(unit_id)

    @Slot()
    def _change_chosen(self) -> None:
        if self.table.row is not None:
            self._change(self.table.row)

    @Slot(object)
    def _change(self, row: UnitRow) -> None:
        from tierslieu_desk.ui.pages.settings.unit import UnitDialog

        with self.refusals():
            self.open(UnitDialog(self.window(), self.services, self.services.units.get(row.id)))

    @Slot()
    def _price_chosen(self) -> None:
        if self.table.row is not None:
            self._ask_price(self.table.row.id, self.table.row.name)

    @Slot()
    def _price_kind(self) -> None:
        kind = self.sender().property("kind")
        self._ask_price(UnitKind(kind), place_words.kind_word(UnitKind(kind)))

    @Slot()
    def _special_rates(self) -> None:
        from tierslieu_desk.ui.pages.settings.tariffs import TariffsDialog

        self.open(TariffsDialog(self.window(), self.services))

    @Slot()
    def _late(self) -> None:
        from tierslieu_desk.ui.pages.settings.late_fee import LateFeeDialog

        self.open(LateFeeDialog(self.window(), self.services))

    def _ask_price(self, target: UnitKind | int, name: str) -> None:
        from tierslieu_desk.ui.pages.settings.prices import PricesDialog

        with self.refusals():
            self.open(PricesDialog(self.window(), self.services, target, name, self.around.clock.today()))

    @Slot()
    def _parts_chosen(self) -> None:
        from tierslieu_desk.ui.pages.settings.parts import PartsDialog

        if self.table.row is not None:
            with self.refusals():
                self.open(PartsDialog(self.window(), self.services, self.services.units.get(self.table.row.id)))

    @Slot()
    def _set_order(self) -> None:
        from tierslieu_desk.ui.pages.settings.unit_order import OrderDialog

        with self.refusals():
            self.open(OrderDialog(self.window(), self.services))

    @Slot()
    def _take_out(self) -> None:
        row, units = self.table.row, self.services.units
        if row is None:
            return
        with self.refusals():
            if row.retired:
                units.restore(row.id)
                self.said.emit(_("%(name)s can be taken again.") % {"name": row.name}, partial(units.retire, row.id))
            else:
                try:
                    units.retire(row.id)
                except CompositionInUse as wanted:
                    start = wanted.facts.get("start")
                    if not isinstance(start, datetime):
                        raise
                    see = WayBack(None, _("See it"), partial(_see_day, start))
                    self.said.emit(say.sentence(wanted), see)
                    return
                told = _("%(name)s is taken out. Its past stays.") % {"name": row.name}
                self.said.emit(told, partial(units.restore, row.id))
            self.reload()


def _see_day(start: datetime, window: MainWindow) -> None:
    """The planning of that day, where what stands in the way is moved."""
    from tierslieu_desk.ui.pages.planning.page import PlanningPage

    page = window.go("planning")
    if isinstance(page, PlanningPage):
        page.show_day(start.date())


def _key(row: UnitRow) -> int:
    return row.id


def _name(row: UnitRow) -> str:
    """With what it is made of, since nothing else tells a whole from a room."""
    if row.retired:
        return _("%(name)s (taken out)") % {"name": row.name}
    if row.parts:
        return _("%(name)s (%(parts)s)") % {"name": row.name, "parts": " + ".join(row.parts)}
    return row.name


def span_words(span: tuple[PriceStep, PriceStep], *, with_vat: bool) -> str:
    """What those that have a price of their own cost, from the cheapest to the dearest."""
    least, most = span
    own = _("each at its own price: %(price)s") % {"price": price_words((most,), with_vat=with_vat)}
    if least.amount_e4 == most.amount_e4:
        return own
    facts = {"least": formats.unit_price(least.amount_e4), "price": price_words((most,), with_vat=with_vat)}
    return _("each at its own price: from %(least)s to %(price)s") % facts
