"""Volunteer time: who gave how many minutes on which day, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, insert, select

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import add_row
from tierslieu_desk.models.visiting import VolunteerTime
from tierslieu_desk.rules.visiting import MINUTES_A_DAY
from tierslieu_desk.services.desk import Desk

_ADD = insert(table_of(VolunteerTime))


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """So many minutes of somebody on a day."""

    id: int
    party_id: int
    name: str
    day: date
    minutes: int
    what: str


class Volunteers:
    """Time given, in one line each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, party_id: int, minutes: int, what: str = "", day: date | None = None) -> int:
        """Somebody gave that time, today unless said; the number, to take it back with.

        Raises `MissingFact` for no time at all, `TooManyHours` for more than a day of theirs holds, `NotYet`,
        `NotFound`, and `NotAPerson`.
        """
        now = self._desk.clock.wall()
        on = day or now.date()
        if minutes < 1:
            raise errors.MissingFact(field="hours", who="")
        if on > now.date():
            raise errors.NotYet(when=on, now=now, field="day")
        with self._desk.store.writing() as session:
            party = session.get(Party, party_id)
            if party is None:
                raise errors.NotFound(what="party", id=party_id)
            if party.kind != "person":
                raise errors.NotAPerson(name=party.name)
            given = select(func.coalesce(func.sum(VolunteerTime.minutes), 0)).where(
                VolunteerTime.party_id == party_id, VolunteerTime.day == on
            )
            total = minutes + session.execute(given).scalar_one()
            if total > MINUTES_A_DAY:
                raise errors.TooManyHours(name=party.name, hours=-(-total // 60), day=on, field="hours")
            facts = {"party_id": party_id, "day": on, "minutes": minutes, "what": " ".join(what.split())}
            number = add_row(session, _ADD, facts | {"noted_at": self._desk.clock.now()})
            self._desk.note(session, "volunteer_time", "volunteer_time", number, minutes=minutes)
            return number

    def take_back(self, number: int) -> None:
        """It was written by mistake. Raises `NotFound` the second time."""
        with self._desk.store.writing() as session:
            found = session.get(VolunteerTime, number)
            if found is None:
                raise errors.NotFound(what="volunteer_time", id=number)
            session.execute(delete(VolunteerTime).where(VolunteerTime.id == number))
            self._desk.note(session, "volunteer_time_undone", "volunteer_time", number, minutes=found.minutes)

    def of_person(self, party_id: int, limit: int = 20) -> tuple[VolunteerRow, ...]:
        """What somebody gave, the last first."""
        with self._desk.store.reading() as session:
            found = session.execute(
                select(
                    VolunteerTime.id,
                    VolunteerTime.party_id,
                    Party.name,
                    VolunteerTime.day,
                    VolunteerTime.minutes,
                    VolunteerTime.what,
                )
                .join(Party, Party.id == VolunteerTime.party_id)
                .where(VolunteerTime.party_id == party_id)
                .order_by(VolunteerTime.day.desc(), VolunteerTime.id.desc())
                .limit(limit)
            )
            return tuple(VolunteerRow(*row) for row in found)

    def minutes(self, first: date, last: date) -> int:
        """Of everybody, on those days, both included."""
        with self._desk.store.glancing() as seen:
            return int(seen.value(MINUTES_GIVEN, first=first, last=last))


MINUTES_GIVEN = "SELECT coalesce(sum(minutes), 0) FROM volunteer_time WHERE day BETWEEN :first AND :last"
