"""The planning of a day, a week, a month, or as a list: book by drawing, move by dragging, take back what was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.planning.acts import PlanningActs
from tierslieu_desk.ui.pages.planning.body import LIST, MONTH, NOTHING, SHEET, UNSEEN, PlanningBody
from tierslieu_desk.ui.pages.planning.closely import Closely
from tierslieu_desk.ui.pages.planning.closer import Closer
from tierslieu_desk.ui.pages.planning.day import ALL, Shown, choices, drawn
from tierslieu_desk.ui.pages.planning.further import Further
from tierslieu_desk.ui.pages.planning.head import PlanningHead
from tierslieu_desk.ui.pages.planning.hover import Hover
from tierslieu_desk.ui.pages.planning.page_help import HELP
from tierslieu_desk.ui.pages.planning.place_menu import PlaceMenu
from tierslieu_desk.ui.pages.planning.print import DayPapers
from tierslieu_desk.ui.pages.planning.several_acts import SeveralActs
from tierslieu_desk.ui.pages.planning.spans import IN_DAY, IN_LIST, IN_MONTH, IN_WEEK, Span
from tierslieu_desk.ui.pages.planning.unit_week import UnitWeek
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.ways import Ways
from tierslieu_desk.ui.pages.planning.words import special_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.wallclock import whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning import PlanningDays

WATCHES = frozenset(
    {"hold", "booking", "event", "event_session", "loan", "maintenance", "closure", "opening_hours", "party"}
    | {"unit", "unit_part", "price", "place", "charge"}
    | {"own_hours", "calendar_area", "day_effect", "public_day", "school_period", "waiting"}
)

ROOMY = 1560
"""Pixels of a page whose title, controls and acts fit in one line, in any language."""


class PlanningPage(Page):
    """One day at a time, the week or the month it is in, or a list of bookings."""

    watches = WATCHES
    help = HELP

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Planning"), around.changes)
        self._services = around.services
        self._clock = around.clock
        self._papers = DayPapers(self, around)
        self._day = around.clock.today()
        self._days: PlanningDays | None = None
        self._shown: Shown | None = None
        self.view = PlanningView()
        self._acts = PlanningActs(self, around, self._papers)
        self.view.hover = Hover(around.services, self._acts)
        self._closely = Closely(self, self._acts, around.services, around.clock)
        self.further = Further(self, around, self._acts, self._papers)
        self.month, self.list = self.further.month, self.further.list
        self._controls = PlanningHead(self, self._day)
        self._closer = Closer(self.view, self._controls.looks, around.kept)
        self._down: UnitWeek | None = None
        self._build_head()
        self._sheet = PlanningBody(self.view, self.month, self.list, self.to_the_rooms)
        self.body.addWidget(self._sheet, 1)
        self.ways = Ways(self, self._controls, self._sheet, around.kept)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print_day)
        self.month.day_reached.connect(self.show_day)
        self._several = SeveralActs(self, self._acts, around.services)
        self.body.addWidget(self._several.bar)
        PlaceMenu(self, self._acts, self._several, around.services)
        self.ways.add_key("F", self._acts.find)

    def _build_head(self) -> None:
        head = self._controls
        self._find, self._filter, self._seen, self._date = head.find, head.filter, head.seen, head.date
        self._act, self._paper = head.act, head.paper
        for pressed, slot in (
            (head.before.clicked, self.earlier),
            (head.after.clicked, self.later),
            (head.back.clicked, self.to_today),
            (head.act.clicked, self._acts.book_any),
        ):
            pressed.connect(slot)
        self._date.settled.connect(self._date_chosen)
        self._filter.currentIndexChanged.connect(self._draw)
        self._find.searched.connect(self._draw)
        for tool in (head.steps, self._seen, head.back):
            self.add_tool(tool)
        self._tools.addStretch(1)
        self.add_tool(self._filter)
        self.add_tool(self._find)
        self.add_tool(head.unit)
        self._tools.setSpacing(theme.GAP)
        head.papers.addAction(_("The day (Ctrl+P)"), self._print_day)
        self._picking = head.papers.addAction(
            _("Pick list: what to bring, and to put back"), self._acts.print_pick_list
        )
        head.papers.addAction(_("Tomorrow’s sheets: the day, and what people sign"), self._papers.print_tomorrow)
        head.papers.addAction(_("A calendar file…"), self._acts.calendar_file)
        head.papers.addAction(_("The week, for the wall"), self._print_week)
        head.papers.addAction(_("A poster for a door…"), self._ask_poster)
        head.papers.addSeparator()
        snow = _("Snow, a power cut: close, tell everyone, print the notice…")
        head.papers.addAction(snow, self._papers.close_exceptionally)
        self._head.addWidget(head.look)
        self._finder = button("", self._acts.find, icon="calendar-check", says=_("Find a free space… (F)"))
        self._finder.setProperty("square", True)
        self._head.addWidget(self._finder)
        self._head.addWidget(self._paper)
        self.set_main_act(self._act)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the search goes up beside the main act: date and filter fill the line of the controls."""
        super().set_narrow(narrow)
        self._controls.set_narrow(narrow)
        self._several.set_narrow(narrow)
        self._tools.setSpacing(theme.GAP // 3 if narrow else theme.GAP)
        self._tools.setStretchFactor(self._controls.unit, 100 if narrow else 0)
        self._head.setSpacing(theme.GAP // 2 if narrow else theme.CARD_PADDING)
        if narrow:
            self._head.insertWidget(2, self._find)
        else:
            self._tools.addWidget(self._find)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The controls stand beside the title where a wide window has room for all, else under it."""
        beside = not self._narrow and self.width() >= ROOMY
        if beside != (self._head.indexOf(self.tools) >= 0):
            if beside:
                self._head.insertWidget(2, self.tools)
            else:
                self._column.insertWidget(1, self.tools)

    @property
    def day(self) -> date:
        """The day shown, or the one whose week is; of a month, the one the hand is on."""
        if self._seen.choice == IN_MONTH and self.month.day is not None:
            return self.month.day
        return self._day

    @property
    def week(self) -> bool:
        """Whether a whole week is shown."""
        return self._seen.choice == IN_WEEK

    def show_part(self, part: str) -> None:
        """`booking/12`: the day of that booking, where it stands or would stand, and its sheet."""
        with self.refusals():
            booking = self._services.bookings.get(int(part.rpartition("/")[2]))
            self.show_all()
            if self._seen.choice in (IN_MONTH, IN_LIST):
                self.ways.see(IN_DAY)
            self.show_day(booking.slot.start.date())
            self.view.choose(booking.id, (booking.unit_id, booking.slot.start))
            self._papers.open_booking(booking.id)

    def show_all(self) -> None:
        """Whatever was looked for, of every kind."""
        with QSignalBlocker(self._filter), QSignalBlocker(self._find):
            self._find.clear()
            self._filter.choose(ALL)
        self._draw()

    def shows(self, day: date) -> bool:
        """Whether that day is among those drawn."""
        return self.span.holds(day)

    @property
    def span(self) -> Span:
        """The days drawn."""
        return Span(self._seen.choice, self._day, self.list.days)

    def show_day(self, day: date) -> None:
        """Turn to another day, or to its week."""
        self._day = day
        with QSignalBlocker(self._date):
            self._date.day = day
        self.refresh()

    def show_week(self, day: date) -> None:
        """Turn to the week of that day."""
        self._seen.choose(IN_WEEK)
        self.show_day(day)
        self.ways.lead_keys()

    def reload(self) -> None:
        span = self.span
        title, shorter = span.title
        self._controls.name_steps(span)
        self._controls.back.setVisible(not self.shows(self._clock.today()))
        slot = whole_day(self._day) if span.seen in (IN_MONTH, IN_LIST) else span.slot
        self._days = self._services.planning.span(slot)
        names = {unit.id: unit.name for unit in self._days.units if not unit.is_pool}
        unit = self.ways.among(names)
        if unit is not None:
            title = _("%(unit)s, %(days)s") % {"unit": names[unit], "days": title[:1].lower() + title[1:]}
        self.set_title(title, shorter=shorter)
        self._controls.offer(choices(self._days.units))
        self._controls.offer_units(names, unit)
        self.set_subtitle(special_words(self._days.special, named_day=span.seen != IN_DAY))
        self._draw()

    def tick(self) -> None:
        self.view.set_now(self._now())

    def _now(self) -> datetime | None:
        wall = self._clock.wall()
        if not self.shows(wall.date()):
            return None
        return self._down.on_paper(wall)[1] if self._down is not None else wall

    @Slot()
    def _draw(self) -> None:
        if self._days is None:
            return
        self._down = None
        now = self._now()
        something = bool(self._days.units)
        self.tools.setVisible(something)
        self._act.setVisible(something)
        self._paper.setVisible(something)
        self._finder.setVisible(something)
        self._picking.setVisible(any(unit.kind is UnitKind.TOOL for unit in self._days.units))
        if something and self._seen.choice in (IN_MONTH, IN_LIST):
            self._closely.card.leave()
            self.view.choose_none()
            with self.refusals():
                any_of_them = self.further.draw(self._days, self.span, str(self._filter.choice), self._find.text())
                there = LIST if self._seen.choice == IN_LIST else MONTH
                self._sheet.setCurrentIndex(there if any_of_them else UNSEEN)
            return
        span = self.span
        kinds, text = (str(self._filter.choice), self._find.text().strip()) if self.ways.unit is None else (ALL, "")
        shown = drawn(self._days, span.first, span.count, kinds, text, now)
        self._shown = shown
        self._acts.know(self._days, shown)
        self._sheet.setCurrentIndex(NOTHING if not something else SHEET if shown.day.rows else UNSEEN)
        self.view.caption = _opening_words(self._days)
        unit = self.ways.unit
        if unit is not None:
            name = next((row.name for row in shown.day.rows if row.unit_id == unit), "")
            self._down = UnitWeek(unit, name, span.first)
            laid = self._down.laid(shown.day)
            line = self._down.on_paper(self._clock.wall())[0]
            self.view.show_day(replace(laid, now_on=line), self._now(), self._down)
        else:
            self.view.show_day(shown.day, now)
        self._closely.again()

    @Slot()
    def earlier(self) -> None:
        """What came before: a day, a week, a month, so many days of a list."""
        self.show_day(self.span.turned(-1))

    @Slot()
    def later(self) -> None:
        """What comes next."""
        self.show_day(self.span.turned(1))

    @Slot()
    def to_today(self) -> None:
        """Back to the day it is."""
        self.show_day(self._clock.today())

    @Slot()
    def _date_chosen(self) -> None:
        with self.refusals():
            if self._date.refusal is not None:
                raise self._date.refusal
            if self._date.day != self._day:
                self.show_day(self._date.day)

    @Slot()
    def _print_week(self) -> None:
        self._papers.print_week(self._hand_on)

    @Slot()
    def _ask_poster(self) -> None:
        self._papers.ask_poster(self._hand_on, self.view.unit_id if self._sheet.currentIndex() == SHEET else None)

    @property
    def _hand_on(self) -> date:
        """The day shown; of a week, the one the hand is on."""
        return (self.view.day if self.week else None) or self.day

    @Slot()
    def _print_day(self) -> None:
        self._papers.print_day(self._hand_on)


def _opening_words(days: PlanningDays) -> str:
    minutes = sum(slot.minutes for slot in days.open)
    if not minutes:
        return _("closed")
    return _("%(length)s open") % {"length": formats.duration(minutes)}
