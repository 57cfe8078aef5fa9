"""Periods of a subscription and the part of a price that a part of a period costs: by days, both ends included."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tierslieu_desk.money import E4_PER_CENT, half_up
from tierslieu_desk.rules.vocabulary import Period

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Share:
    """Days of a whole period that are paid for; `first` and `last` are both paid."""

    first: date
    last: date
    days: int
    of_days: int

    @property
    def whole(self) -> bool:
        """Whether nothing is missing from the period."""
        return self.days == self.of_days


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day when there is none: 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def calendar_period(day: date, period: Period) -> tuple[date, date]:
    """First and last day of the week (from Monday), month, quarter or year that `day` is in."""
    if period is Period.WEEK:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    length = MONTHS[period]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return first, add_months(first, length) - ONE_DAY


def anniversary_period(day: date, period: Period, since: date) -> tuple[date, date]:
    """First and last day of the period that `day` is in, counted from the day it all began."""
    if period is Period.WEEK:
        first = day - timedelta(days=(day - since).days % 7)
        return first, first + timedelta(days=6)
    length = MONTHS[period]
    count = ((day.year - since.year) * 12 + day.month - since.month) // length
    while add_months(since, (count + 1) * length) <= day:
        count += 1
    while add_months(since, count * length) > day:
        count -= 1
    return add_months(since, count * length), add_months(since, (count + 1) * length) - ONE_DAY


def share(period: tuple[date, date], first: date, last: date | None) -> Share | None:
    """The part of `period` from `first` to `last` (None: on and on), both included; None when there is none.

    16 to 30 June is 15 days of 30.
    """
    start = max(period[0], first)
    end = period[1] if last is None else min(period[1], last)
    if end < start:
        return None
    return Share(start, end, (end - start).days + 1, (period[1] - period[0]).days + 1)


def without_pauses(part: Share, pauses: Iterable[tuple[date, date]]) -> Share:
    """The same with the days of the pauses (both ends included, none over another) not paid for; perhaps none left."""
    paused = sum(max(0, (min(part.last, last) - max(part.first, first)).days + 1) for first, last in pauses)
    return replace(part, days=part.days - paused)


def prorated_e4(price_e4: int, part: Share) -> int:
    """The price of that part in ten-thousandths: the whole price as it is, a part rounded to whole cents, half up."""
    if part.whole:
        return price_e4
    return half_up(Decimal(price_e4) * part.days / (part.of_days * E4_PER_CENT)) * E4_PER_CENT


def prorated_half_days(days_included: int, part: Share) -> int:
    """Half-days of an allowance cut for a late start or an early end, rounded half up."""
    return half_up(Decimal(2 * days_included) * part.days / part.of_days)
