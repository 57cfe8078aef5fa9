"""What few units have: limits to how they are booked, plans they are kept for, a photo; and quotas of plans."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Id, Whole, one_of, ref
from tierslieu_desk.rules.quotas import Span
from tierslieu_desk.rules.vocabulary import UnitKind


class UnitLimit(Base):
    """How a unit is booked; a unit without a row has no limits. Minutes, and days for `ahead_days`; 0 is none.

    `spans`: a booking may cover closed times when it begins and ends in open ones. `agreed`: who may set rules aside
    confirms its bookings, and alone changes what is confirmed.
    """

    __tablename__ = "unit_limit"
    __table_args__ = (
        CheckConstraint("shortest >= 0 AND longest >= 0 AND lead >= 0 AND ahead_days >= 0", name="positive"),
        CheckConstraint("longest = 0 OR shortest <= longest", name="in_order"),
    )

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    shortest: Mapped[Whole]
    longest: Mapped[Whole]
    lead: Mapped[Whole]
    ahead_days: Mapped[Whole]
    spans: Mapped[bool] = mapped_column(default=False, server_default="0")
    agreed: Mapped[bool] = mapped_column(default=False, server_default="0")


class UnitPlan(Base):
    """A unit is kept for who has that plan, or another one it is kept for."""

    __tablename__ = "unit_plan"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True, index=True)


class PlanQuota(Base):
    """At most so many minutes, or so many bookings, of a kind of unit in a day, a week or a month, for who has it."""

    __tablename__ = "plan_quota"
    __table_args__ = (
        one_of("kind", UnitKind),
        one_of("span", Span),
        CheckConstraint("(minutes IS NULL) <> (times IS NULL)", name="one_of_two"),
        CheckConstraint("coalesce(minutes, times) > 0", name="some"),
        UniqueConstraint("plan_id", "kind", "span"),
    )

    id: Mapped[Id]
    plan_id: Mapped[int] = ref("plan.id", index=False, ondelete="CASCADE")
    kind: Mapped[str]
    span: Mapped[str]
    minutes: Mapped[int | None]
    times: Mapped[int | None]


class UnitPhoto(Base):
    """What a unit looks like: a small JPEG picture."""

    __tablename__ = "unit_photo"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    picture: Mapped[bytes] = mapped_column(LargeBinary)
