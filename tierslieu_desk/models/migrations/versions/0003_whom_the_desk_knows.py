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
    _imports()


def _plans() -> None:
    """What is sold for a time, and what is left of it."""


def _visits() -> None:
    """Who comes, and what they come for."""


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""


def _operators() -> None:
    """Who stands at the desk, and what one leaves to the next."""


def _imports() -> None:
    """What is kept of lists and workbooks that were brought along."""
    op.create_table(
        "column_choice",
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("headers", "position", name=op.f("pk_column_choice")),
    )
    op.create_table(
        "opening_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_line")),
        sa.UniqueConstraint("sheet", "key", name=op.f("uq_opening_line_sheet_key")),
    )
    op.create_table(
        "deposit_held",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("given_back_on", sa.Date(), nullable=True),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_deposit_held_something")),
        sa.CheckConstraint("given_back_on IS NULL OR given_back_on >= since", name=op.f("ck_deposit_held_in_order")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_deposit_held_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_deposit_held_payment_id_payment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_held")),
    )
    op.create_index("ix_deposit_held_party_id", "deposit_held", ["party_id"], unique=False)
    op.create_index("ix_deposit_held_payment_id", "deposit_held", ["payment_id"], unique=False)
