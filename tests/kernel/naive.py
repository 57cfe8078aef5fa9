"""The kernel as a child would do it: lists and brute force, nothing of the package. The real one must agree with it.

What is decided here, from the house rules:
- a slot is `[start, end)`; holding a whole holds its leaves; a pool booking takes any one seat;
- two neighbours on one leaf leave `max(after of the first, before of the second)` minutes, by what each asked for;
  a facilitator's reason waives it for the new one, and who sits too close already may stay so;
- who asked for any seat, has not begun and has not come may be seated elsewhere before anyone is refused;
- an option whose hour has passed holds nothing, whether or not somebody has swept it;
- a date that was called off or given up, or whose people are here, stays where it is when its series is moved;
- what came out of a calendar comes once, whatever became of it here;
- what somebody's plans let them have of a kind of unit is counted by the calendar: hours where they lie, bookings
  where they begin, of all that holds; of several plans that count that kind, one that lets them is enough;
- whoever waits in line is given what can be had, first come first served, as an option of a day that ends when the time
  itself begins; who left waits no longer, and who comes back stands where they stood;
- an open series promises its dates beyond those it has made; a booking may not break a promise that could be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

MINUTE = timedelta(minutes=1)


@dataclass
class NUnit:
    """A leaf, a whole (parts) or a pool (members)."""

    id: int
    parts: tuple[int, ...] = ()
    members: tuple[int, ...] = ()
    before: int = 0
    after: int = 0
    kind: str = ""


@dataclass
class NQuota:
    """So many minutes, or so many bookings, of a kind of unit in a `day`, a `week` or a `month`."""

    kind: str
    span: str
    minutes: int | None = None
    times: int | None = None


@dataclass
class NPlan:
    """What somebody has from a day on, and how much it lets them have; the shortest spans first."""

    since: date
    quotas: Sequence[NQuota]


@dataclass
class NWish:
    """Somebody's place in the line, for a unit or (None) for any room; `offer` is the booking they were given."""

    id: int
    who: str
    unit: int | None
    start: datetime
    end: datetime
    state: str = "waiting"
    offer: NOwner | None = None


@dataclass
class NOwner:
    """Whoever holds something: a booking, or a repair or a closure of a unit (`who` is then its reason)."""

    kind: str
    id: int
    who: str
    unit: int
    start: datetime
    end: datetime
    state: str = "confirmed"
    expires: datetime | None = None
    series: int | None = None
    on: date | None = None
    """The day its series made it for, wherever it was moved since."""

    def holds(self, now: datetime) -> bool:
        live = self.state in {"confirmed", "checked_in", "repair"}
        return live or (self.state == "tentative" and self.expires is not None and self.expires > now)


@dataclass
class NSeries:
    """Every week at the same hour, for ever."""

    id: int
    who: str
    unit: int
    start: datetime
    end: datetime
    made_until: date
    ended: bool = False

    def dates(self, after: date, until: date) -> Iterator[tuple[datetime, datetime]]:
        start, end = self.start, self.end
        while start.date() <= until:
            if start.date() > after:
                yield start, end
            start, end = start + timedelta(days=7), end + timedelta(days=7)


@dataclass
class Seated:
    """One hold on a leaf as somebody looking at the wall sees it. `seat` None: wanted, anywhere in the pool."""

    seat: int | None
    start: datetime
    end: datetime
    before: int
    after: int
    key: object
    lenient: bool = False


@dataclass
class Naive:
    """The whole house in memory."""

    units: dict[int, NUnit]
    now: datetime
    opens: time = time(8)
    closes: time = time(20)
    owners: list[NOwner] = field(default_factory=list)
    series: list[NSeries] = field(default_factory=list)
    closures: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)
    brought: set[tuple[int, str, str]] = field(default_factory=set)
    """What came out of calendars: into which unit, under which name, which of its dates."""
    line: list[NWish] = field(default_factory=list)
    """In the order in which they asked."""
    plans: dict[str, list[NPlan]] = field(default_factory=dict)
    """Whose plans count what they have."""
    seats: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    """What each owner holds, as last seen on the wall: only this the model is told."""

    def leaves(self, unit: int) -> set[int]:
        parts = self.units[unit].parts
        return {unit} if not parts else {leaf for part in parts for leaf in self.leaves(part)}

    def pool_of(self, leaf: int) -> int | None:
        return next((unit.id for unit in self.units.values() if leaf in unit.members), None)

    def reached(self, mine: NOwner, *, following: bool) -> list[NOwner]:
        """The dates of its series that a change of this one reaches: from its own beginning on, or all to come."""
        since = mine.start if following else self.now
        return [o for o in self.owners if o.kind == "booking" and o.series == mine.series and o.start >= since]

    def would_do(self, wish: NWish) -> list[int]:
        """The units they could be given now."""
        rooms = [unit.id for unit in self.units.values() if unit.kind == "room"]
        units = rooms if wish.unit is None else [wish.unit]
        return [unit for unit in units if self.refusal(unit, wish.start, wish.end, who=wish.who) is None]

    # -- deciding -----------------------------------------------------------------------------------------------------

    def refusal(
        self,
        unit: int,
        start: datetime,
        end: datetime,
        *,
        override: bool = False,
        besides: int | None = None,
        promises: bool = True,
        booking: bool = True,
        without: Sequence[NOwner] = (),
        who: str = "",
    ) -> str | None:
        """Why not, as the name of the error, or None."""
        stays = override and any((owner.start, owner.end) == (start, end) for owner in without)
        if booking and self.closed_on_purpose(start, end) and not stays:  # who was there before may stay, with a reason
            return "ClosedOnPurpose"
        if booking and not override and not self.open(start, end):
            return "PlaceClosed"
        if not override and (too_much := self.over_quota(who, unit, start, end, without)) is not None:
            return too_much
        if booking and promises and self.breaks_promise(unit, start, end, besides, without):
            return "SlotBeyondSeries"
        if self.units[unit].members:
            wanted = [self._seated(unit, None, start, end, "new", lenient=override)]
            return None if self.seatable(unit, wanted, without) else "PoolFull"
        return self._leaf_refusal(unit, start, end, override, without)

    def closed_on_purpose(self, start: datetime, end: datetime) -> bool:
        """Hours are set aside with a reason; what somebody closed is opened first."""
        return any(a < end and start < b for a, b in self.closures.values())

    def open(self, start: datetime, end: datetime) -> bool:
        moment = start
        while moment < end:
            if moment.weekday() >= 5 or not self.opens <= moment.time() < self.closes:
                return False
            if any(a <= moment < b for a, b in self.closures.values()):
                return False
            moment += timedelta(minutes=5)
        return True

    def over_quota(self, who: str, unit: int, start: datetime, end: datetime, without: Sequence[NOwner]) -> str | None:
        kind = self.units[unit].kind
        theirs = [
            (owner.start, owner.end)
            for owner in self.owners
            if owner.kind == "booking" and owner.who == who and self.units[owner.unit].kind == kind
            if owner.holds(self.now) and owner not in without
        ]
        told = []
        for plan in self.plans.get(who, ()):
            counting = [quota for quota in plan.quotas if quota.kind == kind]
            if counting and plan.since <= start.date():
                told.append(next((no for quota in counting if (no := _uses_up(quota, theirs, (start, end)))), None))
        return told[0] if told and None not in told else None

    def _leaf_refusal(
        self, unit: int, start: datetime, end: datetime, override: bool, without: Sequence[NOwner]
    ) -> str | None:
        direct = self._on_leaves(unit, self.leaves(unit), start, end, override, without)
        pooled: dict[int, list[int]] = {}
        for leaf in self.leaves(unit):
            pool = self.pool_of(leaf)
            if pool is not None:
                pooled.setdefault(pool, []).append(leaf)
        if direct is None or not pooled:
            return direct
        rest = self.leaves(unit) - {leaf for leaves in pooled.values() for leaf in leaves}
        if self._on_leaves(unit, rest, start, end, override, without) is not None:
            return direct
        for pool, leaves in pooled.items():
            wanted = [self._seated(unit, leaf, start, end, ("new", leaf), lenient=override) for leaf in leaves]
            if not self.seatable(pool, wanted, without):
                return direct
        return None

    def _on_leaves(
        self, unit: int, leaves: set[int], start: datetime, end: datetime, override: bool, without: Sequence[NOwner]
    ) -> str | None:
        close = False
        for leaf in leaves:
            there = [seated for seated in self._wall(without) if seated.seat == leaf]
            if any(seated.start < end and start < seated.end for seated in there):
                return "SlotTaken"
            new = self._seated(unit, leaf, start, end, "new")
            row = sorted([*there, new], key=lambda seated: seated.start)
            close |= any(new in pair and too_close(*pair) for pair in pairwise(row))
        return "BufferTooShort" if close and not override else None

    def breaks_promise(
        self, unit: int, start: datetime, end: datetime, besides: int | None, without: Sequence[NOwner]
    ) -> bool:
        promised = []
        for series in self.series:
            if not series.ended and series.id != besides:
                for a, b in series.dates(series.made_until, end.date()):
                    if a < end and start < b:
                        promised.append((series, a, b))
        mine = self.units[unit]
        for series, _, _ in promised:
            theirs = self.units[series.unit]
            if not mine.members and not theirs.members and self.leaves(unit) & self.leaves(series.unit):
                return True
        pools = {unit} if mine.members else {pool for leaf in self.leaves(unit) if (pool := self.pool_of(leaf))}
        for pool in pools:
            kept: list[Seated] = []
            for series, a, b in promised:
                wished = self._wished(pool, series.unit, a, b, series.id)
                if not wished or not self.seatable(pool, [*kept, *wished], without):
                    continue
                kept += wished
                if not self.seatable(pool, [*kept, *self._wished(pool, unit, start, end, "new")], without):
                    return True
        return False

    def _wished(self, pool: int, unit: int, start: datetime, end: datetime, key: object) -> list[Seated]:
        if unit == pool:
            return [Seated(None, start, end, 0, 0, key, lenient=True)]
        if self.units[unit].members:
            return []
        seats = self.leaves(unit) & set(self.units[pool].members)
        return [Seated(seat, start, end, 0, 0, (key, seat), lenient=True) for seat in sorted(seats)]

    # -- who sits where ------------------------------------------------------------------------------------------------

    def _seated(
        self, unit: int, seat: int | None, start: datetime, end: datetime, key: object, *, lenient: bool = False
    ) -> Seated:
        asked = self.units[unit]
        return Seated(seat, start, end, asked.before, asked.after, key, lenient)

    def _wall(self, without: Sequence[NOwner] = ()) -> list[Seated]:
        return [
            self._seated(owner.unit, leaf, owner.start, owner.end, (owner.kind, owner.id))
            for owner in self.owners
            if owner.holds(self.now) and owner not in without
            for leaf in self.seats[owner.kind, owner.id]
        ]

    def floats(self, owner: NOwner) -> bool:
        pooled = owner.kind == "booking" and bool(self.units[owner.unit].members)
        return pooled and owner.state != "checked_in" and owner.start > self.now

    def seatable(self, pool: int, wanted: Sequence[Seated], without: Sequence[NOwner]) -> bool:
        """Try every way to seat the wanted and those who may be moved, around those who may not."""
        members = self.units[pool].members
        day = {w.start.date() for w in wanted} | {w.end.date() for w in wanted}
        there = [s for s in self._wall(without) if s.seat in members and {s.start.date(), s.end.date()} & day]
        movable = {(o.kind, o.id) for o in self.owners if self.floats(o) and o.unit == pool}
        tolerated = set()
        for member in members:
            row = sorted((s for s in there if s.seat == member), key=lambda s: s.start)
            tolerated |= {(a.key, b.key) for a, b in pairwise(row) if too_close(a, b)}
        fixed = [s for s in [*there, *wanted] if s.seat is not None and s.key not in movable]
        free = [s for s in [*there, *wanted] if s.seat is None or s.key in movable]
        rows: dict[int, list[Seated]] = {member: [s for s in fixed if s.seat == member] for member in members}
        return _try_all(rows, free, tolerated)


def _in_span(day: date, span: str) -> object:
    return {"day": day, "week": day.isocalendar()[:2], "month": (day.year, day.month)}[span]


def _by_span(start: datetime, end: datetime, span: str) -> Iterator[tuple[object, int]]:
    """In which days, weeks or months it lies, piece by piece, and for how many minutes."""
    while start < end:
        piece = min(end, datetime.combine(start.date() + timedelta(days=1), time()))
        yield _in_span(start.date(), span), int((piece - start) / MINUTE)
        start = piece


def _uses_up(quota: NQuota, theirs: Sequence[tuple[datetime, datetime]], new: tuple[datetime, datetime]) -> str | None:
    if quota.times is not None:
        mine = _in_span(new[0].date(), quota.span)
        made = [1 for start, _end in [*theirs, new] if _in_span(start.date(), quota.span) == mine]
        return "QuotaTimes" if len(made) > quota.times else None
    assert quota.minutes is not None
    reached = {where for where, _minutes in _by_span(*new, quota.span)}
    for where in reached:
        pieces = [piece for one in [*theirs, new] for piece in _by_span(*one, quota.span)]
        if sum(minutes for at, minutes in pieces if at == where) > quota.minutes:
            return "QuotaHours"
    return None


def too_close(first: Seated, second: Seated) -> bool:
    """Whether the second starts before the gap the two need has passed."""
    return second.start - first.end < max(first.after, second.before) * MINUTE


def _row_fits(row: Sequence[Seated], tolerated: set[tuple[object, object]]) -> bool:
    for first, second in pairwise(sorted(row, key=lambda s: s.start)):
        if second.start < first.end:
            return False
        waived = first.lenient or second.lenient or (first.key, second.key) in tolerated
        if not waived and too_close(first, second):
            return False
    return True


def _overlap(row: Sequence[Seated], new: Seated) -> bool:
    return any(s.start < new.end and new.start < s.end for s in row)


def _try_all(rows: dict[int, list[Seated]], free: Sequence[Seated], tolerated: set[tuple[object, object]]) -> bool:
    if not free:
        return all(_row_fits(row, tolerated) for row in rows.values())
    new, rest = free[0], free[1:]
    for member, row in rows.items():
        if not _overlap(row, new) and _try_all({**rows, member: [*row, new]}, rest, tolerated):
            return True
    return False
