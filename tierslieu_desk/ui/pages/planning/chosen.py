"""Which bookings are chosen on the planning, and where they would land together: without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tierslieu_desk.ui.pages.planning.rows import PlanningBlock

BY_WHOLE = "by_whole"


@dataclass(slots=True)
class Chosen:
    """Numbers of bookings; what is no booking cannot be chosen."""

    numbers: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, number: int) -> bool:
        return number in self.numbers

    def toggle(self, number: int) -> None:
        """Choose it, or let go of it."""
        if number > 0:
            self.numbers ^= {number}

    def add(self, number: int) -> None:
        """Choose it too."""
        if number > 0:
            self.numbers.add(number)

    def together(self, block: PlanningBlock) -> bool:
        """Whether what is done to a block is done to all that are chosen with it."""
        return len(self.numbers) > 1 and block.booking_id in self.numbers

    def keep(self, there: Iterable[int]) -> None:
        """Let go of what is not there any more."""
        self.numbers &= set(there)


def also_at(blocks: Sequence[PlanningBlock], units: Sequence[int], block: PlanningBlock, by: int) -> int | None:
    """The next unit, up or down, on which something stands at the same time; None when there is none."""
    number = units.index(block.unit_id) + by
    while 0 <= number < len(units):
        for one in blocks:
            if one.unit_id == units[number] and one.start < block.end and block.start < one.end:
                return one.unit_id
        number += by
    return None


@dataclass(frozen=True, slots=True)
class Kept:
    """A booking that was copied, and where it stood."""

    booking_id: int
    unit_id: int
    start: datetime
    end: datetime

    def at(self, unit_id: int | None, by: timedelta) -> tuple[int, datetime, datetime]:
        """Where it lands: in another unit, or in its own."""
        return unit_id or self.unit_id, self.start + by, self.end + by
