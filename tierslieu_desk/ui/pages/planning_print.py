"""What the planning prints: the sheet of a day, the sheet people sign at an event; drawn as a job, then shown."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk import formats
from tierslieu_desk.errors import NotFound
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.jobs import Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.event_rows import SessionRow
    from tierslieu_desk.ui.pages.planning import PlanningPage


class PlanningPapers(QObject):
    """Asked by the planning, which is handed what there is to say of it."""

    def __init__(self, page: PlanningPage, around: Surroundings[DeskServices]) -> None:
        super().__init__(page)
        self._page = page
        self._services, self._jobs, self._clock = around.services, around.jobs, around.clock

    @Slot()
    def print_day(self) -> None:
        """Draw the sheet of the day shown, then let them look at it."""
        day = self._page.day
        title = _("Day sheet, %(day)s") % {"day": formats.date_long(day)}
        name = _("day-%(day)s.pdf") % {"day": day.isoformat()}
        self._draw(title, name, partial(_day, self._services, day, self._clock.wall()))

    def open_event(self, event_id: int, starts: datetime) -> None:
        """See that session closely, and from there print what people sign. Raises `NotFound`."""
        from tierslieu_desk.ui.pages.event_sheet import EventSheet

        coming = self._services.events.day(starts.date())
        row = next((one for one in coming if (one.event_id, one.starts) == (event_id, starts)), None)
        if row is None:
            raise NotFound(what="event", id=event_id)
        sheet = EventSheet(self._page.window(), row)
        sheet.attendance_wanted.connect(self._print_attendance)
        sheet.open()

    @Slot(object)
    def _print_attendance(self, row: SessionRow) -> None:
        title = _("Attendance sheet: %(title)s") % {"title": row.title}
        name = _("attendance-%(day)s.pdf") % {"day": row.starts.date().isoformat()}
        self._draw(title, name, partial(_attendance, self._services, row.id))

    def _draw(self, title: str, name: str, work: partial[bytes]) -> None:
        from tierslieu_desk.ui.paper_dialog import show_paper

        self._jobs.run(title, work, done=partial(show_paper, self._page, self._jobs, title, name))


def _day(services: DeskServices, day: date, now: datetime, _progress: Progress) -> bytes:
    from tierslieu_desk.services import day_papers

    return day_papers.render(services.planning, services.places, day, now)


def _attendance(services: DeskServices, session_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services import event_papers

    return event_papers.render(services.events, services.places, session_id)
