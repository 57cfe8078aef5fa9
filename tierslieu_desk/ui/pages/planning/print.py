"""What is printed of a day: its sheet, what people sign, all of tomorrow's, a booking's slip; drawn, then shown."""

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
from tierslieu_desk.wallclock import DAY

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_rows import SessionRow
    from tierslieu_desk.ui.page import Page


class DayPapers(QObject):
    """Asked by a page, which is handed what there is to say of it."""

    def __init__(self, page: Page, around: Surroundings[DeskServices]) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._services, self._jobs, self._clock = around.services, around.jobs, around.clock

    def print_day(self, day: date) -> None:
        """Draw the sheet of that day, then let them look at it."""
        title = _("Day sheet, %(day)s") % {"day": formats.date_long(day)}
        name = _("day-%(day)s.pdf") % {"day": day.isoformat()}
        self._draw(title, name, partial(_day, self._services, day, self._clock.wall()))

    @Slot()
    def print_tomorrow(self) -> None:
        """All the next open day needs on paper, in one go: its sheet, then what people sign at each of its events."""
        from tierslieu_desk.services.front import day_papers

        with self._page.refusals():
            day = day_papers.next_open_day(self._services.planning, self._clock.today())
            title = _("Sheets of %(day)s") % {"day": formats.date_long(day)}
            name = _("sheets-%(day)s.pdf") % {"day": day.isoformat()}
            self._draw(title, name, partial(_all_of, self._services, day, self._clock.wall()))

    @Slot()
    def close_exceptionally(self) -> None:
        """Nobody can come: what is left of today, or all of the other day that the planning shows."""
        from tierslieu_desk.ui.pages.planning.page import PlanningPage
        from tierslieu_desk.ui.pages.shared import exceptional

        today = self._clock.today()
        shown = self._page.day if isinstance(self._page, PlanningPage) else today
        with self._page.refusals():
            wanted = None if shown == today else exceptional.of_days(shown, shown)
            exceptional.assist(self._page.window(), self._around, wanted)

    def ask_poster(self, day: date, unit_id: int | None) -> None:
        """Ask of which room and which days, and whether names are shown."""
        from tierslieu_desk.ui.pages.planning.poster_dialog import PosterDialog

        with self._page.refusals():
            dialog = PosterDialog(self._page.window(), self._services, day, unit_id)
            dialog.wanted.connect(self._print_poster)
            dialog.open()

    @Slot(object, object, object, bool)
    def _print_poster(self, unit_id: int, first: date, count: int, names: bool) -> None:
        title = _("Door poster") if unit_id else _("Week poster")
        name = _("poster-%(day)s.pdf") % {"day": first.isoformat()}
        self._draw(title, name, partial(_poster, self._services, unit_id, first, count, names))

    def print_week(self, day: date) -> None:
        """The programme of that day's week, for the wall, without names."""
        monday = day - day.weekday() * DAY
        name = _("week-%(day)s.pdf") % {"day": monday.isoformat()}
        self._draw(_("Week poster"), name, partial(_poster, self._services, 0, monday, 7, False))

    def open_booking(self, booking_id: int) -> None:
        """See that booking closely, and from there print its slip. Raises `NotFound`."""
        from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet

        sheet = BookingSheet(self._page.window(), self._services, self._jobs, booking_id, self._clock.wall())
        sheet.told.connect(self._page.said)
        sheet.slip_wanted.connect(self._print_slip)
        sheet.pick_list_wanted.connect(self._print_picked)
        sheet.open()

    def print_pick_list(self, day: date) -> None:
        """What is to be brought that day, and put back."""
        title = _("Pick list, %(day)s") % {"day": formats.date_long(day)}
        name = _("pick-list-%(day)s.pdf") % {"day": day.isoformat()}
        self._draw(title, name, partial(_pick_list, self._services, day, self._clock.wall()))

    @Slot(object)
    def _print_picked(self, booking_id: int) -> None:
        name = _("pick-list-%(day)s.pdf") % {"day": booking_id}
        work = partial(_picked_for, self._services, booking_id, self._clock.wall())
        self._draw(_("Pick list"), name, work)

    @Slot(object)
    def _print_slip(self, booking_id: int) -> None:
        title = _("Booking slip")
        name = _("booking-%(number)s.pdf") % {"number": booking_id}
        self._draw(title, name, partial(_slip, self._services, booking_id))

    def open_event(self, event_id: int, starts: datetime) -> None:
        """See that session closely, and from there print what people sign. Raises `NotFound`."""
        from tierslieu_desk.ui.pages.events.sheet import EventSheet

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
    from tierslieu_desk.services.front import day_papers

    return day_papers.render(services.planning, services.places, day, now)


def _poster(services: DeskServices, unit_id: int, first: date, count: int, names: bool, _progress: Progress) -> bytes:
    from tierslieu_desk.services.booking import posters

    if unit_id:
        return posters.render_door(services.planning, services.places, unit_id, first, count, names=names)
    return posters.render_week(services.planning, services.places, first, count, names=names)


def _all_of(services: DeskServices, day: date, now: datetime, _progress: Progress) -> bytes:
    from tierslieu_desk.services.front import day_papers

    return day_papers.all_of(services.planning, services.events, services.places, day, now)


def _slip(services: DeskServices, booking_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services.booking import booking_words

    return booking_words.render(services.bookings, services.people, services.places, booking_id)


def _pick_list(services: DeskServices, day: date, now: datetime, _progress: Progress) -> bytes:
    from tierslieu_desk import documents
    from tierslieu_desk.services.booking import pick_lists

    return documents.render(pick_lists.sheet_of_day(services.pick_lists, services.places, day, now))


def _picked_for(services: DeskServices, booking_id: int, now: datetime, _progress: Progress) -> bytes:
    from tierslieu_desk import documents
    from tierslieu_desk.services.booking import pick_lists

    return documents.render(pick_lists.sheet_of_booking(services.pick_lists, services.places, booking_id, now))


def _attendance(services: DeskServices, session_id: int, _progress: Progress) -> bytes:
    from tierslieu_desk.services.event import event_papers

    return event_papers.render(services.events, services.places, session_id)
