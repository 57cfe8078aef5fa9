"""What is sold, at what price: plans, changed for who subscribes next or withdrawn, and what the counter sells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import hour_words, place_words
from tierslieu_desk.ui.pages.settings.plan_renewals import RenewalsCard
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.plans import PlanRow

LEAST_HEIGHT = 320
INCLUDED, STATE = 3, 4


class PlansSection(Section):
    """The list of plans, with what can be done to the one chosen below it, and the articles of the counter."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._with_vat = True
        empty = EmptyState(
            "tag", _("Nothing is sold for a time yet"), _("“New plan”: a name, a price, what it includes.")
        )
        columns: tuple[Column[PlanRow], ...] = (
            Column(_("Name"), lambda row: row.name, stretch=True),
            Column(_("Price"), self._price_words, sort=lambda row: row.price_e4, right=True),
            Column(_("For"), lambda row: dict(place_words.periods())[row.period]),
            Column(_("Included"), included_words),
            Column(_("State"), lambda row: _("on sale") if row.on_sale else _("withdrawn")),
        )
        self.table = Table(_("Plans"), RowsModel(columns, key=_key), empty)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.table.chosen.connect(self._show_acts)
        self.table.opened.connect(self._change)
        card = Card(_("Plans"))
        card.fill(self.table)
        self._add = button(_("New plan"), self._ask, look="main", icon="plus")
        self._price = button(_("Change the price"), self._change_chosen)
        self._edit = button(_("Change…"), self._edit_chosen)
        self._end = button(_("Withdraw"), self._withdraw)
        card.add_foot(self._add, self._price, self._edit, self._end)
        self.column.addWidget(card, 1)
        self.renewals = RenewalsCard(self.services)
        self.renewals.told.connect(self.said)
        self.renewals.refused.connect(self.refused)
        self.column.addWidget(self.renewals)
        self.counter = Card(_("At the counter"))
        self._articles = button(_("Change…"), self._change_articles)
        self._articles.setAccessibleDescription(_("What is sold at the counter"))
        self.first_free = Tick(_("The first visit of somebody is free"))
        self.first_free.clicked.connect(self._set_first_free)
        self._below = button(_("Below zero…"), self._change_below)
        self._below.setAccessibleDescription(_("How far below zero a balance may go"))
        self.counter.add_foot(self.first_free)
        self.counter.add_foot(self._articles, self._below, more=True)
        self.column.addWidget(self.counter)

    def _price_words(self, row: PlanRow) -> str:
        return _price(row, with_vat=self._with_vat)

    def set_narrow(self, narrow: bool) -> None:
        for column in (INCLUDED, STATE):
            self.table.setColumnHidden(column, narrow)
        self._add.setText(_("Add") if narrow else _("New plan"))
        self._price.setText(_("Price") if narrow else _("Change the price"))

    def reload(self) -> None:
        chosen = self.table.row
        rows = self.services.plans.list(withdrawn=True)
        self._with_vat = self.services.places.with_vat()
        self.table.set_rows(rows)
        if rows and (chosen is None or chosen.id not in {row.id for row in rows}):
            self.table.choose(rows[0].id)
        self._show_acts(self.table.row)
        self._show_articles()
        self.first_free.setChecked(self.services.plans.first_visit_free())
        self.renewals.reload()

    def _show_articles(self) -> None:
        articles = self.services.counter.articles()
        rows: list[QWidget] = [
            Row(article.name, aside=Words(formats.unit_price(article.price_e4), "strong")) for article in articles
        ]
        self.counter.set_rows(
            rows or [EmptyState("tag", _("Nothing is sold at the counter"), _("“Change…” writes down what is."))]
        )

    @Slot()
    def _change_articles(self) -> None:
        from tierslieu_desk.ui.counter.articles_dialog import ArticlesDialog

        self.open(ArticlesDialog(self.window(), self.services))

    @Slot()
    def _change_below(self) -> None:
        from tierslieu_desk.ui.pages.settings.below_zero import BelowZeroDialog

        self.open(BelowZeroDialog(self.window(), self.services))

    @Slot(object)
    def _show_acts(self, row: PlanRow | None) -> None:
        self._price.setEnabled(row is not None)
        self._edit.setEnabled(row is not None)
        self._end.setEnabled(row is not None)
        if row is not None:
            self._end.setText(_("Withdraw") if row.on_sale else _("Offer again"))
            for act in (self._price, self._edit, self._end):
                act.setAccessibleDescription(row.name)

    @Slot()
    def _ask(self) -> None:
        from tierslieu_desk.ui.pages.settings.plan import PlanDialog

        dialog = PlanDialog(self.window(), self.services)
        dialog.added.connect(self._added)
        self.open(dialog)

    @Slot(object)
    def _added(self, plan_id: int) -> None:
        with self.refusals():
            self.reload()
            self.table.choose(plan_id)

    @Slot()
    def _change_chosen(self) -> None:
        if self.table.row is not None:
            self._change(self.table.row)

    @Slot(object)
    def _change(self, row: PlanRow) -> None:
        from tierslieu_desk.ui.pages.settings.plan import PlanPriceDialog

        self.open(PlanPriceDialog(self.window(), self.services, row))

    @Slot()
    def _edit_chosen(self) -> None:
        from tierslieu_desk.ui.pages.settings.plan import PlanDialog

        if self.table.row is not None:
            self.open(PlanDialog(self.window(), self.services, self.table.row))

    @Slot()
    def _set_first_free(self) -> None:
        free, plans = self.first_free.isChecked(), self.services.plans
        with self.refusals():
            plans.set_first_visit_free(free)
            told = _("The first visit is free from now on.") if free else _("The first visit is paid like any other.")
            self.said.emit(told, partial(plans.set_first_visit_free, not free))

    @Slot()
    def _withdraw(self) -> None:
        row, plans = self.table.row, self.services.plans
        if row is None:
            return
        with self.refusals():
            if row.on_sale:
                plans.withdraw(row.id)
                told = _("%(name)s is sold no more. Who has it keeps it.") % {"name": row.name}
                self.said.emit(told, partial(plans.offer_again, row.id))
            else:
                plans.offer_again(row.id)
                self.said.emit(_("%(name)s is on sale again.") % {"name": row.name}, partial(plans.withdraw, row.id))
            self.reload()


def _key(row: PlanRow) -> int:
    return row.id


def _price(row: PlanRow, *, with_vat: bool) -> str:
    return place_words.price_words(row.price_e4, row.basis, with_vat=with_vat)


def included_words(row: PlanRow) -> str:
    """What somebody who subscribes may use."""
    if row.membership_fee:
        return _("membership fee")
    days = "" if row.hours and row.days_included == 0 else _days_words(row)
    told = " + ".join(part for part in (days, _hours_words(row)) if part)
    shared = row.shared and (row.days_included is not None or row.hours)
    return _("%(days)s, shared") % {"days": told} if shared else told


def _hours_words(row: PlanRow) -> str:
    """Of several kinds short, since the name of the plan has to fit beside them."""
    if len(row.hours) < 2:
        return hour_words.of_each(row.hours)
    return " + ".join(f"{place_words.kind_word(kind)} {formats.duration(minutes)}" for kind, minutes in row.hours)


def _days_words(row: PlanRow) -> str:
    if row.days_included is None:
        return _("as often as they like")
    return ngettext("%(n)s day", "%(n)s days", row.days_included) % {"n": row.days_included}
