"""Two kinds of time: the place's wall clock for what is planned, UTC for what happened.

A booking at nine stays at nine across the clock change, so slots are naive; a payment happened at one instant on
Earth, so it is aware. The two never mix: the store has one column type for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tierslieu_desk.errors import SlotReversed, UnknownZone

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""The days that may be asked for: whatever is reckoned from one of them stays on the calendar, which ends in 9999."""


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Half-open wall-clock interval `[start, end)`; both naive.

    Raises `SlotReversed` when it does not end after it starts.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise TypeError("a slot is wall-clock time, without a zone")
        if self.end <= self.start:
            raise SlotReversed(start=self.start, end=self.end)

    @property
    def minutes(self) -> int:
        """Whole minutes by the wall clock (a night across the clock change counts as any other)."""
        return int((self.end - self.start) / MINUTE)

    def overlaps(self, other: Slot) -> bool:
        """Touching slots do not overlap."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: timedelta) -> Slot:
        """The same length, `by` later."""
        return Slot(self.start + by, self.end + by)


def in_reach(day: date) -> bool:
    """Whether that day may be asked for."""
    return FIRST_DAY <= day <= LAST_DAY


def whole_day(day: date) -> Slot:
    """From midnight to the next midnight, never 23:59."""
    start = datetime.combine(day, time())
    return Slot(start, start + DAY)


def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name, or `UnknownZone`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(zone=name) from error


class Clock:
    """The only source of "now": passed in, so that `--today` and the tests can set it.

    With `fixed_today` the date is that one and the time of day still runs.
    """

    def __init__(self, zone_name: str = "Europe/Paris", fixed_today: date | None = None) -> None:
        self.zone = zone(zone_name)
        self._fixed_today = fixed_today

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        now = datetime.now(UTC)
        if self._fixed_today is None:
            return now
        wall = now.astimezone(self.zone).replace(tzinfo=None)
        return self.to_utc(datetime.combine(self._fixed_today, wall.time()))

    def wall(self) -> datetime:
        """The place's wall clock, naive."""
        return self.to_wall(self.now())

    def today(self) -> date:
        """The place's calendar day."""
        return self.wall().date()

    def to_wall(self, instant: datetime) -> datetime:
        """An aware instant as the place's wall clock shows it."""
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def to_utc(self, wall: datetime) -> datetime:
        """A wall-clock time as an instant; in the hour that comes twice, the first one."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


class StoppedClock(Clock):
    """A clock that stands still until it is told to move: for the demo house, replays and tests."""

    def __init__(self, wall: datetime, zone_name: str = "Europe/Paris") -> None:
        super().__init__(zone_name)
        self.set(wall)

    def set(self, wall: datetime) -> None:
        """Move the hands to that wall-clock time."""
        self._instant = self.to_utc(wall)

    def advance(self, by: timedelta) -> None:
        """Let that much time pass."""
        self._instant += by

    def now(self) -> datetime:
        """The instant the hands stand at."""
        return self._instant
