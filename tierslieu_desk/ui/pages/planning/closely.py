"""What was clicked on the planning is told beside it, until one goes elsewhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.pages.planning.block_card import BlockCard
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.wallclock import Clock

if TYPE_CHECKING:
    from tierslieu_desk.errors import DeskError
    from tierslieu_desk.ui.pages.planning.acts import PlanningActs
    from tierslieu_desk.ui.pages.planning.page import PlanningPage

_MARGIN = 8


class Closely(QObject):
    """Shows the card of the block that was clicked, and fills it anew when something changes."""

    def __init__(self, page: PlanningPage, acts: PlanningActs, services: DeskServices, clock: Clock) -> None:
        super().__init__(page)
        self._page, self._view, self._acts, self._clock = page, page.view, acts, clock
        self.card = BlockCard(page, services)
        self._week = False
        self.card.told.connect(page.said)
        self.card.refused.connect(self._refused)
        self.card.opened.connect(acts.open_block)
        self.card.opened.connect(self.card.leave)
        self.card.change_wanted.connect(acts.change)
        self.card.call_off_wanted.connect(acts.call_off)
        self.card.gone.connect(self._left)
        self._view.block_pointed.connect(self.show)
        self._view.block_opened.connect(self.card.leave)
        self._view.block_chosen.connect(self._gone_to)
        self._view.stirred.connect(self.card.leave)
        self._view.resized.connect(self._stand)

    @Slot(object)
    def show(self, block: PlanningBlock) -> None:
        """Tell of that block, beside it."""
        holder = self._acts.holder(block.booking_id)
        if holder is None:
            return
        keyboard = self.card.has_keyboard
        with self._page.refusals():
            self.card.tell(block, holder, self._acts.unit_name(self._view.real_unit(block)), self._today())
            self._stand()
            self._view.shown_closely, self._week = self.card.block is not None, self._page.week
            self._view.viewport().update()
            QWidget.setTabOrder(self._view, self.card)
        if keyboard:
            self._view.setFocus()  # the button that was pressed is not there any more

    @Slot(object)
    def _refused(self, refusal: DeskError) -> None:
        """Somebody, or the time, was quicker: the planning shows how things stand, and why it is refused."""
        self._page.refresh()
        self._page.refused.emit(refusal)

    @Slot()
    def _stand(self) -> None:
        """Beside its block, wherever that is now; a block that is out of sight takes it along."""
        told = self.card.block
        if told is None:
            return
        viewport = self._view.viewport()
        seen = self._view.rect_of_block(told).intersected(viewport.rect())
        if seen.isEmpty():
            self.card.leave()
            return
        box = QRect(viewport.mapTo(self._page, seen.topLeft()), seen.size())
        self.card.stand_beside(box, self._page.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN))

    def again(self) -> None:
        """The page was read anew: so is the card, or it goes with its block."""
        told = self.card.block
        if told is None:
            return
        block = self._view.block_of(told.booking_id, told.unit_id)
        if block is None or self._week != self._page.week:
            self.card.leave()
        else:
            self.show(block)

    def _today(self) -> date:
        return self._clock.today()

    @Slot(object)
    def _gone_to(self, block: PlanningBlock | None) -> None:
        told = self.card.block
        if told is not None and (block is None or block.booking_id != told.booking_id):
            self.card.leave()

    @Slot(bool)
    def _left(self, keyboard: bool) -> None:
        self._view.shown_closely = False
        self._view.viewport().update()
        if keyboard:
            self._view.setFocus()
