"""The front desk in full: whom it knows, what it sells for a time, who comes, what is sent, who stands at it."""

from __future__ import annotations

from typing import Any

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
    with op.batch_alter_table("party", recreate="always") as party:
        party.add_column(sa.Column("badge", sa.Text(), server_default="", nullable=False))
        party.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        party.create_foreign_key(
            op.f("fk_party_merged_into_id_party"), "party", ["merged_into_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index("uq_party_badge", "party", ["badge"], unique=True, sqlite_where=sa.text("badge <> ''"))
    op.create_index(
        "ix_party_merged_into_id", "party", ["merged_into_id"], sqlite_where=sa.text("merged_into_id IS NOT NULL")
    )
    op.create_table(
        "party_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        _to_party("party_merge", "kept_id"),
        _to_party("party_merge", "gone_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_merge")),
        sa.UniqueConstraint("gone_id", name=op.f("uq_party_merge_gone_id")),
    )
    op.create_index(op.f("ix_party_merge_kept_id"), "party_merge", ["kept_id"])
    op.create_table(
        "not_the_same",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        _to_party("not_the_same", "first_id"),
        _to_party("not_the_same", "second_id"),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_not_the_same_in_order")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_not_the_same")),
    )
    _more_of_people()
    _imports()


def _more_of_people() -> None:
    """Each fact that few have in a table of its own."""
    _of_people(
        "person_detail",
        *_texts("languages", "workplace", "mode"),
        sa.Column("work_km", sa.Integer(), nullable=True),
        sa.Column("here_km", sa.Integer(), nullable=True),
        _known("person_detail", "mode", "", "car", "carpool", "transit", "bicycle", "on_foot", "other"),
        sa.CheckConstraint("work_km >= 0 AND here_km >= 0", name=op.f("ck_person_detail_no_less_than_nothing")),
        one_each=True,
    )
    _of_people(
        "contact_person",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_texts("bond", "phone", "email"),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        _known("contact_person", "kind", "trusted", "guardian"),
    )
    _of_people(
        "skill",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("side", "name", "key")),
        _known("skill", "side", "offered", "sought"),
        sa.UniqueConstraint("party_id", "side", "key", name=op.f("uq_skill_party_id_side_key")),
        index="key",
    )
    _of_people(
        "person_paper",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("good_until", sa.Date(), nullable=True),
        sa.CheckConstraint("good_until IS NULL OR good_until >= given_on", name=op.f("ck_person_paper_in_order")),
    )
    _of_people(
        "person_note",
        sa.Column("at", sa.String(length=32), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("who", "words")),
    )
    _of_people(
        "person_task",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
    )
    op.create_index("ix_person_task_open", "person_task", ["due"], sqlite_where=sa.text("done_on IS NULL"))
    _of_people(
        "outcome",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("became", sa.Text(), nullable=False),
        *_texts("words"),
        _known("outcome", "became", "job", "own_premises", "training", "moved", "other"),
        sa.UniqueConstraint("party_id", "on_day", name=op.f("uq_outcome_party_id_on_day")),
        index="on_day",
    )


def _of_people(
    table: str, *parts: sa.Column[Any] | sa.Constraint, one_each: bool = False, index: str = "party_id"
) -> None:
    """A table of facts about people: several rows of each of them, or one."""
    number: tuple[sa.Column[Any], ...] = () if one_each else (sa.Column("id", sa.Integer(), nullable=False),)
    op.create_table(
        table,
        *number,
        sa.Column("party_id", sa.Integer(), nullable=False),
        *parts,
        _to_party(table, "party_id"),
        sa.PrimaryKeyConstraint("party_id" if one_each else "id", name=op.f(f"pk_{table}")),
    )
    if not one_each:
        op.create_index(op.f(f"ix_{table}_{index}"), table, [index])


def _to_party(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["party.id"], name=op.f(f"fk_{table}_{column}_party"), ondelete="RESTRICT")


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _known(table: str, column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{column}_known"))


def _plans() -> None:
    """What is sold for a time, and what is left of it: terms, pauses, windows, gifts, and what is shared."""
    for column in ("signup_fee_e4", "least_months", "notice_days", "notice_periods"):
        op.add_column("plan", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    for column in ("solidarity_e4", "floor_e4"):
        op.add_column("plan", sa.Column(column, sa.Integer(), nullable=True))
    op.add_column("plan", sa.Column("deposit_cents", sa.Integer(), server_default="0", nullable=False))
    op.add_column("plan", sa.Column("papers", sa.JSON(), server_default="[]", nullable=False))
    for column in ("notice_days", "notice_periods", "deposit_cents"):
        op.add_column("subscription", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
    op.add_column("subscription", sa.Column("plan_price_e4", sa.Integer(), nullable=True))
    op.add_column("subscription", sa.Column("least_until", sa.Date(), nullable=True))
    for table in ("plan", "subscription", "allowance"):
        op.add_column(table, sa.Column("shared", sa.Boolean(), server_default="0", nullable=False))
    op.create_table(
        "subscription_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_subscription_pause_in_order")),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_subscription_pause_subscription_id_subscription"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription_pause")),
    )
    op.create_index("ix_subscription_pause_subscription_id", "subscription_pause", ["subscription_id"], unique=False)
    op.add_column("pass", sa.Column("window_from", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("window_until", sa.Integer(), server_default="1440", nullable=False))
    op.add_column("pass", sa.Column("runs_days", sa.Integer(), nullable=True))
    op.add_column("pass", sa.Column("gift_code", sa.Text(), nullable=True))
    op.add_column("pass", sa.Column("gift_half_days", sa.Integer(), server_default="0", nullable=False))
    op.add_column("pass", sa.Column("home_place", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "uq_pass_gift_code", "pass", ["gift_code"], unique=True, sqlite_where=sa.text("gift_code IS NOT NULL")
    )
    op.add_column("place", sa.Column("first_visit_free", sa.Boolean(), server_default="0", nullable=False))
    for table in ("plan", "subscription"):
        op.add_column(table, sa.Column("hours_of", sa.Text(), nullable=True))
        op.add_column(table, sa.Column("minutes_included", sa.Integer(), server_default="0", nullable=False))
    _hours()


def _hours() -> None:
    """Hours of a kind of unit that a plan or a pass includes."""
    sources = ("subscription", "pass")
    op.create_table(
        "hour_allowance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=True) for name in sources),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("shared", sa.Boolean(), server_default="0", nullable=False),
        _known("hour_allowance", "kind", "desk", "room", "booth", "tool", "vehicle", "locker", "zone"),
        sa.CheckConstraint("(subscription_id IS NULL) <> (pass_id IS NULL)", name=op.f("ck_hour_allowance_one_source")),
        _to_party("hour_allowance", "party_id"),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_hour_allowance_{name}_id_{name}"), ondelete="RESTRICT"
            )
            for name in sources
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_allowance")),
        sa.UniqueConstraint("subscription_id", "valid_from", name=op.f("uq_hour_allowance_subscription_id_valid_from")),
    )
    op.create_index("ix_hour_allowance_kind_party", "hour_allowance", ["kind", "party_id", "valid_until"])
    for column in ("party_id", "subscription_id", "pass_id"):
        op.create_index(op.f(f"ix_hour_allowance_{column}"), "hour_allowance", [column])
    op.create_table(
        "hour_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("allowance_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.String(length=19), nullable=True),
        sa.Column("ends", sa.String(length=19), nullable=True),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_hour_entry_no_less_than_nothing")),
        sa.ForeignKeyConstraint(
            ["allowance_id"],
            ["hour_allowance.id"],
            name=op.f("fk_hour_entry_allowance_id_hour_allowance"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_entry")),
        sa.UniqueConstraint("allowance_id", "sequence", name=op.f("uq_hour_entry_allowance_id_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_hour_entry_booking_id", "hour_entry", ["booking_id"], sqlite_where=sa.text("booking_id IS NOT NULL")
    )


def _visits() -> None:
    """Who comes, and what they come for."""
    with op.batch_alter_table("visit", recreate="always") as visit:
        visit.add_column(sa.Column("host_id", sa.Integer(), nullable=True))
        visit.add_column(sa.Column("someone", sa.Integer(), nullable=True))
        visit.create_foreign_key(op.f("fk_visit_host_id_party"), "party", ["host_id"], ["id"], ondelete="RESTRICT")
        visit.create_check_constraint(op.f("ck_visit_name_or_number"), "someone IS NULL OR party_id IS NULL")
    op.create_index("ix_visit_host_id", "visit", ["host_id"], sqlite_where=sa.text("host_id IS NOT NULL"))
    op.create_index(
        "ix_visit_visitors", "visit", ["day"], sqlite_where=sa.text("role = 'visitor' AND party_id IS NOT NULL")
    )
    _create_volunteer_time()
    _create_digital_space()


def _create_volunteer_time() -> None:
    op.create_table(
        "volunteer_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("noted_at", sa.String(32), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_volunteer_time_within_a_day")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_volunteer_time_party_id_party"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_volunteer_time")),
    )
    op.create_index("ix_volunteer_time_day", "volunteer_time", ["day"])
    op.create_index("ix_volunteer_time_party_day", "volunteer_time", ["party_id", "day"])


def _create_digital_space() -> None:
    op.create_table(
        "help_given",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "age_band IN ('under_18', '18_25', '26_59', '60_and_over', 'unknown')",
            name=op.f("ck_help_given_age_band_known"),
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_help_given_within_a_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_given")),
    )
    op.create_index("ix_help_given_day", "help_given", ["day"])
    op.create_table(
        "workstation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation")),
        sa.UniqueConstraint("name", name=op.f("uq_workstation_name")),
    )
    op.create_table(
        "workstation_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workstation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("starts", sa.String(19), nullable=False),
        sa.Column("ends", sa.String(19), nullable=False),
        sa.Column("left_at", sa.String(19), nullable=True),
        sa.CheckConstraint("ends > starts", name=op.f("ck_workstation_turn_in_order")),
        sa.ForeignKeyConstraint(
            ["workstation_id"],
            ["workstation.id"],
            name=op.f("fk_workstation_turn_workstation_id_workstation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workstation_turn")),
    )
    op.create_index("ix_workstation_turn_workstation_starts", "workstation_turn", ["workstation_id", "starts"])


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
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("payment_id", "taken_id", "subscription_id")),
        sa.CheckConstraint("amount_cents > 0", name=op.f("ck_deposit_held_something")),
        sa.CheckConstraint("given_back_on IS NULL OR given_back_on >= since", name=op.f("ck_deposit_held_in_order")),
        sa.ForeignKeyConstraint(
            ["party_id"], ["party.id"], name=op.f("fk_deposit_held_party_id_party"), ondelete="RESTRICT"
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{to}.id"], name=op.f(f"fk_deposit_held_{column}_{to}"), ondelete="RESTRICT"
            )
            for column, to in (("payment_id", "payment"), ("taken_id", "payment"), ("subscription_id", "subscription"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposit_held")),
    )
    for column in ("party_id", "payment_id", "taken_id", "subscription_id"):
        op.create_index(f"ix_deposit_held_{column}", "deposit_held", [column], unique=False)
