"""Why somebody's balance is what it is: what it is made of, then every line of the ledger, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.services.person.people import PersonRow
from tierslieu_desk.ui import hour_words, theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.hour_ledger import HourLine, HourSource
    from tierslieu_desk.services.plan.ledger import LedgerRow, SourceRow
    from tierslieu_desk.services.plan.passes import GiftRow

MOST, A_STEP = 60, 15


class LedgerSheet(Sheet):
    """Read and closed; what may be done is to hand on a pass. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        hours, used = services.plans.hours(row.id), services.plans.explain_hours(row.id, MOST)
        title = _("Half-days and hours of %(name)s") if used else _("Half-days of %(name)s")
        super().__init__(parent, title % {"name": row.name}, _("Close"), say.sentence)
        self.only_closes()
        self.form.hide()
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(0, margins.top(), 0, margins.bottom())
        self.body.setSpacing(0)
        self._services = services
        sources, gifts = services.plans.sources(row.id), services.passes.gifts(row.id)
        lines = tuple(line for line in services.plans.explain(row.id, MOST) if line.half_days)
        self._add_sources(sources, gifts)
        self._add_hours(hours, used, services.sales.today())
        if used and not lines and not gifts:
            return
        if not lines and not gifts:
            nothing = _("Nothing was counted yet")
            self._add(EmptyState("ticket", nothing, _("A pass or a subscription gives half-days.")))
            return
        if lines and (sources or gifts):
            self._add(_heading(_("Line by line")))
        shown = self._shown(tuple(reversed(lines)), services.sales.today())
        next(shown, None)
        InTurns(shown, self)

    def _add_sources(self, sources: Sequence[SourceRow], gifts: Sequence[GiftRow]) -> None:
        """What is left adds up to the balance; gifts that wait are besides it."""
        if sources:
            total = half_days(sum(one.half_days for one in sources))
            self._add(_heading(_("%(days)s to use, used in this order") % {"days": total}))
        for one in sources:
            told = person_words.source(one)
            self._add(Row(told.strong, told.second, aside=self._aside(one, told.amount), side=theme.PAGE_MARGIN))
        for gift in gifts:
            code = _("code %(code)s") % {"code": f"{gift.code[:4]} {gift.code[4:]}"}
            second = _("a gift, to whoever brings the code")
            days = Words(person_words.amount(gift.half_days, gift.minutes), "time")
            self._add(Row(f"{gift.name} · {code}", second, aside=days, side=theme.PAGE_MARGIN))

    def _add_hours(self, hours: Sequence[HourSource], used: Sequence[HourLine], today: date) -> None:
        """What is left of them, then why, newest first: the line by line of days comes after it."""
        if hours:
            self._add(_heading(_("Hours to use, used in this order")))
        for one in hours:
            strong, second, amount = hour_words.source(one)
            self._add(Row(strong, second, aside=self._aside(one, amount), side=theme.PAGE_MARGIN))
        if used:
            self._add(_heading(_("Hours line by line")))
        several = len({line.kind for line in used}) > 1
        for line in reversed(used):
            strong, second, amount = hour_words.line(line, several=several)
            day = Words(person_words.day(line.at.date(), today), "second")
            day.setFixedWidth(88)
            self._add(Row(strong, second, lead=(day,), aside=Words(amount, "time"), side=theme.PAGE_MARGIN))

    def _aside(self, one: SourceRow | HourSource, amount: str) -> QWidget:
        """What is left, and the way to hand it on when it is their own pass."""
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        if one.pass_id is not None:
            hand = button(_("Hand on…"), partial(self._hand_on, one), look="quiet")
            hand.setAutoDefault(False)
            hand.setAccessibleDescription(one.name)
            line.addWidget(hand)
        line.addWidget(Words(amount, "time"))
        return aside

    @Slot()
    def _hand_on(self, source: SourceRow | HourSource) -> None:
        from tierslieu_desk.ui.pages.people.transfer_dialog import TransferDialog

        dialog = TransferDialog(self, self._services, source)
        dialog.told.connect(self.told)
        dialog.accepted.connect(self.reject)
        dialog.open()

    def _shown(self, lines: Sequence[LedgerRow], today: date) -> Iterator[int]:
        """A screen of lines at each step."""
        for number, line in enumerate(lines, 1):
            told = person_words.ledger(line)
            day = Words(person_words.day(line.at.date(), today), "second")
            day.setFixedWidth(88)
            self._add(
                Row(told.strong, told.second, lead=(day,), aside=Words(told.amount, "time"), side=theme.PAGE_MARGIN)
            )
            if number % A_STEP == 0:
                yield number
        if len(lines) == MOST:
            self._add(_quiet(_("The last %(n)s lines are shown.") % {"n": MOST}))

    def _add(self, widget: QWidget) -> None:
        self.body.insertWidget(self.body.count() - 1, widget)

    def commit(self) -> bool:
        return True


def _heading(text: str) -> QWidget:
    words = Words(text, "group", wrap=True)
    words.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 4)
    return words


def _quiet(text: str) -> QWidget:
    words = Words(text, "second", wrap=True)
    words.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 0)
    return words
