"""Find a free space: what is shown here is what a booking will be given, since both ask the same kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.opening import opening_slots
from tierslieu_desk.services import booking_prices, holds, loans_due, planning, promises, prospects
from tierslieu_desk.services.booking_prices import Quote
from tierslieu_desk.services.booking_rules import refuse_by_rules
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot, whole_day

MOST_BESIDE = 2


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
                for slot in _starts(house, unit, day, minutes, blocks):
                    if slot.start < now or not _fits(house, unit, slot, people):
                        continue
                    if not holds.would_hold(session, house, unit, slot, now) or _promised(
                        session, house, unit, slot, now
                    ):
                        continue
                    price = booking_prices.quote_in(session, house, unit, slot, party_id)
                    found.append(FreeSpace(unit.id, unit.name, slot, price))
        return tuple(found)

    def beside(self, unit_id: int, slot: Slot, people: int = 1, party_id: int | None = None) -> tuple[FreeSpace, ...]:
        """Instead of a unit that cannot be had: its next free time that day, and others of its kind at that time.

        Nothing is written, and one day of the planning is read. Raises `UnknownUnit`.
        """
        now = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            wanted = house.unit(unit_id)
            blocks = prospects.around(self._desk, session, house, whole_day(slot.start.date()))

            def free(unit: UnitInfo, at: Slot) -> bool:
                wish = prospects.Wish(unit, at, people)
                return prospects.refusal_of(self._desk, session, house, wish, blocks) is None

            later = (
                start
                for start in _starts(house, wanted, slot.start.date(), slot.minutes, blocks)
                if start.start > slot.start and start.start >= now
            )
            found = [(wanted, start) for start in islice((one for one in later if free(wanted, one)), 1)]
            others = (
                unit
                for unit in sorted(house.units.values(), key=lambda unit: unit.legal_seats)
                if _instead(unit, wanted, people)
            )
            found += [(unit, slot) for unit in islice((one for one in others if free(one, slot)), MOST_BESIDE)]
            return tuple(
                FreeSpace(unit.id, unit.name, at, booking_prices.quote_in(session, house, unit, at, party_id))
                for unit, at in found
            )


def _instead(unit: UnitInfo, wanted: UnitInfo, people: int) -> bool:
    same = unit.kind == wanted.kind and unit.id != wanted.id
    return same and not unit.retired and unit.pool_id is None and unit.legal_seats >= people


def _fits(house: House, unit: UnitInfo, slot: Slot, people: int) -> bool:
    try:
        refuse_by_rules(house, unit, slot, people, override="")
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
    house: House, unit: UnitInfo, day: date, minutes: int, blocks: Sequence[planning.PlanningBlock]
) -> list[Slot]:
    leaves = set(unit.members if unit.is_pool else unit.leaves)
    stretches = opening_slots(day, house.hours) if house.hours else (whole_day(day),)
    starts: set[datetime] = {stretch.start for stretch in stretches}
    for block in blocks:
        if block.unit_id in leaves:
            gap = max(unit.buffers.before, house.units[block.asked_unit_id].buffers.after)
            starts.add(block.slot.end + timedelta(minutes=gap))
    length = timedelta(minutes=minutes)
    return [Slot(start, start + length) for start in sorted(starts)]
