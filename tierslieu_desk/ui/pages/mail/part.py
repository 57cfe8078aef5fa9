"""What the parts of the mail page share: duties as rows, and the proxy that is signed anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.shared.parts import Part
from tierslieu_desk.ui.pages.today import duty_words
from tierslieu_desk.ui.pages.today.duty_row import duty_row
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.cards import Row

if TYPE_CHECKING:
    from datetime import date

    from tierslieu_desk.rules.duties import Duty
    from tierslieu_desk.services.post.domiciliations import DomiciliationRow


class MailPart(Part):
    """A part in which duties stand."""

    def duty_row(self, duty: Duty, *, stacked: bool = False) -> Row:
        """What the law asks, with its paper and the button that ends it where there is one."""
        return duty_row(duty, self._sent, self._proxy, self._paper, stacked=stacked)

    @Slot()
    def _paper(self) -> None:
        """The letter or the list that a duty asks for, to look at, print and keep."""
        duty = self.sender().property("duty")
        today = self.clock.today()
        name = _("letter-%(day)s.pdf") if duty.contract_id else _("companies-%(day)s.pdf")
        work = partial(_drawn, self.services, duty, today)
        self.paper_wanted.emit((duty_words.paper(duty), name % {"day": today.isoformat()}, work, None))

    @Slot()
    def _sent(self) -> None:
        duty = self.sender().property("duty")
        sending = duty_words.SENDINGS[duty.kind]
        with self.refusals():
            undo = sending.send(self.services.domiciliations, duty)
            self.told.emit(sending.told(duty), undo)

    @Slot()
    def _proxy(self) -> None:
        contract_id = self.sender().property("duty").contract_id
        with self.refusals():
            self.ask_proxy(self.services.domiciliations.get(contract_id))

    def ask_proxy(self, row: DomiciliationRow) -> None:
        """Ask until when the proxy of that contract is valid."""
        from tierslieu_desk.ui.pages.mail.contract import ProxyDialog

        dialog = ProxyDialog(self.window(), self.services, row, self.clock.today())
        dialog.told.connect(self.told)
        dialog.open()


def _drawn(services: DeskServices, duty: Duty, today: date, _progress: Progress) -> bytes:
    from tierslieu_desk.services.post.domiciliation_papers import DutyPapers

    return DutyPapers(services.domiciliations, services.people, services.places).render(duty, today)
