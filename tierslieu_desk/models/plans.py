"""Plans, what was sold of them, and the ledger of what is left; visits that use it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalInstant, Whole, one_of, ref
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import Period, Role, UnitKind, VatCategory


class Plan(Base):
    """A template: what a subscription will carry. Changing it never changes what was sold.

    `shared`: the people of the organisation that has it use it. `solidarity_e4`: its price for who has little;
    `floor_e4`: they pay what they like from there on. `notice_periods` are whole ones, after the one that runs.
    `deposit_cents` are kept for who subscribes, and given back; `papers` are the kinds that they bring.
    """

    __tablename__ = "plan"
    __table_args__ = (one_of("period", Period), one_of("basis", Basis), one_of("vat_category", VatCategory))

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    period: Mapped[str]
    price_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    membership_fee: Mapped[bool] = mapped_column(default=False, server_default="0")
    days_included: Mapped[int | None]
    rolls_over: Mapped[bool] = mapped_column(default=False, server_default="0")
    on_sale: Mapped[bool] = mapped_column(default=True, server_default="1")
    shared: Mapped[bool] = mapped_column(default=False, server_default="0")
    signup_fee_e4: Mapped[Whole]
    least_months: Mapped[Whole]
    notice_days: Mapped[Whole]
    notice_periods: Mapped[Whole]
    solidarity_e4: Mapped[int | None]
    floor_e4: Mapped[int | None]
    deposit_cents: Mapped[Whole]
    papers: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    hours: Mapped[list[PlanHours]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class PlanHours(Base):
    """Minutes of a kind of unit that a plan includes."""

    __tablename__ = "plan_hours"
    __table_args__ = (one_of("kind", UnitKind), CheckConstraint("minutes > 0", name="some"))

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int]


class Subscription(Base):
    """A plan as sold to someone: its own price, period and allowance. `charged_until` is the first day not charged.

    `plan_price_e4`: what the plan cost when it was sold, None of those sold before that was kept. `least_until`: the
    last day of its minimum term. `deposit_cents`: the deposit they agreed to.
    """

    __tablename__ = "subscription"
    __table_args__ = (
        one_of("period", Period),
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        CheckConstraint("ends IS NULL OR ends >= starts", name="in_order"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    plan_id: Mapped[int] = ref("plan.id")
    name: Mapped[str]
    starts: Mapped[Day]
    ends: Mapped[date | None]
    period: Mapped[str]
    price_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    membership_fee: Mapped[bool] = mapped_column(default=False, server_default="0")
    days_included: Mapped[int | None]
    rolls_over: Mapped[bool] = mapped_column(default=False, server_default="0")
    charged_until: Mapped[Day]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    shared: Mapped[bool] = mapped_column(default=False, server_default="0")
    plan_price_e4: Mapped[int | None]
    least_until: Mapped[date | None]
    notice_days: Mapped[Whole]
    notice_periods: Mapped[Whole]
    deposit_cents: Mapped[Whole]
    hours: Mapped[list[SubscriptionHours]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class SubscriptionHours(Base):
    """Minutes of a kind of unit that a subscription includes, as agreed when it was sold."""

    __tablename__ = "subscription_hours"
    __table_args__ = (one_of("kind", UnitKind), CheckConstraint("minutes > 0", name="some"))

    subscription_id: Mapped[int] = mapped_column(ForeignKey("subscription.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    minutes: Mapped[int]


class SubscriptionPause(Base):
    """Days, both included, in which a subscription is neither charged nor gives anything."""

    __tablename__ = "subscription_pause"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="in_order"),)

    id: Mapped[Id]
    subscription_id: Mapped[int] = ref("subscription.id")
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    reason: Mapped[Blank]


class Pass(Base):
    """Days bought ahead, by the ticket or for a window.

    It counts for arrivals from `window_from` to before `window_until`, in minutes of the day. `runs_days`: it lasts so
    many days from the first check-in on, and `valid_until` is the last day for that one. `gift_code`: who brings it
    gets `gift_half_days` and `gift_minutes` of the kind of unit that `gift_hours_of` names, once; until then nothing
    was given. `home_place`: of a coworker on a visit from there. `in_advance`: what they used before they bought it;
    its allowance alone goes below zero.
    """

    __tablename__ = "pass"
    __table_args__ = (Index("uq_pass_gift_code", "gift_code", unique=True, sqlite_where=text("gift_code IS NOT NULL")),)

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    name: Mapped[str]
    valid_from: Mapped[Day]
    valid_until: Mapped[date | None]
    sold_at: Mapped[Instant]
    window_from: Mapped[Whole]
    window_until: Mapped[int] = mapped_column(default=1440, server_default="1440")
    runs_days: Mapped[int | None]
    gift_code: Mapped[str | None]
    gift_half_days: Mapped[Whole]
    home_place: Mapped[Blank]
    gift_minutes: Mapped[Whole]
    gift_hours_of: Mapped[str | None]
    in_advance: Mapped[bool] = mapped_column(default=False, server_default="0")


class Allowance(Base):
    """A right to so many half-days, given by a subscription's period or a pass, used through its entries only.

    `shared`: that of an organisation, for the people who belong to it.
    """

    __tablename__ = "allowance"
    __table_args__ = (
        CheckConstraint("(subscription_id IS NULL) <> (pass_id IS NULL)", name="one_source"),
        UniqueConstraint("subscription_id", "valid_from"),
        Index("ix_allowance_party_valid_until", "party_id", "valid_until"),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id", index=False)
    subscription_id: Mapped[int | None] = ref("subscription.id", nullable=True)
    pass_id: Mapped[int | None] = ref("pass.id", nullable=True)
    valid_from: Mapped[Day]
    valid_until: Mapped[date | None]
    shared: Mapped[bool] = mapped_column(default=False, server_default="0")


class AllowanceEntry(Base):
    """One line of the append-only ledger: half-days given (+) or used (-), why, and the balance after it."""

    __tablename__ = "allowance_entry"
    __table_args__ = (UniqueConstraint("allowance_id", "sequence"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    allowance_id: Mapped[int] = ref("allowance.id")
    sequence: Mapped[int]
    at: Mapped[Instant]
    half_days: Mapped[int]
    balance: Mapped[int]
    reason: Mapped[str]
    visit_id: Mapped[int | None] = ref("visit.id", nullable=True)


class Visit(Base):
    """Somebody came. `party_id` is empty for a passer-by; `day` is the place's calendar day of the arrival.

    `half_days` is what the presence counts for, whether or not an allowance paid for it. An undone check-in stays,
    since the ledger names it. `host_id`: a member who brought them. `someone` tells a visitor whose name is no longer
    kept from the others of that day, so that the day still counts as many.
    """

    __tablename__ = "visit"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="in_order"),
        CheckConstraint("someone IS NULL OR party_id IS NULL", name="name_or_number"),
        Index("ix_visit_party_day", "party_id", "day"),
        Index("ix_visit_visitors", "day", sqlite_where=text("role = 'visitor' AND party_id IS NOT NULL")),
        Index("ix_visit_host_id", "host_id", sqlite_where=text("host_id IS NOT NULL")),
    )

    id: Mapped[Id]
    party_id: Mapped[int | None] = ref("party.id", index=False, nullable=True)
    role: Mapped[str]
    day: Mapped[Day] = mapped_column(index=True)
    arrived_at: Mapped[Instant]
    left_at: Mapped[OptionalInstant]
    half_days: Mapped[Whole]
    note: Mapped[Blank]
    undone: Mapped[bool] = mapped_column(default=False, server_default="0")
    host_id: Mapped[int | None] = ref("party.id", index=False, nullable=True)
    someone: Mapped[int | None]
