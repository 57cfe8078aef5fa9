"""What the planning shows: units down, time across, one block per thing that takes a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.calendar import SpecialDay, days_of
from tierslieu_desk.rules.opening import open_that_day
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House
from tierslieu_desk.wallclock import Slot, whole_day

if TYPE_CHECKING:
    from pathlib import Path

    from tierslieu_desk.services.booking.booking_list import Asked, ListedBooking
    from tierslieu_desk.services.booking.planning_months import DayOccupation


@dataclass(frozen=True, slots=True)
class PlanningUnit:
    """One row: a unit that can be looked at. `parts` names what a whole is made of; wholes and pools hold nothing."""

    id: int
    name: str
    kind: UnitKind
    group: str
    seats: int
    is_pool: bool
    pool_id: int | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanningBlock:
    """One hold. `owner` is booking, event, loan, maintenance or closure, `owner_id` its number.

    `asked_unit_id` differs from `unit_id` when a part is taken by its whole, or a seat by its pool.
    """

    hold_id: int
    unit_id: int
    asked_unit_id: int
    slot: Slot
    owner: str
    owner_id: int
    title: str
    note: str
    state: str
    movable: bool


@dataclass(frozen=True, slots=True)
class PlanningDays:
    """What is on the planning for some days: rows, blocks, and when the place is open."""

    units: tuple[PlanningUnit, ...]
    blocks: tuple[PlanningBlock, ...]
    open: tuple[Slot, ...]
    special: tuple[SpecialDay, ...] = ()
    """Holidays among those days that mean something here."""


class _Held(NamedTuple):
    """A row of `_BLOCKS`."""

    id: int
    unit_id: int
    asked_unit_id: int
    starts: str
    ends: str
    booking_id: int | None
    event_session_id: int | None
    loan_id: int | None
    maintenance_id: int | None
    closure_id: int
    state: str
    booking_title: str
    booked_by: str
    event_title: str
    event_id: int
    lent_to: str
    maintenance: str
    closure: str | None


_BLOCKS = """
    SELECT h.id, h.unit_id, h.asked_unit_id, h.starts, h.ends,
        h.booking_id, h.event_session_id, h.loan_id, h.maintenance_id, h.closure_id,
        b.state, b.title AS booking_title, bp.name AS booked_by,
        e.title AS event_title, e.id AS event_id, lp.name AS lent_to, m.reason AS maintenance, c.reason AS closure
    FROM unit AS u
    CROSS JOIN hold AS h ON h.unit_id = u.id AND h.starts < :ends AND h.starts >= coalesce(
        (SELECT max(starts) FROM hold WHERE unit_id = u.id AND starts <= :starts), :starts)
    LEFT JOIN booking AS b ON b.id = h.booking_id
    LEFT JOIN party AS bp ON bp.id = b.party_id
    LEFT JOIN event_session AS s ON s.id = h.event_session_id
    LEFT JOIN event AS e ON e.id = s.event_id
    LEFT JOIN loan AS l ON l.id = h.loan_id
    LEFT JOIN party AS lp ON lp.id = l.party_id
    LEFT JOIN maintenance AS m ON m.id = h.maintenance_id
    LEFT JOIN closure AS c ON c.id = h.closure_id
    WHERE h.ends > :starts AND (b.state IS NULL OR b.state <> 'tentative' OR b.expires > :now)
    ORDER BY u.position, u.id, h.starts
"""


class Planning:
    """Reads the planning; nothing is changed here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def day(self, day: date) -> PlanningDays:
        """One day, from midnight to midnight."""
        return self.span(whole_day(day))

    def span(self, span: Slot) -> PlanningDays:
        """Everything that touches the span."""
        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
            blocks = tuple(read_blocks(seen, span, self._desk))
            special = tuple(one for day in days_of(span) for one in house.calendar.of(day))
            return PlanningDays(_units(house), blocks, open_slots(house, span), special)

    def month(self, first: date, count: int, units: Collection[int] | None = None) -> tuple[DayOccupation, ...]:
        """How full each of so many days is, of these spaces; of all that can be booked when none is named."""
        from tierslieu_desk.services.booking import planning_months

        return planning_months.days(self._desk, first, count, units)

    def contains(self, unit_id: int) -> tuple[str, ...]:
        """What whoever comes finds in that unit, in its parts too. Raises `UnknownUnit`."""
        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
            return house.contains(house.unit(unit_id))

    def listed(self, asked: Asked) -> tuple[ListedBooking, ...]:
        """Bookings as lines of a table, as many as one can look at."""
        from tierslieu_desk.services.booking import booking_list

        return booking_list.rows(self._desk, asked)

    def export(self, asked: Asked, out: Path) -> Path:
        """The same as a file, all of them. Raises what `booking_list.export` raises."""
        from tierslieu_desk.services.booking import booking_list

        return booking_list.export(self._desk, asked, out)

    def free_seats(self, unit_id: int, slot: Slot) -> int:
        """How many leaves of a unit, or seats of a pool, nobody holds in that slot."""
        with self._desk.store.glancing() as seen:
            unit = self._desk.house(seen).unit(unit_id)
            leaves = unit.members if unit.is_pool else unit.leaves
            taken = Counter(block.unit_id for block in read_blocks(seen, slot, self._desk))
            return sum(1 for leaf in leaves if not taken[leaf])


def read_blocks(seen: Glance, span: Slot, desk: Desk) -> list[PlanningBlock]:
    """Every hold that touches the span, unit by unit, expired options left out. One statement, one seek a unit."""
    now = desk.clock.wall()
    blocks = []
    for row in map(_Held._make, seen.rows(_BLOCKS, starts=span.start, ends=span.end, now=now)):
        slot = Slot(datetime.fromisoformat(row.starts), datetime.fromisoformat(row.ends))
        owner, owner_id, title, note, state = "closure", row.closure_id, row.closure or "", "", "closed"
        if row.booking_id is not None:
            owner, owner_id, title, note, state = "booking", row.booking_id, row.booked_by, row.booking_title, row.state
            if state == BookingState.CONFIRMED and slot.end <= now:
                state = "no_show"
        elif row.event_session_id is not None:
            owner, owner_id, title, state = "event", row.event_id, row.event_title, BookingState.CONFIRMED
        elif row.loan_id is not None:
            owner, owner_id, title, state = "loan", row.loan_id, row.lent_to, BookingState.CHECKED_IN
        elif row.maintenance_id is not None:
            owner, owner_id, title = "maintenance", row.maintenance_id, row.maintenance
        movable = owner == "booking" and row.asked_unit_id == row.unit_id
        blocks.append(
            PlanningBlock(row.id, row.unit_id, row.asked_unit_id, slot, owner, owner_id, title, note, state, movable)
        )
    return blocks


def _units(house: House) -> tuple[PlanningUnit, ...]:
    return tuple(
        PlanningUnit(
            unit.id,
            unit.name,
            unit.kind,
            unit.group,
            unit.legal_seats,
            unit.is_pool,
            unit.pool_id,
            tuple(house.units[part].name for part in unit.parts),
        )
        for unit in house.units.values()
        if not unit.retired
    )


def open_slots(house: House, span: Slot) -> tuple[Slot, ...]:
    """When bookings may begin in the span: the weekly hours, less the closures that block them."""
    days = (span.end.date() - span.start.date()).days + 1
    slots: list[Slot] = []
    for offset in range(days):
        day = date.fromordinal(span.start.date().toordinal() + offset)
        slots += [stretch for stretch in open_that_day(day, house.hours) if stretch.overlaps(span)]
    for closure in (*house.closures, *house.calendar.closed(span)):
        if closure.blocks_bookings:
            slots = [left for slot in slots for left in _without(slot, closure.slot)]
    return tuple(slots)


def _without(slot: Slot, closed: Slot) -> list[Slot]:
    if not slot.overlaps(closed):
        return [slot]
    left = []
    if slot.start < closed.start:
        left.append(Slot(slot.start, closed.start))
    if closed.end < slot.end:
        left.append(Slot(closed.end, slot.end))
    return left
