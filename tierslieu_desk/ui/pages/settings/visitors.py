"""Visitors in the settings: for how long their names are kept, and the register to look at."""

from __future__ import annotations

from PySide6.QtCore import Slot

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.labels import Words


class VisitorsCard(Card):
    """What it does is told by its section."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("Visitors"))
        self._section = section
        told = _("Their names are taken away by hand once they are old enough; how many came is kept for good.")
        self.add(padded(Words(told, "second", wrap=True)))
        self.add_foot(button(_("Register of visitors…"), self._look))

    @Slot()
    def _look(self) -> None:
        from tierslieu_desk.ui.pages.shared.register_dialog import RegisterDialog

        with self._section.refusals():
            self._section.open(RegisterDialog(self.window(), self._section.services))
