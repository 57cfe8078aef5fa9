"""Dates of a series as they stood before it was moved: whatever was said of each alone comes back with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.booking.booking_undo import Before, put_back, standing
from tierslieu_desk.services.booking.series_kit import ToolBefore, along_again
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DateBefore:
    """One date that a move let go."""

    occurrence_on: date | None
    party_id: int
    people: int
    title: str
    note: str
    created_at: datetime
    before: Before


@dataclass(frozen=True, slots=True)
class Instead:
    """What a moved series stands instead of: the series it was made from, and the dates that were let go."""

    series_id: int
    had_ended: bool
    dates: tuple[DateBefore, ...]
    kit: tuple[ToolBefore, ...] = ()


def as_they_stood(bookings: Sequence[Booking]) -> tuple[DateBefore, ...]:
    """How they stand now."""
    return tuple(
        DateBefore(one.occurrence_on, one.party_id, one.people, one.title, one.note, one.created_at, standing(one))
        for one in bookings
    )


def stand_again(desk: Desk, session: Session, instead: Instead) -> None:
    """Make those dates anew, as they stood, with what they hold and owe. Raises what `Bookings.take_back` raises."""
    for one in instead.dates:
        wanted = (Booking.series_id == instead.series_id, Booking.occurrence_on == one.occurrence_on)
        kept = session.scalar(select(Booking).where(*wanted)) if one.occurrence_on is not None else None
        put_back(desk, session, kept or _made(desk, session, one, instead.series_id), one.before)
    along_again(desk, session, instead.series_id, instead.kit)


def _made(desk: Desk, session: Session, one: DateBefore, series_id: int) -> Booking:
    """A row of that date that holds nothing yet."""
    unit_id, slot = one.before.unit_id, one.before.slot
    booking = Booking(
        unit_id=unit_id,
        pinned=not desk.house(session).unit(unit_id).is_pool,
        party_id=one.party_id,
        starts=slot.start,
        ends=slot.end,
        state=BookingState.SKIPPED,
        people=one.people,
        title=one.title,
        note=one.note,
        series_id=series_id,
        occurrence_on=one.occurrence_on,
        created_at=one.created_at,
    )
    session.add(booking)
    session.flush()
    return booking
