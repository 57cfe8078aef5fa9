"""Bookings as a table: those of some days, sorted as one likes, opened by Enter, kept as a spreadsheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.services.booking.booking_list import MOST, STANDING, STATES, Asked, ListedBooking
from tierslieu_desk.ui import ask, theme
from tierslieu_desk.ui.jobs import Jobs, Progress
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import EmptyState
from tierslieu_desk.ui.widgets.fields import Choice
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning import Planning

STAND, ALL_STATES = "stand", "all"
_STATES_OF = {"tentative": {"tentative"}, "no_show": {"no_show"}, "cancelled": {"cancelled", "expired", "skipped"}}
DAY, WEEK, MONTH, QUARTER, YEAR = 1, 7, 31, 92, 366


class BookingsList(QFrame):
    """`opened` carries a booking's number, `told` and `refused` what the message bar says, `changed` what is asked."""

    opened = Signal(object)
    told = Signal(str, object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, services: DeskServices, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self._services, self._jobs = services, jobs
        self._asked: Asked | None = None
        self.length = Choice(
            (
                (DAY, _("One day")),
                (WEEK, _("7 days")),
                (MONTH, _("31 days")),
                (QUARTER, _("3 months")),
                (YEAR, _("A year")),
            )
        )
        self.length.setAccessibleName(_("How many days"))
        self.length.choose(MONTH)
        self.state = Choice(
            (
                (STAND, _("Those that stand")),
                ("tentative", _("Options to confirm")),
                ("no_show", _("Nobody came")),
                ("cancelled", _("Called off")),
                (ALL_STATES, _("All")),
            )
        )
        self.state.setAccessibleName(_("Which bookings"))
        self._count = Words("", "second")
        self._export = button("", self._keep, icon="export", says=_("Export this list…"))
        self._export.setProperty("square", True)
        self.table = Table(
            _("Bookings"),
            RowsModel(_columns(), _number),
            EmptyState(
                "calendar-blank",
                _("No booking in these days"),
                _("Show more days, other spaces or all states; or press + Book."),
            ),
        )
        self.table.opened.connect(self._open)
        for field in (self.length, self.state):
            field.currentIndexChanged.connect(self.changed)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.CARD_PADDING, theme.GAP - 2, theme.CARD_PADDING, theme.GAP - 2)
        foot.setSpacing(theme.GAP)
        for field in (self.length, self.state):
            foot.addWidget(field)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._export, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)

    @property
    def days(self) -> int:
        """How many days are asked for."""
        chosen = self.length.choice
        return chosen if isinstance(chosen, int) else MONTH

    def ask_for(self, days: int) -> None:
        """So many days from now on, without announcing it."""
        with QSignalBlocker(self.length):
            self.length.choose(days)

    @property
    def states(self) -> frozenset[str] | None:
        """The states asked for; None for all."""
        chosen = str(self.state.choice)
        if chosen == ALL_STATES:
            return None
        return frozenset(_STATES_OF[chosen]) if chosen in _STATES_OF else STANDING

    def show_rows(self, asked: Asked) -> None:
        """Read them, and say how many there are; many days are read beside what the hand does meanwhile."""
        self._asked = asked
        if asked.count <= MONTH:
            self._show(asked, self._services.planning.listed(asked))
            return
        work = partial(_read, self._services.planning, asked)
        self._jobs.run(_("Reading the bookings"), work, done=partial(self._show, asked), failed=self._failed)

    def _show(self, asked: Asked, rows: tuple[ListedBooking, ...]) -> None:
        if asked != self._asked:
            return
        self.table.set_rows(rows)
        said = ngettext("%(n)s booking", "%(n)s bookings", len(rows)) % {"n": formats.number(len(rows))}
        if len(rows) >= MOST:
            said = _("the first %(n)s; the file holds all") % {"n": formats.number(len(rows))}
        self._count.setText(said)
        self._export.setEnabled(bool(rows))
        if rows and self.table.row is None:
            self.table.choose(rows[0].id)

    @Slot(object)
    def _open(self, row: ListedBooking | None) -> None:
        if row is not None:
            self.opened.emit(row.id)

    @Slot()
    def _keep(self) -> None:
        if self._asked is None:
            return
        kinds = _("Spreadsheets (*.xlsx *.csv)")
        file = ask.file_to_write(self, _("Export bookings"), Path.home() / _("bookings.xlsx"), kinds)
        if file is not None:
            work = partial(_written, self._services.planning, self._asked, file)
            self._jobs.run(_("Writing the file"), work, done=self._kept, failed=self._failed)

    @Slot(object)
    def _kept(self, file: Path) -> None:
        self.told.emit(_("Kept as %(file)s.") % {"file": file}, None)

    @Slot(object)
    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, DeskError):
            self.refused.emit(problem)


def _read(planning: Planning, asked: Asked, _progress: Progress) -> tuple[ListedBooking, ...]:
    return planning.listed(asked)


def _written(planning: Planning, asked: Asked, file: Path, _progress: Progress) -> Path:
    return planning.export(asked, file)


def _number(row: ListedBooking) -> int:
    return row.id


def _columns() -> tuple[Column[ListedBooking], ...]:
    return (
        Column(_("Day"), _day, _start),
        Column(_("Hours"), _hours, _clock, right=True),
        Column(_("Space"), _unit),
        Column(_("Who"), _party),
        Column(_("What"), _title, stretch=True),
        Column(_("People"), _people, _heads, right=True),
        Column(_("State"), _state),
        Column(_("Price"), _price, _cents, right=True),
    )


def _day(row: ListedBooking) -> str:
    said = formats.date_compact(row.slot.start.date())
    return said[:1].upper() + said[1:]


def _start(row: ListedBooking) -> float:
    return row.slot.start.toordinal() * 1440 + row.slot.start.hour * 60 + row.slot.start.minute


def _hours(row: ListedBooking) -> str:
    slot = row.slot
    if slot.minutes > 24 * 60:
        return _("until %(day)s") % {"day": formats.date_compact(slot.end.date())}
    return formats.times(slot)


def _clock(row: ListedBooking) -> int:
    return row.slot.start.hour * 60 + row.slot.start.minute


def _unit(row: ListedBooking) -> str:
    return row.unit


def _party(row: ListedBooking) -> str:
    return row.party


def _title(row: ListedBooking) -> str:
    return row.title


def _people(row: ListedBooking) -> str:
    return formats.number(row.people) if row.people > 1 else ""


def _heads(row: ListedBooking) -> int:
    return row.people


def _state(row: ListedBooking) -> str:
    return _(STATES[row.state])


def _price(row: ListedBooking) -> str:
    return "" if row.gross_cents is None else formats.amount(row.gross_cents)


def _cents(row: ListedBooking) -> int | None:
    return row.gross_cents
