"""A member's project told as a portrait, which they agree to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from tierslieu_desk.errors import TextTooLong
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.people.fact_dialogs import FactDialog
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow


class PortraitDialog(FactDialog):
    """`told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, row: PersonRow) -> None:
        heading = _("Portrait: %(name)s") % {"name": row.name}
        super().__init__(parent, services, row, heading, _("They agree, keep it"))
        self.words = self.form.add(
            _("Their project, in their words"), QPlainTextEdit(services.portraits.of(row.id)), key="words",
            help=_("One page, to be printed and shown. Read it with them: it is erased when they no longer agree."),
        )  # fmt: skip
        self.words.setMinimumHeight(220)
        self.words.setTabChangesFocus(True)

    def commit(self) -> None:
        portraits = self.services.portraits
        try:
            before = portraits.tell(self.row.id, self.words.toPlainText())
        except TextTooLong as refusal:
            raise TextTooLong(**refusal.facts, field="words") from refusal
        said = _("%(name)s agrees: that is written down.") % {"name": self.row.name}
        self.told.emit(said, partial(portraits.take_back, self.row.id, before))
