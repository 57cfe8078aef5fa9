"""The periods of a subscription, opened one after the other: each is charged, and gives its days."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import proration
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY, Share
from tierslieu_desk.rules.vocabulary import Period, VatCategory
from tierslieu_desk.services import allowances, charges
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """The first period of a subscription not charged yet: its days, its price, the half-days it gives if any count."""

    part: Share
    price_e4: int
    half_days: int | None


def next_period(sold: Subscription) -> NextPeriod | None:
    """None when the subscription has ended. `sold` may be one that is only thought of."""
    part = _next_share(sold)
    if part is None:
        return None
    price = sold.price_e4 if sold.membership_fee else proration.prorated_e4(sold.price_e4, part)
    days = sold.days_included
    return NextPeriod(part, price, None if days is None else proration.prorated_half_days(days, part))


def open_next(desk: Desk, session: Session, sold: Subscription, language: str) -> bool:
    """Write the charge and the allowance of the first period not charged yet; False when there is none."""
    opened = next_period(sold)
    if opened is None:
        return False
    part = opened.part
    with speaking(language):
        charges.owe(
            desk,
            session,
            party_id=sold.party_id,
            supplied_on=part.first,
            description=sold.name,
            detail=formats.days_text(part.first, part.last),
            unit_price_e4=opened.price_e4,
            basis=Basis(sold.basis),
            vat_category=VatCategory(sold.vat_category),
            membership_fee=sold.membership_fee,
            working=working(sold, part),
            period_start=part.first,
            subscription_id=sold.id,
        )
    if opened.half_days is not None:
        source = allowances.Source(sold.party_id, subscription_id=sold.id)
        allowances.give(desk, session, source, opened.half_days, (part.first, part.last), LedgerReason.PERIOD)
    sold.charged_until = part.last + ONE_DAY
    return True


def _next_share(sold: Subscription) -> Share | None:
    day, period = sold.charged_until, Period(sold.period)
    if sold.ends is not None and sold.ends < day:
        return None
    if sold.membership_fee:
        whole = proration.anniversary_period(day, period, sold.starts)
        return proration.share(whole, day, None)
    return proration.share(proration.calendar_period(day, period), day, sold.ends)


def working(sold: Subscription, part: Share) -> str:
    """How the price of a part of a period was found, in the language in force; nothing of a whole one."""
    if part.whole or sold.membership_fee:
        return ""
    return _("%(days)d of %(total)d days at %(price)s") % {
        "days": part.days,
        "total": part.of_days,
        "price": formats.unit_price(sold.price_e4),
    }
