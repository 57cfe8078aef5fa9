"""One person beside the list: how to reach them, what they did lately, and the way in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.today_words import avatar_kind, role_word
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Avatar, Card, EmptyState, Row, clear
from tierslieu_desk.ui.widgets.labels import Chip, Words

if TYPE_CHECKING:
    from tierslieu_desk.services.people import PersonRow

WIDTH = 400
LATELY = 12
QWIDGETSIZE_MAX = (1 << 24) - 1


class PersonPanel(QWidget):
    """`told` and `refused` are for the window's message bar, `change_wanted` carries the row."""

    told = Signal(str, object)
    refused = Signal(object)
    change_wanted = Signal(object)

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._row: PersonRow | None = None
        self._visit_party: int | None = None
        self.set_wide(False)
        self._who = Card("")
        self._lately = Card(_("Lately"), scrolls=True)
        self._arrival = button(_("Arrival"), self._come_or_go, look="main")
        self._change = button(_("Change"), self._ask_to_change)
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(theme.CARD_PADDING, 4, theme.CARD_PADDING, 14)
        line.addWidget(self._arrival)
        line.addWidget(self._change)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP + 2)
        self._inside = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(self._inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._who.add(holder)
        self._who.add(self._foot)
        column.addWidget(self._who)
        column.addWidget(self._lately, 1)

    def set_wide(self, wide: bool) -> None:
        """Take all the width there is, or stand beside the list."""
        self.setMinimumWidth(0 if wide else WIDTH)
        self.setMaximumWidth(QWIDGETSIZE_MAX if wide else WIDTH)

    def show_person(self, row: PersonRow | None) -> None:
        """Show them, or an invitation to choose. Raises what the services raise."""
        self._row = row
        clear(self._inside)
        self._foot.setVisible(row is not None)
        self._lately.setVisible(row is not None)
        if row is None:
            self._who.set_title("")
            self._inside.addWidget(EmptyState("user", _("Choose somebody in the list")))
            return
        self._who.set_title(role_word(row.role))
        self._inside.addWidget(_facts(row))
        here = next((v for v in self._services.visits.here_now() if v.party_id == row.id), None)
        self._visit_party = row.id if here is not None else None
        self._arrival.setText(_("Departure") if here is not None else _("Arrival"))
        since = _("here since %(time)s") % {"time": formats.clock_time(here.arrived)} if here is not None else ""
        self._who.set_aside(since)
        self._lately.set_rows(self._happenings(row))

    def _happenings(self, row: PersonRow) -> list[QWidget]:
        found = []
        for booking in self._services.bookings.of_person(row.id, LATELY):
            times = formats.times(booking.slot)
            chip = Chip(_("cancelled")) if booking.state == "cancelled" else None
            second = f"{times} · {booking.title}" if booking.title else times
            found.append((booking.slot.start, booking.unit, second, chip))
        for visit in self._services.visits.of_person(row.id, LATELY):
            left = formats.clock_time(visit.left) if visit.left is not None else _("still here")
            second = f"{formats.clock_time(visit.arrived)} – {left}"
            chip = Chip(_("to pay"), "warning") if visit.to_pay else None
            found.append((visit.arrived, _("Visit"), second, chip))
        found.sort(key=lambda one: one[0], reverse=True)
        rows: list[QWidget] = []
        for when, strong, second, chip in found[:LATELY]:
            day = Words(formats.date_compact(when.date()), "second")
            day.setFixedWidth(92)
            rows.append(Row(strong, second, lead=(day,), aside=chip))
        return rows or [EmptyState("clock", _("Nothing yet"))]

    @Slot()
    def _come_or_go(self) -> None:
        if self._row is None:
            return
        visits = self._services.visits
        try:
            if self._visit_party is None:
                visit = visits.check_in(self._row.id)
                self.told.emit(_("%(name)s is here.") % {"name": visit.name}, partial(visits.undo_check_in, visit.id))
            else:
                visit = visits.check_out(self._row.id)
                undo = partial(visits.undo_check_out, visit.id, visit.left)
                self.told.emit(_("%(name)s has left.") % {"name": visit.name}, undo)
        except DeskError as refusal:
            self.refused.emit(refusal)

    @Slot()
    def _ask_to_change(self) -> None:
        if self._row is not None:
            self.change_wanted.emit(self._row)


def _facts(row: PersonRow) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(theme.CARD_PADDING, 2, theme.CARD_PADDING, 8)
    column.setSpacing(theme.GAP)
    head = QHBoxLayout()
    head.setSpacing(theme.GAP)
    head.addWidget(Avatar(row.name, avatar_kind(row.id), 56))
    names = QVBoxLayout()
    names.setSpacing(2)
    names.addStretch(1)
    names.addWidget(Words(row.name, "name", wrap=True))
    names.addWidget(Words(row.status or role_word(row.role), "second", wrap=True))
    names.addStretch(1)
    head.addLayout(names, 1)
    column.addLayout(head)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.CARD_PADDING)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    lines = (
        (_("Phone"), formats.phone(row.phone) or _("none")),
        (_("E-mail"), row.email or _("none, write on paper")),
        (_("Town"), " ".join(part for part in (row.postcode, row.city) if part) or _("not written down")),
        (_("Pays"), row.payer or _("for themselves")),
        (_("SIREN"), row.siren),
        (_("Note"), row.note),
    )
    for number, (label, value) in enumerate(pair for pair in lines if pair[1]):
        grid.addWidget(Words(label, "subtitle"), number, 0)
        grid.addWidget(Words(value, wrap=True), number, 1)
    column.addLayout(grid)
    return made
