"""What a plan becomes when it is sold, within a unit of work that is open: its price, its terms, its first period."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import ngettext, speaking
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Pass, Plan, Subscription, SubscriptionHours
from tierslieu_desk.money import E4_PER_CENT
from tierslieu_desk.rules import terms
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.terms import Terms
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.plan import allowances, hour_passes, in_advance, memberships, periods

if TYPE_CHECKING:
    from tierslieu_desk.services.plan.plans import NewPass, NewSubscription

_CODE, _CODE_LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8


def begin(desk: Desk, session: Session, new: NewSubscription, starts: date) -> int:
    """`Plans.sell` within a unit of work that is open. Raises what it raises."""
    plan = plan_on_sale(session, new.plan_id)
    language = party_of(session, new.party_id).language
    sold = made_of(plan, new, starts)
    refuse_below_floor(plan, sold.price_e4)
    session.add(sold)
    session.flush()
    periods.open_next(desk, session, sold, language)
    if signup_fee(session, plan, new.party_id, besides=sold.id):
        periods.charge_signup(desk, session, sold, plan.signup_fee_e4, language)
    session.flush()
    desk.note(session, "sell", "subscription", sold.id, plan=plan.name, party=new.party_id, starts=starts)
    memberships.begin(desk, session, sold)
    return sold.id


def refuse_below_floor(plan: Plan, price_e4: int) -> None:
    """Raises `PriceBelowFloor` where people pay what they like from a least price on."""
    if plan.floor_e4 is not None and price_e4 < plan.floor_e4:
        raise errors.PriceBelowFloor(name=plan.name, floor_cents=plan.floor_e4 // E4_PER_CENT, field="price")


def signup_fee(session: Session, plan: Plan, party_id: int, *, besides: int = 0) -> int:
    """What signing up costs them: nothing once they have had the plan."""
    had = select(Subscription.id).where(
        Subscription.plan_id == plan.id, Subscription.party_id == party_id, Subscription.id != besides
    )
    return plan.signup_fee_e4 if session.scalar(had.limit(1)) is None else 0


def earliest_end(sold: Subscription, today: date) -> date:
    """The first last day that may be said today without a reason."""
    return terms.earliest_end(sold.starts, Period(sold.period), terms_of(sold), today)


def bound(sold: Subscription) -> bool:
    """Whether a term or a notice was agreed."""
    return terms_of(sold) != Terms()


def terms_of(sold: Any) -> Terms:
    """Of a subscription or of a row with its columns."""
    return Terms(sold.least_until, sold.notice_days, sold.notice_periods)


def first_day(new: NewPass, today: date) -> date:
    """From when a pass is good. Raises `MissingFact`, `SlotReversed`."""
    first = new.valid_from or today
    if (new.days < 1 and not new.runs_days and not new.minutes) or not new.name.strip():
        raise errors.MissingFact(field="days" if new.name.strip() else "name", who="pass")
    if new.valid_until is not None and new.valid_until < first:
        raise errors.SlotReversed(start=first, end=new.valid_until)
    return first


def made_of(plan: Plan, new: NewSubscription, starts: date) -> Subscription:
    """What a plan becomes when it is sold, not yet in any unit of work."""
    return Subscription(
        party_id=new.party_id,
        plan_id=plan.id,
        name=plan.name,
        starts=starts,
        ends=new.ends,
        period=plan.period,
        price_e4=plan.price_e4 if new.price_e4 is None else new.price_e4,
        basis=plan.basis,
        vat_category=plan.vat_category,
        membership_fee=plan.membership_fee,
        days_included=plan.days_included,
        rolls_over=plan.rolls_over,
        charged_until=starts,
        shared=plan.shared,
        plan_price_e4=plan.price_e4,
        least_until=terms.term_ends(starts, plan.least_months),
        notice_days=plan.notice_days,
        notice_periods=plan.notice_periods,
        deposit_cents=0 if plan.membership_fee else plan.deposit_cents,
        hours=[SubscriptionHours(kind=one.kind, minutes=one.minutes) for one in plan.hours],
    )


def plan_of(session: Session, plan_id: int) -> Plan:
    """Raises `NotFound`."""
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise errors.NotFound(what="plan", id=plan_id)
    return plan


def plan_on_sale(session: Session, plan_id: int) -> Plan:
    """Raises `NotFound`, `NotOffered` when it is sold no more."""
    plan = plan_of(session, plan_id)
    if not plan.on_sale:
        raise errors.NotOffered(what=plan.name, reason="withdrawn")
    return plan


def subscription_of(session: Session, subscription_id: int) -> Subscription:
    """Raises `NotFound`."""
    sold = session.get(Subscription, subscription_id)
    if sold is None:
        raise errors.NotFound(what="subscription", id=subscription_id)
    return sold


def party_of(session: Session, party_id: int) -> Party:
    """Raises `NotFound`."""
    party = session.get(Party, party_id)
    if party is None:
        raise errors.NotFound(what="party", id=party_id)
    return party


def sell_pass(desk: Desk, session: Session, new: NewPass, first: date) -> int:
    """`Plans.sell_pass` within a unit of work that is open: the pass, what it gives, what it costs. Its number."""
    party = party_of(session, new.party_id)
    row = {
        "party_id": new.party_id,
        "name": new.name.strip(),
        "valid_from": first,
        "valid_until": new.valid_until,
        "sold_at": desk.clock.now(),
        "window_from": new.window[0],
        "window_until": new.window[1],
        "runs_days": new.runs_days,
        "gift_code": new_code() if new.gift else None,
        "gift_half_days": new.half_days if new.gift else 0,
        "gift_minutes": new.minutes if new.gift and new.hours_of else 0,
        "gift_hours_of": new.hours_of if new.gift else None,
        "home_place": new.home_place.strip(),
    }
    pass_id = int(session.execute(insert(Pass).returning(Pass.id), row).scalar_one())
    source = allowances.Source(new.party_id, pass_id=pass_id, shared=new.shared)
    if new.half_days and not new.gift:
        reason = LedgerReason.VISITING if new.home_place.strip() else LedgerReason.SOLD
        right = allowances.give(desk, session, source, new.half_days, (first, new.valid_until), reason)
        if reason is LedgerReason.SOLD and new.runs_days is None:
            in_advance.make_good(desk, session, new.party_id, right)
    if new.home_place.strip():
        return pass_id
    with speaking(party.language):
        detail = _told(new)
    charges.owe(
        desk,
        session,
        party_id=new.party_id,
        supplied_on=desk.clock.today(),
        description=new.name.strip(),
        detail=detail,
        unit_price_e4=new.price_e4,
        basis=new.basis,
        vat_category=new.vat_category,
        pass_id=pass_id,
    )
    if new.hours_of is not None and new.minutes and not new.gift:
        what, valid = (new.hours_of, new.minutes), (first, new.valid_until)
        hour_passes.give(desk, session, source, what, (valid, LedgerReason.SOLD))
    return pass_id


def _told(new: NewPass) -> str:
    """What a pass gives, on paper."""
    days = new.runs_days or new.days
    parts = [ngettext("%(days)d day", "%(days)d days", days) % {"days": days}] if days else []
    return " · ".join([*parts, *([formats.duration(new.minutes)] if new.minutes else [])])


def new_code() -> str:
    """Eight letters and digits that are not taken for one another when read aloud."""
    return "".join(secrets.choice(_CODE) for _letter in range(_CODE_LENGTH))
