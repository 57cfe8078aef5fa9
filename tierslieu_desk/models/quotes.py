"""Quotes: what was offered to somebody at which price, until when, and what came of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalInstant, Wall, one_of, ref
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.quotes import QuoteState
from tierslieu_desk.rules.vocabulary import VatCategory


class Quote(Base):
    """For somebody in a file, or for a name and an address. Its number is of a series of its own, given when made.

    `replaces_id`: the quote this one stands for, changed. `paper_sha256`: what was handed over, from then on its paper.
    """

    __tablename__ = "quote"
    __table_args__ = (
        one_of("state", QuoteState),
        UniqueConstraint("series", "sequence"),
        CheckConstraint("valid_until >= made_on", name="valid"),
        CheckConstraint("party_id IS NOT NULL OR name <> ''", name="for_somebody"),
        CheckConstraint("state <> 'accepted' OR party_id IS NOT NULL", name="accepted_by_somebody"),
    )

    id: Mapped[Id]
    series: Mapped[str]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    made_on: Mapped[Day]
    valid_until: Mapped[Day]
    party_id: Mapped[int | None] = ref("party.id", nullable=True)
    name: Mapped[Blank]
    street: Mapped[Blank]
    postcode: Mapped[Blank]
    city: Mapped[Blank]
    email: Mapped[Blank]
    language: Mapped[str]
    title: Mapped[Blank]
    terms: Mapped[Blank]
    held: Mapped[bool] = mapped_column(default=False, server_default="0")
    state: Mapped[str]
    answered_at: Mapped[OptionalInstant]
    replaces_id: Mapped[int | None] = ref("quote.id", nullable=True)
    paper_sha256: Mapped[Blank]
    created_at: Mapped[Instant]


class QuoteLine(Base):
    """One unit for one time, as it was priced then; `booking_id` once it is held or booked for them.

    `usual_cents`: what the price list asked, tax included, where another price was agreed by hand, `reason` says why.
    """

    __tablename__ = "quote_line"
    __table_args__ = (
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        UniqueConstraint("quote_id", "position"),
        CheckConstraint("ends > starts", name="in_order"),
        CheckConstraint("net_cents + tax_cents = gross_cents", name="adds_up"),
        Index("uq_quote_line_booking_id", "booking_id", unique=True, sqlite_where=text("booking_id IS NOT NULL")),
    )

    id: Mapped[Id]
    quote_id: Mapped[int] = mapped_column(ForeignKey("quote.id", ondelete="RESTRICT"))
    position: Mapped[int]
    unit_id: Mapped[int] = ref("unit.id")
    starts: Mapped[Wall]
    ends: Mapped[Wall]
    people: Mapped[int] = mapped_column(default=1, server_default="1")
    description: Mapped[str]
    detail: Mapped[Blank]
    quantity_milli: Mapped[int]
    unit_price_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    rate_bp: Mapped[int]
    net_cents: Mapped[int]
    tax_cents: Mapped[int]
    gross_cents: Mapped[int]
    working: Mapped[Blank]
    usual_cents: Mapped[int | None]
    reason: Mapped[Blank]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="RESTRICT"))
