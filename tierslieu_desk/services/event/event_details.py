"""One event seen closely: its sittings, who wants to come and how to reach them, and the re-entry of its sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import errors
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import attendance
from tierslieu_desk.rules.vocabulary import EventKind, RegistrationState
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_rows import AttendanceSheet


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One sitting: where and when, how many signed for each half day it has, and the minutes of all of them."""

    id: int
    unit: str
    starts: datetime
    ends: datetime
    signed: tuple[tuple[int, int], ...]
    person_minutes: int

    @property
    def slot(self) -> Slot:
        """From when to when."""
        return Slot(self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class GuestRow:
    """One line of the list, with what is needed to reach them. `turn` is their place among those who wait, or 0.

    `came` is how many half days they signed for, in all sittings.
    """

    id: int
    position: int
    turn: int
    party_id: int | None
    name: str
    organisation: str
    email: str
    phone: str
    state: RegistrationState
    came: int


@dataclass(frozen=True, slots=True)
class EventDetail:
    """Everything of one event that its page shows."""

    id: int
    title: str
    kind: EventKind
    language: str
    speaker: str
    capacity: int
    price_e4: int
    open_to_all: bool
    cancelled: bool
    sittings: tuple[SittingRow, ...]
    guests: tuple[GuestRow, ...]

    def count(self, state: RegistrationState) -> int:
        """How many lines of the list stand so."""
        return sum(guest.state is state for guest in self.guests)

    @property
    def coming(self) -> tuple[GuestRow, ...]:
        """Who has a seat or waits for one, hence who must be told of a change."""
        return tuple(guest for guest in self.guests if guest.state is not RegistrationState.CANCELLED)

    @property
    def person_minutes(self) -> int:
        """Of all sittings."""
        return sum(sitting.person_minutes for sitting in self.sittings)


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who signed on a blank line, and for which half days."""

    name: str
    organisation: str = ""
    halves: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """A sheet as it came back: for each half day who signed, and who was on no list."""

    session_id: int
    signed: Mapping[int, Collection[int]]
    walk_ins: Sequence[WalkIn] = ()


def as_it_stands(sheet: AttendanceSheet) -> SignedSheet:
    """What is written down of a sheet now; the way back from another entry of it."""
    signed = {half: tuple(p.registration_id for p in sheet.people if half in p.signed) for half in sheet.halves}
    return SignedSheet(sheet.session_id, signed)


_EVENT = """
    SELECT id, title, kind, language, speaker, capacity, price_e4, open_to_all, cancelled FROM event WHERE id = :event
"""
_SITTINGS = """
    SELECT s.id, u.name, s.starts, s.ends,
        (SELECT count(*) FROM attendance WHERE session_id = s.id AND half = 0),
        (SELECT count(*) FROM attendance WHERE session_id = s.id AND half = 1)
    FROM event_session AS s JOIN unit AS u ON u.id = s.unit_id WHERE s.event_id = :event ORDER BY s.starts, s.id
"""
_GUESTS = """
    SELECT r.id, r.position, r.party_id, r.name, r.organisation,
        coalesce(nullif(r.email, ''), p.email, ''), coalesce(p.phone, ''), r.state,
        (SELECT count(*) FROM attendance WHERE registration_id = r.id)
    FROM registration AS r LEFT JOIN party AS p ON p.id = r.party_id WHERE r.event_id = :event ORDER BY r.position
"""


def detail(seen: Glance, event_id: int) -> EventDetail:
    """Raises `NotFound`."""
    event = seen.row(_EVENT, event=event_id)
    if event is None:
        raise errors.NotFound(what="event", id=event_id)
    number, title, kind, language, speaker, capacity, price_e4, open_to_all, cancelled = event
    return EventDetail(
        number,
        title,
        EventKind(kind),
        language,
        speaker,
        capacity,
        price_e4,
        bool(open_to_all),
        bool(cancelled),
        tuple(_sitting(*row) for row in seen.rows(_SITTINGS, event=event_id)),
        _guests(seen, event_id),
    )


def _sitting(number: int, unit: str, starts: str, ends: str, morning: int, afternoon: int) -> SittingRow:
    slot = Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
    counts = {attendance.MORNING: morning, attendance.AFTERNOON: afternoon}
    signed = tuple((half, counts[half]) for half in attendance.half_days(slot))
    return SittingRow(number, unit, slot.start, slot.end, signed, attendance.person_minutes(slot, counts))


def _guests(seen: Glance, event_id: int) -> tuple[GuestRow, ...]:
    turns: dict[str, int] = defaultdict(int)
    guests = []
    for number, position, party_id, name, organisation, email, phone, state, came in seen.rows(_GUESTS, event=event_id):
        turns[state] += 1
        turn = turns[state] if state == RegistrationState.WAITING else 0
        told = RegistrationState(state)
        guests.append(GuestRow(number, position, turn, party_id, name, organisation, email, phone, told, came))
    return tuple(guests)
