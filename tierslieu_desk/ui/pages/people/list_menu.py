"""More to do with the list of people: files of it, and who is written down twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button

if TYPE_CHECKING:
    from tierslieu_desk.services.person.duplicates import DuplicateRow


class ListMenu(QObject):
    """`button` opens it. `told` and `refused` are for the message bar, `opened` carries somebody's number."""

    told = Signal(str, object)
    refused = Signal(object)
    opened = Signal(object)

    def __init__(self, page: QWidget, services: DeskServices, jobs: Jobs) -> None:
        super().__init__(page)
        self._page, self._services, self._jobs = page, services, jobs
        self._text = ""
        self._role: Role | None = None
        self.button = button("", self.open, look="quiet", icon="dots-three", says=_("More to do with the list"))
        self.menu = QMenu(page)
        self.menu.setAccessibleName(_("More to do with the list"))
        for words, act in (
            (_("Export this list…"), self.export_shown),
            (_("Export everything known of everybody…"), self.export_everything),
            (_("Written down twice?"), self.look_for_duplicates),
        ):
            action = QAction(words, self.menu)
            action.triggered.connect(act)
            self.menu.addAction(action)

    def shows(self, text: str, role: Role | None) -> None:
        """What the list shows now."""
        self._text, self._role = text, role

    @Slot()
    def open(self) -> None:
        """Offer the acts under the button."""
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    @Slot()
    def export_shown(self) -> None:
        """Those the list shows, all of them."""
        self._export(_("people.xlsx"), partial(_shown, self._services, self._text, self._role))

    @Slot()
    def export_everything(self) -> None:
        """Everybody, those who left too, with all that is known."""
        self._export(_("people-everything.xlsx"), partial(_everything, self._services))

    def _export(self, name: str, work: partial[Path]) -> None:
        kinds = _("Spreadsheets (*.xlsx *.csv)")
        file = ask.file_to_write(self._page, _("Export people"), Path.home() / name, kinds)
        if file is not None:
            self._jobs.run(_("Writing the file"), partial(work, file), done=self._exported, failed=self._failed)

    @Slot(object)
    def _exported(self, file: Path) -> None:
        self.told.emit(_("Kept as %(file)s.") % {"file": file}, None)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, DeskError):
            self.refused.emit(problem)

    @Slot()
    def look_for_duplicates(self) -> None:
        """Everybody is gone through, then the pairs are shown."""
        work = partial(_duplicates, self._services)
        self._jobs.run(_("Looking for people written down twice"), work, done=self._show, failed=self._failed)

    @Slot(object)
    def _show(self, rows: tuple[DuplicateRow, ...]) -> None:
        from tierslieu_desk.ui.pages.people.duplicates_dialog import DuplicatesDialog

        dialog = DuplicatesDialog(self._page.window(), self._services, rows)
        dialog.told.connect(self.told)
        dialog.merged.connect(self.opened)
        dialog.open()


def _shown(services: DeskServices, text: str, role: Role | None, file: Path, _progress: Progress) -> Path:
    return services.exports.people_shown(file, text, role)[0]


def _everything(services: DeskServices, file: Path, _progress: Progress) -> Path:
    return services.exports.people_everything(file)[0]


def _duplicates(services: DeskServices, progress: Progress) -> tuple[DuplicateRow, ...]:
    return services.duplicates.probable(progress)
