"""The place itself: who it is, when it is open, what its texts and rates are on a given day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, Wall, Whole, one_of, ref
from tierslieu_desk.rules.vocabulary import VatCategory, VatRegime


class Place(Base):
    """The one place this desk serves: a single row, number 1."""

    __tablename__ = "place"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"), one_of("vat_regime", VatRegime))

    id: Mapped[Id]
    name: Mapped[str]
    legal_name: Mapped[Blank]
    legal_form: Mapped[Blank]
    capital: Mapped[Blank]
    registry_town: Mapped[Blank]
    siret: Mapped[Blank]
    rna: Mapped[Blank]
    vat_number: Mapped[Blank]
    vat_regime: Mapped[str]
    street: Mapped[Blank]
    postcode: Mapped[Blank]
    city: Mapped[Blank]
    country: Mapped[str] = mapped_column(default="FR", server_default="FR")
    phone: Mapped[Blank]
    email: Mapped[Blank]
    iban: Mapped[Blank]
    bic: Mapped[Blank]
    currency: Mapped[str] = mapped_column(default="EUR", server_default="EUR")
    zone: Mapped[str] = mapped_column(default="Europe/Paris", server_default="Europe/Paris")
    language: Mapped[str] = mapped_column(default="fr", server_default="fr")
    services: Mapped[Blank]
    approval_number: Mapped[Blank]
    approved_from: Mapped[date | None]
    approved_until: Mapped[date | None]
    second_copy: Mapped[Blank]
    payment_days: Mapped[int] = mapped_column(default=30, server_default="30")
    first_visit_free: Mapped[bool] = mapped_column(default=False, server_default="0")
    below_half_days: Mapped[Whole]
    below_cents: Mapped[Whole]
    offer_hours: Mapped[int] = mapped_column(default=24, server_default="24")
    offer_by_itself: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class HouseMark(Base):
    """Another mark whenever the set-up differs (`guards.HOUSE_TABLES`): a single row, number 1, written by triggers."""

    __tablename__ = "house_mark"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Id]
    mark: Mapped[str]


class OpeningHours(Base):
    """One stretch of the week in which the place is open, in minutes from Monday-style midnight of that weekday."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_known"),
        CheckConstraint("opens >= 0 AND closes <= 1440 AND closes > opens", name="in_order"),
    )

    id: Mapped[Id]
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]


class Closure(Base):
    """A time when the place, or one unit, is closed, and what that blocks. A closure of one unit owns its holds."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("ends > starts", name="in_order"),)

    id: Mapped[Id]
    unit_id: Mapped[int | None] = ref("unit.id", nullable=True)
    starts: Mapped[Wall]
    ends: Mapped[Wall] = mapped_column(index=True)
    reason: Mapped[Blank]
    blocks_bookings: Mapped[bool] = mapped_column(default=True, server_default="1")
    blocks_visits: Mapped[bool] = mapped_column(default=True, server_default="1")
    blocks_events: Mapped[bool] = mapped_column(default=True, server_default="1")


class DatedSetting(Base):
    """A text or threshold of the law, true from a day on: never in the code, always editable."""

    __tablename__ = "dated_setting"
    __table_args__ = (UniqueConstraint("key", "language", "valid_from"),)

    id: Mapped[Id]
    key: Mapped[str]
    language: Mapped[Blank]
    valid_from: Mapped[Day]
    value: Mapped[str]


class VatRate(Base):
    """The rate of a category in a country from a day on, in basis points."""

    __tablename__ = "vat_rate"
    __table_args__ = (UniqueConstraint("country", "category", "valid_from"), one_of("category", VatCategory))

    id: Mapped[Id]
    country: Mapped[str]
    category: Mapped[str]
    valid_from: Mapped[Day]
    rate_bp: Mapped[int]


class CopyMade(Base):
    """A copy of everything that was opened and verified: Today says how old the last one outside is."""

    __tablename__ = "copy_made"
    __table_args__ = (Index("ix_copy_made_outside_made_at", "outside", "made_at"),)

    id: Mapped[Id]
    made_at: Mapped[Instant]
    file: Mapped[str]
    sha256: Mapped[str]
    outside: Mapped[bool] = mapped_column(default=False, server_default="0")
    size_bytes: Mapped[Whole]


class Lease(Base):
    """Who does a job that only one process may do at a time (publishing), and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[Instant]
