"""What somebody waits for, or was offered because they waited."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.people.known_cards import KnownCard
from tierslieu_desk.ui.pages.planning import waiting_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.waiting import WaitingRow
    from tierslieu_desk.services.person.person_files import PersonFile


class WaitingCard(KnownCard):
    """Out of sight while they wait for nothing."""

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Waiting list"), services)

    def rows_of(self, file: PersonFile) -> list[QWidget]:
        waiting = self.services.waiting
        return [self._made(row) for row in waiting.of_person(file.person.id)] if waiting.anybody() else []

    def _made(self, row: WaitingRow) -> QWidget:
        what = waiting_words.wish(row)
        says = _("No longer: %(what)s") % {"what": what}
        gone = button("", partial(self._leave, row), look="quiet", icon="x", says=says)
        return Row(what, waiting_words.line(row), aside=gone).put_below(Chip(*waiting_words.chip(row)))

    def _leave(self, row: WaitingRow) -> None:
        waiting = self.services.waiting
        try:
            act = waiting.leave(row.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        undo = partial(waiting.back, row.id) if act is None else partial(self.services.bookings.take_back, act)
        self.told.emit(_("%(name)s waits no longer.") % {"name": row.party}, undo)
