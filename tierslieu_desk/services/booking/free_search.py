"""What can be had on some days for so long, by so many, with this or that in it: read once, decided in memory.

What is found is what `book` would take: the same rules are asked, the same gaps kept, and the kernel itself where
somebody would have to be seated elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.names import name_key
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import booking_prices, planning, pools, promises
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_rules import Asker, refuse_by_rules
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import DAY, MINUTE, Slot, whole_day

SPACES = frozenset({UnitKind.ROOM, UnitKind.BOOTH, UnitKind.DESK, UnitKind.ZONE})
"""What is looked through when no kind is named: where somebody can be."""
MOST = 20
"""The days that follow are left out once so many were found."""
MOST_DAYS = 62
_QUARTER = timedelta(minutes=15)

_HELD = """
    SELECT h.unit_id, h.asked_unit_id, h.starts, h.ends, h.booking_id
    FROM unit AS u
    CROSS JOIN hold AS h ON h.unit_id = u.id AND h.starts < :ends AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= :starts), :starts)
    WHERE h.ends > :starts
    ORDER BY h.unit_id, h.starts
"""
_EXPIRED = "SELECT id FROM booking WHERE expires <= :now AND state = 'tentative'"


@dataclass(frozen=True, slots=True)
class SpaceWish:
    """Date first: from that day to that one, both included; then for how long, by how many, between which times.

    An `until` of midnight is the end of the day. `contains` is what is to be in it, `kit` the tools to be had with it
    for the same time, `most_cents` the most it may cost, tools and tax included.
    """

    first: date
    last: date
    minutes: int = 60
    people: int = 1
    since: time = time()
    until: time = time()
    contains: tuple[str, ...] = ()
    kit: tuple[int, ...] = ()
    most_cents: int | None = None
    kind: UnitKind | None = None
    group: str = ""
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Space:
    """A unit that would be given for that slot, at that price; `kit_cents` is what the tools cost besides."""

    unit_id: int
    unit: str
    kind: UnitKind
    slot: Slot
    price: Quote
    seats: int
    contains: tuple[str, ...]
    kit_cents: int = 0

    @property
    def cents(self) -> int:
        """All of it."""
        return self.price.gross_cents + self.kit_cents


@dataclass(frozen=True, slots=True)
class Found:
    """In order of time, the smallest that is large enough first; `until` is the last day looked at."""

    spaces: tuple[Space, ...]
    until: date


class Search:
    """One search inside one unit of work that reads. Raises `DaysReversed`, `TooManyDays`, `UnknownUnit`."""

    def __init__(self, desk: Desk, session: Session, wish: SpaceWish) -> None:
        if wish.last < wish.first:
            raise errors.DaysReversed(first=wish.first, last=wish.last)
        if (wish.last - wish.first).days >= MOST_DAYS:
            raise errors.TooManyDays(limit=MOST_DAYS)
        self._desk, self._session, self.wish = desk, session, wish
        self.house: House = desk.house(session)
        self.now = desk.clock.wall()
        self._asker = Asker(session, self.now, wish.party_id)
        self._length = timedelta(minutes=wish.minutes)
        self._openings: dict[date, Sequence[Slot]] = {}
        self._kit = tuple(self.house.unit(tool) for tool in wish.kit)
        self._gaps = {
            unit.id: (timedelta(minutes=unit.buffers.before), timedelta(minutes=unit.buffers.after))
            for unit in self.house.units.values()
        }

    def looked_through(self) -> list[UnitInfo]:
        """Every unit of the kind and the group wished for, whatever is in it; seats of a pool go by their pool."""
        wish = self.wish
        return [
            unit
            for unit in self.house.units.values()
            if not unit.retired
            and unit.pool_id is None
            and (unit.kind is wish.kind if wish.kind is not None else unit.kind in SPACES)
            and (not wish.group or unit.group == wish.group)
        ]

    def lacking(self, unit: UnitInfo) -> tuple[str, ...]:
        """What is wished for and not in it."""
        if not self.wish.contains:
            return ()
        there = {name_key(word) for word in self.house.contains(unit)}
        return tuple(word for word in self.wish.contains if name_key(word) not in there)

    def found(self, most: int = MOST) -> Found:
        """Day by day, until there are so many."""
        units = [
            unit for unit in self.looked_through() if unit.legal_seats >= self.wish.people and not self.lacking(unit)
        ]
        found: list[Space] = []
        day = self.wish.first
        while True:
            if self.openings(day):
                found += sorted(self._of_day(day, units), key=_in_order)
            if day >= self.wish.last or len(found) >= most:
                return Found(tuple(found), day)
            day += DAY

    def window(self, day: date) -> Slot | None:
        """Between which times one may be there that day; None when that is over, or no time at all."""
        midnight = datetime.combine(day, time())
        start = datetime.combine(day, self.wish.since)
        if start < self.now:
            start = max(start, midnight - (midnight - self.now) // _QUARTER * _QUARTER)  # the next quarter of an hour
        end = datetime.combine(day, self.wish.until) if self.wish.until != time() else midnight + DAY
        return Slot(start, end) if start < end else None

    def openings(self, day: date) -> Sequence[Slot]:
        """When one may begin that day."""
        if day not in self._openings:
            self._openings[day] = planning.open_slots(self.house, whole_day(day))
        return self._openings[day]

    def _of_day(self, day: date, units: Sequence[UnitInfo]) -> Iterator[Space]:
        window = self.window(day)
        if window is None or window.start + self._length > window.end:
            return
        for unit in units:
            for slot in self._slots(unit, day, window):
                space = self._space(unit, slot)
                dear = self.wish.most_cents is not None and space.cents > self.wish.most_cents
                if not dear and not space.price.holes:
                    yield space

    def _slots(self, unit: UnitInfo, day: date, window: Slot) -> Iterator[Slot]:
        """The first start in every gap of that day."""
        before: datetime | None = None
        for start in self._starts(unit, day, window):
            slot = Slot(start, start + self._length)
            if not self.can_be_had(unit, slot):
                continue
            if unit.is_pool and before is not None and self._one_seat(unit, Slot(before, slot.end)):
                continue  # that gap was told already
            before = start
            yield slot

    def _starts(self, unit: UnitInfo, day: date, window: Slot) -> list[datetime]:
        latest = window.end - self._length
        starts = {max(opening.start, window.start) for opening in self.openings(day) if opening.end > window.start}
        for wanted in (unit, *self._kit):
            asks = self._gaps[wanted.id][0]
            for leaf in wanted.members if wanted.is_pool else wanted.leaves:
                for end, asked in self._ends[leaf].get(day, ()):
                    starts.add(end + max(asks, self._gaps[asked][1]))
            first = self.house.limits_of(wanted).earliest(self.now)
            if first is not None and first.date() == day:
                starts.add(first)
        return sorted(start for start in starts if window.start <= start <= latest)

    def can_be_had(self, unit: UnitInfo, slot: Slot) -> bool:
        """Whether `book` would take it, the tools with it; what is kept for some, once it is known for whom."""
        wanted = (unit, *self._kit)
        if self.wish.party_id is None and any(map(self.house.kept_for_plans, wanted)):
            return False
        if not self._is_free(unit, slot) or not all(self._is_free(tool, slot) for tool in self._kit):
            return False
        try:
            refuse_by_rules(self.house, unit, slot, self.wish.people, "", self._asker)
            for tool in self._kit:
                refuse_by_rules(self.house, tool, slot, 1, "", self._asker)
            for one in wanted if self._promised else ():
                promises.refuse_wanted_by(self._promised, self._session, self.house, one, slot, self.now)
        except errors.DeskError:
            return False
        return True

    def _is_free(self, unit: UnitInfo, slot: Slot) -> bool:
        if not unit.is_pool:
            return all(self._is_clear(leaf, unit.id, slot) for leaf in unit.leaves)
        return self._one_seat(unit, slot) or pools.has_seat(self._session, self.house, unit, slot, self.now)

    def _one_seat(self, pool: UnitInfo, slot: Slot) -> bool:
        """Whether nobody need be seated elsewhere."""
        return any(self._is_clear(seat, pool.id, slot) for seat in pool.members)

    def _is_clear(self, leaf: int, asks: int, slot: Slot) -> bool:
        """Holds of one unit never overlap: whoever comes before its end and whoever comes after are all there is."""
        starts, held = self._held[leaf]
        before, after = self._gaps[asks]
        number = bisect_left(starts, slot.end)
        if number:
            end, asked = held[number - 1]
            if end + max(before, self._gaps[asked][1]) > slot.start:
                return False
        if number < len(starts):
            asked = held[number][1]
            return slot.end + max(after, self._gaps[asked][0]) <= starts[number]
        return True

    def _space(self, unit: UnitInfo, slot: Slot) -> Space:
        quote = booking_prices.quote_in
        price = quote(self._desk, self._session, unit, slot, self.wish.party_id)
        kit = sum(quote(self._desk, self._session, tool, slot, self.wish.party_id).gross_cents for tool in self._kit)
        return Space(unit.id, unit.name, unit.kind, slot, price, unit.legal_seats, self.house.contains(unit), kit)

    @cached_property
    def _promised(self) -> tuple[promises.OpenSeries, ...]:
        return promises.open_series(self._session, self.wish.last + DAY, None)

    @cached_property
    def _held(self) -> dict[int, tuple[list[datetime], list[tuple[datetime, int]]]]:
        """For each unit that can be held: when it is taken, and until when by whoever asked for which unit."""
        held: dict[int, tuple[list[datetime], list[tuple[datetime, int]]]] = defaultdict(lambda: ([], []))
        longest = max((max(pair) for pair in self._gaps.values()), default=MINUTE)
        since = datetime.combine(self.wish.first, time()) - longest
        until = datetime.combine(self.wish.last, time()) + DAY + max(longest, self._length)
        seen = stores.glance(self._session)
        gone = {number for (number,) in seen.rows(_EXPIRED, now=self.now)}
        read = datetime.fromisoformat
        for unit_id, asked, starts, ends, booking_id in seen.rows(_HELD, starts=since, ends=until):
            if booking_id not in gone:
                of_unit = held[unit_id]
                of_unit[0].append(read(starts))
                of_unit[1].append((read(ends), asked))
        for late in loans_due.still_held(self._session, self.now):
            _keep_holding(held[late.unit_id], late)
        return held

    @cached_property
    def _ends(self) -> dict[int, dict[date, list[tuple[datetime, int]]]]:
        ends: dict[int, dict[date, list[tuple[datetime, int]]]] = defaultdict(dict)
        for leaf, (_starts, held) in self._held.items():
            of_leaf = ends[leaf]
            for end in held:
                of_leaf.setdefault(end[0].date(), []).append(end)
        return ends


def _keep_holding(held: tuple[list[datetime], list[tuple[datetime, int]]], late: loans_due.Late) -> None:
    """What is late is held where nobody else has it, as `loans_due.keep_holding` will have it."""
    starts, ends = held
    taken = [(late.since, late.since)]
    taken += [(start, end[0]) for start, end in zip(starts, ends, strict=True) if late.since <= start < late.until]
    for (_start, free), (next_start, _end) in pairwise([*taken, (late.until, late.until)]):
        if free < next_start:
            number = bisect_left(starts, free)
            starts.insert(number, free)
            ends.insert(number, (next_start, late.asked_unit_id))


def _in_order(space: Space) -> tuple[datetime, int, int]:
    return space.slot.start, space.seats, space.cents
