"""Where the second copy goes from now on."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.second_place import FOLDER, ONLINE, SecondPlaceFields
from tierslieu_desk.ui.services import DeskServices


class SecondPlaceDialog(Dialog):
    """`told` carries the sentence, which warns of a place on the same disk, and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices) -> None:
        super().__init__(parent, _("The second copy"), _("Keep"), say.sentence)
        self._services = services
        self.second = SecondPlaceFields(self.form)
        self._before = services.places.get().second_copy
        if "://" in self._before and not self._before.startswith("file:"):
            self.second.where.choose(ONLINE)
            self.second.address.setText(self._before)
        elif self._before:
            self.second.where.choose(FOLDER)
            self.second.folder.setText(self._before)

    def commit(self) -> None:
        copies = self._services.copies
        try:
            chosen = copies.choose_second_place(*self.second.read())
        except DeskError as refusal:
            raise self.second.beside(refusal) from refusal
        undo = partial(copies.choose_second_place, self._before)
        if chosen is None:
            self.told.emit(_("Copies stay on this computer."), undo)
        else:
            self.told.emit(chosen.warning or _("From now on each copy also goes there."), undo)
