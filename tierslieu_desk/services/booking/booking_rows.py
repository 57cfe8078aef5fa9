"""Bookings as they are read, by whichever service reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.house import UnitInfo
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One booking as read. `state` is a `BookingState` or, computed now, "no_show" or "expired"."""

    id: int
    unit_id: int
    unit: str
    kind: str
    party_id: int
    party: str
    slot: Slot
    state: str
    title: str
    people: int
    expires: datetime | None
    series_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Things:
    """What is in the unit for good, in the house's words, and the names of the tools that go along."""

    there: tuple[str, ...]
    along: tuple[str, ...]


def row_of(booking: Booking, party: str, unit: UnitInfo, now: datetime) -> BookingRow:
    """A booking as it stands now: an option past its date has expired, nobody came is a no-show."""
    state = str(booking.state)
    if state == BookingState.TENTATIVE and booking.expires is not None and booking.expires <= now:
        state = BookingState.EXPIRED
    elif state == BookingState.CONFIRMED and booking.ends <= now:
        state = "no_show"
    return BookingRow(
        booking.id,
        booking.unit_id,
        unit.name,
        unit.kind,
        booking.party_id,
        party,
        Slot(booking.starts, booking.ends),
        state,
        booking.title,
        booking.people,
        booking.expires,
        booking.series_id,
        booking.version,
    )
