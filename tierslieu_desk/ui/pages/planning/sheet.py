"""One drawing of the planning, from the paper up: grid, blocks, the line of now, then what lies over them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.planning import paint as planning_paint
from tierslieu_desk.ui.pages.planning.drag import Drag
from tierslieu_desk.ui.pages.planning.layout import INSET, LEAST_WIDTH, Layout
from tierslieu_desk.ui.pages.planning.paint import HATCH_STEP, Pens
from tierslieu_desk.ui.pages.planning.rows import HOUR, Blocks, Line, PlanningBlock, PlanningDay, PlanningRow, closed_in
from tierslieu_desk.ui.pages.planning.words import day_name
from tierslieu_desk.wallclock import Slot

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MARGIN = 15
_LEAST_HOUR = 24.0
_SPILL = 40
"""How far a name beside its block may reach into the next day."""


class Sheet:
    """Lives for one paint event; draws only the lines and the blocks in sight."""

    def __init__(
        self, painter: QPainter, pens: Pens, layout: Layout, scrolled: QPoint, seen: QRect, blocks: Blocks
    ) -> None:
        self._painter = painter
        self._pens = pens
        self._layout = layout
        self._scrolled = scrolled
        self._seen = seen
        self._blocks = blocks
        self._hours = QRect(layout.rail, layout.header, seen.width() - layout.rail, seen.height() - layout.header)
        top = scrolled.y()
        bottom = top + seen.height() - layout.header
        self._lines = [line for line in layout.lines if line.top < bottom and line.top + line.height > top]

    @property
    def _every(self) -> int:
        """Which hours have a line: all, or every third where they are too close to be told apart."""
        return 1 if self._layout.per_hour >= _LEAST_HOUR else 3

    def _top(self, line: Line) -> int:
        return self._layout.header + line.top - self._scrolled.y()

    def _x(self, when: datetime) -> int:
        return self._layout.x(when) - self._scrolled.x()

    def _box(self, line: Line, start: datetime, end: datetime) -> QRect:
        return self._layout.box(line, start, end).translated(-self._scrolled)

    def draw(self, shown: PlanningDay, now: datetime | None, caption: str) -> None:
        """Everything but the cursor and what is dragged.

        The round corners are put over it at the end: clipping to them would make each stroke twice as slow.
        """
        painter, paper = self._painter, self._sheet()
        beyond = QRect(0, paper.bottom() + 1, self._seen.width(), self._seen.height() - paper.height())
        painter.fillRect(beyond, theme.colour("bg"))  # the paper itself is covered by its grid, its rail and its head
        painter.setClipRect(self._hours.intersected(paper))
        seen_now = now if now is not None and self._layout.span.start <= now <= self._layout.span.end else None
        look = (self._scrolled.x(), self._hours.width(), painter.device().devicePixelRatioF(), seen_now, shown.now_on)
        strips = self._layout.strips
        if strips.again(look):
            for line in self._lines:
                if line.row is not None:
                    strip = strips.of(line.row.unit_id, partial(self._strip, line, shown, seen_now))
                    painter.drawPixmap(QPoint(self._hours.left(), self._top(line)), strip)
            strips.keep({line.row.unit_id for line in self._lines if line.row is not None})
        else:
            self._paint(shown, seen_now)
        painter.setClipRect(paper)
        self._rail()
        self._header(caption, now)
        painter.setClipping(False)
        planning_paint.rounded(painter, paper)

    def _paint(self, shown: PlanningDay, now: datetime | None) -> None:
        """The hours of the lines: the grid, the blocks, the line of now, then what is written."""
        painter = self._painter
        painter.setBrushOrigin(0, -self._scrolled.y())
        self._grid(shown)
        found = [one for line in self._lines for one in self._of(line)]
        planning_paint.grounds(painter, self._pens, ((block, box) for block, box, _until in found))
        if now is not None:
            self._now(now, shown.now_on)
        left = self._hours.left()
        for block, box, until in found:
            planning_paint.words(painter, self._pens, box, block, left, until)
            if box.width() >= planning_paint.ROOM_FOR_SIGN:
                planning_paint.sign(painter, self._pens, box, block)
        painter.setBrushOrigin(0, 0)

    def _strip(self, line: Line, shown: PlanningDay, now: datetime | None) -> QPixmap:
        """The hours of one line, painted as if it were the first: at the foot of the window half of it has no grid."""
        ratio = self._painter.device().devicePixelRatioF()
        strip = QPixmap(QSize(self._hours.width(), line.height) * ratio)
        strip.setDevicePixelRatio(ratio)
        painter = QPainter(strip)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._hours.topLeft())
        first = QPoint(self._scrolled.x(), line.top)
        one = Sheet(painter, self._pens, self._layout, first, self._seen, self._blocks)
        one._lines = [line]
        one._paint(shown, now)
        painter.end()
        return strip

    def _sheet(self) -> QRect:
        """The paper ends with its last line when there is room to spare."""
        height = min(self._layout.size.height() + 1, self._seen.height())
        return QRect(0, 0, self._seen.width(), height).adjusted(0, 0, -1, -1)

    def _of(self, line: Line) -> list[tuple[PlanningBlock, QRect, int]]:
        """The blocks of a line that are in sight, where they are, and up to where a name beside them may reach."""
        if line.row is None:
            return []
        places = self._layout.places.get(line.row.unit_id)
        if places is None:
            places = self._layout.places[line.row.unit_id] = self._placed(line.row.unit_id)
        top = self._top(line) + INSET
        height = line.height - 2 * INSET
        scrolled, left_edge, right_edge = self._scrolled.x(), self._hours.left(), self._hours.right()
        return [
            (block, QRect(left - scrolled, top, width, height), min(until - scrolled, right_edge))
            for block, left, right, width, until in places
            if right - scrolled > left_edge and left - scrolled <= right_edge
        ]

    def _placed(self, unit_id: int) -> list[tuple[PlanningBlock, int, int, int, int]]:
        """Left, right, width and reach of each block on the paper: a name goes a little into the next day at most."""
        layout, found = self._layout, []
        span, reach = layout.span, layout.size.width()
        for block in reversed(self._blocks.of(unit_id)):
            if block.start >= span.end or block.end <= span.start:
                continue
            left, right = layout.x(block.start), layout.x(block.end)
            until = min(reach, layout.evening(block.start) + _SPILL)
            found.append((block, left, right, max(right - left, LEAST_WIDTH), until))
            reach = left
        return found[::-1]

    def _grid(self, shown: PlanningDay) -> None:
        """The paper under the blocks, and what its parts take from a whole."""
        painter, layout, corner = self._painter, self._layout, self._hours.topLeft()
        ratio = painter.device().devicePixelRatioF()
        left, firm = corner.x(), theme.colour("line")
        closed = (self._across(slot) for day in layout.days for slot in closed_in(day, shown.opening))
        grid = planning_paint.Grid(
            self._hours.size() + QSize(0, HATCH_STEP),
            ratio,
            theme.is_dark(),
            tuple((first - left, last - left) for first, last in closed),
            tuple(self._x(hour) - left for hour in layout.hours(self._every)),
            tuple(self._x(day.start) - left for day in layout.days[1:]),
        )
        painter.drawPixmap(corner - QPoint(0, self._scrolled.y() % HATCH_STEP), self._pens.grid(grid))
        for line in self._lines:
            painter.fillRect(QRect(left, self._top(line) + line.height - 1, self._hours.width(), 1), firm)
        hatch = self._pens.hatch(theme.colour("soft_line"), ratio)
        for line in self._lines:
            for first, last in map(self._across, line.row.taken if line.row is not None else ()):
                painter.fillRect(QRect(first, self._top(line), last - first, line.height - 1), hatch)

    def _across(self, slot: Slot) -> tuple[int, int]:
        """Left and right of a slot, to the edges of the paper when it reaches the first or the last hour drawn."""
        span = self._layout.span
        left = self._hours.left() if slot.start <= span.start else self._x(slot.start)
        right = self._hours.right() + 1 if slot.end >= span.end else self._x(slot.end)
        return max(left, self._hours.left()), max(right, self._hours.left())

    def _now(self, now: datetime, on: int | None) -> None:
        x = self._x(now)
        for line in self._lines:
            if line.row is not None and on in (None, line.row.unit_id):
                self._painter.fillRect(QRect(x - 1, self._top(line), 2, line.height - 1), theme.colour("now"))

    def _rail(self) -> None:
        painter, layout = self._painter, self._layout
        painter.save()
        below = QRect(0, layout.header, self._seen.width(), self._seen.height() - layout.header)
        painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
        painter.fillRect(QRect(0, layout.header, layout.rail, below.height()), theme.colour("surface"))
        for line in self._lines:
            top = self._top(line)
            box = QRect(_MARGIN, top, layout.rail - 2 * _MARGIN, line.height)
            if line.row is None:
                painter.fillRect(QRect(0, top, self._seen.width(), line.height), theme.colour("surface"))
                painter.setFont(self._pens.group)
                painter.setPen(theme.colour("muted"))
                painter.drawText(box.adjusted(0, 0, self._seen.width(), 0), _LEFT, line.group)
            else:
                self._unit(line, line.row, box)
            self._line(0, top + line.height - 1, self._seen.width() if line.row is None else layout.rail)
        painter.restore()
        painter.fillRect(QRect(layout.rail, layout.header, 1, 0), theme.colour("line"))

    def _unit(self, line: Line, row: PlanningRow, box: QRect) -> None:
        painter, pens = self._painter, self._pens
        note = pens.second_measure.horizontalAdvance(row.note)
        painter.setFont(pens.second)
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, _RIGHT, row.note)
        room = box.width() - (note + 8 if note else 0)
        painter.setFont(pens.body)
        painter.setPen(theme.colour("text"))
        name = pens.body_measure.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, _LEFT, name)
        painter.fillRect(QRect(self._layout.rail - 1, self._top(line), 1, line.height), theme.colour("line"))

    def _header(self, caption: str, now: datetime | None) -> None:
        painter, layout = self._painter, self._layout
        painter.fillRect(QRect(0, 0, self._seen.width(), layout.header), theme.colour("surface"))
        painter.setFont(self._pens.hour)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRect(_MARGIN, 0, layout.rail - 2 * _MARGIN, layout.header), _LEFT, caption)
        painter.save()
        painter.setClipRect(QRect(layout.rail, 0, self._hours.width(), layout.header), Qt.ClipOperation.IntersectClip)
        if len(layout.days) == 1:
            self._hour_names(layout.hours(), QRect(0, 0, 0, layout.header))
        else:
            self._day_names(now)
        painter.restore()
        self._line(0, layout.header - 1, self._seen.width())
        painter.fillRect(QRect(layout.rail - 1, 0, 1, layout.header), theme.colour("line"))

    def _line(self, left: int, y: int, width: int) -> None:
        self._painter.fillRect(QRect(left, y, width, 1), theme.colour("line"))

    def _hour_names(self, hours: list[datetime], band: QRect) -> None:
        for hour in hours:
            text = f"{hour.hour if hour.date() == self._layout.span.start.date() else 24:02}:00"
            box = QRect(self._x(hour) - 40, band.top(), 80, band.height())
            if self._x(hour) + self._painter.fontMetrics().horizontalAdvance(text) // 2 > self._hours.right():
                continue  # half an hour's name would be another hour
            self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _day_names(self, now: datetime | None) -> None:
        """The name of each day over its hours; today's in the accent colour, every third hour below."""
        painter, layout, pens = self._painter, self._layout, self._pens
        width = round(layout.day_width)
        for day in layout.days:
            left = self._x(day.start)
            today = now is not None and now.date() == day.start.date()
            painter.setFont(pens.group)
            painter.setPen(theme.colour("accent" if today else "text"))
            begins = max(left, layout.rail) + 8  # in sight as long as anything of its day is
            room = left + width - 4 - begins
            name = pens.group_measure.elidedText(day_name(day.start.date()), Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(begins, 6, room, pens.group_measure.height()), _LEFT, name)
            if day is not layout.days[0]:
                painter.fillRect(QRect(left, 0, 1, layout.header), theme.colour("line"))
            painter.setFont(pens.note)
            painter.setPen(theme.colour("faint"))
            top = 8 + pens.group_measure.height()
            for number in range(1, int((day.end - day.start) / HOUR)):
                hour = day.start + number * HOUR
                if hour.hour % 3 == 0:
                    box = QRect(self._x(hour) - 20, top, 40, layout.header - top - 4)
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour.hour))

    def cursor(self, unit_id: int, when: datetime, until: datetime) -> None:
        """Where the keyboard is: round the block, or round the free stretch."""
        line = self._layout.line_of(unit_id)
        if line is None:
            return
        block = self._blocks.at(unit_id, when)
        box = self._box(line, block.start if block else when, block.end if block else until)
        self._painter.save()
        self._painter.setClipRect(self._hours)
        planning_paint.ring(self._painter, box)
        self._painter.restore()

    def chosen(self, blocks: Sequence[PlanningBlock]) -> None:
        """A ring round each that is chosen, and a tick at its corner."""
        self._painter.save()
        self._painter.setClipRect(self._hours)
        for block in blocks:
            line = self._layout.line_of(block.unit_id)
            if line is not None and line in self._lines:
                planning_paint.picked(self._painter, self._box(line, block.start, block.end))
        self._painter.restore()

    def dragged(self, drag: Drag, sentence: str) -> None:
        """The block under the hand where it would land, with its price and its reason."""
        block, start, end = drag.block, drag.start, drag.end
        line = self._layout.line_of(drag.unit_id)
        if line is None:
            return
        box = self._box(line, start, end)
        shown = block or PlanningBlock(0, drag.unit_id, start, end, "", kind="room")
        self._painter.save()
        self._painter.setClipRect(self._hours)
        left_behind = self._layout.line_of(block.unit_id) if block is not None and not drag.copying else None
        if block is not None and left_behind is not None:
            veil = theme.colour("surface")
            self._painter.setOpacity(0.6)
            self._painter.fillRect(self._box(left_behind, block.start, block.end), veil)
            self._painter.setOpacity(1)
        planning_paint.lifted(self._painter, self._pens, box, shown)
        self._painter.restore()
        planning_paint.label(self._painter, self._pens, box, self._seen, sentence)
