"""The opening hours of a week: a line a day, open or closed, from when to when, with a break if there is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tierslieu_desk import formats
from tierslieu_desk.errors import DeskError, SlotReversed
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.ui import theme
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import TimeField
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.ui.widgets.ticks import Tick

MONDAY = date(2026, 11, 23)
"""Any Monday, for the names of the days."""
WORKING_DAYS = 5
_FIELD = 96
_ROOM = 440
"""What a day with one stretch needs, its words included."""


class _Stretch:
    """From when to when, in two lines of text."""

    def __init__(self, day: str, opens: time, closes: time) -> None:
        self.opens, self.closes = TimeField(opens), TimeField(closes, ends=True)
        self.dash = Words("–", "second")
        for field, says in ((self.opens, _("%(day)s, from")), (self.closes, _("%(day)s, until"))):
            field.setAccessibleName(says % {"day": day})
            field.setFixedWidth(_FIELD)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.opens, self.dash, self.closes)

    def read(self, weekday: int) -> WeeklyHours:
        """Raises `NotATime`, `SlotReversed`, with the field's name among the facts."""
        ends = []
        for field in (self.opens, self.closes):
            try:
                ends.append(field.at)
            except DeskError as refusal:
                raise type(refusal)(**refusal.facts, field=field.objectName()) from refusal
        opens, closes = (at.hour * 60 + at.minute for at in ends)
        closes = closes or 24 * 60
        if closes <= opens:
            midnight = datetime.combine(MONDAY + timedelta(days=weekday), time())
            start, end = (midnight + timedelta(minutes=minutes) for minutes in (opens, closes))
            raise SlotReversed(start=start, end=end, field=self.closes.objectName())
        return WeeklyHours(weekday, opens, closes)


class _Day:
    def __init__(self, editor: WeekEditor, weekday: int) -> None:
        name = formats.weekday(MONDAY + timedelta(days=weekday))
        self.open = Tick(name[:1].upper() + name[1:])
        self.first = _Stretch(name, time(9), time(18))
        self.second = _Stretch(name, time(14), time(18))
        self.more = button(
            _("+ break"), editor.toggle_break, look="quiet", says=_("A break on %(day)s") % {"day": name}
        )
        self.more.setProperty("weekday", weekday)
        self.closed = Words(_("closed"), "second")
        self.broken = self.narrow = False
        for count, stretch in enumerate((self.first, self.second)):
            stretch.opens.setObjectName(f"day-{weekday}-{count}-opens")
            stretch.closes.setObjectName(f"day-{weekday}-{count}-closes")

    @property
    def lines(self) -> tuple[TimeField, ...]:
        return (self.first.opens, self.first.closes, self.second.opens, self.second.closes)

    def show(self) -> None:
        is_open = self.open.isChecked()
        self.closed.setVisible(not is_open)
        for widget in self.first.widgets:
            widget.setVisible(is_open)
        for widget in self.second.widgets:
            widget.setVisible(is_open and self.broken)
        self.more.setVisible(is_open)
        words = _("no break") if self.broken else _("+ break")
        self.more.setText(("–" if self.broken else "+") if self.narrow else words)


class WeekEditor(QWidget):
    """`changed` goes out whenever anything was touched. Names of its fields: `day-<weekday>-<0 or 1>-opens|closes`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = [_Day(self, weekday) for weekday in range(7)]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(grid)
        for row, day in enumerate(self._days):
            grid.setRowMinimumHeight(row, 36)
            day.open.setMinimumWidth(104)
            grid.addWidget(day.open, row, 0)
            grid.addWidget(day.closed, row, 1, 1, 3, Qt.AlignmentFlag.AlignVCenter)
            for at, widget in enumerate((*day.first.widgets, *day.second.widgets, day.more)):
                grid.addWidget(widget, row, at + 1)
            day.open.toggled.connect(self._touched)
            for line in day.lines:
                line.textChanged.connect(self.changed)
        grid.setColumnStretch(8, 1)
        self._grid, self._narrow = grid, False
        self._same = button(_("The same from Monday to Friday"), self.copy_monday)
        column.addWidget(self._same, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_week([WeeklyHours(weekday, 9 * 60, 18 * 60) for weekday in range(WORKING_DAYS)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room for all of it, the button for a break is only a sign."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ROOM
        if narrow != self._narrow:
            self._narrow = narrow
            for day in self._days:
                day.narrow = narrow
                day.show()

    @property
    def fields(self) -> tuple[TimeField, ...]:
        """Every line of time, to be named in a form."""
        return tuple(line for day in self._days for line in day.lines)

    def week(self) -> tuple[WeeklyHours, ...]:
        """The hours as they are written. Raises `NotATime`, `SlotReversed`, the fact `field` naming the line."""
        found = []
        for weekday, day in enumerate(self._days):
            if day.open.isChecked():
                found.append(day.first.read(weekday))
                if day.broken:
                    found.append(day.second.read(weekday))
        return tuple(found)

    def set_week(self, week: Sequence[WeeklyHours]) -> None:
        """Show these hours; of more than two stretches a day, the first and then one from the second to the last."""
        for weekday, day in enumerate(self._days):
            stretches = sorted((h.opens, h.closes) for h in week if h.weekday == weekday)
            day.open.setChecked(bool(stretches))
            day.broken = len(stretches) > 1
            for stretch, (opens, closes) in zip((day.first, day.second), stretches, strict=False):
                stretch.opens.at = time(*divmod(opens, 60))
                stretch.closes.at = time(*divmod(closes % (24 * 60), 60))
            day.show()

    def raw(self) -> list[Any]:
        """What is written, readable or not, for a draft."""
        return [[day.open.isChecked(), day.broken, *(line.text() for line in day.lines)] for day in self._days]

    def fill(self, raw: list[Any]) -> None:
        """Show what `raw` gave."""
        for day, (is_open, broken, *texts) in zip(self._days, raw, strict=True):
            day.open.setChecked(is_open)
            day.broken = broken
            for field, text in zip(day.lines, texts, strict=True):
                field.setText(text)
                field.settle()
            day.show()

    @Slot()
    def copy_monday(self) -> None:
        """Tuesday to Friday as Monday is written."""
        monday, *others = self.raw()[:WORKING_DAYS]
        self.fill([monday, *([monday] * len(others)), *self.raw()[WORKING_DAYS:]])
        self.changed.emit()

    @Slot()
    def toggle_break(self) -> None:
        """A second stretch on that day, or none any more."""
        day = self._days[self.sender().property("weekday")]
        day.broken = not day.broken
        if day.broken and day.first.closes.text() == "18:00":
            day.first.closes.at = time(12, 30)
        day.show()
        self.changed.emit()

    @Slot()
    def _touched(self) -> None:
        for day in self._days:
            day.show()
        self.changed.emit()
