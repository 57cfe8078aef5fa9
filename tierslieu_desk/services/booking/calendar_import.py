"""A room's old calendar brought along in a file: shown before, then its dates become bookings, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.imports import CalendarDate
from tierslieu_desk.models.many import add_rows
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules import opening
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import HOLDING
from tierslieu_desk.services.booking import calendar_file
from tierslieu_desk.services.booking.booking_work import NewBooking, add_booking, cancel_bookings
from tierslieu_desk.services.booking.calendar_read import FileDate, FileRead, Progress, Reader
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import named
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.wallclock import DAY, Slot

AHEAD_DAYS = 366
"""How far ahead dates are taken, unless another day is named: what comes back for ever is told out to there."""
FURTHEST_DAYS = 5 * 366
AT_ONCE = 500
"""Numbers in one statement."""
_KNOW = insert(table_of(CalendarDate))


@dataclass(frozen=True, slots=True)
class Into:
    """Where the dates go, and whose they are.

    `by_names`: whoever a title or its organiser names has the date, and `party_id` only those that name nobody.
    `without`: dates that cannot be had, and entries that cannot be understood, are left out; else nothing is taken.
    """

    unit_id: int
    party_id: int
    by_names: bool = False
    until: date | None = None
    without: bool = False


@dataclass(frozen=True, slots=True)
class DateSeen:
    """One date of the file, whose it would be, and what stands in its way; `slot` is None when none was understood."""

    line: int
    title: str
    slot: Slot | None
    party: str = ""
    refusal: errors.DeskError | None = None


@dataclass(frozen=True, slots=True)
class CalendarSeen:
    """What a file becomes: dates that can be had, those that cannot, and how many were left aside and why.

    `bookings` are those made, when it was not only looked at.
    """

    taken: tuple[DateSeen, ...] = ()
    refused: tuple[DateSeen, ...] = ()
    known: int = 0
    over: int = 0
    later: int = 0
    called_off: int = 0
    free: int = 0
    bookings: tuple[int, ...] = ()


class _Nothing(Exception):
    pass


@asking({Right.IMPORT: "run take_back"})
class CalendarImport:
    """`progress(done, of)` may raise to stop it: nothing is written then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, file: Path, into: Into, progress: Progress = lambda _done, _of: None) -> CalendarSeen:
        """What `run` would do, tried for real and taken back.

        Raises `FileMissing`, `FileUnreadable`, `NotACalendar`, `CalendarTooLong`, `UnknownUnit`, `UnknownPerson`,
        `DayOutOfReach`.
        """
        read = self._read(file, into, progress)
        with self._desk.store.rehearsing() as session:
            return replace(self._take(session, read, into, progress), bookings=())

    def run(self, file: Path, into: Into, progress: Progress = lambda _done, _of: None) -> CalendarSeen:
        """Book every date, or none (`bookings` is empty) when one cannot be had and none is to be left out.

        What was brought in before is not doubled, wherever it was moved here since. Raises what `preview` raises.
        """
        read = self._read(file, into, progress)
        seen = CalendarSeen()
        try:
            with self._desk.store.writing() as session:
                seen = self._take(session, read, into, progress)
                if seen.refused and not into.without:
                    raise _Nothing
                if seen.bookings:
                    made = len(seen.bookings)
                    self._desk.note(session, "import", "calendar", into.unit_id, file=file.name, created=made)
        except _Nothing:
            return replace(seen, bookings=())
        return seen

    def take_back(self, bookings: Sequence[int]) -> None:
        """Call off what was just brought in, while nobody has touched it; the same file can be brought in again.

        Raises `ChangedMeanwhile`.
        """
        with self._desk.store.writing() as session:
            for part in _parts(bookings):
                found = session.scalars(select(Booking).where(Booking.id.in_(part))).all()
                for one in found:
                    if one.version != 1:
                        raise errors.ChangedMeanwhile(what=session.get_one(Party, one.party_id).name)
                cancel_bookings(self._desk, session, [one for one in found if one.state in HOLDING], "")
                session.execute(delete(CalendarDate).where(CalendarDate.booking_id.in_(part)))

    def _read(self, file: Path, into: Into, progress: Progress) -> FileRead:
        today = self._desk.clock.today()
        until, last = into.until or today + timedelta(days=AHEAD_DAYS), today + timedelta(days=FURTHEST_DAYS)
        if not today <= until <= last:
            raise errors.DayOutOfReach(text=until.isoformat(), first=today, last=last, field="until")
        return Reader(self._desk.clock, until).read(file, progress)

    def _take(self, session: Session, read: FileRead, into: Into, progress: Progress) -> CalendarSeen:
        house = self._desk.house(session)
        house.unit(into.unit_id)
        taken: list[DateSeen] = []
        refused = [DateSeen(one.line, one.title, None, refusal=one.error) for one in read.wrong]
        before = 0
        whose = _whose(session, into)
        known = set(map(tuple, session.execute(_KNOWN.where(CalendarDate.unit_id == into.unit_id))))
        ours = calendar_file.host_of(session)
        now = self._desk.clock.wall()
        dates = [one for each in read.dates for one in _by_day(each, house.hours) if one.slot.end > now]
        made: list[int] = []
        rows: list[dict[str, object]] = []
        for done, one in enumerate(dates):
            progress(done, len(dates))
            if (one.uid, one.which) in known or one.uid.endswith(f"@{ours}"):
                before += 1
                continue
            party_id, name = whose(one)
            shown = DateSeen(one.line, one.title, one.slot, name)
            try:
                with session.begin_nested():
                    made.append(self._book(session, into.unit_id, party_id, one))
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                refused.append(replace(shown, refusal=refusal))
                continue
            known.add((one.uid, one.which))
            rows.append({"unit_id": into.unit_id, "uid": one.uid, "which": one.which, "booking_id": made[-1]})
            taken.append(shown)
        add_rows(session, _KNOW, rows)
        aside = (read.over, read.later, read.called_off, read.free)
        return CalendarSeen(tuple(taken), tuple(refused), before, *aside, bookings=tuple(made))

    def _book(self, session: Session, unit_id: int, party_id: int, one: FileDate) -> int:
        now = self._desk.clock.wall()
        option = one.slot.start if one.option and one.slot.start > now else None
        new = NewBooking(unit_id, party_id, one.slot, title=one.title, tentative_until=option)
        return add_booking(self._desk, session, new).id


_KNOWN = select(CalendarDate.uid, CalendarDate.which)


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]


def _by_day(one: FileDate, hours: Sequence[opening.WeeklyHours]) -> Iterator[FileDate]:
    """A date without hours lasts as long as the place is open, each of its days a date of its own."""
    if not one.whole_days or not hours:
        yield one
        return
    day, several, closed = one.slot.start.date(), one.slot.end - one.slot.start > DAY, True
    while datetime.combine(day, datetime.min.time()) < one.slot.end:
        stretches = opening.opening_slots(day, hours)
        if stretches:
            closed = False
            which = f"{one.which} {day}".strip() if several else one.which
            yield replace(one, which=which, slot=Slot(stretches[0].start, stretches[-1].end))
        day += DAY
    if closed:
        yield one  # refused in words, like any date on a day that is closed


def _whose(session: Session, into: Into) -> Callable[[FileDate], tuple[int, str]]:
    """Who has a date: the one its title or organiser names, when exactly one does, else whoever has the others."""
    party = session.get(Party, into.party_id)
    if party is None or party.retired:
        raise errors.UnknownPerson(name=str(into.party_id))
    otherwise = (party.id, party.name)
    if not into.by_names:
        return lambda _date: otherwise
    found: dict[str, list[tuple[int, str]]] = {}
    everybody = select(Party.id, Party.name, Party.search_key, Party.email).where(Party.retired.is_(False))
    for number, name, key, email in session.execute(everybody):
        for one in {key, *([email.casefold()] if email else [])}:
            found.setdefault(one, []).append((number, name))

    def whose(one: FileDate) -> tuple[int, str]:
        for name in one.names:
            keys = (name.casefold(), *sorted(named.turned(name)), *(search_key(part) for part in _pieces(name)))
            for key in keys:
                those = found.get(key, ())
                if len(those) == 1:
                    return those[0]
        return otherwise

    return whose


def _pieces(title: str) -> Iterator[str]:
    """What stands before or behind a colon, a dash or a bracket: "Dupont : yoga", "Réunion (Mairie)"."""
    for sign in (" - ", " – ", " — ", ":", "·", "(", "/", ","):
        if sign in title:
            yield from (part.strip(" )") for part in title.split(sign))
