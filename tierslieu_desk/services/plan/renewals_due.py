"""How many subscriptions are on the notice list, for the first page: by a plain statement."""

from __future__ import annotations

from datetime import date, timedelta

from tierslieu_desk.models.glance import Glance

LISTED_DAYS = 30
"""How long before it ends a subscription is on the notice list."""
_LISTED = """
    SELECT count(*) FROM subscription AS s JOIN plan AS p ON p.id = s.plan_id
    WHERE (s.ends IS NULL AND p.price_e4 <> coalesce(s.plan_price_e4, s.price_e4))
        OR (s.ends BETWEEN :today AND :soon AND NOT EXISTS (
            SELECT 1 FROM subscription AS later
            WHERE later.party_id = s.party_id AND later.starts > s.ends AND later.membership_fee = s.membership_fee))
"""


def count(seen: Glance, today: date) -> int:
    """As many as `Subscriptions.renewals` lists."""
    return int(seen.value(_LISTED, today=today, soon=today + timedelta(days=LISTED_DAYS)))
