"""Events, their sessions, and who registered and came."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Id, Instant, Wall, Whole, one_of, ref
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import EventKind, RegistrationState, VatCategory


class Event(Base):
    """Something that happens here, open to members or to all."""

    __tablename__ = "event"
    __table_args__ = (
        one_of("kind", EventKind),
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        CheckConstraint("capacity >= 1", name="somebody"),
    )

    id: Mapped[Id]
    title: Mapped[str]
    kind: Mapped[str]
    language: Mapped[str] = mapped_column(default="fr", server_default="fr")
    speaker: Mapped[Blank]
    capacity: Mapped[int]
    price_e4: Mapped[Whole]
    basis: Mapped[str] = mapped_column(default=Basis.GROSS, server_default=Basis.GROSS)
    vat_category: Mapped[str] = mapped_column(default=VatCategory.STANDARD, server_default=VatCategory.STANDARD)
    open_to_all: Mapped[bool] = mapped_column(default=True, server_default="1")
    cancelled: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class EventSession(Base):
    """One sitting of an event, in one unit. Owns holds."""

    __tablename__ = "event_session"
    __table_args__ = (CheckConstraint("ends > starts", name="in_order"),)

    id: Mapped[Id]
    event_id: Mapped[int] = ref("event.id")
    unit_id: Mapped[int] = ref("unit.id")
    starts: Mapped[Wall] = mapped_column(index=True)
    ends: Mapped[Wall]


class Registration(Base):
    """Somebody wants to come: a person of the file, or only a name and an address."""

    __tablename__ = "registration"
    __table_args__ = (one_of("state", RegistrationState), UniqueConstraint("event_id", "position"))

    id: Mapped[Id]
    event_id: Mapped[int] = ref("event.id", index=False)
    position: Mapped[int]
    party_id: Mapped[int | None] = ref("party.id", nullable=True)
    name: Mapped[str]
    organisation: Mapped[Blank]
    email: Mapped[Blank]
    state: Mapped[str]
    registered_at: Mapped[Instant]


class Attendance(Base):
    """Who signed for which half day of which session (0 morning, 1 afternoon)."""

    __tablename__ = "attendance"
    __table_args__ = (CheckConstraint("half IN (0, 1)", name="half_known"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="RESTRICT"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    half: Mapped[int] = mapped_column(primary_key=True)
