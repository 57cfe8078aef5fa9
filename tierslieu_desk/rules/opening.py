"""When the place is open: weekly hours minus closures, as half-open slots of wall-clock time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """One stretch of one weekday (0 is Monday), in minutes from midnight; `closes` may be 1440, the next midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class PlaceClosure:
    """The whole place closed for a slot, and what that blocks."""

    slot: Slot
    reason: str
    blocks_bookings: bool
    blocks_visits: bool
    blocks_events: bool


def opening_slots(day: date, hours: Sequence[WeeklyHours]) -> tuple[Slot, ...]:
    """The open stretches of that day by the weekly hours, earliest first."""
    midnight = datetime.combine(day, time())
    stretches = sorted((h.opens, h.closes) for h in hours if h.weekday == day.weekday())
    return tuple(Slot(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in stretches)


def is_open(slot: Slot, hours: Sequence[WeeklyHours]) -> bool:
    """Whether the weekly hours cover the slot without a gap; touching stretches count as one.

    A place without any hours set is always open: nothing was said yet.
    """
    if not hours:
        return True
    reached, day = slot.start, slot.start.date()
    while reached < slot.end and day <= slot.end.date():
        for stretch in opening_slots(day, hours):
            if stretch.start <= reached < stretch.end:
                reached = stretch.end
        day += timedelta(days=1)
        if reached < slot.end and reached < datetime.combine(day, time()):
            return False
    return reached >= slot.end


def closure_in_the_way(slot: Slot, closures: Sequence[PlaceClosure]) -> PlaceClosure | None:
    """The first closure that blocks bookings and meets the slot."""
    return next((c for c in closures if c.blocks_bookings and c.slot.overlaps(slot)), None)
