"""A booking to confirm: what, when, for whom, and its price before it is taken."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NotADate, NotATime, UnknownUnit
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.typed import TypedField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.people import PersonRow

_HALF_HOUR = timedelta(minutes=30)


class BookingDialog(Dialog):
    """`told` carries the sentence and the undo; `booked` the number of the booking."""

    told = Signal(str, object)
    booked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        services: DeskServices,
        *,
        now: datetime | None = None,
        unit_id: int | None = None,
        slot: WallSlot | None = None,
    ) -> None:
        super().__init__(parent, _("Book"), _("Book it"), say.sentence)
        self._services = services
        self._meant = False
        wanted = slot or _soon(now or datetime.combine(date.today(), datetime.min.time()))  # noqa: DTZ011 - shown only
        units = tuple(unit for unit in services.units.list() if not unit.retired)
        self._who = PersonFinder(services)
        new = button(_("New…"), self._write_down, says=_("Somebody new"))
        new.setAutoDefault(False)
        self.form.add(_("For"), _side_by_side(self._who, new), key="name")
        self._unit = self.form.add(_("What"), Choice(tuple((unit.id, unit.name) for unit in units)))
        if unit_id is not None:
            self._unit.choose(unit_id)
        self._day = self.form.add(_("On"), DateField(wanted.start.date()), key="on")
        self._from, self._to = TimeField(wanted.start.time()), TimeField(wanted.end.time(), ends=True)
        self._length = wanted.end - wanted.start
        self._from.setAccessibleName(_("From"))
        self._to.setAccessibleName(_("To"))
        self.form.add(_("From … to"), _side_by_side(self._from, self._to), help=_("At the clock of the place."))
        self._typed: dict[str, TypedField] = {"on": self._day, "from": self._from, "to": self._to}
        for key in ("from", "to"):
            self.form.name_inside(key, self._typed[key])
        self._people = self.form.add(_("People"), NumberField(1, 1, 999))
        self._title = self.form.add(_("What for"), QLineEdit(), help=_("Shown on the planning; may stay empty."))
        self._price = Words("", "strong", wrap=True)
        self._price.setAccessibleName(_("Price"))
        self.foot.insertWidget(0, self._price, 1)
        self._from.timeChanged.connect(self._keep_length)
        self._from.editingFinished.connect(self._take_length)
        self._to.timeChanged.connect(self._take_length)
        for changed in (self._who.changed, self._unit.currentIndexChanged):
            changed.connect(self._show_price)
        for field in self._typed.values():
            field.settled.connect(self._tell_typed)
        self._show_price()

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
        """It is for that person: the next thing to say is what."""
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
        unit_id = self._unit.choice
        if not isinstance(unit_id, int):
            self._price.setText("")
            return
        try:
            slot = self.slot
            found = self._who.found
            quote = self._services.bookings.quote(unit_id, slot, found.id if found is not None else None)
        except (NotADate, NotATime):
            self._price.setText("")
            return
        except DeskError as refusal:
            self._price.setText(say.sentence(refusal))
            return
        length = formats.duration(slot.minutes)
        price = formats.amount(quote.gross_cents) if quote.gross_cents else _("nothing to pay")
        self._price.setText(f"{length} · {price}")

    @Slot()
    def _write_down(self) -> None:
        from tierslieu_desk.ui.pages.person_dialog import PersonDialog

        dialog = PersonDialog(self, self._services, name=self._who.text())
        dialog.added.connect(self._take_new)
        dialog.open()

    @Slot(object)
    def _take_new(self, party_id: int) -> None:
        self._who.choose(self._services.people.get(party_id))

    def commit(self) -> None:
        from tierslieu_desk.services.bookings import NewBooking

        for key, field in self._typed.items():
            if (refusal := field.refused()) is not None:
                raise self._named(key, refusal)
        self._show_price()
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        unit_id = self._unit.choice
        if not isinstance(unit_id, int):
            raise UnknownUnit(name="")
        new = NewBooking(unit_id, found.id, self.slot, people=self._people.value(), title=self._title.text().strip())
        booked = self._services.bookings.book(new)
        facts = {"unit": booked.unit, "name": found.name, "times": formats.times(booked.slot)}
        sentence = _("%(unit)s is booked for %(name)s, %(times)s.") % facts
        self.told.emit(sentence, partial(self._services.bookings.take_back, booked.act))
        self.booked.emit(booked.id)


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
        line.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    return both
