"""Bookings and the series that make them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalInstant, OptionalWall, Wall, one_of, ref
from tierslieu_desk.rules.vocabulary import BookingState, Frequency


class Series(Base):
    """A rule that makes bookings: its dates are rows up to `made_until`, an open promise beyond."""

    __tablename__ = "series"
    __table_args__ = (
        one_of("frequency", Frequency),
        CheckConstraint("step >= 1", name="step_positive"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
        CheckConstraint("until IS NULL OR count IS NULL", name="one_end"),
    )

    id: Mapped[Id]
    unit_id: Mapped[int] = ref("unit.id")
    party_id: Mapped[int] = ref("party.id")
    frequency: Mapped[str]
    step: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[Blank]
    nth: Mapped[int | None]
    first: Mapped[Wall]
    minutes: Mapped[int]
    until: Mapped[date | None]
    count: Mapped[int | None]
    made_until: Mapped[Day]
    title: Mapped[Blank]
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    ended: Mapped[bool] = mapped_column(default=False, server_default="0")


class Booking(Base):
    """Someone asked for a unit for a time. Holds exist while it is tentative, confirmed or checked in."""

    __tablename__ = "booking"
    __table_args__ = (
        one_of("state", BookingState),
        CheckConstraint("ends > starts", name="in_order"),
        CheckConstraint("people >= 1", name="somebody"),
        CheckConstraint("cancel_reason = '' OR state IN ('cancelled', 'skipped')", name="reason_when_called_off"),
        UniqueConstraint("series_id", "occurrence_on"),
        Index("ix_booking_starts", "starts"),
        Index("ix_booking_unit_starts", "unit_id", "starts"),
        Index("ix_booking_clash", "starts", sqlite_where=text("state = 'clash'")),
    )

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    pinned: Mapped[bool] = mapped_column(default=True, server_default="1")
    party_id: Mapped[int] = ref("party.id")
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    state: Mapped[str]
    expires: Mapped[OptionalWall] = mapped_column(index=True)
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    title: Mapped[Blank]
    note: Mapped[Blank]
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="RESTRICT"))
    occurrence_on: Mapped[date | None]
    created_at: Mapped[Instant]
    checked_in_at: Mapped[OptionalInstant]
    cancelled_at: Mapped[OptionalInstant]
    cancel_reason: Mapped[Blank]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}
