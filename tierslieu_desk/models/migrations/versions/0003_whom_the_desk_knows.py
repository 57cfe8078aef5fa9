"""The front desk in full: whom it knows, what it sells for a time, who comes, what is sent, who stands at it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None

_PURPOSES = (
    "'booking_confirmed', 'booking_option', 'booking_reminder', 'booking_changed', 'booking_cancelled', "
    "'mail_arrived', 'mail_waiting', 'invoice', 'payment_reminder', 'event_place', 'event_waiting_list', "
    "'event_cancelled', 'receipt', 'plain'"
)


def upgrade() -> None:
    _people()
    _plans()
    _visits()
    _messages()
    _operators()


def _people() -> None:
    """What is known of somebody."""


def _plans() -> None:
    """What is sold for a time, and what is left of it."""


def _visits() -> None:
    """Who comes, and what they come for."""


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""
    _message()
    op.create_index("ix_message_about", "message", ["subject_of", "subject_id"], unique=False)
    op.create_index("ix_message_party_id", "message", ["party_id"], unique=False)
    op.create_index("ix_message_state", "message", ["state"], unique=False)
    op.create_table(
        "message_paper",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_paper_message_id_message"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("message_id", "position", name=op.f("pk_message_paper")),
    )
    op.create_index("ix_message_paper_sha256", "message_paper", ["sha256"], unique=False)
    op.create_table(
        "mail_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("server", sa.Text(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("security", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("sender_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sender_email", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.String(32), nullable=True),
        sa.Column("next_try", sa.String(32), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_account_only_one")),
        sa.CheckConstraint("security IN ('tls', 'starttls', 'none')", name=op.f("ck_mail_account_security_known")),
        sa.CheckConstraint("port BETWEEN 1 AND 65535", name=op.f("ck_mail_account_port_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_account")),
    )
    op.create_table(
        "message_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint(f"purpose IN ({_PURPOSES})", name=op.f("ck_message_text_purpose_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_text")),
        sa.UniqueConstraint("purpose", "language", name=op.f("uq_message_text_purpose_language")),
    )
    op.create_table(
        "message_wish",
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.CheckConstraint("way IN ('email', 'letter', 'call')", name=op.f("ck_message_wish_way_known")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_message_wish_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("party_id", name=op.f("pk_message_wish")),
    )


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_of", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("queued_at", sa.String(32), nullable=False),
        sa.Column("next_try", sa.String(32), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.String(32), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(f"purpose IN ({_PURPOSES})", name=op.f("ck_message_purpose_known")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unsure', 'refused', 'withdrawn', "
            "'to_print', 'printed', 'to_call', 'called')",
            name=op.f("ck_message_state_known"),
        ),
        sa.CheckConstraint(
            "(done_at IS NOT NULL) = (state IN ('sent', 'withdrawn', 'printed', 'called'))",
            name=op.f("ck_message_done"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'sending', 'sent', 'unsure') OR email <> ''", name=op.f("ck_message_addressed")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_message_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
        sqlite_autoincrement=True,
    )


def _operators() -> None:
    """Who stands at the desk, and what one leaves to the next."""
