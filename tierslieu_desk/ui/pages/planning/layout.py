"""Where a time and a unit fall on the planning's screen, and back: the arithmetic of its days and its scrolling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from PySide6.QtCore import QPoint, QRect, QSize

from tierslieu_desk.ui.pages.planning.paint import Pens
from tierslieu_desk.ui.pages.planning.rows import DRAG_STEP, HOUR, Line, PlanningBlock, PlanningDay, hours_of, lines_of
from tierslieu_desk.ui.pages.planning.strips import Strips
from tierslieu_desk.ui.pages.planning.zoom import Zoom
from tierslieu_desk.wallclock import Slot

_USUAL = Zoom()
_PAD = 24
INSET = 3
LEAST_WIDTH = 6
_RAIL_PART = 0.34
_HOUR_SECONDS = 3600


@dataclass(frozen=True)
class Layout:
    """Made anew when the days, the size or the font change; positions are before scrolling.

    `days` are the hours drawn of each day, of the same length, one beside the other: a day is a week of one.
    """

    days: tuple[Slot, ...]
    lines: tuple[Line, ...]
    rail: int
    header: int
    per_hour: float
    pad: int
    size: QSize

    @property
    def span(self) -> Slot:
        """From the first hour drawn to the last."""
        return Slot(self.days[0].start, self.days[-1].end)

    @property
    def day_width(self) -> float:
        """Pixels of one day."""
        return (self.days[0].end - self.days[0].start) / HOUR * self.per_hour

    @cached_property
    def _scale(self) -> tuple[int, int, float, float, int]:
        """What `x` reckons with, twice for every block at every painting: ordinals, widths, the place of the first."""
        first = self.days[0].start.toordinal()
        return first, len(self.days) - 1, self.day_width, self.per_hour / _HOUR_SECONDS, self.rail + self.pad

    @cached_property
    def places(self) -> dict[int, list[tuple[PlanningBlock, int, int, int, int]]]:
        """Where the blocks of each unit are, by its number, for who draws them: scrolling moves none on the paper."""
        return {}

    @cached_property
    def strips(self) -> Strips:
        """Its lines as they were painted last."""
        return Strips()

    def x(self, when: datetime) -> int:
        """From the left, for a moment; outside the hours drawn it is held at the edge of its day."""
        first, last, width, second, left = self._scale
        number = when.toordinal() - first
        number = 0 if number < 0 else min(number, last)
        day = self.days[number]
        if when <= day.start:
            return left + round(number * width)
        if when >= day.end:
            return left + round((number + 1) * width)
        return left + round(number * width + (when - day.start).total_seconds() * second)

    def evening(self, when: datetime) -> int:
        """From the left, for the last hour drawn of that moment's day."""
        first, last, width, _second, left = self._scale
        return left + round((min(max(when.toordinal() - first, 0), last) + 1) * width)

    def when(self, x: int) -> datetime:
        """The moment at that distance from the left, held within the hours drawn."""
        inside = x - self.rail - self.pad
        number = min(max(int(inside // self.day_width), 0), len(self.days) - 1)
        day = self.days[number]
        hours = (inside - number * self.day_width) / self.per_hour
        return min(max(day.start + timedelta(hours=hours), day.start), day.end)

    def held(self, when: datetime, forward: int = 0) -> datetime:
        """The same moment within the hours drawn: in a night, the next morning or, backwards, the evening before."""
        for number, day in enumerate(self.days):
            if when < day.start:
                return day.start if forward >= 0 or number == 0 else self.days[number - 1].end - DRAG_STEP
            if when < day.end:
                return when
        return self.days[-1].end - DRAG_STEP

    def day_of(self, when: datetime) -> Slot:
        """The hours drawn of that moment's day."""
        number = when.toordinal() - self.days[0].start.toordinal()
        return self.days[min(max(number, 0), len(self.days) - 1)]

    def line_at(self, y: int) -> Line | None:
        """The line at that distance from the top of the paper, the header included."""
        inside = y - self.header
        for line in self.lines:
            if line.top <= inside < line.top + line.height:
                return line
        return None

    def line_of(self, unit_id: int) -> Line | None:
        """The line of a unit."""
        return next((line for line in self.lines if line.row is not None and line.row.unit_id == unit_id), None)

    def box(self, line: Line, start: datetime, end: datetime) -> QRect:
        """The rectangle of a slot on a line."""
        left, right = self.x(start), self.x(end)
        return QRect(left, self.header + line.top + INSET, max(right - left, LEAST_WIDTH), line.height - 2 * INSET)

    def hours(self, step: int = 1) -> list[datetime]:
        """Every whole hour drawn, or every third; the last of a day is the first of the next one's place."""
        hours = []
        for day in self.days:
            count = int((day.end - day.start) / HOUR)
            every = (day.start + n * HOUR for n in range(count + (len(self.days) == 1)))
            hours += [hour for hour in every if hour.hour % step == 0]
        return hours

    def unit_lines(self) -> list[Line]:
        """The lines that stand for a unit."""
        return [line for line in self.lines if line.row is not None]


def layout_of(shown: PlanningDay, pens: Pens, viewport: QSize, zoom: Zoom = _USUAL) -> Layout:
    """Fit the hours in the width when they fit legibly, let them scroll when they do not, or when one looks closer."""
    days = hours_of(shown)
    lines = lines_of(shown.rows, round(pens.row_height * zoom.tall), pens.group_height)
    widest = max(
        (
            pens.body_measure.horizontalAdvance(row.name) + pens.second_measure.horizontalAdvance(row.note)
            for row in shown.rows
        ),
        default=0,
    )
    rail = min(max(188, widest + 44), max(120, round(viewport.width() * _RAIL_PART)))
    hours = (days[0].end - days[0].start) / HOUR
    pad = _PAD if shown.count == 1 else 0
    if shown.count == 1:
        least = float(pens.second_measure.horizontalAdvance("00:00") + 14)
    else:
        least = (pens.body_measure.horizontalAdvance("00 0000") + 44) / hours
    per_hour = max((viewport.width() - rail - 2 * pad) / (hours * len(days)), least) * zoom.wide
    header = pens.header_height if shown.count == 1 else pens.week_header_height
    height = header + (lines[-1].top + lines[-1].height if lines else 0)
    width = rail + round(hours * len(days) * per_hour) + 2 * pad
    return Layout(days, lines, rail, header, per_hour, pad, QSize(width, height))


def fully_in_sight(box: QRect, layout: Layout, scrolled: QPoint, viewport: QSize) -> QPoint:
    """How far to scroll so that a rectangle of the paper is seen beside the rail and below the header."""
    x, y = scrolled.x(), scrolled.y()
    if box.left() - x < layout.rail:
        x = box.left() - layout.rail - _PAD
    elif box.left() + min(box.width(), 120) - x > viewport.width():
        x = box.left() + min(box.width(), 120) - viewport.width() + _PAD
    if box.top() - y < layout.header + 30:
        y = box.top() - layout.header - 30
    elif box.bottom() - y > viewport.height():
        y = box.bottom() - viewport.height() + _PAD
    return QPoint(max(0, x), max(0, y))
