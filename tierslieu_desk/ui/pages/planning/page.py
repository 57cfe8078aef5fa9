"""The planning of a day, a week, a month, or as a list: book by drawing, move by dragging, take back what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.planning.acts import PlanningActs
from tierslieu_desk.ui.pages.planning.closely import Closely
from tierslieu_desk.ui.pages.planning.day import ALL, Shown, choices, drawn
from tierslieu_desk.ui.pages.planning.further import Further
from tierslieu_desk.ui.pages.planning.head import PlanningHead
from tierslieu_desk.ui.pages.planning.page_help import HELP
from tierslieu_desk.ui.pages.planning.print import DayPapers
from tierslieu_desk.ui.pages.planning.spans import IN_DAY, IN_LIST, IN_MONTH, IN_WEEK, Span
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.wallclock import whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.planning import PlanningDays

WATCHES = frozenset(
    {"hold", "booking", "event", "event_session", "loan", "maintenance", "closure", "opening_hours", "party"}
    | {"unit", "unit_part", "price", "place", "charge"}
)

SHEET, NOTHING, UNSEEN, MONTH, LIST = range(5)
SEEN_KEPT = "planning/seen"
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
        self._kept = around.kept
        self._day = around.clock.today()
        self._days: PlanningDays | None = None
        self._shown: Shown | None = None
        self.view = PlanningView()
        self._acts = PlanningActs(self, around, self._papers)
        self._closely = Closely(self, self._acts, around.services, around.clock)
        self.further = Further(self, around, self._acts, self._papers)
        self.month, self.list = self.further.month, self.further.list
        self._controls = PlanningHead(self, self._day)
        self._build_head()
        self._build_body()
        self.setFocusProxy(self.view)
        self._as_before()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print_day)
        for opens in (self.view.day_opened, self.month.day_opened):
            opens.connect(self._open_day)
        self.month.day_reached.connect(self.show_day)
        self._keys()

    def _keys(self) -> None:
        """Single letters belong to what is looked at, not to a field one types in."""
        everywhere: tuple[tuple[str, Callable[[], object]], ...] = (
            ("PgUp", self._earlier),
            ("PgDown", self._later),
            ("Alt+Left", self._earlier),
            ("Alt+Right", self._later),
            ("D", self._see_day),
            ("W", self._see_week),
            ("M", self._see_month),
            ("L", self._see_list),
            ("T", self._today),
            ("G", self._ask_day),
        )
        of_blocks = (("Delete", self._acts.cancel), ("Backspace", self._acts.cancel))
        for where, keys in ((self._sheet, everywhere), (self.view, of_blocks)):
            for key, slot in keys:
                shortcut = QShortcut(QKeySequence(key), where)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(slot)

    def _as_before(self) -> None:
        """As somebody looked at it last on this computer."""
        if self._kept is not None:
            seen = str(self._kept.value(SEEN_KEPT, IN_DAY))
            if seen in (IN_DAY, IN_WEEK, IN_MONTH, IN_LIST):
                self._seen.choose(seen)
        self._lead_keys()

    def _lead_keys(self) -> None:
        """The keyboard belongs to what is shown."""
        self.setFocusProxy(self._looked_at)

    @property
    def _looked_at(self) -> QWidget:
        return {IN_MONTH: self.month, IN_LIST: self.list.table}.get(self._seen.choice, self.view)

    def _build_head(self) -> None:
        head = self._controls
        self._find, self._filter, self._seen, self._date = head.find, head.filter, head.seen, head.date
        self._act, self._paper = head.act, head.paper
        for pressed, slot in (
            (head.before.clicked, self._earlier),
            (head.after.clicked, self._later),
            (head.back.clicked, self._today),
            (head.act.clicked, self._acts.book_any),
        ):
            pressed.connect(slot)
        self._seen.chosen.connect(self._turn)
        self._date.settled.connect(self._date_chosen)
        self._filter.currentIndexChanged.connect(self._draw)
        self._find.searched.connect(self._draw)
        for tool in (head.steps, self._seen, head.back):
            self.add_tool(tool)
        self._tools.addStretch(1)
        self.add_tool(self._filter)
        self.add_tool(self._find)
        self._tools.setSpacing(theme.GAP)
        head.papers.addAction(_("The day (Ctrl+P)"), self._print_day)
        head.papers.addAction(_("Tomorrow’s sheets: the day, and what people sign"), self._papers.print_tomorrow)
        self._head.addWidget(self._paper)
        self.set_main_act(self._act)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the search goes up beside the main act: date and filter fill the line of the controls."""
        super().set_narrow(narrow)
        self._controls.set_narrow(narrow)
        self._tools.setSpacing(theme.GAP // 3 if narrow else theme.GAP)
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

    def _build_body(self) -> None:
        self._sheet = QStackedWidget()
        paper = QFrame()
        paper.setObjectName("paper")
        inside = QHBoxLayout(paper)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self._sheet.addWidget(paper)
        nothing = Card(_("Planning"))
        nothing.fill(
            EmptyState(
                "calendar-blank",
                _("Nothing can be booked here yet"),
                _("Say which desks, rooms and things there are, and what they cost."),
                button(_("Describe rooms and desks"), self.to_the_rooms, look="main"),
            )
        )
        self._sheet.addWidget(nothing)
        unseen = Card(_("Planning"))
        unseen.fill(
            EmptyState(
                "magnifying-glass",
                _("Nothing on this day under that name"),
                _("Empty the search or show all, or look at another day."),
            )
        )
        self._sheet.addWidget(unseen)
        sheet = QFrame()
        sheet.setObjectName("paper")
        around = QHBoxLayout(sheet)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.month)
        self._sheet.addWidget(sheet)
        self._sheet.addWidget(self.list)
        self.body.addWidget(self._sheet, 1)

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
            self._find.clear()
            with QSignalBlocker(self._filter):
                self._filter.choose(ALL)
            self.show_day(booking.slot.start.date())
            self.view.choose(booking.id, (booking.unit_id, booking.slot.start))
            self._papers.open_booking(booking.id)

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
        self._lead_keys()

    @Slot()
    def _turn(self) -> None:
        """Day, week, month or list: each opens on the day the hand was on."""
        if self._kept is not None:
            self._kept.setValue(SEEN_KEPT, self._seen.choice)
        on = {SHEET: self.view.day, MONTH: self.month.day}.get(self._sheet.currentIndex())
        self.show_day(on if on is not None else self._day)
        self._lead_keys()
        self._looked_at.setFocus()

    def _see(self, seen: str) -> None:
        self._seen.choose(seen)
        self._turn()

    @Slot()
    def _see_day(self) -> None:
        self._see(IN_DAY)

    @Slot()
    def _see_week(self) -> None:
        self._see(IN_WEEK)

    @Slot()
    def _see_month(self) -> None:
        self._see(IN_MONTH)

    @Slot()
    def _see_list(self) -> None:
        self._see(IN_LIST)

    @Slot()
    def _ask_day(self) -> None:
        """To the line where a day is typed."""
        self._date.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._date.selectAll()

    @Slot(object)
    def _open_day(self, day: date) -> None:
        self._seen.choose(IN_DAY)
        self.show_day(day)
        self._lead_keys()
        self.view.setFocus()

    def reload(self) -> None:
        span = self.span
        title, shorter = span.title
        self.set_title(title, shorter=shorter)
        self._controls.name_steps(span)
        self._controls.back.setVisible(not self.shows(self._clock.today()))
        slot = whole_day(self._day) if span.seen in (IN_MONTH, IN_LIST) else span.slot
        self._days = self._services.planning.span(slot)
        self._controls.offer(choices(self._days.units))
        self._draw()

    def tick(self) -> None:
        self.view.set_now(self._now())

    def _now(self) -> datetime | None:
        wall = self._clock.wall()
        return wall if self.shows(wall.date()) else None

    @Slot()
    def _draw(self) -> None:
        if self._days is None:
            return
        now = self._now()
        something = bool(self._days.units)
        self.tools.setVisible(something)
        self._act.setVisible(something)
        self._paper.setVisible(something)
        if something and self._seen.choice in (IN_MONTH, IN_LIST):
            self._closely.card.leave()
            with self.refusals():
                any_of_them = self.further.draw(self._days, self.span, str(self._filter.choice), self._find.text())
                there = LIST if self._seen.choice == IN_LIST else MONTH
                self._sheet.setCurrentIndex(there if any_of_them else UNSEEN)
            return
        span = self.span
        shown = drawn(self._days, span.first, span.count, str(self._filter.choice), self._find.text().strip(), now)
        self._shown = shown
        self._acts.know(self._days, shown)
        self._sheet.setCurrentIndex(NOTHING if not something else SHEET if shown.day.rows else UNSEEN)
        self.view.caption = _opening_words(self._days)
        self.view.show_day(shown.day, now)
        self._closely.again()

    @Slot()
    def _earlier(self) -> None:
        self.show_day(self.span.turned(-1))

    @Slot()
    def _later(self) -> None:
        self.show_day(self.span.turned(1))

    @Slot()
    def _today(self) -> None:
        self.show_day(self._clock.today())

    @Slot()
    def _date_chosen(self) -> None:
        with self.refusals():
            if self._date.refusal is not None:
                raise self._date.refusal
            if self._date.day != self._day:
                self.show_day(self._date.day)

    @Slot()
    def _print_day(self) -> None:
        """The day shown; of a week, the one the hand is on."""
        self._papers.print_day((self.view.day if self.week else None) or self.day)


def _opening_words(days: PlanningDays) -> str:
    minutes = sum(slot.minutes for slot in days.open)
    if not minutes:
        return _("closed")
    return _("%(length)s open") % {"length": formats.duration(minutes)}
