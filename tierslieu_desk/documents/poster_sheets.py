"""What hangs on a door or on the wall: a room's bookings, or all of the place's, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class PosterLine:
    """One booking or event. Without `what` the poster says that it is reserved; `where` is a room, when there are many.

    `sure` is False for an option that is not yet confirmed.
    """

    slot: Slot
    what: str = ""
    where: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class PosterDay:
    """One day; `closed` is why nobody comes on it, and `opens` whether anybody does."""

    day: date
    lines: tuple[PosterLine, ...] = ()
    opens: bool = True
    closed: str = ""


@dataclass(frozen=True, slots=True)
class DoorPoster:
    """One room, a day or a week of it, in letters to be read from where one stands."""

    lang: str
    place: PlaceBlock
    room: str
    days: tuple[PosterDay, ...]


@dataclass(frozen=True, slots=True)
class WeekPoster:
    """The whole place, room beside time, day under day."""

    lang: str
    place: PlaceBlock
    days: tuple[PosterDay, ...]
