"""When the place is open: the hours of a week, and the days it is closed all the same."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.settings.holidays import HolidaysCard
from tierslieu_desk.ui.pages.settings.own_day import times
from tierslieu_desk.ui.pages.settings.section import Section, padded
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.week import WeekEditor

if TYPE_CHECKING:
    from tierslieu_desk.rules.opening import OwnDay
    from tierslieu_desk.services.place.places import ClosureRow
    from tierslieu_desk.wallclock import Slot as WallSlot

AHEAD = timedelta(days=730)
"""How far closures are shown; none is written later."""


class HoursSection(Section):
    """The week, kept as a whole; closures, each by itself."""

    def __init__(self, around: Surroundings[DeskServices]) -> None:
        super().__init__(around)
        self._dirty = False
        self.form = Form()
        hours = Card(_("Opening hours"))
        self.column.addWidget(hours)
        hours.add(padded(self.form))  # before its fields: each of them is told of all it comes to be in
        self.week = self.form.add(_("Every week"), WeekEditor())
        for field in self.week.fields:
            self.form.name_inside(field.objectName(), field)
        self.week.changed.connect(self._touched)
        self.keep = button(_("Keep"), self.commit, look="main")
        hours.add_foot(self.keep)
        self._closures = Card(_("Days that differ"))
        other = button(_("Other hours on a day…"), self.other_hours)
        self._closures.add_foot(button(_("Close on some days"), self.add_closure), other)
        self.column.addWidget(self._closures)
        self.holidays = HolidaysCard(self)
        self.column.addWidget(self.holidays)
        self.column.addStretch(1)

    def reload(self) -> None:
        if not self._dirty:
            self.week.set_week(self.services.places.hours())
            self._set_dirty(False)
        today = self.around.clock.today()
        found = self.services.places.closures(today, today + AHEAD)
        differing = [(row.slot.start, self._row(row)) for row in found]
        own_days = self.services.own_days.days(today, today + AHEAD)
        differing += [(datetime.combine(own.day, time()), self._own(own)) for own in own_days]
        rows: list[QWidget] = [row for _start, row in sorted(differing, key=itemgetter(0))]
        nothing = _("Holidays, works, a bridge: say when, why, and what that blocks.")
        self.holidays.reload(today)
        self._closures.set_rows(rows or [EmptyState("calendar-blank", _("No closing day ahead"), nothing)])

    def _row(self, row: ClosureRow) -> Row:
        drop = button("", self._remove, look="quiet", icon="trash", says=_("Open again"))
        drop.setProperty("closure", row)
        what = [row.unit or _("the whole place")]
        blocks = (
            (row.blocks_bookings, _("no bookings")),
            (row.blocks_visits, _("no visits")),
            (row.blocks_events, _("no events")),
        )
        what += [words for blocked, words in blocks if blocked and not row.unit]
        reason = row.reason or _("Closed")
        return Row(reason, f"{formats.slot_with_year(row.slot)} · {', '.join(what)}", aside=drop)

    def _own(self, own: OwnDay) -> Row:
        drop = button("", self._usual, look="quiet", icon="trash", says=_("The usual hours again"))
        drop.setProperty("day", own.day)
        day = formats.date_long(own.day)
        holidays = (one.told for one in self.services.calendars.holidays(own.day, own.day))
        second = " · ".join((*holidays, _("open %(times)s") % {"times": times(own)}))
        return Row(own.reason or day, f"{day} · {second}" if own.reason else second, aside=drop)

    @Slot()
    def _touched(self) -> None:
        self._set_dirty(True)

    def _set_dirty(self, dirty: bool) -> None:
        self._dirty = dirty
        self.keep.setEnabled(dirty)

    @Slot()
    def commit(self) -> None:
        """Keep the week as it is written; a refusal is told under it, its line marked."""
        self.form.clear_refusals()
        places = self.services.places
        try:
            before = places.hours()
            places.set_hours(self.week.week())
        except DeskError as refusal:
            self.form.show_refusal(refusal, say.sentence(refusal))
            return
        self._set_dirty(False)
        self.said.emit(_("The opening hours are kept."), partial(places.set_hours, before))

    @Slot()
    def add_closure(self) -> None:
        """Ask which days, why, and what that blocks."""
        from tierslieu_desk.ui.pages.settings.closure import ClosureDialog

        dialog = ClosureDialog(self.window(), self.services, self.around.clock.today())
        dialog.assist_wanted.connect(self._assist)
        self.open(dialog)

    @Slot(object)
    def _assist(self, days: WallSlot) -> None:
        from tierslieu_desk.ui.pages.shared import exceptional

        with self.refusals():
            exceptional.assist(self.window(), self.around, days)

    @Slot()
    def other_hours(self) -> None:
        """Ask which day, and from when to when."""
        from tierslieu_desk.ui.pages.settings.own_day import OwnDayDialog

        self.open(OwnDayDialog(self.window(), self.services, self.around.clock.today()))

    @Slot()
    def _usual(self) -> None:
        with self.refusals():
            own = self.services.own_days.drop(self.sender().property("day"))
            said = _("%(day)s has its usual hours again.") % {"day": formats.date_weekday(own.day)}
            self.said.emit(said[:1].upper() + said[1:], partial(self.services.own_days.open, own))

    @Slot()
    def _remove(self) -> None:
        row = self.sender().property("closure")
        with self.refusals():
            self.services.places.remove_closure(row.id)
            self.said.emit(_("Open again then."), partial(close_again, self.services, row))


def close_again(services: DeskServices, row: ClosureRow) -> None:
    """The way back from removing a closure. Raises what `Places.add_closure` raises."""
    from tierslieu_desk.services.place.places import NewClosure

    unit_id = services.units.named(row.unit).id if row.unit else None
    blocks = (row.blocks_bookings, row.blocks_visits, row.blocks_events)
    services.places.add_closure(NewClosure(row.slot, row.reason, unit_id, *blocks))
