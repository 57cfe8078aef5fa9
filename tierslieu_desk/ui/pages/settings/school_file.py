"""A file of school holidays looked at before it counts: whose, of which year, and what it stands instead of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import calendar_words
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.cards import Card, Row

if TYPE_CHECKING:
    from tierslieu_desk.services.place.school_holidays import FileSeen, YearSeen


class SchoolFileDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, seen: FileSeen) -> None:
        super().__init__(parent, _("School holidays from a file"), _("Take over"), say.sentence)
        self._school, self._seen = services.school_holidays, seen
        self.card = Card(_("What it holds"))
        self.card.set_rows([_row(one) for one in seen.years])
        self.body.insertWidget(0, self.card)

    def commit(self) -> None:
        replaced = self._school.bring(self._seen)
        self.told.emit(_("These school holidays count from now on."), partial(self._school.take_back, replaced))


def _row(one: YearSeen) -> Row:
    title = f"{calendar_words.area(one.area)} · {calendar_words.school_year(one.year)}"
    count = len(one.periods)
    words = [ngettext("%(n)s stretch", "%(n)s stretches", count) % {"n": count}]
    words += [f"{period.name} {formats.days_text(period.first, period.last)}" for period in one.periods[:2]]
    instead = ngettext("instead of %(n)s known before", "instead of %(n)s known before", one.known)
    words += [instead % {"n": one.known}] if one.known else []
    return Row(title, " · ".join(words))
