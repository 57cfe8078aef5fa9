"""One event beside the list: its sittings with their sheets, and everybody who wants to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext, pgettext
from tierslieu_desk.rules.vocabulary import RegistrationState
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.events.words import kind_word, price_word, seats_word, sitting_word, state_word
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row, clear
from tierslieu_desk.ui.widgets.labels import Chip, Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from datetime import datetime

    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow, SittingRow

WIDTH = 400
QWIDGETSIZE_MAX = (1 << 24) - 1


class _SittingActs(QWidget):
    """The two buttons of a sitting: its sheet out, its sheet back."""

    sheet_wanted = Signal(object)
    entry_wanted = Signal(object)

    def __init__(self, sitting: SittingRow) -> None:
        super().__init__()
        self._sitting = sitting
        self.sheet = button(pgettext("attendance", "Sheet"), self._sheet, icon="printer")
        self.sheet.setAccessibleDescription(_("The sheet to sign, to look at and print"))
        self.enter = button(pgettext("attendance", "Enter"), self._enter, icon="pencil-simple")
        self.enter.setAccessibleDescription(_("Type in who signed the sheet"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.sheet)
        line.addWidget(self.enter)

    @Slot()
    def _sheet(self) -> None:
        self.sheet_wanted.emit(self._sitting)

    @Slot()
    def _enter(self) -> None:
        self.entry_wanted.emit(self._sitting)


class _Guests(Table):
    """`struck` is the key that takes somebody off the list."""

    struck = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.struck.emit()
            return
        super().keyPressEvent(event)


class EventPanel(QWidget):
    """What somebody asks for goes out with the event; the page does it."""

    register_wanted = Signal(object)
    sheet_wanted = Signal(object, object)
    entry_wanted = Signal(object, object)
    calling_off_wanted = Signal(object)
    calls_wanted = Signal(object)
    giving_up = Signal(object, object)
    list_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.event_shown: EventDetail | None = None
        self.takes_names = False
        self.set_wide(False)
        self._what = Card("")
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        holder = QWidget()
        holder.setLayout(self._inside)
        self._what.add(holder)
        self.register = button(_("Register"), self._ask_to_register, look="main", says=_("Register somebody"))
        self.call_off = button(_("Call it off…"), self._ask_to_call_off)
        self.calls = button(_("Who must be told"), self._ask_for_calls)
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(theme.CARD_PADDING, 8, theme.CARD_PADDING, 12)
        for made in (self.register, self.call_off, self.calls):
            line.addWidget(made)
        line.addStretch(1)
        self._what.add(self._foot)
        self.guests = self._made_guests()
        self._people = Card(_("Who comes"))
        self._people.fill(self.guests)
        self._people.setMinimumHeight(170)
        self.gives_up = button(_("They will not come"), self._ask_to_give_up)
        self.gives_up.setToolTip(_("Del"))
        self.keep = button("", self._ask_for_list, icon="export", says=_("Export this list…"))
        self._people.add_foot(self.gives_up, self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP + 2)
        column.addWidget(self._what)
        column.addWidget(self._people, 1)

    def _made_guests(self) -> Table:
        empty = EmptyState("users", _("Nobody yet"), _("“Register” takes the first name."))
        columns: tuple[Column[GuestRow], ...] = (
            Column(_("Name"), _who, stretch=True),
            Column(_("State"), state_word, sort=lambda guest: guest.state != RegistrationState.REGISTERED),
        )
        table = _Guests(_("Who comes"), RowsModel(columns, key=_key), empty)
        table.chosen.connect(self._choose)
        table.struck.connect(self._ask_to_give_up)
        return table

    def set_wide(self, wide: bool) -> None:
        """Take all the width there is, or stand beside the list."""
        self.setMinimumWidth(0 if wide else WIDTH)
        self.setMaximumWidth(QWIDGETSIZE_MAX if wide else WIDTH)

    def show_event(self, event: EventDetail | None, now: datetime | None = None) -> None:
        """Show it, or an invitation to choose; what is over `now` takes nobody and is not called off any more."""
        self.event_shown = event
        clear(self._inside)
        self._people.setVisible(event is not None)
        if event is None:
            self._foot.hide()
            self._what.set_title("")
            self._what.set_aside("")
            self._inside.addWidget(EmptyState("ticket", _("Choose an event in the list")))
            return
        self._what.set_title(kind_word(event.kind))
        self._what.set_aside(seats_word(event))
        self._inside.addWidget(_facts(event))
        for sitting in event.sittings:
            self._inside.addWidget(self._sitting(event, sitting))
        over = now is not None and all(sitting.ends <= now for sitting in event.sittings)
        self.takes_names = not event.cancelled and not over
        self.register.setVisible(self.takes_names)
        self.call_off.setVisible(self.takes_names)
        to_call = event.cancelled and bool(event.coming)
        self.calls.setVisible(to_call)
        self._foot.setVisible(self.takes_names or to_call)
        self._people.set_title(_("Who comes"))
        hours = formats.duration(event.person_minutes)
        self._people.set_aside(_("%(time)s of attendance") % {"time": hours} if event.person_minutes else "")
        first = not self.guests.model().rowCount()
        self.guests.set_rows(event.guests)
        self.keep.setEnabled(bool(event.coming))
        self.guests.resizeColumnToContents(1)
        if first or self.guests.row is None:
            self.guests.selectRow(0)
        self._choose(self.guests.row)

    def _sitting(self, event: EventDetail, sitting: SittingRow) -> Row:
        acts = _SittingActs(sitting)
        acts.setEnabled(not event.cancelled)
        acts.sheet_wanted.connect(self._ask_for_sheet)
        acts.entry_wanted.connect(self._ask_for_entry)
        when = formats.slot_text(sitting.slot)
        return Row(when[:1].upper() + when[1:], sitting_word(sitting), aside=acts)

    @Slot(object)
    def _choose(self, guest: GuestRow | None) -> None:
        there = guest is not None and guest.state is not RegistrationState.CANCELLED
        event = self.event_shown
        self.gives_up.setEnabled(there and event is not None and self.takes_names)

    @Slot()
    def _ask_to_register(self) -> None:
        if self.event_shown is not None:
            self.register_wanted.emit(self.event_shown)

    @Slot()
    def _ask_to_call_off(self) -> None:
        if self.event_shown is not None:
            self.calling_off_wanted.emit(self.event_shown)

    @Slot(object)
    def _ask_for_sheet(self, sitting: SittingRow) -> None:
        self.sheet_wanted.emit(self.event_shown, sitting)

    @Slot(object)
    def _ask_for_entry(self, sitting: SittingRow) -> None:
        self.entry_wanted.emit(self.event_shown, sitting)

    @Slot()
    def _ask_for_calls(self) -> None:
        if self.event_shown is not None:
            self.calls_wanted.emit(self.event_shown)

    @Slot()
    def _ask_for_list(self) -> None:
        self.list_wanted.emit(self.event_shown)

    @Slot()
    def _ask_to_give_up(self) -> None:
        if self.event_shown is not None and self.guests.row is not None and self.gives_up.isEnabled():
            self.giving_up.emit(self.event_shown, self.guests.row)


def _key(guest: GuestRow) -> int:
    return guest.id


def _who(guest: GuestRow) -> str:
    return f"{guest.name} · {guest.organisation}" if guest.organisation else guest.name


def _facts(event: EventDetail) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.CARD_PADDING, 0, theme.CARD_PADDING, 12)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(Words(event.title, "name", wrap=True), 1)
    if event.cancelled:
        head.addWidget(Chip(_("called off"), "bad"), 0, Qt.AlignmentFlag.AlignTop)
    elif event.count(RegistrationState.REGISTERED) >= event.capacity:
        head.addWidget(Chip(pgettext("event", "full"), "warning"), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    count = len(event.sittings)
    parts = (
        _("with %(name)s") % {"name": event.speaker} if event.speaker else "",
        price_word(event.price_e4),
        _("open to all") if event.open_to_all else _("for members"),
        ngettext("%(n)s session", "%(n)s sessions", count) % {"n": count} if count > 1 else "",
    )
    column.addWidget(Words(" · ".join(part for part in parts if part), "second", wrap=True))
    return made
