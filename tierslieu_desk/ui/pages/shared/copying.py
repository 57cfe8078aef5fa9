"""A copy of everything on demand: here, and in the second place when there is one; as a job, with its progress."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.keeping.copies import Copied


def copy_now(page: Page, services: DeskServices, jobs: Jobs) -> None:
    """Start the copy; the page says how it ended."""
    jobs.run(_("Copying everything"), partial(_work, services), done=partial(_tell, page))


def copy_elsewhere(page: Page, around: Surroundings[DeskServices]) -> None:
    """A copy that outlives this computer: at once where a second place is chosen and there, else it is asked for."""
    with page.refusals():
        try:
            place = around.services.copies.second_place()
        except DeskError as away:
            _Asked(page, around).ask(away)
            return
        if place is not None and place.outside:
            copy_now(page, around.services, around.jobs)
        else:
            _Asked(page, around).ask(None)


class _Asked(QObject):
    """Where the second copy goes is asked for; once it is said, the copy is made."""

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page)
        self._page, self._around = page, around

    def ask(self, away: DeskError | None) -> None:
        """With what stands in the way of the place chosen before, if anything does."""
        from tierslieu_desk.ui.pages.settings.second_place import SecondPlaceDialog
        from tierslieu_desk.ui.second_place import FOLDER, NOWHERE

        dialog = SecondPlaceDialog(self._page.window(), self._around.services)
        if dialog.second.where.choice == NOWHERE:
            dialog.second.where.choose(FOLDER)
        dialog.told.connect(self._page.said)
        dialog.accepted.connect(self._copy)
        dialog.finished.connect(self.deleteLater)
        dialog.open()
        if away is not None:
            told = dialog.second.beside(away)
            dialog.form.show_refusal(told, say.sentence(told))

    @Slot()
    def _copy(self) -> None:
        with self._page.refusals():
            if self._around.services.places.get().second_copy:
                copy_now(self._page, self._around.services, self._around.jobs)


def _work(services: DeskServices, progress: Progress) -> Copied:
    return services.copies.make(progress=progress)


def _tell(page: Page, copied: Copied) -> None:
    page.said.emit(copied_words(copied), None)


def copied_words(copied: Copied) -> str:
    """What came of a copy here and in the second place."""
    if copied.second is not None and not copied.second.outside:
        return _(
            "Everything was copied and checked, but the second place is on the same disk: "
            "what breaks or takes this computer takes both. Copy it to a stick as well."
        )
    if copied.second is not None:
        return _("Everything was copied and checked, here and in the second place.")
    if copied.second_refused is not None:
        return _("Copied on this computer only. %(why)s") % {"why": say.sentence(copied.second_refused)}
    return _("Everything was copied and checked on this computer. Copy it to a stick as well.")
