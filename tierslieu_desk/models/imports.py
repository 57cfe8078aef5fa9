"""What is kept of the lists and workbooks that were brought along."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, ref


class ColumnChoice(Base):
    """What somebody said a column is, for every later list with the same headers; an empty field leaves it out.

    `headers` is a hash of all of them together, `position` the number of the column from 0.
    """

    __tablename__ = "column_choice"

    headers: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[Blank]


class OpeningLine(Base):
    """A line of the opening position that was written down, so that the same one is never written twice.

    `key` is what the line is about, `said` all that it said; `cells` and `words` are the line itself, and as it was
    told: by them it is known again when people were renamed since, or a day it names is over.
    """

    __tablename__ = "opening_line"
    __table_args__ = (UniqueConstraint("sheet", "key"),)

    id: Mapped[Id]
    sheet: Mapped[str]
    key: Mapped[str]
    said: Mapped[str]
    cells: Mapped[str]
    words: Mapped[str]
    at: Mapped[Instant]


class DepositHeld(Base):
    """Money of somebody that is kept for them, and given back one day by the payment `payment_id`.

    `taken_id` brought it, for `subscription_id` or `booking_id`; none of them is known of what was held before this
    desk was there.
    """

    __tablename__ = "deposit_held"
    __table_args__ = (
        CheckConstraint("amount_cents > 0", name="something"),
        CheckConstraint("given_back_on IS NULL OR given_back_on >= since", name="in_order"),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    what: Mapped[str]
    amount_cents: Mapped[int]
    since: Mapped[Day]
    given_back_on: Mapped[date | None]
    payment_id: Mapped[int | None] = ref("payment.id", nullable=True)
    taken_id: Mapped[int | None] = ref("payment.id", nullable=True)
    subscription_id: Mapped[int | None] = ref("subscription.id", nullable=True)
    booking_id: Mapped[int | None] = ref("booking.id", nullable=True)


class CalendarDate(Base):
    """A date that came in a file of a calendar, so that the same one never becomes two bookings of a space.

    `uid` is the name of the entry there, `which` says which of its dates, where it has several.
    """

    __tablename__ = "calendar_date"
    __table_args__ = (UniqueConstraint("unit_id", "uid", "which"),)

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    uid: Mapped[str]
    which: Mapped[Blank]
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), index=True)
