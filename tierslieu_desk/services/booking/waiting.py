"""The waiting list: who waits for what somebody else has, first come first served, and what was offered to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.store import LET_GO
from tierslieu_desk.models.waiting import Waiting
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.rules.waiting import OFFER_HOURS, WaitingState
from tierslieu_desk.services.booking import booking_work, holds, waiting_offers
from tierslieu_desk.services.booking.booking_rules import Asker, refuse_by_rules
from tierslieu_desk.services.booking.booking_undo import Act, standing
from tierslieu_desk.services.money import charges
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk
    from tierslieu_desk.services.house import House

SHOWN = 200
"""As many of somebody's or of a unit's are shown."""
IN_FORCE = frozenset({"waiting", "offered"})
"""States of a row in which something may still come of it."""


@dataclass(frozen=True, slots=True)
class NewWish:
    """Who waits for what: a unit, or any of a `kind` that seats so many."""

    party_id: int
    slot: Slot
    unit_id: int | None = None
    kind: UnitKind | None = None
    people: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One place in the line as it stands now.

    `state` is a `WaitingState`, or what became of the offer, computed now: "taken", "refused", "missed" (it expired),
    or "over" (its time has begun and nothing was free). `unit` is empty for any unit of a `kind`. `place` in the line:
    1 is the first of those who want a part of the same; 0 when they wait no longer. `until`: how long the offer holds.
    """

    id: int
    party_id: int
    party: str
    phone: str
    unit_id: int | None
    unit: str
    kind: str
    slot: Slot
    people: int
    note: str
    asked: datetime
    state: str
    place: int = 0
    booking_id: int | None = None
    offered: str = ""
    until: datetime | None = None


class WaitingList:
    """Joined, left, looked at. Offers are made by whatever lets go of a time (`waiting_offers`)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def join(self, new: NewWish) -> int:
        """Get in line, at its end. What is free after all is offered at once.

        Raises `UnknownUnit`, `UnknownPerson`, `MissingFact`, `NothingToWaitFor`, `AlreadyWaiting`, and what no freeing
        changes: `OverCapacity`, `PlaceClosed`.
        """
        with self._desk.store.writing() as session:
            house = self._desk.house(session)
            charges.owing(session, new.party_id)
            if new.slot.start <= self._desk.clock.wall():
                raise errors.NothingToWaitFor(start=new.slot.start)
            if new.people < 1:
                raise errors.MissingFact(field="people")
            self._refuse_hopeless(session, house, new)
            self._refuse_twice(session, new)
            row = Waiting(
                party_id=new.party_id,
                unit_id=new.unit_id,
                kind=None if new.unit_id is not None else new.kind,
                people=new.people,
                starts=new.slot.start,
                ends=new.slot.end,
                note=new.note.strip(),
                asked_at=self._desk.clock.now(),
                state=WaitingState.WAITING,
            )
            session.add(row)
            session.flush()
            self._desk.note(session, "wait", "waiting", row.id)
            session.info.setdefault(LET_GO, [])
            return row.id

    def _refuse_hopeless(self, session: Session, house: House, new: NewWish) -> None:
        asker = Asker(session, self._desk.clock.wall(), new.party_id, counting=False)
        refusal: errors.DeskError = errors.MissingFact(field="unit")
        for unit in waiting_offers.wished(house, new.unit_id, new.kind, new.people):
            try:
                refuse_by_rules(house, unit, new.slot, new.people, "", asker)
            except errors.DeskError as one:
                refusal = one
            else:
                return
        raise refusal

    def _refuse_twice(self, session: Session, new: NewWish) -> None:
        same = select(Waiting.asked_at, Party.name).join(Party, Party.id == Waiting.party_id)
        same = same.where(Waiting.state == WaitingState.WAITING, Waiting.party_id == new.party_id)
        same = same.where(Waiting.starts == new.slot.start, Waiting.ends == new.slot.end)
        same = same.where(Waiting.unit_id.is_(new.unit_id) if new.unit_id is None else Waiting.unit_id == new.unit_id)
        found = session.execute(same).first()
        if found is not None:
            raise errors.AlreadyWaiting(name=found.name, since=self._desk.clock.to_wall(found.asked_at))

    def leave(self, number: int) -> Act | None:
        """They wait no longer, or do not want what was offered: it goes to the next. `Act` of the offer, to undo it.

        Raises `NotFound`, `AlreadyDone`.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            row = self._loaded(session, number)
            if row.state == WaitingState.OFFERED:
                offer = session.get_one(Booking, row.booking_id)
                if offer.state != BookingState.TENTATIVE:
                    raise errors.AlreadyDone(what=offer.state, on=offer.starts.date())
                before = standing(offer)
                booking_work.cancel_booking(self._desk, session, offer, "")
                session.refresh(offer)
                return Act(offer.id, offer.version, before)
            if row.state != WaitingState.WAITING:
                raise errors.AlreadyDone(what=row.state, on=row.starts.date())
            row.state = WaitingState.LEFT
            session.flush()
            self._desk.note(session, "leave", "waiting", number)
            return None

    def back(self, number: int) -> None:
        """They wait again, where they stood in the line. Raises `NotFound`, `AlreadyDone`."""
        with self._desk.store.writing() as session:
            row = self._loaded(session, number)
            if row.state != WaitingState.LEFT:
                raise errors.AlreadyDone(what=row.state, on=row.starts.date())
            row.state = WaitingState.WAITING
            session.flush()
            self._desk.note(session, "wait", "waiting", number)
            session.info.setdefault(LET_GO, [])

    def settle(self) -> tuple[int, ...]:
        """Offer what is free now: what an option that expired left behind. The numbers of the offers made."""
        with self._desk.store.writing() as session:
            return waiting_offers.serve(self._desk, session) if self._desk.house(session).waits else ()

    def hours(self) -> int:
        """For how long an offer is kept."""
        with self._desk.store.reading() as session:
            return session.scalar(select(Place.offer_hours)) or OFFER_HOURS

    def set_hours(self, hours: int) -> int:
        """From the next offer on. Returns what it was. Raises `NotFound`, `NotAnAmount`."""
        if hours < 1:
            raise errors.NotAnAmount(text=str(hours), example=str(OFFER_HOURS))
        with self._desk.store.writing() as session:
            place = session.get(Place, 1)
            if place is None:
                raise errors.NotFound(what="place", id=1)
            before, place.offer_hours = place.offer_hours, hours
            session.flush()
            self._desk.note(session, "offer_hours", "place", 1, hours=hours)
            return before

    def of_person(self, party_id: int) -> tuple[WaitingRow, ...]:
        """What they wait for, or were offered, that is still to come; the soonest first."""
        return tuple(row for row in self._to_come() if row.party_id == party_id and row.state in IN_FORCE)

    def of_unit(self, unit_id: int, slot: Slot | None = None) -> tuple[WaitingRow, ...]:
        """Who waits for that unit, or for any that it is one of, in their order; only what meets that slot, if given.

        Of what is still to come, those who wait no longer too. Raises `UnknownUnit`.
        """
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            unit = house.unit(unit_id)
            leaves = set(unit.leaves or unit.members)
        near = (row for row in self._to_come() if leaves & _leaves(house, row))
        return tuple(row for row in near if slot is None or row.slot.overlaps(slot))[:SHOWN]

    def all(self) -> tuple[WaitingRow, ...]:
        """Everybody, of what is still to come, in their order."""
        return self._to_come()

    def get(self, number: int) -> WaitingRow:
        """One of what is still to come. Raises `NotFound`."""
        found = next((row for row in self._to_come() if row.id == number), None)
        if found is None:
            raise errors.NotFound(what="waiting", id=number)
        return found

    def anybody(self) -> bool:
        """Whether anybody waits or was offered something still to come."""
        with self._desk.store.glancing() as seen:
            now = self._desk.clock.wall()
            return (
                seen.row("SELECT 1 FROM waiting WHERE starts > :now AND state <> 'left' LIMIT 1", now=now) is not None
            )

    def _to_come(self) -> tuple[WaitingRow, ...]:
        now = self._desk.clock.wall()
        wanted = (
            select(Waiting, Party.name, Party.phone, Booking)
            .join(Party, Party.id == Waiting.party_id)
            .outerjoin(Booking, Booking.id == Waiting.booking_id)
            .where(Waiting.ends > now)
            .order_by(Waiting.asked_at, Waiting.id)
        )
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            rows = [
                self._row(house, waiting, (name, phone), offer, now)
                for waiting, name, phone, offer in session.execute(wanted)
            ]
            return tuple(_placed(house, rows))

    def _row(
        self, house: House, waiting: Waiting, who: tuple[str, str], offer: Booking | None, now: datetime
    ) -> WaitingRow:
        return WaitingRow(
            waiting.id,
            waiting.party_id,
            *who,
            waiting.unit_id,
            "" if waiting.unit_id is None else house.unit(waiting.unit_id).name,
            waiting.kind or house.unit(waiting.unit_id or 0).kind,
            Slot(waiting.starts, waiting.ends),
            waiting.people,
            waiting.note,
            self._desk.clock.to_wall(waiting.asked_at),
            _state(waiting, offer, now),
            0,
            waiting.booking_id,
            "" if offer is None else house.unit(offer.unit_id).name,
            None if offer is None else offer.expires,
        )

    def _loaded(self, session: Session, number: int) -> Waiting:
        row = session.get(Waiting, number)
        if row is None:
            raise errors.NotFound(what="waiting", id=number)
        return row


def _leaves(house: House, row: WaitingRow) -> set[int]:
    """The leaves of every unit that would do."""
    units = waiting_offers.wished(house, row.unit_id, row.kind, row.people)
    return {leaf for unit in units for leaf in (unit.leaves or unit.members)}


def _placed(house: House, rows: Sequence[WaitingRow]) -> Iterator[WaitingRow]:
    """Each with its place: one after those who came before and want a part of the same at that time."""
    before: list[tuple[Slot, set[int]]] = []
    for row in rows:
        if row.state != WaitingState.WAITING:
            yield row
            continue
        leaves = _leaves(house, row)
        yield replace(row, place=1 + sum(slot.overlaps(row.slot) and bool(leaves & theirs) for slot, theirs in before))
        before.append((row.slot, leaves))


def _state(waiting: Waiting, offer: Booking | None, now: datetime) -> str:
    if offer is None:
        return "over" if waiting.state == WaitingState.WAITING and waiting.starts <= now else str(waiting.state)
    if offer.state == BookingState.TENTATIVE:
        return "missed" if offer.expires is not None and offer.expires <= now else "offered"
    return {BookingState.EXPIRED: "missed", BookingState.CANCELLED: "refused"}.get(BookingState(offer.state), "taken")
