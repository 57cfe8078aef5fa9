"""Why somebody's balance is what it is: every line of the ledger, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.services.people import PersonRow
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Sheet
from tierslieu_desk.ui.pages.people import person_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.cards import EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.ledger import LedgerRow

MOST, A_STEP = 60, 15


class LedgerSheet(Sheet):
    """Read and closed; nothing is changed here."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        super().__init__(parent, _("Half-days of %(name)s") % {"name": row.name}, _("Close"), say.sentence)
        self.only_closes()
        self.form.hide()
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(0, margins.top(), 0, margins.bottom())
        self.body.setSpacing(0)
        lines = services.plans.explain(row.id, MOST)
        if not lines:
            nothing = _("Nothing was counted yet")
            self._add(EmptyState("ticket", nothing, _("A pass or a subscription gives half-days.")))
            return
        shown = self._shown(tuple(reversed(lines)), services.sales.today())
        next(shown, None)
        InTurns(shown, self)

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


def _quiet(text: str) -> QWidget:
    words = Words(text, "second", wrap=True)
    words.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 0)
    return words
