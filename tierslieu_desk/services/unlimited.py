"""Whether somebody comes as often as they like, as a piece of a statement."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tierslieu_desk.models.plans import Subscription


def unlimited_on(party_id: Any, day: Any) -> ColumnElement[bool]:
    """Whether a subscription lets that party come that day as often as they like (a membership fee does not)."""
    return (
        select(Subscription.id)
        .where(
            Subscription.party_id == party_id,
            Subscription.starts <= day,
            or_(Subscription.ends.is_(None), Subscription.ends >= day),
            Subscription.days_included.is_(None),
            Subscription.membership_fee.is_(False),
        )
        .exists()
    )
