"""The book of visits: what was written wrong is put right with its trace, and a past day is written from paper."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Visit
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.visiting import closing_time
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.visit import days_due
from tierslieu_desk.services.visit.visits import ADD, VisitRow, Visits, cover, refuse_own_guest

CORRECTED, TAKEN_OUT = "correct_visit", "take_out_visit"
LOOKED_THROUGH = 400
"""Of how many visits what was put right is told: more than a year of them."""
LONGEST = timedelta(hours=24)
"""Nobody stays longer than that without going home; what is typed as more is a slip."""


@dataclass(frozen=True, slots=True)
class Written:
    """A visit as it is to stand. `left` is None while they are here, or when nobody knows: closing time counts then.

    `half_days` None: as the arrival counts by itself, and half a day where they left by noon.
    """

    party_id: int
    arrived: datetime
    left: datetime | None = None
    half_days: int | None = None
    host_id: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody put a visit right, `at` the place's wall clock: what it was before. `removed`: it never happened.

    `name` is whose it was, empty when that is not what was wrong.
    """

    visit_id: int
    at: datetime
    who: str
    name: str
    arrived: datetime
    left: datetime | None
    half_days: int
    removed: bool


class VisitBook:
    """What has happened, written down as it was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._visits = Visits(desk)

    def correct(self, visit_id: int, anew: Written, was: Written | None = None) -> VisitRow:
        """Write that instead; what it was stays in the journal, and what it used follows.

        `was`: what somebody read; `ChangedMeanwhile` when it says something else by now. Raises `NotYet`,
        `LeftBeforeArrived`, `HereThen`, `OwnGuest`, `NotFound`, and `InvoiceAlreadyIssued` when the day was paid or
        invoiced and would be another's, or count for more or less.
        """
        return self._correct(visit_id, anew, was, None)

    def take_back(self, was: VisitRow, now: Written) -> VisitRow:
        """The way back from a correction: the visit as it was, using no more than it used then.

        Raises what `correct` raises, and `ChangedMeanwhile` where what paid for the day then is not there any more: a
        day that was put on the slate, days used up since.
        """
        with self._desk.store.writing():
            row = self._correct(was.id, as_written(was), now, was.used)
            if (row.used, row.to_pay) != (was.used, was.to_pay):
                raise errors.ChangedMeanwhile(what=was.name)
            return row

    def _correct(self, visit_id: int, anew: Written, was: Written | None, uses: int | None) -> VisitRow:
        """`uses`: no more half-days than that are drawn."""
        with self._desk.store.writing() as session:
            visit, before = self._standing(session, visit_id)
            if was is not None and _to_minutes(was) != _to_minutes(as_written(before)):
                raise errors.ChangedMeanwhile(what=before.name)
            wanted = before.half_days if anew.half_days is None else anew.half_days
            self._refuse(session, anew, besides=visit_id)
            other = (anew.party_id, anew.arrived.date(), wanted) != (visit.party_id, visit.day, visit.half_days)
            if other:
                days_due.uncover(self._desk, session, visit_id)
                allowances.give_back(self._desk, session, visit_id)
            if anew.party_id != visit.party_id:
                visit.party_id, visit.role = anew.party_id, session.get_one(Party, anew.party_id).role
            visit.day, visit.half_days, visit.host_id = anew.arrived.date(), wanted, anew.host_id
            self._set_times(visit, before, anew)
            session.flush()
            drawn = wanted if uses is None else min(wanted, uses)
            if other and (drawn or uses is None):
                cover(self._desk, session, (anew.party_id, visit_id), drawn, anew.arrived)
            self._desk.note(session, CORRECTED, "visit", visit_id, was=_plain(before, anew.party_id))
            return self._visits.of(visit_id)

    def write(self, came: Written) -> VisitRow:
        """A visit of a past day, or of today, as it stands on paper. Raises what `correct` raises."""
        day = came.arrived.date()
        with self._desk.store.writing() as session:
            self._refuse(session, came, besides=None)
            party = session.get_one(Party, came.party_id)
            wanted = came.half_days
            if wanted is None:
                same_day = [row for row in self._visits.of_person(came.party_id, LOOKED_THROUGH) if row.day == day]
                wanted = passes.half_days_of(came.arrived, sum(row.half_days for row in same_day), came.left)
            facts = {"party_id": came.party_id, "role": party.role, "day": day, "half_days": wanted}
            to_utc = self._desk.clock.to_utc
            times = {"arrived_at": to_utc(came.arrived), "left_at": None if came.left is None else to_utc(came.left)}
            visit_id = add_row(session, ADD, facts | times | {"host_id": came.host_id})
            cover(self._desk, session, (came.party_id, visit_id), wanted, came.arrived)
            self._desk.note(session, "write_visit", "visit", visit_id)
            return self._visits.of(visit_id)

    def waits_for_goodbye(self, came: Written) -> VisitRow | None:
        """Their visit of that day that lacks only the goodbye the paper has: it began in the same half of the day."""
        noon, left = datetime.combine(came.arrived.date(), passes.NOON), came.left
        if left is None:
            return None
        for row in self._visits.of_person(came.party_id, LOOKED_THROUGH):
            same_half = row.day == came.arrived.date() and (row.arrived < noon) == (came.arrived < noon)
            if row.closed and same_half and _minute(row.arrived) <= left:
                return row
        return None

    def say_goodbye(self, before: VisitRow, left: datetime) -> tuple[VisitRow, Written]:
        """Write when they left, as the paper says: by noon it was half a day, and the other comes back.

        When they came stays as the desk wrote it, and so does less than that. Returns the visit, and what was written
        of it, for the way back. Raises what `correct` raises.
        """
        was = as_written(before)
        counts = min(before.half_days, passes.half_days_of(before.arrived, left=left))
        now = replace(was, left=left, half_days=counts)
        return self.correct(before.id, now, was), now

    def take_out(self, visit_id: int) -> None:
        """It never happened: it counts no more, what it used comes back, and its trace stays.

        Raises `NotFound`, and `InvoiceAlreadyIssued` when its day was paid or invoiced.
        """
        with self._desk.store.writing() as session:
            visit, before = self._standing(session, visit_id)
            days_due.uncover(self._desk, session, visit_id)
            visit.undone = True
            session.flush()
            allowances.give_back(self._desk, session, visit_id)
            self._desk.note(session, TAKEN_OUT, "visit", visit_id, was=_plain(before, before.party_id))

    def traces(self, party_id: int, limit: int = 20) -> tuple[Trace, ...]:
        """What was put right of somebody's visits, the last first."""
        with self._desk.store.reading() as session:
            mine = select(Visit.id).where(Visit.party_id == party_id).order_by(Visit.id.desc()).limit(LOOKED_THROUGH)
            found = session.scalars(
                select(JournalEntry)
                .where(
                    JournalEntry.subject == "visit",
                    JournalEntry.subject_id.in_(mine),
                    JournalEntry.act.in_((CORRECTED, TAKEN_OUT)),
                )
                .order_by(JournalEntry.id.desc())
                .limit(limit)
            ).all()
            return tuple(self._trace(session, one) for one in found)

    def _trace(self, session: Session, entry: JournalEntry) -> Trace:
        was = json.loads(entry.facts)["was"]
        whose = session.get(Party, was["party"]) if "party" in was else None
        return Trace(
            visit_id=entry.subject_id or 0,
            at=self._desk.clock.to_wall(entry.at),
            who=entry.who,
            name=whose.name if whose is not None else "",
            arrived=datetime.fromisoformat(was["arrived"]),
            left=datetime.fromisoformat(was["left"]) if was["left"] else None,
            half_days=was["half_days"],
            removed=entry.act == TAKEN_OUT,
        )

    def _standing(self, session: Session, visit_id: int) -> tuple[Visit, VisitRow]:
        """The visit, and how it reads now. Raises `NotFound`, of somebody without a name too."""
        before = self._visits.of(visit_id)
        if before.party_id is None:
            raise errors.NotFound(what="visit", id=visit_id)
        return session.get_one(Visit, visit_id), before

    def _set_times(self, visit: Visit, before: VisitRow, anew: Written) -> None:
        """Only what differs is written: seconds that no field shows stay, and so does a goodbye that nobody said."""
        clock = self._desk.clock
        if _minute(anew.arrived) != _minute(before.arrived):
            visit.arrived_at = clock.to_utc(anew.arrived)
        if anew.left is None:
            visit.left_at = None
        elif before.left is None or _minute(anew.left) != _minute(before.left):
            visit.left_at = clock.to_utc(anew.left)
        if visit.left_at is not None and visit.left_at < visit.arrived_at:
            visit.left_at = visit.arrived_at

    def _refuse(self, session: Session, anew: Written, besides: int | None) -> None:
        now = self._desk.clock.wall()
        if anew.arrived > now:
            raise errors.NotYet(when=anew.arrived, now=now, field="arrived")
        if anew.left is not None and anew.left > now:
            raise errors.NotYet(when=anew.left, now=now, field="left")
        if anew.left is not None and not anew.arrived <= anew.left <= anew.arrived + LONGEST:
            raise errors.LeftBeforeArrived(arrived=anew.arrived, left=anew.left, field="left")
        if session.get(Party, anew.party_id) is None:
            raise errors.NotFound(what="party", id=anew.party_id)
        refuse_own_guest(session, anew.party_id, anew.host_id)
        self._refuse_twice(session, anew, besides)

    def _refuse_twice(self, session: Session, anew: Written, besides: int | None) -> None:
        """Nobody is here twice at once. Raises `HereThen`."""
        end = anew.left or closing_time(anew.arrived, self._desk.house(session).hours)
        day = anew.arrived.date()
        for row in self._visits.of_person(anew.party_id, LOOKED_THROUGH):
            if row.day < day - timedelta(days=1):
                break
            until = row.left or closing_time(row.arrived, self._desk.house(session).hours)
            if row.id != besides and _minute(row.arrived) < end and anew.arrived < until:
                since = row.arrived
                raise errors.HereThen(name=row.name, since=since, left=until, day=since.date(), field="arrived")


def as_written(row: VisitRow) -> Written:
    """A visit as it stands, to be written so again."""
    return Written(row.party_id or 0, row.arrived, None if row.closed else row.left, row.half_days, row.host_id)


def _to_minutes(one: Written) -> Written:
    return replace(one, arrived=_minute(one.arrived), left=None if one.left is None else _minute(one.left))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _plain(row: VisitRow, party_id: int | None) -> dict[str, Any]:
    """What a visit was; whose, only where that changed: the journal is kept for longer than a visitor's name."""
    left = None if row.closed or row.left is None else row.left.isoformat()
    whose = {} if row.party_id == party_id else {"party": row.party_id}
    return {"arrived": row.arrived.isoformat(), "left": left, "half_days": row.half_days} | whose
