"""What the parts of the mail page share: a duty as a row, with the button that ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk.i18n import _, pgettext
from tierslieu_desk.ui.pages import duty_words
from tierslieu_desk.ui.pages.parts import Part
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.rules.duties import Duty
    from tierslieu_desk.services.domiciliations import DomiciliationRow


class MailPart(Part):
    """A part in which duties stand."""

    def duty_row(self, duty: Duty) -> Row:
        """What the law asks, with the button that ends it where there is one."""
        line = duty_words.line(duty)
        chip = Chip(line.chip, line.kind) if line.chip else None
        sending = duty_words.SENDINGS.get(duty.kind)
        if sending is not None:
            act = button(pgettext("a letter or a list", "Sent"), self._sent, says=sending.says(duty))
        elif duty.kind == "proxy_expires":
            act = button(_("Signed…"), self._proxy, says=_("A new postal proxy of %(name)s") % {"name": duty.who})
        else:
            return Row(line.strong, line.second, aside=chip)
        act.setProperty("duty", duty)
        aside = QWidget()
        inside = QVBoxLayout(aside) if self.narrow_rows else QHBoxLayout(aside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        if chip is not None:
            inside.addWidget(chip, 0, Qt.AlignmentFlag.AlignRight)
        inside.addWidget(act, 0, Qt.AlignmentFlag.AlignRight)
        return Row(line.strong, line.second, aside=aside)

    narrow_rows = False
    """Whether the chip of a duty stands over its button."""

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
            rows = {row.id: row for row in self.services.domiciliations.all()}
            if contract_id in rows:
                self.ask_proxy(rows[contract_id])

    def ask_proxy(self, row: DomiciliationRow) -> None:
        """Ask until when the proxy of that contract is valid."""
        from tierslieu_desk.ui.pages.mail_contract import ProxyDialog

        dialog = ProxyDialog(self.window(), self.services, row, self.clock.today())
        dialog.told.connect(self.told)
        dialog.open()
