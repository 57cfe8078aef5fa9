"""Where a time and a unit fall on the day planning's screen, and back: the arithmetic of its scrolling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRect, QSize

from tierslieu_desk.ui.pages.planning_paint import Pens
from tierslieu_desk.ui.pages.planning_rows import HOUR, Line, PlanningDay, lines_of, span_of
from tierslieu_desk.wallclock import Slot

_PAD = 24
_INSET = 3
_RAIL_PART = 0.34


@dataclass(frozen=True, slots=True)
class Layout:
    """Made anew when the day, the size or the font changes; positions are before scrolling."""

    span: Slot
    lines: tuple[Line, ...]
    rail: int
    header: int
    per_hour: float
    size: QSize

    def x(self, when: datetime) -> int:
        """From the left, for a moment; outside the span it is held at the edge of the paper."""
        held = min(max(when, self.span.start), self.span.end)
        return self.rail + _PAD + round((held - self.span.start) / HOUR * self.per_hour)

    def when(self, x: int) -> datetime:
        """The moment at that distance from the left, held within the span."""
        hours = (x - self.rail - _PAD) / self.per_hour
        return min(max(self.span.start + timedelta(hours=hours), self.span.start), self.span.end)

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
        return QRect(left, self.header + line.top + _INSET, max(right - left, 6), line.height - 2 * _INSET)

    def hours(self) -> list[datetime]:
        """Every whole hour of the span."""
        count = int((self.span.end - self.span.start) / HOUR)
        return [self.span.start + n * HOUR for n in range(count + 1)]

    def unit_lines(self) -> list[Line]:
        """The lines that stand for a unit."""
        return [line for line in self.lines if line.row is not None]


def layout_of(shown: PlanningDay, pens: Pens, viewport: QSize) -> Layout:
    """Fit the hours in the width when they fit legibly, let them scroll when they do not."""
    span = span_of(shown)
    lines = lines_of(shown.rows, pens.row_height, pens.group_height)
    widest = max(
        (
            pens.body_measure.horizontalAdvance(row.name) + pens.second_measure.horizontalAdvance(row.note)
            for row in shown.rows
        ),
        default=0,
    )
    rail = min(max(188, widest + 44), max(120, round(viewport.width() * _RAIL_PART)))
    hours = (span.end - span.start) / HOUR
    least = pens.second_measure.horizontalAdvance("00:00") + 14
    per_hour = max((viewport.width() - rail - 2 * _PAD) / hours, float(least))
    height = pens.header_height + (lines[-1].top + lines[-1].height if lines else 0)
    width = rail + round(hours * per_hour) + 2 * _PAD
    return Layout(span, lines, rail, pens.header_height, per_hour, QSize(width, height))


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
