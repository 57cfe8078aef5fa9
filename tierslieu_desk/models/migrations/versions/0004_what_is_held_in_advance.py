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
    """Money paid in advance, and how far below zero the house lets it go.

    `payment` is rebuilt, since SQLite changes no check of a table that exists.
    """
    op.create_table(
        "prepaid_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("shared", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("gift_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_prepaid_card_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepaid_card")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_prepaid_card_party_id", "prepaid_card", ["party_id"])
    op.create_index(
        "uq_prepaid_card_gift_code",
        "prepaid_card",
        ["gift_code"],
        unique=True,
        sqlite_where=sa.text("gift_code IS NOT NULL"),
    )
    op.create_table(
        "prepaid_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("cents <> 0", name=op.f("ck_prepaid_entry_something")),
        sa.CheckConstraint(
            "balance >= 0 OR cents > 0 OR reason = 'paid'", name=op.f("ck_prepaid_entry_below_zero_by_paying")
        ),
        sa.ForeignKeyConstraint(
            ["card_id"], ["prepaid_card.id"], name=op.f("fk_prepaid_entry_card_id_prepaid_card"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_prepaid_entry_payment_id_payment"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["party.id"], name=op.f("fk_prepaid_entry_by_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prepaid_entry")),
        sa.UniqueConstraint("card_id", "sequence", name=op.f("uq_prepaid_entry_card_id_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_prepaid_entry_payment_id", "prepaid_entry", ["payment_id"], sqlite_where=sa.text("payment_id IS NOT NULL")
    )
    _below_zero()


def _below_zero() -> None:
    """How far it may go, what is used before it is bought, and a way of paying that brings no money."""
    op.add_column("place", sa.Column("below_half_days", sa.Integer(), server_default="0", nullable=False))
    op.add_column("place", sa.Column("below_cents", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("in_advance", sa.Boolean(), server_default="0", nullable=False))
    with op.batch_alter_table("payment", recreate="always", table_kwargs={"sqlite_autoincrement": True}) as payment:
        payment.drop_constraint(op.f("ck_payment_method_known"), type_="check")
        payment.create_check_constraint(
            op.f("ck_payment_method_known"), "method IN ('cash', 'cheque', 'card', 'transfer', 'prepaid')"
        )


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
