"""A space and a time to choose: its price, what stands in the way of it, and what can be had instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, NotADate, NotATime, PoolFull, SlotReversed, SlotTaken, UnknownUnit
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.rules.admission import FAR_AHEAD
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning import special_dates
from tierslieu_desk.ui.pages.planning.booking_ways import Ways
from tierslieu_desk.ui.pages.planning.last_day import LastDay
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.typed import TypedField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_space import FreeSpace
    from tierslieu_desk.services.booking.prospects import Prospect


class WhenDialog(Dialog):
    """Subclass it: call `_add_when` and `_add_ways` where they belong among the fields, then `_begin`.

    `now` is the wall clock: what lies before it, or a year after it, is asked about once more.
    """

    over_question = N_("That is over already: %(when)s. Book it all the same?")
    anyway, because = N_("Book it all the same"), N_("Book it all the same, because")
    minds_leaving = True
    may_wait = False
    """Whether one may get in line here for what somebody else has."""
    besides: int | None = None
    """The booking that is being changed, which does not stand in its own way."""

    def __init__(
        self, parent: QWidget | None, services: DeskServices, title: str, act: str, now: datetime | None
    ) -> None:
        super().__init__(parent, title, act, say.sentence)
        self._services, self._now, self._act_words = services, now, act
        self._length = timedelta(hours=1)
        self._asked: WallSlot | None = None
        self._typed: dict[str, TypedField] = {}

    @property
    def party_id(self) -> int | None:
        """Whom it is for, for the price; None while nobody is named."""
        return None

    @property
    def headcount(self) -> int:
        """How many come."""
        return 1

    def _add_when(self, wanted: WallSlot, unit_id: int | None) -> None:
        units = tuple(unit for unit in self._services.units.list() if not unit.retired)
        self._unit = self.form.add(_("What"), Choice(tuple((unit.id, unit.name) for unit in units)))
        if unit_id is not None:
            self._unit.choose(unit_id)
        self._day = DateField(wanted.start.date())
        self._day.today = None if self._now is None else self._now.date()
        self._from, self._to = TimeField(wanted.start.time()), TimeField(wanted.end.time(), ends=True)
        self._length = wanted.end - wanted.start
        for field, name in ((self._day, _("On")), (self._from, _("From")), (self._to, _("To"))):
            field.setAccessibleName(name)
        self._day.setMinimumWidth(132)
        self._last = LastDay(self.form, self._services, self._day, wanted)
        self.form.add(_("On … from … to"), side_by_side(self._day, self._from, self._to, self._last.more))
        self.form.add(_("Ends on"), self._last.field)
        self._typed |= {"on": self._day, "from": self._from, "to": self._to, "ends_on": self._last.field}
        for key, typed in self._typed.items():
            self.form.name_inside(key, typed)
        self._remark = self.form.add_remark()

    def _add_ways(self) -> None:
        """The price, what stands in the way and what can be had instead: above the button, always in sight."""
        self._reason = self.form.add(
            _(self.because),
            QLineEdit(),
            help=_("Your reason is kept in the journal. A space somebody has already is never given twice."),
            key="reason",
        )
        self.form.show_field(self._reason, False)
        strip = QFrame()
        strip.setObjectName("sheetFoot")
        column = self._strip = QVBoxLayout(strip)
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
        self.form.place(self._reason, column)  # beside what is refused, in sight
        self._column.insertWidget(self._column.count() - 1, strip)

    def _begin(self) -> None:
        """Every field is there: from now on each says what it changes."""
        self._from.timeChanged.connect(self._keep_length)
        self._from.editingFinished.connect(self._take_length)
        self._to.timeChanged.connect(self._take_length)
        self._unit.currentIndexChanged.connect(self._show_price)
        self._last.changed.connect(self._show_price)
        for field in self._typed.values():
            field.settled.connect(self._tell_typed)
        self._show_price()

    @property
    def slot(self) -> WallSlot:
        """From when to when; an end of midnight is the next one. Raises `SlotReversed`, `NotADate`, `NotATime`."""
        start = datetime.combine(self._day.day, self._from.at)
        end = datetime.combine(self._last.of(self._day.day), self._to.at)
        try:
            return WallSlot(start, end + DAY if end.time() == datetime.min.time() else end)
        except SlotReversed as reversed_:
            raise named("ends_on" if self._last.several else "to", reversed_) from reversed_

    @property
    def unit_id(self) -> int:
        """What is wanted. Raises `UnknownUnit` where there is nothing to choose."""
        chosen = self._unit.choice
        if not isinstance(chosen, int):
            raise UnknownUnit(name="")
        return chosen

    @property
    def price(self) -> str:
        """What stands beside the button."""
        return self._price.text()

    @property
    def override(self) -> str:
        """Why it is done although a rule is against it; empty while none is."""
        return self._reason.text().strip() if self._reason.isVisible() else ""

    @Slot()
    def _keep_length(self) -> None:
        """A start moved past the end takes the end along, to midnight at most."""
        if self._last.several:
            return
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
            return  # told beside the field

    @Slot()
    def _tell_typed(self) -> None:
        """What cannot be read is told beside its field as soon as it is left, without calling anybody back to it."""
        refused = [named(key, field.refusal) for key, field in self._typed.items() if field.refusal is not None]
        if not refused:
            try:
                self.slot  # noqa: B018 - asked for what it refuses
            except DeskError as reversed_:
                refused = [reversed_]
        if refused:
            self.form.show_refusal(refused[0], say.sentence(refused[0]), go_there=False)
        elif any(field.property("refused") for field in self._typed.values()):
            self.form.clear_refusals()
        self._show_price()

    def _refuse_typed(self, *, besides: Sequence[str] = ()) -> None:
        """Raise what a field holds that cannot be read; those `besides` are not asked for."""
        for key, field in self._typed.items():
            if key not in besides and (refusal := field.refused()) is not None:
                raise named(key, refusal)

    @Slot()
    def _show_price(self) -> None:
        self._asked = None
        self.act.setText(self._act_words)
        self._last.offer(self._unit.choice)
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
        if told is None:
            self._ways.tell("", ())
        else:
            waits = self.may_wait and isinstance(told, SlotTaken | PoolFull)
            instead = self._instead(told)
            special = special_dates.of_offers(self._services, (instead,))
            self._ways.tell(self._told_of(told), instead, self._day.day, may_wait=waits, special=special)
        self.form.show_field(self._reason, prospect is not None and self._may_override(prospect))
        self._tell_far()
        QTimer.singleShot(0, self._fit)

    def _told_of(self, refusal: DeskError) -> str:
        """What stands in the way, in words."""
        return say.sentence(refusal)

    def _may_override(self, prospect: Prospect) -> bool:
        return prospect.may_be_overridden

    def _tell_far(self) -> None:
        """A day that is over, or so far ahead that it was probably mistyped, is remarked on where it is typed."""
        words = ""
        try:
            slot = self.slot
        except DeskError:
            slot = None
        if slot is not None and self._now is not None:
            if slot.end <= self._now:
                words = _("That is over already.")
            elif slot.start > self._now + FAR_AHEAD:
                words = _("That is more than a year ahead: %(day)s.") % {"day": formats.date_long(slot.start.date())}
            else:
                words = _of_the_day(self._services, slot.start.date())
        self._remark.tell(words)

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
            look = self._services.bookings.look
            return look(unit_id, self.slot, self.party_id, self.headcount, self.besides), None
        except (NotADate, NotATime, SlotReversed):
            return None, None  # told beside the field
        except DeskError as refusal:
            return None, refusal

    def _priced(self, prospect: Prospect) -> tuple[str, str]:
        from tierslieu_desk.services.booking.booking_words import working

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
            return self._services.free_spaces.beside(
                unit_id, self.slot, self.headcount, self.party_id, besides=self.besides
            )
        except DeskError:
            return ()  # what is in the way is told already

    @Slot(object)
    def _take_instead(self, space: FreeSpace) -> None:
        self._unit.choose(space.unit_id)
        self._take(space.slot)
        self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, slot: WallSlot) -> None:
        """Show that time, as if it was typed."""
        self._day.day = slot.start.date()
        self._last.take(slot)
        self._length = slot.end - slot.start
        self._from.at = slot.start.time()
        self._to.at = slot.end.time()
        self._show_price()

    def _asks(self, slot: WallSlot) -> bool:
        """Whether it is so far back or ahead that they are asked once more; the same button says yes."""
        question = ""
        if self._now is not None and slot.end <= self._now:
            question = _(self.over_question)
        elif self._now is not None and slot.start > self._now + FAR_AHEAD:
            question = _("That is more than a year ahead: %(when)s. Is that the day you mean?")
        if not question:
            return False
        self._asked = slot
        when = f"{formats.slot_text(slot)} ({formats.date_short(slot.start.date())})"
        self._ways.tell(question % {"when": when}, ())
        announce(self, self._ways.sentence, urgent=True)
        self.act.setText(_(self.anyway))
        QTimer.singleShot(0, self._fit)
        return True


def _of_the_day(services: DeskServices, day: date) -> str:
    """What day it is, when it is a holiday that refuses nothing: what refuses is told with the price."""
    name = special_dates.names(services, (day,)).get(day, "")
    return _("%(day)s is a holiday: %(name)s.") % {"day": formats.date_weekday(day), "name": name} if name else ""


def named(key: str, refusal: DeskError) -> DeskError:
    """The same refusal, of that field of the form."""
    return type(refusal)(**{**refusal.facts, "field": key})


def _since_midnight(at: time) -> timedelta:
    return datetime.combine(date.min, at) - datetime.min


def side_by_side(*widgets: QWidget) -> QWidget:
    """Several fields in one line; a day is given more room than a time, a button what it needs."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        line.addWidget(widget, 0 if isinstance(widget, QPushButton) else 4 if isinstance(widget, DateField) else 3)
    return both
