"""A booking to confirm: what, when, for whom, and its price before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeadlineOver, DeskError, NotADate, NotATime, UnknownUnit
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.booking_ways import Ways
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.ui.widgets.typed import TypedField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.free_space import FreeSpace
    from tierslieu_desk.services.people import PersonRow
    from tierslieu_desk.services.prospects import Prospect

_HALF_HOUR = timedelta(minutes=30)
FAR_AHEAD = timedelta(days=365)
"""Beyond this a year was probably mistyped."""


class BookingDialog(Dialog):
    """`told` carries the sentence and the undo; `booked` the number of the booking.

    `now` is the wall clock: what lies before it, or a year after it, is asked about once more. `day` is proposed when
    no `slot` is.
    """

    told = Signal(str, object)
    booked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        *,
        now: datetime | None = None,
        day: date | None = None,
        unit_id: int | None = None,
        slot: WallSlot | None = None,
    ) -> None:
        super().__init__(parent, _("Book"), _("Book it"), say.sentence)
        self._services = services
        self._meant = False
        self._now = now
        soon = now or datetime.combine(date.today(), datetime.min.time())  # noqa: DTZ011 - shown only
        wanted = slot or _soon(datetime.combine(day or soon.date(), soon.time()))
        self._length = wanted.end - wanted.start
        self._asked: WallSlot | None = None
        self._add_fields(wanted, unit_id)
        self._add_option(wanted, soon)
        self._add_ways()
        self._from.timeChanged.connect(self._keep_length)
        self._from.editingFinished.connect(self._take_length)
        self._to.timeChanged.connect(self._take_length)
        for changed in (self._who.changed, self._unit.currentIndexChanged, self._people.valueChanged):
            changed.connect(self._show_price)
        for field in self._typed.values():
            field.settled.connect(self._tell_typed)
        self._show_price()

    def _add_fields(self, wanted: WallSlot, unit_id: int | None) -> None:
        units = tuple(unit for unit in self._services.units.list() if not unit.retired)
        self._who = PersonFinder(self._services)
        new = button(_("New…"), self._write_down, says=_("Somebody new"), beside=True)
        new.setAutoDefault(False)
        self.form.add(_("For"), _side_by_side(self._who, new), key="name")
        self._unit = self.form.add(_("What"), Choice(tuple((unit.id, unit.name) for unit in units)))
        if unit_id is not None:
            self._unit.choose(unit_id)
        self._day = DateField(wanted.start.date())
        self._from, self._to = TimeField(wanted.start.time()), TimeField(wanted.end.time(), ends=True)
        for field, name in ((self._day, _("On")), (self._from, _("From")), (self._to, _("To"))):
            field.setAccessibleName(name)
        self._day.setMinimumWidth(132)
        self.form.add(_("On … from … to"), _side_by_side(self._day, self._from, self._to))
        self._typed: dict[str, TypedField] = {"on": self._day, "from": self._from, "to": self._to}
        for key, typed in self._typed.items():
            self.form.name_inside(key, typed)
        self._people = self.form.add(_("People"), NumberField(1, 1, 999))
        self._title = self.form.add(_("What for"), QLineEdit(), help=_("Shown on the planning; may stay empty."))

    def _add_option(self, wanted: WallSlot, now: datetime) -> None:
        """They are not sure yet: it is kept for them until a moment, and then free again by itself."""
        self._option = Tick(_("An option: they will say later"))
        self._option.setAccessibleName(self._option.text())
        self.form.add(_("Not sure yet?"), self._option)
        until = _until(wanted.start, now)
        self._until_day, self._until_at = DateField(until.date()), TimeField(until.time())
        self._until_day.setAccessibleName(_("Option until, day"))
        self._until_at.setAccessibleName(_("Option until, time"))
        both = _side_by_side(self._until_day, self._until_at)
        self.form.add(_("Option until"), both, help=_("Then it is free again by itself."), key="until")
        self._typed |= {"until": self._until_day, "until_at": self._until_at}
        self.form.name_inside("until_at", self._until_at)
        self.form.show_field(both, False)
        self._until = both
        self._option.toggled.connect(self._option_chosen)

    def _add_ways(self) -> None:
        """The price, what stands in the way and what can be had instead: above the button, always in sight."""
        self._reason = self.form.add(
            _("Book it all the same, because"),
            QLineEdit(),
            help=_("Your reason is kept in the journal. A space somebody has already is never given twice."),
            key="reason",
        )
        self.form.show_field(self._reason, False)
        strip = QFrame()
        strip.setObjectName("sheetFoot")
        column = QVBoxLayout(strip)
        column.setContentsMargins(theme.PAGE_MARGIN, theme.GAP, theme.PAGE_MARGIN, 4)
        foot = self.foot.parentWidget()
        if foot is not None:
            foot.setObjectName("underStrip")  # one line above the price is enough
        column.setSpacing(2)
        self._price = Words("", "name", wrap=True)
        self._price.setAccessibleDescription(_("Price"))
        self._working = Words("", "second", wrap=True)
        self._ways = Ways()
        self._ways.chosen.connect(self._take_instead)
        for widget in (self._price, self._working, self._ways):
            column.addWidget(widget)
        self._column.insertWidget(self._column.count() - 1, strip)

    @property
    def slot(self) -> WallSlot:
        """From when to when; an end of midnight is the next one. Raises `SlotReversed`, `NotADate`, `NotATime`."""
        start = datetime.combine(self._day.day, self._from.at)
        end = datetime.combine(self._day.day, self._to.at)
        return WallSlot(start, end + DAY if end.time() == datetime.min.time() else end)

    @property
    def price(self) -> str:
        """What stands beside the button."""
        return self._price.text()

    def fill(self, name: str) -> None:
        """Write a name as if it was typed."""
        self._who.setText(name)
        self._show_price()

    def mean(self, row: PersonRow) -> None:
        """It is for that person, whoever else has their name: the next thing to say is what."""
        self._who.choose(row)
        self._meant = True
        self._show_price()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._meant:
            self._unit.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    @Slot()
    def _keep_length(self) -> None:
        """A start moved past the end takes the end along, to midnight at most."""
        start = _since_midnight(self._from.at)
        try:
            end = _since_midnight(self._to.at) or DAY
        except NotATime:
            return
        if start >= end:
            self._to.at = (datetime.min + min(start + self._length, DAY)).time()

    @Slot()
    def _take_length(self) -> None:
        """What a start moved later on will keep; steps on the way to it do not shorten it."""
        try:
            self._length = self.slot.end - self.slot.start
        except DeskError:
            return  # told beside the field, or in place of the price

    @Slot()
    def _tell_typed(self) -> None:
        """What cannot be read is told beside its field as soon as it is left, without calling anybody back to it."""
        refused = [self._named(key, field.refusal) for key, field in self._typed.items() if field.refusal is not None]
        if refused:
            self.form.show_refusal(refused[0], say.sentence(refused[0]), go_there=False)
        elif any(field.property("refused") for field in self._typed.values()):
            self.form.clear_refusals()
        self._show_price()

    def _named(self, key: str, refusal: DeskError) -> DeskError:
        return type(refusal)(**refusal.facts, field=key)

    @Slot()
    def _show_price(self) -> None:
        self._asked = None
        self.act.setText(_("Book it"))
        prospect, refusal = self._looked()
        price = working = ""
        if prospect is not None:
            price, working = self._priced(prospect)
            refusal = prospect.refusal
        told = refusal if prospect is not None or refusal is None else None
        if refusal is not None and told is None:
            price = say.sentence(refusal)
        self._price.setText(price)
        self._working.setText(working)
        self._working.setVisible(bool(working))
        self._ways.tell(say.sentence(told) if told is not None else "", self._instead(told))
        self.form.show_field(self._reason, prospect is not None and prospect.may_be_overridden)
        QTimer.singleShot(0, self._fit)

    @Slot()
    def _fit(self) -> None:
        """As tall as what there is to say, within the screen."""
        wanted = self._column.sizeHint().height() - self._area.sizeHint().height() + self.body.sizeHint().height()
        room = self.screen().availableGeometry().height() - 80
        if self.isVisible() and wanted > self.height():
            self.resize(self.width(), min(wanted, room))

    def _looked(self) -> tuple[Prospect | None, DeskError | None]:
        """What would come of it, or why that cannot be said; neither while a field cannot be read."""
        unit_id = self._unit.choice
        if not isinstance(unit_id, int):
            return None, None
        try:
            found = self._who.found
            slot, party = self.slot, found.id if found is not None else None
            return self._services.bookings.look(unit_id, slot, party, self._people.value()), None
        except (NotADate, NotATime):
            return None, None
        except DeskError as refusal:
            return None, refusal

    def _priced(self, prospect: Prospect) -> tuple[str, str]:
        from tierslieu_desk.services.booking_words import working

        quote = prospect.price
        words = [formats.duration(self.slot.minutes)]
        words.append(formats.amount(quote.gross_cents) if quote.gross_cents else _("nothing to pay"))
        if prospect.free_seats is not None:
            words.append(ngettext("%(n)s free", "%(n)s free", prospect.free_seats) % {"n": prospect.free_seats})
        return " · ".join(words), working(quote)

    def _instead(self, refusal: DeskError | None) -> Sequence[FreeSpace]:
        unit_id = self._unit.choice
        if refusal is None or not isinstance(unit_id, int):
            return ()
        try:
            return self._services.free_spaces.beside(unit_id, self.slot, self._people.value())
        except DeskError:
            return ()  # what is in the way is told already

    @Slot(object)
    def _take_instead(self, space: FreeSpace) -> None:
        self._unit.choose(space.unit_id)
        self._day.day = space.slot.start.date()
        self._length = space.slot.end - space.slot.start
        self._from.at = space.slot.start.time()
        self._to.at = space.slot.end.time()
        self._show_price()
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

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
        from tierslieu_desk.services.bookings import NewBooking

        optional = self._option.isChecked()
        for key, field in self._typed.items():
            if (optional or not key.startswith("until")) and (refusal := field.refused()) is not None:
                raise self._named(key, refusal)
        asked = self._asked
        self._show_price()
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        unit_id = self._unit.choice
        if not isinstance(unit_id, int):
            raise UnknownUnit(name="")
        slot = self.slot
        if asked != slot and self._asks(slot):
            return False
        until = datetime.combine(self._until_day.day, self._until_at.at) if optional else None
        title = self._title.text().strip()
        new = NewBooking(unit_id, found.id, slot, self._people.value(), title, tentative_until=until)
        try:
            booked = self._services.bookings.book(new, self._override)
        except DeadlineOver as over:
            raise self._named("until", over) from over
        facts = {"unit": booked.unit, "name": found.name, "times": formats.times(booked.slot)}
        sentence = _("%(unit)s is booked for %(name)s, %(times)s.") % facts
        if until is not None:
            facts["until"] = formats.moment(until)
            sentence = _("%(unit)s is kept for %(name)s until %(until)s.") % facts
        self.told.emit(sentence, partial(self._services.bookings.take_back, booked.act))
        self.booked.emit(booked.id)
        return None

    @property
    def _override(self) -> str:
        return self._reason.text().strip() if self._reason.isVisible() else ""

    def _asks(self, slot: WallSlot) -> bool:
        """Whether it is so far back or ahead that they are asked once more; the same button says yes."""
        question = ""
        if self._now is not None and slot.end <= self._now:
            question = _("That is over already: %(when)s. Book it all the same?")
        elif self._now is not None and slot.start > self._now + FAR_AHEAD:
            question = _("That is more than a year ahead: %(when)s. Is that the day you mean?")
        if not question:
            return False
        self._asked = slot
        when = f"{formats.slot_text(slot)} ({formats.date_short(slot.start.date())})"
        self._ways.tell(question % {"when": when}, ())
        announce(self, self._ways.sentence, urgent=True)
        self.act.setText(_("Book it all the same"))
        QTimer.singleShot(0, self._fit)
        return True


def _until(start: datetime, now: datetime) -> datetime:
    """Three days to think it over, until the evening, and no longer than until it begins."""
    evening = datetime.combine(now.date() + 3 * DAY, time(18))
    return min(evening, start) if start > now else evening


def _soon(now: datetime) -> WallSlot:
    """An hour from the next half hour on."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    steps = -((midnight - now) // _HALF_HOUR)
    start = min(midnight + steps * _HALF_HOUR, midnight + timedelta(hours=22, minutes=30))
    return WallSlot(start, start + timedelta(hours=1))


def _since_midnight(at: time) -> timedelta:
    return datetime.combine(date.min, at) - datetime.min


def _side_by_side(*widgets: QWidget) -> QWidget:
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        line.addWidget(widget, 0 if isinstance(widget, QPushButton) else 4 if isinstance(widget, DateField) else 3)
    return both
