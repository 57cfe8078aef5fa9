"""The last day of a subscription."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import EndsTooEarly, NotFound, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.services.plan.endings import CutLine
from tierslieu_desk.services.plan.subscription_rows import NO_TERMS, SubscriptionRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY


class EndDialog(Dialog):
    """`told` carries the sentence and the undo, `credit_wanted` the number of an invoice that charges too much now."""

    credit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, sold: SubscriptionRow, today: date) -> None:
        super().__init__(parent, _("End %(name)s") % {"name": sold.name}, _("End it then"), say.sentence)
        self._services = services
        self._sold = sold
        self._asked = False
        self.body.insertWidget(0, Words(f"{sold.party} · {person_words.subscription(sold)}", "second", wrap=True))
        self.body.insertSpacing(1, theme.GAP)
        paid_until, earliest = sold.charged_until - DAY, today
        if sold.terms != NO_TERMS:
            earliest = services.subscriptions.earliest_end(sold.id)
            agreed = _("As they agreed, it runs until %(day)s at least.") % {"day": formats.date_medium(earliest)}
            self.body.insertWidget(1, Words(agreed, wrap=True))
        held = sum(one.cents for one in services.deposits_held.all(sold.party_id))
        if held:
            kept = _("Deposits held: %(amount)s, to be given back. It is on the list of what to do when they leave.")
            self.body.insertWidget(1, Words(kept % {"amount": formats.amount(held)}, wrap=True))
        charged = _("Charged until %(day)s.") % {"day": formats.date_medium(paid_until)}
        first = max(paid_until, today, sold.starts, earliest)
        self._last = self.form.add(_("Last day"), DateField(first), key="last", help=charged)
        self._why = self.form.add(
            _("Before that, because"), QLineEdit(), key="reason", help=_("Your reason is kept in the journal.")
        )
        self.form.show_field(self._why, False)
        self._cut = Words("", wrap=True)
        self._cut.setObjectName("cut")
        self.body.insertWidget(self.body.count() - 1, self._cut)
        self._credit = button(_("End it, then the credit note…"), self._end_and_credit)
        self._credit.setAutoDefault(False)
        beside = QHBoxLayout()
        beside.addWidget(self._credit)
        beside.addStretch(1)
        self.body.insertLayout(self.body.count() - 1, beside)
        self._on_paper: CutLine | None = None
        self._credits = False
        self._last.settled.connect(self._show_cut)
        self._last.dateChanged.connect(self._show_cut)
        self._show_cut()

    @property
    def cut(self) -> tuple[str, ...]:
        """What stands under the fields: what becomes of what was charged beyond the last day."""
        return tuple(self._cut.text().splitlines())

    @Slot()
    def _show_cut(self) -> None:
        lines: tuple[CutLine, ...] = ()
        if self._last.refused() is None and self._last.day >= self._sold.starts:
            with suppress(NotFound):  # what is gone meanwhile is told when it is ended
                lines = self._services.subscriptions.ending(self._sold.id, self._last.day)
        self._on_paper = next((line for line in lines if line.invoice_id is not None), None)
        self._cut.setText("\n".join(person_words.cut(line) for line in lines))
        self._cut.setVisible(bool(lines))
        self._credit.setVisible(self._on_paper is not None)
        self.grow()

    @Slot()
    def _end_and_credit(self) -> None:
        """The credit note is looked at as soon as it has ended."""
        self._credits = True
        self.try_act()
        self._credits = False

    def commit(self) -> None:
        refusal = self._last.refused()
        if refusal is not None:
            raise type(refusal)(**refusal.facts, field="last")
        self._show_cut()
        sold, plans = self._sold, self._services.plans
        try:
            ended = plans.end(sold.id, self._last.day, sold.version, reason=self._why.text().strip())
        except EndsTooEarly as early:
            self.form.show_field(self._why, True)
            self.grow()
            field = "reason" if self._asked else "last"
            self._asked = True
            raise EndsTooEarly(**early.facts, field=field) from early
        except SlotReversed as reversed_:
            raise SlotReversed(**reversed_.facts, field="last") from reversed_
        facts = {"name": sold.name, "day": formats.date_medium(self._last.day)}
        told = " ".join((_("%(name)s ends on %(day)s.") % facts, *self.cut))
        self.told.emit(told, partial(plans.end, sold.id, sold.ends, ended.version))
        if self._credits and self._on_paper is not None:
            self.credit_wanted.emit(self._on_paper.invoice_id)
