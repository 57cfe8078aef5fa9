"""Whether a booking may be had whoever else is there: small rules, each with its refusal, in the order they are told.

To add one: a function below that answers with its refusal or None, its line in `RULES`, and an error with its sentence
in `say.py`; whether a facilitator may do it all the same is said by the error (`DeskError.may_be_overridden`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tierslieu_desk import errors
from tierslieu_desk.rules import opening, quotas
from tierslieu_desk.rules.calendar import Effect, SpecialDay
from tierslieu_desk.rules.limits import NO_LIMITS, Limits
from tierslieu_desk.rules.opening import PlaceClosure, WeeklyHours
from tierslieu_desk.rules.quotas import Quota
from tierslieu_desk.wallclock import MINUTE, Slot, whole_day


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule looks at: the unit wanted, by how many, when, and when the place is open.

    `now` is None of what was settled before: it is not asked again how long before that was. `reserved` are the plans
    the unit is kept for, by number; `plans` those of whoever it is for that run then, None when nobody is named yet.
    `quotas` are those of their plans for this kind of unit, `taken` what they have of it near that time.
    """

    unit: str
    retired: bool
    legal_seats: int
    slot: Slot
    people: int
    hours: Sequence[WeeklyHours]
    closures: Sequence[PlaceClosure]
    """Those that block bookings still count; none for what was agreed before they were."""
    limits: Limits = NO_LIMITS
    now: datetime | None = None
    reserved: Mapping[int, str] = field(default_factory=dict)
    plans: frozenset[int] | None = None
    quotas: Sequence[Quota] = ()
    taken: Sequence[Slot] = ()
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
    """No closure that blocks bookings meets the slot, or the ends of one that may span closed times.

    Hours are a habit that a facilitator may set aside with a reason; what was closed on purpose is opened first.
    """
    ends = _ends(asked.slot) if asked.limits.spans else (asked.slot,)
    closures = (opening.closure_in_the_way(end, asked.closures) for end in ends)
    closure = next((one for one in closures if one is not None), None)
    if closure is None:
        return None
    return errors.ClosedOnPurpose(start=closure.slot.start, end=closure.slot.end, reason=closure.reason)


def in_hours(asked: Asked) -> errors.DeskError | None:
    """The opening hours cover the slot, or the ends of one that may span closed times."""
    ends = _ends(asked.slot) if asked.limits.spans else (asked.slot,)
    if all(opening.is_open(end, asked.hours) for end in ends):
        return None
    return errors.PlaceClosed(start=asked.slot.start, end=asked.slot.end, reason="")


def _ends(slot: Slot) -> tuple[Slot, Slot]:
    """Its first and its last minute."""
    return Slot(slot.start, slot.start + MINUTE), Slot(slot.end - MINUTE, slot.end)


def long_enough(asked: Asked) -> errors.DeskError | None:
    """No shorter than the unit is booked for."""
    least = asked.limits.shortest
    if not least or asked.slot.minutes >= least:
        return None
    return errors.BookedTooShort(unit=asked.unit, least_minutes=least)


def short_enough(asked: Asked) -> errors.DeskError | None:
    """No longer than the unit is booked for."""
    most = asked.limits.longest
    if not most or asked.slot.minutes <= most:
        return None
    return errors.BookedTooLong(unit=asked.unit, most_minutes=most)


def early_enough(asked: Asked) -> errors.DeskError | None:
    """Asked for so long before; what is over already is only written down."""
    lead, now = asked.limits.lead, asked.now
    if not lead or now is None or asked.slot.end <= now or asked.slot.start >= now + timedelta(minutes=lead):
        return None
    return errors.BookedTooLate(unit=asked.unit, lead_minutes=lead)


def near_enough(asked: Asked) -> errors.DeskError | None:
    """No further ahead than the unit is booked."""
    days, now = asked.limits.ahead_days, asked.now
    if not days or now is None:
        return None
    last = now.date() + timedelta(days=days)
    return errors.BookedTooFarAhead(unit=asked.unit, last=last) if asked.slot.start.date() > last else None


def for_their_plan(asked: Asked) -> errors.DeskError | None:
    """Kept for who has one of certain plans, that day."""
    if not asked.reserved or asked.plans is None or asked.plans & set(asked.reserved):
        return None
    return errors.PlanNeeded(unit=asked.unit, plans=tuple(asked.reserved.values()))


def within_quota(asked: Asked) -> errors.DeskError | None:
    """What their plan lets them have of this kind of unit in a day, a week, a month."""
    return quotas.refusal_of(asked.slot, asked.quotas, asked.taken)


def no_holiday(asked: Asked) -> errors.DeskError | None:
    """No holiday on which the place is closed meets the slot, or the ends of one that may span closed times."""
    ends = {end.start.date() for end in _ends(asked.slot)}
    met = (one for one in asked.days if one.effect is Effect.CLOSED)
    closed = next((one for one in met if not asked.limits.spans or one.day in ends), None)
    if closed is None:
        return None
    day = whole_day(closed.day)
    return errors.PlaceClosed(start=day.start, end=day.end, reason=closed.name)


def begins_on_a_plain_day(asked: Asked) -> errors.DeskError | None:
    """It may span a day on which nothing begins, and not start on one."""
    first = asked.slot.start.date()
    special = next((one for one in asked.days if one.day == first and one.effect is Effect.NO_START), None)
    return None if special is None else errors.NoStartThatDay(day=first, reason=special.name)


FAR_AHEAD = timedelta(days=365)
"""Beyond this a year was probably mistyped."""


def refuse_far(slot: Slot, now: datetime) -> None:
    """Raises `FarFromToday` for what is over, or so far ahead that it was probably mistyped: who means it says so."""
    if slot.end <= now:
        raise errors.FarFromToday(kind="over", when=slot.start)
    if slot.start > now + FAR_AHEAD:
        raise errors.FarFromToday(kind="ahead", when=slot.start)


RULES: tuple[Rule, ...] = (
    *(stands, lets_in, no_closure, no_holiday, in_hours, begins_on_a_plain_day),
    *(long_enough, short_enough, early_enough, near_enough),
    *(for_their_plan, within_quota),
)


def refusal_of(asked: Asked, *, overriding: bool = False) -> errors.DeskError | None:
    """The first refusal; with `overriding`, the first that no facilitator may set aside."""
    for rule in RULES:
        refusal = rule(asked)
        if refusal is not None and not (overriding and refusal.may_be_overridden):
            return refusal
    return None
