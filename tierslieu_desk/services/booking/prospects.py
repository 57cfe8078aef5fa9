"""What would come of a booking before it is one: its price, and what would refuse it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules import buffers
from tierslieu_desk.services.booking import booking_prices, planning, pools, promises, waiting_offers
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_rules import Asker, refuse_by_rules
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Wish:
    """A unit wanted for a slot, by `party_id` once they are named.

    `besides` is the booking that would be moved there, and does not count as taken.
    """

    unit: UnitInfo
    slot: Slot
    people: int = 1
    besides: int | None = None
    party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """The price, what would refuse it, and how many are free of what can be had several times over (a pool)."""

    price: Quote
    refusal: errors.DeskError | None
    free_seats: int | None = None

    @property
    def may_be_overridden(self) -> bool:
        """Whether a facilitator may do it all the same, with a reason."""
        return self.refusal is not None and self.refusal.may_be_overridden


def look(desk: Desk, session: Session, wish: Wish, party_id: int | None) -> Prospect:
    """Inside a unit of work that reads. See `Bookings.look`."""
    house = desk.house(session)
    blocks = around(desk, session, house, wish.slot)
    refusal = refusal_of(desk, session, house, wish, blocks)
    price = booking_prices.quote_in(desk, session, wish.unit, wish.slot, party_id, wish.besides)
    if refusal is None and price.holes:
        hole = price.holes[0]
        refusal = errors.NoPriceThen(unit=wish.unit.name, **errors.slot_facts(hole.start, hole.end))
    return Prospect(price, refusal, _free_seats(wish, blocks))


def around(desk: Desk, session: Session, house: House, slot: Slot) -> Sequence[planning.PlanningBlock]:
    """Whoever is near the slot, as far as the longest gap anybody asks for."""
    longest = max((max(unit.buffers.before, unit.buffers.after) for unit in house.units.values()), default=0)
    margin = timedelta(minutes=longest)
    return planning.read_blocks(stores.glance(session), Slot(slot.start - margin, slot.end + margin), desk)


def refusal_of(
    desk: Desk, session: Session, house: House, wish: Wish, blocks: Sequence[planning.PlanningBlock]
) -> errors.DeskError | None:
    """What stands in the way, the gravest first: somebody has it, more than the law lets in, closed, too near."""
    others = [block for block in blocks if not (block.owner == "booking" and block.owner_id == wish.besides)]
    try:
        if wish.unit.is_pool:
            _refuse_full(desk, session, house, wish, others)
        else:
            _refuse_taken(desk, session, house, wish, others)
        asker = Asker(session, desk.clock.wall(), wish.party_id, wish.besides)
        refuse_by_rules(house, wish.unit, wish.slot, wish.people, "", asker)
        if not wish.unit.is_pool:
            _refuse_near(house, wish, others)
        if house.waits:
            waiting_offers.refuse_overtaking(session, house, wish.unit, wish.slot, desk.clock.wall())
        if wish.besides is None:
            promises.refuse_promised(session, house, wish.unit, wish.slot, desk.clock.wall())
    except errors.DeskError as refusal:
        return refusal
    return None


def who_has(desk: Desk, session: Session, unit_id: int, slot: Slot) -> str:
    """Whose name stands in the way of that unit then; empty when it is free, or when no one of many has it."""
    house = desk.house(session)
    blocks = around(desk, session, house, slot)
    try:
        if not house.unit(unit_id).is_pool:
            _refuse_taken(desk, session, house, Wish(house.unit(unit_id), slot), blocks)
    except errors.SlotTaken as taken:
        return str(taken.facts["by"])
    return ""


def _refuse_full(
    desk: Desk, session: Session, house: House, wish: Wish, others: Sequence[planning.PlanningBlock]
) -> None:
    """One seat that nobody has at any moment of the slot is enough; else the kernel is asked to seat everybody."""
    taken = {block.unit_id for block in others if block.slot.overlaps(wish.slot)}
    if set(wish.unit.members) - taken:
        return
    if not pools.has_seat(session, house, wish.unit, wish.slot, desk.clock.wall()):
        raise errors.PoolFull(unit=wish.unit.name, **errors.slot_facts(wish.slot.start, wish.slot.end))


def _refuse_taken(
    desk: Desk, session: Session, house: House, wish: Wish, others: Sequence[planning.PlanningBlock]
) -> None:
    for block in others:
        if block.unit_id not in wish.unit.leaves or not block.slot.overlaps(wish.slot):
            continue
        asked = house.unit(block.asked_unit_id)
        if asked.is_pool and pools.has_seat(session, house, asked, wish.slot, desk.clock.wall()):
            continue  # whoever sits there asked for no seat of their own, and another one is free
        raise errors.SlotTaken(
            by=_name(block), unit=house.unit(block.unit_id).name, start=block.slot.start, end=block.slot.end
        )


def _refuse_near(house: House, wish: Wish, others: Sequence[planning.PlanningBlock]) -> None:
    mine, slot = wish.unit.buffers, wish.slot
    for block in others:
        if block.unit_id not in wish.unit.leaves or block.slot.overlaps(slot):
            continue
        theirs = house.unit(block.asked_unit_id).buffers
        before = block.slot.end <= slot.start
        ended, starts = (block.slot.end, slot.start) if before else (slot.end, block.slot.start)
        first, second = (theirs, mine) if before else (mine, theirs)
        if not buffers.respects_buffer(ended, first, starts, second):
            raise errors.BufferTooShort(
                unit=house.unit(block.unit_id).name,
                by=_name(block),
                needed=buffers.needed_gap(first, second),
                gap=buffers.gap_minutes(ended, starts),
            )


def _name(block: planning.PlanningBlock) -> str:
    return f"{block.title} · {block.note}" if block.note else block.title


def _free_seats(wish: Wish, blocks: Sequence[planning.PlanningBlock]) -> int | None:
    if not wish.unit.is_pool:
        return None
    taken = {block.unit_id for block in blocks if block.slot.overlaps(wish.slot)}
    return len(set(wish.unit.members) - taken)
