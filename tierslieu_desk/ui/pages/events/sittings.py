"""The sessions of a new event: a line each, with its room, day and times."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from tierslieu_desk.errors import DeskError, UnknownUnit
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.widgets.buttons import button
from tierslieu_desk.ui.widgets.fields import Choice, DateField, TimeField
from tierslieu_desk.wallclock import DAY
from tierslieu_desk.wallclock import Slot as WallSlot

STARTS, ENDS = time(18), time(20)


class SittingLine(QWidget):
    """Room, day, from, to, and the button that takes the line away."""

    left = Signal(object)
    changed = Signal()

    def __init__(self, rooms: tuple[tuple[object, str], ...], day: date, hours: tuple[time, time]) -> None:
        super().__init__()
        self.room = Choice(rooms)
        self.room.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.room.setMinimumContentsLength(8)
        self.faulty: QWidget = self.room
        self.day = DateField(day)
        self.starts, self.ends = TimeField(hours[0]), TimeField(hours[1], ends=True)
        self.away = button("", self._leave, look="quiet", icon="trash", says=_("Take this session away"))
        self.away.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for field, says, stretch in (
            (self.room, _("Room"), 3),
            (self.day, _("Day"), 2),
            (self.starts, _("From"), 1),
            (self.ends, _("To"), 1),
        ):
            field.setAccessibleName(says)
            line.addWidget(field, stretch)
        line.addWidget(self.away)
        for typed in (self.starts, self.ends):
            typed.setMinimumWidth(100)
        self.day.setMinimumWidth(132)
        self.room.currentIndexChanged.connect(self.changed)

    @property
    def sitting(self) -> tuple[int, WallSlot]:
        """The room and the slot; an end of midnight is the next one.

        Raises `NotADate`, `NotATime`, `SlotReversed`, `UnknownUnit` when there is no room at all.
        """
        for field in (self.day, self.starts, self.ends):
            self.faulty = field
            if (refusal := field.refused()) is not None:
                raise refusal
        self.faulty = self.ends
        start = datetime.combine(self.day.day, self.starts.at)
        end = datetime.combine(self.day.day, self.ends.at)
        room = self.room.choice
        if not isinstance(room, int):
            raise UnknownUnit(name="")
        slot = WallSlot(start, end + DAY if end.time() == time() else end)
        self.faulty = self.room
        return room, slot

    @Slot()
    def _leave(self) -> None:
        self.left.emit(self)


class SittingLines(QWidget):
    """At least one session; another one is on the day after, in the same room, at the same times."""

    changed = Signal()

    def __init__(self, rooms: tuple[tuple[object, str], ...], day: date) -> None:
        super().__init__()
        self._rooms = rooms
        self.lines: list[SittingLine] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.another = button(_("Another session"), self.add, icon="plus")
        self.another.setAutoDefault(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(self._column)
        foot = QHBoxLayout()
        foot.addWidget(self.another)
        foot.addStretch(1)
        outer.addLayout(foot)
        self._put(SittingLine(rooms, day, (STARTS, ENDS)))

    @property
    def faulty(self) -> QWidget:
        """The field to go to when the sessions were refused: what could not be read, or the first room."""
        away = (line.faulty for line in self.lines if line.faulty is not line.room)
        return next(away, self.lines[0].room)

    @property
    def sittings(self) -> list[tuple[int, WallSlot]]:
        """Each session. Raises what a line raises."""
        return [line.sitting for line in self.lines]

    @property
    def rooms(self) -> set[object]:
        """The rooms chosen."""
        return {line.room.choice for line in self.lines}

    @Slot()
    def add(self) -> None:
        """One more line, like the last."""
        last = self.lines[-1]
        try:
            day, hours = last.day.day + DAY, (last.starts.at, last.ends.at)
        except DeskError:
            last.setFocus()  # what is there must be readable first; the dialog says so when it is kept
            return
        line = SittingLine(self._rooms, day, hours)
        line.room.choose(last.room.choice)
        self._put(line)
        line.day.setFocus()

    def _put(self, line: SittingLine) -> None:
        line.left.connect(self._take_away)
        line.changed.connect(self.changed)
        self.lines.append(line)
        self._column.addWidget(line)
        self._show_ways_out()

    @Slot(object)
    def _take_away(self, line: SittingLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._show_ways_out()
        self.changed.emit()

    def _show_ways_out(self) -> None:
        for line in self.lines:
            line.away.setVisible(len(self.lines) > 1)
