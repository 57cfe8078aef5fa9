"""Units, what they are made of, what they cost, and the one table that says who has what, when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Wall, Whole, one_of, ref
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory


class Unit(Base):
    """Anything that can be taken for a time. A pool is a unit whose members are interchangeable."""

    __tablename__ = "unit"
    __table_args__ = (
        one_of("kind", UnitKind),
        CheckConstraint("NOT (is_pool AND pool_id IS NOT NULL)", name="pool_has_no_pool"),
        CheckConstraint("buffer_before >= 0 AND buffer_after >= 0", name="buffers_positive"),
    )

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    group_name: Mapped[Blank]
    position: Mapped[Whole]
    is_pool: Mapped[bool] = mapped_column(default=False, server_default="0")
    pool_id: Mapped[int | None] = ref("unit.id", nullable=True)
    seats: Mapped[int] = mapped_column(default=1, server_default="1")
    legal_seats: Mapped[int | None]
    buffer_before: Mapped[Whole]
    buffer_after: Mapped[Whole]
    shelf: Mapped[Blank]
    floor: Mapped[Blank]
    description: Mapped[Blank]
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class UnitPart(Base):
    """`part` belongs to `whole`; parts may have parts of their own, never in a circle (a trigger)."""

    __tablename__ = "unit_part"
    __table_args__ = (CheckConstraint("whole_id <> part_id", name="not_itself"),)

    whole_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True, index=True)


class Price(Base):
    """What a kind of unit (or one unit) costs for so many minutes, from a day on. Ten-thousandths, with the basis.

    For everybody, or for those of one tariff. It holds at any time, or for `window_minutes` from `window_from` minutes
    after midnight of each of the weekdays `window_days` ("01234" is Monday to Friday).
    """

    __tablename__ = "price"
    __table_args__ = (
        one_of("kind", UnitKind),
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("(window_minutes > 0) = (window_days <> '')", name="window_whole"),
        CheckConstraint("window_from >= 0 AND window_from < 1440 AND window_minutes >= 0", name="window_in_a_day"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    unit_id: Mapped[int | None] = ref("unit.id", nullable=True)
    label: Mapped[str]
    minutes: Mapped[int]
    amount_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    valid_from: Mapped[Day] = mapped_column(default=date(2000, 1, 1))
    tariff_id: Mapped[int | None] = ref("tariff.id", nullable=True)
    window_days: Mapped[Blank]
    window_from: Mapped[Whole]
    window_minutes: Mapped[Whole]
    opens: Mapped[bool] = mapped_column(default=False, server_default="0")


HOLD_OWNERS = ("booking_id", "event_session_id", "loan_id", "maintenance_id", "closure_id")


class Hold(Base):
    """One leaf unit taken for `[starts, ends)` by exactly one owner.

    No two holds of one unit overlap: `models/guards.py` makes the database refuse it, whichever program writes.
    `asked_unit_id` is what the owner asked for: the whole, the pool or the unit itself.
    """

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("ends > starts", name="in_order"),
        CheckConstraint(
            " + ".join(f"({owner} IS NOT NULL)" for owner in HOLD_OWNERS) + " = 1", name="exactly_one_owner"
        ),
        Index("ix_hold_unit_starts", "unit_id", "starts"),
        *(Index(f"ix_hold_{owner}", owner, sqlite_where=text(f"{owner} IS NOT NULL")) for owner in HOLD_OWNERS),
    )

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    asked_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    event_session_id: Mapped[int | None] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"))
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id", ondelete="CASCADE"))
    maintenance_id: Mapped[int | None] = mapped_column(ForeignKey("maintenance.id", ondelete="CASCADE"))
    closure_id: Mapped[int | None] = mapped_column(ForeignKey("closure.id", ondelete="CASCADE"))


class Maintenance(Base):
    """A unit out of use for a time, and why. Owns holds."""

    __tablename__ = "maintenance"
    __table_args__ = (CheckConstraint("ends > starts", name="in_order"),)

    id: Mapped[Id]
    unit_id: Mapped[int] = ref("unit.id")
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    reason: Mapped[Blank]
