"""What the figures of a month stand on: which month, where revenue came from, how old a debt is."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from tierslieu_desk.rules.vocabulary import UnitKind


class RevenueKind(StrEnum):
    """Where revenue comes from, in the order it is shown."""

    DESKS = "desks"
    ROOMS = "rooms"
    EQUIPMENT = "equipment"
    PLANS = "plans"
    PASSES = "passes"
    EVENTS = "events"
    MAIL = "mail"
    MEMBERSHIP = "membership"
    COUNTER = "counter"


class Age(StrEnum):
    """How long a document has been due."""

    NOT_DUE = "not_due"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    THREE_MONTHS = "three_months"
    OLDER = "older"


_SOURCES = {
    "subscription": RevenueKind.PLANS,
    "pass": RevenueKind.PASSES,
    "registration": RevenueKind.EVENTS,
    "mail": RevenueKind.MAIL,
    "loan": RevenueKind.EQUIPMENT,
}
_SPACES = {
    UnitKind.DESK: RevenueKind.DESKS,
    UnitKind.BOOTH: RevenueKind.DESKS,
    UnitKind.ROOM: RevenueKind.ROOMS,
    UnitKind.ZONE: RevenueKind.ROOMS,
}
_LATE = ((0, Age.NOT_DUE), (30, Age.MONTH), (60, Age.TWO_MONTHS), (90, Age.THREE_MONTHS))


def revenue_kind(source: str, unit: str = "", *, fee: bool = False) -> RevenueKind:
    """Of what was charged by that job (`booking`, `subscription` ..., or nothing), for that kind of unit."""
    if fee:
        return RevenueKind.MEMBERSHIP
    if source == "booking":
        return _SPACES.get(UnitKind(unit), RevenueKind.EQUIPMENT)
    return _SOURCES.get(source, RevenueKind.COUNTER)


def age(due_on: date, today: date) -> Age:
    """Due today is not late yet; then by thirty days."""
    late = (today - due_on).days
    return next((found for most, found in _LATE if late <= most), Age.OLDER)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of its month."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following - timedelta(days=1)


def month_before(day: date) -> tuple[date, date]:
    """The first and the last day of the month before."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def month_after(day: date) -> tuple[date, date]:
    """The first and the last day of the month after."""
    return month_of(month_of(day)[1] + timedelta(days=1))
