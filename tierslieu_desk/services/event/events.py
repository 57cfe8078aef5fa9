"""Events: sessions that hold rooms, who registered, who came."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors, wallclock
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.events import Attendance, Event, EventSession, Registration
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.vocabulary import LENT_KINDS, EventKind, RegistrationState, VatCategory
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event import event_details, event_rows, registering
from tierslieu_desk.services.event.event_details import EventDetail, SignedSheet, WalkIn
from tierslieu_desk.services.event.event_rows import AttendanceSheet, EventRow, RegistrationRow, SessionRow
from tierslieu_desk.services.money import charges
from tierslieu_desk.wallclock import Slot

_ADD_EVENT, _ADD_SESSION = insert(table_of(Event)), insert(table_of(EventSession))
_ADD_REGISTRATION, _ADD_ATTENDANCE = insert(table_of(Registration)), insert(table_of(Attendance))
_EVENT = select(*table_of(Event).columns).where(Event.id == bindparam("event"))
_TAKEN = select(
    func.count().filter(Registration.state == RegistrationState.REGISTERED).label("taken"),
    func.coalesce(func.max(Registration.position), 0).label("last"),
).where(Registration.event_id == bindparam("event"))
_FIRST_STARTS = select(func.min(EventSession.starts)).where(EventSession.event_id == bindparam("event"))


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is announced. Each session is a unit and a slot; `price_e4` a head, in ten-thousandths, on `basis`."""

    title: str
    kind: EventKind
    capacity: int
    sessions: Sequence[tuple[int, Slot]]
    language: str = "fr"
    speaker: str = ""
    price_e4: int = 0
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    open_to_all: bool = True


class Events:
    """The programme of the place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, event: NewEvent, *, ignore_buffer: bool = False, reason: str = "") -> int:
        """Announce it: every session takes its unit, or none does.

        With `ignore_buffer` it may stand closer to its neighbours than usual; `reason` says why, for the journal.
        Raises `MissingFact` without a title, a session or a capacity, `OverCapacity` when a room may not hold so many,
        `PlaceClosed` on a closure that stops events, `SlotTaken`, `BufferTooShort`, `UnknownUnit`.
        """
        if not event.title.strip():
            raise errors.MissingFact(field="title", who="")
        if not event.sessions:
            raise errors.MissingFact(field="sessions", who=event.title)
        if event.capacity < 1:
            raise errors.MissingFact(field="capacity", who=event.title)
        with self._desk.store.writing() as session:
            self._refuse_rooms(session, event)
            event_id = add_row(
                session,
                _ADD_EVENT,
                {
                    "title": event.title,
                    "kind": event.kind.value,
                    "language": event.language,
                    "speaker": event.speaker,
                    "capacity": event.capacity,
                    "price_e4": event.price_e4,
                    "basis": event.basis.value,
                    "vat_category": event.vat_category.value,
                    "open_to_all": event.open_to_all,
                },
            )
            for unit_id, slot in event.sessions:
                sitting = {"event_id": event_id, "unit_id": unit_id, "starts": slot.start, "ends": slot.end}
                session_id = add_row(session, _ADD_SESSION, sitting)
                owner = Owner("event_session_id", session_id)
                holds.take(self._desk, session, unit_id, slot, owner, ignore_buffer=ignore_buffer)
            why = {"closer": reason} if ignore_buffer else {}
            sittings = len(event.sessions)
            self._desk.note(session, "announced", "event", event_id, title=event.title, sessions=sittings, **why)
        return event_id

    def cancel(self, event_id: int) -> tuple[RegistrationRow, ...]:
        """It does not take place: rooms are free again, what was not yet invoiced is no longer owed.

        Returns those who must be told. Raises `NotFound`, `AlreadyDone`, `InvoiceAlreadyIssued` when somebody was
        invoiced for it (a credit note first).
        """
        with self._desk.store.writing() as session:
            event = _event(session, event_id)
            session.execute(update(Event).where(Event.id == event_id).values(cancelled=True, version=event.version + 1))
            for session_id in session.scalars(select(EventSession.id).where(EventSession.event_id == event_id)).all():
                holds.release(session, Owner("event_session_id", session_id))
            coming = event_rows.registrations(session, event_id)
            for registration in coming:
                registering.forgive(session, registration.id)
            self._desk.note(session, "cancelled", "event", event_id)
        return tuple(row for row in coming if row.state is not RegistrationState.CANCELLED)

    def register(
        self,
        event_id: int,
        *,
        party_id: int | None = None,
        name: str = "",
        organisation: str = "",
        email: str = "",
        wait: bool = False,
    ) -> RegistrationState:
        """Somebody of the file (`party_id`), or only a name, written down as a visitor where there is a price to owe.

        When full: `EventFull`, or the waiting list with `wait`. Raises `MissingFact` without a name, `NotFound`,
        `AlreadyDone` when that person is on the list or the event was cancelled.
        """
        with self._desk.store.writing() as session:
            event = _event(session, event_id)
            if party_id is not None:
                known = registering.name_in_file(session, party_id, event_id)
                name = name or known
            if not name.strip():
                raise errors.MissingFact(field="name", who=event.title)
            registered = run(session, _TAKEN, {"event": event_id}).one()
            full = registered.taken >= event.capacity
            if full and not wait:
                raise errors.EventFull(event=event.title, capacity=event.capacity)
            state = RegistrationState.WAITING if full else RegistrationState.REGISTERED
            if party_id is None and event.price_e4:
                party_id = registering.write_down(self._desk, session, name.strip(), email)
            registration_id = add_row(
                session,
                _ADD_REGISTRATION,
                {
                    "event_id": event_id,
                    "position": registered.last + 1,
                    "party_id": party_id,
                    "name": name,
                    "organisation": organisation,
                    "email": email,
                    "state": state.value,
                    "registered_at": self._desk.clock.now(),
                },
            )
            if state is RegistrationState.REGISTERED:
                self._owe(session, event, registration_id, party_id)
            self._desk.note(session, "registered", "event", event_id, registration=registration_id, state=state)
        return state

    def cancel_registration(self, registration_id: int) -> RegistrationRow | None:
        """They will not come; the first of the waiting list moves up and is returned, to be told.

        Raises `NotFound`, `AlreadyDone`, `InvoiceAlreadyIssued` (a credit note first).
        """
        with self._desk.store.writing() as session:
            found = session.get(Registration, registration_id)
            if found is None:
                raise errors.NotFound(what="registration", id=registration_id)
            was, event_id = RegistrationState(found.state), found.event_id
            if was is RegistrationState.CANCELLED:
                raise errors.AlreadyDone(what="registration", on=found.registered_at)
            event = _event(session, event_id)
            registering.forgive(session, registration_id)
            _set_state(session, registration_id, RegistrationState.CANCELLED)
            self._desk.note(session, "registration_cancelled", "event", event_id, registration=registration_id)
            if was is RegistrationState.WAITING:
                return None
            return self._move_up(session, event)

    def take_back(self, registration_id: int, newcomer: int) -> None:
        """The way back from a registration that wrote down `newcomer`: neither is there any more.

        Raises what `cancel_registration` raises.
        """
        with self._desk.store.writing() as session:
            self.cancel_registration(registration_id)
            registering.take_out(session, newcomer)
            self._desk.note(session, "retire", "party", newcomer)

    def register_again(self, registration_id: int) -> RegistrationState:
        """The way back from a cancelled registration: to a seat, or to the end of those who wait when it is taken.

        Raises `NotFound`, `AlreadyDone` when they are on the list.
        """
        with self._desk.store.writing() as session:
            found = session.get(Registration, registration_id)
            if found is None:
                raise errors.NotFound(what="registration", id=registration_id)
            if found.state != RegistrationState.CANCELLED:
                raise errors.AlreadyDone(what="registration", on=found.registered_at)
            event = _event(session, found.event_id)
            registered = run(session, _TAKEN, {"event": event.id}).one()
            full = registered.taken >= event.capacity
            state = RegistrationState.WAITING if full else RegistrationState.REGISTERED
            _set_state(session, registration_id, state)
            if not full:
                self._owe(session, event, registration_id, found.party_id)
            self._desk.note(session, "registered", "event", event.id, registration=registration_id, state=state)
        return state

    def enter_sheet(self, sheet: SignedSheet) -> None:
        """A whole sheet in one gesture: who signed for each half day, and those who came without being on the list.

        Who came has come: a walk-in is registered even when the event is full. One of a name that waited, or had
        given up, is that registration. Raises `NotFound`, `AlreadyDone` when the event was cancelled, `MissingFact`.
        """
        with self._desk.store.writing() as session:
            sitting = session.get(EventSession, sheet.session_id)
            if sitting is None:
                raise errors.NotFound(what="event_session", id=sheet.session_id)
            signed = {half: list(present) for half, present in sheet.signed.items()}
            for walk_in in sheet.walk_ins:
                number = self._walked_in(session, sitting.event_id, walk_in)
                for half in walk_in.halves:
                    signed.setdefault(half, []).append(number)
            for half, present in signed.items():
                self.enter_attendance(sheet.session_id, half, present)

    def _walked_in(self, session: Session, event_id: int, walk_in: WalkIn) -> int:
        event = _event(session, event_id)
        wanted = names.name_key(walk_in.name)
        if not wanted:
            raise errors.MissingFact(field="name", who=event.title)
        known = (row for row in event_rows.registrations(session, event_id) if names.name_key(row.name) == wanted)
        left_out = next((row for row in known if row.state is not RegistrationState.REGISTERED), None)
        if left_out is not None:
            _set_state(session, left_out.id, RegistrationState.REGISTERED)
            self._owe(session, event, left_out.id, left_out.party_id)
            number = left_out.id
        else:
            last = run(session, _TAKEN, {"event": event_id}).one().last
            party_id = registering.who_pays(self._desk, session, walk_in.name) if event.price_e4 else None
            number = add_row(
                session,
                _ADD_REGISTRATION,
                {
                    "event_id": event_id,
                    "position": last + 1,
                    "party_id": party_id,
                    "name": walk_in.name.strip(),
                    "organisation": walk_in.organisation.strip(),
                    "state": RegistrationState.REGISTERED.value,
                    "registered_at": self._desk.clock.now(),
                },
            )
            self._owe(session, event, number, party_id)
        self._desk.note(session, "walked_in", "event", event_id, registration=number)
        return number

    def enter_attendance(self, session_id: int, half: int, present: Collection[int]) -> None:
        """Who signed for that half day (0 morning, 1 afternoon): these registrations, and nobody else.

        Raises `NotFound` for a session or a registration that is not of this event.
        """
        with self._desk.store.writing() as session:
            sitting = session.get(EventSession, session_id)
            if sitting is None:
                raise errors.NotFound(what="event_session", id=session_id)
            known = set(session.scalars(select(Registration.id).where(Registration.event_id == sitting.event_id)))
            strangers = set(present) - known
            if strangers:
                raise errors.NotFound(what="registration", id=min(strangers))
            session.execute(delete(Attendance).where(Attendance.session_id == session_id, Attendance.half == half))
            signed = [{"session_id": session_id, "registration_id": one, "half": half} for one in sorted(set(present))]
            add_rows(session, _ADD_ATTENDANCE, signed)
            self._desk.note(session, "attendance", "event_session", session_id, half=half, present=len(present))

    def sheet(self, session_id: int) -> AttendanceSheet:
        """What the sheet to sign says, and what was signed so far. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            return event_rows.sheet(session, session_id)

    def registrations(self, event_id: int) -> tuple[RegistrationRow, ...]:
        """Everybody on the list, in order, cancelled ones too."""
        with self._desk.store.reading() as session:
            return event_rows.registrations(session, event_id)

    def detail(self, event_id: int) -> EventDetail:
        """Everything its page shows. Raises `NotFound`."""
        with self._desk.store.glancing() as seen:
            return event_details.detail(seen, event_id)

    def programme(self, first: date, last: date) -> tuple[EventRow, ...]:
        """Events with a session from the day `first` to the day `last`, both included, by their first session."""
        with self._desk.store.reading() as session:
            return event_rows.programme(session, *_bounds(first, last))

    def day(self, day: date) -> tuple[SessionRow, ...]:
        """The sessions of that day that take place, in order."""
        with self._desk.store.reading() as session:
            return event_rows.sessions(session, *_bounds(day, day))

    def _refuse_rooms(self, session: Session, event: NewEvent) -> None:
        """A projector seats one, and is there for everybody: only spaces are asked how many they let in."""
        house = self._desk.house(session)
        for unit_id, slot in event.sessions:
            unit = house.unit(unit_id)
            if unit.retired:
                raise errors.UnknownUnit(name=unit.name)
            if unit.kind not in LENT_KINDS and event.capacity > unit.legal_seats:
                raise errors.OverCapacity(unit=unit.name, seats=unit.legal_seats, people=event.capacity)
            for closure in (*house.closures, *house.calendar.closed(slot)):
                if closure.blocks_events and closure.slot.overlaps(slot):
                    raise errors.PlaceClosed(reason=closure.reason, **errors.slot_facts(slot.start, slot.end))

    def _move_up(self, session: Session, event: Row[Any]) -> RegistrationRow | None:
        first = session.execute(
            select(Registration.id, Registration.party_id)
            .where(Registration.event_id == event.id, Registration.state == RegistrationState.WAITING)
            .order_by(Registration.position)
            .limit(1)
        ).first()
        if first is None:
            return None
        registration_id, party_id = first
        _set_state(session, registration_id, RegistrationState.REGISTERED)
        self._owe(session, event, registration_id, party_id)
        self._desk.note(session, "moved_up", "event", event.id, registration=registration_id)
        return next(row for row in event_rows.registrations(session, event.id) if row.id == registration_id)

    def _owe(self, session: Session, event: Row[Any], registration_id: int, party_id: int | None) -> None:
        if not event.price_e4 or party_id is None:
            return
        starts: datetime = run(session, _FIRST_STARTS, {"event": event.id}).scalar_one()
        charges.owe(
            self._desk,
            session,
            party_id=party_id,
            supplied_on=starts.date(),
            description=event.title,
            unit_price_e4=event.price_e4,
            basis=Basis(event.basis),
            vat_category=VatCategory(event.vat_category),
            registration_id=registration_id,
        )


def _bounds(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last, time()) + wallclock.DAY


def _event(session: Session, event_id: int) -> Row[Any]:
    event = run(session, _EVENT, {"event": event_id}).first()
    if event is None:
        raise errors.NotFound(what="event", id=event_id)
    if event.cancelled:
        raise errors.AlreadyDone(what="event_cancelled", on=event.title)
    return event


def _set_state(session: Session, registration_id: int, state: RegistrationState) -> None:
    session.execute(
        update(Registration).where(Registration.id == registration_id).values(state=state.value),
        execution_options={"synchronize_session": False},
    )
