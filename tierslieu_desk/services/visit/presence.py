"""Who is here, whoever says so: who came in, who came for a booking, who signed at an event that goes on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.attendance import AFTERNOON, MORNING, NOON
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.visiting import closing_time, first_day_here
from tierslieu_desk.services.desk import Desk


class Source(StrEnum):
    """What says that somebody is here."""

    VISIT = "visit"
    BOOKING = "booking"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is here. `where` is the space booked, or the event; without a number they are in no file.

    `visit_id`: what a guest without a name came in by, to see them off with.
    """

    source: Source
    party_id: int | None
    name: str
    since: datetime | None = None
    where: str = ""
    visit_id: int | None = None


def visiting(seen: Glance, desk: Desk, hours: Sequence[WeeklyHours], now: datetime) -> tuple[Present, ...]:
    """Who came in and has neither left nor been closed by the hour, first come first."""
    rows = seen.rows(_VISITS, since=first_day_here(now, hours), today=now.date())
    came = ((*who, desk.clock.to_wall(datetime.fromisoformat(at))) for *who, at in rows)
    return tuple(
        Present(Source.VISIT, party, name or guest_of(host or ""), at, visit_id=None if party else visit)
        for visit, party, name, host, at in came
        if closing_time(at, hours) > now
    )


def guest_of(host: str) -> str:
    """What somebody without a name is called, by who brought them."""
    return _("Guest of %(name)s") % {"name": host} if host else ""


def everybody(seen: Glance, desk: Desk, hours: Sequence[WeeklyHours], now: datetime) -> tuple[Present, ...]:
    """Who is here now, each once: the one count of Today, of the counter and of the evacuation list."""
    return together(visiting(seen, desk, hours, now), booked(seen, now), attending(seen, now))


def booked(seen: Glance, now: datetime) -> tuple[Present, ...]:
    """Who came for a booking that goes on."""
    rows = seen.rows(_BOOKED, now=now)
    return tuple(
        Present(Source.BOOKING, party, name, datetime.fromisoformat(starts), unit) for party, name, starts, unit in rows
    )


def attending(seen: Glance, now: datetime) -> tuple[Present, ...]:
    """Who signed for the half day under way of an event that goes on."""
    half = MORNING if now.hour < NOON else AFTERNOON
    rows = seen.rows(_ATTENDING, now=now, half=half)
    return tuple(
        Present(Source.EVENT, party, name, datetime.fromisoformat(starts), title) for party, name, starts, title in rows
    )


def together(*sources: Iterable[Present]) -> tuple[Present, ...]:
    """Each once, by the first that says so; where they are from whoever knows it."""
    known: dict[int, Present] = {}
    nameless: list[Present] = []
    for one in (one for source in sources for one in source):
        if one.party_id is None:
            nameless.append(one)
            continue
        before = known.get(one.party_id)
        if before is None:
            known[one.party_id] = one
        elif not before.where:
            known[one.party_id] = Present(before.source, before.party_id, before.name, before.since, one.where)
    return (*known.values(), *nameless)


def to_call(seen: Glance, here: Iterable[Present]) -> dict[int, str]:
    """Whom to call for each, where it is known: a trusted person and their phone."""
    parties = json.dumps([one.party_id for one in here if one.party_id is not None])
    calls: dict[int, list[str]] = {}
    for party, name, phone in seen.rows(_CALLS, parties=parties):
        calls.setdefault(party, []).append(", ".join(part for part in (name, formats.phone(phone)) if part))
    return {party: "; ".join(found) for party, found in calls.items()}


def rooms(seen: Glance, now: datetime) -> tuple[str, ...]:
    """Rooms and booths that are taken now, and by whom or what."""
    rows = seen.rows(_ROOMS, now=now)
    return tuple(dict.fromkeys(f"{unit} ({by})" if by else str(unit) for unit, by in rows))


PASSERS_BY = """
    SELECT count(*) FROM visit WHERE day = :today AND party_id IS NULL AND someone IS NULL AND NOT undone
"""
_VISITS = """
    SELECT v.id, v.party_id, p.name, h.name, v.arrived_at FROM visit AS v LEFT JOIN party AS p ON p.id = v.party_id
    LEFT JOIN party AS h ON h.id = v.host_id
    WHERE v.day BETWEEN :since AND :today AND v.left_at IS NULL AND NOT v.undone
    ORDER BY v.arrived_at, v.id
"""
_BOOKED = """
    SELECT b.party_id, p.name, b.starts, u.name FROM booking AS b
    JOIN party AS p ON p.id = b.party_id JOIN unit AS u ON u.id = b.unit_id
    WHERE b.starts > datetime(:now, '-2 day') AND b.starts <= :now AND b.ends > :now AND b.state = 'checked_in'
    ORDER BY b.starts, b.id
"""
_ATTENDING = """
    SELECT r.party_id, r.name, s.starts, e.title FROM event_session AS s
    JOIN event AS e ON e.id = s.event_id
    JOIN attendance AS a ON a.session_id = s.id AND a.half = :half
    JOIN registration AS r ON r.id = a.registration_id
    WHERE s.starts > datetime(:now, '-2 day') AND s.starts <= :now AND s.ends > :now AND NOT e.cancelled
    ORDER BY r.position
"""
_CALLS = """
    SELECT party_id, name, phone FROM contact_person
    WHERE kind = 'trusted' AND party_id IN (SELECT value FROM json_each(:parties)) ORDER BY party_id, id
"""
_ROOMS = """
    SELECT u.name, coalesce(p.name, e.title, '') FROM hold AS h
    JOIN unit AS u ON u.id = h.unit_id AND u.kind IN ('room', 'booth', 'zone')
    LEFT JOIN booking AS b ON b.id = h.booking_id LEFT JOIN party AS p ON p.id = b.party_id
    LEFT JOIN event_session AS s ON s.id = h.event_session_id LEFT JOIN event AS e ON e.id = s.event_id
    WHERE h.starts <= :now AND h.starts > datetime(:now, '-2 day') AND h.ends > :now
        AND (h.booking_id IS NOT NULL OR h.event_session_id IS NOT NULL)
    ORDER BY u.position, u.id
"""
