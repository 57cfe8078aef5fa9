"""A room's old calendar brought along: which file, whose dates, looked at before, then booked, with the way back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.pages.settings.section import Section
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, Row

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.calendar_import import CalendarSeen, Into


class OldCalendar(QObject):
    """A card of a section, and what goes on from there; the section tells what came of it."""

    def __init__(self, section: Section) -> None:
        super().__init__(section)
        self._section, self._services, self._jobs = section, section.services, section.around.jobs
        self.card = Card(_("A room’s old calendar"))
        self.bring = button(_("Bring a calendar in…"), self._choose)
        self.card.add_foot(self.bring)
        row = Row(
            _("Dates from Google, Outlook or another program become bookings"),
            _("Take the file that ends in .ics. All is shown before anything is booked; nothing comes twice."),
        )
        self.card.set_rows([row])

    @Slot()
    def _choose(self) -> None:
        kinds = _("Calendars (*.ics)")
        file = ask.file_to_open(self._section.window(), _("A room’s old calendar"), kinds)
        if file is not None:
            self.ask(file)

    def ask(self, file: Path) -> None:
        """Which space it is of, and whose the dates are."""
        from tierslieu_desk.ui.pages.settings.calendar_in_dialogs import WhoseDialog

        dialog = WhoseDialog(self._section.window(), self._services, file, self._section.around.clock.today())
        dialog.wanted.connect(self._look)
        self._section.open(dialog)

    @Slot(object, object)
    def _look(self, file: Path, into: Into) -> None:
        title = _("Reading %(file)s") % {"file": file.name}
        work = partial(_preview, self._services, file, into)
        self._jobs.run(title, work, done=partial(self._show, file, into), failed=self._failed)

    def _show(self, file: Path, into: Into, seen: CalendarSeen) -> None:
        from tierslieu_desk.ui.pages.settings.calendar_in_dialogs import SeenDialog

        dialog = SeenDialog(self._section.window(), file, into, seen)
        dialog.wanted.connect(self._run)
        self._section.open(dialog)

    @Slot(object, object)
    def _run(self, file: Path, into: Into) -> None:
        title = _("Booking the dates of %(file)s") % {"file": file.name}
        work = partial(_bring_in, self._services, file, into)
        self._jobs.run(title, work, done=partial(self._done, file, into), failed=self._failed)

    def _done(self, file: Path, into: Into, seen: CalendarSeen) -> None:
        count = len(seen.bookings)
        if not count:
            self._show(file, into, seen)
            return
        told = ngettext("%(n)s date is booked.", "%(n)s dates are booked.", count) % {"n": count}
        back = partial(_take_back, self._services, seen.bookings)
        self._section.said.emit(told, partial(self._jobs.run, _("Taking the dates back"), back))

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, DeskError):
            self._section.refused.emit(problem)


def _preview(services: DeskServices, file: Path, into: Into, progress: Progress) -> CalendarSeen:
    return services.calendar_import.preview(file, into, progress)


def _bring_in(services: DeskServices, file: Path, into: Into, progress: Progress) -> CalendarSeen:
    return services.calendar_import.run(file, into, progress)


def _take_back(services: DeskServices, bookings: tuple[int, ...], _progress: Progress) -> None:
    services.calendar_import.take_back(bookings)
