"""The programme: what comes and what was, who registered, the sheet they sign, and its re-entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.help import Help
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.pages.events import papers as event_papers
from tierslieu_desk.ui.pages.events.panel import EventPanel
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import SearchBox, SegmentedControl, button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow, SittingRow
    from tierslieu_desk.services.event.event_rows import EventRow

WATCHES = frozenset({"event", "event_session", "registration", "attendance", "unit", "party"})
AHEAD = BEHIND = timedelta(days=366)
ROOM = 2
WIDEST = 160
"""What a room may take from the title at most; the panel has it in full."""


class EventsPage(Page):
    """The list at the left, the event chosen at the right."""

    watches = WATCHES
    help = Help(
        N_("What happens here: workshops, trainings, lunches, with who comes and who came."),
        (
            (N_("Put something on the programme"), N_("“New event”: its room is held at once, for every session.")),
            (N_("Write somebody down"), N_("“Register”: somebody of your files, or just a name. Full? Enter again.")),
            (N_("The sheet to sign"), N_("“Sheet” beside the session; blank lines are for those who just come.")),
            (N_("Back with the sheet"), N_("“Enter” beside the session: Space for who signed, line after line.")),
            (N_("Somebody gives up"), N_("Choose them, then Del: the first who waits moves up, and you are told.")),
        ),
        (
            ("↑ ↓", N_("another event")),
            ("Enter", N_("register somebody")),
            (N_("Del"), N_("in the list of people: they will not come")),
        ),
    )

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(_("Events"), around.changes)
        self._around, self._services = around, around.services
        self._to_choose: int | None = None
        self._span = SegmentedControl(
            _("Which events"), (("coming", pgettext("events", "Coming")), ("past", pgettext("events", "Past")))
        )
        self._find = SearchBox(_("Find an event…"))
        self._find.setMinimumWidth(200)
        self._span.chosen.connect(self.refresh)
        self._find.searched.connect(self.refresh)
        self.add_tool(self._span)
        self.add_tool(self._find)
        self.set_main_act(button(_("New event"), self.add))
        self.table = self._made_table()
        self.setFocusProxy(self.table)
        self._card = Card(_("Events"))
        self._card.fill(self.table)
        self._card.setMinimumWidth(260)
        self._card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.panel = self._made_panel()
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme.GAP + 2)
        line.addWidget(self._card, 1)
        line.addWidget(self.panel)
        self.body.addLayout(line, 1)

    def _made_table(self) -> Table:
        advice = _("“New event” puts a workshop, a lunch or a training on it, and holds its room.")
        empty = EmptyState("ticket", _("Nothing on the programme here"), advice)
        columns: tuple[Column[EventRow], ...] = (
            Column(_("When"), _when, sort=lambda row: row.starts),
            Column(_("What"), lambda row: row.title, stretch=True),
            Column(_("Room"), lambda row: row.rooms),
            Column(_("Places"), _places, sort=lambda row: row.registered),
        )
        table = Table(_("Events"), RowsModel(columns, key=_key), empty)
        table.horizontalHeader().setMinimumSectionSize(80)
        table.chosen.connect(self._show)
        table.opened.connect(self._register_of)
        return table

    def _made_panel(self) -> EventPanel:
        panel = EventPanel()
        panel.register_wanted.connect(self.register)
        panel.sheet_wanted.connect(self._print_sheet)
        panel.entry_wanted.connect(self._enter_sheet)
        panel.calling_off_wanted.connect(self._call_off)
        panel.calls_wanted.connect(self._show_calls)
        panel.giving_up.connect(self._give_up)
        panel.list_wanted.connect(self._keep_list)
        return panel

    def reload(self) -> None:
        rows = self._rows()
        chosen = self.table.row
        with QSignalBlocker(self.table):  # the panel is filled once, at the end
            self._fill(rows, chosen)
        count = ngettext("%(n)s event", "%(n)s events", len(rows)) % {"n": len(rows)}
        self._card.set_title(count)
        self.panel.setVisible(bool(rows))
        self._show(self.table.row)

    def _fill(self, rows: Sequence[EventRow], chosen: EventRow | None) -> None:
        first = not self.table.model().rowCount()
        self.table.set_rows(rows)
        self.table.resizeColumnToContents(0)
        if first:
            self.table.setColumnWidth(ROOM, min(self.table.columnWidth(ROOM), WIDEST))
        if self._to_choose is not None:
            self.table.choose(self._to_choose)
            self._to_choose = None
        elif rows and (chosen is None or chosen.id not in {row.id for row in rows}):
            self.table.choose(rows[0].id)

    def _rows(self) -> tuple[EventRow, ...]:
        today = self._around.clock.today()
        if self._span.choice == "coming":
            rows = self._services.events.programme(today, today + AHEAD)
        else:
            rows = self._services.events.programme(today - BEHIND, today - timedelta(days=1))[::-1]
        text = name_key(self._find.text())
        return tuple(row for row in rows if text in name_key(f"{row.title} {row.speaker} {row.rooms}"))

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        direction = QBoxLayout.Direction
        self._line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._card.setMinimumHeight(280 if narrow else 0)
        self.table.setColumnHidden(ROOM, narrow)
        self.panel.set_wide(narrow)

    @Slot(object)
    def _show(self, row: EventRow | None) -> None:
        with self.refusals():
            event = None if row is None else self._services.events.detail(row.id)
            self.panel.show_event(event, self._around.clock.wall())

    @Slot()
    def add(self) -> None:
        """Write down what will happen."""
        from tierslieu_desk.ui.pages.events.dialog import EventDialog

        with self.refusals():
            dialog = EventDialog(self.window(), self._services, self._around.clock.today())
            dialog.told.connect(self.said)
            dialog.added.connect(self._added)
            dialog.open()

    @Slot(object, object)
    def _added(self, event_id: int, starts: date) -> None:
        self._to_choose = event_id
        self._find.clear()
        self._span.choose("coming" if starts >= self._around.clock.today() else "past")
        self.refresh()

    @Slot(object)
    def _register_of(self, _row: EventRow) -> None:
        if self.panel.event_shown is not None and self.panel.takes_names:
            self.register(self.panel.event_shown)

    @Slot(object)
    def register(self, event: EventDetail) -> None:
        """Write somebody down for it."""
        from tierslieu_desk.ui.pages.events.register import RegisterDialog

        dialog = RegisterDialog(self.window(), self._services, event)
        dialog.told.connect(self.said)
        dialog.open()

    @Slot(object, object)
    def _print_sheet(self, event: EventDetail, sitting: SittingRow) -> None:
        event_papers.show_sheet(self, self._around, event.title, sitting.starts.date(), sitting.id)

    @Slot(object)
    def _keep_list(self, event: EventDetail) -> None:
        event_papers.keep_list(self, self._around, event)

    @Slot(object, object)
    def _enter_sheet(self, _event: EventDetail, sitting: SittingRow) -> None:
        from tierslieu_desk.ui.pages.events.attendance_dialog import AttendanceDialog

        with self.refusals():
            dialog = AttendanceDialog(self.window(), self._services, sitting.id, today=self._around.clock.today())
            dialog.told.connect(self.said)
            dialog.open()

    @Slot(object)
    def _call_off(self, event: EventDetail) -> None:
        from tierslieu_desk.ui.pages.events.calls import CallOffDialog

        dialog = CallOffDialog(self.window(), self._services, event)
        dialog.told.connect(self.said)
        dialog.called_off.connect(self._show_calls)
        dialog.open()

    @Slot(object)
    def _show_calls(self, event: EventDetail) -> None:
        from tierslieu_desk.ui.pages.events.calls import CallListDialog
        from tierslieu_desk.ui.pages.messages import preview

        if event.coming:
            with self.refusals():
                from_here = preview.from_here(self._services)
                dialog = CallListDialog(self.window(), event, self._services if from_here else None)
                dialog.told.connect(self.said)
                dialog.open()

    @Slot(object, object)
    def _give_up(self, event: EventDetail, guest: GuestRow) -> None:
        from tierslieu_desk.ui.pages.messages import tell

        with self.refusals():
            moved = self._services.events.cancel_registration(guest.id)
            facts = {"name": guest.name, "event": event.title}
            if moved is None:
                undo = partial(self._services.events.register_again, guest.id)
                self.said.emit(_("%(name)s will not come to “%(event)s”.") % facts, undo)
                return
            told = _("%(name)s will not come. %(next)s moves up from the waiting list: tell them.")
            offer = tell.of_registration(self._services, event.id, moved.id, None)
            self.said.emit(told % {"name": guest.name, "next": moved.name}, offer)


def _key(row: EventRow) -> int:
    return row.id


def _when(row: EventRow) -> str:
    """Day and time; the weekday is beside, in the panel."""
    return f"{formats.date_compact(row.starts.date())}, {formats.clock_time(row.starts)}"


def _places(row: EventRow) -> str:
    if row.cancelled:
        return _("called off")
    places = f"{row.registered} / {row.capacity}"
    return f"{places} + {row.waiting}" if row.waiting else places
