"""Quotes: their own series of numbers, apart from any invoice's, and where one stands."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

PREFIX = "D"
"""Of "devis": a quote is no invoice, so its numbers are no part of the series of invoices."""
VALID_DAYS = 30
MOST_TIMES = 60
"""As many times stand on one quote."""


class QuoteState(StrEnum):
    """What was said of it. That it is over is told by its last day, when it is read."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"
    """Another one, changed, stands in its place."""


EXPIRED = "expired"


def series_of(day: date) -> str:
    """`D2026`."""
    return f"{PREFIX}{day.year:04d}"


def state_on(state: str, valid_until: date, today: date) -> str:
    """As it stands that day: one that nobody answered is over after its last day."""
    waits = state in {QuoteState.DRAFT, QuoteState.SENT}
    return EXPIRED if waits and valid_until < today else state
