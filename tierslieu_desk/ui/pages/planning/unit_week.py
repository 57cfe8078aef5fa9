"""The week of one space: its days down, the hours across. Each day is laid as if it were a space of the first day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from tierslieu_desk import formats
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow, closed_in
from tierslieu_desk.ui.pages.planning.words import day_name
from tierslieu_desk.wallclock import DAY, Slot, whole_day

DAYS = 7
Place = tuple[int, datetime]
"""A line and a moment."""


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """What stands on the paper, and what it is in truth: a line there is a day, whatever its unit."""

    unit_id: int
    name: str
    monday: date
    whole: dict[tuple[int, int], PlanningBlock] = field(default_factory=dict)
    """Each piece that is drawn, by its booking and its line, as it is in truth: a night lies on two lines."""

    def laid(self, shown: PlanningDay) -> PlanningDay:
        """The blocks and the open hours of that unit, day under day; `shown` is its week."""
        mine = [block for block in shown.blocks if block.unit_id == self.unit_id]
        taken = next((row.taken for row in shown.rows if row.unit_id == self.unit_id), ())
        edges = [(slot.start, slot.end) for slot in shown.opening]
        opens = min((start - _midnight(start) for start, _end in edges), default=None)
        closes = max((end - _midnight(start) for start, end in edges), default=timedelta())
        base = whole_day(self.monday)
        rows, blocks = [], []
        for number in range(DAYS):
            day = whole_day(self.monday + number * DAY)
            line, back = -1 - number, -number * DAY
            closed = closed_in(day, [slot for slot in shown.opening if slot.overlaps(day)])
            cut = [Slot(max(slot.start, day.start), min(slot.end, day.end)) for slot in taken if slot.overlaps(day)]
            hatched = tuple(slot.shifted(back) for slot in (*closed, *cut))
            rows.append(PlanningRow(line, day_name(day.start.date()), taken=hatched))
            for block in mine:
                if block.start < day.end and day.start < block.end:
                    start, end = max(block.start, day.start) + back, min(block.end, day.end) + back
                    blocks.append(replace(block, unit_id=line, start=start, end=end))
                    self.whole[block.booking_id, line] = block
        opening = (Slot(base.start + opens, base.start + closes),) if opens is not None else ()
        return PlanningDay(self.monday, tuple(rows), tuple(blocks), opening, 1)

    def on_paper(self, when: datetime) -> Place:
        """Where a moment of this week is drawn."""
        number = min(max((when.date() - self.monday).days, 0), DAYS - 1)
        return -1 - number, when - number * DAY

    def day(self, line: int) -> date:
        """The day of a line."""
        return self.monday + (-1 - line) * DAY

    def moment(self, line: int, when: datetime) -> datetime:
        """The moment in truth of one on the paper."""
        return when + (-1 - line) * DAY

    def moved(self, block: PlanningBlock, line: int, start: datetime, end: datetime) -> tuple[int, datetime, datetime]:
        """Where all of a block is wanted, when its piece is put there."""
        whole = self.whole[block.booking_id, block.unit_id]
        later = self.moment(line, start) - self.moment(block.unit_id, block.start)
        longer = self.moment(line, end) - self.moment(block.unit_id, block.end)
        return self.unit_id, whole.start + later, whole.end + longer

    def said(self, line: int) -> str:
        """The space and the day, for a screen reader."""
        return f"{self.name}, {formats.date_weekday(self.day(line))}"


def _midnight(when: datetime) -> datetime:
    return datetime.combine(when.date(), time())
