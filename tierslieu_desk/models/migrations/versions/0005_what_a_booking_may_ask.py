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
    _calendar()
    _prices()
    _waiting()
    _imports()


def _units() -> None:
    """Facts of a unit, and who may book it how."""


def _calendar() -> None:
    """Exceptional days and holidays."""
    op.create_table(
        "calendar_area",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('public', 'school')", name=op.f("ck_calendar_area_kind_known")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_calendar_area")),
    )
    op.create_table(
        "day_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('public', 'school')", name=op.f("ck_day_effect_kind_known")),
        sa.CheckConstraint(
            "effect IN ('none', 'warning', 'no_start', 'closed')", name=op.f("ck_day_effect_effect_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_effect")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_day_effect_kind_name")),
    )
    op.create_table(
        "own_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("opens >= 0 AND closes <= 1440 AND closes > opens", name=op.f("ck_own_hours_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_hours")),
        sa.UniqueConstraint("day", "opens", name=op.f("uq_own_hours_day_opens")),
    )
    op.create_table(
        "public_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_day")),
        sa.UniqueConstraint("area", "language", "day", name=op.f("uq_public_day_area_language_day")),
    )
    op.create_table(
        "school_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_school_period_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_period")),
    )
    op.create_index("ix_school_period_area_first", "school_period", ["area", "first"])


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""


def _waiting() -> None:
    """Who waits for what is taken."""


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
