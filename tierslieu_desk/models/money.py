"""What is owed, what was invoiced and what was paid. Everything issued is frozen by triggers and chained by hashes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, Whole, one_of, ref
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import ClosingKind, InvoiceKind, PaymentMethod, VatCategory

CHARGE_SOURCES = ("booking_id", "subscription_id", "pass_id", "mail_item_id", "loan_id", "registration_id")


class Charge(Base):
    """Something owed, written by the job that caused it, with its rate and the working that priced it.

    May be changed until an invoice line names it, never after (a trigger). `quantity_milli` is in thousandths;
    `corrects_id` is the credited document of which this is owed again.
    """

    __tablename__ = "charge"
    __table_args__ = (
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        CheckConstraint("net_cents + tax_cents = gross_cents", name="adds_up"),
        Index(
            "uq_charge_subscription_period",
            "subscription_id",
            "period_start",
            unique=True,
            sqlite_where=text("subscription_id IS NOT NULL"),
        ),
        *(
            Index(f"ix_charge_{source}", source, sqlite_where=text(f"{source} IS NOT NULL"))
            for source in (*CHARGE_SOURCES, "corrects_id")
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    payer_id: Mapped[int] = ref("party.id")
    supplied_on: Mapped[Day] = mapped_column(index=True)
    description: Mapped[str]
    detail: Mapped[Blank]
    quantity_milli: Mapped[int] = mapped_column(default=1000)
    unit_price_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    rate_bp: Mapped[int]
    net_cents: Mapped[int]
    tax_cents: Mapped[int]
    gross_cents: Mapped[int]
    working: Mapped[Blank]
    membership_fee: Mapped[bool] = mapped_column(default=False, server_default="0")
    held_back: Mapped[bool] = mapped_column(default=False, server_default="0")
    period_start: Mapped[date | None]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id", ondelete="RESTRICT"))
    subscription_id: Mapped[int | None] = mapped_column(ForeignKey("subscription.id", ondelete="RESTRICT"))
    pass_id: Mapped[int | None] = mapped_column(ForeignKey("pass.id", ondelete="RESTRICT"))
    mail_item_id: Mapped[int | None] = mapped_column(ForeignKey("mail_item.id", ondelete="RESTRICT"))
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("loan.id", ondelete="RESTRICT"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="RESTRICT"))
    corrects_id: Mapped[int | None] = ref("invoice.id", nullable=True, index=False)
    created_at: Mapped[Instant]


class CounterItem(Base):
    """Something sold over the counter, and in which order it stands there. `half_days`: what it lets one use ahead.

    What was sold keeps its own price; what is sold no more stays, off sale, so that nobody offers the first list anew.
    """

    __tablename__ = "counter_item"
    __table_args__ = (
        one_of("basis", Basis),
        one_of("vat_category", VatCategory),
        CheckConstraint("price_e4 >= 0 AND half_days >= 0", name="no_less_than_nothing"),
    )

    id: Mapped[Id]
    name: Mapped[str]
    price_e4: Mapped[int]
    basis: Mapped[str]
    vat_category: Mapped[str]
    half_days: Mapped[Whole]
    position: Mapped[int]
    on_sale: Mapped[bool] = mapped_column(default=True, server_default="1")


class Invoice(Base):
    """An issued document: number, what it said, its paper's hash, and the hash that chains it to the one before.

    `snapshot` is canonical JSON of all that the paper says; `hash` is SHA-256 over `previous_hash` and the snapshot,
    in which the paper's own hash is included. One that was issued before, elsewhere, and is not paid is in the chain
    too, without a series of ours (`numbering.BEFORE`): what is here of it is what was left, and no revenue of ours.
    """

    __tablename__ = "invoice"
    __table_args__ = (
        one_of("kind", InvoiceKind),
        UniqueConstraint("series", "sequence"),
        CheckConstraint("net_cents + tax_cents = gross_cents", name="adds_up"),
        CheckConstraint("(kind = 'credit_note') = (credits_id IS NOT NULL)", name="credit_names_original"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    kind: Mapped[str]
    series: Mapped[str]
    sequence: Mapped[int]
    number: Mapped[str] = mapped_column(unique=True)
    issued_on: Mapped[Day] = mapped_column(index=True)
    due_on: Mapped[Day]
    issued_at: Mapped[Instant]
    party_id: Mapped[int] = ref("party.id")
    credits_id: Mapped[int | None] = ref("invoice.id", nullable=True)
    net_cents: Mapped[int]
    tax_cents: Mapped[int]
    gross_cents: Mapped[int]
    paper_sha256: Mapped[str] = mapped_column(unique=True)
    snapshot: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class InvoiceLine(Base):
    """One line of an issued document, as it was printed."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        UniqueConstraint("invoice_id", "position"),
        CheckConstraint("net_cents + tax_cents = gross_cents", name="adds_up"),
        one_of("basis", Basis),
    )

    id: Mapped[Id]
    invoice_id: Mapped[int] = ref("invoice.id", index=False)
    position: Mapped[int]
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id", ondelete="RESTRICT"), unique=True)
    description: Mapped[str]
    detail: Mapped[Blank]
    quantity_milli: Mapped[int]
    unit_price_e4: Mapped[int]
    basis: Mapped[str]
    rate_bp: Mapped[int]
    net_cents: Mapped[int]
    tax_cents: Mapped[int]
    gross_cents: Mapped[int]


class Payment(Base):
    """Money that came in, or went back (negative). Append-only and chained, as the till's law asks."""

    __tablename__ = "payment"
    __table_args__ = (
        one_of("method", PaymentMethod),
        CheckConstraint("amount_cents <> 0", name="something"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int | None] = ref("party.id", nullable=True)
    received_at: Mapped[Instant]
    day: Mapped[Day] = mapped_column(index=True)
    method: Mapped[str]
    amount_cents: Mapped[int]
    reference: Mapped[Blank]
    reverses_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id", ondelete="RESTRICT"), unique=True)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class PaymentAllocation(Base):
    """How much of a payment settles which invoice. Append-only."""

    __tablename__ = "payment_allocation"
    __table_args__ = (CheckConstraint("amount_cents <> 0", name="something"),)

    id: Mapped[Id]
    payment_id: Mapped[int] = ref("payment.id")
    invoice_id: Mapped[int] = ref("invoice.id")
    amount_cents: Mapped[int]


class OpenInvoice(Base):
    """What is left of a document, its credit note taken off: to come in, or to give back (negative).

    Written by triggers alone (`guards`), so that what is open is found without adding up all that was ever paid; a
    document that is settled has no row.
    """

    __tablename__ = "open_invoice"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoice.id", ondelete="RESTRICT"), primary_key=True)
    left_cents: Mapped[int]


class Closing(Base):
    """A period of the till, closed for good: its total, the perpetual total, and the chain."""

    __tablename__ = "closing"
    __table_args__ = (
        one_of("kind", ClosingKind),
        UniqueConstraint("kind", "first_day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    kind: Mapped[str]
    first_day: Mapped[Day]
    last_day: Mapped[Day]
    closed_at: Mapped[Instant]
    payments: Mapped[int]
    total_cents: Mapped[int]
    perpetual_cents: Mapped[int]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
