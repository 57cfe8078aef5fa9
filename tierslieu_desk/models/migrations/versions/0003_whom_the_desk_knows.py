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
    """What is sold for a time, and what is left of it."""


def _visits() -> None:
    """Who comes, and what they come for."""


def _messages() -> None:
    """What is told to them, by e-mail or on paper."""


def _operators() -> None:
    """Who stands at the desk, what one leaves to the next, and what to do when somebody begins or leaves."""
    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("role IN ('facilitator', 'volunteer', 'treasurer')", name=op.f("ck_operator_role_known")),
        sa.CheckConstraint("trim(name) <> ''", name=op.f("ck_operator_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("search_key", name=op.f("uq_operator_search_key")),
    )
    op.create_table(
        "role_rights",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("role IN ('facilitator', 'volunteer', 'treasurer')", name=op.f("ck_role_rights_role_known")),
        sa.PrimaryKeyConstraint("role", name=op.f("pk_role_rights")),
    )
    op.create_table(
        "shift_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("closed_by", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_shift_note_says_something")),
        sa.CheckConstraint("closed_at IS NOT NULL OR closed_by = ''", name=op.f("ck_shift_note_closed_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_note")),
    )
    op.create_index("ix_shift_note_open", "shift_note", ["written_at"], sqlite_where=sa.text("closed_at IS NULL"))
    _checklists()


def _checklists() -> None:
    known = "kind IN ('begin', 'leave')"
    op.create_table(
        "checklist_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(known, name=op.f("ck_checklist_template_kind_known")),
        sa.CheckConstraint("trim(text) <> ''", name=op.f("ck_checklist_template_says_something")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_checklist_template_plan_id_plan"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_template")),
    )
    op.create_index("ix_checklist_template_plan_id", "checklist_template", ["plan_id"])
    op.create_table(
        "checklist_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(known, name=op.f("ck_checklist_item_kind_known")),
        sa.CheckConstraint("done_on IS NOT NULL OR done_by = ''", name=op.f("ck_checklist_item_done_by_somebody")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_checklist_item_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_item")),
    )
    op.create_index("ix_checklist_item_party_id", "checklist_item", ["party_id"])
    op.create_index("ix_checklist_item_open", "checklist_item", ["due"], sqlite_where=sa.text("done_on IS NULL"))
