"""What is read of events: programme, sessions of a day, registrations, the sheet to sign."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.events import Attendance, Event, EventSession, Registration
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules.attendance import half_days
from tierslieu_desk.rules.vocabulary import EventKind, RegistrationState
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event of the programme. `starts` and `sessions`: the first and the number of those in the span asked for."""

    id: int
    title: str
    kind: EventKind
    speaker: str
    starts: datetime
    sessions: int
    capacity: int
    registered: int
    waiting: int
    price_e4: int
    open_to_all: bool
    cancelled: bool
    rooms: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One sitting."""

    id: int
    event_id: int
    title: str
    kind: EventKind
    unit_id: int
    unit: str
    starts: datetime
    ends: datetime
    capacity: int
    registered: int


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """One line of the list. `party_id` is None for somebody who is in no file."""

    id: int
    position: int
    party_id: int | None
    name: str
    organisation: str
    email: str
    state: RegistrationState


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of the sheet: who, and for which half days they signed so far."""

    registration_id: int
    name: str
    organisation: str
    signed: frozenset[int]


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What the sheet says. `halves`: 0 morning, 1 afternoon, those that the session has."""

    session_id: int
    title: str
    kind: EventKind
    language: str
    speaker: str
    unit: str
    day: date
    starts: datetime
    ends: datetime
    halves: tuple[int, ...]
    people: tuple[Signature, ...]


def registrations(session: Session, event_id: int) -> tuple[RegistrationRow, ...]:
    """The list of an event, in order."""
    rows = session.execute(
        select(
            Registration.id,
            Registration.position,
            Registration.party_id,
            Registration.name,
            Registration.organisation,
            Registration.email,
            Registration.state,
        )
        .where(Registration.event_id == event_id)
        .order_by(Registration.position)
    ).all()
    return tuple(RegistrationRow(*row[:-1], RegistrationState(row[-1])) for row in rows)


def _count(state: RegistrationState) -> ScalarSelect[int]:
    return (
        select(func.count())
        .where(Registration.event_id == Event.id, Registration.state == state)
        .correlate(Event)
        .scalar_subquery()
    )


def programme(session: Session, since: datetime, until: datetime) -> tuple[EventRow, ...]:
    """Events with a session that starts in `[since, until)`."""
    first = func.min(EventSession.starts)
    found = session.execute(
        select(
            Event.id,
            Event.title,
            Event.kind,
            Event.speaker,
            first.label("starts"),
            func.count().label("sessions"),
            Event.capacity,
            _count(RegistrationState.REGISTERED).label("registered"),
            _count(RegistrationState.WAITING).label("waiting"),
            Event.price_e4,
            Event.open_to_all,
            Event.cancelled,
            func.group_concat(Unit.name.distinct()).label("rooms"),
        )
        .join(EventSession, EventSession.event_id == Event.id)
        .join(Unit, Unit.id == EventSession.unit_id)
        .where(EventSession.starts >= since, EventSession.starts < until)
        .group_by(Event.id)
        .order_by(first, Event.id)
    ).mappings()
    told = ({**row, "kind": EventKind(row["kind"]), "rooms": row["rooms"].replace(",", ", ")} for row in found)
    return tuple(EventRow(**row) for row in told)


def sessions(session: Session, since: datetime, until: datetime) -> tuple[SessionRow, ...]:
    """Sessions that start in `[since, until)`, of events that take place."""
    found = session.execute(
        select(
            EventSession.id,
            EventSession.event_id,
            Event.title,
            Event.kind,
            EventSession.unit_id,
            Unit.name.label("unit"),
            EventSession.starts,
            EventSession.ends,
            Event.capacity,
            _count(RegistrationState.REGISTERED).label("registered"),
        )
        .join(Event, Event.id == EventSession.event_id)
        .join(Unit, Unit.id == EventSession.unit_id)
        .where(EventSession.starts >= since, EventSession.starts < until, Event.cancelled.is_(False))
        .order_by(EventSession.starts, EventSession.id)
    ).mappings()
    return tuple(SessionRow(**{**row, "kind": EventKind(row["kind"])}) for row in found)


def sheet(session: Session, session_id: int) -> AttendanceSheet:
    """The sheet of one session: those registered now, and whoever signed before. Raises `NotFound`."""
    found = session.execute(
        select(EventSession, Event, Unit.name)
        .join(Event, Event.id == EventSession.event_id)
        .join(Unit, Unit.id == EventSession.unit_id)
        .where(EventSession.id == session_id)
    ).first()
    if found is None:
        raise errors.NotFound(what="event_session", id=session_id)
    sitting, event, unit = found
    signed: dict[int, set[int]] = defaultdict(set)
    for registration_id, half in session.execute(
        select(Attendance.registration_id, Attendance.half).where(Attendance.session_id == session_id)
    ):
        signed[registration_id].add(half)
    people = tuple(
        Signature(row.id, row.name, row.organisation, frozenset(signed[row.id]))
        for row in registrations(session, event.id)
        if row.state is RegistrationState.REGISTERED or row.id in signed
    )
    return AttendanceSheet(
        session_id=session_id,
        title=event.title,
        kind=EventKind(event.kind),
        language=event.language,
        speaker=event.speaker,
        unit=unit,
        day=sitting.starts.date(),
        starts=sitting.starts,
        ends=sitting.ends,
        halves=tuple(half_days(Slot(sitting.starts, sitting.ends))),
        people=people,
    )
