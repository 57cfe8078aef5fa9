"""The dates of a series made in one go: those plainly free in a few statements, the others one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.models.many import add_numbered
from tierslieu_desk.rules.vocabulary import BookingState
from tierslieu_desk.services.booking import booking_prices, holds, promises
from tierslieu_desk.services.booking.booking_rules import Asker, ask_when_agreed, counted, refuse_by_rules
from tierslieu_desk.services.booking.booking_work import NewBooking, add_booking
from tierslieu_desk.services.booking.plainly_free import plainly_free
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.thing import loans_due
from tierslieu_desk.wallclock import Slot

_ADD = insert(table_of(Booking))


@dataclass(frozen=True, slots=True)
class Clash:
    """A date that could not be had, and the fact that stands in its way."""

    slot: Slot
    refusal: errors.DeskError


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A date of a series that is had at another time, or in another unit, from its beginning on."""

    day: date
    unit_id: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class Dates:
    """What came of the dates asked for, in their order: bookings made, and those left visible that hold nothing."""

    bookings: tuple[int, ...]
    clashes: tuple[Clash, ...]


def make_dates(
    desk: Desk, session: Session, series: Series, slots: Sequence[Slot], skip: frozenset[date], *, extending: bool
) -> Dates:
    """Book every slot of the series that can be had and leave the others visible, in the unit of work given.

    `extending` makes the dates an open series had promised: the oldest promise is kept first, so others are not asked.
    """
    unit = desk.house(session).unit(series.unit_id)
    if not extending:
        ask_when_agreed(desk, desk.house(session), unit, BookingState.CONFIRMED)
    now = desk.clock.wall()
    holds.sweep(desk, session)
    loans_due.keep_holding(session, now)
    refused = _refused_by_rules(desk, session, series, unit, slots, skip, extending=extending)
    wanted = [slot for slot in slots if slot not in refused]
    plain = _plainly_free(session, desk.house(session), unit, wanted)
    made = _book_together(desk, session, series, unit, plain)
    for slot in wanted:
        if slot not in plain:
            try:
                made[slot] = _book_one(desk, session, series, unit, slot, extending=extending)
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                refused[slot] = refusal
    _leave_visible(desk, session, series, unit, [slot for slot in slots if slot in refused], skip)
    clashes = (Clash(slot, refused[slot]) for slot in slots if slot in refused)
    return Dates(tuple(made[slot] for slot in slots if slot in made), tuple(clashes))


def have_elsewhere(
    desk: Desk, session: Session, series: Series, moved: Sequence[Elsewhere], left_out: Sequence[Clash]
) -> tuple[tuple[int, ...], tuple[Clash, ...]]:
    """Of dates a series just left out, those that were found another place, booked there; and the dates still out.

    Each can be had, or nothing is: raises what `Bookings.book` raises.
    """
    out = {clash.slot.start.date() for clash in left_out}
    found = [one for one in moved if one.day in out]
    days = [one.day for one in found]
    if found:
        session.execute(delete(Booking).where(Booking.series_id == series.id, Booking.occurrence_on.in_(days)))
    numbers = []
    for one in found:
        new = NewBooking(one.unit_id, series.party_id, one.slot, series.people, series.title)
        planned = datetime.combine(one.day, series.first.time())
        numbers.append(add_booking(desk, session, new, in_series=(series.id, planned)).id)
    return tuple(numbers), tuple(clash for clash in left_out if clash.slot.start.date() not in days)


def _plainly_free(
    session: Session, house: House, unit: UnitInfo, slots: Sequence[Slot]
) -> Mapping[Slot, Sequence[int]]:
    """None where plans may have quotas: each date counts beside those before it, one by one."""
    return {} if counted(house, unit) else plainly_free(session, house, unit, slots)


def _refused_by_rules(
    desk: Desk,
    session: Session,
    series: Series,
    unit: UnitInfo,
    slots: Sequence[Slot],
    skip: frozenset[date],
    *,
    extending: bool,
) -> dict[Slot, errors.DeskError]:
    """The slots that are refused whoever holds what: given up, closed, too many people, promised to another series."""
    house, now = desk.house(session), desk.clock.wall()
    last = max((slot.end.date() for slot in slots), default=now.date())
    others = () if extending else promises.open_series(session, last, besides=series.id)
    asker = Asker(session, now, series.party_id, settled=extending, counting=False)
    refused: dict[Slot, errors.DeskError] = {}
    for slot in slots:
        day = slot.start.date()
        try:
            if day in skip:
                raise errors.AlreadyDone(what=BookingState.SKIPPED, on=day)
            refuse_by_rules(house, unit, slot, series.people, "", asker)
            promises.refuse_wanted_by(others, session, house, unit, slot, now)
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError as refusal:
            refused[slot] = refusal
    return refused


def _book_one(desk: Desk, session: Session, series: Series, unit: UnitInfo, slot: Slot, *, extending: bool) -> int:
    """A slot that somebody is near: refused in words, or had by moving whoever may be moved."""
    if not holds.could_move_others(desk.house(session), unit):
        holds.refuse_taken(session, desk.house(session), unit, slot)
    with session.begin_nested():
        new = NewBooking(series.unit_id, series.party_id, slot, series.people, series.title)
        return add_booking(desk, session, new, in_series=(series.id, slot.start), extending=extending).id


def _book_together(
    desk: Desk, session: Session, series: Series, unit: UnitInfo, plain: Mapping[Slot, Sequence[int]]
) -> dict[Slot, int]:
    slots = list(plain)
    numbers = _add(desk, session, series, unit, slots, [BookingState.CONFIRMED] * len(slots))
    made = {slot: numbers[slot.start] for slot in slots}
    holds.take_free(session, unit.id, [(made[slot], slot, plain[slot]) for slot in slots])
    who = charges.owing(session, series.party_id)
    booking_prices.charge_each(desk, session, unit, who, made)
    desk.note_each(session, "book", "booking", list(made.values()))
    return made


def _leave_visible(
    desk: Desk, session: Session, series: Series, unit: UnitInfo, slots: Sequence[Slot], skip: frozenset[date]
) -> None:
    states = [BookingState.SKIPPED if slot.start.date() in skip else BookingState.CLASH for slot in slots]
    _add(desk, session, series, unit, slots, states)


def _add(
    desk: Desk, session: Session, series: Series, unit: UnitInfo, slots: Sequence[Slot], states: Sequence[BookingState]
) -> dict[datetime, int]:
    common = {
        "unit_id": unit.id,
        "pinned": not unit.is_pool,
        "party_id": series.party_id,
        "people": series.people,
        "title": series.title,
        "series_id": series.id,
        "created_at": desk.clock.now(),
    }
    return add_numbered(
        session,
        _ADD,
        [
            {**common, "starts": slot.start, "ends": slot.end, "state": state, "occurrence_on": slot.start.date()}
            for slot, state in zip(slots, states, strict=True)
        ],
        "starts",
    )
