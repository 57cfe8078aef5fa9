"""Who has a space when, or the whole place, as a calendar file (RFC 5545) that other programs open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.i18n import _
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.events import Event, EventSession
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import Closure
from tierslieu_desk.models.units import Maintenance
from tierslieu_desk.paths import safe_name
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file import export_files
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.place.places import PlaceRow, place_row
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    import icalendar

PRODUCT = "-//Tiers-Lieu Desk//FR"
HOST = "tierslieu-desk.invalid"
DAYS_BACK = 31
"""How long ago what is written down begins, unless another day is named: the month that is looked back at."""
_TENTATIVE, _CONFIRMED, _CANCELLED = "TENTATIVE", "CONFIRMED", "CANCELLED"
_STATUS = {
    BookingState.TENTATIVE: _TENTATIVE,
    BookingState.CONFIRMED: _CONFIRMED,
    BookingState.CHECKED_IN: _CONFIRMED,
    BookingState.CANCELLED: _CANCELLED,
    BookingState.EXPIRED: _CANCELLED,
}
"""Dates of a series that were never had are none: they are written down once somebody has them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write down: one space or all, from which day on until which, and whether people are named."""

    unit_id: int | None = None
    names: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    unit_id: int | None
    slot: Slot
    title: str
    status: str
    changes: int


class CalendarFiles:
    """Calendars for others. Without names an entry says what it is for, or that the space is taken."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, out: Path, wanted: Wanted) -> tuple[Path, ...]:
        """One file; `out` is its name, or a folder in which it gets one.

        Raises `NothingToExport` before the place was described, `UnknownUnit`, `DaysReversed`, `FileMissing`,
        `FolderReadOnly`, `DiskFull`.
        """
        with self._desk.store.reading() as session:
            try:
                place = place_row(session)
            except errors.NotFound as undescribed:
                raise errors.NothingToExport from undescribed
            house = self._desk.house(session)
            unit = None if wanted.unit_id is None else house.unit(wanted.unit_id)
            since = wanted.since or self._desk.clock.today() - timedelta(days=DAYS_BACK)
            if wanted.until is not None and wanted.until < since:
                raise errors.DaysReversed(first=since, last=wanted.until)
            entries = list(_entries(session, house, unit, datetime.combine(since, time()), names=wanted.names))
            if wanted.until is not None:
                entries = [entry for entry in entries if entry.slot.start.date() <= wanted.until]
            content = self._calendar((place, host_of(session)), house, unit, entries, names=wanted.names)
        name = (unit.name if unit else _("calendar")) + ".ics"
        return (export_files.write(export_files.in_folder(out, safe_name(name)), content),)

    def _calendar(
        self, here: tuple[PlaceRow, str], house: House, unit: UnitInfo | None, entries: list[_Entry], *, names: bool
    ) -> bytes:
        import icalendar

        place, host = here
        made = icalendar.Calendar()
        made.add("prodid", PRODUCT)
        made.add("version", "2.0")
        made.add("method", "PUBLISH")
        made.add("x-wr-calname", " · ".join(part for part in (unit.name if unit else "", place.name) if part))
        made.add("x-wr-timezone", house.zone)
        where = ", ".join(part for part in (place.name, place.street, f"{place.postcode} {place.city}".strip()) if part)
        for entry in sorted(entries, key=_order):
            made.add_component(self._component(entry, house, (where, host), names=names))
        if entries:
            first, last = min(one.slot.start for one in entries), max(one.slot.end for one in entries)
            made.add_missing_timezones(first.date() - timedelta(days=366), last.date() + timedelta(days=366))
        content: bytes = made.to_ical()
        return content

    def _component(self, entry: _Entry, house: House, here: tuple[str, str], *, names: bool) -> icalendar.Event:
        import icalendar

        where, host = here
        zone, made = self._desk.clock.zone, icalendar.Event()
        made.add("uid", f"{entry.name}@{host}")
        made.add("dtstamp", self._desk.clock.now().replace(microsecond=0))
        made.add("sequence", entry.changes)
        made.add("dtstart", entry.slot.start.replace(tzinfo=zone))
        made.add("dtend", entry.slot.end.replace(tzinfo=zone))
        made.add("summary", entry.title)
        unit = house.units.get(entry.unit_id) if entry.unit_id is not None else None
        made.add("location", f"{unit.name}, {where}" if unit else where)
        made.add("status", entry.status)
        made.add("transp", "TRANSPARENT" if entry.status == _CANCELLED else "OPAQUE")
        made.add("class", "PRIVATE" if names else "PUBLIC")
        return made


def host_of(session: Session) -> str:
    """What stands behind the number in an entry's name: this desk's alone, and the same whatever the place changes.

    It is reckoned from the first line of the journal, which nobody can change.
    """
    began = session.scalar(select(JournalEntry.at).order_by(JournalEntry.id).limit(1))
    return f"{hashlib.sha256(str(began).encode()).hexdigest()[:16]}.{HOST}"


def _order(entry: _Entry) -> tuple[datetime, str]:
    return entry.slot.start, entry.name


def _same_space(house: House, unit: UnitInfo) -> frozenset[int]:
    """The units of which somebody who has one has that unit, or a part of it, too."""
    if unit.is_pool:
        return frozenset((unit.id,))
    leaves = set(unit.leaves)
    return frozenset(one.id for one in house.units.values() if not one.is_pool and leaves & set(one.leaves))


def _entries(
    session: Session, house: House, unit: UnitInfo | None, since: datetime, *, names: bool
) -> Iterator[_Entry]:
    same = None if unit is None else _same_space(house, unit)
    yield from _bookings(session, same, since, names=names)
    sittings = (
        select(EventSession.id, EventSession.unit_id, EventSession.starts, EventSession.ends, Event.title)
        .add_columns(Event.cancelled)
        .join(Event, Event.id == EventSession.event_id)
        .where(EventSession.ends > since)
    )
    for number, unit_id, starts, ends, title, cancelled in session.execute(sittings):
        if same is None or unit_id in same:
            status = _CANCELLED if cancelled else _CONFIRMED
            yield _Entry(f"session-{number}", unit_id, Slot(starts, ends), title, status, 0)
    for kind, table in (("maintenance", Maintenance), ("closure", Closure)):
        shut = select(table.id, table.unit_id, table.starts, table.ends, table.reason).where(table.ends > since)
        for number, unit_id, starts, ends, reason in session.execute(shut):
            if same is None or unit_id is None or unit_id in same:
                title = reason or (_("Out of use") if kind == "maintenance" else _("Closed"))
                yield _Entry(f"{kind}-{number}", unit_id, Slot(starts, ends), title, _CONFIRMED, 0)


def _bookings(session: Session, same: frozenset[int] | None, since: datetime, *, names: bool) -> Iterator[_Entry]:
    found = (
        select(Booking.id, Booking.unit_id, Booking.starts, Booking.ends, Booking.state, Booking.title)
        .add_columns(Booking.version, Party.name)
        .join(Party, Party.id == Booking.party_id)
        .where(Booking.ends > since, Booking.state.in_(_STATUS))
    )
    if same is not None:
        found = found.where(Booking.unit_id.in_(same))
    for number, unit_id, starts, ends, state, title, version, who in session.execute(found):
        said = " · ".join(part for part in (who if names else "", title) if part) or _("Busy")
        status = _STATUS[BookingState(state)]
        yield _Entry(f"booking-{number}", unit_id, Slot(starts, ends), said, status, version - 1)
