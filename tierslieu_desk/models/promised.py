"""What revision 0005 keeps of what is promised: who waits for what is taken, and quotes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Part of that revision, in a file of its own for its length."""
    _waiting()


def _waiting() -> None:
    """Who waits for what is taken, and what they are told."""
    op.add_column("place", sa.Column("offer_hours", sa.Integer(), server_default="24", nullable=False))
    op.add_column("place", sa.Column("offer_by_itself", sa.Boolean(), server_default="0", nullable=False))
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
    _quotes()
    _purposes()


def _quotes() -> None:
    """What was offered to somebody at which price."""
    op.create_table(
        "quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("name", "street", "postcode", "city", "email")
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("terms", sa.Text(), server_default="", nullable=False),
        sa.Column("held", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.String(length=32), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("paper_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'accepted', 'refused', 'replaced')", name=op.f("ck_quote_state_known")
        ),
        sa.CheckConstraint("valid_until >= made_on", name=op.f("ck_quote_valid")),
        sa.CheckConstraint("party_id IS NOT NULL OR name <> ''", name=op.f("ck_quote_for_somebody")),
        sa.CheckConstraint("state <> 'accepted' OR party_id IS NOT NULL", name=op.f("ck_quote_accepted_by_somebody")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_quote_party_id_party"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["quote.id"], name=op.f("fk_quote_replaces_id_quote"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        sa.UniqueConstraint("series", "sequence", name=op.f("uq_quote_series_sequence")),
        sa.UniqueConstraint("number", name=op.f("uq_quote_number")),
    )
    op.create_index("ix_quote_party_id", "quote", ["party_id"])
    op.create_index("ix_quote_replaces_id", "quote", ["replaces_id"])
    _quote_lines()


def _quote_lines() -> None:
    """Its spaces and times, as they were priced."""
    op.create_table(
        "quote_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(length=19), nullable=False),
        sa.Column("ends", sa.String(length=19), nullable=False),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity_milli", sa.Integer(), nullable=False),
        sa.Column("unit_price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("rate_bp", "net_cents", "tax_cents", "gross_cents")
        ),
        sa.Column("working", sa.Text(), server_default="", nullable=False),
        sa.Column("usual_cents", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_quote_line_basis_known")),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_quote_line_vat_category_known"),
        ),
        sa.CheckConstraint("ends > starts", name=op.f("ck_quote_line_in_order")),
        sa.CheckConstraint("net_cents + tax_cents = gross_cents", name=op.f("ck_quote_line_adds_up")),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_quote_line_{table}_id_{table}"), ondelete="RESTRICT"
            )
            for table in ("quote", "unit", "booking")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_line")),
        sa.UniqueConstraint("quote_id", "position", name=op.f("uq_quote_line_quote_id_position")),
    )
    op.create_index("ix_quote_line_unit_id", "quote_line", ["unit_id"])
    op.create_index(
        "uq_quote_line_booking_id",
        "quote_line",
        ["booking_id"],
        unique=True,
        sqlite_where=sa.text("booking_id IS NOT NULL"),
    )


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
