"""The front desk in full: whom it knows, what it sells for a time, who comes, what is sent, who stands at it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _plans()
    _visits()
    _messages()
    _operators()


def _people() -> None:
    """What is known of somebody."""


def _plans() -> None:
    """What is sold for a time, and what is left of it: terms, pauses, windows, gifts, and what is shared."""
    for column in ("signup_fee_e4", "least_months", "notice_days", "notice_periods"):
        op.add_column("plan", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    for column in ("solidarity_e4", "floor_e4"):
        op.add_column("plan", sa.Column(column, sa.Integer(), nullable=True))
    for column in ("notice_days", "notice_periods"):
        op.add_column("subscription", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.add_column("subscription", sa.Column("plan_price_e4", sa.Integer(), nullable=True))
    op.add_column("subscription", sa.Column("least_until", sa.Date(), nullable=True))
    for table in ("plan", "subscription", "allowance"):
        op.add_column(table, sa.Column("shared", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "subscription_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_subscription_pause_in_order")),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_subscription_pause_subscription_id_subscription"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_pause")),
    )
    op.create_index("ix_subscription_pause_subscription_id", "subscription_pause", ["subscription_id"], unique=False)
    op.add_column("pass", sa.Column("window_from", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("window_until", sa.Integer(), server_default="1440", nullable=False))
    op.add_column("pass", sa.Column("runs_days", sa.Integer(), nullable=True))
    op.add_column("pass", sa.Column("gift_code", sa.Text(), nullable=True))
    op.add_column("pass", sa.Column("gift_half_days", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("home_place", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "uq_pass_gift_code", "pass", ["gift_code"], unique=True, sqlite_where=sa.text("gift_code IS NOT NULL")
    )
    op.add_column("place", sa.Column("first_visit_free", sa.Boolean(), server_default="0", nullable=False))


def _visits() -> None:
    """Who comes, and what they come for."""


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""


def _operators() -> None:
    """Who stands at the desk, and what one leaves to the next."""
