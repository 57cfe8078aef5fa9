"""The computers open to all, with whose turn it is, for the first page: without SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tierslieu_desk.models.glance import Glance


@dataclass(frozen=True, slots=True)
class Turn:
    """Half an hour of somebody; an empty `name` was not asked for."""

    id: int
    name: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Station:
    """One computer: who sits there `now`, and who is next, in their order."""

    id: int
    name: str
    now: Turn | None
    next: tuple[Turn, ...]


def read_stations(seen: Glance, now: datetime) -> tuple[Station, ...]:
    """Every computer with its queue at that moment, for Today too."""
    turns: dict[int, list[Turn]] = {}
    for number, station, name, starts, ends in seen.rows(_TURNS, now=now):
        turn = Turn(number, name, datetime.fromisoformat(starts), datetime.fromisoformat(ends))
        turns.setdefault(station, []).append(turn)
    stations = []
    for number, name in seen.rows("SELECT id, name FROM workstation WHERE NOT retired ORDER BY id"):
        mine = turns.get(number, [])
        sits = next((turn for turn in mine if turn.starts <= now), None)
        stations.append(Station(number, name, sits, tuple(turn for turn in mine if turn is not sits)))
    return tuple(stations)


_TURNS = """
    SELECT t.id, t.workstation_id, t.name, t.starts, t.ends FROM workstation AS w
    CROSS JOIN workstation_turn AS t ON t.workstation_id = w.id AND t.starts > datetime(:now, '-1 day')
    WHERE t.ends > :now AND t.left_at IS NULL ORDER BY t.workstation_id, t.starts, t.id
"""
