"""Find a free space: what is shown here is what a booking will be given, since both ask the same kernel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.opening import open_that_day
from tierslieu_desk.services.booking import booking_prices, holds, planning, promises, prospects
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_rules import Asker, refuse_by_rules
from tierslieu_desk.services.booking.free_search import Found, Search, SpaceWish
from tierslieu_desk.services.booking.free_why import Nothing, explain
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import Slot, whole_day

MOST_BESIDE = 2
DAYS_AHEAD = 7
"""How many days are looked at, the one asked for included, for when a unit is free next."""
AN_HOUR = timedelta(hours=1)
_HALF_HOUR = timedelta(minutes=30)
_MORNING = timedelta(hours=9)
"""Where the day begins in a place that has told no hours."""


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """A unit that would be given for that slot, at that price."""

    unit_id: int
    unit: str
    slot: Slot
    price: Quote


class FreeSpaces:
    """Date first, then for how long and for how many."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def on(self, day: date, minutes: int, people: int = 1, party_id: int | None = None) -> tuple[FreeSpace, ...]:
        """The first start to come in every gap of every unit that seats them, with its price.

        What has expired, or is overdue, is put right first, in a unit of work of its own; the search only reads.
        Seats of a pool are offered through their pool.
        """
        now = self._desk.clock.wall()
        with self._desk.store.writing() as session:
            holds.expire(session, now)
            loans_due.keep_holding(session, now)
        found = []
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            blocks = planning.read_blocks(stores.glance(session), whole_day(day), self._desk)
            for unit in house.units.values():
                if unit.retired or unit.pool_id is not None or unit.legal_seats < people:
                    continue
                if party_id is None and house.kept_for_plans(unit):
                    continue  # it is offered once it is known for whom
                for slot in _starts(house, unit, day, minutes, blocks, now):
                    if slot.start < now or not _fits(house, unit, slot, people, Asker(session, now, party_id)):
                        continue
                    if not holds.would_hold(session, house, unit, slot, now) or _promised(
                        session, house, unit, slot, now
                    ):
                        continue
                    price = booking_prices.quote_in(self._desk, session, unit, slot, party_id)
                    if not price.holes:
                        found.append(FreeSpace(unit.id, unit.name, slot, price))
        return tuple(found)

    def search(self, wish: SpaceWish) -> Found:
        """What can be had on those days, each with its price: `book` would take every one. Nothing is written.

        Raises `DaysReversed`, `TooManyDays`, `UnknownUnit`.
        """
        with self._desk.store.reading() as session:
            return Search(self._desk, session, wish).found()

    def why_not(self, wish: SpaceWish) -> Nothing:
        """Why a search finds nothing, unit by unit, and what would be free. Raises what `search` raises."""
        with self._desk.store.reading() as session:
            return explain(self._desk, session, wish)

    def next_hour(self, unit_id: int, since: datetime, people: int = 1) -> Slot | None:
        """The first hour from that moment on, that day, in which the unit can be had; None when there is none left.

        A longer or a shorter time of what is booked for no hour.
        It begins on a half hour, or where somebody else ends. Nothing is written, and one day of the planning is read.
        Raises `UnknownUnit`.
        """
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            unit = house.unit(unit_id)
            length = timedelta(minutes=house.limits_of(unit).fitting(60))
            wish = prospects.Wish(unit, Slot(since, since + length), people)
            return next(self._free(session, house, wish), None)

    def beside(
        self, unit_id: int, slot: Slot, people: int = 1, party_id: int | None = None, *, besides: int | None = None
    ) -> tuple[FreeSpace, ...]:
        """Instead of a unit that cannot be had: its next free time, and others of its kind at that time.

        First the same time, as long as it may be, when it was too short or too long.
        The next free time is that day, or else within `DAYS_AHEAD`. The booking `besides` is the one that would be
        moved. Nothing is written, and a day of the planning is read for each looked at. Raises `UnknownUnit`.
        """
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            wanted = house.unit(unit_id)
            blocks = prospects.around(self._desk, session, house, whole_day(slot.start.date()))

            wish = prospects.Wish(wanted, slot, people, besides, party_id)

            def free(unit: UnitInfo, at: Slot) -> bool:
                asked = replace(wish, unit=unit, slot=at)
                return prospects.refusal_of(self._desk, session, house, asked, blocks) is None

            fitting = timedelta(minutes=house.limits_of(wanted).fitting(slot.minutes))
            found = [
                (wanted, one) for one in (Slot(slot.start, slot.start + fitting),) if one != slot and free(wanted, one)
            ]
            found += [(wanted, at) for at in self._later(session, house, wish)]
            others = (
                unit
                for unit in sorted(house.units.values(), key=lambda unit: unit.legal_seats)
                if _instead(unit, wanted, people)
            )
            found += [(unit, slot) for unit in islice((one for one in others if free(one, slot)), MOST_BESIDE)]
            priced = (
                FreeSpace(unit.id, unit.name, at, booking_prices.quote_in(self._desk, session, unit, at, party_id))
                for unit, at in found
            )
            return tuple(space for space in priced if not space.price.holes)

    def _later(self, session: Session, house: House, wish: prospects.Wish) -> Iterator[Slot]:
        """The first time after the slot, as long as it, in which the unit can be had: that day or one of the next."""
        slot = wish.slot
        since = max(slot.start, self._desk.clock.wall())
        first = datetime.combine(since.date(), datetime.min.time())
        for number in range(DAYS_AHEAD):
            start = since if number == 0 else first + timedelta(days=number)
            wished = Slot(start, start + timedelta(minutes=slot.minutes))
            for found in self._free(session, house, replace(wish, slot=wished)):
                if found.start > slot.start:
                    yield found
                    return

    def _free(self, session: Session, house: House, wish: prospects.Wish) -> Iterator[Slot]:
        """Times that day, as long as the one wished and no earlier, in which the unit can be had, in order."""
        unit, wished, now = wish.unit, wish.slot, self._desk.clock.wall()
        day = wished.start.date()
        midnight = datetime.combine(day, datetime.min.time())
        begins = wished.start if house.hours else max(wished.start, midnight + _MORNING)
        half = midnight - (midnight - begins) // _HALF_HOUR * _HALF_HOUR
        blocks = prospects.around(self._desk, session, house, whole_day(day))
        length = timedelta(minutes=wished.minutes)
        starts = {half, *(one.start for one in _starts(house, unit, day, wished.minutes, blocks, now))}
        for start in sorted(one for one in starts if one >= begins and one.date() == day):
            asked = replace(wish, slot=Slot(start, start + length))
            if prospects.refusal_of(self._desk, session, house, asked, blocks) is None:
                yield asked.slot


def _instead(unit: UnitInfo, wanted: UnitInfo, people: int) -> bool:
    same = unit.kind == wanted.kind and unit.id != wanted.id
    return same and not unit.retired and unit.pool_id is None and unit.legal_seats >= people


def _fits(house: House, unit: UnitInfo, slot: Slot, people: int, asker: Asker) -> bool:
    try:
        refuse_by_rules(house, unit, slot, people, "", asker)
    except errors.DeskError:
        return False
    return True


def _promised(session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime) -> bool:
    try:
        promises.refuse_promised(session, house, unit, slot, now)
    except errors.SlotBeyondSeries:
        return True
    return False


def _starts(
    house: House, unit: UnitInfo, day: date, minutes: int, blocks: Sequence[planning.PlanningBlock], now: datetime
) -> list[Slot]:
    leaves = set(unit.members if unit.is_pool else unit.leaves)
    starts: set[datetime] = {stretch.start for stretch in open_that_day(day, house.hours)}
    for block in blocks:
        if block.unit_id in leaves:
            gap = max(unit.buffers.before, house.units[block.asked_unit_id].buffers.after)
            starts.add(block.slot.end + timedelta(minutes=gap))
    first = house.limits_of(unit).earliest(now)
    if first is not None and first.date() == day:
        starts.add(first)
    length = timedelta(minutes=minutes)
    return [Slot(start, start + length) for start in sorted(starts)]
