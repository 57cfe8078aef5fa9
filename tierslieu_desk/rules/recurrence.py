"""The dates of a series.

Three traps of the underlying library, met here: monthly from the 31st skips short months (kept: the 31st is what was
asked); an `until` at midnight drops the last day, so it is a date and includes it; a first date that does not match
the weekdays is no occurrence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from tierslieu_desk.errors import SeriesTooLong
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.wallclock import MINUTE, Slot

LONGEST = 1_000
"""Dates one series may make: ten years of working days are fewer than three such series."""

LAST_DAY = 0
"""As the `nth` of a monthly rule: the last day of each month, whichever that is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Every `step` days, weeks or months from `first` on, each `minutes` long.

    `weekdays` (0 is Monday) for weekly rules; `nth` for monthly ones: the n-th such weekday, -1 the last, None the
    same day of the month, `LAST_DAY` the last one. Ends with `until` (included) or after `count` dates, or never.
    """

    frequency: Frequency
    step: int
    first: datetime
    minutes: int
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    until: date | None = None
    count: int | None = None

    def slots(self, after: date | None, until: date) -> Iterator[Slot]:
        """Those that start later than the day `after` and on the day `until` at the latest, in order.

        Raises `SeriesTooLong` past `LONGEST` dates.
        """
        from dateutil import rrule

        steps: dict[Frequency, Literal[1, 2, 3]] = {
            Frequency.DAY: rrule.DAILY,
            Frequency.WEEK: rrule.WEEKLY,
            Frequency.MONTH: rrule.MONTHLY,
        }
        weekday = None
        if self.frequency is Frequency.WEEK and self.weekdays:
            weekday = [rrule.weekday(day) for day in self.weekdays]
        elif self.frequency is Frequency.MONTH and self.nth:
            weekday = [rrule.weekday(self.first.weekday(), self.nth)]
        last = until if self.until is None else min(until, self.until)
        dates = rrule.rrule(
            steps[self.frequency],
            dtstart=self._near(after),
            interval=self.step,
            byweekday=weekday,
            bymonthday=self._monthday() if weekday is None else None,
            count=self.count,
            until=None if self.count is not None else datetime.combine(last, time.max),
        )
        made = 0
        for start in dates:
            if start.date() > last:
                return
            if after is not None and start.date() <= after:
                continue
            made += 1
            if made > LONGEST:
                raise SeriesTooLong(count=made, limit=LONGEST)
            yield Slot(start, start + timedelta(minutes=self.minutes))

    def _monthday(self) -> int | None:
        """Which day of the month, counted from its end when that is asked for."""
        if self.frequency is not Frequency.MONTH:
            return None
        return -1 if self.nth == LAST_DAY else self.first.day

    def _near(self, after: date | None) -> datetime:
        """Where to begin to count so as not to walk through years: in step with `first`, no later than `after`."""
        if after is None or self.count is not None or after <= self.first.date():
            return self.first
        if self.frequency is Frequency.MONTH:
            months = (after.year - self.first.year) * 12 + after.month - self.first.month
            if months < self.step:
                return self.first
            years, month = divmod(self.first.month - 1 + months // self.step * self.step, 12)
            return self.first.replace(year=self.first.year + years, month=month + 1, day=1)
        days = self.step * (7 if self.frequency is Frequency.WEEK else 1)
        return self.first + timedelta(days=(after - self.first.date()).days // days * days)

    def meets(self, slot: Slot, after: date) -> Slot | None:
        """The first of its slots later than the day `after` that overlaps `slot`."""
        length = timedelta(minutes=self.minutes)
        since = max(after, (slot.start - length - MINUTE).date() - timedelta(days=1))
        return next((mine for mine in self.slots(since, slot.end.date()) if mine.overlaps(slot)), None)
