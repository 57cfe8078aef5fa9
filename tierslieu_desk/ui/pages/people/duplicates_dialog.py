"""Who may be written down twice: each pair is looked at side by side, or said to be two."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.people.merge_dialog import MergeDialog
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Words

if TYPE_CHECKING:
    from tierslieu_desk.services.person.duplicates import DuplicateRow
    from tierslieu_desk.services.person.merges import TogetherRow

WHY = {
    "name": N_("the same name"),
    "spelling": N_("nearly the same name"),
    "email": N_("the same e-mail"),
    "phone": N_("the same phone"),
}
WIDTH, HEIGHT = 640, 440


class DuplicatesDialog(Dialog):
    """`told` carries a sentence and an undo, `merged` the number of whoever is left of two."""

    merged = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, rows: tuple[DuplicateRow, ...]) -> None:
        super().__init__(parent, _("Who may be written down twice"), _("Close"), say.sentence)
        self._services = services
        self.rows = list(rows)
        self.body.takeAt(self.body.count() - 1)
        self.card = Card("", scrolls=True)
        self.body.insertWidget(0, self.card, 1)
        self.only_closes()
        self.setMinimumWidth(WIDTH)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_room(self.width(), max(self.height(), HEIGHT))

    def _show(self) -> None:
        count = len(self.rows)
        self.card.set_title(ngettext("%(n)s pair", "%(n)s pairs", count) % {"n": count} if count else "")
        together = self._services.merges.all()
        pairs = (self._row(row) for row in self.rows)
        if not (self.rows or together):
            self.card.set_rows([EmptyState("check", _("Nobody seems to be written down twice"))])
        elif together and not self.rows:
            self.card.set_title(pgettext("people", "Put together"))
            self.card.stream_rows(self._together(row) for row in together)
        elif together:
            heading = Words(pgettext("people", "Put together"), "group")
            heading.setContentsMargins(theme.CARD_PADDING, theme.GAP, theme.CARD_PADDING, 0)
            self.card.stream_rows(chain(pairs, (heading,), (self._together(row) for row in together)))
        else:
            self.card.stream_rows(pairs)

    def _together(self, row: TogetherRow) -> Row:
        apart = button(_("Take apart"), partial(self._take_apart, row), look="quiet")
        both = _("%(one)s and %(other)s") % {"one": row.kept, "other": row.gone}
        apart.setAccessibleDescription(both)
        since = _("put together on %(day)s") % {"day": formats.date_medium(row.on)}
        return Row(both, since, aside=apart)

    def _take_apart(self, row: TogetherRow) -> None:
        with self.refusals():
            self._services.merges.take_apart(row.gone_id)
            said = _("%(name)s and %(other)s are two again.")
            self.told.emit(said % {"name": row.kept, "other": row.gone}, None)
            self._show()

    def _row(self, row: DuplicateRow) -> Row:
        why = " · ".join(_(WHY[one]) for one in row.why)
        both = _("%(one)s and %(other)s") % {
            "one": _with_town(row.first, row.first_city),
            "other": _with_town(row.second, row.second_city),
        }
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        two = button(_("They are two"), partial(self._are_two, row), look="quiet")
        look = button(_("Look…"), partial(self._look, row))
        for act in (two, look):
            act.setAccessibleDescription(both)
            line.addWidget(act)
        return Row(both, why, aside=aside)

    def _are_two(self, row: DuplicateRow) -> None:
        duplicates = self._services.duplicates
        with self.refusals():
            duplicates.are_two(row.first_id, row.second_id)
            self._without(row.first_id, row.second_id)
            said = _("%(one)s and %(other)s are two, and are not asked about again.")
            back = partial(duplicates.may_be_one, row.first_id, row.second_id)
            self.told.emit(said % {"one": row.first, "other": row.second}, back)

    def _look(self, row: DuplicateRow) -> None:
        self._looked = row
        with self.refusals():
            dialog = MergeDialog(self, self._services, row.first_id, row.second_id)
            dialog.told.connect(self.told)
            dialog.merged.connect(self._merged)
            dialog.open()

    @Slot(object)
    def _merged(self, kept_id: int) -> None:
        gone = self._looked.second_id
        self.rows = [row for row in self.rows if gone not in (row.first_id, row.second_id)]
        self._show()
        self.merged.emit(kept_id)

    def _without(self, first: int, second: int) -> None:
        self.rows = [row for row in self.rows if (row.first_id, row.second_id) != (first, second)]
        self._show()

    def commit(self) -> bool | None:
        """There is nothing to keep."""
        return True


def _with_town(name: str, city: str) -> str:
    return f"{name} ({city})" if city else name
