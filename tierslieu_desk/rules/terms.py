"""How long somebody stays at least: the minimum term of a subscription, and the notice before it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tierslieu_desk.rules.proration import ONE_DAY, add_months, calendar_period
from tierslieu_desk.rules.vocabulary import Period

A_YEAR = {Period.WEEK: 52, Period.MONTH: 12, Period.QUARTER: 4, Period.YEAR: 1}
"""Periods of a year, to compare what plans cost; a year has 52 weeks."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`least_until` is the last day of the minimum term; notice in days, and in whole periods after the running one."""

    least_until: date | None = None
    notice_days: int = 0
    notice_periods: int = 0


def term_ends(starts: date, months: int) -> date | None:
    """The last day of a term of so many months; None without one."""
    return add_months(starts, months) - ONE_DAY if months else None


def earliest_end(starts: date, period: Period, terms: Terms, today: date) -> date:
    """The first last day that may be said today: after the term and the notice, whichever is later."""
    end = max(today, starts) + timedelta(days=terms.notice_days)
    if terms.notice_periods:
        _first, last = calendar_period(max(today, starts), period)
        for _period in range(terms.notice_periods):
            _first, last = calendar_period(last + ONE_DAY, period)
        end = max(end, last)
    return max(end, terms.least_until or end)


def costs_less(price: tuple[int, Period], than: tuple[int, Period]) -> bool:
    """Whether a price for a period comes to less a year than another one."""
    return price[0] * A_YEAR[price[1]] < than[0] * A_YEAR[than[1]]
