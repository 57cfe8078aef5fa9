"""A booking remembers why it was called off, a unit what is to be said of it, a visit that it was undone.

The set-up gets a mark that differs whenever the set-up does, so that it can be kept in memory.
What is out and when it is due has an index of its own: every gesture that takes a unit asks it.

`booking` is rebuilt, since SQLite adds no check to a table that exists.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "house_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_house_mark_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house_mark")),
    )
    op.add_column("unit", sa.Column("description", sa.Text(), server_default="", nullable=False))
    op.add_column("visit", sa.Column("undone", sa.Boolean(), server_default="0", nullable=False))
    op.create_index("ix_loan_out", "loan", ["due"], unique=False, sqlite_where=sa.text("back IS NULL"))
    with op.batch_alter_table("booking", recreate="always") as booking:
        booking.add_column(
            sa.Column("cancel_reason", sa.Text(), server_default="", nullable=False), insert_after="cancelled_at"
        )
        booking.create_check_constraint(
            op.f("ck_booking_reason_when_called_off"), "cancel_reason = '' OR state IN ('cancelled', 'skipped')"
        )
