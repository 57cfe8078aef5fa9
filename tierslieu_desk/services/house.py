"""The house as it is set up: units and what they are made of, hours, prices, rates. Read whole, then kept in memory.

Every gesture needs it and it changes a few times a year, so it is one frozen value that services share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from tierslieu_desk import errors
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.rules.limits import NO_LIMITS, Limits, of_a_whole, seats_of_a_whole
from tierslieu_desk.rules.opening import Hours, PlaceClosure, WeeklyHours
from tierslieu_desk.rules.prices import PriceStep, Window, reduced
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vat import DatedRate, rate_on
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory, VatRegime
from tierslieu_desk.services.place.special_days import Calendar, load_calendar, load_hours
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
    floor: str = ""
    law: int | None = None
    """What was said of itself that the law lets in; `legal_seats` is what holds, of a whole by its parts too."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """Those who pay otherwise. Where there are no prices of its own it takes `per_cent` off the usual ones."""

    id: int
    name: str
    per_cent: int


@dataclass(frozen=True, slots=True)
class _DatedPrice:
    kind: UnitKind
    unit_id: int | None
    valid_from: date
    step: PriceStep
    tariff_id: int | None = None


@dataclass(frozen=True)
class House:
    """The whole set-up, at one moment."""

    units: dict[int, UnitInfo]
    hours: Hours
    closures: tuple[PlaceClosure, ...]
    prices: tuple[_DatedPrice, ...]
    rates: dict[str, tuple[DatedRate, ...]]
    regime: VatRegime
    country: str
    zone: str
    hour_kinds: frozenset[UnitKind] = frozenset()
    """Kinds of units of which anybody was ever sold hours ahead."""
    contents: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What is in a unit for good, in the house's words, of those that were told of."""
    limits: dict[int, Limits] = field(default_factory=dict)
    """Of the units that have any of their own."""
    kept_for: dict[int, dict[int, str]] = field(default_factory=dict)
    """The plans, by number, of the units that are kept for who has one of them."""
    quotas: tuple[Quota, ...] = ()

    def limits_of(self, unit: UnitInfo) -> Limits:
        """How it may be booked: a seat without limits of its own as its pool, a whole as its parts besides."""
        if unit.parts and self.limits:
            return self._limits_of_wholes[unit.id]
        return self.limits.get(unit.id) or self.limits.get(unit.pool_id or 0) or NO_LIMITS

    @cached_property
    def _limits_of_wholes(self) -> dict[int, Limits]:
        wholes = (unit for unit in self.units.values() if unit.parts)
        return {unit.id: of_a_whole(self.limits.get(unit.id), self._limits_of_leaves(unit)) for unit in wholes}

    def _limits_of_leaves(self, unit: UnitInfo) -> list[Limits]:
        """Those of its parts, of theirs, and so on down."""
        found = []
        for part in (self.units[number] for number in unit.parts):
            its = self.limits.get(part.id) or self.limits.get(part.pool_id or 0)
            below = self._limits_of_leaves(part)
            found.append(of_a_whole(its, below) if below else its or NO_LIMITS)
        return found

    def reach_of(self, unit_id: int, today: date) -> date:
        """The last day that the unit may be booked for today."""
        days = self.limits_of(self.unit(unit_id)).ahead_days
        return today + timedelta(days=days) if days else date.max

    def kept_for_plans(self, unit: UnitInfo) -> dict[int, str]:
        """The plans it is kept for, none of most; those of its pool, or of its parts, where it has none of its own."""
        own = self.kept_for.get(unit.id) or self.kept_for.get(unit.pool_id or 0) or {}
        if own or not unit.parts or not self.kept_for:
            return own
        its = [kept for part in unit.parts if (kept := self.kept_for_plans(self.units[part]))]
        common = set.intersection(*map(set, its)) if its else set()
        return {plan: name for plan, name in its[0].items() if plan in common or not common} if its else {}

    calendar: Calendar = field(default_factory=Calendar)
    tariffs: tuple[Tariff, ...] = ()
    """Those that may be had, in the order in which they count."""
    waits: bool = False
    """Whether anybody waits for what somebody else has."""
    late_fees: tuple[tuple[UnitKind | None, LateRule], ...] = ()
    """What is kept of a booking called off late, by kind; None for kinds that have no rule of their own."""

    deposits: tuple[tuple[UnitKind, int | None, int], ...] = ()
    """What is held for bookings: kind, the unit or None for all of the kind, cents."""
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

    def contains(self, unit: UnitInfo) -> tuple[str, ...]:
        """What is in it for good: its own, and what is in its parts."""
        found = dict.fromkeys(self.contents.get(unit.id, ()))
        for part in unit.parts if self.contents else ():
            found |= dict.fromkeys(self.contains(self.units[part]))
        return tuple(found)

    def grid(self, unit: UnitInfo, day: date, tariff: Tariff | None = None) -> tuple[PriceStep, ...]:
        """The prices of that unit on that day: its own if it has any, else those of its kind.

        A grid is set whole, so only the newest counts: a step left out of it is no longer sold. Those of a tariff pay
        its prices of the unit, where it has none the unit's less its reduction, and then the same of the kind.
        """
        for target in (unit.id, unit.kind):
            if tariff is not None and (special := self.own_grid(target, day, tariff.id)):
                return special
            if usual := self.own_grid(target, day):
                return usual if tariff is None else reduced(usual, tariff.per_cent)
        return ()

    def own_grid(self, target: UnitKind | int, day: date, tariff_id: int | None = None) -> tuple[PriceStep, ...]:
        """The prices set for that kind, or for that one unit, as they hold that day; of one tariff, or the usual."""
        its = [p for p in self.prices if p.tariff_id == tariff_id and p.valid_from <= day]
        if isinstance(target, UnitKind):
            wanted = [p for p in its if p.unit_id is None and p.kind == target]
        else:
            wanted = [p for p in its if p.unit_id == target]
        newest = max((p.valid_from for p in wanted), default=None)
        return tuple(p.step for p in wanted if p.valid_from == newest)

    def own_span(self, kind: UnitKind, day: date) -> tuple[PriceStep, PriceStep] | None:
        """The least and the most asked for the shortest step by units of that kind that have prices of their own."""
        units = (unit for unit in self.units.values() if unit.kind is kind and not unit.retired)
        shortest = [min(grid, key=_minutes) for unit in units if (grid := self.own_grid(unit.id, day))]
        steps = [step for step in shortest if step.minutes == min(map(_minutes, shortest))]
        return (min(steps, key=_amount), max(steps, key=_amount)) if steps else None

    def late_rules(self, kind: UnitKind) -> tuple[LateRule, ...]:
        """Those of that kind, else those of every kind."""
        own = tuple(rule for of, rule in self.late_fees if of is kind)
        return own or tuple(rule for of, rule in self.late_fees if of is None)

    def deposit(self, unit: UnitInfo) -> int:
        """Cents held for a booking of it: what was said of itself, else of its kind."""
        said = {(kind, unit_id): cents for kind, unit_id, cents in self.deposits}
        return said.get((unit.kind, unit.id), said.get((unit.kind, None), 0))

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
    week = Hours(WeeklyHours(*row) for row in seen.rows("SELECT weekday, opens, closes FROM opening_hours"))
    hours = load_hours(seen, week)
    place = seen.row("SELECT vat_regime, country, zone FROM place WHERE id = 1")
    regime, country, zone = place or (VatRegime.NON_TAXABLE, "FR", "Europe/Paris")
    return House(
        units=_units(seen),
        hours=hours,
        closures=tuple(_closures(seen)),
        prices=tuple(_prices(seen)),
        rates={country: tuple(found) for country, found in rates.items()},
        regime=VatRegime(regime),
        country=country,
        zone=zone,
        hour_kinds=frozenset(UnitKind(kind) for kind in UnitKind if seen.row(_HOURS_GIVEN, kind=str(kind))),
        contents=_contents(seen),
        limits={
            unit_id: Limits(shortest, longest, lead, ahead, bool(spans), bool(agreed))
            for unit_id, shortest, longest, lead, ahead, spans, agreed in seen.rows(_LIMITS)
        },
        kept_for=_kept_for(seen),
        quotas=tuple(
            Quota(plan_id, plan, UnitKind(kind), Span(span), minutes, times)
            for plan_id, plan, kind, span, minutes, times in seen.rows(_QUOTAS)
        ),
        calendar=load_calendar(seen, hours),
        tariffs=tuple(Tariff(*row) for row in seen.rows(_TARIFFS)),
        waits=seen.row(_ANYBODY_WAITS) is not None,
        late_fees=tuple(_late_fees(seen)),
        deposits=tuple(
            (UnitKind(kind), unit_id, cents)
            for kind, unit_id, cents in seen.rows("SELECT kind, unit_id, cents FROM unit_deposit")
        ),
        quoted=seen.row(_ANY_QUOTED) is not None,
    )


_TARIFFS = "SELECT id, name, per_cent FROM tariff WHERE NOT retired ORDER BY position, id"
_ANYBODY_WAITS = "SELECT 1 FROM waiting WHERE state = 'waiting' LIMIT 1"
_ANY_QUOTED = "SELECT 1 FROM quote_line WHERE booking_id IS NOT NULL LIMIT 1"
_HOURS_GIVEN = "SELECT 1 FROM hour_allowance WHERE kind = :kind LIMIT 1"

_LIMITS = "SELECT unit_id, shortest, longest, lead, ahead_days, spans, agreed FROM unit_limit"
_QUOTAS = """
    SELECT p.id, p.name, q.kind, q.span, q.minutes, q.times FROM plan_quota AS q JOIN plan AS p ON p.id = q.plan_id
    ORDER BY q.id
"""


def _kept_for(seen: Glance) -> dict[int, dict[int, str]]:
    kept: dict[int, dict[int, str]] = defaultdict(dict)
    for unit_id, plan_id, plan in seen.rows(
        "SELECT k.unit_id, p.id, p.name FROM unit_plan AS k JOIN plan AS p ON p.id = k.plan_id ORDER BY p.name"
    ):
        kept[unit_id][plan_id] = plan
    return dict(kept)


def _contents(seen: Glance) -> dict[int, tuple[str, ...]]:
    words: dict[int, list[str]] = defaultdict(list)
    for unit_id, word in seen.rows("SELECT unit_id, word FROM unit_contains ORDER BY word"):
        words[unit_id].append(word)
    return {unit_id: tuple(found) for unit_id, found in words.items()}


def _closures(seen: Glance) -> Iterator[PlaceClosure]:
    for starts, ends, reason, bookings, visits, events in seen.rows(
        "SELECT starts, ends, reason, blocks_bookings, blocks_visits, blocks_events FROM closure"
        " WHERE unit_id IS NULL ORDER BY starts"
    ):
        slot = Slot(datetime.fromisoformat(starts), datetime.fromisoformat(ends))
        yield PlaceClosure(slot, reason, bool(bookings), bool(visits), bool(events))


def _prices(seen: Glance) -> Iterator[_DatedPrice]:
    for kind, unit_id, tariff_id, valid_from, *line in seen.rows(
        "SELECT kind, unit_id, tariff_id, valid_from, label, minutes, amount_e4, basis, vat_category, window_days,"
        " window_from, window_minutes, opens FROM price ORDER BY id"
    ):
        label, minutes, amount_e4, basis, category, days, since, lasts, opens = line
        window = Window(frozenset(map(int, days)), since, lasts) if days else None
        step = PriceStep(label, minutes, amount_e4, Basis(basis), VatCategory(category), window, bool(opens))
        yield _DatedPrice(UnitKind(kind), unit_id, date.fromisoformat(valid_from), step, tariff_id)


def _late_fees(seen: Glance) -> Iterator[tuple[UnitKind | None, LateRule]]:
    for kind, hours, per_cent, cents, outside in seen.rows(
        "SELECT kind, hours, per_cent, cents, outside FROM late_fee ORDER BY hours"
    ):
        yield UnitKind(kind) if kind else None, LateRule(hours, per_cent, cents, bool(outside))


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
    floor: str


_UNITS = """
    SELECT id, name, kind, group_name, seats, legal_seats, buffer_before, buffer_after, shelf, description,
        retired, is_pool, pool_id, floor
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

    by_id = {row.id: row for row in rows}

    def lets_in(row: _Unit) -> tuple[int, bool]:
        """How many the law lets in, and whether it was told of it or of a part."""
        its = [lets_in(by_id[part]) for part in parts.get(row.id, ())]
        told = bool(row.legal_seats) or any(told for _seats, told in its)
        return seats_of_a_whole(row.legal_seats, row.seats, its), told

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
            legal_seats=lets_in(row)[0],
            buffers=Buffers(row.buffer_before, row.buffer_after),
            shelf=row.shelf,
            description=row.description,
            retired=bool(row.retired),
            is_pool=bool(row.is_pool),
            pool_id=row.pool_id,
            parts=tuple(parts.get(row.id, ())),
            leaves=() if row.is_pool else tuple(sorted(leaves(row.id))),
            members=tuple(members.get(row.id, ())),
            floor=row.floor,
            law=row.legal_seats,
        )
        for row in rows
    }
