"""Who waits for what somebody else has: where each stands in the line, and for how long an offer is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

OFFER_HOURS = 24
"""For how long an offer is kept, unless the house says otherwise."""


class WaitingState(StrEnum):
    """What is written down. What became of an offer is told by its booking, and that time is over by the clock."""

    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"


def kept_until(now: datetime, start: datetime, hours: int) -> datetime:
    """Until when an offer made now is kept for them: so many hours, but never once the time itself has begun."""
    whole = now.replace(second=0, microsecond=0)
    return min(whole + timedelta(hours=hours), start)
