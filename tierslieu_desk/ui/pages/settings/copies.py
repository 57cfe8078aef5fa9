"""Copies of everything: where the second one goes, one made now, those that are there, and one put back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from tierslieu_desk.services.keeping.copies import Copied, CopyRow

SHOWN = 20


class CopiesSection(Section):
    """The second place, then the newest copies."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._second = Card(_("The second copy"))
        self._list = Card(_("Copies"))
        self.now = button(_("Copy now"), self._copy_now, look="main")
        self.to_stick = button(_("Copy to a stick or a folder…"), self._copy_to)
        acts = [self.now, self.to_stick]
        if around.put_back is not None:
            self.restore = button(_("Put a copy back…"), self._put_back)
            acts.append(self.restore)
        self._list.add_foot(*acts)
        self.column.addWidget(self._second)
        self.column.addWidget(self._list)
        self.column.addStretch(1)

    @Slot()
    def _put_back(self) -> None:
        """Asked of who is at the desk first: the window closes for it."""
        with self.refusals():
            self.services.copies.put_back()
            if self.around.put_back is not None:
                self.around.put_back()

    def reload(self) -> None:
        self._second.set_rows([self._second_row()])
        copies = self.services.copies.recent(SHOWN)
        rows: list[QWidget] = [self._row(copy) for copy in copies]
        advice = _("One is made by itself at each day’s first start.")
        self._list.set_rows(rows or [EmptyState("hard-drives", _("No copy yet"), advice)])

    def _second_row(self) -> QWidget:
        change = button(_("Change"), self._ask_second)
        where = self.services.places.get().second_copy
        if not where:
            return Row(
                _("Nowhere yet"), _("What breaks or takes this computer takes every copy on it, too."), aside=change
            )
        try:
            place = self.services.copies.second_place()
        except DeskError as refusal:
            return Row(where, say.sentence(refusal), aside=change)
        warning = place.warning if place is not None else ""
        return Row(where, warning or _("Each copy also goes there. It outlives this computer."), aside=change)

    def _row(self, copy: CopyRow) -> Row:
        when = formats.moment(self.around.clock.to_wall(copy.made_at))
        chip = Chip(_("elsewhere"), "accent") if copy.outside else Chip(_("this computer"))
        return Row(when, f"{formats.size(copy.size)} · {copy.where}", aside=chip)

    @Slot()
    def _ask_second(self) -> None:
        from tierslieu_desk.ui.pages.settings.second_place import SecondPlaceDialog

        with self.refusals():
            self.open(SecondPlaceDialog(self.window(), self.services))

    @Slot()
    def _copy_now(self) -> None:
        from tierslieu_desk.ui.pages.shared.copying import copied_words

        self.around.jobs.run(
            _("Copying everything"), partial(_copy, self.services, None), done=partial(self._tell, copied_words)
        )

    @Slot()
    def _copy_to(self) -> None:
        from tierslieu_desk.ui import ask

        folder = ask.folder(self.window(), _("Where this copy goes"))
        if folder is not None:
            self.around.jobs.run(
                _("Copying everything"), partial(_copy, self.services, folder), done=partial(self._tell, _stick_words)
            )

    def _tell(self, words: object, copied: Copied) -> None:
        if callable(words):
            self.said.emit(str(words(copied)), None)


def _copy(services: DeskServices, to: Path | None, progress: Progress) -> Copied:
    return services.copies.make(to, progress=progress)


def _stick_words(copied: Copied) -> str:
    told = _("Everything was copied and checked: %(file)s.") % {"file": copied.first.where}
    if copied.first.outside:
        return told
    return told + " " + _("It is on the same disk as the desk; a stick is safer.")
