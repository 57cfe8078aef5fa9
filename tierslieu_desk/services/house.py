"""The house as it is set up: units and what they are made of, hours, prices, rates. Read whole, then kept in memory.

Every gesture needs it and it changes a few times a year, so it is one frozen value that services share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from tierslieu_desk import errors
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.opening import PlaceClosure, WeeklyHours
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vat import DatedRate, rate_on
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory, VatRegime
from tierslieu_desk.wallclock import Slot


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
    description: str
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
    hour_kinds: frozenset[UnitKind] = frozenset()
    """Kinds of units of which anybody was ever sold hours ahead."""
    waits: bool = False
    """Whether anybody waits for what somebody else has."""
    quoted: bool = False
    """Whether any booking is at a price that was agreed in a quote."""

    @cached_property
    def _by_name(self) -> dict[str, UnitInfo]:
        return {names.name_key(unit.name): unit for unit in self.units.values()}

    def unit(self, unit_id: int) -> UnitInfo:
        """Raises `UnknownUnit`."""
        try:
            return self.units[unit_id]
        except KeyError:
            raise errors.UnknownUnit(name=str(unit_id)) from None

    def unit_named(self, name: str) -> UnitInfo:
        """By its name, without regard to accents and capitals. Raises `UnknownUnit`."""
        found = self._by_name.get(names.name_key(name))
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
        return self.own_grid(unit.id, day) or self.own_grid(unit.kind, day)

    def own_grid(self, target: UnitKind | int, day: date) -> tuple[PriceStep, ...]:
        """The prices set for that kind, or for that one unit, as they hold that day."""
        if isinstance(target, UnitKind):
            wanted = [p for p in self.prices if p.unit_id is None and p.kind == target and p.valid_from <= day]
        else:
            wanted = [p for p in self.prices if p.unit_id == target and p.valid_from <= day]
        newest = max((p.valid_from for p in wanted), default=None)
        return tuple(p.step for p in wanted if p.valid_from == newest)

    def own_span(self, kind: UnitKind, day: date) -> tuple[PriceStep, PriceStep] | None:
        """The least and the most asked for the shortest step by units of that kind that have prices of their own."""
        units = (unit for unit in self.units.values() if unit.kind is kind and not unit.retired)
        shortest = [min(grid, key=_minutes) for unit in units if (grid := self.own_grid(unit.id, day))]
        steps = [step for step in shortest if step.minutes == min(map(_minutes, shortest))]
        return (min(steps, key=_amount), max(steps, key=_amount)) if steps else None

    def rate(self, category: VatCategory, day: date) -> int:
        """Basis points of VAT on that day under the place's regime. Raises `MissingFact`."""
        return rate_on(day, category, self.regime, self.rates.get(self.country, ()))


def _minutes(step: PriceStep) -> int:
    return step.minutes


def _amount(step: PriceStep) -> int:
    return step.amount_e4


def load_house(seen: Glance) -> House:
    """Read the set-up. A place not yet described has no hours, no prices and no tax."""
    rates: dict[str, list[DatedRate]] = defaultdict(list)
    for country, category, valid_from, rate_bp in seen.rows(
        "SELECT country, category, valid_from, rate_bp FROM vat_rate"
    ):
        rates[country].append(DatedRate(VatCategory(category), date.fromisoformat(valid_from), rate_bp))
    place = seen.row("SELECT vat_regime, country, zone FROM place WHERE id = 1")
    regime, country, zone = place or (VatRegime.NON_TAXABLE, "FR", "Europe/Paris")
    return House(
        units=_units(seen),
        hours=tuple(WeeklyHours(*row) for row in seen.rows("SELECT weekday, opens, closes FROM opening_hours")),
        closures=tuple(_closures(seen)),
        prices=tuple(_prices(seen)),
        rates={country: tuple(found) for country, found in rates.items()},
        regime=VatRegime(regime),
        country=country,
        zone=zone,
        hour_kinds=frozenset(UnitKind(kind) for kind in UnitKind if seen.row(_HOURS_GIVEN, kind=str(kind))),
        waits=seen.row(_ANYBODY_WAITS) is not None,
        quoted=seen.row(_ANY_QUOTED) is not None,
    )


_ANYBODY_WAITS = "SELECT 1 FROM waiting WHERE state = 'waiting' LIMIT 1"
_ANY_QUOTED = "SELECT 1 FROM quote_line WHERE booking_id IS NOT NULL LIMIT 1"
_HOURS_GIVEN = "SELECT 1 FROM hour_allowance WHERE kind = :kind LIMIT 1"


def _closures(seen: Glance) -> Iterator[PlaceClosure]:
    for starts, ends, reason, bookings, visits, events in seen.rows(
        "SELECT starts, ends, reason, blocks_bookings, blocks_visits, blocks_events FROM closure"
        " WHERE unit_id IS NULL ORDER BY starts"
    ):
        slot = Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
        yield PlaceClosure(slot, reason, bool(bookings), bool(visits), bool(events))


def _prices(seen: Glance) -> Iterator[_DatedPrice]:
    for kind, unit_id, valid_from, label, minutes, amount_e4, basis, category in seen.rows(
        "SELECT kind, unit_id, valid_from, label, minutes, amount_e4, basis, vat_category FROM price ORDER BY id"
    ):
        step = PriceStep(label, minutes, amount_e4, Basis(basis), VatCategory(category))
        yield _DatedPrice(UnitKind(kind), unit_id, date.fromisoformat(valid_from), step)


class _Unit(NamedTuple):
    """A row of `_UNITS`."""

    id: int
    name: str
    kind: str
    group: str
    seats: int
    legal_seats: int | None
    buffer_before: int
    buffer_after: int
    shelf: str
    description: str
    retired: int
    is_pool: int
    pool_id: int | None


_UNITS = """
    SELECT id, name, kind, group_name, seats, legal_seats, buffer_before, buffer_after, shelf, description,
        retired, is_pool, pool_id
    FROM unit ORDER BY position, id
"""


def _units(seen: Glance) -> dict[int, UnitInfo]:
    rows = [_Unit(*row) for row in seen.rows(_UNITS)]
    parts: dict[int, list[int]] = defaultdict(list)
    for whole, part in seen.rows("SELECT whole_id, part_id FROM unit_part ORDER BY part_id"):
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
            group=row.group,
            seats=row.seats,
            legal_seats=row.legal_seats or row.seats,
            buffers=Buffers(row.buffer_before, row.buffer_after),
            shelf=row.shelf,
            description=row.description,
            retired=bool(row.retired),
            is_pool=bool(row.is_pool),
            pool_id=row.pool_id,
            parts=tuple(parts.get(row.id, ())),
            leaves=() if row.is_pool else tuple(sorted(leaves(row.id))),
            members=tuple(members.get(row.id, ())),
        )
        for row in rows
    }
