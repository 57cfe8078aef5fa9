"""Days in which a subscription is neither charged nor gives anything."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, PauseOutside, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.services.subscription_rows import SubscriptionRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY


class PauseDialog(Dialog):
    """`told` carries the sentence and the undo."""

    told = Signal(str, object)

    def __init__(self, parent: QWidget | None, services: DeskServices, sold: SubscriptionRow) -> None:
        super().__init__(parent, _("Pause %(name)s") % {"name": sold.name}, _("Pause it"), say.sentence)
        self._services, self._sold = services, sold
        self.body.insertWidget(0, Words(f"{sold.party} · {person_words.subscription(sold)}", "second", wrap=True))
        paused = [formats.days_text(one.first, one.last) for one in services.subscriptions.pauses(sold.id)]
        if paused:
            known = _("Paused already: %(days)s") % {"days": " · ".join(paused)}
            self.body.insertWidget(1, Words(known, "second", wrap=True))
        self.body.insertSpacing(1 + len(paused[:1]), theme.GAP)
        first = max(services.sales.today() + DAY, sold.starts)
        self._first = self.form.add(_("First day of the pause"), DateField(first), key="first")
        self._last = self.form.add(
            _("Last day of the pause"),
            DateField(first + 6 * DAY),
            key="last",
            help=_("These days are not charged, and give no days to use."),
        )
        self._why = self.form.add(_("Because"), QLineEdit(), help=_("May stay empty."))

    def commit(self) -> None:
        for field, key in ((self._first, "first"), (self._last, "last")):
            refusal = field.refused()
            if refusal is not None:
                raise type(refusal)(**refusal.facts, field=key)
        running, first, last = self._services.subscriptions, self._first.day, self._last.day
        try:
            pause, cents = running.pause(self._sold.id, first, last, self._why.text())
        except SlotReversed as refusal:
            raise SlotReversed(**refusal.facts, field="last") from refusal
        except PauseOutside as refusal:
            key = "first" if first < self._sold.starts else "last"
            raise PauseOutside(**{**refusal.facts, "field": key}) from refusal
        except DeskError as refusal:
            raise type(refusal)(**{**refusal.facts, "field": "first"}) from refusal
        facts = {"name": self._sold.name, "days": formats.days_text(first, last), "amount": formats.amount(-cents)}
        told = _("%(name)s is paused: %(days)s.") % facts
        if cents < 0:
            told = _("%(name)s is paused: %(days)s. %(amount)s less to invoice.") % facts
        self.told.emit(told, partial(running.take_back_pause, pause))
