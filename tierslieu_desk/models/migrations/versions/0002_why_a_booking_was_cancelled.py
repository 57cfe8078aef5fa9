"""A booking remembers why it was called off, a unit what is to be said of it, a visit that it was undone.

The set-up gets a mark that differs whenever the set-up does, so that it can be kept in memory.
What is out and when it is due has an index of its own: every gesture that takes a unit asks it. So have the dates of
series that clash, the copies, what each company collected last, what somebody has left: Today asks for all of them.
What is sold over the counter has a table of its own. What is owed again names the document that was credited.
What is left of each document is kept beside it, so that it is not added up anew from all that was ever paid.
The number of what can be taken back is never given again: the journal names what was taken back by it.
A place to publish to is kept up to date by itself, as so far, or waits to be asked; and it can be paused.

`booking` is rebuilt, since SQLite adds no check to a table that exists; so are those whose numbers are counted now.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None

NEVER_GIVEN_AGAIN = ("charge", "domiciliation", "loan", "mail_item", "subscription")
_LEFT = """
    INSERT INTO open_invoice (invoice_id, left_cents)
    SELECT document, sum(cents) FROM (
        SELECT coalesce(credits_id, id) AS document, gross_cents AS cents FROM invoice
        UNION ALL
        SELECT coalesce(i.credits_id, i.id), -a.amount_cents
        FROM payment_allocation AS a JOIN invoice AS i ON i.id = a.invoice_id
    ) GROUP BY document HAVING sum(cents) <> 0
"""


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
    op.add_column("target", sa.Column("by_itself", sa.Boolean(), server_default="1", nullable=False))
    op.add_column("target", sa.Column("paused", sa.Boolean(), server_default="0", nullable=False))
    op.create_index("ix_loan_out", "loan", ["due"], unique=False, sqlite_where=sa.text("back IS NULL"))
    op.drop_index("ix_mail_item_domiciliation_id", "mail_item")
    op.create_index("ix_mail_item_domiciliation_done", "mail_item", ["domiciliation_id", "done_on"], unique=False)
    op.drop_index("ix_allowance_party_id", "allowance")
    op.create_index("ix_allowance_party_valid_until", "allowance", ["party_id", "valid_until"], unique=False)
    op.create_index("ix_copy_made_outside_made_at", "copy_made", ["outside", "made_at"], unique=False)
    op.create_table(
        "open_invoice",
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("left_cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_open_invoice_invoice_id_invoice"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("invoice_id", name=op.f("pk_open_invoice")),
    )
    op.execute(_LEFT)
    op.create_table(
        "counter_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        sa.Column("half_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on_sale", sa.Boolean(), server_default="1", nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_counter_item_basis_known")),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_counter_item_vat_category_known"),
        ),
        sa.CheckConstraint("price_e4 >= 0 AND half_days >= 0", name=op.f("ck_counter_item_no_less_than_nothing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_item")),
    )
    with op.batch_alter_table("booking", recreate="always") as booking:
        booking.add_column(
            sa.Column("cancel_reason", sa.Text(), server_default="", nullable=False), insert_after="cancelled_at"
        )
        booking.create_check_constraint(
            op.f("ck_booking_reason_when_called_off"), "cancel_reason = '' OR state IN ('cancelled', 'skipped')"
        )
    _count_on()
    op.create_index("ix_booking_clash", "booking", ["starts"], unique=False, sqlite_where=sa.text("state = 'clash'"))


def _count_on() -> None:
    """Rebuild those whose numbers are never given again; `charge` names besides what it is owed again of."""
    for table in NEVER_GIVEN_AGAIN:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": True}) as counted:
            if table == "charge":
                counted.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
                counted.create_foreign_key(
                    op.f("fk_charge_corrects_id_invoice"), "invoice", ["corrects_id"], ["id"], ondelete="RESTRICT"
                )
    op.create_index(
        "ix_charge_corrects_id",
        "charge",
        ["corrects_id"],
        unique=False,
        sqlite_where=sa.text("corrects_id IS NOT NULL"),
    )
