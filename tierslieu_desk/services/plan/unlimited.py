"""Whether somebody comes as often as they like, as a piece of a statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tierslieu_desk.models.people import Affiliation
from tierslieu_desk.models.plans import Subscription, SubscriptionPause


def unlimited_on(party_id: Any, day: Any) -> ColumnElement[bool]:
    """Whether a subscription lets that party come that day as often as they like (a membership fee does not).

    Their own, or one that their organisation shares; none while it is paused.
    """
    paused = (
        select(SubscriptionPause.id)
        .where(
            SubscriptionPause.subscription_id == Subscription.id,
            SubscriptionPause.first_day <= day,
            SubscriptionPause.last_day >= day,
        )
        .correlate_except(SubscriptionPause)
        .exists()
    )
    runs = (
        Subscription.starts <= day,
        or_(Subscription.ends.is_(None), Subscription.ends >= day),
        Subscription.days_included.is_(None),
        Subscription.membership_fee.is_(False),
        ~paused,
    )
    own = select(Subscription.id).where(Subscription.party_id == party_id, *runs).exists()
    shared = (
        select(Subscription.id)
        .join(Affiliation, Affiliation.organisation_id == Subscription.party_id)
        .where(Affiliation.person_id == party_id, Subscription.shared, *runs)
        .exists()
    )
    return or_(own, shared)
