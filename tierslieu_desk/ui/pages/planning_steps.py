"""Where the keyboard goes on the day planning: plain functions, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tierslieu_desk.ui.pages.planning_rows import Blocks, PlanningBlock
from tierslieu_desk.wallclock import Slot

KEY_STEP = timedelta(minutes=30)
DRAG_STEP = timedelta(minutes=15)


def beside(blocks: Blocks, span: Slot, unit_id: int, when: datetime, forward: int) -> datetime:
    """Half an hour on or back, or to the next edge of a block when that is nearer; within the span."""
    target = _after(blocks, span, unit_id, when) if forward > 0 else _before(blocks, span, unit_id, when)
    return min(max(target, span.start), span.end - DRAG_STEP)


def _after(blocks: Blocks, span: Slot, unit_id: int, when: datetime) -> datetime:
    block = blocks.at(unit_id, when)
    if block is not None:
        return block.end
    return min(when + KEY_STEP, blocks.next_start(unit_id, when) or span.end)


def _before(blocks: Blocks, span: Slot, unit_id: int, when: datetime) -> datetime:
    """A block is entered at its start, so that one key crosses it."""
    here = blocks.at(unit_id, when)
    start = here.start if here is not None else when
    touching = blocks.at(unit_id, start - timedelta(minutes=1))
    landing = touching or blocks.at(unit_id, max(start - KEY_STEP, span.start))
    return landing.start if landing is not None and landing is not here else start - KEY_STEP


def next_block(
    units: Sequence[int], shown: Sequence[PlanningBlock], unit_id: int, when: datetime, forward: int
) -> PlanningBlock | None:
    """The block after (or before) this place, row by row; None beyond the last."""
    order = {unit: number for number, unit in enumerate(units)}
    blocks = sorted((b for b in shown if b.unit_id in order), key=lambda b: (order[b.unit_id], b.start))
    here = (order[unit_id], when)
    if forward > 0:
        return next((b for b in blocks if (order[b.unit_id], b.start) > here), None)
    return next((b for b in reversed(blocks) if (order[b.unit_id], b.start) < here), None)
