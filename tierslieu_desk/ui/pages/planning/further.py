"""Beyond a week: the month, day by day, and the list, booking by booking, of the spaces let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from tierslieu_desk.rules.names import search_key
from tierslieu_desk.services.booking.booking_list import Asked
from tierslieu_desk.ui.pages.planning.day import ALL, lets_through
from tierslieu_desk.ui.pages.planning.list_view import BookingsList
from tierslieu_desk.ui.pages.planning.month import MonthView
from tierslieu_desk.ui.pages.planning.month_rows import Month
from tierslieu_desk.ui.pages.planning.spans import IN_LIST, Span
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning import PlanningDays
    from tierslieu_desk.ui.pages.planning.acts import PlanningActs
    from tierslieu_desk.ui.pages.planning.page import PlanningPage
    from tierslieu_desk.ui.pages.planning.print import DayPapers

DAYS_KEPT = "planning/days_listed"


class Further(QObject):
    """Holds both, reads them, and hears what is done with a line of the list."""

    def __init__(
        self, page: PlanningPage, around: Surroundings[DeskServices], acts: PlanningActs, papers: DayPapers
    ) -> None:
        super().__init__(page)
        self._page, self._acts, self._papers = page, acts, papers
        self._services, self._clock, self._kept = around.services, around.clock, around.kept
        self.month = MonthView()
        self.list = BookingsList(around.services, around.jobs)
        days = str(self._kept.value(DAYS_KEPT, "")) if self._kept is not None else ""
        if days.isdigit():
            self.list.ask_for(int(days))
        self.list.opened.connect(self._open)
        self.list.told.connect(page.said)
        self.list.refused.connect(page.refused)
        self.list.changed.connect(self._asked_anew)
        shortcut = QShortcut(QKeySequence("Delete"), self.list.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._call_off)

    def draw(self, days: PlanningDays, span: Span, chosen: str, text: str) -> bool:
        """Show the month or the list; whether there is any space to show. A month is of spaces of that name."""
        units, text = {unit.id for unit in days.units if lets_through(chosen, unit)}, text.strip()
        if span.seen == IN_LIST:
            wanted = None if chosen == ALL else frozenset(units)
            self.list.show_rows(Asked(span.first, span.count, text, wanted, self.list.states))
            return True
        if text:
            key = search_key(text)
            units &= {unit.id for unit in days.units if key in search_key(unit.name)}
        wanted = None if chosen == ALL and not text else frozenset(units)
        found = self._services.planning.month(span.first, span.count, wanted)
        self.month.show_month(Month(span.day.replace(day=1), found, self._clock.today()), span.day)
        return bool(units)

    @Slot()
    def _asked_anew(self) -> None:
        if self._kept is not None:
            self._kept.setValue(DAYS_KEPT, self.list.days)
        self._page.refresh()

    @Slot(object)
    def _open(self, booking_id: int) -> None:
        with self._page.refusals():
            self._papers.open_booking(booking_id)

    @Slot()
    def _call_off(self) -> None:
        row = self.list.table.row
        if row is not None:
            with self._page.refusals():
                self._acts.call_off(self._services.bookings.get(row.id))
