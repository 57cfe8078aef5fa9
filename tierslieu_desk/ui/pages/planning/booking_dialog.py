"""A booking to confirm: what, when, for whom, and its price before it is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import BufferTooShort, DeadlineOver, DeskError, PoolFull, SlotTaken
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui.jobs import Jobs
from tierslieu_desk.ui.pages.planning import series_acts, special_dates
from tierslieu_desk.ui.pages.planning.comes_back import FEW, UNTIL, ComesBack
from tierslieu_desk.ui.pages.planning.instead_dialog import InsteadDialog
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.pages.planning.with_it import WithIt, book, follow, tools_of, with_words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.prospects import Prospect
    from tierslieu_desk.services.booking.series import SeriesMade
    from tierslieu_desk.services.booking.series_dates import Elsewhere
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.ui.pages.planning.dates_dialog import Seen

_HALF_HOUR = timedelta(minutes=30)
_AN_HOUR = timedelta(hours=1)


class BookingDialog(InsteadDialog):
    """`told` carries the sentence and the undo; `booked` the number of the booking.

    Without a `slot` the next free hour of that `day` is proposed, or of today.
    """

    booked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        jobs: Jobs,
        *,
        now: datetime,
        day: date | None = None,
        unit_id: int | None = None,
        slot: WallSlot | None = None,
    ) -> None:
        super().__init__(parent, services, _("Book"), _("Book it"), now)
        self._jobs, self._meant = jobs, False
        self._soon = now
        self._proposed: WallSlot | None = None
        self._full = False
        first = slot or _soon(datetime.combine(day or self._soon.date(), self._soon.time()))
        self._add_fields(first, unit_id)
        self._add_option(first, self._soon)
        self._add_ways()
        if slot is None:
            self._propose(first)
            self._unit.currentIndexChanged.connect(self._propose_again)
        self._begin()
        self._offer_instead()
        counted = (self._people.valueChanged, self._comes.times.valueChanged, self._comes.step.valueChanged)
        for changed in (self._who.changed, *counted):
            changed.connect(self._show_price)
        for choice in (self._comes.often, self._comes.ends, self._comes.beat, self._comes.month_day):
            choice.currentIndexChanged.connect(self._coming_back_chosen)

    def _add_fields(self, wanted: WallSlot, unit_id: int | None) -> None:
        self._who = PersonFinder(self._services)
        new = button(_("New…"), self._write_down, says=_("Somebody new"), beside=True)
        new.setAutoDefault(False)
        self.form.add(_("For"), side_by_side(self._who, new), key="name")
        self._add_when(wanted, unit_id)
        self._people = self.form.add(_("People"), NumberField(1, 1))
        self._title = self.form.add(_("What for"), QLineEdit(), help=_("Shown on the planning; may stay empty."))
        tools = tools_of(self._services.units.list())
        self._with_it = WithIt(tools)
        if tools:
            self.form.add(_("To be brought along"), self._with_it)
        self._with_it.changed.connect(self._show_price)
        open_days = frozenset(hours.weekday for hours in self._services.places.hours())
        self._comes = ComesBack(self.form, open_days, wanted.start.date())
        self._typed |= {"last": self._comes.until}

    def _add_option(self, wanted: WallSlot, now: datetime) -> None:
        """They are not sure yet: it is kept for them until a moment, and then free again by itself."""
        self._option = Tick(_("An option: they will say later"))
        self._option.setAccessibleName(self._option.text())
        self.form.add(_("Not sure yet?"), self._option)
        until = _until(wanted.start, now)
        self._until_day, self._until_at = DateField(until.date()), TimeField(until.time())
        self._until_day.setAccessibleName(_("Option until, day"))
        self._until_at.setAccessibleName(_("Option until, time"))
        both = side_by_side(self._until_day, self._until_at)
        self.form.add(_("Option until"), both, help=_("Then it is free again by itself."), key="until")
        self._typed |= {"until": self._until_day, "until_at": self._until_at}
        self.form.name_inside("until_at", self._until_at)
        self.form.show_field(both, False)
        self._until = both
        self._option.toggled.connect(self._option_chosen)

    def _propose(self, otherwise: WallSlot) -> None:
        """The next hour of that day nobody has; where there is none, the one given, and that the day is full."""
        unit_id, day = self._unit.choice, otherwise.start.date()
        self._full = False
        self._proposed = otherwise
        if not isinstance(unit_id, int) or day < self._soon.date():
            return
        since = max(self._soon, datetime.combine(day, time()))
        found = self._services.free_spaces.next_hour(unit_id, since)
        self._full = found is None
        if found is not None:
            self._proposed = found
            self._take_quietly(found)

    def _take_quietly(self, slot: WallSlot) -> None:
        self._day.day = slot.start.date()
        self._last.take(slot)
        self._from.at, self._to.at = slot.start.time(), slot.end.time()
        self._length = slot.end - slot.start

    @Slot()
    def _propose_again(self) -> None:
        """Another space is wanted, and nobody said when: its own next free hour."""
        try:
            untouched = self._proposed == self.slot
        except DeskError:
            return  # they are writing a time
        if untouched and self._proposed is not None:
            self._propose(_soon(datetime.combine(self._proposed.start.date(), self._soon.time())))
            self._show_price()

    @property
    def party_id(self) -> int | None:
        found = self._who.found
        return found.id if found is not None else None

    @property
    def headcount(self) -> int:
        return self._people.value()

    def _told_of(self, refusal: DeskError) -> str:
        """Of a day that has no hour left, just that; else what stands in the way."""
        if self._full and self.slot == self._proposed and isinstance(refusal, SlotTaken | PoolFull | BufferTooShort):
            facts = {"unit": self._unit.currentText(), "day": formats.date_weekday(self._day.day)}
            return _("%(unit)s has no free hour left on %(day)s.") % facts
        return super()._told_of(refusal)

    def fill(self, name: str) -> None:
        """Write a name as if it was typed."""
        self._who.setText(name)
        self._given = name.strip()
        self._show_price()

    def wish_for(self, people: int, kit: tuple[int, ...] = ()) -> None:
        """So many people, and those tools with it, as they were looked for."""
        self._people.setValue(people)
        self._with_it.choose(kit)

    def come_back(self, often: str, times: int = FEW) -> None:
        """Choose how often and how many times, as if by hand."""
        self._comes.often.choose(often)
        self._comes.times.setValue(times)

    def mean(self, row: PersonRow) -> None:
        """It is for that person, whoever else has their name: the next thing to say is what."""
        self._who.choose(row)
        self._meant, self._given = True, self._who.text().strip()
        self._show_price()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._meant:
            self._unit.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @Slot()
    def _coming_back_chosen(self) -> None:
        """What comes back is no option: each of its dates is taken at once."""
        self._comes.show()
        if self._comes.chosen:
            self._option.setChecked(False)
        self.form.show_field(self._option, not self._comes.chosen)
        self._show_price()
        QTimer.singleShot(0, self._see_how_long)

    @Slot()
    def _see_how_long(self) -> None:
        if self._comes.chosen:
            self._area.ensureWidgetVisible(self._comes.remark)

    def _show_price(self) -> None:
        alone = self._unit.choice in self._with_it.boxes
        follow(self._with_it, self, self._services.kits, alone=alone)
        super()._show_price()
        try:
            self._comes.tell(self.slot, partial(special_dates.told, self._services))
        except DeskError:
            self._comes.tell(None, None)  # told beside the field

    def _priced(self, prospect: Prospect) -> tuple[str, str]:
        price, working = super()._priced(prospect)
        if self._with_it.cents:
            whole = formats.amount(prospect.price.gross_cents + self._with_it.cents)
            price = " · ".join((price, _("%(price)s with what goes along") % {"price": whole}))
        if self._comes.chosen:
            price = " · ".join(
                text
                for text in (
                    price,
                    _("each time"),
                    _in_all(
                        self._services, self._comes.slots(self.slot), (self.unit_id, self.party_id), self._with_it.cents
                    ),
                )
                if text
            )
        return price, working

    def _may_override(self, prospect: Prospect) -> bool:
        return not self._comes.chosen and super()._may_override(prospect)

    @Slot(bool)
    def _option_chosen(self, wanted: bool) -> None:
        self.form.show_field(self._until, wanted)
        QTimer.singleShot(0, self._fit)

    @Slot()
    def _write_down(self) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        dialog = PersonDialog(self, self._services, name=self._who.text())
        dialog.added.connect(self._take_new)
        dialog.open()

    @Slot(object)
    def _take_new(self, party_id: int) -> None:
        self._who.choose(self._services.people.get(party_id))

    def commit(self) -> bool | None:
        if self._running:
            return False
        optional = self._option.isChecked()
        until_a_day = self._comes.chosen and self._comes.ends.choice == UNTIL
        self._refuse_typed(besides=[*([] if optional else ["until", "until_at"]), *([] if until_a_day else ["last"])])
        asked, seen = self._asked, self._seen
        self._show_price()
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        unit_id, slot = self.unit_id, self.slot
        if asked != slot and self._asks(slot):
            return False
        if self._comes.chosen:
            self._book_dates(unit_id, found.id, slot, seen)
            return False
        self._book_one(unit_id, found, slot)
        return None

    def _book_one(self, unit_id: int, found: PersonRow, slot: WallSlot) -> None:
        from tierslieu_desk.services.booking.booking_work import NewBooking
        from tierslieu_desk.ui.pages.messages import tell

        until = None
        if self._option.isChecked():
            until = datetime.combine(self._until_day.day, self._until_at.at)
        title = self._title.text().strip()
        new = NewBooking(unit_id, found.id, slot, self._people.value(), title, tentative_until=until)
        try:
            booked, along, undo = book(self._services, new, self._with_it.chosen, self.override)
        except DeadlineOver as over:
            raise named("until", over) from over
        facts = {"unit": booked.unit, "name": found.name, "times": formats.times(booked.slot)}
        sentence = _("%(unit)s is booked for %(name)s, %(times)s.") % facts
        if until is not None:
            facts["until"] = formats.moment(until)
            sentence = _("%(unit)s is kept for %(name)s until %(until)s.") % facts
        sentence = " ".join(text for text in (sentence, along) if text)
        purpose = Purpose.BOOKING_CONFIRMED if until is None else Purpose.BOOKING_OPTION
        self.told.emit(sentence, tell.of_booking(self._services, booked.id, purpose, undo))
        self.booked.emit(booked.id)

    def _book_dates(self, unit_id: int, party_id: int, slot: WallSlot, seen: Seen) -> None:
        from tierslieu_desk.services.booking.series import NewSeries

        series, title = self._services.series, self._title.text().strip()
        tools = self._with_it.chosen
        new = NewSeries(unit_id, party_id, self._comes.rule(slot), title, self._people.value(), tools=tools)

        def make(skip: frozenset[date], elsewhere: tuple[Elsewhere, ...]) -> SeriesMade:
            return series.book(replace(new, skip=skip, elsewhere=elsewhere))

        self._settle_dates(new, seen, (partial(series.look, new), make))

    def _dates_made(self, made: SeriesMade) -> None:
        found, count = self._who.found, len(made.bookings)
        facts = {"unit": self._unit.currentText(), "name": found.name if found else "", "n": count}
        words = ngettext(
            "%(unit)s is booked for %(name)s on %(n)s date.", "%(unit)s is booked for %(name)s on %(n)s dates.", count
        )
        along = with_words(self._services.kits.along(made.bookings[0])) if made.bookings else ""
        sentence = " ".join(text for text in (words % facts, along, series_acts.left_out(made)) if text)
        self.told.emit(sentence, series_acts.booked(self._services, self._jobs, made))
        if made.bookings:
            self.booked.emit(made.bookings[0])


def _in_all(services: DeskServices, slots: list[WallSlot], what: tuple[int, int | None], kit_cents: int) -> str:
    """What all the dates cost together, of a unit and for somebody, where it can be said before they are booked."""
    unit_id, party_id = what
    cents = services.bookings.price_of_all(unit_id, slots, party_id) if slots else None
    return _("%(price)s in all") % {"price": formats.amount(cents + kit_cents * len(slots))} if cents else ""


def _until(start: datetime, now: datetime) -> datetime:
    """Three days to think it over, until the evening, and no longer than until it begins."""
    evening = datetime.combine(now.date() + 3 * DAY, time(18))
    return min(evening, start) if start > now else evening


def _soon(now: datetime) -> WallSlot:
    """An hour from the next half hour on."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    steps = -((midnight - now) // _HALF_HOUR)
    start = min(midnight + steps * _HALF_HOUR, midnight + timedelta(hours=22, minutes=30))
    return WallSlot(start, start + _AN_HOUR)
