"""What can be done where one is on the planning: by the menu key, or by the other button of the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.ui.pages.planning.acts import PlanningActs
    from tierslieu_desk.ui.pages.planning.page import PlanningPage
    from tierslieu_desk.ui.pages.planning.rows import PlanningBlock
    from tierslieu_desk.ui.pages.planning.several_acts import SeveralActs


class PlaceMenu(QObject):
    """A menu is made for each time it is asked for, of what can be done there and nothing else; each says its key."""

    def __init__(self, page: PlanningPage, acts: PlanningActs, several: SeveralActs, services: DeskServices) -> None:
        super().__init__(page)
        self._page, self._view, self._acts, self._several = page, page.view, acts, several
        self._services = services
        self._view.menu_wanted.connect(self.show)

    @Slot(object)
    def show(self, where: QPoint) -> None:
        """Open it at that place of the screen."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        block = self._view.block
        if block is None:
            self._of_free_time(menu)
        elif self._view.chosen.together(block):
            self._of_several(menu)
        else:
            self._of_block(menu, block)
        if not menu.isEmpty():
            menu.popup(where)

    def _of_free_time(self, menu: QMenu) -> None:
        menu.addAction(_("Book… (Enter)"), self._view.enter).setEnabled(not self._view.is_taken)
        if self._several.keeps:
            menu.addAction(_("Paste (Ctrl+V)"), self._several.paste).setEnabled(not self._view.is_taken)
        menu.addAction(_("Find a free space… (F)"), self._acts.find)

    def _of_several(self, menu: QMenu) -> None:
        menu.addAction(_("Write to them"), self._several.write)
        menu.addAction(_("Copy (Ctrl+C)"), self._several.copy)
        menu.addAction(_("Call off (Del)"), self._several.call_off)

    def _of_block(self, menu: QMenu, block: PlanningBlock) -> None:
        holder = self._acts.holder(block.booking_id)
        owner = holder.owner if holder is not None else ""
        if owner in ("booking", "event"):
            menu.addAction(_("See it closely (Enter)"), self._view.enter)
        if owner == "booking":
            menu.addAction(_("Change hours…"), self._change)
            menu.addAction(_("Copy (Ctrl+C)"), self._several.copy)
            menu.addSeparator()
            menu.addAction(_("They no longer come (Del)"), self._acts.cancel)
        elif owner != "event":
            menu.addAction(_("Only bookings are changed on the planning.")).setEnabled(False)

    @Slot()
    def _change(self) -> None:
        """Other hours for the one the hand is on, typed."""
        block = self._view.block
        holder = self._acts.holder(block.booking_id) if block is not None else None
        if holder is not None:
            with self._page.refusals():
                self._acts.change(self._services.bookings.get(holder.owner_id))
