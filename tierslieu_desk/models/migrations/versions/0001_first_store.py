"""The first store: every table, index and constraint it was made of.

Frozen: what a released program once made is never edited. A change is a new revision beside this file.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - a record of what was, table by table
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("perpetual_cents", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('day', 'month', 'year')", name=op.f("ck_closing_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
        sa.UniqueConstraint("hash", name=op.f("uq_closing_hash")),
        sa.UniqueConstraint("kind", "first_day", name=op.f("uq_closing_kind_first_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "copy_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("outside", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("size_bytes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_made")),
    )
    op.create_table(
        "dated_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dated_setting")),
        sa.UniqueConstraint("key", "language", "valid_from", name=op.f("uq_dated_setting_key_language_valid_from")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="fr", nullable=False),
        sa.Column("speaker", sa.Text(), server_default="", nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("price_e4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("basis", sa.Text(), server_default="gross", nullable=False),
        sa.Column("vat_category", sa.Text(), server_default="standard", nullable=False),
        sa.Column("open_to_all", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("cancelled", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_event_basis_known")),
        sa.CheckConstraint(
            "kind IN ('colunch', 'pitch', 'workshop', 'barcamp', 'petit_ramdam', 'training', 'open_day')",
            name=op.f("ck_event_kind_known"),
        ),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_event_vat_category_known"),
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_event_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_subject", "journal", ["subject", "subject_id"], unique=False)
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_listing_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
    )
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint("opens >= 0 AND closes <= 1440 AND closes > opens", name=op.f("ck_opening_hours_in_order")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_weekday_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
    )
    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given_name", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), server_default="", nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="visitor", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("street", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="FR", nullable=False),
        sa.Column("language", sa.Text(), server_default="fr", nullable=False),
        sa.Column("siren", sa.Text(), server_default="", nullable=False),
        sa.Column("vat_number", sa.Text(), server_default="", nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("payer_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name=op.f("ck_party_kind_known")),
        sa.CheckConstraint("role IN ('member', 'guest', 'visitor')", name=op.f("ck_party_role_known")),
        sa.ForeignKeyConstraint(["payer_id"], ["party.id"], name=op.f("fk_party_payer_id_party"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    op.create_index(op.f("ix_party_payer_id"), "party", ["payer_id"], unique=False)
    op.create_index("ix_party_search_key", "party", ["search_key"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), server_default="", nullable=False),
        sa.Column("legal_form", sa.Text(), server_default="", nullable=False),
        sa.Column("capital", sa.Text(), server_default="", nullable=False),
        sa.Column("registry_town", sa.Text(), server_default="", nullable=False),
        sa.Column("siret", sa.Text(), server_default="", nullable=False),
        sa.Column("rna", sa.Text(), server_default="", nullable=False),
        sa.Column("vat_number", sa.Text(), server_default="", nullable=False),
        sa.Column("vat_regime", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="FR", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("iban", sa.Text(), server_default="", nullable=False),
        sa.Column("bic", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), server_default="EUR", nullable=False),
        sa.Column("zone", sa.Text(), server_default="Europe/Paris", nullable=False),
        sa.Column("language", sa.Text(), server_default="fr", nullable=False),
        sa.Column("services", sa.Text(), server_default="", nullable=False),
        sa.Column("approval_number", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_from", sa.Date(), nullable=True),
        sa.Column("approved_until", sa.Date(), nullable=True),
        sa.Column("second_copy", sa.Text(), server_default="", nullable=False),
        sa.Column("payment_days", sa.Integer(), server_default="30", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "vat_regime IN ('liable', 'franchise', 'non_taxable', 'exempt')", name=op.f("ck_place_vat_regime_known")
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_place_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        sa.Column("membership_fee", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("days_included", sa.Integer(), nullable=True),
        sa.Column("rolls_over", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("on_sale", sa.Boolean(), server_default="1", nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_plan_basis_known")),
        sa.CheckConstraint("period IN ('week', 'month', 'quarter', 'year')", name=op.f("ck_plan_period_known")),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_plan_vat_category_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("name", name=op.f("uq_plan_name")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("confirmed_rev", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confirmed_at", sa.String(32), nullable=True),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('folder', 'webdav', 'sftp')", name=op.f("ck_target_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint("name", name=op.f("uq_target_name")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_pool", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=True),
        sa.Column("seats", sa.Integer(), server_default="1", nullable=False),
        sa.Column("legal_seats", sa.Integer(), nullable=True),
        sa.Column("buffer_before", sa.Integer(), server_default="0", nullable=False),
        sa.Column("buffer_after", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shelf", sa.Text(), server_default="", nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "kind IN ('desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone')", name=op.f("ck_unit_kind_known")
        ),
        sa.CheckConstraint("NOT (is_pool AND pool_id IS NOT NULL)", name=op.f("ck_unit_pool_has_no_pool")),
        sa.CheckConstraint("buffer_before >= 0 AND buffer_after >= 0", name=op.f("ck_unit_buffers_positive")),
        sa.ForeignKeyConstraint(["pool_id"], ["unit.id"], name=op.f("fk_unit_pool_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("name", name=op.f("uq_unit_name")),
    )
    op.create_index(op.f("ix_unit_pool_id"), "unit", ["pool_id"], unique=False)
    op.create_table(
        "vat_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('standard', 'intermediate', 'reduced', 'outside')", name=op.f("ck_vat_rate_category_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_rate")),
        sa.UniqueConstraint("country", "category", "valid_from", name=op.f("uq_vat_rate_country_category_valid_from")),
    )
    op.create_table(
        "affiliation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["party.id"], name=op.f("fk_affiliation_organisation_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["party.id"], name=op.f("fk_affiliation_person_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", "organisation_id", name=op.f("pk_affiliation")),
    )
    op.create_index(op.f("ix_affiliation_organisation_id"), "affiliation", ["organisation_id"], unique=False)
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("blocks_bookings", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("blocks_visits", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("blocks_events", sa.Boolean(), server_default="1", nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_closure_in_order")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_closure_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_ends"), "closure", ["ends"], unique=False)
    op.create_index(op.f("ix_closure_unit_id"), "closure", ["unit_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_consent_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("party_id", "purpose", "given_on", name=op.f("uq_consent_party_id_purpose_given_on")),
    )
    op.create_index(op.f("ix_consent_party_id"), "consent", ["party_id"], unique=False)
    op.create_table(
        "domiciliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("approval_number", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), server_default="", nullable=False),
        sa.Column("proxy_until", sa.Date(), nullable=True),
        sa.Column("registry_told_on", sa.Date(), nullable=True),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_domiciliation_in_order")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_domiciliation_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_domiciliation")),
    )
    op.create_index(op.f("ix_domiciliation_party_id"), "domiciliation", ["party_id"], unique=False)
    op.create_table(
        "event_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_event_session_in_order")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_session_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_event_session_unit_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_session")),
    )
    op.create_index(op.f("ix_event_session_event_id"), "event_session", ["event_id"], unique=False)
    op.create_index(op.f("ix_event_session_starts"), "event_session", ["starts"], unique=False)
    op.create_index(op.f("ix_event_session_unit_id"), "event_session", ["unit_id"], unique=False)
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.String(32), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("credits_id", sa.Integer(), nullable=True),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("tax_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("paper_sha256", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'credit_note') = (credits_id IS NOT NULL)", name=op.f("ck_invoice_credit_names_original")
        ),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note', 'receipt')", name=op.f("ck_invoice_kind_known")),
        sa.CheckConstraint("net_cents + tax_cents = gross_cents", name=op.f("ck_invoice_adds_up")),
        sa.ForeignKeyConstraint(
            ["credits_id"], ["invoice.id"], name=op.f("fk_invoice_credits_id_invoice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_invoice_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("hash", name=op.f("uq_invoice_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
        sa.UniqueConstraint("paper_sha256", name=op.f("uq_invoice_paper_sha256")),
        sa.UniqueConstraint("series", "sequence", name=op.f("uq_invoice_series_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invoice_credits_id"), "invoice", ["credits_id"], unique=False)
    op.create_index(op.f("ix_invoice_issued_on"), "invoice", ["issued_on"], unique=False)
    op.create_index(op.f("ix_invoice_party_id"), "invoice", ["party_id"], unique=False)
    op.create_table(
        "loan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("out", sa.String(19), nullable=False),
        sa.Column("due", sa.String(19), nullable=False),
        sa.Column("back", sa.String(19), nullable=True),
        sa.Column("deposit_cents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state_out", sa.Text(), server_default="", nullable=False),
        sa.Column("state_back", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("due > out", name=op.f("ck_loan_in_order")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_loan_party_id_party"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_loan_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan")),
    )
    op.create_index(op.f("ix_loan_party_id"), "loan", ["party_id"], unique=False)
    op.create_index(op.f("ix_loan_unit_id"), "loan", ["unit_id"], unique=False)
    op.create_table(
        "maintenance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("ends > starts", name=op.f("ck_maintenance_in_order")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_maintenance_unit_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance")),
    )
    op.create_index(op.f("ix_maintenance_unit_id"), "maintenance", ["unit_id"], unique=False)
    op.create_table(
        "outbox_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("queued_at", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_try", sa.String(32), nullable=True),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["target_id"], ["target.id"], name=op.f("fk_outbox_item_target_id_target"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_item")),
        sa.UniqueConstraint("target_id", "key", name=op.f("uq_outbox_item_target_id_key")),
    )
    op.create_table(
        "pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("sold_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_pass_party_id_party"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass")),
    )
    op.create_index(op.f("ix_pass_party_id"), "pass", ["party_id"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("method IN ('cash', 'cheque', 'card', 'transfer')", name=op.f("ck_payment_method_known")),
        sa.CheckConstraint("amount_cents <> 0", name=op.f("ck_payment_something")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_payment_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["payment.id"], name=op.f("fk_payment_reverses_id_payment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("hash", name=op.f("uq_payment_hash")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_payment_reverses_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payment_day"), "payment", ["day"], unique=False)
    op.create_index(op.f("ix_payment_party_id"), "payment", ["party_id"], unique=False)
    op.create_table(
        "price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("amount_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_price_basis_known")),
        sa.CheckConstraint(
            "kind IN ('desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone')", name=op.f("ck_price_kind_known")
        ),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_price_vat_category_known"),
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_price_minutes_positive")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_price_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price")),
        sa.UniqueConstraint(
            "kind", "unit_id", "minutes", "valid_from", name=op.f("uq_price_kind_unit_id_minutes_valid_from")
        ),
    )
    op.create_index(op.f("ix_price_unit_id"), "price", ["unit_id"], unique=False)
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.String(32), nullable=False),
        sa.CheckConstraint("state IN ('registered', 'waiting', 'cancelled')", name=op.f("ck_registration_state_known")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_registration_event_id_event"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_registration_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("event_id", "position", name=op.f("uq_registration_event_id_position")),
    )
    op.create_index(op.f("ix_registration_party_id"), "registration", ["party_id"], unique=False)
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Text(), server_default="", nullable=False),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("first", sa.String(19), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("made_until", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("ended", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("frequency IN ('day', 'week', 'month')", name=op.f("ck_series_frequency_known")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_series_minutes_positive")),
        sa.CheckConstraint("step >= 1", name=op.f("ck_series_step_positive")),
        sa.CheckConstraint("until IS NULL OR count IS NULL", name=op.f("ck_series_one_end")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_series_party_id_party"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_series_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_party_id"), "series", ["party_id"], unique=False)
    op.create_index(op.f("ix_series_unit_id"), "series", ["unit_id"], unique=False)
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        sa.Column("membership_fee", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("days_included", sa.Integer(), nullable=True),
        sa.Column("rolls_over", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("charged_until", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_subscription_basis_known")),
        sa.CheckConstraint("period IN ('week', 'month', 'quarter', 'year')", name=op.f("ck_subscription_period_known")),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_subscription_vat_category_known"),
        ),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name=op.f("ck_subscription_in_order")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_subscription_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_subscription_plan_id_plan"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
    )
    op.create_index(op.f("ix_subscription_party_id"), "subscription", ["party_id"], unique=False)
    op.create_index(op.f("ix_subscription_plan_id"), "subscription", ["plan_id"], unique=False)
    op.create_table(
        "unit_part",
        sa.Column("whole_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("whole_id <> part_id", name=op.f("ck_unit_part_not_itself")),
        sa.ForeignKeyConstraint(["part_id"], ["unit.id"], name=op.f("fk_unit_part_part_id_unit"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["whole_id"], ["unit.id"], name=op.f("fk_unit_part_whole_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("whole_id", "part_id", name=op.f("pk_unit_part")),
    )
    op.create_index(op.f("ix_unit_part_part_id"), "unit_part", ["part_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.String(32), nullable=False),
        sa.Column("left_at", sa.String(32), nullable=True),
        sa.Column("half_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("role IN ('member', 'guest', 'visitor')", name=op.f("ck_visit_role_known")),
        sa.CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name=op.f("ck_visit_in_order")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_visit_party_id_party"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_day"), "visit", ["day"], unique=False)
    op.create_index("ix_visit_party_day", "visit", ["party_id", "day"], unique=False)
    op.create_table(
        "allowance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("pass_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("(subscription_id IS NULL) <> (pass_id IS NULL)", name=op.f("ck_allowance_one_source")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_allowance_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["pass_id"], ["pass.id"], name=op.f("fk_allowance_pass_id_pass"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_allowance_subscription_id_subscription"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance")),
        sa.UniqueConstraint("subscription_id", "valid_from", name=op.f("uq_allowance_subscription_id_valid_from")),
    )
    op.create_index(op.f("ix_allowance_party_id"), "allowance", ["party_id"], unique=False)
    op.create_index(op.f("ix_allowance_pass_id"), "allowance", ["pass_id"], unique=False)
    op.create_index(op.f("ix_allowance_subscription_id"), "allowance", ["subscription_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=False),
        sa.CheckConstraint("half IN (0, 1)", name=op.f("ck_attendance_half_known")),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_attendance_registration_id_registration"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["event_session.id"],
            name=op.f("fk_attendance_session_id_event_session"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("session_id", "registration_id", "half", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_registration_id"), "attendance", ["registration_id"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default="1", nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("expires", sa.String(19), nullable=True),
        sa.Column("people", sa.Integer(), server_default="1", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("occurrence_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("checked_in_at", sa.String(32), nullable=True),
        sa.Column("cancelled_at", sa.String(32), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('tentative', 'confirmed', 'checked_in', 'cancelled', 'expired', 'clash', 'skipped')",
            name=op.f("ck_booking_state_known"),
        ),
        sa.CheckConstraint("ends > starts", name=op.f("ck_booking_in_order")),
        sa.CheckConstraint("people >= 1", name=op.f("ck_booking_somebody")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_booking_party_id_party"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_booking_series_id_series"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_booking_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("series_id", "occurrence_on", name=op.f("uq_booking_series_id_occurrence_on")),
    )
    op.create_index(op.f("ix_booking_expires"), "booking", ["expires"], unique=False)
    op.create_index(op.f("ix_booking_party_id"), "booking", ["party_id"], unique=False)
    op.create_index("ix_booking_starts", "booking", ["starts"], unique=False)
    op.create_index("ix_booking_unit_starts", "booking", ["unit_id", "starts"], unique=False)
    op.create_table(
        "mail_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("domiciliation_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("shelf", sa.Text(), server_default="", nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('letter', 'registered', 'parcel', 'judicial', 'leaflet')", name=op.f("ck_mail_item_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["domiciliation_id"],
            ["domiciliation.id"],
            name=op.f("fk_mail_item_domiciliation_id_domiciliation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_mail_item_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_item")),
    )
    op.create_index(op.f("ix_mail_item_domiciliation_id"), "mail_item", ["domiciliation_id"], unique=False)
    op.create_index(op.f("ix_mail_item_party_id"), "mail_item", ["party_id"], unique=False)
    op.create_index(
        "ix_mail_item_waiting", "mail_item", ["arrived_on"], unique=False, sqlite_where=sa.text("done_on IS NULL")
    )
    op.create_table(
        "payment_allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_cents <> 0", name=op.f("ck_payment_allocation_something")),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_payment_allocation_invoice_id_invoice"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_payment_allocation_payment_id_payment"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_allocation")),
    )
    op.create_index(op.f("ix_payment_allocation_invoice_id"), "payment_allocation", ["invoice_id"], unique=False)
    op.create_index(op.f("ix_payment_allocation_payment_id"), "payment_allocation", ["payment_id"], unique=False)
    op.create_table(
        "allowance_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allowance_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("half_days", sa.Integer(), nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["allowance_id"],
            ["allowance.id"],
            name=op.f("fk_allowance_entry_allowance_id_allowance"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_allowance_entry_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allowance_entry")),
        sa.UniqueConstraint("allowance_id", "sequence", name=op.f("uq_allowance_entry_allowance_id_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_allowance_entry_allowance_id"), "allowance_entry", ["allowance_id"], unique=False)
    op.create_index(op.f("ix_allowance_entry_visit_id"), "allowance_entry", ["visit_id"], unique=False)
    op.create_table(
        "charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column("supplied_on", sa.Date(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity_milli", sa.Integer(), nullable=False),
        sa.Column("unit_price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("vat_category", sa.Text(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("tax_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.Column("working", sa.Text(), server_default="", nullable=False),
        sa.Column("membership_fee", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("held_back", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("pass_id", sa.Integer(), nullable=True),
        sa.Column("mail_item_id", sa.Integer(), nullable=True),
        sa.Column("loan_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_charge_basis_known")),
        sa.CheckConstraint(
            "vat_category IN ('standard', 'intermediate', 'reduced', 'outside')",
            name=op.f("ck_charge_vat_category_known"),
        ),
        sa.CheckConstraint("net_cents + tax_cents = gross_cents", name=op.f("ck_charge_adds_up")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_charge_booking_id_booking"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_charge_loan_id_loan"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["mail_item_id"], ["mail_item.id"], name=op.f("fk_charge_mail_item_id_mail_item"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_charge_party_id_party"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["pass_id"], ["pass.id"], name=op.f("fk_charge_pass_id_pass"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["payer_id"], ["party.id"], name=op.f("fk_charge_payer_id_party"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_charge_registration_id_registration"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_charge_subscription_id_subscription"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
    )
    op.create_index(
        "ix_charge_booking_id", "charge", ["booking_id"], unique=False, sqlite_where=sa.text("booking_id IS NOT NULL")
    )
    op.create_index(
        "ix_charge_loan_id", "charge", ["loan_id"], unique=False, sqlite_where=sa.text("loan_id IS NOT NULL")
    )
    op.create_index(
        "ix_charge_mail_item_id",
        "charge",
        ["mail_item_id"],
        unique=False,
        sqlite_where=sa.text("mail_item_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_charge_party_id"), "charge", ["party_id"], unique=False)
    op.create_index(
        "ix_charge_pass_id", "charge", ["pass_id"], unique=False, sqlite_where=sa.text("pass_id IS NOT NULL")
    )
    op.create_index(op.f("ix_charge_payer_id"), "charge", ["payer_id"], unique=False)
    op.create_index(
        "ix_charge_registration_id",
        "charge",
        ["registration_id"],
        unique=False,
        sqlite_where=sa.text("registration_id IS NOT NULL"),
    )
    op.create_index(
        "ix_charge_subscription_id",
        "charge",
        ["subscription_id"],
        unique=False,
        sqlite_where=sa.text("subscription_id IS NOT NULL"),
    )
    op.create_index(op.f("ix_charge_supplied_on"), "charge", ["supplied_on"], unique=False)
    op.create_index(
        "uq_charge_subscription_period",
        "charge",
        ["subscription_id", "period_start"],
        unique=True,
        sqlite_where=sa.text("subscription_id IS NOT NULL"),
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_unit_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("event_session_id", sa.Integer(), nullable=True),
        sa.Column("loan_id", sa.Integer(), nullable=True),
        sa.Column("maintenance_id", sa.Integer(), nullable=True),
        sa.Column("closure_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(booking_id IS NOT NULL) + (event_session_id IS NOT NULL)"
            " + (loan_id IS NOT NULL) + (maintenance_id IS NOT NULL) + (closure_id IS NOT NULL) = 1",
            name=op.f("ck_hold_exactly_one_owner"),
        ),
        sa.CheckConstraint("ends > starts", name=op.f("ck_hold_in_order")),
        sa.ForeignKeyConstraint(
            ["asked_unit_id"], ["unit.id"], name=op.f("fk_hold_asked_unit_id_unit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_hold_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["closure_id"], ["closure.id"], name=op.f("fk_hold_closure_id_closure"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_session_id"],
            ["event_session.id"],
            name=op.f("fk_hold_event_session_id_event_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_hold_loan_id_loan"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["maintenance_id"], ["maintenance.id"], name=op.f("fk_hold_maintenance_id_maintenance"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_hold_unit_id_unit"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
    )
    op.create_index(
        "ix_hold_booking_id", "hold", ["booking_id"], unique=False, sqlite_where=sa.text("booking_id IS NOT NULL")
    )
    op.create_index(
        "ix_hold_closure_id", "hold", ["closure_id"], unique=False, sqlite_where=sa.text("closure_id IS NOT NULL")
    )
    op.create_index(
        "ix_hold_event_session_id",
        "hold",
        ["event_session_id"],
        unique=False,
        sqlite_where=sa.text("event_session_id IS NOT NULL"),
    )
    op.create_index("ix_hold_loan_id", "hold", ["loan_id"], unique=False, sqlite_where=sa.text("loan_id IS NOT NULL"))
    op.create_index(
        "ix_hold_maintenance_id",
        "hold",
        ["maintenance_id"],
        unique=False,
        sqlite_where=sa.text("maintenance_id IS NOT NULL"),
    )
    op.create_index("ix_hold_unit_starts", "hold", ["unit_id", "starts"], unique=False)
    op.create_table(
        "mail_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_item_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("to_whom", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "act IN ('notified', 'handed_over', 'forwarded', 'scanned', 'returned', 'destroyed')",
            name=op.f("ck_mail_act_act_known"),
        ),
        sa.ForeignKeyConstraint(
            ["mail_item_id"], ["mail_item.id"], name=op.f("fk_mail_act_mail_item_id_mail_item"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_act")),
    )
    op.create_index(op.f("ix_mail_act_mail_item_id"), "mail_act", ["mail_item_id"], unique=False)
    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("charge_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity_milli", sa.Integer(), nullable=False),
        sa.Column("unit_price_e4", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("rate_bp", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("tax_cents", sa.Integer(), nullable=False),
        sa.Column("gross_cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("basis IN ('net', 'gross')", name=op.f("ck_invoice_line_basis_known")),
        sa.CheckConstraint("net_cents + tax_cents = gross_cents", name=op.f("ck_invoice_line_adds_up")),
        sa.ForeignKeyConstraint(
            ["charge_id"], ["charge.id"], name=op.f("fk_invoice_line_charge_id_charge"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id_invoice"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
        sa.UniqueConstraint("charge_id", name=op.f("uq_invoice_line_charge_id")),
        sa.UniqueConstraint("invoice_id", "position", name=op.f("uq_invoice_line_invoice_id_position")),
    )
