"""Other hours on one day, whatever the week says: from when to when, with a break if there is one, and why."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.opening import OwnDay
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField, TimeField
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import DAY

if TYPE_CHECKING:
    from tierslieu_desk.services.place.own_days import OwnDays

_MIDNIGHT = 24 * 60


class OwnDayDialog(Dialog):
    """`told` carries the sentence and the undo."""

    needs = Right.SETTINGS

    def __init__(self, parent: QWidget | None, services: DeskServices, today: date) -> None:
        super().__init__(parent, _("Other hours on a day"), _("Keep"), say.sentence)
        self._own_days = services.own_days
        self.day = self.form.add(_("Day"), DateField(today + DAY), key="day")
        self.opens, self.closes = TimeField(time(9)), TimeField(time(18), ends=True)
        self.form.add(_("From … to"), side_by_side(self.opens, self.closes))
        self.broken = Tick(_("Closed in between"))
        self.form.add(_("Break"), self.broken)
        self.until, self.again = TimeField(time(12)), TimeField(time(14))
        self._break = side_by_side(self.until, self.again)
        self.form.add(_("The break, from … to"), self._break)
        for key, field, says in (
            ("opens", self.opens, _("Opens")),
            ("closes", self.closes, _("Closes")),
            ("until", self.until, _("The break begins")),
            ("again", self.again, _("The break ends")),
        ):
            field.setAccessibleName(says)
            self.form.name_inside(key, field)
        self.reason = self.form.add(_("Why"), QLineEdit(), help=_("A market day, Christmas Eve; may stay empty."))
        self._show_break()
        self.broken.toggled.connect(self._show_break)

    @Slot()
    def _show_break(self) -> None:
        self.form.show_field(self._break, self.broken.isChecked())

    def commit(self) -> None:
        try:
            day = self.day.day
        except DeskError as refusal:
            raise named("day", refusal) from refusal
        opens, closes = _minutes("opens", self.opens), _minutes("closes", self.closes) or _MIDNIGHT
        stretches: tuple[tuple[int, int], ...] = ((opens, closes),)
        if self.broken.isChecked():
            until, again = _minutes("until", self.until), _minutes("again", self.again)
            stretches = ((opens, until), (again, closes))
            _in_order(day, opens, until, "until")
            _in_order(day, until, again, "again")
            _in_order(day, again, closes, "closes")
        _in_order(day, opens, closes, "closes")
        own = OwnDay(day, stretches, self.reason.text().strip())
        before = self._own_days.open(own)
        self.told.emit(told(own), partial(put_back, self._own_days, day, before))


def told(own: OwnDay) -> str:
    """Other hours in one sentence."""
    facts = {"day": formats.date_weekday(own.day), "times": times(own)}
    return _("Open on %(day)s: %(times)s.") % facts


def times(own: OwnDay) -> str:
    """From when to when, each stretch."""
    midnight = datetime.combine(own.day, time())
    spoken = (
        tuple(formats.clock_time(midnight + timedelta(minutes=minutes)) for minutes in stretch)
        for stretch in own.stretches
    )
    return ", ".join(f"{opens} – {closes}" for opens, closes in spoken)


def put_back(own_days: OwnDays, day: date, before: OwnDay | None) -> None:
    """The way back: the hours of its own it had before, or those of its weekday."""
    if before is None:
        own_days.drop(day)
    else:
        own_days.open(before)


def _minutes(key: str, field: TimeField) -> int:
    try:
        at = field.at
    except DeskError as refusal:
        raise named(key, refusal) from refusal
    return at.hour * 60 + at.minute


def _in_order(day: date, first: int, then: int, key: str) -> None:
    if then <= first:
        midnight = datetime.combine(day, time())
        start, end = (midnight + timedelta(minutes=minutes) for minutes in (first, then))
        raise SlotReversed(start=start, end=end, field=key)
