"""What open series promise beyond the dates they have made: a booking there must not stand in their way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Series
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot


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
    session: Session, house: House, unit: UnitInfo, slot: Slot, besides: int | None = None
) -> None:
    """Raise `SlotBeyondSeries` when an open series will want this unit then. Pools are full only by count."""
    wanted = list(_promised(session, house, unit, slot, besides))
    if unit.is_pool and len(wanted) < len(unit.members):
        return
    for series_id, name, mine in wanted:
        raise errors.SlotBeyondSeries(unit=unit.name, by=name, start=mine.start, series=series_id)


def _promised(
    session: Session, house: House, unit: UnitInfo, slot: Slot, besides: int | None
) -> Iterator[tuple[int, str, Slot]]:
    for series, name in _open_series(session, slot.end.date(), besides):
        theirs = house.unit(series.unit_id)
        same_pool = unit.is_pool and theirs.id == unit.id
        if same_pool or set(theirs.leaves) & set(unit.leaves):
            mine = rule_of(series).meets(slot, series.made_until)
            if mine is not None:
                yield series.id, name, mine


def _open_series(session: Session, last_day: date, besides: int | None) -> Iterator[tuple[Series, str]]:
    found = session.execute(
        select(Series, Party.name)
        .join(Party, Party.id == Series.party_id)
        .where(
            Series.ended.is_(False),
            Series.made_until < last_day,
            or_(Series.until.is_(None), Series.until > Series.made_until),
        )
        .order_by(Series.id)
    )
    for series, name in found:
        if series.id != besides:
            yield series, name
