"""The house as it is set up: units and what they are made of, hours, prices, rates. Read whole, then kept in memory.

Every gesture needs it and it changes a few times a year, so it is one frozen value that services share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.place import Closure, OpeningHours, Place, VatRate
from tierslieu_desk.models.units import Price, Unit, UnitPart
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.opening import PlaceClosure, WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vat import DatedRate, rate_on
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory, VatRegime
from tierslieu_desk.wallclock import Slot

WATCHED = frozenset({"unit", "unit_part", "opening_hours", "price", "vat_rate", "place", "closure"})


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """One unit as the desk books it. `leaves` are the units that own its holds; `members` those of a pool."""

    id: int
    name: str
    kind: UnitKind
    group: str
    seats: int
    legal_seats: int
    buffers: Buffers
    shelf: str
    retired: bool
    is_pool: bool
    pool_id: int | None
    parts: tuple[int, ...]
    leaves: tuple[int, ...]
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _DatedPrice:
    kind: UnitKind
    unit_id: int | None
    valid_from: date
    step: PriceStep


@dataclass(frozen=True)
class House:
    """The whole set-up, at one moment."""

    units: dict[int, UnitInfo]
    hours: tuple[WeeklyHours, ...]
    closures: tuple[PlaceClosure, ...]
    prices: tuple[_DatedPrice, ...]
    rates: dict[str, tuple[DatedRate, ...]]
    regime: VatRegime
    country: str
    zone: str

    @cached_property
    def _by_name(self) -> dict[str, UnitInfo]:
        return {names.search_key(unit.name): unit for unit in self.units.values()}

    def unit(self, unit_id: int) -> UnitInfo:
        """Raises `UnknownUnit`."""
        try:
            return self.units[unit_id]
        except KeyError:
            raise errors.UnknownUnit(name=str(unit_id)) from None

    def unit_named(self, name: str) -> UnitInfo:
        """By its name, without regard to accents and capitals. Raises `UnknownUnit`."""
        found = self._by_name.get(names.search_key(name))
        if found is None:
            raise errors.UnknownUnit(name=name)
        return found

    @cached_property
    def wholes_of(self) -> dict[int, frozenset[int]]:
        """For each leaf, the units (itself included) whose booking would hold it or may sit on it."""
        wholes: dict[int, set[int]] = defaultdict(set)
        for unit in self.units.values():
            for leaf in unit.leaves or unit.members:
                wholes[leaf].add(unit.id)
        return {leaf: frozenset(ids) for leaf, ids in wholes.items()}

    def grid(self, unit: UnitInfo, day: date) -> tuple[PriceStep, ...]:
        """The prices of that unit on that day: its own if it has any, else those of its kind.

        A grid is set whole, so only the newest counts: a step left out of it is no longer sold.
        """
        own = [p for p in self.prices if p.unit_id == unit.id and p.valid_from <= day]
        wanted = own or [p for p in self.prices if p.unit_id is None and p.kind == unit.kind and p.valid_from <= day]
        newest = max((p.valid_from for p in wanted), default=None)
        return tuple(p.step for p in wanted if p.valid_from == newest)

    def rate(self, category: VatCategory, day: date) -> int:
        """Basis points of VAT on that day under the place's regime. Raises `MissingFact`."""
        return rate_on(day, category, self.regime, self.rates.get(self.country, ()))


def load_house(session: Session) -> House:
    """Read the set-up. A place not yet described has no hours, no prices and no tax."""
    place = session.get(Place, 1)
    rates: dict[str, list[DatedRate]] = defaultdict(list)
    for rate in session.scalars(select(VatRate)):
        rates[rate.country].append(DatedRate(VatCategory(rate.category), rate.valid_from, rate.rate_bp))
    return House(
        units=_units(session),
        hours=tuple(WeeklyHours(h.weekday, h.opens, h.closes) for h in session.scalars(select(OpeningHours))),
        closures=tuple(
            PlaceClosure(Slot(c.starts, c.ends), c.reason, c.blocks_bookings, c.blocks_visits, c.blocks_events)
            for c in session.scalars(select(Closure).where(Closure.unit_id.is_(None)).order_by(Closure.starts))
        ),
        prices=tuple(_prices(session)),
        rates={country: tuple(found) for country, found in rates.items()},
        regime=VatRegime(place.vat_regime) if place else VatRegime.NON_TAXABLE,
        country=place.country if place else "FR",
        zone=place.zone if place else "Europe/Paris",
    )


def _prices(session: Session) -> Iterator[_DatedPrice]:
    for p in session.scalars(select(Price)):
        step = PriceStep(p.label, p.minutes, p.amount_e4, Basis(p.basis), VatCategory(p.vat_category))
        yield _DatedPrice(UnitKind(p.kind), p.unit_id, p.valid_from, step)


def _units(session: Session) -> dict[int, UnitInfo]:
    rows = session.scalars(select(Unit).order_by(Unit.position, Unit.id)).all()
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in session.execute(select(UnitPart.whole_id, UnitPart.part_id).order_by(UnitPart.part_id)):
        parts[whole].append(part)
    members: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.pool_id is not None and not row.retired:
            members[row.pool_id].append(row.id)
    pools = {row.id for row in rows if row.is_pool}

    def leaves(unit_id: int) -> set[int]:
        if unit_id in pools:
            return set(members[unit_id])
        below = parts.get(unit_id)
        return {unit_id} if not below else set().union(*map(leaves, below))

    return {
        row.id: UnitInfo(
            id=row.id,
            name=row.name,
            kind=UnitKind(row.kind),
            group=row.group_name,
            seats=row.seats,
            legal_seats=row.legal_seats or row.seats,
            buffers=Buffers(row.buffer_before, row.buffer_after),
            shelf=row.shelf,
            retired=row.retired,
            is_pool=row.is_pool,
            pool_id=row.pool_id,
            parts=tuple(parts.get(row.id, ())),
            leaves=() if row.is_pool else tuple(sorted(leaves(row.id))),
            members=tuple(members.get(row.id, ())),
        )
        for row in rows
    }
