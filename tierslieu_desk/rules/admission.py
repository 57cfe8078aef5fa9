"""Whether a booking may be had whoever else is there: small rules, each with its refusal, in the order they are told.

To add one: a function below that answers with its refusal or None, its line in `RULES`, and an error with its sentence
in `say.py`; whether a facilitator may do it all the same is said by the error (`DeskError.may_be_overridden`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tierslieu_desk import errors
from tierslieu_desk.rules import opening
from tierslieu_desk.rules.calendar import Effect, SpecialDay
from tierslieu_desk.rules.opening import PlaceClosure, WeeklyHours
from tierslieu_desk.wallclock import Slot, whole_day


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule looks at: the unit wanted, by how many, when, and when the place is open."""

    unit: str
    retired: bool
    legal_seats: int
    slot: Slot
    people: int
    hours: Sequence[WeeklyHours]
    closures: Sequence[PlaceClosure]
    days: Sequence[SpecialDay] = ()
    """Those of the slot that refuse something."""


Rule = Callable[[Asked], errors.DeskError | None]


def stands(asked: Asked) -> errors.DeskError | None:
    """What was taken out of the house is not booked."""
    return errors.UnknownUnit(name=asked.unit) if asked.retired else None


def lets_in(asked: Asked) -> errors.DeskError | None:
    """Never more people than the law lets in, whatever the chairs."""
    if asked.people <= asked.legal_seats:
        return None
    return errors.OverCapacity(unit=asked.unit, seats=asked.legal_seats, people=asked.people)


def no_closure(asked: Asked) -> errors.DeskError | None:
    """No closure that blocks bookings meets the slot."""
    closure = opening.closure_in_the_way(asked.slot, asked.closures)
    if closure is None:
        return None
    return errors.PlaceClosed(start=closure.slot.start, end=closure.slot.end, reason=closure.reason)


def in_hours(asked: Asked) -> errors.DeskError | None:
    """The opening hours cover the slot."""
    if opening.is_open(asked.slot, asked.hours):
        return None
    return errors.PlaceClosed(start=asked.slot.start, end=asked.slot.end, reason="")


def no_holiday(asked: Asked) -> errors.DeskError | None:
    """No holiday on which the place is closed meets the slot."""
    closed = next((one for one in asked.days if one.effect is Effect.CLOSED), None)
    if closed is None:
        return None
    day = whole_day(closed.day)
    return errors.PlaceClosed(start=day.start, end=day.end, reason=closed.name)


def begins_on_a_plain_day(asked: Asked) -> errors.DeskError | None:
    """It may span a day on which nothing begins, and not start on one."""
    first = asked.slot.start.date()
    special = next((one for one in asked.days if one.day == first and one.effect is Effect.NO_START), None)
    return None if special is None else errors.NoStartThatDay(day=first, reason=special.name)


RULES: tuple[Rule, ...] = (stands, lets_in, no_closure, no_holiday, in_hours, begins_on_a_plain_day)


def refusal_of(asked: Asked, *, overriding: bool = False) -> errors.DeskError | None:
    """The first refusal; with `overriding`, the first that no facilitator may set aside."""
    for rule in RULES:
        refusal = rule(asked)
        if refusal is not None and not (overriding and refusal.may_be_overridden):
            return refusal
    return None
