"""Done all the same: outside opening hours or too near a neighbour, with the facilitator's reason for the journal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError, MissingFact
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.widgets.labels import Words


class AllTheSame(Dialog):
    """`act` is handed the reason, and may raise what it was refused for before, if that is graver now."""

    minds_leaving = True

    def __init__(
        self, parent: QWidget | None, refusal: DeskError, act: Callable[[str], object], *, booking: bool = False
    ) -> None:
        title, words = _("Move it all the same?"), _("Move it")
        if booking:
            title, words = _("Book it all the same?"), _("Book it")
        super().__init__(parent, title, words, say.sentence)
        self._act = act
        self.body.insertWidget(0, Words(say.sentence(refusal), wrap=True))
        self.reason = self.form.add(
            _("Because"), QLineEdit(), help=_("Your reason is kept in the journal."), key="reason"
        )

    def commit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            raise MissingFact(field="reason")
        self._act(reason)
