"""What a booking may ask: its unit's facts and limits, days of the calendar, prices of many kinds, a place in line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _units()
    _kit()
    _calendar()
    _prices()
    _waiting()
    _imports()


def _units() -> None:
    """Facts of a unit, and who may book it how."""


def _kit() -> None:
    """What is in a unit for good, and what is brought along for one booking."""
    op.create_table(
        "unit_contains",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(word) <> ''", name=op.f("ck_unit_contains_a_word")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_contains_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_id", "word", name=op.f("pk_unit_contains")),
    )
    op.create_table(
        "booking_with",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("with_booking_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("booking_id <> with_booking_id", name=op.f("ck_booking_with_not_itself")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_with_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["with_booking_id"],
            ["booking.id"],
            name=op.f("fk_booking_with_with_booking_id_booking"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_booking_with")),
    )
    op.create_index(op.f("ix_booking_with_with_booking_id"), "booking_with", ["with_booking_id"])


def _calendar() -> None:
    """Exceptional days and holidays."""


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""


def _waiting() -> None:
    """Who waits for what is taken."""


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
