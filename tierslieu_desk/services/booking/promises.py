"""What open series promise beyond the dates they have made: a booking there must not stand in their way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Series
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import run
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.booking import pools
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot

_OPEN = (
    select(Series, Party.name)
    .join(Party, Party.id == Series.party_id)
    .where(Series.ended.is_(False), Series.made_until < bindparam("last_day"))
    .order_by(Series.id)
)

_ANY_OPEN = select(Series.id).where(Series.ended.is_(False), Series.made_until < bindparam("last_day")).limit(1)
"""Asked first, below the mapped classes: nearly every booking is for a day that all series have reached."""


@dataclass(frozen=True, slots=True)
class OpenSeries:
    """A series without an end: what it promises are the dates of its rule later than `made_until`."""

    id: int
    by: str
    unit_id: int
    rule: Rule
    made_until: date


@dataclass(frozen=True, slots=True)
class Promise:
    """One date of an open series that is not a booking yet."""

    series_id: int
    by: str
    unit: UnitInfo
    slot: Slot


def rule_of(series: Series) -> Rule:
    """The rule a series row spells."""
    return Rule(
        frequency=Frequency(series.frequency),
        step=series.step,
        first=series.first,
        minutes=series.minutes,
        weekdays=tuple(int(day) for day in series.weekdays.split(",") if day),
        nth=series.nth,
        until=series.until,
        count=series.count,
    )


def refuse_promised(
    session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime, besides: int | None = None
) -> None:
    """Raise `SlotBeyondSeries` when an open series will want this unit then.

    Seats of a pool are counted together with everybody who sits there: a promise that could be kept must be kept
    still. Nothing of the booking may be held yet.
    """
    refuse_wanted_by(open_series(session, slot.end.date(), besides), session, house, unit, slot, now)


def open_series(session: Session, last_day: date, besides: int | None) -> tuple[OpenSeries, ...]:
    """Those that may want something up to that day, the oldest first: a promise made first is kept first."""
    if run(session, _ANY_OPEN, {"last_day": last_day}).first() is None:
        return ()
    found = session.execute(_OPEN, {"last_day": last_day}).all()
    return tuple(
        OpenSeries(series.id, by, series.unit_id, rule_of(series), series.made_until)
        for series, by in found
        if series.id != besides
    )


def refuse_wanted_by(
    others: Sequence[OpenSeries], session: Session, house: House, unit: UnitInfo, slot: Slot, now: datetime
) -> None:
    """`refuse_promised` when the open series are at hand already, for many slots of one gesture."""
    promised = list(_promised(others, house, slot))
    leaves = set(unit.leaves)
    for promise in promised:
        if leaves & set(promise.unit.leaves):
            _refuse(unit, promise)
    for pool_id in sorted(_pools_of(house, unit)) if promised else ():
        pool = house.unit(pool_id)
        wishes = [(promise, _wishes(pool, promise.unit, promise.slot)) for promise in promised]
        kept: list[pools.Wish] = []
        for promise, wished in wishes:
            if not wished or not pools.could_seat(session, house, pool, [*kept, *wished], now):
                continue
            kept += wished
            if not pools.could_seat(session, house, pool, [*kept, *_wishes(pool, unit, slot)], now):
                _refuse(unit, promise)


def _refuse(unit: UnitInfo, promise: Promise) -> None:
    raise errors.SlotBeyondSeries(unit=unit.name, by=promise.by, start=promise.slot.start, series=promise.series_id)


def _pools_of(house: House, unit: UnitInfo) -> set[int]:
    if unit.is_pool:
        return {unit.id}
    return {pool for leaf in unit.leaves if (pool := house.units[leaf].pool_id) is not None}


def _wishes(pool: UnitInfo, unit: UnitInfo, slot: Slot) -> list[pools.Wish]:
    """The seats of that pool a unit would take: any one, certain ones, or none."""
    seats: Sequence[int | None] = (
        (None,) if unit.id == pool.id else [seat for seat in unit.leaves if seat in pool.members]
    )
    return [pools.Wish(slot, seat) for seat in seats]


def _promised(others: Sequence[OpenSeries], house: House, slot: Slot) -> Iterator[Promise]:
    for series in others:
        if series.made_until < slot.end.date():
            mine = series.rule.meets(slot, series.made_until)
            if mine is not None:
                yield Promise(series.id, series.by, house.unit(series.unit_id), mine)
