"""Closing exceptionally (snow, a power cut): everyone hit, what becomes of each, the closure, in one unit of work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.events import Event, EventSession
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import BookingState, RegistrationState
from tierslieu_desk.services.booking import holds, planning
from tierslieu_desk.services.booking.booking_undo import Act, standing
from tierslieu_desk.services.booking.booking_work import cancel_bookings, loaded, resettle
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event import event_details
from tierslieu_desk.services.event.events import Events
from tierslieu_desk.services.house import House
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import DAY, Slot

OFFERED, DAYS_AHEAD = 3, 21
"""How many other times are offered for one line, and how far after the closure they are looked for."""


class Fate(StrEnum):
    """What becomes of a line."""

    CANCEL = "cancel"
    MOVE = "move"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Closing:
    """From when to when, why, and which units; none of them: the whole place."""

    slot: Slot
    reason: str = ""
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to be told, and how they are reached."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A booking, or one sitting of an event, that stands in the closing. `id` is the booking's or the sitting's.

    `invoiced` is the number of the invoice it is on already: a credit note is for somebody to write. `sittings` is
    how many the event has; called off is the event, with all of them. `here`: they have arrived.
    """

    owner: str
    id: int
    version: int
    title: str
    unit_id: int
    unit: str
    slot: Slot
    people: tuple[Reach, ...]
    party_id: int | None = None
    headcount: int = 1
    invoiced: str = ""
    event_id: int | None = None
    sittings: int = 1
    here: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a line; `to` and `unit_id` say where it is moved."""

    hit: Hit
    fate: Fate
    to: Slot | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """What was done, and all it takes to undo it: nothing undoes an event called off."""

    closing: Closing
    closures: tuple[int, ...]
    acts: tuple[Act, ...]
    sittings: tuple[tuple[int, int, Slot], ...]
    decisions: tuple[Decision, ...]
    back: tuple[tuple[int, int], ...] = ()
    """Bookings called off that hours sold ahead had paid for, each with the minutes that came back."""

    @property
    def may_be_undone(self) -> bool:
        """Whether all of it can be taken back."""
        return not any(one.hit.owner == "event" and one.fate is Fate.CANCEL for one in self.decisions)


@asking({Right.SETTINGS: "close take_back"})
class ExceptionalClosures:
    """The assistant for a day on which nobody can come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hits(self, closing: Closing) -> tuple[Hit, ...]:
        """Everything to come that stands in it, by its beginning. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            return self._hits(session, closing)

    def offers(self, hit: Hit, closing: Closing) -> tuple[tuple[Slot, int], ...]:
        """Other times, as long, that can be had, each with its unit; nothing is kept.

        Another such space then, later that day, or the same hour of the next days.
        """
        found = (
            (slot, unit_id)
            for slot, unit_id in self._candidates(hit, closing)
            if self._can_be_had(hit, slot, unit_id, closing)
        )
        return tuple(islice(found, OFFERED))

    def close(self, closing: Closing, decisions: Sequence[Decision]) -> Closed:
        """Cancel, move or leave each line, free of any fee, and close: all of it, or nothing.

        What was invoiced stays owed until its credit note. Raises `ChangedMeanwhile` when another line stands in it by
        now or one differs, `InvoiceAlreadyIssued` for an event or a move on an invoice, `PlaceClosed` when a line
        would be moved into the closing, and what `Bookings.move`, `Events.cancel` and `Places.add_closure` raise.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            self._refuse_changed(session, closing, decisions)
            back = self._paid_in_hours(session, decisions)
            acts = self._cancel(session, closing, decisions)
            events = {one.hit.event_id for one in decisions if one.hit.owner == "event" and one.fate is Fate.CANCEL}
            for event_id in sorted(number for number in events if number is not None):
                Events(self._desk).cancel(event_id)
            moved, sittings = self._move(session, closing, decisions)
            units: Sequence[int | None] = closing.unit_ids or (None,)
            closures = Places(self._desk).add_closures(
                [NewClosure(closing.slot, closing.reason, unit_id) for unit_id in units]
            )
            facts = {"lines": len(decisions), "closures": closures, "reason": closing.reason}
            self._desk.note(session, "close_exceptionally", "closure", closures[0], **facts)
            return Closed(closing, closures, (*acts, *moved), sittings, tuple(decisions), back)

    def take_back(self, closed: Closed) -> None:
        """Open again, and have every line stand as it stood; all of it, or nothing.

        Raises `AlreadyDone` when an event was called off, and what `Bookings.take_back` raises.
        """
        if not closed.may_be_undone:
            raise errors.AlreadyDone(what="event_cancelled", on=closed.closing.slot.start)
        with self._desk.store.writing() as session:
            Places(self._desk).remove_closures(closed.closures)
            for act in closed.acts:
                holds.release(session, Owner("booking_id", act.booking_id))
            for act in closed.acts:
                Bookings(self._desk).take_back(act)
            for session_id, unit_id, slot in closed.sittings:
                self._sit(session, session_id, unit_id, slot)

    def _hits(self, session: Session, closing: Closing) -> tuple[Hit, ...]:
        house, now = self._desk.house(session), self._desk.clock.wall()
        seen = stores.glance(session)
        leaves = _leaves(house, closing)
        blocks = [
            block
            for block in planning.read_blocks(seen, closing.slot, self._desk)
            if (leaves is None or block.unit_id in leaves) and block.slot.end > now
        ]
        bookings = sorted({block.owner_id for block in blocks if block.owner == "booking"})
        events = sorted({block.owner_id for block in blocks if block.owner == "event"})
        found = [*self._booked(session, house, bookings), *self._sat(session, house, closing, events, leaves)]
        return tuple(sorted(found, key=lambda hit: (hit.slot.start, hit.unit, hit.id)))

    def _booked(self, session: Session, house: House, numbers: Sequence[int]) -> Iterator[Hit]:
        rows = session.execute(
            select(Booking, Party.name, Party.phone, Party.email)
            .join(Party, Party.id == Booking.party_id)
            .where(Booking.id.in_(numbers))
        ).all()
        invoiced = charges.invoiced_of(session, numbers) if numbers else {}
        for booking, name, phone, email in rows:
            yield Hit(
                "booking",
                booking.id,
                booking.version,
                " · ".join(text for text in (name, booking.title) if text),
                booking.unit_id,
                house.unit(booking.unit_id).name,
                Slot(booking.starts, booking.ends),
                (Reach(name, phone, email),),
                party_id=booking.party_id,
                headcount=booking.people,
                invoiced=invoiced.get(booking.id, ""),
                here=booking.state == BookingState.CHECKED_IN,
            )

    def _sat(
        self, session: Session, house: House, closing: Closing, events: Sequence[int], leaves: set[int] | None
    ) -> Iterator[Hit]:
        seen = stores.glance(session)
        for event_id in events:
            detail = event_details.detail(seen, event_id)
            coming = tuple(
                Reach(guest.name, guest.phone, guest.email)
                for guest in detail.coming
                if guest.state is RegistrationState.REGISTERED or guest.phone or guest.email
            )
            version = session.scalar(select(Event.version).where(Event.id == event_id)) or 0
            for sitting in session.scalars(select(EventSession).where(EventSession.event_id == event_id)):
                slot, unit = Slot(sitting.starts, sitting.ends), house.unit(sitting.unit_id)
                inside = leaves is None or leaves & {*unit.leaves, *unit.members}
                if inside and slot.overlaps(closing.slot):
                    yield Hit(
                        "event",
                        sitting.id,
                        version,
                        detail.title,
                        unit.id,
                        unit.name,
                        slot,
                        coming,
                        headcount=detail.capacity,
                        event_id=event_id,
                        sittings=len(detail.sittings),
                    )

    def _candidates(self, hit: Hit, closing: Closing) -> Iterator[tuple[Slot, int]]:
        if closing.unit_ids:
            with self._desk.store.reading() as session:
                units = self._desk.house(session).units.values()
            wanted = next(unit for unit in units if unit.id == hit.unit_id)
            for unit in sorted(units, key=lambda unit: unit.legal_seats):
                if unit.kind == wanted.kind and unit.pool_id is None and unit.id != hit.unit_id and not unit.retired:
                    yield hit.slot, unit.id
        if closing.slot.end.date() == hit.slot.start.date():
            yield Slot(closing.slot.end, closing.slot.end + (hit.slot.end - hit.slot.start)), hit.unit_id
        for number in range(1, DAYS_AHEAD + (closing.slot.end - hit.slot.start).days + 1):
            later = hit.slot.shifted(number * DAY)
            if later.start >= closing.slot.end:
                yield later, hit.unit_id

    def _can_be_had(self, hit: Hit, slot: Slot, unit_id: int, closing: Closing) -> bool:
        now = self._desk.clock.wall()
        if slot.start < now - timedelta(minutes=1):
            return False
        besides = hit.id if hit.owner == "booking" else None
        with self._desk.store.reading() as session:
            if _closes(self._desk.house(session), closing, slot, unit_id):
                return False
        return Bookings(self._desk).look(unit_id, slot, hit.party_id, hit.headcount, besides).refusal is None

    def _refuse_changed(self, session: Session, closing: Closing, decisions: Sequence[Decision]) -> None:
        decided = {(one.hit.owner, one.hit.id): one.hit for one in decisions}
        found = {(hit.owner, hit.id): hit for hit in self._hits(session, closing)}
        for key in sorted(decided.keys() | found.keys()):
            before, after = decided.get(key), found.get(key)
            if before is None or after is None or before.version != after.version or before.slot != after.slot:
                known = after or before
                raise errors.ChangedMeanwhile(what=known.title if known is not None else closing.reason)

    def _paid_in_hours(self, session: Session, decisions: Sequence[Decision]) -> tuple[tuple[int, int], ...]:
        house = self._desk.house(session)
        off = (one.hit.id for one in decisions if one.hit.owner == "booking" and one.fate is Fate.CANCEL)
        paid = ((number, hours.used_by(session, house, number)) for number in off)
        return tuple((number, used.minutes) for number, used in paid if used is not None)

    def _cancel(self, session: Session, closing: Closing, decisions: Sequence[Decision]) -> tuple[Act, ...]:
        numbers = [one.hit.id for one in decisions if one.hit.owner == "booking" and one.fate is Fate.CANCEL]
        booked = [loaded(session, number) for number in numbers]
        acts = tuple(Act(one.id, one.version + 1, standing(one)) for one in booked)
        if booked:
            cancel_bookings(self._desk, session, booked, closing.reason)
        return acts

    def _move(
        self, session: Session, closing: Closing, decisions: Sequence[Decision]
    ) -> tuple[tuple[Act, ...], tuple[tuple[int, int, Slot], ...]]:
        """Everything is let go of before anything is taken: two lines may exchange their hours."""
        moves = [one for one in decisions if one.fate is Fate.MOVE]
        house = self._desk.house(session)
        for one in moves:
            holds.release(session, Owner(_COLUMN[one.hit.owner], one.hit.id))
        acts: list[Act] = []
        sittings: list[tuple[int, int, Slot]] = []
        for one in moves:
            unit_id, slot = one.unit_id or one.hit.unit_id, one.to or one.hit.slot
            if _closes(house, closing, slot, unit_id):
                facts = errors.slot_facts(closing.slot.start, closing.slot.end)
                raise errors.PlaceClosed(reason=closing.reason, **facts)
            if one.hit.owner == "booking":
                booking = loaded(session, one.hit.id)
                acts.append(resettle(self._desk, session, booking, standing(booking), slot, unit_id, "").act)
            else:
                sittings.append((one.hit.id, one.hit.unit_id, one.hit.slot))
                self._sit(session, one.hit.id, unit_id, slot)
        return tuple(acts), tuple(sittings)

    def _sit(self, session: Session, session_id: int, unit_id: int, slot: Slot) -> None:
        sitting = session.get_one(EventSession, session_id)
        owner = Owner("event_session_id", session_id)
        holds.release(session, owner)
        facts = {"from": sitting.starts, "to": slot.start, "unit": unit_id}
        sitting.unit_id, sitting.starts, sitting.ends = unit_id, slot.start, slot.end
        session.flush()
        holds.take(self._desk, session, unit_id, slot, owner)
        self._desk.note(session, "sitting_moved", "event_session", session_id, **facts)


_COLUMN = {"booking": "booking_id", "event": "event_session_id"}


def _leaves(house: House, closing: Closing) -> set[int] | None:
    """What the closing takes; None: everything."""
    if not closing.unit_ids:
        return None
    units = [house.unit(number) for number in closing.unit_ids]
    return {leaf for unit in units for leaf in (*unit.leaves, *unit.members)}


def _closes(house: House, closing: Closing, slot: Slot, unit_id: int) -> bool:
    if not slot.overlaps(closing.slot):
        return False
    leaves, unit = _leaves(house, closing), house.unit(unit_id)
    return leaves is None or bool(leaves & {*unit.leaves, *unit.members})
