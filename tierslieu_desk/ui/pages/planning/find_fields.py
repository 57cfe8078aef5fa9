"""What kind of free space is looked for: days first, then how many, for how long; all else behind one button."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DaysReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.ui import place_words
from tierslieu_desk.ui.forms import Form
from tierslieu_desk.ui.pages.planning.when_dialog import named, side_by_side
from tierslieu_desk.ui.pages.planning.with_it import tools_of
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.amount import AmountField
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.duration_field import DurationField
from tierslieu_desk.ui.widgets.fields import Choice, DateField, NumberField, TimeField
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.ui.widgets.tick_grid import TickGrid
from tierslieu_desk.ui.widgets.typed import TypedField

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_search import SpaceWish

LENGTHS = (30, 60, 90, 120, 180, 240, 300, 360, 480, 600)
HALF_DAY, OTHER = 240, 0
AN_HOUR = 60
MOST_PEOPLE = 999
OPENS, CLOSES = 9 * 60, 18 * 60
"""In a place that has told no hours."""


class FindFields(QObject):
    """Fields of that form. `changed` goes out with everything that changes what is looked for."""

    changed = Signal()

    def __init__(self, form: Form, services: DeskServices, day: date, more_of: QWidget) -> None:
        super().__init__(more_of)
        self._form, self._services = form, services
        hours = services.places.hours()
        opens = min((one.opens for one in hours), default=OPENS)
        closes = max((one.closes for one in hours), default=CLOSES)
        self.first, self.last = DateField(day), DateField(day)
        self.first.setAccessibleName(_("First day"))
        self.last.setAccessibleName(_("Last day"))
        form.add(_("On which day, or from … to …"), side_by_side(self.first, self.last), key="first")
        self.people = NumberField(1, 1, MOST_PEOPLE)
        self.people.setAccessibleName(_("How many people"))
        lengths = tuple((minutes, _length_words(minutes)) for minutes in LENGTHS)
        self.length = Choice((*lengths, (OTHER, _("another length…"))))
        self.length.setAccessibleName(_("For how long"))
        self.length.choose(AN_HOUR)
        self.since = TimeField(_at(opens))
        self.until = TimeField(_at(closes), ends=True)
        self.since.setAccessibleName(_("Not before"))
        self.until.setAccessibleName(_("Not after"))
        self.typed_length = DurationField(AN_HOUR)
        self.typed_length.setAccessibleName(_("For how long, typed"))
        self.typed_length.hide()
        self.length.currentIndexChanged.connect(self._length_chosen)
        all_four = side_by_side(self.people, self.length, self.typed_length, self.since, self.until)
        form.add(_("How many people, for how long, between … and …"), all_four, key="since")
        form.name_inside("last", self.last)
        form.name_inside("until", self.until)
        form.name_inside("length", self.typed_length)
        self._typed: dict[str, TypedField] = {
            "first": self.first,
            "last": self.last,
            "since": self.since,
            "until": self.until,
            "length": self.typed_length,
        }
        self.opener = button(_("More…"), self._show_more)
        self.opener.setAccessibleDescription(_("What else it is to be"))
        self.opener.setAutoDefault(False)
        self._first_day = day
        self._add_more()
        for field in self._typed.values():
            field.settled.connect(self._settled)
        self.people.valueChanged.connect(self.changed)
        for choice in (self.length, self.kind, self.group):
            choice.currentIndexChanged.connect(self.changed)

    def _add_more(self) -> None:
        """What most searches do without, hidden until it is asked for."""
        units = self._services.units.list()
        kinds = dict.fromkeys(unit.kind for unit in units if unit.kind is not UnitKind.LOCKER)
        self.kind = Choice(((None, _("Any space")), *((kind, place_words.kind_word(kind)) for kind in kinds)))
        groups = dict.fromkeys(unit.group for unit in units if unit.group)
        self.group = Choice((("", _("Anywhere")), *((group, group) for group in groups)))
        self.who = PersonFinder(self._services)
        self.most = AmountField(may_be_empty=True)
        self.kind.setAccessibleName(_("What kind"))
        self.group.setAccessibleName(_("Where"))
        self.most.setAccessibleName(_("At most, in all"))
        kind_where_most = side_by_side(self.kind, self.group, self.most)
        add = self._form.add
        self._more: list[QWidget] = [
            add(_("What kind, where, for how much at most"), kind_where_most, key="most"),
            add(_("For"), self.who, help=_("Their price is told then."), key="name"),
        ]
        self._typed["most"] = self.most
        self._form.name_inside("most", self.most)
        words = self._services.unit_contents.words()
        self.contains = TickGrid([(word, word, "") for word in words])
        if words:
            self._more.append(add(_("What is to be in it"), self.contains))
        self.tools = TickGrid([(str(tool.id), tool.name, tool.shelf) for tool in tools_of(units)])
        if tools_of(units):
            self._more.append(add(_("To be brought along"), self.tools))
        for field in self._more:
            self._form.show_field(field, False)
        self.who.changed.connect(self.changed)
        self.contains.changed.connect(self.changed)
        self.tools.changed.connect(self.changed)

    @Slot()
    def _length_chosen(self) -> None:
        """Whoever wants another length writes it."""
        other = self.length.choice == OTHER
        if other and not self.typed_length.isVisible():
            self.typed_length.show()
            self.typed_length.setFocus()
        self.typed_length.setVisible(other)

    @Slot()
    def _show_more(self) -> None:
        for field in self._more:
            self._form.show_field(field, True)
        self.opener.hide()
        self.kind.setFocus()
        self.changed.emit()

    @Slot()
    def _settled(self) -> None:
        """The last day follows the first until it was chosen by hand."""
        if self.first.refusal is None and self.last.refusal is None and self.first.day != self._first_day:
            if self.last.day == self._first_day or self.last.day < self.first.day:
                self.last.day = self.first.day
            self._first_day = self.first.day
        self.changed.emit()

    def wish(self) -> SpaceWish:
        """What is looked for. Raises what a field holds that cannot be read, and `DaysReversed`."""
        from tierslieu_desk.services.booking.free_search import SpaceWish

        for key, field in self._typed.items():
            if field.isVisible() and (refusal := field.refused()) is not None:
                raise named(key, refusal)
        if self.last.day < self.first.day:
            raise DaysReversed(first=self.first.day, last=self.last.day, field="last")
        found = self.who.found
        length = self.length.choice
        kind = self.kind.choice
        return SpaceWish(
            first=self.first.day,
            last=self.last.day,
            minutes=length if isinstance(length, int) and length != OTHER else self.typed_length.minutes,
            people=self.people.value(),
            since=self.since.at,
            until=self.until.at,
            contains=self.contains.ticked,
            kit=tuple(int(tool) for tool in self.tools.ticked),
            most_cents=self.most.cents,
            kind=UnitKind(str(kind)) if kind is not None else None,
            group=str(self.group.choice),
            party_id=found.id if found is not None else None,
        )


def _length_words(minutes: int) -> str:
    words = formats.duration(minutes)
    return _("half a day (%(time)s)") % {"time": words} if minutes == HALF_DAY else words


def _at(minutes: int) -> time:
    return time(*divmod(minutes % (24 * 60), 60))
