"""Deposits that are held for somebody, and given back: the till knows of what goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tierslieu_desk import errors
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.money import Payment
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import deposit_book

_BACK = aliased(Payment)
_REVERSED = select(_BACK.id).where(_BACK.reverses_id == DepositHeld.payment_id).exists()
"""The payment that went out was taken back: the money is here again."""


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit that is held, in cents."""

    id: int
    party_id: int
    who: str
    what: str
    cents: int
    since: date


class DepositsHeld:
    """What is held, but for what things lent say of themselves."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, party_id: int | None = None) -> tuple[DepositRow, ...]:
        """Those not given back yet, or whose giving back was reversed, of somebody or of everybody, by name."""
        wanted = (
            select(DepositHeld, Party.name)
            .join(Party, Party.id == DepositHeld.party_id)
            .where(DepositHeld.given_back_on.is_(None) | _REVERSED)
            .order_by(Party.search_key, DepositHeld.since, DepositHeld.id)
        )
        if party_id is not None:
            wanted = wanted.where(DepositHeld.party_id == party_id)
        with self._desk.store.reading() as session:
            return tuple(
                DepositRow(one.id, one.party_id, name, one.what, one.amount_cents, one.since)
                for one, name in session.execute(wanted)
            )

    def give_back(self, deposit_id: int, method: PaymentMethod) -> None:
        """It is given back today: a payment that goes out.

        Raises `NotFound`, `AlreadyDone`, `TillClosed`, and `NotYet` when the clock was set back to before it was taken.
        """
        with self._desk.store.writing() as session:
            held = session.get(DepositHeld, deposit_id)
            if held is None:
                raise errors.NotFound(what="deposit", id=deposit_id)
            reversed_since = session.scalar(select(DepositHeld.id).where(DepositHeld.id == deposit_id, _REVERSED))
            if held.given_back_on is not None and reversed_since is None:
                raise errors.AlreadyDone(what="deposit", on=held.given_back_on)
            today, now = self._desk.clock.today(), self._desk.clock.wall()
            if today < held.since:
                raise errors.NotYet(when=datetime.combine(held.since, time()), now=now)
            paid = Payments(self._desk).settle(held.party_id, method, -held.amount_cents, {}, held.what)
            held.given_back_on, held.payment_id = today, paid.id
            session.flush()
            checklists.settle(self._desk, session, held.party_id, deposit_book.to_give_back(held))
            self._desk.note(session, "given_back", "deposit", deposit_id, cents=held.amount_cents, payment=paid.id)
