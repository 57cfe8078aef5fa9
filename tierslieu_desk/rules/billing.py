"""Until which day a desk usually invoices: a month is invoiced when it is over, or up to today while it runs."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_DAYS = 10
"""In the first days of a month, who invoices means the one that is just over."""


def last_of_month_before(today: date) -> date:
    """The last day of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def usual_until(today: date) -> date:
    """The end of last month in the first days of one; else today, what is still to come being not supplied yet."""
    return last_of_month_before(today) if today.day <= FIRST_DAYS else today
