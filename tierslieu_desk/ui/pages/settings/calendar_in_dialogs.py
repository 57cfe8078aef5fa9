"""Whose the dates of an old calendar are, and what becomes of each of them, before anything is booked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DayOutOfReach
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.when_dialog import named
from tierslieu_desk.ui.pages.planning.words import obstacle_words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.cards import Card
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.table import Column, RowsModel, Table
from tierslieu_desk.ui.widgets.ticks import Tick

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.calendar_import import CalendarSeen, DateSeen, Into

WIDTH, HEIGHT, MARGIN = 900, 600, 80


class WhoseDialog(Dialog):
    """`wanted` carries the file and an `Into`: what is to be looked at."""

    needs = Right.IMPORT
    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None, services: DeskServices, file: Path, today: date) -> None:
        title = _("From %(file)s") % {"file": file.name}
        super().__init__(parent, title, _("Look at it"), say.sentence)
        from tierslieu_desk.services.booking.calendar_import import AHEAD_DAYS

        self._file, self._today = file, today
        units = tuple((row.id, row.name) for row in services.units.list())
        self.unit = self.form.add(_("Space"), Choice(units), help=_("The one whose calendar it was."))
        self.who = self.form.add(
            _("For"), PersonFinder(services), key="name", help=_("Who has the dates that name nobody you know.")
        )
        self.names = Tick(_("Whoever a title names has that date"))
        self.names.setAccessibleName(self.names.text())
        self.names.setChecked(True)
        self.form.add(_("Names"), self.names)
        helps = _("What comes back for ever is booked up to then.")
        self.until = self.form.add(_("Up to"), DateField(today + timedelta(days=AHEAD_DAYS)), key="until", help=helps)

    def commit(self) -> None:
        from tierslieu_desk.services.booking.calendar_import import FURTHEST_DAYS, Into

        found = self.who.found
        if found is None:
            raise refusal_of(self.who.text())
        refused = self.until.refused()
        if refused is not None:
            raise named("until", refused)
        until, last = self.until.day, self._today + timedelta(days=FURTHEST_DAYS)
        if not self._today <= until <= last:
            raise DayOutOfReach(text=self.until.text(), first=self._today, last=last, field="until")
        unit_id = int(str(self.unit.choice))
        self.wanted.emit(self._file, Into(unit_id, found.id, self.names.isChecked(), until))


@dataclass(frozen=True, slots=True)
class _Shown:
    when: str
    start: datetime
    title: str
    more: str


class SeenDialog(Dialog):
    """What cannot be had, then what will be booked; `wanted` carries the file and what is to be done with it."""

    needs = Right.IMPORT
    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None, file: Path, into: Into, seen: CalendarSeen) -> None:
        taken, refused = len(seen.taken), len(seen.refused)
        act = _("Close")
        if taken and refused:
            act = ngettext("Book the other one", "Book the other %(n)s", taken) % {"n": taken}
        elif taken:
            act = ngettext("Book the only one", "Book all %(n)s", taken) % {"n": taken}
        super().__init__(parent, _("From %(file)s") % {"file": file.name}, act, say.sentence)
        self._file, self._into, self._taken = file, into, taken
        self.form.hide()
        self.body.takeAt(self.body.count() - 1)
        self.body.setSpacing(theme.STEP * 2)
        for text, look in sentences(seen):
            self.body.addWidget(Words(text, look, wrap=True))
        if refused:
            self._add(_("Cannot be had"), _("Why"), [_shown(row) for row in seen.refused])
        if taken:
            self._add(_("Will be booked"), _("For"), [_shown(row) for row in seen.taken])
        self.leave.setHidden(not taken)

    def _add(self, title: str, more: str, rows: list[_Shown]) -> None:
        columns: tuple[Column[_Shown], ...] = (
            Column(_("When"), _when, sort=_start),
            Column(_("What for"), _title),
            Column(more, _more, stretch=True),
        )
        table = Table(title, RowsModel(columns, key=id))
        table.setWordWrap(True)
        table.set_rows(rows)
        card = Card(title)
        card.fill(table)
        card.setMinimumHeight(170)
        self.body.addWidget(card, 1)

    def commit(self) -> None:
        if self._taken:
            self.wanted.emit(self._file, replace(self._into, without=True))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        screen = self.screen().availableGeometry()
        self.resize(min(WIDTH, screen.width() - MARGIN), min(HEIGHT, screen.height() - MARGIN))
        frame = self.frameGeometry()
        frame.moveCenter(screen.center())
        self.move(frame.topLeft())
        self.act.setFocus()


def sentences(seen: CalendarSeen) -> list[tuple[str, str]]:
    """What stands above the lists: text and look."""
    taken, refused = len(seen.taken), len(seen.refused)
    lines: list[tuple[str, str]] = []
    if taken:
        text = ngettext("%(n)s date can be booked.", "%(n)s dates can be booked.", taken) % {"n": taken}
        lines.append((text, "strong"))
        lines.append((_("Each is charged at the price of the space, like any booking."), "second"))
    else:
        lines.append((_("There is nothing to book in it."), "strong"))
    if refused:
        text = ngettext("%(n)s date cannot be had.", "%(n)s dates cannot be had.", refused) % {"n": refused}
        lines.append((text, "refusal"))
    if seen.known:
        text = ngettext("%(n)s date was brought in before.", "%(n)s dates were brought in before.", seen.known)
        lines.append((text % {"n": seen.known}, "second"))
    aside = seen.over + seen.later + seen.called_off + seen.free
    if aside:
        text = ngettext(
            "%(n)s date is left aside: over, called off, too far ahead, or taking no space.",
            "%(n)s dates are left aside: over, called off, too far ahead, or taking no space.",
            aside,
        )
        lines.append((text % {"n": aside}, "second"))
    return lines


def _shown(row: DateSeen) -> _Shown:
    when = formats.slot_text(row.slot) if row.slot is not None else _("Line %(n)s") % {"n": row.line}
    more = row.party
    if row.refusal is not None:
        more = say.sentence(row.refusal) if row.slot is None else obstacle_words(row.refusal)
    return _Shown(when, row.slot.start if row.slot is not None else datetime.min, row.title, more)


def _when(row: _Shown) -> str:
    return row.when


def _start(row: _Shown) -> datetime:
    return row.start


def _title(row: _Shown) -> str:
    return row.title


def _more(row: _Shown) -> str:
    return row.more
