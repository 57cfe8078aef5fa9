"""Find a free space: what is shown here is what a booking will be given, since both ask the same kernel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tierslieu_desk import errors
from tierslieu_desk.rules.opening import opening_slots
from tierslieu_desk.services import planning
from tierslieu_desk.services.bookings import NewBooking, Quote, add_booking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot, whole_day


@dataclass(frozen=True, slots=True)
class FreeSpace:
    """A unit that would be given for that slot, at that price."""

    unit_id: int
    unit: str
    slot: Slot
    price: Quote


class _OnlyLooking(Exception):
    pass


class FreeSpaces:
    """Date first, then for how long and for how many."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def on(self, day: date, minutes: int, people: int = 1, party_id: int | None = None) -> tuple[FreeSpace, ...]:
        """The first start in every gap of every unit that seats them, each tried for real and let go again.

        The trial is one writing unit of work that is rolled back, so that rules, buffers, pools and promises are
        those of a booking. Units that are seats of a pool are offered through their pool.
        """
        found: list[FreeSpace] = []
        try:
            with self._desk.store.writing() as session:
                house = self._desk.house(session)
                party = party_id or self._somebody()
                if party is None:
                    return ()
                blocks = planning.read_blocks(session, whole_day(day), self._desk)
                for unit in house.units.values():
                    if unit.retired or unit.pool_id is not None or unit.legal_seats < people:
                        continue
                    for slot in _starts(house, unit, day, minutes, blocks):
                        if slot.end <= self._desk.clock.wall():
                            continue
                        with_trial = self._try(unit, slot, party, people)
                        if with_trial is not None:
                            found.append(with_trial)
                raise _OnlyLooking
        except _OnlyLooking:
            return tuple(found)

    def _somebody(self) -> int | None:
        from sqlalchemy import select

        from tierslieu_desk.models.people import Party

        with self._desk.store.reading() as session:
            return session.execute(select(Party.id).limit(1)).scalar_one_or_none()

    def _try(self, unit: UnitInfo, slot: Slot, party: int, people: int) -> FreeSpace | None:
        try:
            with self._desk.store.writing() as session:
                booked = add_booking(self._desk, session, NewBooking(unit.id, party, slot, people))
                space = FreeSpace(unit.id, unit.name, slot, booked.price)
                raise _Tried(space)
        except _Tried as tried:
            return tried.space
        except errors.DeskError:
            return None


class _Tried(Exception):
    def __init__(self, space: FreeSpace) -> None:
        super().__init__()
        self.space = space


def _starts(house: House, unit: UnitInfo, day: date, minutes: int, blocks: list[planning.PlanningBlock]) -> list[Slot]:
    leaves = set(unit.members if unit.is_pool else unit.leaves)
    gap = timedelta(minutes=max(unit.buffers.before, unit.buffers.after))
    stretches = opening_slots(day, house.hours) if house.hours else (whole_day(day),)
    starts: set[datetime] = {stretch.start for stretch in stretches}
    for block in blocks:
        if block.unit_id in leaves:
            theirs = house.units[block.asked_unit_id].buffers
            starts |= {block.slot.end, block.slot.end + max(gap, timedelta(minutes=theirs.after))}
    length = timedelta(minutes=minutes)
    return [
        Slot(start, start + length)
        for start in sorted(starts)
        if any(stretch.start <= start and start + length <= stretch.end for stretch in stretches)
    ]
