"""What two who are one have lived with each other, and what began meanwhile, once they come apart again."""

from __future__ import annotations

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from tierslieu_desk.models.hours import HourAllowance
from tierslieu_desk.models.money import Charge, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, Subscription, Visit


def periods_follow(session: Session, kept: Party, gone: Party) -> None:
    """Periods that began meanwhile are whose subscription it is: what they give, and what is on no paper yet."""
    theirs = select(Subscription.id).where(Subscription.party_id == gone.id)
    for right in (Allowance, HourAllowance):
        began = (right.party_id == kept.id) & right.subscription_id.in_(theirs)
        session.execute(update(right).where(began).values(party_id=gone.id))
    owed = (
        (Charge.party_id == kept.id)
        & Charge.subscription_id.in_(theirs)
        & ~select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists()
    )
    pays = {kept.id: gone.id, kept.payer_id or kept.id: gone.payer_id or gone.id}
    payer = case(pays, value=Charge.payer_id, else_=Charge.payer_id)
    session.execute(update(Charge).where(owed).values(party_id=gone.id, payer_id=payer))


def bring_nobody(session: Session, kept_id: int, gone_id: int) -> list[list[int]]:
    """Who brought the other one brings themselves now: nobody did; the visits, and who it was."""
    both = (kept_id, gone_id)
    found = session.scalars(select(Visit).where(Visit.party_id.in_(both), Visit.host_id.in_(both)).order_by(Visit.id))
    brought = []
    for visit in found.all():
        brought.append([visit.id, visit.host_id or 0])
        visit.host_id = None
    session.flush()
    return brought


def bring_again(session: Session, brought: list[list[int]], both: tuple[int, int]) -> None:
    """Taken apart, they are brought by who brought them, unless that was changed since."""
    for visit_id, host_id in brought:
        visit = session.get(Visit, visit_id)
        if visit is not None and visit.host_id is None and visit.party_id in both and visit.party_id != host_id:
            visit.host_id = host_id
    session.flush()
