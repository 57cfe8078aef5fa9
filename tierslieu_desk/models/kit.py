"""What is in a unit for good, and what is brought there for one booking."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, ref


class UnitContains(Base):
    """One thing that is always in a unit, in the house's own words: a projector, a white board, a kitchen."""

    __tablename__ = "unit_contains"
    __table_args__ = (CheckConstraint("trim(word) <> ''", name="a_word"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)


class BookingWith(Base):
    """The booking of a tool that was taken along with the booking of a room; each is a booking of its own besides.

    Nothing goes with what goes along itself (a trigger).
    """

    __tablename__ = "booking_with"
    __table_args__ = (CheckConstraint("booking_id <> with_booking_id", name="not_itself"),)

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    with_booking_id: Mapped[int] = ref("booking.id", ondelete="CASCADE")
