"""Several dates called off at once, some of them late: what the house keeps of each is told before, with the sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import MissingFact
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.late_dialog import LET_GO, TAKE
from tierslieu_desk.ui.widgets.buttons import SegmentedControl
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.late_dates import LateDate
    from tierslieu_desk.services.booking.late_fees import Late

MOST_TOLD = 6
"""Dates that are named one by one; of more, only how many."""


class LateDates(Dialog):
    """`do` is told what was decided, once: it calls the dates off."""

    def __init__(self, parent: QWidget | None, dates: Sequence[LateDate], do: Callable[[Late], object]) -> None:
        super().__init__(parent, _("Called off late"), _("They no longer come"), say.sentence)
        self._do = do
        amount = formats.amount(sum(date.fee.cents for date in dates))
        told = ngettext(
            "Of %(n)s date that is called off late the house keeps %(amount)s.",
            "Of %(n)s dates that are called off late the house keeps %(amount)s in all.",
            len(dates),
        )
        self.body.insertWidget(0, Words(told % {"n": len(dates), "amount": amount}, "strong", wrap=True))
        self.body.insertWidget(1, Words(_lines(dates), "", wrap=True))
        choices = ((TAKE, _("Take %(amount)s") % {"amount": amount}), (LET_GO, _("Let it go")))
        self.what = self.form.add(_("What becomes of it"), SegmentedControl(_("What becomes of it"), choices))
        self.why = self.form.add(_("Why"), QLineEdit(), key="reason", help=_("The journal keeps it."))
        self.what.chosen.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        self.form.show_field(self.why, self.what.choice == LET_GO)
        self.grow()

    def commit(self) -> None:
        from tierslieu_desk.services.booking.late_fees import Late

        take = self.what.choice == TAKE
        if not take and not self.why.text().strip():
            raise MissingFact(field="reason", who="")
        self._do(Late(take=take, why=self.why.text()))


def _lines(dates: Sequence[LateDate]) -> str:
    """A line for each date, whose it is when they are of several people."""
    several = len({date.party for date in dates}) > 1
    lines = []
    for date in dates[:MOST_TOLD]:
        whose = (date.party,) if several else ()
        what = " · ".join((*whose, date.unit, formats.slot_text(date.slot)))
        lines.append(_("%(what)s: %(amount)s") % {"what": what, "amount": formats.amount(date.fee.cents)})
    more = len(dates) - MOST_TOLD
    if more > 0:
        lines.append(ngettext("and %(n)s more date", "and %(n)s more dates", more) % {"n": more})
    return "\n".join(lines)
