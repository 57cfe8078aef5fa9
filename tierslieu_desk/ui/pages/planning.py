"""The planning of a day or a week: book by drawing, move by dragging, take back what was done."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError, NotOffered, PoolFull, SlotTaken
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.planning_day import ALL, Holder, Shown, drawn
from tierslieu_desk.ui.pages.planning_print import PlanningPapers
from tierslieu_desk.ui.pages.planning_rows import PlanningBlock
from tierslieu_desk.ui.pages.planning_view import PlanningView
from tierslieu_desk.ui.pages.planning_words import day_name, day_text, hours_text, obstacle_words
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking_prices import Quote
    from tierslieu_desk.services.planning import PlanningDays

WATCHES = frozenset(
    {"hold", "booking", "event", "event_session", "loan", "maintenance", "closure", "opening_hours", "party"}
    | {"unit", "unit_part", "price", "place"}
)

SHEET, NOTHING, UNSEEN = range(3)
IN_DAY, IN_WEEK = "day", "week"


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
        ),
        (
            ("← → ↑ ↓", N_("another time, another space")),
            ("Enter", N_("book, or see the booking")),
            ("Ctrl+←/→", N_("move the booking by a quarter of an hour")),
            ("Shift+→", N_("a longer time")),
            ("Ctrl+↑/↓", N_("move the booking to another space")),
            ("N, P", N_("the next booking, the one before")),
            ("D, W, T", N_("the day, the week, today")),
            (N_("Page up, Page down"), N_("the day or the week before, the next one")),
            ("Del", N_("cancel the booking")),
        ),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Planning"), around.changes)
        self._services = around.services
        self._clock = around.clock
        self._papers = PlanningPapers(self, around)
        self._day = around.clock.today()
        self._days: PlanningDays | None = None
        self._shown: Shown | None = None
        self._quoted: tuple[object, str] = (None, "")
        self.view = PlanningView()
        self.view.preview = self._preview
        self._build_head()
        self._build_body()
        self.setFocusProxy(self.view)
        self.view.slot_chosen.connect(self._book)
        self.view.block_moved.connect(self._move)
        self.view.block_opened.connect(self._open_block)
        self.view.day_opened.connect(self._open_day)
        for key, slot in (
            ("Delete", self._cancel),
            ("Backspace", self._cancel),
            ("PgUp", self._earlier),
            ("PgDown", self._later),
            ("Alt+Left", self._earlier),
            ("Alt+Right", self._later),
            ("D", self._see_day),
            ("W", self._see_week),
            ("T", self._today),
        ):
            shortcut = QShortcut(QKeySequence(key), self.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._papers.print_day)

    def _build_head(self) -> None:
        steps = QFrame()
        steps.setObjectName("segments")
        line = QHBoxLayout(steps)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        self._date = DateField(self._day)
        self._date.setAccessibleName(_("Day shown"))
        self._date.setObjectName("bare")
        self._date.setFixedWidth(136)
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
        for tool in (self._back, steps, self._seen, self._filter, self._find):
            self.add_tool(tool)
        self._tools.setSpacing(theme.GAP)
        self._act = button(_("+ Book"), self._book_any)
        self._paper = button("", self._papers.print_day, icon="printer", says=_("Print the day (Ctrl+P)"))
        self._paper.setProperty("square", True)
        self._head.addWidget(self._paper)
        self.set_main_act(self._act)

    def set_narrow(self, narrow: bool) -> None:
        """Beside that, the search goes up beside the main act: date and filter fill the line of the controls."""
        super().set_narrow(narrow)
        if narrow:
            self._head.insertWidget(2, self._find)
        else:
            self._tools.addWidget(self._find)

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
                button(_("Describe rooms and desks"), self._to_settings, look="main"),
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

    @Slot()
    def _to_settings(self) -> None:
        self.page_wanted.emit("settings/units")

    @property
    def day(self) -> date:
        """The day shown, or the one whose week is."""
        return self._day

    @property
    def week(self) -> bool:
        """Whether a whole week is shown."""
        return self._seen.choice == IN_WEEK

    @property
    def _first(self) -> date:
        return self._day - self._day.weekday() * DAY if self.week else self._day

    @property
    def _count(self) -> int:
        return 7 if self.week else 1

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
                shorter=f"{formats.date_compact(first)} – {formats.date_compact(first + 6 * DAY)}",
            )
        else:
            self.set_title(day_text(first), shorter=day_name(first))
        says = (_("The week before (Page up)"), _("The week after (Page down)"))
        if not week:
            says = (_("The day before (Page up)"), _("The day after (Page down)"))
        for arrow, said in zip((self._before, self._after), says, strict=True):
            arrow.setAccessibleName(said)
            arrow.setToolTip(said)
        self._back.setVisible(not first <= self._clock.today() < first + self._count * DAY)
        self._days = self._services.planning.span(WallSlot(_midnight(first), _midnight(first + self._count * DAY)))
        self._draw()

    def tick(self) -> None:
        self.view.set_now(self._now())

    def _now(self) -> datetime | None:
        wall = self._clock.wall()
        return wall if self._first <= wall.date() < self._first + self._count * DAY else None

    @Slot()
    def _draw(self) -> None:
        if self._days is None:
            return
        now = self._now()
        something = bool(self._days.units)
        self.tools.setVisible(something)
        self._act.setVisible(something)
        self._paper.setVisible(something)
        shown = drawn(self._days, self._first, self._count, str(self._filter.choice), self._find.text().strip(), now)
        self._shown = shown
        self._sheet.setCurrentIndex(NOTHING if not something else SHEET if shown.day.rows else UNSEEN)
        self.view.caption = _opening_words(self._days)
        self.view.show_day(shown.day, now)

    @Slot()
    def _earlier(self) -> None:
        self.show_day(self._day - self._count * DAY)

    @Slot()
    def _later(self) -> None:
        self.show_day(self._day + self._count * DAY)

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

    def _holder(self, number: int) -> Holder | None:
        return self._shown.holders.get(number) if self._shown is not None else None

    def _preview(self, block: PlanningBlock | None, unit_id: int, start: datetime, end: datetime) -> str:
        """Times, length, price, and who is in the way. The price is asked once for each place the pointer snaps to."""
        key = (block.booking_id if block else None, unit_id, start, end)
        if self._quoted[0] != key:
            self._quoted = (key, self._preview_words(block, unit_id, start, end))
        return self._quoted[1]

    def _preview_words(self, block: PlanningBlock | None, unit_id: int, start: datetime, end: datetime) -> str:
        if self._days is None:
            return hours_text(start, end)
        holder = self._holder(block.booking_id) if block is not None else None
        unit = next((unit.name for unit in self._days.units if unit.id == unit_id), "")
        times = hours_text(start, end)
        words = [f"{day_name(start.date())}, {times}" if self.week else times, unit]
        try:
            slot = WallSlot(start, end)
            besides = holder.owner_id if holder is not None and holder.owner == "booking" else None
            prospect = self._services.bookings.look(unit_id, slot, besides=besides)
        except DeskError as refusal:
            self.refused.emit(refusal)
            return " · ".join(words)
        if prospect.refusal is not None:
            words.append(obstacle_words(prospect.refusal))
        if not isinstance(prospect.refusal, SlotTaken | PoolFull):
            words += [formats.duration(slot.minutes), _price(prospect.price)]
        return " · ".join(words)

    @Slot()
    def _book_any(self) -> None:
        at = self._clock.wall()
        self._dialog(now=datetime.combine(self._day, at.time()))

    @Slot(object, object, object)
    def _book(self, unit_id: int, start: datetime, end: datetime) -> None:
        if self._days is None:
            return
        with self.refusals():
            slot = WallSlot(start, end)
            refusal = self._services.bookings.look(unit_id, slot).refusal
            if isinstance(refusal, SlotTaken):
                raise refusal
            self._dialog(unit_id=unit_id, slot=slot)

    def _dialog(self, now: datetime | None = None, unit_id: int | None = None, slot: WallSlot | None = None) -> None:
        from tierslieu_desk.ui.pages.booking_dialog import BookingDialog

        dialog = BookingDialog(self.window(), self._services, now=now, unit_id=unit_id, slot=slot)
        dialog.told.connect(self.said)
        dialog.open()

    @Slot(object, object, object, object)
    def _move(self, number: int, unit_id: int, start: datetime, end: datetime) -> None:
        holder = self._holder(number)
        if holder is None:
            return
        with self.refusals():
            self._only_bookings(holder)
            same_seat = unit_id == self._unit_of(number)
            wanted = holder.asked_unit_id if same_seat else unit_id
            booked = self._services.bookings.move(holder.owner_id, WallSlot(start, end), wanted)
            self.refresh()  # at once: a key held down goes on from where the block is now
            facts = {"name": holder.title, "unit": booked.unit, "times": formats.times(booked.slot)}
            sentence = _("%(name)s: %(unit)s, %(times)s") % facts + f" · {_price(booked.price)}"
            self.said.emit(sentence, partial(self._services.bookings.take_back, booked.act))

    def _unit_of(self, number: int) -> int | None:
        blocks = self._shown.day.blocks if self._shown is not None else ()
        return next((b.unit_id for b in blocks if b.booking_id == number and b.state != "by_whole"), None)

    @Slot()
    def _cancel(self) -> None:
        block = self.view.block
        holder = self._holder(block.booking_id) if block is not None else None
        if holder is None:
            return
        with self.refusals():
            self._only_bookings(holder)
            act = self._services.bookings.cancel(holder.owner_id)
            sentence = _("%(name)s no longer comes, %(times)s.") % {
                "name": holder.title,
                "times": formats.times(WallSlot(holder.start, holder.end)),
            }
            self.said.emit(sentence, partial(self._services.bookings.take_back, act))

    @Slot(object)
    def _open_block(self, number: int) -> None:
        from tierslieu_desk.ui.pages.booking_sheet import BookingSheet

        holder = self._holder(number)
        if holder is None:
            return
        with self.refusals():
            if holder.owner == "event":
                self._papers.open_event(holder.owner_id, holder.start)
                return
            self._only_bookings(holder)
            sheet = BookingSheet(self.window(), self._services, holder.owner_id)
            sheet.told.connect(self.said)
            sheet.open()

    def _only_bookings(self, holder: Holder) -> None:
        """An event, a loan or a closed hour is changed where it was made. Raises `NotOffered`."""
        if holder.owner != "booking":
            raise NotOffered(what=holder.title or _("Closed"), reason=_("Only bookings are changed on the planning."))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _price(price: Quote) -> str:
    return formats.amount(price.gross_cents) if price.gross_cents else _("nothing to pay")


def _opening_words(days: PlanningDays) -> str:
    minutes = sum(slot.minutes for slot in days.open)
    if not minutes:
        return _("closed")
    return _("%(length)s open") % {"length": formats.duration(minutes)}
