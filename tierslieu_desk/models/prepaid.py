"""Money that people leave ahead on a card, and the ledger of what was paid with it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Day, Id, Instant, ref


class PrepaidCard(Base):
    """Money of somebody that pays what they buy here, used through its entries only.

    `shared`: that of an organisation, for the people who belong to it. `valid_until` is the last day it pays on; what
    is left then stays theirs. While it has a `gift_code` it waits for whoever brings that, and pays nothing.
    """

    __tablename__ = "prepaid_card"
    __table_args__ = (
        Index("uq_prepaid_card_gift_code", "gift_code", unique=True, sqlite_where=text("gift_code IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    sold_on: Mapped[Day]
    valid_until: Mapped[date | None]
    shared: Mapped[bool] = mapped_column(default=False, server_default="0")
    gift_code: Mapped[str | None]


class PrepaidEntry(Base):
    """One line of the append-only ledger: cents put on (+) or used (-), why, and the balance after it.

    `payment_id` is the payment that brought the money, took it back, or was made with it; `by_id` who stood at the
    counter then. Only paying goes below zero.
    """

    __tablename__ = "prepaid_entry"
    __table_args__ = (
        CheckConstraint("cents <> 0", name="something"),
        CheckConstraint("balance >= 0 OR cents > 0 OR reason = 'paid'", name="below_zero_by_paying"),
        UniqueConstraint("card_id", "sequence"),
        Index("ix_prepaid_entry_payment_id", "payment_id", sqlite_where=text("payment_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    card_id: Mapped[int] = ref("prepaid_card.id", index=False)
    sequence: Mapped[int]
    at: Mapped[Instant]
    cents: Mapped[int]
    balance: Mapped[int]
    reason: Mapped[str]
    payment_id: Mapped[int | None] = ref("payment.id", nullable=True, index=False)
    by_id: Mapped[int | None] = ref("party.id", nullable=True, index=False)
