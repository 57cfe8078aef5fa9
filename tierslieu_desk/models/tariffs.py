"""Who pays other prices than the usual ones, what a late call-off keeps, and what is held for a booking."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Id, Whole, one_of, ref
from tierslieu_desk.rules.vocabulary import UnitKind


class Tariff(Base):
    """A name for those who pay otherwise: people of the commune, associations, the solidarity rate.

    Where it has no prices of its own it takes `per_cent` off the usual ones; of two that somebody would have, the one
    with the lower `position` counts.
    """

    __tablename__ = "tariff"
    __table_args__ = (CheckConstraint("per_cent BETWEEN 0 AND 100", name="part_of_the_whole"),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    per_cent: Mapped[Whole]
    position: Mapped[Whole]
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")


class PartyTariff(Base):
    """The tariff of a person or an organisation, and of whoever belongs to that organisation."""

    __tablename__ = "party_tariff"

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
    tariff_id: Mapped[int] = ref("tariff.id")


class PlanTariff(Base):
    """The tariff of whoever has that plan, on the days on which it runs."""

    __tablename__ = "plan_tariff"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="RESTRICT"), primary_key=True)
    tariff_id: Mapped[int] = ref("tariff.id")


class LateFee(Base):
    """What is kept of a booking called off within so many hours; of one kind of unit, or of those without their own."""

    __tablename__ = "late_fee"
    __table_args__ = (
        one_of("kind", UnitKind),
        CheckConstraint("hours > 0", name="some_time"),
        CheckConstraint("per_cent BETWEEN 0 AND 100 AND cents >= 0", name="part_or_amount"),
        CheckConstraint("(per_cent > 0) + (cents > 0) = 1", name="one_of_both"),
        UniqueConstraint("kind", "hours"),
    )

    id: Mapped[Id]
    kind: Mapped[str | None]
    hours: Mapped[int]
    per_cent: Mapped[Whole]
    cents: Mapped[Whole]
    outside: Mapped[bool] = mapped_column(default=False, server_default="0")


class UnitDeposit(Base):
    """What is asked and only held for bookings of a kind of unit, or of one unit; nothing of the one says 0."""

    __tablename__ = "unit_deposit"
    __table_args__ = (
        one_of("kind", UnitKind),
        CheckConstraint("cents >= 0", name="no_less_than_nothing"),
        UniqueConstraint("kind", "unit_id"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    unit_id: Mapped[int | None] = ref("unit.id", nullable=True)
    cents: Mapped[int]
