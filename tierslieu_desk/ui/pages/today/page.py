"""The front page: what is free, who is here, the day, what waits for a hand, and the age of the copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import Activity
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.counter.keystrokes import KEYSTROKES
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.shared.lines import Line
from tierslieu_desk.ui.pages.today import words
from tierslieu_desk.ui.pages.today.also_row import also_row
from tierslieu_desk.ui.pages.today.digital import DigitalCard
from tierslieu_desk.ui.pages.today.due import DueCard
from tierslieu_desk.ui.pages.today.notes_card import NotesCard
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.translations import day_title
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, Card, Edge, EmptyState, Row, StatTile, clear
from tierslieu_desk.ui.widgets.doors import DoorButton, DoorRow
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.front.today import AgendaRow, HereRow, TodayView
    from tierslieu_desk.ui.pages.planning.print import DayPapers

WATCHES = frozenset(
    {"visit", "hold", "booking", "event", "event_session", "registration", "loan", "mail_item", "invoice"}
    | {"payment_allocation", "copy_made", "party", "unit", "place", "closure", "opening_hours", "allowance_entry"}
    | {"allowance", "domiciliation", "maintenance", "unit_part", "open_invoice", "mail_act", "journal"}
    | {"subscription", "subscription_pause", "affiliation", "plan", "attendance"}
    | {"workstation", "workstation_turn", "dated_setting", "person_task", "person_paper"}
    | {"message", "mail_account"}
    | {"shift_note", "checklist_item", "deposit_held", "waiting"}
    | {"own_hours", "calendar_area", "day_effect", "public_day", "school_period"}
)
"""`services.today.Today.WATCHES`, repeated so that the badges need not import it; a test compares them."""


TILES_WHEN_NARROW = 2
OPENED = frozenset({"booking", "event", "loan", "maintenance"})
"""What of the day can be seen closely; a closed hour says all there is."""
PASSER_BY_KEY = "+"


class NowLine(QWidget):
    """Where the day has got to, between what is over or under way and what comes."""

    def __init__(self, time: str) -> None:
        super().__init__()
        self._time = time
        self.setAccessibleName(_("Now, %(time)s") % {"time": time})
        self.setFixedHeight(20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = theme.font("second", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("now"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(theme.CARD_PADDING, 0, 60, self.height(), middle, self._time)
        left = theme.CARD_PADDING + QFontMetrics(font).horizontalAdvance(self._time) + 8
        painter.fillRect(left, self.height() // 2 - 1, self.width() - left - theme.CARD_PADDING, 2, theme.colour("now"))


class TodayPage(Page):
    """`seen` carries the `TodayView` shown, for what stands on the rail."""

    watches = WATCHES
    help = Help(
        N_("What is going on: who is here, what comes, what waits for a hand."),
        (
            (N_("Somebody comes in"), N_("“Arrival”, and the first letters of their name.")),
            (N_("Somebody only passes by"), N_("“+1 passing by” counts them without a name.")),
            (N_("Take a room or a desk"), N_("“+ Book”; the price is told before it is taken.")),
            (N_("Sell, hand over, take money"), N_("“At the counter…” finds somebody and does it in a few keys.")),
            (N_("Put a visit right"), N_("Open the row of whoever is here; what it was before stays on their page.")),
            (
                N_("Work a day from paper"),
                N_("“Tomorrow on paper…” prints its sheets; “Type in…” takes them back in the same order."),
            ),
        ),
        ((PASSER_BY_KEY, N_("one more passes by")),),
        KEYSTROKES,
    )
    seen = Signal(object)

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Today"), around.changes)
        self._services = around.services
        self._jobs = around.jobs
        self._view: TodayView | None = None
        self._drawn: dict[str, object] = {}
        self._book = button(_("+ Book"), self._ask_to_book)
        self.set_main_act(self._book)
        QShortcut(QKeySequence(PASSER_BY_KEY), self).activated.connect(self._passer_by)
        self._tiles = QGridLayout()
        self._tiles.setSpacing(10)
        self._here = Card(_("Here now"), scrolls=True)
        self._day = Card(_("The day"), scrolls=True)
        self._due = DueCard(self, around)
        self._here.add_foot(
            button(_("Arrival"), self._ask_who_came),
            button(_("+1 passing by"), self._passer_by),
            button(_("Evacuation F9"), self._evacuate, look="quiet"),
        )
        self._around = around
        self._day.add_foot(
            button(_("Tomorrow on paper…"), self._print_tomorrow, icon="printer"),
            button(_("Type in…"), self._type_in, says=_("Type in a paper day…")),
            button("", self.close_exceptionally, look="quiet", icon="megaphone", says=_("Snow, a power cut: close…")),
        )
        cards = self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        cards.setSpacing(theme.GAP + 2)
        self._digital = DigitalCard(self, around.services)
        self._digital.hide()
        self.notes = NotesCard(self, around)
        self.note = button(_("Leave a note…"), self.notes.begin, look="quiet", says=_("A line for whoever comes next"))
        self._note_foot = self._due.add_foot(self.note)
        present = _column((self._here, 3), (self._digital, 2))
        waiting = _column((self.notes, 0), (self._due, 1))
        for card, share in ((present, 40), (self._day, 44), (waiting, 36)):
            card.setMinimumWidth(0)
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            cards.addWidget(card, share)
        self.body.addLayout(self._tiles)
        self.body.addLayout(cards, 1)

    def reload(self) -> None:
        view = self._services.today.view()
        self._view = view
        self.set_title(_capital(day_title(view.now.date())), words.open_words(view))
        self._redraw("tiles", words.tiles(view.free), self._draw_tiles)
        self._redraw("here", (view.here, view.also), partial(self._draw_here, view))
        self._digital.setVisible(Activity.DIGITAL_SPACE in view.does)
        if not self._digital.isHidden():
            self._digital.show_stations(view.stations)
        self._here.set_aside(words.here_count(view))
        at = formats.clock_time(view.now)
        self._redraw("day", (view.agenda, bool(view.free), at), partial(self._draw_day, view, at))
        self._day.set_aside(words.agenda_count(view))
        due = (view.due, words.copy_line(view), words.copy_is_old(view), words.cloud_line(view))
        self._redraw("due", due, partial(self._due.show_view, view))
        self._book.setVisible(bool(view.free))
        self.notes.reload()
        self._note_foot.setVisible(Activity.OPERATORS in view.does and self.notes.isHidden())
        self.seen.emit(view)

    def tick(self) -> None:
        self.refresh()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        if self._view is not None:
            self._draw_tiles()
        direction = QBoxLayout.Direction
        self._cards.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        for card in (self._here, self._day, self._due):
            card.setMinimumHeight(300 if narrow else 190)

    def _redraw(self, part: str, rows: object, draw: Callable[[], Any]) -> None:
        """Only what differs is drawn anew: scrolling and the focus stay where they are."""
        if self._drawn.get(part) != rows:
            self._drawn[part] = rows
            draw()

    def _draw_tiles(self) -> None:
        clear(self._tiles)
        shown = words.tiles(self._view.free) if self._view is not None else ()
        across = TILES_WHEN_NARROW if self._narrow else max(1, len(shown))
        for column in range(self._tiles.columnCount()):
            self._tiles.setColumnStretch(column, 1 if column < across else 0)
        for number, tile in enumerate(shown):
            made = StatTile(tile.label, tile.figure, tile.remark)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._tiles.addWidget(made, number // across, number % across)
            self._tiles.setColumnStretch(number % across, 1)

    def _draw_here(self, view: TodayView) -> None:
        if view.here or view.also:
            came = (self._here_row(row) for row in view.here)
            self._here.stream_rows(chain(came, (also_row(one, self._check_out) for one in view.also)))
        else:
            nobody = EmptyState("coffee", _("Nobody is here yet"), _("“Arrival” writes down who comes in."))
            self._here.set_rows([nobody])

    def _here_row(self, row: HereRow) -> Row:
        line = words.here(row)
        leaves = button(
            "",
            self._check_out,
            look="quiet",
            icon="sign-out",
            says=_("%(name)s leaves") % {"name": row.name},
        )
        leaves.setFixedWidth(34)
        leaves.setProperty("party", row.party_id)
        face = Avatar(row.name, words.avatar_kind(row.party_id))
        says = _("%(name)s: correct the visit…") % {"name": row.name}
        opens, chip = self._correct, None if row.to_pay else _chip(line)
        aside = self._to_pay(row, leaves) if row.to_pay else leaves
        return DoorRow(line.strong, line.second, opens, row.visit_id, says=says, lead=(face,), chip=chip, aside=aside)

    def _to_pay(self, row: HereRow, leaves: QWidget) -> QWidget:
        """The day nothing covers, as a button that opens the counter on it, before the one that sees them off."""
        owes = words.to_pay(row)
        pays = button(owes, self._pay_day, says=_("%(name)s: %(what)s") % {"name": row.name, "what": owes})
        pays.setProperty("party", row.party_id)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(pays)
        line.addWidget(leaves)
        return both

    def _draw_day(self, view: TodayView, at: str) -> None:
        rows: list[QWidget] = []
        now_line: QWidget | None = None
        for row in words.agenda_shown(view):
            if now_line is None and words.agenda_time(row, view) > view.now:
                now_line = NowLine(at)
                rows.append(now_line)
            rows.append(self._agenda_row(row, view))
        if not rows:
            rows = [self._nothing_planned(view)]
        elif now_line is None:
            now_line = NowLine(at)
            rows.append(now_line)
        before = self.window().focusWidget()
        focused = _key(before) if isinstance(before, DoorButton) and self._day.isAncestorOf(before) else None
        self._day.set_rows(rows)
        for made in rows:
            if focused is not None and isinstance(made, DoorRow) and _key(made.door) == focused:
                made.door.setFocus(Qt.FocusReason.OtherFocusReason)
        self._now_line = now_line
        QTimer.singleShot(0, self.show_now)

    def _agenda_row(self, row: AgendaRow, view: TodayView) -> Row:
        line = words.agenda(row, view.now)
        at = formats.clock_time(words.agenda_time(row, view))
        time = Words(at, "time")
        time.setMinimumWidth(42)
        lead = (time, Edge(words.agenda_kind(row)))
        if row.owner not in OPENED:
            return Row(line.strong, line.second, lead=lead, chip=_chip(line))
        says = _("%(time)s, %(what)s") % {"time": at, "what": line.strong}
        return DoorRow(line.strong, line.second, self._open_row, row, says=says, lead=lead, chip=_chip(line))

    def _nothing_planned(self, view: TodayView) -> EmptyState:
        nothing = _("Nothing is planned today")
        if view.free:
            return EmptyState("calendar-blank", nothing, _("“+ Book” takes a room or a desk."))
        describe = button(_("Describe rooms and desks"), self.to_the_rooms)
        return EmptyState("calendar-blank", nothing, _("Nothing can be booked here yet."), describe)

    @Slot()
    def show_now(self) -> None:
        """Scroll the day to where it has got to."""
        area = self._day.findChild(QScrollArea)
        line = self._now_line
        inside = area.widget() if isinstance(area, QScrollArea) else None
        if area is not None and inside is not None and line is not None and inside.isAncestorOf(line):
            top = line.mapTo(inside, line.rect().topLeft()).y()
            if top > area.viewport().height() - 120:
                area.verticalScrollBar().setValue(top - area.viewport().height() // 3)

    @Slot()
    def _ask_to_book(self) -> None:
        from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

        dialog = BookingDialog(self.window(), self._services, self._jobs, now=self._around.clock.wall())
        dialog.told.connect(self.said)
        dialog.open()

    @Slot()
    def _ask_who_came(self) -> None:
        from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog

        dialog = ArrivalDialog(self.window(), self._services)
        dialog.told.connect(self.said)
        dialog.day_unpaid.connect(self.day_unpaid)
        dialog.open()

    @Slot()
    def _open_row(self) -> None:
        """What the planning opens of it too; what is lent or under repair is seen to among the equipment."""
        row: AgendaRow = self.sender().property("leads_to")
        if row.owner not in {"booking", "event"}:
            self.page_wanted.emit("equipment")
            return
        with self.refusals():
            if row.owner == "event":
                self._papers.open_event(row.owner_id, row.slot.start)
            else:
                self._papers.open_booking(row.owner_id)

    @cached_property
    def _papers(self) -> DayPapers:
        from tierslieu_desk.ui.pages.planning.print import DayPapers

        return DayPapers(self, self._around)

    @Slot()
    def _correct(self) -> None:
        """What was written of somebody who is here is put right."""
        from tierslieu_desk.ui.pages.shared.visit_dialog import VisitDialog

        with self.refusals():
            visit = self._services.visits.of(self.sender().property("leads_to"))
            dialog = VisitDialog(self.window(), self._services, visit)
            dialog.told.connect(self.said)
            dialog.open()

    @Slot()
    def _evacuate(self) -> None:
        from tierslieu_desk.ui.evacuation import print_list

        print_list(self.window(), self._around)

    @Slot()
    def _type_in(self) -> None:
        from tierslieu_desk.ui.pages.today.paper_day import PaperDayDialog

        with self.refusals():
            dialog = PaperDayDialog(self.window(), self._services, self._around.clock.wall())
            dialog.told.connect(self.said)
            dialog.open()

    @Slot()
    def close_exceptionally(self) -> None:
        """Nobody can come: who is hit, what becomes of each, the notice for the door."""
        self._papers.close_exceptionally()

    @Slot()
    def _print_tomorrow(self) -> None:
        self._papers.print_tomorrow()

    @Slot()
    def _passer_by(self) -> None:
        with self.refusals():
            visit_id = self._services.visits.passer_by()
            undo = partial(self._services.visits.undo_check_in, visit_id)
            self.said.emit(_("One more person passed by."), undo)

    @Slot()
    def _check_out(self) -> None:
        with self.refusals():
            visits, asked = self._services.visits, self.sender()
            guest = asked.property("visit")
            visit = visits.check_out(asked.property("party")) if guest is None else visits.guest_leaves(guest)
            undo = partial(self._services.visits.undo_check_out, visit.id, visit.left)
            self.said.emit(words.left(visit), undo)

    @Slot()
    def _pay_day(self) -> None:
        self.day_unpaid.emit(self.sender().property("party"), "", None)


def _key(door: DoorButton) -> tuple[str, int, datetime]:
    """What tells a row of the day from the others, whenever it was read."""
    row: AgendaRow = door.property("leads_to")
    return row.owner, row.owner_id, row.slot.start


def _chip(line: Line) -> Chip | None:
    return Chip(line.chip, line.kind) if line.chip else None


def _column(*cards: tuple[QWidget, int]) -> QWidget:
    """Cards one above the other, each with its share of the height."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP + 2)
    for card, share in cards:
        column.addWidget(card, share)
    return made


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
