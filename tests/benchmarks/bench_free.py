"""A free room for a day looked for in 14 days, with its price, beside bare sqlite3 that reads who is there in one scan.

The baseline is one statement over those days without a thought for units, rules, prices or the gaps between bookings;
`seeks` is the least sqlite3 can read it with, one seek in the index a unit, for comparison.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from houses import Lived

from tierslieu_desk import compose
from tierslieu_desk.models.store import FILE
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.free_search import SpaceWish
from tierslieu_desk.wallclock import DAY, Slot

if TYPE_CHECKING:
    from tierslieu_desk.compose import Services

BUDGET, GROWTH_BUDGET = 5.0, 1.3
DAYS, A_DAY = 14, 8 * 60
_SCAN = "SELECT unit_id, starts, ends FROM hold WHERE starts < ? AND ends > ?"
_UNITS = "SELECT id FROM unit WHERE retired = 0 AND is_pool = 0"
_SEEK = "SELECT starts, ends FROM hold WHERE unit_id = ? AND starts < ? AND starts >= ?"


@dataclass(frozen=True, slots=True)
class Took:
    """Median seconds: one scan, a seek a unit, a free room, and any free space of all units."""

    scan: float
    seeks: float
    room: float
    space: float


def scan(connection: sqlite3.Connection, span: Slot) -> float:
    """Seconds of one scan over those days."""
    began = perf_counter()
    connection.execute(_SCAN, (str(span.end), str(span.start))).fetchall()
    return perf_counter() - began


def seeks(connection: sqlite3.Connection, span: Slot) -> float:
    """Seconds of a seek for each unit."""
    began = perf_counter()
    for (unit,) in connection.execute(_UNITS).fetchall():
        connection.execute(_SEEK, (unit, str(span.end), str(span.start))).fetchall()
    return perf_counter() - began


def search(services: Services, span: Slot, kind: UnitKind | None) -> float:
    """Seconds until what is free is there with its price, as the window asks for it."""
    began = perf_counter()
    services.free_spaces.search(SpaceWish(span.start.date(), span.end.date() - DAY, A_DAY, kind=kind))
    return perf_counter() - began


def searches(houses: list[Lived], rounds: int) -> list[Took]:
    """Medians for each house, one after the other in every round."""
    with ExitStack() as stack:
        opened = []
        for house in houses:
            services = stack.enter_context(closing(compose.open_desk(house.folder, house.today)))
            connection = stack.enter_context(closing(sqlite3.connect(house.folder / FILE)))
            start = datetime.combine(house.today, time()) + DAY
            opened.append((services, connection, Slot(start, start + timedelta(days=DAYS))))
        took: list[list[tuple[float, float, float, float]]] = [[] for _ in houses]
        for turn in range(rounds * 8 + 3):
            for kept, (services, connection, span) in zip(took, opened, strict=True):
                one = (
                    scan(connection, span),
                    seeks(connection, span),
                    search(services, span, UnitKind.ROOM),
                    search(services, span, None),
                )
                if turn >= 3:
                    kept.append(one)
    return [Took(*(median(turns) for turns in zip(*kept, strict=True))) for kept in took]
