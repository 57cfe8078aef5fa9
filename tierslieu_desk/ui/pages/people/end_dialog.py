"""The last day of a subscription."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import EndsTooEarly, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.services.subscription_rows import NO_TERMS, SubscriptionRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY


class EndDialog(Dialog):
    """`told` carries the sentence and the undo."""

    told = Signal(str, object)

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
        what = _("Charged until %(day)s: what is charged beyond the last day stays, until a credit note.")
        self._last = self.form.add(
            _("Last day"),
            DateField(max(paid_until, today, sold.starts, earliest)),
            key="last",
            help=what % {"day": formats.date_medium(paid_until)},
        )
        self._why = self.form.add(
            _("Before that, because"), QLineEdit(), key="reason", help=_("Your reason is kept in the journal.")
        )
        self.form.show_field(self._why, False)

    def commit(self) -> None:
        refusal = self._last.refused()
        if refusal is not None:
            raise type(refusal)(**refusal.facts, field="last")
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
        self.told.emit(_("%(name)s ends on %(day)s.") % facts, partial(plans.end, sold.id, sold.ends, ended.version))
