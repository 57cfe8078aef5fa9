"""Days that are not like the others: what each kind means here, days with hours of their own, holidays at hand."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, one_of
from tierslieu_desk.rules.calendar import DayKind, Effect


class CalendarArea(Base):
    """Whose holidays of a kind count here. Without a row: those of the place's address; empty: none."""

    __tablename__ = "calendar_area"
    __table_args__ = (one_of("kind", DayKind),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    area: Mapped[Blank]


class DayEffect(Base):
    """What a kind of day means here, and, with a `name`, what one holiday means besides."""

    __tablename__ = "day_effect"
    __table_args__ = (UniqueConstraint("kind", "name"), one_of("kind", DayKind), one_of("effect", Effect))

    id: Mapped[Id]
    kind: Mapped[str]
    name: Mapped[Blank]
    effect: Mapped[str]


class OwnHours(Base):
    """A stretch of a day that has hours of its own, whatever the week says, in minutes from its midnight."""

    __tablename__ = "own_hours"
    __table_args__ = (
        CheckConstraint("opens >= 0 AND closes <= 1440 AND closes > opens", name="in_order"),
        UniqueConstraint("day", "opens"),
    )

    id: Mapped[Id]
    day: Mapped[Day]
    opens: Mapped[int]
    closes: Mapped[int]
    reason: Mapped[Blank]


class PublicDay(Base):
    """A public holiday worked out ahead, so that no start and no booking waits for it. `told` is its name as said.

    `area` and `language` say for whom; what is not at hand is worked out when it is asked for.
    """

    __tablename__ = "public_day"
    __table_args__ = (UniqueConstraint("area", "language", "day"),)

    id: Mapped[Id]
    area: Mapped[str]
    language: Mapped[str]
    day: Mapped[Day]
    name: Mapped[str]
    told: Mapped[str]


class SchoolPeriod(Base):
    """School holidays that came in a file, both days included. `source` is where that file has them from."""

    __tablename__ = "school_period"
    __table_args__ = (
        CheckConstraint("last >= first", name="in_order"),
        Index("ix_school_period_area_first", "area", "first"),
    )

    id: Mapped[Id]
    area: Mapped[str]
    first: Mapped[Day]
    last: Mapped[Day]
    name: Mapped[str]
    source: Mapped[Blank]
