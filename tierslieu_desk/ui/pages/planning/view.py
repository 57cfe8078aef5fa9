"""The planning: units down, one day or a week across; drawn by hand, worked by mouse and by keyboard alike.

Keys: arrows move by half an hour (in a week by an hour) and by unit, Home and End to the day's ends and from there
to the day beside, N and P to the next and the previous block, Enter opens a block or books a free stretch, Shift with
left or right stretches it, Ctrl with arrows moves the block, Escape lets go of what is dragged.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.planning import sheet as planning_sheet
from tierslieu_desk.ui.pages.planning.drag import DRAG_BEGINS, Drag, step_of
from tierslieu_desk.ui.pages.planning.layout import Layout, fully_in_sight, layout_of
from tierslieu_desk.ui.pages.planning.paint import Pens
from tierslieu_desk.ui.pages.planning.rows import DRAG_STEP, Blocks, PlanningBlock, PlanningDay, snapped
from tierslieu_desk.ui.pages.planning.steps import KEY_STEP, beside, end_of_day, next_block
from tierslieu_desk.ui.pages.planning.words import block_sentence, free_sentence, hours_text, hover_text
from tierslieu_desk.ui.widgets.scrolling import float_bars

_STRETCH_EDGE = 6
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


Preview = Callable[[PlanningBlock | None, int, datetime, datetime], str]
"""The price and the reason of what is dragged, from the service; must be quick."""


class PlanningView(QAbstractScrollArea):
    """Feed it a `PlanningDay`. Its signals carry `object`: Qt's int has 32 bits, and times are `datetime`."""

    slot_chosen = Signal(object, object, object)
    """Unit, start, end of a free stretch one wants."""
    block_chosen = Signal(object)
    """The block the keyboard or the mouse is on, or None."""
    block_opened = Signal(object)
    """Its booking."""
    block_moved = Signal(object, object, object, object)
    """Booking, unit, start, end it is wanted at."""

    day_opened = Signal(object)
    """A day of the week, by its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planning")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Planning of the day"))
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        float_bars(self)
        self.preview: Preview | None = None
        self.caption = ""
        self._shown: PlanningDay | None = None
        self._blocks = Blocks(())
        self._now: datetime | None = None
        self._pens = Pens()
        self._layout: Layout | None = None
        self._at: tuple[int, datetime] | None = None
        self._until: datetime | None = None
        self._step = KEY_STEP
        self._drag: Drag | None = None

    def show_day(self, shown: PlanningDay, now: datetime | None = None) -> None:
        """Draw that day; one stays on the block one was on, or else where one was. `now` elsewhere draws nothing."""
        before = self._shown
        same_day = before is not None and (before.day, before.count) == (shown.day, shown.count)
        kept = self._at
        if kept is not None and before is not None and before.count == shown.count:
            kept = (kept[0], kept[1] + (shown.day - before.day))
        was_on = self.block if same_day else None
        self._shown = shown
        self.setAccessibleName(_("Planning of the day") if shown.count == 1 else _("Planning of the week"))
        self._blocks = Blocks(shown.blocks)
        self._now = now
        if not same_day:  # the same day read again, as after another window's change, leaves the hand where it is
            self._drag = None
        self._lay_out()
        layout = self._layout
        if layout is None:
            return
        if self._at is None or not same_day or layout.line_of(self._at[0]) is None:
            self._at = self._first_place(layout, shown, kept)
            self._until = None
        if was_on is not None and self._drag is None:
            self._follow(was_on, shown.blocks)
        self._describe()
        self.viewport().update()

    def _first_place(
        self, layout: Layout, shown: PlanningDay, was: tuple[int, datetime] | None
    ) -> tuple[int, datetime] | None:
        """Where one was when the days shown hold it still, or else the first opening of the first unit."""
        if was is not None and layout.line_of(was[0]) is not None and layout.held(was[1]) == was[1]:
            return was
        lines = layout.unit_lines()
        row = lines[0].row if lines else None
        first = shown.opening[0].start if shown.opening else layout.span.start
        return (row.unit_id, first) if row is not None else None

    def _follow(self, block: PlanningBlock, blocks: tuple[PlanningBlock, ...]) -> None:
        """Go where a block went, in the same unit if part of it is still there."""
        if self.block is not None and self.block.booking_id == block.booking_id:
            return
        found = [one for one in blocks if one.booking_id == block.booking_id]
        here = [one for one in found if one.unit_id == block.unit_id] or found
        if here:
            self._go(here[0].unit_id, self._inside(here[0].start))

    def set_now(self, now: datetime | None) -> None:
        """Move the line of now."""
        self._now = now
        self.viewport().update()

    @property
    def block(self) -> PlanningBlock | None:
        """The block one is on."""
        return self._blocks.at(*self._at) if self._at is not None else None

    @property
    def day(self) -> date | None:
        """The day one is on."""
        return self._at[1].date() if self._at is not None else None

    @property
    def sentence(self) -> str:
        """What a screen reader says of where one is."""
        return self.accessibleDescription()

    def choose(self, booking_id: int, at: tuple[int, datetime] | None = None) -> None:
        """Go to that booking, if it is on this day, or else `at` a unit and a time."""
        blocks = self._shown.blocks if self._shown is not None else ()
        found = next(((b.unit_id, b.start) for b in blocks if b.booking_id == booking_id), at)
        if found is not None and self._layout is not None and self._layout.line_of(found[0]) is not None:
            self._go(found[0], self._inside(found[1]))

    def rect_of(self, booking_id: int) -> QRect:
        """Where the first block of that booking is drawn in the viewport; empty when it is not on this day."""
        for block in self._shown.blocks if self._shown is not None else ():
            if block.booking_id == booking_id and self._layout is not None:
                line = self._layout.line_of(block.unit_id)
                if line is not None:
                    return self._layout.box(line, block.start, block.end).translated(-self._scrolled())
        return QRect()

    def _inside(self, when: datetime) -> datetime:
        return self._layout.held(when) if self._layout is not None else when

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _lay_out(self) -> None:
        if self._shown is None:
            return
        size = self.viewport().size()
        self._layout = layout_of(self._shown, self._pens, size)
        self._step = KEY_STEP if self._shown.count == 1 else 2 * KEY_STEP
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._layout.size.width(), size.width()),
            (self.verticalScrollBar(), self._layout.size.height(), size.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(self._pens.row_height)

    def sizeHint(self) -> QSize:
        return QSize(900, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._pens = Pens()
            self._lay_out()
            self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None or self._layout is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = planning_sheet.Sheet(
            painter, self._pens, self._layout, self._scrolled(), self.viewport().rect(), self._blocks
        )
        sheet.draw(self._shown, self._now, self.caption)
        dragging = self._drag is not None and self._drag.live
        if self._at is not None and self.hasFocus() and not dragging:
            sheet.cursor(*self._at, self._until or self._at[1] + self._step)
        if self._drag is not None and self._drag.live:
            drag = self._drag
            sheet.dragged(drag.block, drag.unit_id, drag.start, drag.end, self._preview(drag))
        painter.end()

    def _preview(self, drag: Drag) -> str:
        if self.preview is not None:
            return self.preview(drag.block, drag.unit_id, drag.start, drag.end)
        return hours_text(drag.start, drag.end)

    def _go(self, unit_id: int, when: datetime, until: datetime | None = None) -> None:
        self._at = (unit_id, when)
        self._until = until
        layout = self._layout
        line = layout.line_of(unit_id) if layout is not None else None
        if layout is not None and line is not None:
            block = self.block
            box = layout.box(line, block.start if block else when, block.end if block else when + self._step)
            to = fully_in_sight(box, layout, self._scrolled(), self.viewport().size())
            self.horizontalScrollBar().setValue(to.x())
            self.verticalScrollBar().setValue(to.y())
        self._describe()
        self.block_chosen.emit(self.block)
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._sentence(*self._at) if self._at is not None else "")

    def _sentence(self, unit_id: int, when: datetime) -> str:
        line = self._layout.line_of(unit_id) if self._layout is not None else None
        unit = line.row.name if line is not None and line.row is not None else ""
        several = self._layout is not None and len(self._layout.days) > 1
        block = self.block
        if block is not None:
            return block_sentence(unit, block, named_day=several)
        return free_sentence(unit, when, self._until or when + self._step, named_day=several)

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
        else:
            super().keyPressEvent(event)

    def _enter(self, unit_id: int, when: datetime) -> None:
        block = self.block
        if block is not None:
            self.block_opened.emit(block.booking_id)
            return
        until = self._until or when + 2 * KEY_STEP
        next_start = self._blocks.next_start(unit_id, when)
        self.slot_chosen.emit(unit_id, when, min(until, next_start) if next_start else until)

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
            self.block_moved.emit(block.booking_id, target, block.start + by, block.end + by)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and forward and block is None:
            until = (self._until or when + self._step) + forward * self._step
            limit = min(self._blocks.next_start(unit_id, when) or datetime.max, layout.day_of(when).end)
            self._go(unit_id, when, min(max(until, when + self._step), limit))
        elif forward:
            self._go(unit_id, beside(self._blocks, layout.held, (unit_id, when), self._step, forward))
        else:
            self._go(target, when)

    def _next_block(self, forward: int, unit_id: int, when: datetime) -> None:
        block = self.block
        blocks, units = (self._shown.blocks, self._units()) if self._shown is not None else ((), [])
        if unit_id not in units:
            return
        found = next_block(units, blocks, unit_id, block.start if block else when, forward)
        if found is not None:
            self._go(found.unit_id, self._inside(found.start))

    def _units(self) -> list[int]:
        lines = self._layout.lines if self._layout is not None else ()
        return [line.row.unit_id for line in lines if line.row is not None]

    def _hit(self, position: QPoint) -> tuple[int, datetime] | None:
        layout = self._layout
        if layout is None or position.y() < layout.header or position.x() < layout.rail:
            return None
        paper = position + self._scrolled()
        line = layout.line_at(paper.y())
        return (line.row.unit_id, layout.when(paper.x())) if line is not None and line.row is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position().toPoint())
        if hit is None or event.button() != Qt.MouseButton.LeftButton:
            self._open_named(event.position().toPoint())
            return
        unit_id, when = hit
        block = self._blocks.at(unit_id, when)
        step = step_of(self._layout) if self._layout is not None else DRAG_STEP
        start = snapped(when - step / 2, step) if block is None else block.start
        end = start + step if block is None else block.end
        edge = block is not None and self._on_edge(block, event.position().toPoint())
        self._drag = Drag(unit_id, start, end, block, when, event.position().toPoint(), stretching=edge)
        self._go(unit_id, self._inside(start))

    def _open_named(self, position: QPoint) -> None:
        """A click on the name of a day opens it."""
        layout = self._layout
        if layout is not None and len(layout.days) > 1 and position.y() < layout.header and position.x() > layout.rail:
            self.day_opened.emit(layout.when(position.x() + self._scrolled().x()).date())

    def _on_edge(self, block: PlanningBlock, position: QPoint) -> bool:
        if self._layout is None:
            return False
        right = self._layout.x(block.end) - self._scrolled().x()
        return right - _STRETCH_EDGE <= position.x() <= right and block.state != "by_whole"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        drag, layout = self._drag, self._layout
        if drag is None or layout is None:
            self._show_hand(position)
            return
        if (position - drag.origin).manhattanLength() >= DRAG_BEGINS:
            drag.live = drag.block is None or drag.block.state != "by_whole"
        paper = position + self._scrolled()
        line = layout.line_at(paper.y())
        on = line.row.unit_id if line is not None and line.row is not None else None
        drag.follow(layout, layout.when(paper.x()), on)
        self.viewport().update()

    def _show_hand(self, position: QPoint) -> None:
        hit = self._hit(position)
        block = self._blocks.at(*hit) if hit is not None else None
        shape = Qt.CursorShape.ArrowCursor
        if block is not None:
            stretch = self._on_edge(block, position)
            shape = Qt.CursorShape.SizeHorCursor if stretch else Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        self.viewport().update()
        if drag is None or not drag.live:
            return
        if drag.block is None:
            self.slot_chosen.emit(drag.unit_id, drag.start, drag.end)
            return
        wanted = (drag.unit_id, drag.start, drag.end)
        if wanted != (drag.block.unit_id, drag.block.start, drag.block.end):
            self.block_moved.emit(drag.block.booking_id, *wanted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hit(event.position().toPoint()) is not None and self._at is not None:
            self._drag = None
            self._enter(*self._at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self._hit(event.pos())
            block = self._blocks.at(*hit) if hit is not None else None
            if block is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), hover_text(block), self)
            return True
        return super().viewportEvent(event)
