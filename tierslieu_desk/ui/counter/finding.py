"""A free space looked for at the counter, for whoever stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.services.front.counter_card import PersonCard
    from tierslieu_desk.ui.counter.deeds import Deeds
    from tierslieu_desk.ui.services import DeskServices
    from tierslieu_desk.ui.surroundings import Surroundings


class FindDeed(QObject):
    """Goes with the deeds of a counter card, which tell what was booked."""

    def __init__(self, around: Surroundings[DeskServices], deeds: Deeds, over: QWidget) -> None:
        super().__init__(deeds)
        self._around, self._deeds, self._over = around, deeds, over

    def find(self, _about: None, card: PersonCard | None) -> None:
        """By its day first; for whom is known already. Raises what `People.get` raises."""
        from tierslieu_desk.ui.pages.planning.find_acts import find

        whom = self._around.services.people.get(card.id) if card is not None else None
        find(self._over.window(), self._around, self._around.clock.today(), self._deeds.told.emit, whom=whom)
