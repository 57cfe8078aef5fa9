"""“Write down…” on somebody's file: everything that may be written down of them, behind one button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import ContactKind, PartyKind
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.ui.dialog import Dialog


class AddMenu(QMenu):
    """`told` and `refused` are for the message bar; `opened` carries the number of somebody to look at."""

    told = Signal(str, object)
    refused = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget, services: DeskServices) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Write down more"))
        self._services = services
        self._row: PersonRow | None = None
        self._of_persons: list[QAction] = []
        self._add(_("Note…"), self._note)
        self._add(_("To do…"), self._task)
        self._add(_("Skill…"), self._skill)
        self._add(_("Paper…"), self._paper)
        self.addSeparator()
        self._add(_("What they agree to…"), self._consent)
        self._add(_("Portrait of their project…"), self._portrait)
        self._add(_("Trip to work…"), self._travel, person=True)
        self._add(_("Languages…"), self._languages, person=True)
        self._add(_("Badge…"), self._badge, person=True)
        self._add(_("Trusted person…"), partial(self._contact, ContactKind.TRUSTED), person=True)
        self._add(_("Guardian…"), partial(self._contact, ContactKind.GUARDIAN), person=True)
        self.addSeparator()
        self._add(_("The same as somebody else…"), self._same)
        self._leave = self._add(_("They leave…"), self._leaving)
        self._back = self._add(_("They are back"), self._come_back)

    def mean(self, row: PersonRow) -> None:
        """Whom it is about from now on."""
        self._row = row
        for action in self._of_persons:
            action.setVisible(row.kind is PartyKind.PERSON)
        self._leave.setVisible(not row.retired)
        self._back.setVisible(row.retired)

    def _add(self, text: str, act: object, *, person: bool = False) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(act)
        self.addAction(action)
        if person:
            self._of_persons.append(action)
        return action

    def _open(self, made: type[Dialog], *more: object) -> None:
        if self._row is None:
            return
        host = self.parentWidget()
        try:
            dialog = made(None if host is None else host.window(), self._services, self._row, *more)  # type: ignore[arg-type]
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        dialog.told.connect(self.told)
        dialog.open()

    @Slot()
    def _note(self) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import NoteDialog

        self._open(NoteDialog)

    @Slot()
    def _task(self) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import TaskDialog

        self._open(TaskDialog)

    @Slot()
    def _skill(self) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import SkillDialog

        self._open(SkillDialog)

    @Slot()
    def _paper(self) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import PaperDialog

        self._open(PaperDialog)

    def _contact(self, kind: ContactKind) -> None:
        from tierslieu_desk.ui.pages.people.fact_dialogs import ContactDialog

        self._open(ContactDialog, kind)

    @Slot()
    def _consent(self) -> None:
        from tierslieu_desk.ui.pages.people.life_dialogs import ConsentDialog

        self._open(ConsentDialog)

    @Slot()
    def _portrait(self) -> None:
        from tierslieu_desk.ui.pages.people.portrait_dialog import PortraitDialog

        self._open(PortraitDialog)

    @Slot()
    def _travel(self) -> None:
        from tierslieu_desk.ui.pages.people.life_dialogs import TravelDialog

        self._open(TravelDialog)

    @Slot()
    def _languages(self) -> None:
        from tierslieu_desk.ui.pages.people.life_dialogs import LanguagesDialog

        self._open(LanguagesDialog)

    @Slot()
    def _badge(self) -> None:
        from tierslieu_desk.ui.pages.people.life_dialogs import BadgeDialog

        self._open(BadgeDialog)

    @Slot()
    def _leaving(self) -> None:
        from tierslieu_desk.ui.pages.people.life_dialogs import LeavingDialog

        self._open(LeavingDialog)

    @Slot()
    def _come_back(self) -> None:
        row, people = self._row, self._services.people
        if row is None:
            return
        try:
            people.restore(row.id)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return
        self.told.emit(_("%(name)s is in the lists again.") % {"name": row.name}, partial(people.retire, row.id))

    @Slot()
    def _same(self) -> None:
        from tierslieu_desk.ui.pages.people.merge_dialog import SameDialog

        self._open(SameDialog)
