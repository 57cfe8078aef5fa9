"""A small house for tests: a place in the Ariège, two rooms that make a big one, three desks in a pool, a booth."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import event

from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Role, UnitKind, VatCategory, VatRegime
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.place.places import PlaceDescription, Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.wallclock import Slot, StoppedClock

NOW = datetime(2026, 11, 24, 10, 47)
"""A Tuesday morning, winter time: 09:47 in UTC."""

WEEK = tuple(WeeklyHours(weekday, 8 * 60, 20 * 60) for weekday in range(5))
"""Monday to Friday, 08:00 to 20:00."""

ROOM_GRID = (
    PriceStep("hour", 60, 100_000, Basis.NET, VatCategory.STANDARD),
    PriceStep("half day", 240, 300_000, Basis.NET, VatCategory.STANDARD),
)
DESK_GRID = (PriceStep("half day", 240, 80_000, Basis.GROSS, VatCategory.STANDARD),)


@contextmanager
def overheard(store: stores.Store) -> Iterator[list[str]]:
    """Every statement that reaches the database meanwhile, its values filled in, whatever asks it."""
    said: list[str] = []
    store._reader.dispose()
    listening: list[sqlite3.Connection] = [store._writing_connection, *store._idle]

    def listen(connection: sqlite3.Connection, *_record: object) -> None:
        connection.set_trace_callback(said.append)
        listening.append(connection)

    for connection in tuple(listening):
        connection.set_trace_callback(said.append)
    event.listen(store._reader, "connect", listen)
    try:
        with store.glancing():
            pass
        for connection in store._idle:
            connection.set_trace_callback(said.append)
        yield said
    finally:
        event.remove(store._reader, "connect", listen)
        for connection in (*listening, *store._idle):
            connection.set_trace_callback(None)


@dataclass(frozen=True, slots=True)
class SmallHouse:
    """The numbers of the units of `small_house`."""

    room_a: int
    room_b: int
    big_room: int
    desks: tuple[int, int, int]
    pool: int
    booth: int


@cache
def empty_store() -> bytes:
    """The file of a new store, made once: its tables take longer to make than most tests to run."""
    with tempfile.TemporaryDirectory() as folder:
        stores.create(Path(folder)).close()
        return (Path(folder) / stores.FILE).read_bytes()


@contextmanager
def open_desk(folder: Path, now: datetime = NOW, store_file: bytes | None = None) -> Iterator[Desk]:
    """A desk on a new store in that folder, or a copy of the one given, its clock stopped at `now`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / stores.FILE).open("xb") as file:
        file.write(store_file or empty_store())
    store = stores.Store(folder)
    try:
        yield Desk(store, StoppedClock(now), lambda: "Camille")
    finally:
        assert not store.in_unit_of_work
        store.close()


def advance_to(desk: Desk, wall: datetime) -> None:
    """Move the hands of the desk's stopped clock."""
    assert isinstance(desk.clock, StoppedClock)
    desk.clock.set(wall)


def describe_place(desk: Desk, regime: VatRegime = VatRegime.LIABLE) -> None:
    """A company under VAT, open on working days."""
    places = Places(desk)
    places.describe(
        PlaceDescription(
            name="L’Étang Vert",
            legal_name="SCIC L’Étang Vert",
            siret="73282932000074",
            vat_number="FR44732829320",
            vat_regime=regime,
            street="12 rue des Tanneurs",
            postcode="09500",
            city="Mirepoix",
        )
    )
    places.set_hours(WEEK)


def add_units(desk: Desk) -> SmallHouse:
    """Rooms A and B that make the big room, three desks in a pool, a booth; rooms 10.00 net an hour, 30.00 for four."""
    units = Units(desk)
    room_a = units.add(NewUnit("Room A", UnitKind.ROOM, seats=8))
    room_b = units.add(NewUnit("Room B", UnitKind.ROOM, seats=6))
    big_room = units.add(NewUnit("Big room", UnitKind.ROOM, seats=14))
    units.compose(big_room, [room_a, room_b])
    one, two, three = (units.add(NewUnit(f"Desk {n}", UnitKind.DESK, group="Open space")) for n in (1, 2, 3))
    pool = units.add_pool(NewUnit("Open space", UnitKind.DESK), [one, two, three])
    booth = units.add(NewUnit("Booth", UnitKind.BOOTH))
    units.set_prices(UnitKind.ROOM, ROOM_GRID)
    units.set_prices(UnitKind.DESK, DESK_GRID)
    return SmallHouse(room_a, room_b, big_room, (one, two, three), pool, booth)


def small_house(desk: Desk) -> SmallHouse:
    """The place described and its units made."""
    describe_place(desk)
    return add_units(desk)


@cache
def settled() -> tuple[bytes, SmallHouse]:
    """The file of a store with nothing but the small house in it, and its units, made once."""
    with tempfile.TemporaryDirectory() as folder:
        with open_desk(Path(folder)) as desk:
            house = small_house(desk)
        return (Path(folder) / stores.FILE).read_bytes(), house


def person(desk: Desk, given: str = "Marie", family: str = "Dupont", role: Role = Role.MEMBER) -> int:
    """The number of a new person."""
    return People(desk).add_person(NewPerson(given_name=given, family_name=family, role=role))


def organisation(desk: Desk, name: str = "Pyrène Conseil") -> int:
    """The number of a new organisation."""
    return People(desk).add_organisation(NewOrganisation(name=name))


def slot(start: str, end: str, day: str = "2026-11-25") -> Slot:
    """`slot("09:00", "12:00")` on the Wednesday after `NOW`."""
    return Slot(datetime.fromisoformat(f"{day} {start}"), datetime.fromisoformat(f"{day} {end}"))
