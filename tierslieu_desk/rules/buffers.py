"""The gap two neighbours on one unit need: for airing, cleaning, setting chairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tierslieu_desk.wallclock import MINUTE


@dataclass(frozen=True, slots=True)
class Buffers:
    """Minutes a unit asks for before and after whoever takes it."""

    before: int = 0
    after: int = 0


def needed_gap(first: Buffers, second: Buffers) -> int:
    """Minutes between two neighbours: the larger of what the first asks after and the second before."""
    return max(first.after, second.before)


def gap_minutes(end_of_first: datetime, start_of_second: datetime) -> int:
    """Whole minutes between them, negative when they overlap."""
    return (start_of_second - end_of_first) // MINUTE


def respects_buffer(end_of_first: datetime, first: Buffers, start_of_second: datetime, second: Buffers) -> bool:
    """Whether the neighbours leave each other enough room."""
    return start_of_second - end_of_first >= timedelta(minutes=needed_gap(first, second))
