"""Typing in a day that was worked from paper: its parts and lines in the order of the sheet, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tierslieu_desk import say
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import N_, _, ngettext
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.today.paper_lines import ArrivalLine, MailLine, PaperLine, RoomLine, SaleLine
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.fields import DateField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import DAY

WIDTH, HEIGHT = 680, 620
MOST_TOLD = 12
PARTS: tuple[tuple[str, type[PaperLine]], ...] = (
    (N_("1 · Arrivals"), ArrivalLine),
    (N_("2 · Sold at the counter"), SaleLine),
    (N_("3 · Mail handed over"), MailLine),
    (N_("4 · Rooms taken"), RoomLine),
)
"""As on `documents/counter_day.py`."""


class Part(QWidget):
    """One part of the sheet: the lines typed in, and an empty one below; `ended` when one goes on from that."""

    ended = Signal()
    counted = Signal()

    def __init__(self, title: str, kind: type[PaperLine], services: DeskServices, day: DateField) -> None:
        super().__init__()
        self._kind, self._services, self._on = kind, services, day
        self.lines: list[PaperLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(Words(title, "group"))
        self.add_line()

    @Slot()
    def add_line(self) -> None:
        """One more line to write on."""
        line = self._kind(self._services, self._on, self.lines[-1].number + 1 if self.lines else 1)
        line.kept.connect(self._kept)
        line.skipped.connect(self._skipped)
        line.passed.connect(self.ended)
        self.lines.append(line)
        self._column.addWidget(line)

    def expect(self, printed: Sequence[str], noted: Collection[str]) -> None:
        """The first lines are printed with these names, less those noted already; not once something was typed."""
        if any(line.done or not line.empty for line in self.lines):
            return
        names = [(number, name) for number, name in enumerate(printed, 1) if name not in noted]
        for at, (number, name) in enumerate([*names, (len(printed) + 1, "")]):
            if at == len(self.lines):
                self.add_line()
            line = self.lines[at]
            assert isinstance(line, ArrivalLine)
            line.count_as(number)
            line.expect(name)
        for line in self.lines[len(names) + 1 :]:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        del self.lines[len(names) + 1 :]

    @Slot()
    def _kept(self) -> None:
        if self.lines[-1].done:
            self.add_line()
        self.counted.emit()
        self._next = self._after(self.sender())
        QTimer.singleShot(0, self._go_on)

    @Slot()
    def _skipped(self) -> None:
        self._after(self.sender()).begin()

    def _after(self, line: QObject) -> PaperLine:
        """The line that is written next: the last one always waits for somebody."""
        at = next(n for n, one in enumerate(self.lines) if one is line)
        return next(one for one in self.lines[at + 1 :] if not one.done)

    @Slot()
    def _go_on(self) -> None:
        self._next.begin()

    @Slot()
    def begin(self) -> None:
        """The cursor into the first line that is not written yet."""
        next(line for line in self.lines if not line.done).begin()


class PaperDayDialog(Dialog):
    """`told` carries how many lines were written when it closes. Each line counts at once, by itself."""

    def __init__(self, parent: QWidget | None, services: DeskServices, now: datetime) -> None:
        super().__init__(parent, _("Type in a paper day"), _("Done"), say.sentence)
        self.setMinimumWidth(WIDTH)
        self.act.setDefault(False)
        self.act.setAutoDefault(False)
        self.leave.hide()
        self._services = services
        self._day = self.form.add(_("The day on the sheet"), DateField(last_open_day(services, now.date())), key="day")
        how = _("Enter: next field, then the line is written at once · Enter on an empty line: next part of the sheet")
        self.body.insertWidget(1, Words(how, "second", wrap=True))
        printed = _("Who was expected stands there already: type the time, or Enter if they did not come.")
        self._printed = Words(printed, "second", wrap=True)
        self.parts = [Part(_(title), kind, services, self._day) for title, kind in PARTS]
        for number, part in enumerate(self.parts):
            self.body.insertWidget(2 + number, part)
            part.ended.connect(self._next_part)
            part.counted.connect(self._count)
        self._noted = Words("", "second", wrap=True)
        self.body.insertWidget(2, self._printed)
        self.body.insertWidget(3, self._noted)
        self._day.returnPressed.connect(self._first_line)
        self._day.editingFinished.connect(self._expect)
        self._expected_on: date | None = None
        self._soon = QTimer(self)  # a line for everybody expected is a turn's work by itself
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._expect)
        self._soon.start(0)
        self._counted = Words("", "second")
        self.foot.insertWidget(0, self._counted)
        self.body.setSpacing(theme.GAP)

    @Slot()
    def _expect(self) -> None:
        """The names that stand on the sheet of that day."""
        from tierslieu_desk.services.front import day_papers

        with suppress(DeskError):  # a day that is none is told when a line is written
            day = self._day.day
            if day != self._expected_on:
                names = day_papers.expected(self._services.planning, day)
                noted = tuple(dict.fromkeys(row.name for row in self._services.visits.of_day(day) if row.name))
                self.parts[0].expect(names, noted)
                self._printed.setVisible(bool(set(names) - set(noted)))
                self._noted.setText(_noted_words(noted))
                self._noted.setVisible(bool(noted))
                self._expected_on = day

    @Slot()
    def _first_line(self) -> None:
        self._expect()
        self.parts[0].begin()

    @property
    def written(self) -> int:
        """How many lines stand."""
        return sum(line.done for part in self.parts for line in part.lines)

    @Slot()
    def _count(self) -> None:
        words = ngettext("%(n)s line written", "%(n)s lines written", self.written)
        self._counted.setText(words % {"n": self.written})

    @Slot()
    def _next_part(self) -> None:
        number = next(n for n, part in enumerate(self.parts) if part is self.sender()) + 1
        if number < len(self.parts):
            self.parts[number].begin()
            self._area.ensureWidgetVisible(self.parts[number])
        else:
            self.act.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_room(self.width(), max(self.height(), HEIGHT))
        self._day.setFocus()

    def commit(self) -> bool:
        """What was typed and not yet written is written first; what is refused keeps the dialog open."""
        for part in self.parts:
            for line in tuple(part.lines):
                if not line.done and not line.empty and not line.try_it():
                    line.begin()
                    return False
        count = self.written
        words = ngettext("%(n)s line of the paper day is written.", "%(n)s lines of the paper day are written.", count)
        self.told.emit(words % {"n": count}, None)
        return True


def _noted_words(names: Sequence[str]) -> str:
    """Whose visit of that day stands already."""
    words = ngettext("%(n)s noted already: %(names)s", "%(n)s noted already: %(names)s", len(names))
    shown = [*names[:MOST_TOLD], "…"] if len(names) > MOST_TOLD else names
    return words % {"n": len(names), "names": ", ".join(shown)}


def last_open_day(services: DeskServices, today: date) -> date:
    """The last day before this one that the place was open; yesterday when it was not for a week."""
    weekdays = {hours.weekday for hours in services.places.hours()}
    for back in range(1, 8):
        day = today - back * DAY
        if day.weekday() in weekdays:
            return day
    return today - DAY
