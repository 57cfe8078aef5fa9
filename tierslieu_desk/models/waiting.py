"""Who waits for a space that somebody else has."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Id, Instant, OptionalInstant, Wall, one_of, ref
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.rules.waiting import WaitingState


class Waiting(Base):
    """Somebody's place in the line: for one unit, or for any of a kind that seats so many, at that time.

    `booking_id` is the option by which it was offered to them: confirmed, it is taken; called off or expired, it was
    not. `after_id` is the booking that went, so that whoever takes that back takes back the offer.
    """

    __tablename__ = "waiting"
    __table_args__ = (
        one_of("state", WaitingState),
        one_of("kind", UnitKind),
        CheckConstraint("ends > starts", name="in_order"),
        CheckConstraint("people >= 1", name="somebody"),
        CheckConstraint("(unit_id IS NULL) <> (kind IS NULL)", name="one_wish"),
        CheckConstraint("(state = 'offered') = (booking_id IS NOT NULL)", name="offered"),
        Index("ix_waiting_in_line", "asked_at", sqlite_where=text("state = 'waiting'")),
        Index("ix_waiting_booking_id", "booking_id", unique=True, sqlite_where=text("booking_id IS NOT NULL")),
        Index("ix_waiting_starts", "starts"),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    unit_id: Mapped[int | None] = ref("unit.id", nullable=True)
    kind: Mapped[str | None]
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    note: Mapped[Blank]
    asked_at: Mapped[Instant]
    state: Mapped[str]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="RESTRICT"))
    offered_at: Mapped[OptionalInstant]
    after_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="RESTRICT"))
