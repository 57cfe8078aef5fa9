"""What waits for a hand, as a card of Today: each row opens what it tells of, or has the button that ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.today import duty_words, words
from tierslieu_desk.ui.pages.today.duty_row import duty_row
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.doors import DoorRow
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.rules.duties import Duty
    from tierslieu_desk.services.front.due_today import DueRow
    from tierslieu_desk.services.front.today import TodayView

LEADS_TO = {"mail": "mail", "invoice": "money", "loan": "equipment", "renewal": "settings/plans", "message": "messages"}
"""The page where what is due is seen to."""


class DueCard(Card):
    """What it does is told by its page, which also leads elsewhere."""

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("To do"), scrolls=True)
        self._page, self._around, self._services = page, around, around.services

    def show_view(self, view: TodayView) -> None:
        """Draw what waits now."""
        if view.due or words.copy_is_old(view) or words.cloud_line(view) is not None:
            self.stream_rows(self._rows_of(view))
        else:
            self.set_rows([EmptyState("check", _("Nothing is waiting"), "")])
        self.set_aside(str(len(view.due)) if view.due else "")

    def _rows_of(self, view: TodayView) -> Iterator[QWidget]:
        cloud = words.cloud_line(view)
        if cloud is not None:
            yield Row(cloud.strong, cloud.second)
        for due in view.due:
            yield self._row(due)
        if words.copy_is_old(view):
            line = words.copy_line(view)
            yield Row(line.strong, line.second, aside=button(_("Copy elsewhere…"), self._copy_elsewhere))

    def _row(self, due: DueRow) -> Row:
        if due.duty is not None:
            return duty_row(due.duty, self._sent, self._proxy_signed, door=(self._lead, _legal(due.duty)))
        line = words.due(due)
        if due.kind == "register":
            return Row(line.strong, line.second, aside=button(_("Look…"), self._look_at_register, says=line.strong))
        leads = (
            f"planning/booking/{due.subject_id}"
            if due.kind in {"clash", "deposit", "waiting", "option"}
            else LEADS_TO.get(due.kind, "people")
        )
        leads = f"people/{due.party_id}" if due.kind in {"task", "papers"} else leads
        return DoorRow(
            line.strong, line.second, self._lead, leads, chip=Chip(line.chip, line.kind) if line.chip else None
        )

    @Slot()
    def _lead(self) -> None:
        self._page.page_wanted.emit(self.sender().property("leads_to"))

    @Slot()
    def _look_at_register(self) -> None:
        from tierslieu_desk.ui.pages.shared.register_dialog import RegisterDialog

        with self._page.refusals():
            dialog = RegisterDialog(self.window(), self._services)
            dialog.told.connect(self._page.said)
            dialog.open()

    @Slot()
    def _sent(self) -> None:
        duty = self.sender().property("duty")
        sending = duty_words.SENDINGS[duty.kind]
        with self._page.refusals():
            undo = sending.send(self._services.domiciliations, duty)
            self._page.said.emit(sending.told(duty), undo)

    @Slot()
    def _proxy_signed(self) -> None:
        from tierslieu_desk.ui.pages.mail.contract import ProxyDialog

        duty = self.sender().property("duty")
        with self._page.refusals():
            contract = self._services.domiciliations.get(duty.contract_id)
            dialog = ProxyDialog(self.window(), self._services, contract, duty.due - timedelta(days=duty.days))
            dialog.told.connect(self._page.said)
            dialog.open()

    @Slot()
    def _copy_elsewhere(self) -> None:
        from tierslieu_desk.ui.pages.shared.copying import copy_elsewhere

        copy_elsewhere(self._page, self._around)


def _legal(duty: Duty) -> str:
    """The company's contract where it is of one, else all that the law asks."""
    return "mail/legal" if duty.contract_id is None else f"mail/companies/{duty.contract_id}"
