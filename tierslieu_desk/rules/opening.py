"""When the place is open: weekly hours minus closures, as half-open slots of wall-clock time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from tierslieu_desk.wallclock import Slot, whole_day


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """One stretch of one weekday (0 is Monday), in minutes from midnight; `closes` may be 1440, the next midnight."""

    weekday: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day with hours of its own, whatever the week says: a market day, Christmas Eve. Minutes as `WeeklyHours`."""

    day: date
    stretches: tuple[tuple[int, int], ...]
    reason: str = ""


class Hours(tuple[WeeklyHours, ...]):  # noqa: SLOT001 - what differs stands beside the week
    """The hours of a week, and the days that have their own: those win. Empty while no week was told."""

    own: Mapping[date, OwnDay]

    def __new__(cls, week: Iterable[WeeklyHours] = (), own: Iterable[OwnDay] = ()) -> Self:
        """`own` are the days that differ."""
        made = super().__new__(cls, week)
        made.own = {one.day: one for one in own}
        return made


@dataclass(frozen=True, slots=True)
class PlaceClosure:
    """The whole place closed for a slot, and what that blocks."""

    slot: Slot
    reason: str
    blocks_bookings: bool
    blocks_visits: bool
    blocks_events: bool


def opening_slots(day: date, hours: Sequence[WeeklyHours]) -> tuple[Slot, ...]:
    """The open stretches of that day, earliest first: its own where it has some, else those of its weekday."""
    midnight = datetime.combine(day, time())
    own = hours.own.get(day) if isinstance(hours, Hours) else None
    stretches = sorted((h.opens, h.closes) for h in hours if h.weekday == day.weekday())
    stretches = sorted(own.stretches) if own is not None else stretches
    return tuple(Slot(midnight + timedelta(minutes=a), midnight + timedelta(minutes=b)) for a, b in stretches)


def open_that_day(day: date, hours: Sequence[WeeklyHours]) -> tuple[Slot, ...]:
    """As `opening_slots`; the whole day where no week was told, unless the day has hours of its own."""
    if hours or (isinstance(hours, Hours) and day in hours.own):
        return opening_slots(day, hours)
    return (whole_day(day),)


def is_open(slot: Slot, hours: Sequence[WeeklyHours]) -> bool:
    """Whether the hours cover the slot without a gap; touching stretches count as one.

    A place without any hours set is always open, but for days with hours of their own: nothing else was said yet.
    """
    reached, day = slot.start, slot.start.date()
    while reached < slot.end and day <= slot.end.date():
        for stretch in open_that_day(day, hours):
            if stretch.start <= reached < stretch.end:
                reached = stretch.end
        day += timedelta(days=1)
        if reached < slot.end and reached < datetime.combine(day, time()):
            return False
    return reached >= slot.end


def closure_in_the_way(slot: Slot, closures: Sequence[PlaceClosure]) -> PlaceClosure | None:
    """The first closure that blocks bookings and meets the slot."""
    return next((c for c in closures if c.blocks_bookings and c.slot.overlaps(slot)), None)
