"""Hours of a pass that change hands: handed on, given for the code of a gift, and the way back from both.

Functions for `passes`, which has the unit of work open.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.hours import HourAllowance, HourEntry
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import booking_prices
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan import hours
from tierslieu_desk.services.plan.allowances import Source


def right_of(session: Session, pass_id: int) -> HourAllowance | None:
    """The hours that a pass gave, None when it gave none or they were taken back."""
    rights = hours.sold_as(session, pass_id=pass_id)
    return session.get(HourAllowance, rights[0]) if rights else None


def give(
    desk: Desk,
    session: Session,
    source: Source,
    what: tuple[UnitKind, int],
    given: tuple[tuple[date, date | None], LedgerReason],
) -> None:
    """To who brings the code of a gift, or bought the pass; it pays at once for what they had booked."""
    right = hours.give(desk, session, source, what, *given)
    booking_prices.pay_waiting(desk, session, right)


def hand_on(desk: Desk, session: Session, right: HourAllowance, source: Source, *, minutes: int) -> None:
    """So much of a right, which is what is left of it, becomes one of the pass that `source` names."""
    hours.write(desk, session, right.id, -minutes, LedgerReason.TRANSFERRED)
    valid = (right.valid_from, right.valid_until)
    give(desk, session, source, (UnitKind(right.kind), minutes), (valid, LedgerReason.TRANSFERRED))


def hand_back(
    desk: Desk, session: Session, name: str, rights: tuple[HourAllowance | None, HourAllowance | None], minutes: int
) -> None:
    """What the first of two rights handed on to the second is its own again; bookings that used it owe their price.

    `name` is that of the pass. Raises `AllowanceUsed` when such a booking is on an invoice or the second one was
    handed on in its turn, `AlreadyDone`.
    """
    old, new = rights
    if old is None or new is None:
        raise errors.AlreadyDone(what="take_back", on=desk.clock.today())
    users = booking_prices.free_hours(desk, session, name, (new.id,))
    if hours.left_of(session, new.id) != minutes:
        raise errors.AllowanceUsed(name=name)
    hours.write(desk, session, new.id, -minutes, LedgerReason.TRANSFERRED)
    hours.write(desk, session, old.id, minutes, LedgerReason.TRANSFERRED)
    hours.void(desk, session, (new.id,))
    booking_prices.charge_again(desk, session, users)
    booking_prices.pay_waiting(desk, session, old.id)


def handed_on(session: Session, allowance_ids: Sequence[int]) -> bool:
    """Whether any of those rights is in other hands by now."""
    moved = select(func.sum(HourEntry.minutes)).where(
        HourEntry.allowance_id.in_(allowance_ids), HourEntry.reason == LedgerReason.TRANSFERRED
    )
    return any(total < 0 for total in session.scalars(moved.group_by(HourEntry.allowance_id)))
