"""A calendar file read into dates of the place's wall clock: recurrences told out, what cannot be understood named."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tierslieu_desk import errors
from tierslieu_desk.services.booking import calendar_lines, calendar_rules
from tierslieu_desk.services.booking.calendar_lines import Entry
from tierslieu_desk.services.booking.calendar_zones import Zones
from tierslieu_desk.wallclock import DAY, FIRST_DAY, LAST_DAY, Clock, Slot, in_reach

if TYPE_CHECKING:
    import icalendar

MOST = 25_000
"""Dates of one file: a room that is taken ten times a day, every day for six years, has fewer."""
LONGEST = 1_000
"""Dates of one entry that comes back."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileDate:
    """One date of a file. `uid` and `which` know it again; `names` are whoever it may be for, the likeliest first.

    `whole_days`: it says no hours.
    """

    line: int
    uid: str
    which: str
    title: str
    names: tuple[str, ...]
    slot: Slot
    whole_days: bool = False
    option: bool = False


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """An entry that cannot be taken as it is, by its first line and its title."""

    line: int
    title: str
    error: errors.DeskError


class FileRead:
    """What a file holds: dates in order, and how many were left aside because they are over, far ahead, called off...

    `free` are those that take no space by their own word.
    """

    def __init__(self) -> None:
        self.dates: list[FileDate] = []
        self.wrong: list[NotUnderstood] = []
        self.over = self.later = self.called_off = self.free = 0


class Reader:
    """Dates from now up to and with the day `until`."""

    def __init__(self, clock: Clock, until: date) -> None:
        self._clock, self._now = clock, clock.wall()
        self._end = datetime.combine(until + DAY, time())

    def read(self, file: Path, progress: Progress = lambda _done, _of: None) -> FileRead:
        """Raises `FileMissing`, `FileUnreadable`, `NotACalendar`, `CalendarTooLong`."""
        lines = calendar_lines.read(file)
        found = FileRead()
        zones = Zones(lines.zones, str(self._clock.zone), self._now.year)
        series: dict[str, list[tuple[Entry, icalendar.Event]]] = defaultdict(list)
        for done, entry in enumerate(lines.entries):
            if done % 200 == 0:
                progress(done, len(lines.entries))
            if entry.long_over(self._now.year):
                found.over += 1
                continue
            with _told(found, entry.line, entry.told("SUMMARY")):
                event = _event(entry, zones)
                uid = str(event.get("UID", "")).strip()
                if uid and {"RRULE", "RDATE", "RECURRENCE-ID"} & set(event.keys()):
                    series[uid].append((entry, event))
                else:
                    self._single(found, entry, event, uid)
        for done, (uid, parts) in enumerate(series.items()):
            progress(len(lines.entries) - len(series) + done, len(lines.entries))
            first = parts[0][0]
            with _told(found, first.line, first.told("SUMMARY"), first.told("RRULE")):
                self._coming_back(found, uid, parts)
            _refuse_too_many(found)
        _refuse_too_many(found)
        found.dates.sort(key=_order)
        found.wrong.sort(key=_line)
        return found

    def _single(self, found: FileRead, entry: Entry, event: icalendar.Event, uid: str) -> None:
        slot, whole = self._slot(event)
        if slot.end <= self._now:
            found.over += 1
        elif slot.start >= self._end:
            found.later += 1
        else:
            uid = uid or hashlib.sha256(f"{slot}{event.get('SUMMARY', '')}".encode()).hexdigest()
            self._add(found, entry.line, event, uid, ("", slot, whole))

    def _coming_back(self, found: FileRead, uid: str, parts: Sequence[tuple[Entry, icalendar.Event]]) -> None:
        import icalendar
        import recurring_ical_events

        calendar = icalendar.Calendar()
        for entry, event in parts:
            self._slot(event)
            calendar_rules.bounded(event, entry.told("RRULE"), self._end)
            event.add("X-LINE", str(entry.line))
            calendar.add_component(event)
        zone = self._clock.zone
        dates = recurring_ical_events.of(calendar).between(
            self._now.replace(tzinfo=zone), self._end.replace(tzinfo=zone)
        )
        if len(dates) > LONGEST:
            raise errors.SeriesTooLong(count=len(dates), limit=LONGEST)
        for one in dates:
            slot, whole = self._slot(one)
            if self._now < slot.end and slot.start < self._end:
                asked = one.get("RECURRENCE-ID")
                which = self._wall(asked.dt if asked is not None else one["DTSTART"].dt).isoformat(timespec="minutes")
                self._add(found, int(str(one.get("X-LINE", parts[0][0].line))), one, uid, (which, slot, whole))

    def _add(self, found: FileRead, line: int, event: icalendar.Event, uid: str, when: tuple[str, Slot, bool]) -> None:
        which, slot, whole = when
        status = str(event.get("STATUS", "")).upper()
        if status == "CANCELLED":
            found.called_off += 1
        elif str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
            found.free += 1
        else:
            title = " ".join(str(event.get("SUMMARY", "")).split())
            names = (title, *_organisers(event))
            option = status == "TENTATIVE"
            found.dates.append(FileDate(line, uid, which, title, names, slot, whole, option))

    def _slot(self, event: icalendar.Event) -> tuple[Slot, bool]:
        """When it is by the clock on the wall, and whether it says no hours.

        Raises `SlotReversed`, `TakesNoTime`, `DayOutOfReach`.
        """
        begins, ends, lasts = event.get("DTSTART"), event.get("DTEND"), event.get("DURATION")
        start = begins.dt
        whole = not isinstance(start, datetime)
        if ends is None and lasts is None and not whole:
            raise errors.TakesNoTime
        end = (
            ends.dt if ends is not None else start + (lasts.dt if lasts is not None else DAY if whole else timedelta())
        )
        first, last = self._wall(start), self._wall(end)
        if whole and first == last:
            last = first + DAY  # some programs mean a day by a day that ends on itself
        return Slot(first, last), whole

    def _wall(self, when: date) -> datetime:
        day = when.date() if isinstance(when, datetime) else when
        if not in_reach(day) or not in_reach(day + DAY):
            raise errors.DayOutOfReach(text=day.isoformat(), first=FIRST_DAY, last=LAST_DAY)
        if not isinstance(when, datetime):
            return datetime.combine(when, time())
        wall = self._clock.to_wall(when) if when.tzinfo is not None else when
        return wall.replace(second=0, microsecond=0)


def _event(entry: Entry, zones: Zones) -> icalendar.Event:
    """Raises `EventUnreadable`, `UnknownZone`."""
    import icalendar

    if entry.broken or not entry.closed:
        raise errors.EventUnreadable(text=entry.broken or "END:VEVENT")
    lines = [zones.plain(line) for line in entry.lines]
    try:
        event = icalendar.Event.from_ical("\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", "")))
        assert isinstance(event, icalendar.Event)
    except (ValueError, KeyError, TypeError, IndexError) as wrong:
        raise errors.EventUnreadable(text=entry.told("DTSTART")) from wrong
    for name, _problem in event.errors:
        raise errors.EventUnreadable(text=entry.told(str(name)))
    for name in ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"):
        said: Any = event.get(name)
        if said is None and name != "DTSTART":
            continue
        try:
            _ = said.dt
        except (AttributeError, ValueError) as wrong:
            raise errors.EventUnreadable(text=entry.told(name) or name) from wrong
    return event


def _organisers(event: icalendar.Event) -> Iterator[str]:
    said = event.get("ORGANIZER")
    if said is not None and not isinstance(said, list):
        yield from (name for name in (str(said.params.get("CN", "")), str(said).partition(":")[2]) if name)


@contextmanager
def _told(found: FileRead, line: int, title: str, rule: str = "") -> Iterator[None]:
    """What an entry cannot be understood for is kept with its line and its title, and the others are read on."""
    try:
        yield
    except errors.DeskError as error:
        found.wrong.append(NotUnderstood(line, title, error))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        # what the libraries meet in what other programs write is of many kinds, and is one for whoever reads it
        found.wrong.append(NotUnderstood(line, title, errors.EventUnreadable(text=rule or title)))


def _refuse_too_many(found: FileRead) -> None:
    if len(found.dates) > MOST:
        raise errors.CalendarTooLong(count=len(found.dates), limit=MOST)


def _order(one: FileDate) -> tuple[datetime, int]:
    return one.slot.start, one.line


def _line(one: NotUnderstood) -> int:
    return one.line
