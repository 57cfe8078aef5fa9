"""What can be done to a subscription, in a menu at the right of its line: the words of the line keep their room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.widgets.buttons import button

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
    from tierslieu_desk.ui.dialog import Dialog
    from tierslieu_desk.ui.services import DeskServices

PAUSE, PLAN, END = "pause", "plan", "end"


class SubscriptionAside(QWidget):
    """`end_wanted` carries the subscription, `act_wanted` what is wanted besides (`PAUSE`, `PLAN`) and it."""

    end_wanted = Signal(object)
    act_wanted = Signal(str, object)

    def __init__(self, sold: SubscriptionRow) -> None:
        super().__init__()
        self._sold = sold
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        offered = [] if sold.membership_fee else [(_("Another plan…"), PLAN), (_("Pause…"), PAUSE)]
        if sold.ends is None:
            offered.append((_("End…"), END))
        self._more = button("", self._open_menu, look="quiet", icon="dots-three", says=_("More to do with it"))
        self._more.setAccessibleDescription(sold.name)
        line.addWidget(self._more)
        self._more.setVisible(bool(offered))
        self.menu = QMenu(self)
        self.menu.setAccessibleName(_("More to do with it"))
        for text, act in offered:
            made = QAction(text, self.menu)
            made.setData(act)
            made.triggered.connect(self._choose)
            self.menu.addAction(made)

    @Slot()
    def _choose(self) -> None:
        chosen = self.sender()
        if isinstance(chosen, QAction) and chosen.data() == END:
            self.end_wanted.emit(self._sold)
        elif isinstance(chosen, QAction):
            self.act_wanted.emit(chosen.data(), self._sold)

    @Slot()
    def _open_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


def dialog_for(act: str, parent: QWidget, services: DeskServices, sold: SubscriptionRow) -> Dialog:
    """The dialog of what is wanted."""
    if act == PAUSE:
        from tierslieu_desk.ui.pages.people.pause_dialog import PauseDialog

        return PauseDialog(parent, services, sold)
    from tierslieu_desk.ui.pages.people.plan_dialog import PlanChangeDialog

    return PlanChangeDialog(parent, services, sold)
