"""Where the keyboard goes on the planning: plain functions, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tierslieu_desk.ui.pages.planning.rows import Blocks, PlanningBlock
from tierslieu_desk.wallclock import DAY, Slot

KEY_STEP = timedelta(minutes=30)
Held = Callable[[datetime, int], datetime]
"""A moment brought back within the hours drawn, forwards or backwards."""


def beside(blocks: Blocks, held: Held, at: tuple[int, datetime], step: timedelta, forward: int) -> datetime:
    """A step on or back, or to the next edge of a block when that is nearer; over the night to the next day."""
    unit_id, when = at
    here = blocks.at(unit_id, when)
    if forward > 0:
        end = here.end if here is not None else min(when + step, blocks.next_start(unit_id, when) or datetime.max)
        return held(end, 1)
    start = here.start if here is not None else when
    touching = blocks.at(unit_id, start - timedelta(minutes=1))
    landing = touching or blocks.at(unit_id, held(start - step, -1))
    entered = landing is not None and landing is not here  # at its start, so that one key crosses it
    return held(landing.start if entered and landing is not None else start - step, -1)


def end_of_day(day_of: Callable[[datetime], Slot], when: datetime, step: timedelta, *, first: bool) -> datetime:
    """The first or the last hour of the day one is on, or, from there, of the day beside it."""
    day = day_of(when)
    if when == (day.start if first else day.end - step):
        day = day_of(when - DAY if first else when + DAY)
    return day.start if first else day.end - step


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
