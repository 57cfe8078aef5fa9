"""What every part of the demo's life shares: the desk, the clock's hands, chance, and who and what is there so far."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from tierslieu_desk.commands.demo_house.cast import Cast
from tierslieu_desk.commands.demo_house.place import Numbers
from tierslieu_desk.commands.demo_house.scale import Scale
from tierslieu_desk.compose import Services
from tierslieu_desk.wallclock import Slot, StoppedClock

AHEAD = timedelta(days=14)
"""How long before its day a booking is made and an event announced."""
HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
FACILITATOR, VOLUNTEER = "Nadia", "Camille"


@dataclass(slots=True)
class Owed:
    """An invoice that will be paid one day, in cents."""

    invoice_id: int
    party_id: int
    cents: int


@dataclass(slots=True)
class World:
    """The house while it is being lived in."""

    desk: Services
    clock: StoppedClock
    random: Random
    scale: Scale
    first: date
    today: date
    numbers: Numbers
    cast: Cast
    bookings: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    domiciled: list[int] = field(default_factory=list)
    shelf: dict[int, None] = field(default_factory=dict)
    subscribers: int = 0
    approved: int = 0
    debt: bool = False
    payments: dict[date, list[Owed]] = field(default_factory=lambda: defaultdict(list))
    back: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))

    def unit(self, name: str) -> int:
        """The number of a unit."""
        return self.numbers.units[name]

    def happens(self, chance: float) -> bool:
        """Whether something with that chance comes about."""
        return self.random.random() < chance

    def count(self, average: float) -> int:
        """A whole number that makes that average over many days."""
        return int(average) + self.happens(average - int(average))

    def is_working(self, day: date) -> bool:
        """Monday to Friday, no public holiday; today always."""
        return day == self.today or (day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS)

    def set_clock(self, day: date, hour: int, minute: int = 0) -> None:
        """Move the hands."""
        self.clock.set(datetime.combine(day, time(hour, minute)))


def slot(day: date, start: str, end: str) -> Slot:
    """`slot(day, "9:00", "12:30")`."""
    return Slot(_at(day, start), _at(day, end))


def _at(day: date, text: str) -> datetime:
    hour, minute = text.split(":")
    return datetime.combine(day, time(int(hour), int(minute)))
