"""How full each day is, for whoever looks a month over: the share taken, bookings, events, and what keeps it closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from tierslieu_desk.rules.occupancy import NOTHING, Share
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import planning
from tierslieu_desk.wallclock import DAY, Slot, whole_day

if TYPE_CHECKING:
    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.house import House

LET_FOR_GOOD = frozenset({UnitKind.LOCKER})
"""What nobody books for an hour or a day: it is counted where it is asked for by name alone."""


@dataclass(frozen=True, slots=True)
class OfKind:
    """So many spaces of a kind, and the minutes taken of their open ones."""

    kind: UnitKind
    spaces: int
    share: Share


@dataclass(frozen=True, slots=True)
class DayOccupation:
    """One day. `share`: minutes taken of the open minutes of all spaces asked for, none on a day that is closed.

    Taken is what is booked, what an event holds and what is lent; repairs and closures are not. `closed` is why the
    place is closed, when somebody said why; `bookings` are those that touch the day; `kinds` are in the planning's
    order.
    """

    day: date
    share: Share
    bookings: int
    events: tuple[str, ...]
    opens: bool
    closed: str = ""
    kinds: tuple[OfKind, ...] = ()


class _Held(NamedTuple):
    """A row of `_HELD`."""

    unit_id: int
    starts: str
    ends: str
    booking_id: int | None
    event_title: str | None


_HELD = """
    SELECT h.unit_id, h.starts, h.ends, h.booking_id, e.title
    FROM unit AS u
    CROSS JOIN hold AS h ON h.unit_id = u.id AND h.starts < :ends AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= :starts), :starts)
    LEFT JOIN booking AS b ON b.id = h.booking_id
    LEFT JOIN event_session AS s ON s.id = h.event_session_id
    LEFT JOIN event AS e ON e.id = s.event_id
    WHERE h.ends > :starts AND h.maintenance_id IS NULL AND h.closure_id IS NULL
        AND (b.state IS NULL OR b.state <> 'tentative' OR b.expires > :now)
    ORDER BY h.starts
"""


def days(desk: Desk, first: date, count: int, units: Collection[int] | None = None) -> tuple[DayOccupation, ...]:
    """So many days from the first on, of all that can be booked, or of these `units` alone."""
    span = Slot(whole_day(first).start, whole_day(first + (count - 1) * DAY).end)
    with desk.store.glancing() as seen:
        house = desk.house(seen)
        held = list(map(_Held._make, seen.rows(_HELD, starts=span.start, ends=span.end, now=desk.clock.wall())))
    asked = {u.id: u.kind for u in house.units.values() if not u.retired and _counts(u.id, house, units)}
    spaces = Counter(asked.values())
    opened = _by_day(planning.open_slots(house, span))
    numbers = range(first.toordinal(), first.toordinal() + count)
    taken: dict[int, Counter[UnitKind]] = defaultdict(Counter)
    bookings: dict[int, set[int]] = defaultdict(set)
    events: dict[int, dict[str, None]] = defaultdict(dict)
    for row in held:
        if row.unit_id not in asked:
            continue
        start, end = datetime.fromisoformat(row.starts), datetime.fromisoformat(row.ends)
        last = (end - datetime.resolution).toordinal()
        for number in range(max(start.toordinal(), numbers.start), min(last, numbers.stop - 1) + 1):
            taken[number][asked[row.unit_id]] += _minutes(start, end, opened[number])
            if row.booking_id is not None:
                bookings[number].add(row.booking_id)
            if row.event_title:
                events[number][row.event_title] = None
    return tuple(
        DayOccupation(
            date.fromordinal(number),
            Share(taken[number].total(), len(asked) * _length(opened[number])) if opened[number] else NOTHING,
            len(bookings[number]),
            tuple(events[number]),
            bool(opened[number]),
            _why_closed(house, date.fromordinal(number)),
            tuple(
                OfKind(kind, count, Share(taken[number][kind], count * _length(opened[number])))
                for kind, count in spaces.items()
            ),
        )
        for number in numbers
    )


def _length(slots: Sequence[Slot]) -> int:
    return sum(slot.minutes for slot in slots)


def _counts(unit_id: int, house: House, units: Collection[int] | None) -> bool:
    """Whether it can be held by itself, and is asked for: of a room in parts, its parts."""
    unit = house.units[unit_id]
    if unit.is_pool or unit.parts:
        return False
    return unit.kind not in LET_FOR_GOOD if units is None else bool(house.wholes_of[unit_id] & frozenset(units))


def _by_day(slots: Sequence[Slot]) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots:
        found[slot.start.toordinal()].append(slot)
    return found


def _minutes(start: datetime, end: datetime, opened: Sequence[Slot]) -> int:
    """Minutes of what is taken that lie in open hours."""
    minutes = 0
    for slot in opened:
        if start < slot.end and slot.start < end:
            minutes += int((min(end, slot.end) - max(start, slot.start)).total_seconds()) // 60
    return minutes


def _why_closed(house: House, day: date) -> str:
    whole = whole_day(day)
    said = (closure.reason for closure in house.closures if closure.blocks_bookings and closure.slot.overlaps(whole))
    return next((reason for reason in said if reason), "")
