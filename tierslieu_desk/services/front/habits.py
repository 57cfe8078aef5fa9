"""What somebody usually does at the counter at this hour of this weekday, from their last purchases and bookings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tierslieu_desk.models.store import glance
from tierslieu_desk.rules import habits
from tierslieu_desk.wallclock import Clock

ARTICLE, BOOK = "article:", "book"
_LAST = 60
"""Of each kind; a day's coffees of three months, read by the index of the person whatever their history."""
_BOUGHT = """
    SELECT description, supplied_on, booking_id IS NOT NULL OR subscription_id IS NOT NULL
    FROM charge WHERE party_id = :party ORDER BY id DESC LIMIT :last
"""
_BOOKED = "SELECT created_at FROM booking WHERE party_id = :party ORDER BY id DESC LIMIT :last"


def usual(session: Session, clock: Clock, party_id: int) -> tuple[str, ...]:
    """The acts, the likeliest first: "book", or "article:" and the name of what is sold."""
    seen = glance(session)
    done: list[tuple[str, date, int | None]] = [
        (ARTICLE + description, date.fromisoformat(day), None)
        for description, day, other in seen.rows(_BOUGHT, party=party_id, last=_LAST)
        if not other
    ]
    for (created,) in seen.rows(_BOOKED, party=party_id, last=_LAST):
        moment = clock.to_wall(datetime.fromisoformat(created))
        done.append((BOOK, moment.date(), moment.hour))
    return habits.usual(done, clock.wall())
