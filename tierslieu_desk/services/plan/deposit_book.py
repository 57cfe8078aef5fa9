"""Deposits of plans: what is asked, what is held, what went back. Functions for whoever has a unit of work open.

Money that is only kept for somebody is no revenue, has no VAT and stands on no invoice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, formats
from tierslieu_desk.i18n import _
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.plans import Subscription
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Missing:
    """A deposit that was agreed and not brought yet: for which subscription, and how many cents."""

    subscription_id: int
    name: str
    cents: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """A subscription as far as its deposit goes; `cents` were agreed."""

    id: int
    name: str
    starts: date
    ends: date | None
    cents: int


def missing(session: Session, party_id: int, today: date, new: Agreed | None = None) -> Missing | None:
    """What is still to be brought, told of the last subscription that asks for some; with a `new` one, of that one.

    A subscription that another one follows asks for nothing: what is held for it is held for the next.
    """
    wanted = select(Subscription).where(Subscription.party_id == party_id, Subscription.membership_fee.is_(False))
    agreed = [
        Agreed(one.id, one.name, one.starts, one.ends, one.deposit_cents)
        for one in session.scalars(wanted.order_by(Subscription.starts, Subscription.id))
    ]
    if new is not None:
        agreed.append(new)
    asked = [
        one
        for one in agreed
        if one.ends is None or (one.ends >= today and not any(other.starts > one.ends for other in agreed))
    ]
    short = sum(one.cents for one in asked) - _held_for_plans(session, party_id)
    last = next((one for one in reversed(asked) if one.cents), None)
    if last is None or short <= 0 or (new is not None and last is not new):
        return None
    return Missing(last.id, last.name, short if new is None else min(short, new.cents))


def held(session: Session, party_id: int) -> list[DepositHeld]:
    """What is held for somebody, the oldest first."""
    wanted = select(DepositHeld).where(DepositHeld.party_id == party_id, DepositHeld.given_back_on.is_(None))
    return list(session.scalars(wanted.order_by(DepositHeld.since, DepositHeld.id)))


def to_give_back(one: DepositHeld) -> str:
    """What is to do about it when they leave, in the words of the house's list."""
    return _("Give back %(amount)s (%(what)s)") % {"amount": formats.amount(one.amount_cents), "what": one.what}


def refuse_held(session: Session, sold: Subscription) -> None:
    """What a sale asked for goes back before the sale is taken back. Raises `DepositTaken`."""
    for one in session.scalars(select(DepositHeld).where(DepositHeld.subscription_id == sold.id)):
        if one.given_back_on is None:
            raise errors.DepositTaken(name=sold.name, deposit_cents=one.amount_cents)
        one.subscription_id = None
    session.flush()


def follow_reversal(desk: Desk, session: Session, payment_id: int, reversal_id: int) -> None:
    """A payment was taken back: a deposit it brought is held no more, one it gave back is held again.

    Raises `AlreadyDone` when what it brought has been given back before.
    """
    from tierslieu_desk.services.person import checklists

    brought = session.scalar(select(DepositHeld).where(DepositHeld.taken_id == payment_id))
    if brought is not None:
        if brought.given_back_on is not None:
            raise errors.AlreadyDone(what="deposit", on=brought.given_back_on)
        brought.given_back_on, brought.payment_id = desk.clock.today(), reversal_id
        checklists.settle(desk, session, brought.party_id, to_give_back(brought))
    returned = session.scalar(select(DepositHeld).where(DepositHeld.payment_id == payment_id))
    if returned is not None:
        returned.given_back_on = returned.payment_id = None
    session.flush()


def _held_for_plans(session: Session, party_id: int) -> int:
    wanted = select(func.coalesce(func.sum(DepositHeld.amount_cents), 0)).where(
        DepositHeld.party_id == party_id,
        DepositHeld.given_back_on.is_(None),
        DepositHeld.subscription_id.is_not(None),
    )
    return int(session.execute(wanted).scalar_one())
