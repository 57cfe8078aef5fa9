"""What is to do for somebody who begins or leaves, in their file: ticked with the day and by whom, and taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.checklists import ListKind
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.services.person.checklists import ItemRow

DONE_SHOWN = 3


class ChecklistCard(Card):
    """Not there for whoever has nothing to do. `told` and `refused` are for the message bar."""

    told = Signal(str, object)
    refused = Signal(object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Beginning and leaving"))
        self.setMinimumWidth(250)
        self._services = services
        self._party = 0
        self.hide()

    def show_party(self, party_id: int) -> None:
        """What is open, and what was done last. A refusal is told."""
        self._party = party_id
        try:
            rows = self._services.checklists.of(party_id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        still = [row for row in rows if row.done_on is None]
        done = sorted((row for row in rows if row.done_on is not None), key=_when, reverse=True)[:DONE_SHOWN]
        shown: list[QWidget] = [self._row(row) for row in (*still, *done)]
        self.set_rows(shown)
        self.set_aside(str(len(still)) if still else "")
        self.setVisible(bool(shown))

    def _row(self, row: ItemRow) -> Row:
        if row.done_on is not None:
            said = _("done on %(day)s by %(name)s") % {"day": formats.date_medium(row.done_on), "name": row.done_by}
            back = button(
                "",
                partial(self._untick, row),
                look="quiet",
                icon="arrow-counter-clockwise",
                says=_("%(what)s: not done after all") % {"what": row.text},
            )
            return Row(row.text, said, aside=back)
        words = _("leaving on %(day)s") if row.kind is ListKind.LEAVE else _("beginning on %(day)s")
        done = button(
            "", partial(self._tick, row), look="quiet", icon="check", says=_("%(what)s: done") % {"what": row.text}
        )
        return Row(row.text, words % {"day": formats.date_medium(row.due)}, aside=done)

    def _tick(self, row: ItemRow) -> None:
        try:
            self._services.checklists.tick(row.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.told.emit(_("Done: %(what)s") % {"what": row.text}, partial(self._back, row.id, self._party))
        self.show_party(self._party)

    def _untick(self, row: ItemRow) -> None:
        try:
            self._back(row.id, self._party)
        except DeskError as refusal:
            self.refused.emit(refusal)

    def _back(self, item_id: int, party_id: int) -> None:
        self._services.checklists.untick(item_id)
        if party_id == self._party:
            self.show_party(party_id)


def _when(row: ItemRow) -> tuple[str, int]:
    return str(row.done_on), row.id
