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
    op.add_column("unit", sa.Column("floor", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "unit_limit",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("shortest", sa.Integer(), server_default="0", nullable=False),
        sa.Column("longest", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lead", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ahead_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("spans", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("agreed", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "shortest >= 0 AND longest >= 0 AND lead >= 0 AND ahead_days >= 0", name=op.f("ck_unit_limit_positive")
        ),
        sa.CheckConstraint("longest = 0 OR shortest <= longest", name=op.f("ck_unit_limit_in_order")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_limit_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_limit")),
    )
    op.create_table(
        "unit_plan",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_plan_unit_id_unit"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_unit_plan_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", "plan_id", name=op.f("pk_unit_plan")),
    )
    op.create_index("ix_unit_plan_plan_id", "unit_plan", ["plan_id"])
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        "plan_quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("span", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_plan_quota_kind_known")),
        sa.CheckConstraint("span IN ('day', 'week', 'month')", name=op.f("ck_plan_quota_span_known")),
        sa.CheckConstraint("(minutes IS NULL) <> (times IS NULL)", name=op.f("ck_plan_quota_one_of_two")),
        sa.CheckConstraint("coalesce(minutes, times) > 0", name=op.f("ck_plan_quota_some")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_quota_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_quota")),
        sa.UniqueConstraint("plan_id", "kind", "span", name=op.f("uq_plan_quota_plan_id_kind_span")),
    )
    op.create_table(
        "unit_photo",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_photo_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_photo")),
    )


def _calendar() -> None:
    """Exceptional days and holidays."""


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""


def _waiting() -> None:
    """Who waits for what is taken."""


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
