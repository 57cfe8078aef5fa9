"""A subscription as it stands, read for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.terms import Terms
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.plan import selling

NO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription as it stands. `ends` is its last day; `charged_until` the first day not charged yet."""

    id: int
    party_id: int
    party: str
    name: str
    starts: date
    ends: date | None
    period: Period
    price_e4: int
    basis: Basis
    membership_fee: bool
    days_included: int | None
    charged_until: date
    version: int
    terms: Terms = NO_TERMS
    shared: bool = False


def not_over(day: Any) -> ColumnElement[bool]:
    """Whether a subscription is not over that day."""
    return or_(Subscription.ends.is_(None), Subscription.ends >= day)


_TOLD = tuple(name for name in SubscriptionRow.__dataclass_fields__ if name not in {"party", "terms"})


def rows() -> Select[Any]:
    """To select, with whose they are; `subscription_row` reads them."""
    wanted = [getattr(Subscription, name) for name in (*_TOLD, "least_until", "notice_days", "notice_periods")]
    return select(*wanted, Party.name.label("party")).join(Party, Party.id == Subscription.party_id)


def subscription_row(row: Row[Any]) -> SubscriptionRow:
    """One of `rows`."""
    values = {name: getattr(row, name) for name in (*_TOLD, "party")}
    closed = {"period": Period(row.period), "basis": Basis(row.basis), "terms": selling.terms_of(row)}
    return SubscriptionRow(**values | closed)


def one(session: Session, subscription_id: int) -> SubscriptionRow:
    """The one of that number, which is there."""
    return subscription_row(session.execute(rows().where(Subscription.id == subscription_id)).one())
