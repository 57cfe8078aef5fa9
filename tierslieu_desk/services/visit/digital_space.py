"""The digital public space: help given without a name, and half-hours at the computers, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.store import add_row
from tierslieu_desk.models.visiting import HelpGiven, Workstation, WorkstationTurn
from tierslieu_desk.rules.visiting import HALF_HOUR, AgeBand
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.visit.stations import Station, Turn, read_stations

_ADD_HELP, _ADD_TURN = insert(table_of(HelpGiven)), insert(table_of(WorkstationTurn))
_ADD_STATION = insert(table_of(Workstation))
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class HelpCount:
    """What help was given in a time: how often, and minutes of it."""

    times: int
    minutes: int


@asking({Right.SETTINGS: "add_station retire_station set_stations"})
class DigitalSpace:
    """What is done on the afternoons when the computers are open to all."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def stations(self) -> tuple[Station, ...]:
        """Every computer with its queue, as it stands now."""
        with self._desk.store.glancing() as seen:
            return read_stations(seen, self._desk.clock.wall())

    def add_station(self, name: str) -> int:
        """One more computer; one that was put away comes back by its name. Raises `MissingFact`, `NameTaken`."""
        said = " ".join(name.split())
        if not said:
            raise errors.MissingFact(field="name", who="")
        with self._desk.store.writing() as session:
            known = session.scalar(select(Workstation).where(Workstation.name == said))
            if known is None:
                return add_row(session, _ADD_STATION, {"name": said})
            if not known.retired:
                raise errors.NameTaken(name=said)
            known.retired = False
            session.flush()
            return known.id

    def retire_station(self, station_id: int) -> None:
        """It is there no more; who waited for it waits for none. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            station = session.get(Workstation, station_id)
            if station is None:
                raise errors.NotFound(what="workstation", id=station_id)
            now = self._desk.clock.wall()
            session.execute(
                delete(WorkstationTurn).where(
                    WorkstationTurn.workstation_id == station_id, WorkstationTurn.starts > now
                )
            )
            station.retired = True
            session.flush()

    def set_stations(self, names: Sequence[str]) -> None:
        """These computers and no others; one that is left out is put away. Raises `NameTaken` for one named twice."""
        wanted = [said for name in names if (said := " ".join(name.split()))]
        twice = next((name for number, name in enumerate(wanted) if name in wanted[:number]), None)
        if twice is not None:
            raise errors.NameTaken(name=twice, field="names")
        with self._desk.store.writing():
            there = {station.name: station.id for station in self.stations()}
            for name in wanted:
                if name not in there:
                    self.add_station(name)
            for name, number in there.items():
                if name not in wanted:
                    self.retire_station(number)

    def queue(self, name: str = "", station_id: int | None = None) -> tuple[str, Turn]:
        """Half an hour for somebody: now where a computer is free, else after whoever is last at the first to be free.

        The computer's name, and the turn. Raises `NoWorkstation`, `NotFound`.
        """
        with self._desk.store.writing() as session:
            stations = [s for s in self.stations() if station_id in (None, s.id)]
            if not stations:
                raise errors.NoWorkstation if station_id is None else errors.NotFound(what="workstation", id=station_id)
            now = self._desk.clock.wall().replace(second=0, microsecond=0)
            free = {station.id: max([now, *(turn.ends for turn in _of(station))]) for station in stations}
            chosen = min(stations, key=lambda station: (free[station.id], station.name))
            starts = free[chosen.id]
            facts: dict[str, Any] = {"workstation_id": chosen.id, "name": " ".join(name.split())}
            number = add_row(session, _ADD_TURN, facts | {"starts": starts, "ends": starts + HALF_HOUR})
            return chosen.name, Turn(number, facts["name"], starts, starts + HALF_HOUR)

    def end(self, turn_id: int) -> None:
        """They have gone, or wait no more; whoever comes after them moves up. Raises `NotFound`, `AlreadyDone`."""
        now = self._desk.clock.wall().replace(second=0, microsecond=0)
        with self._desk.store.writing() as session:
            turn = session.get(WorkstationTurn, turn_id)
            if turn is None:
                raise errors.NotFound(what="workstation_turn", id=turn_id)
            if turn.left_at is not None or turn.ends <= now:
                raise errors.AlreadyDone(what="turn", on=turn.starts.date())
            if turn.starts >= now:
                free = turn.starts
                session.delete(turn)
            else:
                free = turn.left_at = now
            session.flush()
            self._move_up(session, turn.workstation_id, free)

    def _move_up(self, session: Session, station_id: int, free: datetime) -> None:
        now = self._desk.clock.wall().replace(second=0, microsecond=0)
        later = session.scalars(
            select(WorkstationTurn)
            .where(
                WorkstationTurn.workstation_id == station_id,
                WorkstationTurn.starts >= free,
                WorkstationTurn.left_at.is_(None),
            )
            .order_by(WorkstationTurn.starts, WorkstationTurn.id)
        ).all()
        at = max(free, now)
        for turn in later:
            turn.starts, turn.ends = at, at + HALF_HOUR
            at = turn.ends
        session.flush()

    def help_given(self, topic: str, minutes: int, age: AgeBand = AgeBand.UNKNOWN) -> int:
        """Somebody was helped with that, today. Raises `MissingFact` without a topic or any time."""
        said = " ".join(topic.split())
        if not said:
            raise errors.MissingFact(field="topic", who="")
        if not 1 <= minutes <= MOST_MINUTES:
            raise errors.MissingFact(field="minutes", who="")
        with self._desk.store.writing() as session:
            facts = {"topic": said, "minutes": minutes, "age_band": age.value, "day": self._desk.clock.today()}
            return add_row(session, _ADD_HELP, facts | {"noted_at": self._desk.clock.now()})

    def take_back_help(self, number: int) -> None:
        """It was written by mistake. Raises `NotFound` the second time."""
        with self._desk.store.writing() as session:
            if session.get(HelpGiven, number) is None:
                raise errors.NotFound(what="help_given", id=number)
            session.execute(delete(HelpGiven).where(HelpGiven.id == number))

    def topics(self, most: int = 8) -> tuple[str, ...]:
        """What was asked for most, to be offered first."""
        with self._desk.store.glancing() as seen:
            return tuple(row[0] for row in seen.rows(_TOPICS, most=most))

    def helped(self, first: date, last: date) -> HelpCount:
        """On those days, both included."""
        with self._desk.store.glancing() as seen:
            return HelpCount(*seen.rows(_HELPED, first=first, last=last)[0])


def _of(station: Station) -> tuple[Turn, ...]:
    return (*((station.now,) if station.now is not None else ()), *station.next)


_TOPICS = "SELECT topic FROM help_given GROUP BY topic ORDER BY count(*) DESC, topic LIMIT :most"
_HELPED = "SELECT count(*), coalesce(sum(minutes), 0) FROM help_given WHERE day BETWEEN :first AND :last"
