"""Why nothing that was looked for is free, unit by unit, and what would be: each way out with what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.services.booking import prospects
from tierslieu_desk.services.booking.free_search import Search, Space, SpaceWish
from tierslieu_desk.services.booking.planning import PlanningBlock
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import UnitInfo
from tierslieu_desk.wallclock import DAY, Slot

AHEAD = 30
"""How many days after the last one asked for are looked through for the next free time."""


class Because(StrEnum):
    """What keeps a unit out of what was found."""

    SMALL = "small"
    LACKS = "lacks"
    NO_TIME = "no_time"
    REFUSED = "refused"
    KIT = "kit"
    DEARER = "dearer"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """One unit, and the first thing in its way: `refusal` is what `book` would say on the day it was tried.

    `seats` is how many it takes, `lacks` what is not in it, `tool` what is not to be had with it, `cents` its price.
    """

    unit_id: int
    unit: str
    because: Because
    seats: int = 0
    lacks: tuple[str, ...] = ()
    tool: str = ""
    cents: int = 0
    refusal: errors.DeskError | None = None


class Instead(StrEnum):
    """What is given up for it."""

    OTHER_HOURS = "other_hours"
    OTHER_DAY = "other_day"
    SMALLER = "smaller"
    WITHOUT = "without"
    NO_KIT = "no_kit"
    DEARER = "dearer"


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would be free, and what of the wish is given up for it."""

    instead: Instead
    space: Space


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why nothing is free, and what would be."""

    why: tuple[WhyNot, ...]
    ways: tuple[WayOut, ...]


_Tried = tuple[Slot, Sequence[PlanningBlock]]
"""A time everything is asked for, and who is there then."""


def explain(desk: Desk, session: Session, wish: SpaceWish) -> Nothing:
    """Inside a unit of work that reads. Raises what `Search` raises."""
    return Nothing(tuple(_whys(desk, session, wish)), tuple(_ways(desk, session, wish)))


def _whys(desk: Desk, session: Session, wish: SpaceWish) -> Iterator[WhyNot]:
    search = Search(desk, session, wish)
    dear: dict[int, int] = {}
    if wish.most_cents is not None:
        for space in Search(desk, session, replace(wish, most_cents=None)).found().spaces:
            dear[space.unit_id] = min(space.cents, dear.get(space.unit_id, space.cents))
    tried = _tried(search)
    blocks = prospects.around(desk, session, search.house, tried) if tried is not None else ()
    for unit in search.looked_through():
        lacks = search.lacking(unit)
        if unit.legal_seats < wish.people:
            yield WhyNot(unit.id, unit.name, Because.SMALL, seats=unit.legal_seats)
        elif lacks:
            yield WhyNot(unit.id, unit.name, Because.LACKS, lacks=lacks)
        elif unit.id in dear:
            yield WhyNot(unit.id, unit.name, Because.DEARER, cents=dear[unit.id])
        elif tried is None:
            yield WhyNot(unit.id, unit.name, Because.NO_TIME)
        else:
            yield _refused(desk, session, search, unit, (tried, blocks))


def _tried(search: Search) -> Slot | None:
    """The first time on those days that is long enough, whoever is there: when everything is asked for its reason."""
    wish = search.wish
    length = timedelta(minutes=wish.minutes)
    day, closed = wish.first, None
    while day <= wish.last:
        window = search.window(day)
        if window is not None and window.start + length <= window.end:
            for opening in search.openings(day):
                start = max(opening.start, window.start)
                if start + length <= min(opening.end, window.end):
                    return Slot(start, start + length)
            closed = closed or Slot(window.start, window.start + length)
        day += DAY
    return closed


def _refused(desk: Desk, session: Session, search: Search, unit: UnitInfo, tried: _Tried) -> WhyNot:
    house = search.house
    slot, blocks = tried

    def refusal_of(wanted: UnitInfo, people: int) -> errors.DeskError | None:
        asked = prospects.Wish(wanted, slot, people, party_id=search.wish.party_id)
        refusal = prospects.refusal_of(desk, session, house, asked, blocks)
        plans = house.kept_for_plans(wanted) if search.wish.party_id is None else {}
        if refusal is None and plans:
            return errors.PlanNeeded(unit=wanted.name, plans=tuple(plans.values()))
        return refusal

    refusal = refusal_of(unit, search.wish.people)
    if refusal is None:
        for tool in search.wish.kit:
            if (refusal := refusal_of(house.unit(tool), 1)) is not None:
                return WhyNot(unit.id, unit.name, Because.KIT, tool=house.unit(tool).name, refusal=refusal)
    return WhyNot(unit.id, unit.name, Because.REFUSED, refusal=refusal)


def _ways(desk: Desk, session: Session, wish: SpaceWish) -> Iterator[WayOut]:
    """The nearest first; what gives the same space at the same time is told once."""
    told: set[tuple[int, datetime]] = set()
    for instead, other in _other_wishes(desk, session, wish):
        found = Search(desk, session, other).found(most=1).spaces
        if found and (found[0].unit_id, found[0].slot.start) not in told:
            told.add((found[0].unit_id, found[0].slot.start))
            yield WayOut(instead, found[0])


def _other_wishes(desk: Desk, session: Session, wish: SpaceWish) -> Iterator[tuple[Instead, SpaceWish]]:
    if (wish.since, wish.until) != (time(), time()):
        yield Instead.OTHER_HOURS, replace(wish, since=time(), until=time())
    later = wish.last + DAY
    if later < date.max - AHEAD * DAY:
        yield Instead.OTHER_DAY, replace(wish, first=later, last=later + (AHEAD - 1) * DAY)
    seats = [unit.legal_seats for unit in Search(desk, session, wish).looked_through()]
    for fewer in sorted({number for number in seats if wish.people <= 2 * number < 2 * wish.people}, reverse=True):
        smaller = replace(wish, people=fewer)
        if Search(desk, session, smaller).found(most=1).spaces:
            yield Instead.SMALLER, smaller
            break
    if wish.contains:
        yield Instead.WITHOUT, replace(wish, contains=())
    if wish.kit:
        yield Instead.NO_KIT, replace(wish, kit=())
    if wish.most_cents is not None:
        yield Instead.DEARER, replace(wish, most_cents=None)
