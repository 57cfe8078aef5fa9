"""The programme as iCalendar (RFC 5545): one entry a session, under a name that stays.

Times are in UTC: each is one instant, so that no table of a zone has to travel with them.
"""

from __future__ import annotations

import icalendar
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.events import Event, EventSession
from tierslieu_desk.models.units import Unit
from tierslieu_desk.services.place.places import PlaceRow, place_row
from tierslieu_desk.wallclock import Clock

PRODUCT = "-//Tiers-Lieu Desk//FR"


def calendar(session: Session, clock: Clock) -> bytes:
    """Every session of every event; one that was called off stays, marked so.

    Raises `NothingToExport` before the place was described.
    """
    try:
        place = place_row(session)
    except errors.NotFound as undescribed:
        raise errors.NothingToExport from undescribed
    found = session.execute(
        select(EventSession, Event, Unit.name)
        .join(Event, Event.id == EventSession.event_id)
        .join(Unit, Unit.id == EventSession.unit_id)
        .order_by(EventSession.starts, EventSession.id)
    ).all()
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("x-wr-calname", place.name)
    for row in found:
        made.add_component(_entry(row, place, clock))
    content: bytes = made.to_ical()
    return content


def _entry(row: Row[EventSession, Event, str], place: PlaceRow, clock: Clock) -> icalendar.Event:
    sitting, event, unit = row
    town = f"{place.postcode} {place.city}".strip()
    entry = icalendar.Event()
    entry.add("uid", f"session-{sitting.id}@{_host(place.email)}")
    entry.add("dtstamp", clock.now().replace(microsecond=0))
    entry.add("dtstart", clock.to_utc(sitting.starts))
    entry.add("dtend", clock.to_utc(sitting.ends))
    entry.add("summary", event.title)
    entry.add("location", ", ".join(part for part in (unit, place.name, place.street, town) if part))
    if event.speaker:
        entry.add("description", event.speaker)
    entry.add("categories", [event.kind])
    entry.add("class", "PUBLIC" if event.open_to_all else "PRIVATE")
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    return entry


def _host(email: str) -> str:
    """What makes an entry's name ours alone among all calendars."""
    return email.rpartition("@")[2] or "tierslieu-desk.invalid"
