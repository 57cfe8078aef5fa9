"""The lines of a paper day, one kind for each part of the sheet: what is typed in them, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tierslieu_desk import formats, say
from tierslieu_desk.errors import DeskError, MissingFact, NotSoldHere
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.visiting import goodbye
from tierslieu_desk.ui.pages.shared.arrival_dialog import refusal_of
from tierslieu_desk.ui.pages.today.words import half_days
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField
from tierslieu_desk.ui.widgets.labels import Words, restyle
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.person_finder import PersonFinder
from tierslieu_desk.wallclock import Slot as WallSlot
from tierslieu_desk.wallclock import whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.front.articles import Article
    from tierslieu_desk.services.person.people import PersonRow

NUMBER_WIDTH, TIME_WIDTH, MEANS_WIDTH = 22, 84, 132
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PaperLine(QWidget):
    """Enter goes from field to field and writes the line after the last; on an empty line it goes on (`passed`).

    `kept`: it is written, and may be taken back where that is possible. What is refused says why beside itself.
    A line that is printed with a name is left for the next one by Enter (`skipped`): they did not come.
    """

    kept = Signal()
    passed = Signal()
    skipped = Signal()
    expected = ""

    def __init__(self, services: DeskServices, day: DateField, number: int) -> None:
        super().__init__()
        self._services, self._on = services, day
        self._undo: Callable[[], object] | None = None
        self.done = False
        self.fields: list[QLineEdit | QComboBox] = []
        self._lists: list[QWidget | None] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self.became = Words("", "second", wrap=True)
        self.became.hide()
        self._back = button("", self._take_back, look="quiet", icon="arrow-counter-clockwise", says=_("Take it back"))
        self._back.hide()
        self._printed = Words("", "second")
        self._printed.setFixedWidth(NUMBER_WIDTH)
        self.count_as(number)
        self._line.addWidget(self._printed)
        self._build()
        self._line.addWidget(self._back)
        column.addLayout(self._line)
        column.addWidget(self.became)

    def count_as(self, number: int) -> None:
        """The number it has on the sheet."""
        self.number = number
        self._printed.setText(str(number))

    def _build(self) -> None:
        """Add the fields of this kind of line."""
        raise NotImplementedError

    def _write(self) -> tuple[str, Callable[[], object] | None]:
        """Do what the line says; the sentence and the way back. Raises what the service raises."""
        raise NotImplementedError

    def _add(self, field: QLineEdit | QComboBox, name: str, stretch: int = 0, width: int = 0) -> None:
        field.setAccessibleName(name)
        if isinstance(field, QLineEdit):
            field.setPlaceholderText(name)
        if width:
            field.setFixedWidth(width)
        field.installEventFilter(self)
        known = field.completer() if isinstance(field, QLineEdit) else None
        popup = known.popup() if known is not None else None
        if popup is not None:
            popup.installEventFilter(self)
        self._lists.append(popup)
        self.fields.append(field)
        self._line.addWidget(field, stretch)

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        texts = (field.text() for field in self.fields if isinstance(field, QLineEdit))
        return not any(text.strip() for text in texts)

    def begin(self) -> None:
        """The cursor into its first field."""
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            at = next((n for n, pair in enumerate(zip(self.fields, self._lists, strict=True)) if watched in pair), None)
            if plain and at is not None:
                self._go_on(at)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, at: int) -> None:
        if at == 0 and self.empty:
            (self.skipped if self.expected else self.passed).emit()
        elif not self._taken(at):
            return
        elif self._after(at) < len(self.fields):
            self.fields[self._after(at)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.try_it()

    def _taken(self, at: int) -> bool:
        """Take the first of what its list offers, open or not; False while somebody is to be chosen from it."""
        field, popup = self.fields[at], self._lists[at]
        if isinstance(field, PersonFinder):
            return field.take_first()
        if isinstance(field, QLineEdit) and popup is not None:
            offered = _offered(field)
            if offered and field.text().strip().casefold() not in (one.casefold() for one in offered):
                field.setText(offered[0])
            popup.hide()
        return True

    def _after(self, at: int) -> int:
        """Which field comes after that one; what is printed on the sheet already is not typed again."""
        return at + 1

    @Slot()
    def try_it(self) -> bool:
        """Write the line, once; whether it stands now. What stands in the way is said beside it; all of it stays."""
        if self.done:
            return True
        try:
            sentence, self._undo = self._write()
        except DeskError as refusal:
            self._tell(say.sentence(refusal), "refusal")
            announce(self, self.became.text(), urgent=True)
            return False
        self.done = True
        self._tell(sentence, "second")
        self._allow(False)
        self._back.setVisible(self._undo is not None)
        self.kept.emit()
        return True

    @Slot()
    def _take_back(self) -> None:
        if self._undo is not None:
            try:
                self._undo()
            except DeskError as refusal:
                self._tell(say.sentence(refusal), "refusal")
                return
            self._undo, self.done = None, False
            self._back.hide()
            self._tell(_("Taken back. Correct the line, then Enter."), "second")
            self._allow(True)
            self.begin()

    def _allow(self, allowed: bool) -> None:
        for field in self.fields:
            field.setEnabled(allowed)

    def _tell(self, sentence: str, look: str) -> None:
        self.became.setText(sentence)
        self.became.show()
        self.became.setProperty("look", look)
        restyle(self.became)

    def _person(self, finder: PersonFinder) -> PersonRow:
        found = finder.found
        if found is None:
            raise refusal_of(finder.text())
        return found

    def _at(self, text: str, field: str) -> time:
        if not text.strip():
            raise MissingFact(field=field, who="")
        return formats.parse_time(text, ends=field == "to")


class ArrivalLine(PaperLine):
    """In at, who, out at."""

    def _build(self) -> None:
        self._in, self._out = QLineEdit(), QLineEdit()
        self._who = PersonFinder(self._services)
        self._add(self._in, _("In at"), width=TIME_WIDTH)
        self._add(self._who, _("Name"), 1)
        self._add(self._out, _("Out at"), width=TIME_WIDTH)

    def expect(self, name: str) -> None:
        """It is printed with that name."""
        self.expected = name
        self._who.start_over()
        self._who.setText(name)

    @property
    def empty(self) -> bool:
        as_printed = self._who.text().strip() == self.expected
        return as_printed and not (self._in.text().strip() or self._out.text().strip())

    def _after(self, at: int) -> int:
        as_printed = bool(self.expected) and self._who.text().strip() == self.expected
        return at + 2 if at == 0 and as_printed else at + 1

    def _write(self) -> tuple[str, Callable[[], object] | None]:
        from tierslieu_desk.services.visit.visit_book import Written

        who = self._person(self._who)
        arrived = datetime.combine(self._on.day, self._at(self._in.text(), "arrived"))
        text = self._out.text().strip()
        left = goodbye(arrived, formats.parse_time(text)) if text else None
        visit, undo = self._services.paper_day.came(Written(who.id, arrived, left))
        facts = {"name": who.name, "used": half_days(visit.used), "days": half_days(visit.half_days - visit.used)}
        if visit.to_pay:
            return _("✓ %(name)s, %(days)s to pay") % facts, undo
        return (_("✓ %(name)s, %(used)s used") if visit.used else _("✓ %(name)s")) % facts, undo


class SaleLine(PaperLine):
    """Whose, what, how many, cash or slate."""

    def _build(self) -> None:
        self._who, self._what, self._many = PersonFinder(self._services), QLineEdit(), QLineEdit("1")
        self._how = Choice((("cash", _("cash")), ("slate", _("slate"))))
        self._articles = {one.name.casefold(): one for one in self._services.counter.articles()}
        known = QCompleter([one.name for one in self._articles.values()], self._what)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        self._what.setCompleter(known)
        self._add(self._who, _("Name, if any"), 1)
        self._add(self._what, _("What"), 1)
        self._add(self._many, _("How many"), width=TIME_WIDTH)
        self._add(self._how, _("Cash or slate"), width=MEANS_WIDTH)

    @property
    def empty(self) -> bool:
        return not (self._who.text().strip() or self._what.text().strip())

    def _write(self) -> tuple[str, Callable[[], object] | None]:
        from tierslieu_desk.services.front.basket import Piece

        who = self._person(self._who) if self._who.text().strip() else None
        count = self._many.text().strip() or "1"
        if not count.isdecimal() or not 1 <= int(count) <= 999:
            raise MissingFact(field="what", who="")
        article, cash = self._article(), self._how.choice == "cash"
        party_id = who.id if who is not None else None
        undo = self._services.paper_day.sold(self._on.day, party_id, Piece(article, int(count)), cash=cash)
        facts = {"what": f"{count} × {article.name}"}
        if cash:
            return _("✓ %(what)s, in today’s till") % facts, None
        return _("✓ %(what)s, on the slate") % facts, undo

    def _article(self) -> Article:
        text = self._what.text().strip()
        if not text:
            raise MissingFact(field="what", who="")
        exact = self._articles.get(text.casefold())
        near = [one for name, one in self._articles.items() if text.casefold() in name]
        if exact is None and len(near) != 1:
            raise NotSoldHere(text=text, field="what")
        return exact or near[0]


class MailLine(PaperLine):
    """Whose mail, and who took it."""

    def _build(self) -> None:
        self._whose, self._to = PersonFinder(self._services), QLineEdit()
        self._add(self._whose, _("Mail of"), 1)
        self._add(self._to, _("Handed to"), 1)

    def _write(self) -> tuple[str, Callable[[], object] | None]:
        whose = self._person(self._whose)
        count = self._services.paper_day.handed_over(self._on.day, whose.id, self._to.text().strip() or whose.name)
        words = ngettext("✓ %(n)s item of %(name)s", "✓ %(n)s items of %(name)s", count)
        return words % {"n": count, "name": whose.name}, None


class RoomLine(PaperLine):
    """Which space, from when to when, who."""

    def _build(self) -> None:
        units = tuple((unit.id, unit.name) for unit in self._services.units.list() if not unit.retired)
        self._unit, self._from, self._to = Choice(((None, "–"), *units)), QLineEdit(), QLineEdit()
        self._who = PersonFinder(self._services)
        self._add(self._unit, _("Space"), 1)
        self._add(self._from, _("From"), width=TIME_WIDTH)
        self._add(self._to, _("To"), width=TIME_WIDTH)
        self._add(self._who, _("Name"), 1)

    @property
    def empty(self) -> bool:
        return self._unit.choice is None and super().empty

    def _write(self) -> tuple[str, Callable[[], object] | None]:
        unit = self._unit.choice
        if not isinstance(unit, int):
            raise MissingFact(field="unit", who="")
        who, day = self._person(self._who), self._on.day
        start = datetime.combine(day, self._at(self._from.text(), "from"))
        until = self._at(self._to.text(), "to")
        end = whole_day(day).end if until == time() else datetime.combine(day, until)
        undo = self._services.paper_day.room_taken(unit, who.id, WallSlot(start, end))
        facts = {"unit": self._unit.currentText(), "name": who.name}
        return _("✓ %(unit)s, %(name)s") % facts, undo


def _offered(field: QLineEdit) -> list[str]:
    """What the list of a field has for what is typed in it."""
    known = cast("QCompleter | None", field.completer())
    if known is None or not field.text().strip():
        return []
    known.setCompletionPrefix(field.text().strip())
    found = known.completionModel()
    return [str(found.index(row, 0).data()) for row in range(found.rowCount())]
