"""What is held for a booking, inside a unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.money import Payment


@dataclass(frozen=True, slots=True)
class HeldFor:
    """What is held now, the oldest first, and whether all there was went back."""

    held: Sequence[DepositHeld]
    returned: bool

    def missing(self, asked_cents: int) -> int:
        """What of so much is still to be brought; nothing once it went back."""
        return 0 if self.returned else max(0, asked_cents - sum(one.amount_cents for one in self.held))


def held_for(session: Session, booking_id: int) -> HeldFor:
    """What came by a payment that was taken back was never held: it is asked again."""
    wanted = select(DepositHeld).where(DepositHeld.booking_id == booking_id).order_by(DepositHeld.id)
    found = [one for one in session.scalars(wanted) if not _taken_back(session, one)]
    held = [one for one in found if one.given_back_on is None]
    return HeldFor(held, bool(found) and not held)


def _taken_back(session: Session, one: DepositHeld) -> bool:
    if one.payment_id is None:
        return False
    return session.scalar(select(Payment.reverses_id).where(Payment.id == one.payment_id)) == one.taken_id
