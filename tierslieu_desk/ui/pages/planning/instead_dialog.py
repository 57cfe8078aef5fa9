"""What somebody may want instead of a booking: to wait for what another has, or to know on paper what it would cost."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.quotes import MOST_TIMES
from tierslieu_desk.ui.pages.planning.comes_back import ComesBack
from tierslieu_desk.ui.pages.planning.dates_dialog import DatesDialog
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.wallclock import DAY


class InsteadDialog(DatesDialog):
    """A `DatesDialog` for somebody; call `_offer_instead` once its fields are there."""

    may_wait = True
    _who: PersonFinder
    _title: QLineEdit
    _comes: ComesBack
    _soon: datetime
    _given = ""
    """The name that stood there already, which nobody wrote."""

    def not_kept(self) -> tuple[str, ...]:
        """With the name, which they chose among others."""
        name = self._who.text().strip()
        return (*super().not_kept(), *([name] if name != self._given else []))

    def _offer_instead(self) -> None:
        instead = button(_("A quote instead…"), self._quote, look="quiet")
        instead.setAutoDefault(False)
        self.foot.insertWidget(0, instead)
        self._ways.wait_wanted.connect(self._wait)

    @Slot()
    def _wait(self) -> None:
        """They get in line for what was asked for; of what comes back, for its first date."""
        from tierslieu_desk.ui.pages.planning.waiting_dialog import WaitDialog

        with self.refusals():
            self._refuse_typed(besides=["until", "until_at", "last"])
            found = self._who.found
            if found is None:
                raise refusal_of(self._who.text())
            wish = (self.unit_id, self.slot, self.headcount)
            dialog = WaitDialog(self, self._services, found, wish, self._title.text().strip())
            dialog.told.connect(self.told)
            dialog.accepted.connect(self.reject)
            dialog.open()

    @Slot()
    def _quote(self) -> None:
        """They want to know what it would cost, on paper: all its dates, where it comes back."""
        from tierslieu_desk.services.booking.quote_prices import Wanted
        from tierslieu_desk.ui.pages.money.quote_dialog import QuoteDialog

        with self.refusals():
            self._refuse_typed(besides=["until", "until_at", *([] if self._comes.chosen else ["last"])])
            first = self.slot
            slots = self._comes.rule(first).slots(None, date.max - 2 * DAY) if self._comes.chosen else iter((first,))
            wanted = [Wanted(self.unit_id, slot, self.headcount) for slot in islice(slots, MOST_TIMES + 1)]
            title = self._title.text().strip()
            dialog = QuoteDialog(self, self._services, self._soon.date(), wanted, name=self._who.text(), title=title)
            if self._who.found is not None:
                dialog.who.choose(self._who.found)
            dialog.told.connect(self.told)
            dialog.made.connect(self._quoted)
            dialog.open()

    @Slot(object)
    def _quoted(self, number: int) -> None:
        from tierslieu_desk.ui.pages.money import quote_words

        self.reject()
        quote_words.show(self, number)
