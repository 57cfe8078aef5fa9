"""Lending: what leaves, with whom, until when, against which deposit and in which state."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, DueTooEarly, NotAnAmount, SlotTaken, UnitStillOut, UnknownUnit
from tierslieu_desk.i18n import _
from tierslieu_desk.rules import duties
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.equipment import words
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.ticks import Tick
from tierslieu_desk.wallclock import Clock
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.thing.loans import LoanRow, ThingRow

EVENING = time(18)
KEY_MONTHS = 12
"""A key or a locker stays with somebody for long: it is asked about once a year."""


class LendDialog(Dialog):
    """`told` carries the sentence and the undo, `lent` the number of the loan and whether its slip is wanted."""

    lent = Signal(object, bool)

    def __init__(
        self, parent: QWidget | None, services: DeskServices, clock: Clock, *, unit_id: int | None = None
    ) -> None:
        super().__init__(parent, _("Lend"), _("Lend it"), say.sentence)
        self._services, self._clock = services, clock
        self._given = unit_id is not None
        now = clock.wall()
        self._things: dict[int, ThingRow] = {}
        self._unit = Choice()
        self._new_thing = button(_("New thing…"), self._write_thing_down, beside=True)
        self._new_thing.setAutoDefault(False)
        self.form.add(_("What"), side_by_side(self._unit, self._new_thing), key="unit")
        self._state = self.form.add_remark()
        self._who = PersonFinder(services)
        new = button(_("New…"), self._write_down, says=_("Somebody new"), beside=True)
        new.setAutoDefault(False)
        self.form.add(_("To"), side_by_side(self._who, new), key="name")
        self._soon = SegmentedControl(
            _("Back when"),
            (("today", _("Today")), ("tomorrow", _("Tomorrow")), ("week", _("A week")), ("year", _("A year"))),
        )
        self.form.add(_("Back when"), self._soon)
        self._day, self._time = DateField(now.date()), TimeField(EVENING)
        self._time.setAccessibleName(_("Back by, time"))
        self.form.add(_("Back by"), side_by_side(self._day, self._time), key="due")
        self._deposit = self.form.add(
            _("Deposit"), QLineEdit(), key="deposit", help=_("For instance 150,00. Empty: none. Given back with it.")
        )
        self._state_out = self.form.add(_("State when it leaves"), QLineEdit())
        self._state_out.setPlaceholderText(_("What is with it, what is worn; may stay empty."))
        self._slip = Tick(_("Print a slip to sign"))
        self.body.insertWidget(1, self._slip)
        self._soon.chosen.connect(self._take_soon)
        self._unit.currentIndexChanged.connect(self._look)
        self._fill(unit_id)

    def _fill(self, unit_id: int | None) -> None:
        """Everything there is, that one chosen, else the first that is here."""
        self._things = {thing.id: thing for thing in self._services.loans.things()}
        with QSignalBlocker(self._unit):
            self._unit.clear()
            for thing in self._things.values():
                self._unit.addItem(thing.name, thing.id)
            free = next((thing.id for thing in self._things.values() if thing.state == "free"), None)
            self._unit.choose(unit_id if unit_id is not None else free)
        self._unit.setVisible(bool(self._things))
        self._look()

    @Slot()
    def _write_thing_down(self) -> None:
        from tierslieu_desk.ui.pages.equipment.loan_things import ThingDialog

        dialog = ThingDialog(self, self._services)
        dialog.added.connect(self._take_thing)
        dialog.told.connect(self.told)
        dialog.open()

    @Slot(object)
    def _take_thing(self, unit_id: int) -> None:
        self.form.clear_refusals()
        self._fill(unit_id)
        self._who.setFocus()

    @Slot()
    def _look(self) -> None:
        """How the thing stands, and how long such a thing is usually lent."""
        thing = self._things.get(self._number)
        if thing is None:
            self._state.tell(_("There is nothing to lend yet. “New thing…” writes down a tool or a key."))
            self._take_soon()
            return
        self._state.tell("" if thing.state == "free" else words.thing_state(thing, self._clock.wall()))
        evening = self._clock.wall().time() >= EVENING
        self._soon.choose("year" if thing.kind == "locker" else "tomorrow" if evening else "today")
        self._take_soon()

    @property
    def _number(self) -> int:
        number = self._unit.choice
        return number if isinstance(number, int) else 0

    @Slot()
    def _take_soon(self) -> None:
        today = self._clock.today()
        self._day.day = {
            "today": today,
            "tomorrow": today + timedelta(days=1),
            "week": today + timedelta(days=7),
            "year": duties.months_later(today, KEY_MONTHS),
        }[self._soon.choice]
        self._time.at = EVENING

    @Slot()
    def _write_down(self) -> None:
        from tierslieu_desk.ui.pages.people.person_dialog import PersonDialog

        dialog = PersonDialog(self, self._services, name=self._who.text())
        dialog.added.connect(self._take_new)
        dialog.open()

    @Slot(object)
    def _take_new(self, party_id: int) -> None:
        self._who.choose(self._services.people.get(party_id))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._things:
            self._new_thing.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        elif self._given:
            self._who.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def commit(self) -> None:
        thing = self._things.get(self._number)
        if thing is None:
            raise UnknownUnit(name="", field="unit")
        found = self._who.found
        if found is None:
            raise refusal_of(self._who.text())
        slot = self._slot()
        cents = amount_in(self._deposit)
        loans, state = self._services.loans, self._state_out.text().strip()
        try:
            loan_id = loans.lend(thing.id, found.id, slot, deposit_cents=cents, state_out=state)
        except DeskError as refusal:
            raise self._beside_its_field(refusal, thing.id) from refusal
        facts = {"thing": thing.name, "name": found.name, "when": words.moment(slot.end, slot.start)}
        self.told.emit(_("%(thing)s is lent to %(name)s, back %(when)s.") % facts, partial(loans.take_back, loan_id))
        self.lent.emit(loan_id, self._slip.isChecked())

    def _slot(self) -> WallSlot:
        """From now until it is due. Raises what cannot be read, or is over already, beside the field."""
        now = self._clock.wall().replace(microsecond=0)
        for field in (self._day, self._time):
            if (refusal := field.refused()) is not None:
                raise type(refusal)(**{**refusal.facts, "field": "due"})
        due = datetime.combine(self._day.day, self._time.at)
        if due <= now:
            raise DueTooEarly(due=due, field="due")
        return WallSlot(now, due)

    def _beside_its_field(self, refusal: DeskError, unit_id: int) -> DeskError:
        """Of something that is out, with whom and until when; of somebody who is late, what is still with them."""
        if isinstance(refusal, UnitStillOut):
            return UnitStillOut(**{**refusal.facts, "field": "name"})
        out = next((row for row in self._services.loans.out() if row.unit_id == unit_id), None)
        if isinstance(refusal, SlotTaken) and out is not None and out.who == refusal.by:
            return UnitStillOut(unit=out.unit, by=out.who, due=out.due, field="unit")
        return type(refusal)(**{**refusal.facts, "field": "unit"})


class GiveBackDialog(Dialog):
    """What comes back, the deposit to hand back, and how the thing is. `told` carries the sentence and the undo."""

    def __init__(self, parent: QWidget | None, services: DeskServices, clock: Clock, row: LoanRow) -> None:
        super().__init__(parent, _("Give back"), _("It is back"), say.sentence)
        self._services, self._row = services, row
        head = words.loan_head(row, clock.wall())
        said = [Words(head.strong, "strong", wrap=True), Words(head.second, "second", wrap=True)]
        if row.late:
            said.append(Words(head.chip, "refusal", wrap=True))
        if row.state_out:
            left = _("It left like this: %(state)s") % {"state": row.state_out}
            said.append(Words(left, "second", wrap=True))
        if row.deposit_cents:
            amount = {"amount": formats.amount(row.deposit_cents)}
            said.append(Words(_("Deposit to hand back: %(amount)s") % amount, "name", wrap=True))
        for place, line in enumerate(said):
            self.body.insertWidget(place, line)
        self.form.setContentsMargins(0, theme.GAP, 0, 0)
        self._state = self.form.add(
            _("State when it is back"), QLineEdit(), help=_("What is missing or broken; may stay empty.")
        )

    def commit(self) -> None:
        row, loans = self._row, self._services.loans
        back = loans.give_back(row.id, state_back=self._state.text().strip())
        sentence = _("%(thing)s is back.")
        if row.deposit_cents:
            sentence = _("%(thing)s is back; hand back the deposit of %(amount)s.")
        facts = {"thing": row.unit, "amount": formats.amount(row.deposit_cents)}
        self.told.emit(sentence % facts, partial(loans.out_again, row.id, back))


def amount_in(field: QLineEdit, key: str = "deposit") -> int:
    """Cents of what was typed, nothing for nothing. Raises `NotAnAmount` beside the field."""
    text = field.text().strip()
    if not text:
        return 0
    try:
        cents = formats.parse_amount(text)
        if cents < 0:
            raise NotAnAmount(text=text, example=text.lstrip("-\u2212 "))
    except NotAnAmount as refusal:
        raise NotAnAmount(**{**refusal.facts, "field": key}) from refusal
    return cents


def side_by_side(*widgets: QWidget) -> QWidget:
    """Fields on one line; a button takes no more than it needs."""
    both = QWidget()
    line = QHBoxLayout(both)
    line.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        line.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
    return both
