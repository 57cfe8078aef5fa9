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
    op.add_column("party", sa.Column("badge", sa.Text(), server_default="", nullable=False))
    op.create_index("uq_party_badge", "party", ["badge"], unique=True, sqlite_where=sa.text("badge <> ''"))


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
    with op.batch_alter_table("visit", recreate="always") as visit:
        visit.add_column(sa.Column("host_id", sa.Integer(), nullable=True))
        visit.add_column(sa.Column("someone", sa.Integer(), nullable=True))
        visit.create_foreign_key(op.f("fk_visit_host_id_party"), "party", ["host_id"], ["id"], ondelete="RESTRICT")
        visit.create_check_constraint(op.f("ck_visit_name_or_number"), "someone IS NULL OR party_id IS NULL")
    op.create_index("ix_visit_host_id", "visit", ["host_id"], sqlite_where=sa.text("host_id IS NOT NULL"))
    op.create_index(
        "ix_visit_visitors", "visit", ["day"], sqlite_where=sa.text("role = 'visitor' AND party_id IS NOT NULL")
    )
    _create_volunteer_time()
    _create_digital_space()


def _create_volunteer_time() -> None:
    op.create_table(
        "volunteer_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("noted_at", sa.String(32), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_volunteer_time_within_a_day")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_volunteer_time_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_time")),
    )
    op.create_index("ix_volunteer_time_day", "volunteer_time", ["day"])
    op.create_index("ix_volunteer_time_party_day", "volunteer_time", ["party_id", "day"])


def _create_digital_space() -> None:
    op.create_table(
        "help_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "age_band IN ('under_18', '18_25', '26_59', '60_and_over', 'unknown')",
            name=op.f("ck_help_given_age_band_known"),
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_help_given_within_a_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_given")),
    )
    op.create_index("ix_help_given_day", "help_given", ["day"])
    op.create_table(
        "workstation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation")),
        sa.UniqueConstraint("name", name=op.f("uq_workstation_name")),
    )
    op.create_table(
        "workstation_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("left_at", sa.String(19), nullable=True),
        sa.CheckConstraint("ends > starts", name=op.f("ck_workstation_turn_in_order")),
        sa.ForeignKeyConstraint(
            ["workstation_id"],
            ["workstation.id"],
            name=op.f("fk_workstation_turn_workstation_id_workstation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation_turn")),
    )
    op.create_index("ix_workstation_turn_workstation_starts", "workstation_turn", ["workstation_id", "starts"])


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""


def _operators() -> None:
    """Who stands at the desk, and what one leaves to the next."""
