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


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""


def _waiting() -> None:
    """Who waits for what is taken, and what they are told."""
    op.add_column("place", sa.Column("offer_hours", sa.Integer(), server_default="24", nullable=False))
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("starts", sa.String(length=19), nullable=False),
        sa.Column("ends", sa.String(length=19), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.String(length=32), nullable=True),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'offered', 'left')", name=op.f("ck_waiting_state_known")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_waiting_kind_known")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_waiting_in_order")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_waiting_somebody")),
        sa.CheckConstraint("(unit_id IS NULL) <> (kind IS NULL)", name=op.f("ck_waiting_one_wish")),
        sa.CheckConstraint("(state = 'offered') = (booking_id IS NOT NULL)", name=op.f("ck_waiting_offered")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_waiting_{column}_{table}"), ondelete="RESTRICT"
            )
            for column, table in (
                ("party_id", "party"),
                ("unit_id", "unit"),
                ("booking_id", "booking"),
                ("after_id", "booking"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
    )
    op.create_index("ix_waiting_party_id", "waiting", ["party_id"])
    op.create_index("ix_waiting_unit_id", "waiting", ["unit_id"])
    op.create_index("ix_waiting_starts", "waiting", ["starts"])
    op.create_index("ix_waiting_in_line", "waiting", ["asked_at"], sqlite_where=sa.text("state = 'waiting'"))
    op.create_index(
        "ix_waiting_booking_id",
        "waiting",
        ["booking_id"],
        unique=True,
        sqlite_where=sa.text("booking_id IS NOT NULL"),
    )
    _purposes()


_PURPOSES = (
    *("booking_confirmed", "booking_option", "booking_option_ends", "booking_reminder", "booking_changed"),
    *("booking_cancelled", "waiting_offer", "quote", "mail_arrived", "mail_waiting", "invoice", "payment_reminder"),
    *("event_place", "event_waiting_list", "event_cancelled", "receipt", "plain"),
)


def _purposes() -> None:
    """More is told to people; both tables are rebuilt, since SQLite changes no check of a table that exists."""
    words = ", ".join(f"'{purpose}'" for purpose in _PURPOSES)
    for table, counted in (("message", {"sqlite_autoincrement": True}), ("message_text", {})):
        with op.batch_alter_table(table, recreate="always", table_kwargs=counted) as rebuilt:
            rebuilt.drop_constraint(op.f(f"ck_{table}_purpose_known"), type_="check")
            rebuilt.create_check_constraint(op.f(f"ck_{table}_purpose_known"), f"purpose IN ({words})")
    op.execute(
        "DELETE FROM sqlite_sequence WHERE name = 'message' AND seq = 0"
    )  # a table that was empty stays uncounted


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
