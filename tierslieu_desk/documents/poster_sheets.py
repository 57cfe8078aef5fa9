"""What hangs on a door or on the wall: a room's bookings, or all of the place's, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.wallclock import Slot


class Out(StrEnum):
    """Why nobody can have it, though nobody booked it."""

    REPAIR = "repair"
    CLOSED = "closed"
    LENT = "lent"


@dataclass(frozen=True, slots=True)
class PosterLine:
    """One booking or event. Without `what` the poster says that it is reserved; `where` is a room, when there are many.

    `sure` is False for an option that is not yet confirmed. With `out` it is no booking: `what` is then the reason, or
    who has it.
    """

    slot: Slot
    what: str = ""
    where: str = ""
    sure: bool = True
    out: Out | None = None


@dataclass(frozen=True, slots=True)
class PosterDay:
    """One day; `closed` is why nobody comes on it, and `opens` whether anybody does."""

    day: date
    lines: tuple[PosterLine, ...] = ()
    opens: bool = True
    closed: str = ""


@dataclass(frozen=True, slots=True)
class DoorPoster:
    """One room, a day or a week of it, in letters to be read from where one stands.

    `seats` is 0 where there is nothing to sit on; `contains` is what one finds in it, in the house's words.
    """

    lang: str
    place: PlaceBlock
    room: str
    days: tuple[PosterDay, ...]
    seats: int = 0
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPoster:
    """The whole place, room beside time, day under day."""

    lang: str
    place: PlaceBlock
    days: tuple[PosterDay, ...]
