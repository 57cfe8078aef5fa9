"""What people give and get when they come: volunteer time, help at the computers, and whose turn it is there."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalWall, Wall, one_of, ref
from tierslieu_desk.rules.visiting import AgeBand


class VolunteerTime(Base):
    """So many minutes that somebody gave the place on a day, and what for."""

    __tablename__ = "volunteer_time"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="within_a_day"),
        Index("ix_volunteer_time_party_day", "party_id", "day"),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id", index=False)
    day: Mapped[Day] = mapped_column(index=True)
    minutes: Mapped[int]
    what: Mapped[Blank]
    noted_at: Mapped[Instant]


class HelpGiven(Base):
    """Somebody was helped at the digital public space; nobody asks for a name."""

    __tablename__ = "help_given"
    __table_args__ = (
        one_of("age_band", AgeBand),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="within_a_day"),
    )

    id: Mapped[Id]
    day: Mapped[Day] = mapped_column(index=True)
    topic: Mapped[str]
    minutes: Mapped[int]
    age_band: Mapped[str]
    noted_at: Mapped[Instant]


class Workstation(Base):
    """A computer that people take turns at."""

    __tablename__ = "workstation"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")


class WorkstationTurn(Base):
    """Half an hour of somebody at a workstation, now or later; `left_at` when they went before its end."""

    __tablename__ = "workstation_turn"
    __table_args__ = (
        CheckConstraint("ends > starts", name="in_order"),
        Index("ix_workstation_turn_workstation_starts", "workstation_id", "starts"),
    )

    id: Mapped[Id]
    workstation_id: Mapped[int] = ref("workstation.id", index=False)
    name: Mapped[Blank]
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    left_at: Mapped[OptionalWall]
