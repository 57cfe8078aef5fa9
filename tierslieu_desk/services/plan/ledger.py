"""Why a balance is what it is: the lines of the ledger of allowances as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass, Subscription, Visit
from tierslieu_desk.rules.passes import A_DAY, LedgerReason
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.allowances import whose

_VISITOR = aliased(Party)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line that explains a balance. `name` is what was sold; `half_days` given (+) or used (-).

    `allowance_id` tells which right it is a line of; `owner` is the organisation that shares it, empty of their own;
    `visitor` who came, when it was somebody else. `pass_id` is set of a pass.
    """

    at: datetime
    name: str
    reason: LedgerReason
    half_days: int
    balance: int
    valid_from: date
    valid_until: date | None
    visit_id: int | None
    allowance_id: int = 0
    owner: str = ""
    visitor: str = ""
    pass_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One right that somebody may use, and what is left of it. `owner` is the organisation that shares it.

    `valid_until` is its last day; `runs_days` when it begins with the first check-in and has not begun; `window` in
    minutes of the day.
    """

    allowance_id: int
    name: str
    owner: str
    half_days: int
    valid_until: date | None
    runs_days: int | None
    window: tuple[int, int]
    pass_id: int | None


def sources(session: Session, party_id: int, day: date) -> tuple[SourceRow, ...]:
    """What makes up a balance on that day, in the order in which it is used; what is used up is left out."""
    left = {row.id: row.balance for row in allowances.usable(session, party_id, day)}
    found = session.execute(
        select(
            Allowance,
            Pass,
            Subscription.name.label("subscription"),
            Party.name.label("owner"),
        )
        .join(Party, Party.id == Allowance.party_id)
        .outerjoin(Subscription, Subscription.id == Allowance.subscription_id)
        .outerjoin(Pass, Pass.id == Allowance.pass_id)
        .where(Allowance.id.in_(left))
    )
    rows = []
    for right, held, subscription, owner in found:
        sold: Pass | None = held
        if not left[right.id]:
            continue
        own = right.party_id == party_id
        begun = sold is not None and sold.runs_days is not None and not allowances.whole(session, right.id)
        row = SourceRow(
            right.id,
            sold.name if sold is not None else subscription or "",
            "" if own else owner,
            left[right.id],
            right.valid_until,
            None if sold is None or begun else sold.runs_days,
            A_DAY if sold is None else (sold.window_from, sold.window_until),
            right.pass_id if own and not (sold is not None and sold.in_advance) else None,
        )
        rows.append((bool(row.owner), right.valid_until or date.max, right.valid_from, right.id, row))
    return tuple(row for *_order, row in sorted(rows, key=lambda one: one[:4]))


def explain(session: Session, party_id: int, last: int | None = None) -> tuple[LedgerRow, ...]:
    """Every line of somebody's ledger, or the `last` so many, oldest first; what is shared with them included."""
    rows = session.execute(
        select(
            AllowanceEntry.at,
            Subscription.name.label("subscription"),
            Pass.name.label("ticket"),
            AllowanceEntry.reason,
            AllowanceEntry.half_days,
            AllowanceEntry.balance,
            Allowance.valid_from,
            Allowance.valid_until,
            AllowanceEntry.visit_id,
            AllowanceEntry.allowance_id,
            Allowance.party_id,
            Allowance.pass_id,
            Party.name.label("owner"),
            _VISITOR.name.label("visitor"),
            Visit.party_id.label("who"),
        )
        .select_from(AllowanceEntry)
        .join(Allowance, Allowance.id == AllowanceEntry.allowance_id)
        .join(Party, Party.id == Allowance.party_id)
        .outerjoin(Subscription, Subscription.id == Allowance.subscription_id)
        .outerjoin(Pass, Pass.id == Allowance.pass_id)
        .outerjoin(Visit, Visit.id == AllowanceEntry.visit_id)
        .outerjoin(_VISITOR, _VISITOR.id == Visit.party_id)
        .where(whose(party_id))
        .order_by(AllowanceEntry.id.desc())
        .limit(last)
    )
    return tuple(
        LedgerRow(
            row.at,
            row.subscription or row.ticket,
            LedgerReason(row.reason),
            row.half_days,
            row.balance,
            row.valid_from,
            row.valid_until,
            row.visit_id,
            row.allowance_id,
            "" if row.party_id == party_id else row.owner,
            "" if row.who in {None, party_id} else row.visitor,
            row.pass_id,
        )
        for row in reversed(rows.all())
    )
