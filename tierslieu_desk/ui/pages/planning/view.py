"""The planning: units down, one day or a week across; drawn by hand, worked by mouse and by keyboard alike.

Keys: arrows move by half an hour (in a week by an hour) and by unit, Home and End to the day's ends and from there
to the day beside, N and P to the next and the previous block, Enter opens a block or books a free stretch, Shift with
left or right stretches it, Ctrl with arrows moves the block, the menu key or the other button of the mouse tells
what can be done there, Escape lets go of what is dragged. A click shows what is
there, a double click opens it. Several are chosen by Ctrl and a click, by the space bar, or by Shift with arrows from
a block on; what is pulled with Ctrl leaves its like behind.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.planning.chosen import BY_WHOLE, also_at
from tierslieu_desk.ui.pages.planning.drag import DRAG_BEGINS, Drag, step_of
from tierslieu_desk.ui.pages.planning.layout import Layout
from tierslieu_desk.ui.pages.planning.paper import PlanningPaper
from tierslieu_desk.ui.pages.planning.rows import DRAG_STEP, PlanningBlock, PlanningRow, snapped
from tierslieu_desk.ui.pages.planning.steps import KEY_STEP, beside, end_of_day, next_block
from tierslieu_desk.ui.pages.planning.zoom import Zoom

_STRETCH_EDGE = 6
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class PlanningView(PlanningPaper):
    """Feed it a `PlanningDay`. Its signals carry `object`: Qt's int has 32 bits, and times are `datetime`."""

    slot_chosen = Signal(object, object, object)
    """Unit, start, end of a free stretch one wants."""
    block_pointed = Signal(object)
    """The block that was clicked once, without being pulled."""
    block_opened = Signal(object)
    """Its booking."""
    block_moved = Signal(object, object, object, object)
    """Booking, unit, start, end it is wanted at."""
    block_copied = Signal(object, object, object, object)
    """Booking, unit, start, end a copy of it is wanted at."""
    together_moved = Signal(object)
    """By how much all that are chosen are wanted later."""
    together_carried = Signal(object, object, object)
    """By how much later and how many lines down all that are chosen are wanted, or copies of them."""
    day_opened = Signal(object)
    """A day of the week, by its name."""
    unit_opened = Signal(object)
    """A space, by its name."""
    menu_wanted = Signal(object)
    """What can be done where one is, at that point of the screen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._at is None or self._layout is None:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self._arrow(key, event.modifiers(), self._layout, *self._at)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(
                self._at[0], end_of_day(self._layout.day_of, self._at[1], self._step, first=key == Qt.Key.Key_Home)
            )
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self._next_block(1 if key == Qt.Key.Key_N else -1, *self._at)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(*self._at)
        elif key == Qt.Key.Key_Escape and self._drag is not None:
            self._drag = None
            self.viewport().update()
        elif key == Qt.Key.Key_Escape and self.chosen.numbers:
            self.choose_none()
        elif key == Qt.Key.Key_Space and self.block is not None:
            self._toggle(self.block)
        else:
            super().keyPressEvent(event)

    @property
    def is_taken(self) -> bool:
        """Whether nobody can have the free time one is on: one of its parts is held by itself."""
        line = self._layout.line_of(self._at[0]) if self._layout is not None and self._at is not None else None
        if self._at is None or self._down is not None or line is None or line.row is None:
            return False
        return line.row.taken_at(self._at[1])

    @Slot()
    def enter(self) -> None:
        """Open the block one is on, or book the free time."""
        if self._at is not None:
            self._enter(*self._at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse one is there from then on; by the menu key it opens where one is."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            hit = self._hit(event.pos())
            if hit is None or self._layout is None:
                return
            block, step = self._blocks.at(*hit), step_of(self._layout)
            if block is None or block is not self.block:
                self._go(hit[0], block.start if block is not None else snapped(hit[1] - step / 2, step))
        else:
            box = self._box_at()
            if box is None:
                return
            seen = box.translated(-self._scrolled()).intersected(self.viewport().rect())
            where = self.viewport().mapToGlobal(seen.center())
        self.menu_wanted.emit(where)
        event.accept()

    def _enter(self, unit_id: int, when: datetime) -> None:
        block = self.block
        if block is not None:
            self.block_opened.emit(block.booking_id)
            return
        until = self._until or when + 2 * KEY_STEP
        next_start = self._blocks.next_start(unit_id, when)
        end = min(until, next_start) if next_start else until
        self.slot_chosen.emit(*self._real(None, unit_id, when, end))

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier, layout: Layout, unit_id: int, when: datetime) -> None:
        block = self.block
        forward = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        units = self._units()
        if unit_id not in units:  # what one was on is filtered away
            return
        number = units.index(unit_id) + {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        target = units[min(max(number, 0), len(units) - 1)]
        if modifiers & Qt.KeyboardModifier.ControlModifier and block is not None:
            by = forward * DRAG_STEP
            if self.chosen.together(block):
                if by:
                    self.together_moved.emit(by)
                elif target != unit_id:
                    self.together_carried.emit(by, self._lines_down(unit_id, target), False)
                return
            self.block_moved.emit(block.booking_id, *self._real(block, target, block.start + by, block.end + by))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and forward and block is None:
            until = (self._until or when + self._step) + forward * self._step
            limit = min(self._blocks.next_start(unit_id, when) or datetime.max, layout.day_of(when).end)
            self._go(unit_id, when, min(max(until, when + self._step), limit))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and block is not None:
            self._choose_on(block, forward, {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0))
        elif forward:
            self._go(unit_id, beside(self._blocks, layout.held, (unit_id, when), self._step, forward))
        else:
            self._go(target, when)

    def _choose_on(self, block: PlanningBlock, forward: int, down: int) -> None:
        """This one and the next: along the line, or on the next line at the same time."""
        if self._shown is None or self._at is None:
            return
        self.chosen.add(block.booking_id)
        if forward:
            found = next_block([block.unit_id], self._shown.blocks, block.unit_id, block.start, forward)
            if found is not None:
                self._go(found.unit_id, found.start)
        else:
            unit = also_at(self._shown.blocks, self._units(), block, down)
            if unit is not None:
                there = next(b for b in self._blocks.of(unit) if b.start < block.end and block.start < b.end)
                self._go(unit, there.start)
        if self.block is not None:
            self.chosen.add(self.block.booking_id)
        self._choice_made()

    def _toggle(self, block: PlanningBlock) -> None:
        self.chosen.toggle(block.booking_id)
        self._choice_made()

    def choose_none(self) -> None:
        """Let go of all that are chosen."""
        if self.chosen.numbers:
            self.chosen.numbers.clear()
            self._choice_made()

    def _choice_made(self) -> None:
        self._describe()
        self.choice_changed.emit(len(self.chosen))
        self.viewport().update()

    def _next_block(self, forward: int, unit_id: int, when: datetime) -> None:
        block = self.block
        blocks, units = (self._shown.blocks, self._units()) if self._shown is not None else ((), [])
        if unit_id not in units:
            return
        found = next_block(units, blocks, unit_id, block.start if block else when, forward)
        if found is not None:
            self._go(found.unit_id, found.start)

    def look_closer(self, zoom: Zoom, around: QPoint | None = None) -> None:
        """Hours of that width and lines of that height; what is at `around`, or where one is, stays where it is."""
        layout = self._layout
        if layout is None or zoom == self.zoom:
            self.zoom = zoom
            return
        box = self._box_at()
        held = around or (box.center() - self._scrolled() if box is not None else self.viewport().rect().center())
        paper = held + self._scrolled()
        when, down = layout.when(paper.x()), (paper.y() - layout.header) / max(1, layout.size.height() - layout.header)
        self.zoom = zoom
        self._lay_out()
        layout = self._layout or layout
        self.horizontalScrollBar().setValue(layout.x(when) - held.x())
        top = layout.header + round(down * (layout.size.height() - layout.header))
        self.verticalScrollBar().setValue(top - held.y())
        self.stirred.emit()
        self.zoomed.emit()
        self.viewport().update()

    @property
    def lines(self) -> list[int]:
        """The units from top to bottom; none where each line is a day of one unit."""
        return [] if self._down is not None else self._units()

    def _lines_down(self, unit_id: int, to: int) -> int:
        """How many lines further down the other is."""
        lines = self.lines
        return lines.index(to) - lines.index(unit_id) if unit_id in lines and to in lines else 0

    def real_unit(self, block: PlanningBlock) -> int:
        """The unit of a block, where each line is a day of one too."""
        return self._down.unit_id if self._down is not None else block.unit_id

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if hit is None:
            self._open_named(event.position().toPoint())
            return
        unit_id, when = hit
        block = self._blocks.at(unit_id, when)
        step = step_of(self._layout) if self._layout is not None else DRAG_STEP
        start = snapped(when - step / 2, step) if block is None else block.start
        end = start + step if block is None else block.end
        position, copying = event.position().toPoint(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        edge = block is not None and not copying and self._on_edge(block, position)
        self._drag = Drag(unit_id, start, end, block, when, position, stretching=edge)
        self._drag.copying = copying and block is not None
        self._go(unit_id, start)

    def _open_named(self, position: QPoint) -> None:
        """A click on the name of a day opens it, one on the name of a space its week."""
        layout = self._layout
        if layout is None:
            return
        line = layout.line_at(position.y() + self._scrolled().y()) if position.y() > layout.header else None
        if position.x() < layout.rail and line is not None and line.row is not None:
            if self._down is not None:
                self.day_opened.emit(self._down.day(line.row.unit_id))
            else:
                self.unit_opened.emit(line.row.unit_id)
        elif len(layout.days) > 1 and position.y() < layout.header and position.x() > layout.rail:
            self.day_opened.emit(layout.when(position.x() + self._scrolled().x()).date())

    def _on_edge(self, block: PlanningBlock, position: QPoint) -> bool:
        if self._layout is None:
            return False
        right = self._layout.x(block.end) - self._scrolled().x()
        return right - _STRETCH_EDGE <= position.x() <= right and block.state != BY_WHOLE

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        drag, layout = self._drag, self._layout
        if drag is None or layout is None:
            self._show_hand(position)
            return
        if (position - drag.origin).manhattanLength() >= DRAG_BEGINS:
            drag.live = drag.block is None or drag.block.state != BY_WHOLE
            if drag.copying:
                self.viewport().setCursor(Qt.CursorShape.DragCopyCursor)
            self.stirred.emit()
        paper = position + self._scrolled()
        line = layout.line_at(paper.y())
        on = line.row.unit_id if line is not None and line.row is not None else None
        drag.follow(layout, layout.when(paper.x()), on)
        self.viewport().update()

    def _show_hand(self, position: QPoint) -> None:
        hit = self._hit(position)
        block = self._blocks.at(*hit) if hit is not None else None
        shape = Qt.CursorShape.ArrowCursor
        if hit is None and self._is_name(position):
            shape = Qt.CursorShape.PointingHandCursor
        elif hit is not None and block is None:
            line = self._layout.line_of(hit[0]) if self._layout is not None else None
            shape = self._over_free_time(line.row if line is not None else None, hit[1])
        if block is not None:
            stretch = self._on_edge(block, position)
            shape = Qt.CursorShape.SizeHorCursor if stretch else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def _over_free_time(self, row: PlanningRow | None, when: datetime) -> Qt.CursorShape:
        """A cross where one can book; closed hours have none, though who draws there may say why all the same."""
        down = self._down is not None
        if row is not None and not down and row.taken_at(when):
            return Qt.CursorShape.ForbiddenCursor
        closed = row is not None and self._shown is not None and self._shown.closed_at(row, when, days_down=down)
        return Qt.CursorShape.ArrowCursor if closed else Qt.CursorShape.CrossCursor

    def _is_name(self, position: QPoint) -> bool:
        """Whether a name that leads somewhere is there: of a space, or of a day."""
        layout = self._layout
        if layout is None:
            return False
        if position.y() < layout.header:
            return len(layout.days) > 1 and position.x() > layout.rail
        line = layout.line_at(position.y() + self._scrolled().y())
        return line is not None and line.row is not None

    def viewportEvent(self, event: QEvent) -> bool:
        """A name says where it leads."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        layout = self._layout
        if layout is None or self._hit(event.pos()) is not None or not self._is_name(event.pos()):
            return super().viewportEvent(event)
        of_a_day = self._down is not None or event.pos().y() < layout.header
        words = _("See this day") if of_a_day else _("See its week (U)")
        unit = None if of_a_day else self._unit_at(event.pos())
        told = self.unit_told(unit) if unit is not None and self.unit_told is not None else ""
        QToolTip.showText(event.globalPos(), "<br>".join(part for part in (told, words) if part), self)
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl hours grow wider or narrower, with Alt lines taller or lower, around where the pointer is."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        by = (turned > 0) - (turned < 0)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.look_closer(self.zoom.wider(by), event.position().toPoint())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.look_closer(self.zoom.taller(by), event.position().toPoint())
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self.viewport().update()
        if drag is None:
            return
        if not drag.live:
            self._clicked(drag)
            return
        if drag.block is None:
            self.slot_chosen.emit(*self._real(None, drag.unit_id, drag.start, drag.end))
            return
        wanted = (drag.unit_id, drag.start, drag.end)
        if wanted == (drag.block.unit_id, drag.block.start, drag.block.end):
            return
        real = self._real(drag.block, *wanted)
        if self.chosen.together(drag.block) and not drag.stretching:
            by = real[1] - self._real(drag.block, *drag.stood)[1]
            lines = self._lines_down(drag.block.unit_id, drag.unit_id)
            if lines or drag.copying:
                self.together_carried.emit(by, lines, drag.copying)
            else:
                self.together_moved.emit(by)
        elif drag.copying:
            self.block_copied.emit(drag.block.booking_id, *real)
        else:
            self.block_moved.emit(drag.block.booking_id, *real)

    def _clicked(self, drag: Drag) -> None:
        """A click tells of a block; with Ctrl it chooses it besides, and one elsewhere lets go of all."""
        if drag.block is not None and drag.copying:
            self._toggle(drag.block)
            return
        self.choose_none()
        if drag.block is not None:
            self.block_pointed.emit(drag.block)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hit(event.position().toPoint()) is not None and self._at is not None:
            self._drag = None
            self._enter(*self._at)
