"""Visits: in and out with one key, who is here, and how many came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, Update, bindparam, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import AllowanceEntry, Visit
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.opening import PlaceClosure, WeeklyHours
from tierslieu_desk.rules.visiting import closing_time, first_day_here
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import allowances, in_advance
from tierslieu_desk.services.plan.unlimited import unlimited_on
from tierslieu_desk.services.visit import days_due
from tierslieu_desk.services.visit.presence import guest_of


@dataclass(frozen=True, slots=True)
class VisitRow:
    """Somebody who came. `left` is None while they are here; `closed` when nobody checked them out.

    `half_days` is what the visit counts for, `used` what an allowance paid of it; `to_pay` when neither an allowance
    nor a subscription covers the rest: the house talks first, access is never cut. `host` is the member who brings
    them. Without a number nor a name it is a passer-by, or a visitor whose name is kept no longer (`nameless`).
    """

    id: int
    party_id: int | None
    name: str
    role: Role
    day: date
    arrived: datetime
    left: datetime | None
    closed: bool
    half_days: int
    used: int
    to_pay: bool
    host_id: int | None = None
    host: str = ""
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many came on a day, and the half-days they stayed. A person counts once a day."""

    day: date
    members: int
    guests: int
    visitors: int
    passers_by: int
    half_days: int

    @property
    def total(self) -> int:
        """Everyone."""
        return self.members + self.guests + self.visitors + self.passers_by


class Visits:
    """Who comes and goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def check_in(
        self, party_id: int, half_days: int | None = None, host_id: int | None = None, override: str = ""
    ) -> VisitRow:
        """Somebody is here. Counts a day before noon and half a day after (never more than a day in all), unless said.

        `host_id`: who brings them. Raises `AlreadyHere`, `NotFound`, `OwnGuest`, `ClockBehind` when they are written
        down as here later than the clock says it is, and `PlaceClosed` in a closure that lets nobody in, but for an
        `override`, the facilitator's reason for letting them in all the same.
        """
        now, wall = self._desk.clock.now(), self._desk.clock.wall()
        today = wall.date()
        with self._desk.store.writing() as session:
            party = _party(session, party_id)
            refuse_own_guest(session, party_id, host_id)
            if not override:
                refuse_closed(self._desk.house(session).closures, wall)
            earlier = self._lately(session, party_id, wall)
            here = next((visit for visit in earlier if visit.left is None), None)
            if here is not None:
                raise errors.AlreadyHere(name=party.name, since=here.arrived)
            counted = sum(visit.half_days for visit in earlier if visit.day == today)
            wanted = passes.half_days_of(wall, counted) if half_days is None else half_days
            came = {"party_id": party_id, "role": party.role, "day": today, "arrived_at": now, "host_id": host_id}
            visit_id = add_row(session, ADD, came | {"left_at": None, "half_days": wanted})
            cover(self._desk, session, (party_id, visit_id), wanted, wall)
            facts = {"override": override} if override else {}
            self._desk.note(session, "check_in", "visit", visit_id, **facts)
            return self._one(session, visit_id)

    def check_out(self, party_id: int) -> VisitRow:
        """Somebody leaves. Raises `NotHere`, `NotFound`, and `ClockBehind` when that would be before they came."""
        wall = self._desk.clock.wall()
        with self._desk.store.writing() as session:
            party = _party(session, party_id)
            here = next((visit for visit in self._lately(session, party_id, wall) if visit.left is None), None)
            if here is None:
                raise errors.NotHere(name=party.name)
            now = self._desk.clock.now()
            session.get_one(Visit, here.id).left_at = now
            session.flush()
            session.execute(_with_them(party_id, here.day).where(Visit.left_at.is_(None)).values(left_at=now))
            self._desk.note(session, "check_out", "visit", here.id)
            return self._one(session, here.id)

    def guest_leaves(self, visit_id: int) -> VisitRow:
        """A guest without a name leaves before their host. Raises `NotFound`, and `NotHere` when they have left."""
        with self._desk.store.writing() as session:
            visit = _standing(session, visit_id)
            before = self._one(session, visit_id)
            if visit.party_id is not None or before.left is not None:
                raise errors.NotHere(name=before.name or guest_of(before.host))
            visit.left_at = self._desk.clock.now()
            session.flush()
            self._desk.note(session, "guest_leaves", "visit", visit_id)
            return self._one(session, visit_id)

    def guest_of(self, host_id: int) -> int:
        """Somebody comes with whoever has come today already, on their badge: a guest of theirs, without a name.

        Nothing of what the host bought is used for them. They leave with the host. The number of the visit, to undo it
        with. Raises `NotHere` when the host has not come today, `NotFound`.
        """
        wall = self._desk.clock.wall()
        with self._desk.store.writing() as session:
            host = _party(session, host_id)
            if not any(visit.day == wall.date() for visit in self._lately(session, host_id, wall)):
                raise errors.NotHere(name=host.name)
            came = {"role": Role.GUEST, "day": wall.date(), "arrived_at": self._desk.clock.now(), "host_id": host_id}
            visit_id = add_row(session, ADD, came | {"left_at": None, "half_days": 0, "party_id": None})
            session.execute(update(Visit).where(Visit.id == visit_id).values(someone=visit_id))
            self._desk.note(session, "guest_of", "visit", visit_id, host=host_id)
            return visit_id

    def passer_by(self) -> int:
        """One more whom nobody asked for a name; the number of the visit, to undo it with."""
        now = self._desk.clock.now()
        with self._desk.store.writing() as session:
            passing = {"role": Role.VISITOR, "day": self._desk.clock.today(), "arrived_at": now, "left_at": now}
            visit_id = add_row(session, ADD, passing | {"host_id": None, "half_days": 0, "party_id": None})
            self._desk.note(session, "passer_by", "visit", visit_id)
            return visit_id

    def undo_check_in(self, visit_id: int) -> None:
        """The inverse act: the visit counts no more, its half-days come back, and it owes nothing any more.

        Raises `ChangedMeanwhile` when they have been checked out since, `NotFound` when it was undone before, and
        `InvoiceAlreadyIssued` when its day was paid or invoiced.
        """
        with self._desk.store.writing() as session:
            visit = _standing(session, visit_id)
            if visit.party_id is not None and visit.left_at is not None:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, visit.party_id).name)
            days_due.uncover(self._desk, session, visit_id)
            visit.undone = True
            session.flush()
            back = allowances.give_back(self._desk, session, visit_id)
            self._desk.note(session, "undo_check_in", "visit", visit_id, half_days=back)

    def undo_check_out(self, visit_id: int, left: datetime | None) -> VisitRow:
        """Somebody is still here after all. `left` is when they did, as the check-out told it.

        Raises `ChangedMeanwhile` when that is no longer so, `NotFound`, `AlreadyHere` when they came back since.
        """
        wall = self._desk.clock.wall()
        with self._desk.store.writing() as session:
            visit = _standing(session, visit_id)
            seen = None if visit.left_at is None else self._desk.clock.to_wall(visit.left_at)
            if seen is None or left != seen:
                raise errors.ChangedMeanwhile(what=self._one(session, visit_id).name)
            if visit.party_id is not None:
                hours = self._desk.house(session).hours
                others = (self._row(row, hours, wall) for row in _of_days(session, visit.party_id, visit.day))
                here = next((other for other in others if other.left is None and other.id != visit_id), None)
                if here is not None:
                    raise errors.AlreadyHere(name=here.name, since=here.arrived)
            if visit.party_id is not None:
                with_them = _with_them(visit.party_id, visit.day).where(Visit.left_at == visit.left_at)
                session.execute(with_them.values(left_at=None))
            visit.left_at = None
            session.flush()
            self._desk.note(session, "undo_check_out", "visit", visit_id)
            return self._one(session, visit_id)

    def here_now(self) -> tuple[VisitRow, ...]:
        """Who is here, first come first. Past closing time nobody is: who forgot to say goodbye has left."""
        wall = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            since = first_day_here(wall, self._desk.house(session).hours)
            wanted = _rows().where(Visit.day.between(since, wall.date()), Visit.left_at.is_(None))
            rows = self._seen(session, session.execute(wanted.order_by(Visit.arrived_at)))
            return tuple(row for row in rows if row.left is None)

    def of_day(self, day: date | None = None) -> tuple[VisitRow, ...]:
        """Everyone who came that day (today unless said), first come first."""
        with self._desk.store.reading() as session:
            wanted = _rows().where(Visit.day == (day or self._desk.clock.today())).order_by(Visit.arrived_at)
            return self._seen(session, session.execute(wanted))

    def of_person(self, party_id: int, limit: int = 50) -> tuple[VisitRow, ...]:
        """The last visits of somebody, newest first."""
        with self._desk.store.reading() as session:
            wanted = _rows().where(Visit.party_id == party_id).order_by(Visit.day.desc(), Visit.arrived_at.desc())
            return self._seen(session, session.execute(wanted.limit(limit)))

    def counts(self, first: date, last: date) -> tuple[DayCount, ...]:
        """How many came on each day somebody did, both days included."""
        with self._desk.store.reading() as session:
            found: Sequence[Any] = session.execute(
                select(
                    Visit.day,
                    Visit.role,
                    _NAMELESS.label("nameless"),
                    func.count(_WHO_CAME.distinct()).label("people"),
                    func.count().label("visits"),
                    func.sum(Visit.half_days).label("half_days"),
                )
                .where(Visit.day.between(first, last), Visit.undone.is_(False))
                .group_by(Visit.day, Visit.role, _NAMELESS)
                .order_by(Visit.day)
            ).all()
        by_day: dict[date, list[Any]] = {}
        for row in found:
            by_day.setdefault(row.day, []).append(row)
        return tuple(_count(day, rows) for day, rows in by_day.items())

    def of(self, visit_id: int) -> VisitRow:
        """One visit as it stands. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            _standing(session, visit_id)
            return self._one(session, visit_id)

    def _lately(self, session: Session, party_id: int, wall: datetime) -> list[VisitRow]:
        """Their visits of today, and of the night that goes on. Raises `ClockBehind`."""
        hours = self._desk.house(session).hours
        since = first_day_here(wall, hours)
        rows = [self._row(row, hours, wall) for row in _of_days(session, party_id, since)]
        refuse_clock_behind(rows, wall)
        return rows

    def _seen(self, session: Session, rows: Iterable[Row[Any]]) -> tuple[VisitRow, ...]:
        hours, wall = self._desk.house(session).hours, self._desk.clock.wall()
        return tuple(self._row(row, hours, wall) for row in rows)

    def _one(self, session: Session, visit_id: int) -> VisitRow:
        row = run(session, _ONE, {"visit": visit_id}).one()
        return self._row(row, self._desk.house(session).hours, self._desk.clock.wall())

    def _row(self, row: Row[Any], hours: tuple[WeeklyHours, ...], wall: datetime) -> VisitRow:
        arrived = self._desk.clock.to_wall(row.arrived_at)
        left = None if row.left_at is None else self._desk.clock.to_wall(row.left_at)
        closing = closing_time(arrived, hours)
        closed = left is None and wall >= closing
        used = -int(row.used or 0)
        return VisitRow(
            id=row.id,
            party_id=row.party_id,
            name=row.name or "",
            role=Role(row.role),
            day=row.day,
            arrived=arrived,
            left=closing if closed else left,
            closed=closed,
            half_days=row.half_days,
            used=used,
            to_pay=used < row.half_days and not row.without_limit and row.someone is None,
            host_id=row.host_id,
            host=row.host or "",
            nameless=row.someone is not None,
        )


def cover(desk: Desk, session: Session, whose: tuple[int, int], wanted: int, arrived: datetime) -> None:
    """What a visit counts for, drawn from what they may use then: `whose` is the person and the visit."""
    party_id, visit_id = whose
    covered = run(session, _UNLIMITED, {"party": party_id, "day": arrived.date()}).scalar_one()
    if covered:
        return
    missing = wanted - allowances.use(desk, session, party_id, wanted, arrived, visit_id)
    if missing > 0 and not days_due.cover_where_free(desk, session, visit_id):
        in_advance.take(desk, session, whose, missing, arrived.date())


def refuse_own_guest(session: Session, party_id: int | None, host_id: int | None) -> None:
    """Nobody is their own guest, nor of somebody who is not there. Raises `OwnGuest`, `NotFound`."""
    if host_id is not None:
        host = _party(session, host_id)
        if host_id == party_id:
            raise errors.OwnGuest(name=host.name, field="host")


def refuse_closed(closures: Sequence[PlaceClosure], wall: datetime) -> None:
    """Nobody comes in while the place is closed to visits. Raises `PlaceClosed`."""
    closure = next((one for one in closures if one.blocks_visits and one.slot.start <= wall < one.slot.end), None)
    if closure is not None:
        raise errors.PlaceClosed(start=closure.slot.start, end=closure.slot.end, reason=closure.reason)


def refuse_clock_behind(rows: Iterable[VisitRow], wall: datetime) -> None:
    """A clock set back would write that somebody left before they came. Raises `ClockBehind`."""
    later = max((row for row in rows if row.arrived > wall), key=_arrival, default=None)
    if later is not None:
        raise errors.ClockBehind(name=later.name, last=later.arrived, now=wall)


def _arrival(row: VisitRow) -> datetime:
    return row.arrived


_HOST = aliased(table_of(Party), name="host")
_NAMELESS = Visit.party_id.is_(None) & Visit.someone.is_(None)
_WHO_CAME = func.coalesce(Visit.party_id, -Visit.someone)


def _rows() -> Select[Any]:
    used = select(func.sum(AllowanceEntry.half_days)).where(AllowanceEntry.visit_id == Visit.id).scalar_subquery()
    return (
        select(
            Visit.id,
            Visit.party_id,
            Party.name,
            Visit.role,
            Visit.day,
            Visit.arrived_at,
            Visit.left_at,
            Visit.half_days,
            Visit.host_id,
            _HOST.c.name.label("host"),
            Visit.someone,
            used.label("used"),
            unlimited_on(Visit.party_id, Visit.day).label("without_limit"),
        )
        .outerjoin(Party, Party.id == Visit.party_id)
        .outerjoin(_HOST, _HOST.c.id == Visit.host_id)
        .where(Visit.undone.is_(False))
    )


ADD = insert(table_of(Visit))
_ONE = _rows().where(Visit.id == bindparam("visit"))
_OF_DAYS = _rows().where(Visit.party_id == bindparam("party"), Visit.day >= bindparam("since"))
_UNLIMITED = select(unlimited_on(bindparam("party"), bindparam("day")))
_WHO = select(Party.name, Party.role).where(Party.id == bindparam("party"))


def _of_days(session: Session, party_id: int, since: date) -> Sequence[Row[Any]]:
    return run(session, _OF_DAYS, {"party": party_id, "since": since}).all()


def _party(session: Session, party_id: int) -> Row[Any]:
    found = run(session, _WHO, {"party": party_id}).first()
    if found is None:
        raise errors.NotFound(what="party", id=party_id)
    return found


def _with_them(host_id: int, day: date) -> Update:
    """The guests without a name whom somebody brought that day."""
    return update(Visit).where(
        *(Visit.host_id == host_id, Visit.day == day, Visit.party_id.is_(None), Visit.undone.is_(False))
    )


def _standing(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None or visit.undone:
        raise errors.NotFound(what="visit", id=visit_id)
    return visit


def _count(day: date, rows: Sequence[Any]) -> DayCount:
    people = {role: sum(row.people for row in rows if row.role == role) for role in Role}
    return DayCount(
        day=day,
        members=people[Role.MEMBER],
        guests=people[Role.GUEST],
        visitors=people[Role.VISITOR],
        passers_by=sum(row.visits for row in rows if row.nameless),
        half_days=sum(row.half_days for row in rows),
    )
