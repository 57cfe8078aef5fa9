"""What people hold in advance: prepaid cards, and hours of several kinds of room."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _prepaid()
    _hours()


def _prepaid() -> None:
    """Money paid in advance, and how far below zero the house lets it go."""


def _hours() -> None:
    """Hours of more than one kind of room in one plan; hours that wait for whoever brings the code of a gift."""
    for table in ("plan", "subscription"):
        _create_hours_of(table)
        op.execute(
            f"INSERT INTO {table}_hours SELECT id, hours_of, minutes_included FROM {table}"
            " WHERE hours_of IS NOT NULL AND minutes_included > 0 AND NOT membership_fee"
        )
        op.drop_column(table, "hours_of")
        op.drop_column(table, "minutes_included")
    with op.batch_alter_table("hour_allowance", recreate="always") as right:
        right.drop_constraint(op.f("uq_hour_allowance_subscription_id_valid_from"), type_="unique")
        right.create_unique_constraint(
            op.f("uq_hour_allowance_subscription_id_kind_valid_from"), ["subscription_id", "kind", "valid_from"]
        )
    op.add_column("pass", sa.Column("gift_minutes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("gift_hours_of", sa.Text(), nullable=True))


def _create_hours_of(table: str) -> None:
    name, key = f"{table}_hours", f"{table}_id"
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        name,
        sa.Column(key, sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f(f"ck_{name}_kind_known")),
        sa.CheckConstraint("minutes > 0", name=op.f(f"ck_{name}_some")),
        sa.ForeignKeyConstraint([key], [f"{table}.id"], name=op.f(f"fk_{name}_{key}_{table}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(key, "kind", name=op.f(f"pk_{name}")),
    )
