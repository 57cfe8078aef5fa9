"""Persons and organisations: whoever comes, books, owes or pays."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, one_of, ref
from tierslieu_desk.rules.vocabulary import PartyKind, Role


class Party(Base):
    """A person or an organisation. `search_key` is the name without accents or capitals, for finding while typing.

    `status` is one of `vocabulary.Status` or what was typed instead; `badge` is the number on their badge, if any;
    `merged_into_id` is whoever they turned out to be.
    """

    __tablename__ = "party"
    __table_args__ = (
        one_of("kind", PartyKind),
        one_of("role", Role),
        Index("ix_party_search_key", "search_key"),
        Index("uq_party_badge", "badge", unique=True, sqlite_where=text("badge <> ''")),
        Index("ix_party_merged_into_id", "merged_into_id", sqlite_where=text("merged_into_id IS NOT NULL")),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    name: Mapped[str]
    given_name: Mapped[Blank]
    family_name: Mapped[Blank]
    search_key: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.VISITOR, server_default=Role.VISITOR)
    status: Mapped[Blank]
    email: Mapped[Blank]
    phone: Mapped[Blank]
    street: Mapped[Blank]
    postcode: Mapped[Blank]
    city: Mapped[Blank]
    country: Mapped[str] = mapped_column(default="FR", server_default="FR")
    language: Mapped[str] = mapped_column(default="fr", server_default="fr")
    siren: Mapped[Blank]
    vat_number: Mapped[Blank]
    birth_date: Mapped[date | None]
    payer_id: Mapped[int | None] = ref("party.id", nullable=True)
    note: Mapped[Blank]
    created_at: Mapped[Instant]
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    badge: Mapped[Blank]
    merged_into_id: Mapped[int | None] = ref("party.id", nullable=True, index=False)

    __mapper_args__ = {"polymorphic_on": "kind", "version_id_col": version}


class Person(Party):
    """Someone with a face."""

    __mapper_args__ = {"polymorphic_identity": PartyKind.PERSON.value}


class Organisation(Party):
    """A company, an association, a town hall."""

    __mapper_args__ = {"polymorphic_identity": PartyKind.ORGANISATION.value}


class Affiliation(Base):
    """A person works for, or belongs to, an organisation."""

    __tablename__ = "affiliation"

    person_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    role: Mapped[Blank]


class Consent(Base):
    """What a person agreed to, when, and when they took it back."""

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("party_id", "purpose", "given_on"),)

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    purpose: Mapped[str]
    given_on: Mapped[Day]
    withdrawn_on: Mapped[date | None]


class PartyMerge(Base):
    """Two that turned out to be one. `record` is JSON: which rows followed, and what stood on the kept one before."""

    __tablename__ = "party_merge"
    __table_args__ = (UniqueConstraint("gone_id"),)

    id: Mapped[Id]
    kept_id: Mapped[int] = ref("party.id")
    gone_id: Mapped[int] = ref("party.id", index=False)
    at: Mapped[Instant]
    who: Mapped[str]
    record: Mapped[str]


class NotTheSame(Base):
    """Two who look alike and are two, as somebody said who knows them."""

    __tablename__ = "not_the_same"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
