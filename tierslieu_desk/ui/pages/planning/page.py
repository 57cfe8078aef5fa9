"""The planning of a day or a week: book by drawing, move by dragging, take back what was done."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.planning.acts import PlanningActs
from tierslieu_desk.ui.pages.planning.closely import Closely
from tierslieu_desk.ui.pages.planning.day import ALL, Shown, drawn
from tierslieu_desk.ui.pages.planning.print import DayPapers
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.words import day_name, day_text
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.labels import restyle
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.planning import PlanningDays

WATCHES = frozenset(
    {"hold", "booking", "event", "event_session", "loan", "maintenance", "closure", "opening_hours", "party"}
    | {"unit", "unit_part", "price", "place"}
)

SHEET, NOTHING, UNSEEN = range(3)
IN_DAY, IN_WEEK = "day", "week"
DATE_WIDTH = 136
ROOMY = 1560
"""Pixels of a page whose title, controls and acts fit in one line, in any language."""


class PlanningPage(Page):
    """One day at a time, or the week it is in."""

    watches = WATCHES
    help = Help(
        N_("Who has what, and when. One line a space, time across."),
        (
            (N_("Book"), N_("Draw over a free time with the mouse, or go there with the arrows and press Enter.")),
            (
                N_("Move, make longer"),
                N_("Pull the block, or its right edge. What is in the way is told."),
            ),
            (N_("See who has it"), N_("Click a block once; click it twice for all there is to know of it.")),
        ),
        (
            ("← → ↑ ↓", N_("another time, another space")),
            ("Enter", N_("book, or see the booking")),
            ("Ctrl+←/→", N_("move the booking by a quarter of an hour")),
            (N_("Shift+→"), N_("a longer time")),
            ("Ctrl+↑/↓", N_("move the booking to another space")),
            ("N, P", N_("the next booking, the one before")),
            ("D, W, T", N_("the day, the week, today")),
            ("F", N_("find a free space")),
            (N_("Page up, Page down"), N_("the day or the week before, the next one")),
            (N_("Del"), N_("cancel the booking")),
        ),
    )

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
        self._closely = Closely(self, self._acts, around.services, around.clock)
        self._build_head()
        self._build_body()
        self.setFocusProxy(self.view)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print_day)
        self.view.day_opened.connect(self._open_day)
        for key, slot in (
            ("Delete", self._acts.cancel),
            ("Backspace", self._acts.cancel),
            ("PgUp", self._earlier),
            ("PgDown", self._later),
            ("Alt+Left", self._earlier),
            ("Alt+Right", self._later),
            ("D", self._see_day),
            ("W", self._see_week),
            ("T", self._today),
            ("F", self._acts.find),
        ):
            shortcut = QShortcut(QKeySequence(key), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _build_head(self) -> None:
        steps = QFrame()
        steps.setObjectName("segments")
        line = QHBoxLayout(steps)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        self._date = DateField(self._day)
        self._date.setAccessibleName(_("Day shown"))
        self._date.setObjectName("bare")
        self._date.setFixedWidth(DATE_WIDTH)
        before = button("", self._earlier, look="quiet", icon="caret-left", says=_("The day before (Page up)"))
        after = button("", self._later, look="quiet", icon="caret-right", says=_("The day after (Page down)"))
        for widget in (before, self._date, after):
            line.addWidget(widget)
        self._before, self._after = before, after
        self._back = button(_("Today"), self._today, tall=True)
        self._seen = SegmentedControl(_("How much is shown"), ((IN_DAY, _("Day")), (IN_WEEK, _("Week"))))
        self._seen.chosen.connect(self._turn)
        self._date.settled.connect(self._date_chosen)
        self._filter = Choice(((ALL, _("All")), ("room", _("Rooms")), ("desk", _("Desks")), ("tool", _("Tools"))))
        self._filter.setAccessibleName(_("What is shown"))
        self._filter.currentIndexChanged.connect(self._draw)
        self._find = SearchBox(_("Find…"))
        self._find.setMinimumWidth(104)
        self._find.setMaximumWidth(170)
        self._find.searched.connect(self._draw)
        fixed = QSizePolicy.Policy.Fixed
        tools: tuple[QWidget, ...] = (steps, self._seen, self._filter)
        for tool in tools:
            tool.setSizePolicy(fixed, fixed)
        for tool in (steps, self._seen, self._back):
            self.add_tool(tool)
        self._tools.addStretch(1)
        self.add_tool(self._filter)
        self.add_tool(self._find)
        self._tools.setSpacing(theme.GAP)
        self._act = button(_("+ Book"), self._acts.book_any)
        self._finder = button("", self._acts.find, icon="calendar-check", says=_("Find a free space… (F)"))
        self._finder.setProperty("square", True)
        self._head.addWidget(self._finder)
        self._paper = button("", icon="printer", says=_("Print…"))
        self._paper.setProperty("square", True)
        menu = QMenu(self._paper)
        menu.addAction(_("The day (Ctrl+P)"), self._print_day)
        self._picking = menu.addAction(_("Pick list: what to bring, and to put back"), self._acts.print_pick_list)
        menu.addAction(_("Tomorrow’s sheets: the day, and what people sign"), self._papers.print_tomorrow)
        self._paper.setMenu(menu)
        self._head.addWidget(self._paper)
        self.set_main_act(self._act)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the search goes up beside the main act: date and filter fill the line of the controls."""
        super().set_narrow(narrow)
        self._date.setFixedWidth(DATE_WIDTH - 12 if narrow else DATE_WIDTH)
        self._tools.setSpacing(theme.GAP // 3 if narrow else theme.GAP)
        self._back.setProperty("tall", not narrow)
        restyle(self._back)
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
        self.body.addWidget(self._sheet, 1)

    @property
    def day(self) -> date:
        """The day shown, or the one whose week is."""
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
        return self._first <= day < self._first + _days_of(self.week) * DAY

    @property
    def _first(self) -> date:
        return self._day - self._day.weekday() * DAY if self.week else self._day

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

    @Slot()
    def _turn(self) -> None:
        """Day or week: the week opens on the day shown, the day on the one the hand is on."""
        on = self.view.day
        if not self.week and on is not None:
            self._day = on
        self.show_day(self._day)
        self.view.setFocus()

    @Slot()
    def _see_day(self) -> None:
        self._seen.choose(IN_DAY)
        self._turn()

    @Slot()
    def _see_week(self) -> None:
        self._seen.choose(IN_WEEK)
        self._turn()

    @Slot(object)
    def _open_day(self, day: date) -> None:
        self._seen.choose(IN_DAY)
        self.show_day(day)

    def reload(self) -> None:
        first, week = self._first, self.week
        if week:
            self.set_title(
                _("Week of %(day)s") % {"day": formats.date_in_year(first)},
                shorter=formats.date_in_year(first),
            )
        else:
            self.set_title(day_text(first), shorter=day_name(first))
        says = (_("The week before (Page up)"), _("The week after (Page down)"))
        if not week:
            says = (_("The day before (Page up)"), _("The day after (Page down)"))
        for arrow, said in zip((self._before, self._after), says, strict=True):
            arrow.setAccessibleName(said)
            arrow.setToolTip(said)
        self._back.setVisible(not self.shows(self._clock.today()))
        self._days = self._services.planning.span(
            WallSlot(_midnight(first), _midnight(first + _days_of(self.week) * DAY))
        )
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
        self._finder.setVisible(something)
        self._picking.setVisible(any(unit.kind is UnitKind.TOOL for unit in self._days.units))
        shown = drawn(
            self._days, self._first, _days_of(self.week), str(self._filter.choice), self._find.text().strip(), now
        )
        self._shown = shown
        self._acts.know(self._days, shown)
        self._sheet.setCurrentIndex(NOTHING if not something else SHEET if shown.day.rows else UNSEEN)
        self.view.caption = _opening_words(self._days)
        self.view.show_day(shown.day, now)
        self._closely.again()

    @Slot()
    def _earlier(self) -> None:
        self.show_day(self._day - _days_of(self.week) * DAY)

    @Slot()
    def _later(self) -> None:
        self.show_day(self._day + _days_of(self.week) * DAY)

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
        self._papers.print_day((self.view.day if self.week else None) or self._day)


def _days_of(week: bool) -> int:
    return 7 if week else 1


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _opening_words(days: PlanningDays) -> str:
    minutes = sum(slot.minutes for slot in days.open)
    if not minutes:
        return _("closed")
    return _("%(length)s open") % {"length": formats.duration(minutes)}
