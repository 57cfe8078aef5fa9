"""How far below zero a balance may go: nothing, unless the house says so."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.services.plan.below_zero import Limits
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.money.words import beside
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.fields import NumberField
from tierslieu_desk.ui.widgets.labels import Words


class BelowZeroDialog(Dialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("Below zero"), _("Keep"), say.sentence)
        self._services = services
        limits = services.below_zero.get()
        words = _("Nobody is turned away: who has used up a pass goes on, and the next book makes it good.")
        self.body.insertWidget(0, Words(words, "second", wrap=True))
        self.half_days = self.form.add(
            _("Half-days of a pass"), NumberField(limits.half_days, 0, 60), key="half_days", help=_("0: none.")
        )
        self.money = self.form.add(
            _("Money on a prepaid card"),
            AmountField(limits.cents or None, may_be_empty=True),
            key="money",
            help=_("Empty: none."),
        )

    def commit(self) -> None:
        try:
            cents = self.money.cents or 0
        except DeskError as refusal:
            raise beside(refusal, "money") from refusal
        limits = Limits(self.half_days.value(), cents)
        before = self._services.below_zero.set(limits)
        self.told.emit(_told(limits), partial(self._services.below_zero.set, before))


def _told(limits: Limits) -> str:
    """What the house lets from now on; of what stays at nothing, no word."""
    facts = {"days": half_days(limits.half_days), "amount": formats.amount(limits.cents)}
    if limits == Limits():
        return _("Nothing goes below zero from now on.")
    if not limits.cents:
        return _("A balance may go %(days)s below zero from now on.") % facts
    if not limits.half_days:
        return _("A prepaid card may go %(amount)s below zero from now on.") % facts
    return _("A balance may go %(days)s and %(amount)s below zero from now on.") % facts
