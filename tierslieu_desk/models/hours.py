"""Hours of a kind of unit that were sold ahead, and the ledger of what bookings used of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalWall, one_of, ref
from tierslieu_desk.rules.vocabulary import UnitKind


class HourAllowance(Base):
    """A right to so many minutes of units of a kind, given by a subscription's period or a pass.

    Used through its entries only. `shared`: that of an organisation, for the people who belong to it.
    """

    __tablename__ = "hour_allowance"
    __table_args__ = (
        one_of("kind", UnitKind),
        CheckConstraint("(subscription_id IS NULL) <> (pass_id IS NULL)", name="one_source"),
        UniqueConstraint("subscription_id", "kind", "valid_from"),
        Index("ix_hour_allowance_kind_party", "kind", "party_id", "valid_until"),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    subscription_id: Mapped[int | None] = ref("subscription.id", nullable=True)
    pass_id: Mapped[int | None] = ref("pass.id", nullable=True)
    kind: Mapped[str]
    valid_from: Mapped[Day]
    valid_until: Mapped[date | None]
    shared: Mapped[bool] = mapped_column(default=False, server_default="0")


class HourEntry(Base):
    """One line of the append-only ledger: minutes given (+) or used (-), why, and the balance after it.

    What was booked is written down with it, since a date of a series that is planned anew leaves the book: its number
    is then that of no booking, or of another one, and its lines add up to nothing.
    """

    __tablename__ = "hour_entry"
    __table_args__ = (
        CheckConstraint("balance >= 0", name="no_less_than_nothing"),
        UniqueConstraint("allowance_id", "sequence"),
        Index("ix_hour_entry_booking_id", "booking_id", sqlite_where=text("booking_id IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    allowance_id: Mapped[int] = ref("hour_allowance.id", index=False)
    sequence: Mapped[int]
    at: Mapped[Instant]
    minutes: Mapped[int]
    balance: Mapped[int]
    reason: Mapped[str]
    booking_id: Mapped[int | None]
    unit: Mapped[Blank]
    starts: Mapped[OptionalWall]
    ends: Mapped[OptionalWall]
