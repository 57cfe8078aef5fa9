"""What the mouse is doing on the planning: drawing a stretch, carrying a block, pulling its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint

from tierslieu_desk.ui.pages.planning.layout import Layout
from tierslieu_desk.ui.pages.planning.rows import DRAG_STEP, HOUR, PlanningBlock, snapped

DRAG_BEGINS = 5
_FINE = 24.0
"""Pixels of an hour from which a hand can tell quarters apart; below, it moves by half an hour."""


def step_of(layout: Layout) -> timedelta:
    """What a pull snaps to."""
    return DRAG_STEP if layout.per_hour >= _FINE else 2 * DRAG_STEP


@dataclass(slots=True)
class Drag:
    """`block` is None for a new stretch. `live` once it went further than a click; `copying` leaves it where it is."""

    unit_id: int
    start: datetime
    end: datetime
    block: PlanningBlock | None
    grabbed: datetime
    origin: QPoint
    stretching: bool = False
    live: bool = False
    copying: bool = False

    @property
    def stood(self) -> tuple[int, datetime, datetime]:
        """Where the block is as long as it is not let go."""
        block = self.block
        return (self.unit_id, self.start, self.end) if block is None else (block.unit_id, block.start, block.end)

    def follow(self, layout: Layout, when: datetime, unit_id: int | None) -> None:
        """The hand is at that moment, on that unit; None where there is none."""
        step = step_of(layout)
        if self.block is None:
            edges = sorted((snapped(self.grabbed, step), snapped(_end_of_day(layout, self.grabbed, when), step)))
            self.start, self.end = edges[0], max(edges[1], edges[0] + step)
        elif self.stretching:
            end = snapped(_end_of_day(layout, self.block.start, when), step)
            self.end = max(end, self.block.start + DRAG_STEP)
        else:
            shift = snapped(self.block.start + (when - self.grabbed), step) - self.block.start
            self.start, self.end = self.block.start + shift, self.block.end + shift
            self.unit_id = unit_id or self.unit_id


def _end_of_day(layout: Layout, start: datetime, when: datetime) -> datetime:
    """Where two days meet on the paper, the end of a stretch is the evening, not the next morning."""
    day = layout.day_of(when)
    if when.toordinal() == start.toordinal() + 1 and when - day.start < HOUR / 2:
        return layout.day_of(start).end
    return when
