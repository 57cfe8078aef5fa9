"""The way from a space to what each plan lets one book of such spaces: the plan is chosen, its limits open."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.services import DeskServices


class PlanLimits(QPushButton):
    """A button with the plans on sale below it. `told` passes on what was done to the limits of one."""

    told = Signal(str, object)

    def __init__(self, services: DeskServices) -> None:
        super().__init__(_("Limits of a plan…"))
        self._services = services
        self.setAutoDefault(False)
        self.plans = {plan.id: plan for plan in services.plans.list()}
        menu = QMenu(self)
        for plan in self.plans.values():
            menu.addAction(plan.name).setData(plan.id)
        menu.triggered.connect(self._open)
        self.setMenu(menu)

    @Slot(object)
    def _open(self, chosen: QAction) -> None:
        from tierslieu_desk.ui.pages.settings.quotas import QuotasDialog

        dialog = QuotasDialog(self.window(), self._services, self.plans[chosen.data()])
        dialog.told.connect(self.told)
        dialog.open()
