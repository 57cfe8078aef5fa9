"""What the papers about whoever comes say: badges, the list for an evacuation, the counter's lines of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tierslieu_desk.documents.sheets import PlaceBlock


@dataclass(frozen=True, slots=True)
class BadgeSheet:
    """A badge to cut out: who wears it, where, and its number to read and to scan."""

    lang: str
    place: PlaceBlock
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class PresentLine:
    """Somebody who is in the house. `where` is the room or the event, `call` whom to call: a name and a phone."""

    name: str
    since: datetime | None = None
    where: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class EvacuationSheet:
    """Who is to be counted outside. `unread` names, worded already, what could not be read: it comes all the same.

    `rooms` are those in use now. `passers_by` have no name.
    """

    lang: str
    place: PlaceBlock
    printed_at: datetime
    people: tuple[PresentLine, ...] = ()
    passers_by: int = 0
    rooms: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    blank_lines: int = 10


@dataclass(frozen=True, slots=True)
class CounterDaySheet:
    """Lines to write a day at the counter on, in the order in which they are typed in afterwards.

    `expected` are printed on the first lines of the arrivals: who has something booked.
    """

    lang: str
    place: PlaceBlock
    day: date
    expected: tuple[str, ...] = ()
    arrivals: int = 12
    sales: int = 8
    mail: int = 4
    rooms: int = 4
