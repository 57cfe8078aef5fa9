"""The paper of the planning: what is drawn of one day or a week, where the hand is on it, and how it scrolls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.planning import sheet as planning_sheet
from tierslieu_desk.ui.pages.planning.chosen import Chosen
from tierslieu_desk.ui.pages.planning.drag import Drag
from tierslieu_desk.ui.pages.planning.layout import Layout, fully_in_sight, layout_of
from tierslieu_desk.ui.pages.planning.paint import Pens
from tierslieu_desk.ui.pages.planning.rows import Blocks, PlanningBlock, PlanningDay
from tierslieu_desk.ui.pages.planning.steps import KEY_STEP
from tierslieu_desk.ui.pages.planning.unit_week import UnitWeek
from tierslieu_desk.ui.pages.planning.words import (
    block_sentence,
    closed_sentence,
    free_sentence,
    hours_text,
    hover_text,
    taken_sentence,
    together_text,
)
from tierslieu_desk.ui.pages.planning.zoom import Zoom
from tierslieu_desk.ui.widgets.message_bar import announce
from tierslieu_desk.ui.widgets.scrolling import float_bars

Preview = Callable[[PlanningBlock | None, int, datetime, datetime], str]
"""The price and the reason of what is dragged, from the service; must be quick."""


class PlanningPaper(QAbstractScrollArea):
    """Feed it a `PlanningDay`.

    `shown_closely` while something beside the paper tells of the block one is on: it stays outlined meanwhile.
    """

    block_chosen = Signal(object)
    """The block the keyboard or the mouse is on, or None."""
    choice_changed = Signal(object)
    """How many bookings are chosen now."""
    stirred = Signal()
    """What is drawn went elsewhere by the wheel, or is being pulled."""
    zoomed = Signal()
    """Hours or lines have another size."""
    resized = Signal()
    """There is more room, or less: a message came or went, the window has another size."""

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
        self.hover: Callable[[PlanningBlock], str] | None = None
        self.unit_told: Callable[[int], str] | None = None
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
        self.shown_closely = False
        self.zoom = Zoom()
        self.chosen = Chosen()
        self._down: UnitWeek | None = None

    def show_day(self, shown: PlanningDay, now: datetime | None = None, down: UnitWeek | None = None) -> None:
        """Draw that day; one stays on the block one was on, or else where one was. `now` elsewhere draws nothing.

        `down` when each line is a day of one space.
        """
        before, was_down = self._shown, self._down
        self._down = down
        alike = before is not None and before.count == shown.count and (was_down is None) == (down is None)
        same_day = before is not None and alike and before.day == shown.day
        same_day = same_day and (was_down and was_down.unit_id) == (down and down.unit_id)
        kept = self._at
        if kept is not None and before is not None and alike:
            kept = (kept[0], kept[1] + (shown.day - before.day))
        was_on = self.block if same_day else None
        self._shown = shown
        if self.chosen.numbers:
            self.chosen.keep(block.booking_id for block in shown.blocks)
            self.choice_changed.emit(len(self.chosen))
        one_day = shown.count == 1 and down is None
        self.setAccessibleName(_("Planning of the day") if one_day else _("Planning of the week"))
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
            self._go(here[0].unit_id, here[0].start)

    def set_now(self, now: datetime | None) -> None:
        """Move the line of now."""
        self._now = now
        self.viewport().update()

    @property
    def block(self) -> PlanningBlock | None:
        """The block one is on."""
        return self._blocks.at(*self._at) if self._at is not None else None

    @property
    def unit_id(self) -> int | None:
        """The unit one is on."""
        if self._down is not None:
            return self._down.unit_id
        return self._at[0] if self._at is not None else None

    @property
    def moment(self) -> datetime | None:
        """The moment one is on."""
        if self._at is not None and self._down is not None:
            return self._down.moment(*self._at)
        return self._at[1] if self._at is not None else None

    @property
    def day(self) -> date | None:
        """The day one is on."""
        return self.moment.date() if self.moment is not None else None

    @property
    def sentence(self) -> str:
        """What a screen reader says of where one is."""
        return self.accessibleDescription()

    def choose(self, booking_id: int, at: tuple[int, datetime] | None = None) -> None:
        """Go to that booking, if it is on this day, or else `at` a unit and a time."""
        blocks = self._shown.blocks if self._shown is not None else ()
        if at is not None and self._down is not None:
            at = self._down.on_paper(at[1])
        found = next(((b.unit_id, b.start) for b in blocks if b.booking_id == booking_id), at)
        if found is not None and self._layout is not None and self._layout.line_of(found[0]) is not None:
            self._go(found[0], found[1])

    def rect_of(self, booking_id: int) -> QRect:
        """Where the first block of that booking is drawn in the viewport; empty when it is not on this day."""
        for block in self._shown.blocks if self._shown is not None else ():
            if block.booking_id == booking_id and self._layout is not None:
                return self.rect_of_block(block)
        return QRect()

    def rect_of_block(self, block: PlanningBlock) -> QRect:
        """Where that block is drawn in the viewport; empty when its unit is not."""
        line = self._layout.line_of(block.unit_id) if self._layout is not None else None
        if self._layout is None or line is None:
            return QRect()
        return self._layout.box(line, block.start, block.end).translated(-self._scrolled())

    def block_of(self, booking_id: int, unit_id: int) -> PlanningBlock | None:
        """The block of that booking, the one on that unit if there are several."""
        found = [b for b in (self._shown.blocks if self._shown else ()) if b.booking_id == booking_id]
        return next((block for block in found if block.unit_id == unit_id), found[0] if found else None)

    def _scrolled(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _lay_out(self) -> None:
        if self._shown is None:
            return
        size = self.viewport().size()
        self._layout = layout_of(
            self._shown, self._pens, size, self.zoom if self._down is None else self.zoom.taller(1)
        )
        self._step = KEY_STEP if self._shown.count == 1 else 2 * KEY_STEP
        for bar, whole, seen in (
            (self.horizontalScrollBar(), self._layout.size.width(), size.width()),
            (self.verticalScrollBar(), self._layout.size.height(), size.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(self._pens.row_height)

    def _box_at(self) -> QRect | None:
        """Where one is, on the paper."""
        layout = self._layout
        line = layout.line_of(self._at[0]) if layout is not None and self._at is not None else None
        if layout is None or line is None or self._at is None:
            return None
        block = self.block
        when = self._at[1]
        return layout.box(line, block.start if block else when, block.end if block else when + self._step)

    def sizeHint(self) -> QSize:
        return QSize(900, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._pens = Pens()
            self._lay_out()
            self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self.stirred.emit()

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
        if self.chosen.numbers:
            sheet.chosen([block for block in self._shown.blocks if block.booking_id in self.chosen])
        if self._at is not None and (self.hasFocus() or self.shown_closely) and not dragging:
            sheet.cursor(*self._at, self._until or self._at[1] + self._step)
        if self._drag is not None and self._drag.live:
            sheet.dragged(self._drag, self._preview(self._drag))
        painter.end()

    def _preview(self, drag: Drag) -> str:
        if self.preview is not None:
            where = self._real(drag.block, drag.unit_id, drag.start, drag.end)
            if drag.block is not None and self.chosen.together(drag.block):
                line = self._layout.line_of(drag.unit_id) if self._layout is not None and self._down is None else None
                unit = line.row.name if line is not None and line.row is not None else ""
                by = where[1] - self._real(drag.block, *drag.stood)[1]
                return together_text(len(self.chosen), by, unit if drag.unit_id != drag.stood[0] else "", drag.copying)
            if drag.copying:
                return _("Copy: %(what)s") % {"what": self.preview(None, *where)}
            return self.preview(drag.block, *where)
        return hours_text(drag.start, drag.end)

    def _real(
        self, block: PlanningBlock | None, line: int, start: datetime, end: datetime
    ) -> tuple[int, datetime, datetime]:
        """What a place on the paper is in truth, where each line is a day."""
        down = self._down
        if down is None:
            return line, start, end
        if block is not None:
            return down.moved(block, line, start, end)
        return down.unit_id, down.moment(line, start), down.moment(line, end)

    def _go(self, unit_id: int, when: datetime, until: datetime | None = None) -> None:
        layout = self._layout
        self._at = (unit_id, when if layout is None else layout.held(when))
        self._until = until
        box = self._box_at()
        if layout is not None and box is not None:
            to = fully_in_sight(box, layout, self._scrolled(), self.viewport().size())
            self.horizontalScrollBar().setValue(to.x())
            self.verticalScrollBar().setValue(to.y())
        self._describe()
        if self.hasFocus() and QAccessible.isActive():  # a changed description is read by few
            announce(self, self.sentence)
        self.block_chosen.emit(self.block)
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._sentence(*self._at) if self._at is not None else "")

    def _sentence(self, unit_id: int, when: datetime) -> str:
        line = self._layout.line_of(unit_id) if self._layout is not None else None
        unit = line.row.name if line is not None and line.row is not None else ""
        if self._down is not None:
            unit = self._down.said(unit_id)
        several = self._layout is not None and len(self._layout.days) > 1
        block = self.block
        if block is not None:
            said = block_sentence(unit, block, named_day=several)
            return _("%(block)s, chosen") % {"block": said} if block.booking_id in self.chosen else said
        if line is not None and line.row is not None and self._down is None and line.row.taken_at(when):
            return taken_sentence(unit, when, self._until or when + self._step, named_day=several)
        row, down = line.row if line is not None else None, self._down is not None
        if self._shown is not None and row is not None and self._shown.closed_at(row, when, days_down=down):
            return closed_sentence(unit, when, self._until or when + self._step, named_day=several)
        return free_sentence(unit, when, self._until or when + self._step, named_day=several)

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

    def _unit_at(self, position: QPoint) -> int | None:
        """Whose name the pointer is on."""
        layout = self._layout
        if layout is None or position.y() < layout.header or position.x() >= layout.rail:
            return None
        line = layout.line_at((position + self._scrolled()).y())
        return line.row.unit_id if line is not None and line.row is not None else None

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
                QToolTip.showText(event.globalPos(), (self.hover or hover_text)(block), self)
            return True
        return super().viewportEvent(event)
