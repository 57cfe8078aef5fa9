"""What becomes of the hours of a period that is cut after it gave them, by a pause or an end, or cut no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.hours import HourAllowance, HourEntry
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import booking_prices
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import hours


def recut(
    desk: Desk,
    session: Session,
    subscription_id: int,
    period: tuple[date, date | None],
    minutes: Mapping[UnitKind, int],
) -> bool:
    """Have a period have given so many of each kind, and be good until its last day (None: for no day).

    What was used stays used. What it gives back pays for what was booked since it was cut, and only for that: a pause
    that is taken back at once leaves everything as it was. False when the period gave no hours so far.
    """
    first, last = period
    rights = session.scalars(
        select(HourAllowance)
        .where(HourAllowance.subscription_id == subscription_id, HourAllowance.valid_from == first)
        .order_by(HourAllowance.id)
    ).all()
    back: list[tuple[int, datetime]] = []
    for right in rights:
        since = _cut_at(session, right.id)
        wanted = minutes.get(UnitKind(right.kind), 0) - _given(session, right.id)
        differs = max(wanted, -hours.left_of(session, right.id))
        if differs:
            hours.write(desk, session, right.id, differs, LedgerReason.RECUT)
        if differs > 0 and since is not None:
            back.append((right.id, since))
        right.valid_until = first - ONE_DAY if last is None else last
    session.flush()
    for right_id, cut_at in back:
        booking_prices.pay_waiting(desk, session, right_id, cut_at)
    return bool(rights)


def _cut_at(session: Session, allowance_id: int) -> datetime | None:
    """When it was cut for the last time."""
    cut = select(HourEntry.at).where(
        HourEntry.allowance_id == allowance_id, HourEntry.reason == LedgerReason.RECUT, HourEntry.minutes < 0
    )
    return session.scalar(cut.order_by(HourEntry.sequence.desc()).limit(1))


def _given(session: Session, allowance_id: int) -> int:
    lines = select(func.sum(HourEntry.minutes)).where(
        HourEntry.allowance_id == allowance_id,
        or_(HourEntry.sequence == 1, HourEntry.reason == LedgerReason.RECUT),
    )
    return int(session.execute(lines).scalar_one())
