"""Closing exceptionally: from when to when and why, everyone hit with what becomes of each, and all of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import ChangedMeanwhile, DeskError, MissingFact, SlotReversed
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.rights import Right
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.pages.shared.which_spaces import WhichSpaces
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.turns import InTurns
from tierslieu_desk.ui.widgets.cards import Card, EmptyState, Row
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.exceptional import Closing, Decision, Hit

CANCEL, MOVE, LEAVE = "cancel", "move", "leave"
_CHOICE = 256
AT_ONCE = 2
"""Lines drawn before it opens; the others follow, one a turn."""


class _Line(QWidget):
    """One line: what it is, how its people are reached, and what becomes of it."""

    move_wanted = Signal(object)
    """Itself, when it is to be moved for the first time: its offers are looked for then."""

    def __init__(self, hit: Hit) -> None:
        super().__init__()
        self.hit = hit
        ways = [(CANCEL, _("Call off")), (MOVE, _("Move")), (LEAVE, _("Leave as it is"))]
        self.fate = Choice(tuple(ways))
        self.fate.setAccessibleName(_("What becomes of %(what)s") % {"what": hit.title})
        self.to = Choice()
        self.to.setAccessibleName(_("When else, %(what)s") % {"what": hit.title})
        self.to.hide()
        self.offers: tuple[tuple[WallSlot, int], ...] | None = None
        if hit.here:
            self.fate.choose(LEAVE)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.fate)
        column.addWidget(self.to)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for choice in (self.fate, self.to):
            choice.setFixedWidth(_CHOICE)
        line.addWidget(Row(hit.title, _second(hit), aside=both))
        self.fate.currentIndexChanged.connect(self._chosen)

    @Slot()
    def _chosen(self) -> None:
        moved = self.fate.choice == MOVE
        if moved and self.offers is None:
            self.move_wanted.emit(self)
        self.to.setVisible(moved)

    def offer(self, offers: tuple[tuple[WallSlot, int], ...], units: dict[int, str]) -> None:
        """Other times to choose from."""
        self.offers = offers
        if not offers:
            self.to.addItem(_("nothing is free soon"), None)
        for number, (slot, unit_id) in enumerate(offers):
            when = f"{formats.date_compact(slot.start.date())}, {formats.times(slot)}"
            elsewhere = unit_id != self.hit.unit_id
            self.to.addItem(f"{units.get(unit_id, '')} · {when}" if elsewhere else when, number)

    def decision(self) -> Decision:
        """What was chosen. Raises `MissingFact` without a time to move it to."""
        from tierslieu_desk.services.booking.exceptional import Decision, Fate

        fate = Fate(str(self.fate.choice))
        if fate is not Fate.MOVE:
            return Decision(self.hit, fate)
        chosen = self.to.choice
        if not self.offers or not isinstance(chosen, int):
            raise MissingFact(field="to", who=self.hit.title)
        slot, unit_id = self.offers[chosen]
        return Decision(self.hit, fate, slot, unit_id)


class ExceptionalDialog(Dialog):
    """`told` carries the sentence and the way back, where there is one; `closed` what was done, to tell everybody."""

    needs = Right.SETTINGS
    room = (760, 640)
    closed = Signal(object)

    def __init__(self, parent: QWidget | None, services: DeskServices, wanted: WallSlot) -> None:
        super().__init__(parent, _("Close exceptionally"), _("Close, and do all this"), say.sentence)
        self._services = services
        self._units = {unit.id: unit.name for unit in services.units.list()}
        self.lines: list[_Line] = []
        self._rest: Iterator[None] = iter(())
        self.reason = self.form.add(_("Why"), QLineEdit(), help=_("Written on the door, and to everyone hit."))
        self.reason.setPlaceholderText(_("Snow, a power cut"))
        self.first, self.opens = DateField(wanted.start.date()), TimeField(wanted.start.time())
        until = wanted.end.date() - DAY if wanted.end.time() == time() else wanted.end.date()
        self.last, self.closes = DateField(until), TimeField(wanted.end.time(), ends=True)
        for field, name in (
            (self.first, _("From, day")),
            (self.opens, _("From, time")),
            (self.last, _("To, day")),
            (self.closes, _("To, time")),
        ):
            field.setAccessibleName(name)
        self.form.add(_("From"), side_by_side(self.first, self.opens), key="from")
        self.form.add(_("To"), side_by_side(self.last, self.closes), key="to")
        self.spaces = WhichSpaces(self.form, services.units.list())
        self.what = self.spaces.what
        self.card = Card(_("Who is hit"))
        self.body.insertWidget(self.body.count() - 1, self.card)
        for typed in (self.first, self.opens, self.last, self.closes):
            typed.settled.connect(self.look)
        self.spaces.changed.connect(self.look)
        self.look()

    @property
    def closing(self) -> Closing:
        """What is asked. Raises `SlotReversed`, `NotADate`, `NotATime`, `MissingFact`, each with its field."""
        from tierslieu_desk.services.booking.exceptional import Closing

        ends = []
        for key, day, at in (("from", self.first, self.opens), ("to", self.last, self.closes)):
            try:
                ends.append(datetime.combine(day.day, at.at))
            except DeskError as refusal:
                raise named(key, refusal) from refusal
        start, end = ends
        end = end + DAY if end.time() == time() else end
        try:
            slot = WallSlot(start, end)
        except SlotReversed as reversed_:
            raise named("to", reversed_) from reversed_
        return Closing(slot, self.reason.text().strip(), self.spaces.unit_ids)

    @Slot()
    def look(self) -> None:
        """Who stands in it now; what was chosen for a line stays."""
        before = {(line.hit.owner, line.hit.id): line for line in self.lines}
        try:
            hits = self._services.exceptional.hits(self.closing)
        except DeskError:
            hits = ()  # told beside the field, once it is done
        chosen = {key: line.fate.choice for key, line in before.items()}
        self.lines = []
        nobody = EmptyState("check-circle", _("Nobody is hit"), _("Nothing is booked then, and nothing takes place."))
        self.card.set_rows([] if hits else [nobody])
        self._rest = self._drawn(hits, chosen)
        for _line in islice(self._rest, AT_ONCE):
            pass
        InTurns(self._rest, self)
        people = sum(max(1, len(hit.people)) for hit in hits)
        self.card.set_aside(ngettext("%(n)s person", "%(n)s people", people) % {"n": people} if hits else "")
        self.grow()

    def _drawn(self, hits: Sequence[Hit], chosen: dict[tuple[str, int], object]) -> Iterator[None]:
        """A line a step, until somebody looks at another time: each takes as long as a whole small form."""
        mine = self.lines
        for hit in hits:
            if mine is not self.lines:
                return
            line = self._line(hit, chosen.get((hit.owner, hit.id)))
            mine.append(line)
            self.card.add(line)
            yield

    def _line(self, hit: Hit, chosen: object) -> _Line:
        made = _Line(hit)
        made.move_wanted.connect(self._offer)
        if chosen in {CANCEL, LEAVE}:
            made.fate.choose(chosen)
        return made

    @Slot(object)
    def _offer(self, line: _Line) -> None:
        with self.refusals():
            line.offer(self._services.exceptional.offers(line.hit, self.closing), self._units)

    def commit(self) -> None:
        for _line in self._rest:
            pass
        closing = self.closing
        decisions = [line.decision() for line in self.lines]
        try:
            done = self._services.exceptional.close(closing, decisions)
        except ChangedMeanwhile:
            self.look()
            raise
        undo = partial(self._services.exceptional.take_back, done) if done.may_be_undone else None
        words = _("Closed: %(when)s.") % {"when": formats.slot_text(closing.slot)}
        self.told.emit(words, undo)
        self.closed.emit(done)


def _second(hit: Hit) -> str:
    """When and where, and how to reach whoever it is."""
    words = [f"{hit.unit}, {formats.slot_text(hit.slot)}"]
    if hit.owner == "event":
        count = len(hit.people)
        words.append(ngettext("%(n)s person to tell", "%(n)s people to tell", count) % {"n": count})
        if hit.sittings > 1:
            words.append(_("called off, all %(n)s sittings are") % {"n": hit.sittings})
    for one in hit.people[:1] if hit.owner == "booking" else ():
        reach = [formats.phone(one.phone) if one.phone else "", one.email]
        words.append(", ".join(text for text in reach if text) or _("neither phone nor e-mail"))
    if hit.invoiced:
        words.append(_("on invoice %(number)s: a credit note is for you to write") % {"number": hit.invoiced})
    if hit.here:
        words.append(_("they are here"))
    return " · ".join(words)


def assist(window: Any, around: Surroundings[DeskServices], wanted: WallSlot | None = None) -> ExceptionalDialog:
    """Open the assistant over the window, which tells what was done; the papers come after it."""
    from tierslieu_desk.ui.pages.shared.after_closing import follow

    dialog = ExceptionalDialog(window, around.services, wanted or rest_of(around.clock.wall()))
    dialog.told.connect(window.tell)
    dialog.closed.connect(partial(follow, window, around))
    dialog.open()
    return dialog


def rest_of(now: datetime) -> WallSlot:
    """What is left of the day, from the last full hour on."""
    start = now.replace(minute=0, second=0, microsecond=0)
    return WallSlot(start, datetime.combine(start.date() + DAY, time()))


def of_days(first: date, last: date) -> WallSlot:
    """Whole days."""
    return WallSlot(datetime.combine(first, time()), datetime.combine(last + DAY, time()))
