"""What a plan lets one person have of a kind of unit in a day, a week or a month: hours, or a number of bookings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.wallclock import DAY, Slot


class Span(StrEnum):
    """In which time it is counted: by the calendar, weeks from Monday on."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many `minutes`, or so many bookings (`times`), of that kind of unit in that span; one of the two."""

    plan_id: int
    plan: str
    kind: UnitKind
    span: Span
    minutes: int | None = None
    times: int | None = None


def around(day: date, span: Span) -> Slot:
    """The day, the week or the month of a day, whole."""
    if span is Span.DAY:
        first, after = day, day + DAY
    elif span is Span.WEEK:
        first = day - timedelta(days=day.weekday())
        after = first + 7 * DAY
    else:
        first = day.replace(day=1)
        after = (first + 31 * DAY).replace(day=1)
    return Slot(datetime.combine(first, time()), datetime.combine(after, time()))


def window(slot: Slot) -> Slot:
    """All the days that may count together with that slot, whatever the quota."""
    last = (slot.end - timedelta.resolution).date()
    first_of = [around(slot.start.date(), span).start for span in Span]
    end_of = [around(last, span).end for span in Span]
    return Slot(min(first_of), max(end_of))


def refusal_of(slot: Slot, quotas: Sequence[Quota], taken: Sequence[Slot]) -> errors.DeskError | None:
    """What stands against one more booking beside those `taken`, by the quotas of their plans.

    Of somebody with several such plans, one that lets them have it is enough.
    """
    plans = list(dict.fromkeys(quota.plan_id for quota in quotas))
    told = [next(_broken(slot, [q for q in quotas if q.plan_id == plan], taken), None) for plan in plans]
    return told[0] if told and all(one is not None for one in told) else None


def _broken(slot: Slot, quotas: Sequence[Quota], taken: Sequence[Slot]) -> Iterator[errors.DeskError]:
    """The shortest span first: it is the one to wait for."""
    for quota in sorted(quotas, key=lambda quota: tuple(Span).index(quota.span)):
        for span in _spans(slot, quota.span):
            if quota.minutes is not None:
                used = sum(_common(one, span) for one in taken)
                if used + _common(slot, span) > quota.minutes:
                    yield errors.QuotaHours(
                        plan=quota.plan,
                        kind=quota.span,
                        most_minutes=quota.minutes,
                        left_minutes=max(0, quota.minutes - used),
                    )
            if quota.times is not None and span.start <= slot.start < span.end:
                made = sum(span.start <= one.start < span.end for one in taken)
                if made + 1 > quota.times:
                    yield errors.QuotaTimes(plan=quota.plan, kind=quota.span, times=quota.times)


def _spans(slot: Slot, span: Span) -> Iterator[Slot]:
    """Each day, week or month that the slot meets."""
    at = slot.start
    while at < slot.end:
        whole = around(at.date(), span)
        yield whole
        at = whole.end


def _common(one: Slot, other: Slot) -> int:
    """Minutes that two slots have together."""
    return max(0, int((min(one.end, other.end) - max(one.start, other.start)) / timedelta(minutes=1)))
