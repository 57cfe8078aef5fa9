"""The PIN of the only facilitator is forgotten: the place's own number takes it away, for everybody to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.front.operators_at_desk import OperatorRow


class ForgottenPin(Dialog):
    """`gone` comes when the PIN was taken away."""

    gone = Signal()

    def __init__(self, parent: QWidget | None, services: DeskServices, row: OperatorRow) -> None:
        super().__init__(
            parent, _("The PIN of %(name)s is forgotten") % {"name": row.name}, _("Take the PIN away"), say.sentence
        )
        self._services, self._row = services, row
        self.place = self.form.add(
            _("The place’s SIRET, or its name if it has none"),
            QLineEdit(),
            key="place",
            help=_("It is on every invoice. The journal keeps that the PIN was taken away, and so does Today."),
        )

    def commit(self) -> None:
        self._services.at_desk.forget_pin(self._row.id, self.place.text())
        self.gone.emit()
