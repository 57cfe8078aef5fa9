"""Special rates: who pays other prices, by how much less, and with which plans; each a line, and a dialog for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.fields import NumberField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from tierslieu_desk.services.place.tariffs import TariffRow


class TariffDialog(Dialog):
    """One of them. `told` carries the sentence and the undo."""

    needs = Right.PRICES

    def __init__(self, parent: QWidget | None, services: DeskServices, row: TariffRow | None = None) -> None:
        title = _("A special rate") if row is None else row.name
        super().__init__(parent, title, _("Keep"), say.sentence)
        self._services, self._row = services, row
        words = _("People of the commune, associations, a solidarity rate, free for the town hall…")
        self.name = self.form.add(_("Name"), QLineEdit("" if row is None else row.name), key="name", help=words)
        self.per_cent = self.form.add(
            _("Less than the usual price"),
            NumberField(0 if row is None else row.per_cent, 0, 100),
            key="per_cent",
            help=_(
                "100 is free. Prices of their own, or for certain days only, are written where the others are: "
                "“Change” beside a price, this rate under “For”, then “More…”."
            ),
        )
        self.per_cent.setSuffix(" %")
        plans = tuple((str(plan.id), plan.name, "") for plan in services.plans.list())
        self.plans = Ticks(plans)
        self.form.add(_("Whoever has one of these plans"), self.plans)
        self.form.show_field(self.plans, bool(plans))
        if row is not None:
            self.plans.tick([str(plan) for plan in row.plans])

    def commit(self) -> None:
        from tierslieu_desk.services.place.tariffs import NewTariff

        tariffs = self._services.tariffs
        new = NewTariff(self.name.text(), self.per_cent.value(), tuple(map(int, self.plans.ticked)))
        if self._row is None:
            made = tariffs.add(new)
            self.told.emit(_("Choose it on the page of whoever has it."), partial(tariffs.retire, made))
            return
        was = NewTariff(self._row.name, self._row.per_cent, self._row.plans)
        tariffs.change(self._row.id, new)
        told = _("From now on. What is booked keeps its price.")
        self.told.emit(told, partial(tariffs.change, self._row.id, was))


class TariffsDialog(Dialog):
    """All of them, the first of which counts where somebody would have two. `told` passes on what was done to one."""

    needs = Right.PRICES
    changed = Signal()

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Special rates"), _("Add a rate…"), say.sentence)
        self._services = services
        words = _("Who belongs to an organisation has its rate, unless they have one of their own.")
        self.body.insertWidget(0, Words(words, "second", wrap=True))
        self._rows = QWidget()
        self.body.insertWidget(1, self._rows)
        self.leave.setText(_("Close"))
        self._show()

    def _show(self) -> None:
        before, self._rows = self._rows, QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        listed = self._services.tariffs.list()
        for number, row in enumerate(listed):
            column.addWidget(self._row(number, row))
        if not listed:
            column.addWidget(Words(_("Everybody pays the same."), "second"))
        self.body.replaceWidget(before, self._rows)
        before.hide()
        before.deleteLater()
        self._rows.show()
        self.grow()

    def _row(self, number: int, row: TariffRow) -> Row:
        acts = QWidget()
        line = QHBoxLayout(acts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        up = button("", partial(self._up, number), look="quiet", icon="caret-up", says=_("Move up"))
        up.setEnabled(number > 0)
        change = button(_("Change…"), partial(self._change, row), look="quiet")
        out = button("", partial(self._out, row), look="quiet", icon="x", says=_("Take out"))
        for made in (up, change, out):
            made.setAutoDefault(False)
            made.setAccessibleDescription(row.name)
            line.addWidget(made)
        return Row(row.name, self._second(row), aside=acts, side=0)

    def _second(self, row: TariffRow) -> str:
        less = pgettext("a rate", "free") if row.per_cent == 100 else _("%(n)s %% less") % {"n": row.per_cent}
        parts = [less] if row.per_cent else []
        if row.people:
            parts.append(ngettext("%(n)s has it", "%(n)s have it", row.people) % {"n": row.people})
        plans = {plan.id: plan.name for plan in self._services.plans.list()}
        parts += [plans[plan] for plan in row.plans if plan in plans]
        return " · ".join(parts)

    def _up(self, number: int) -> None:
        order = [row.id for row in self._services.tariffs.list()]
        order[number - 1], order[number] = order[number], order[number - 1]
        with self.refusals():
            self._services.tariffs.reorder(order)
        self._show()

    def _change(self, row: TariffRow) -> None:
        dialog = TariffDialog(self, self._services, row)
        dialog.told.connect(self._done)
        dialog.open()

    def _out(self, row: TariffRow) -> None:
        with self.refusals():
            self._services.tariffs.retire(row.id)
            told = _("%(name)s is taken out: they pay what everybody pays.") % {"name": row.name}
            self._done(told, partial(self._services.tariffs.restore, row.id))

    @Slot(str, object)
    def _done(self, sentence: str, undo: object) -> None:
        self._show()
        self.changed.emit()
        self.told.emit(sentence, undo)

    def commit(self) -> bool:
        dialog = TariffDialog(self, self._services)
        dialog.told.connect(self._done)
        dialog.open()
        return False
