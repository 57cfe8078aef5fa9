"""What a booking may ask: its unit's facts and limits, days of the calendar, prices of many kinds, a place in line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tierslieu_desk.models import promised

revision = "0005"
down_revision: str | None = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _units()
    _kit()
    _calendar()
    _prices()
    promised.upgrade()
    _imports()


def _units() -> None:
    """Facts of a unit, and who may book it how."""
    op.add_column("unit", sa.Column("floor", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "unit_limit",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("shortest", sa.Integer(), server_default="0", nullable=False),
        sa.Column("longest", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lead", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ahead_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column("spans", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("agreed", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "shortest >= 0 AND longest >= 0 AND lead >= 0 AND ahead_days >= 0", name=op.f("ck_unit_limit_positive")
        ),
        sa.CheckConstraint("longest = 0 OR shortest <= longest", name=op.f("ck_unit_limit_in_order")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_limit_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_limit")),
    )
    op.create_table(
        "unit_plan",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_plan_unit_id_unit"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_unit_plan_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", "plan_id", name=op.f("pk_unit_plan")),
    )
    op.create_index("ix_unit_plan_plan_id", "unit_plan", ["plan_id"])
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        "plan_quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("span", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_plan_quota_kind_known")),
        sa.CheckConstraint("span IN ('day', 'week', 'month')", name=op.f("ck_plan_quota_span_known")),
        sa.CheckConstraint("(minutes IS NULL) <> (times IS NULL)", name=op.f("ck_plan_quota_one_of_two")),
        sa.CheckConstraint("coalesce(minutes, times) > 0", name=op.f("ck_plan_quota_some")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_quota_plan_id_plan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_quota")),
        sa.UniqueConstraint("plan_id", "kind", "span", name=op.f("uq_plan_quota_plan_id_kind_span")),
    )
    op.create_table(
        "unit_photo",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_photo_unit_id_unit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_unit_photo")),
    )


def _kit() -> None:
    """What is in a unit for good, and what is brought along for one booking."""
    op.create_table(
        "unit_contains",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.CheckConstraint("trim(word) <> ''", name=op.f("ck_unit_contains_a_word")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_contains_unit_id_unit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("unit_id", "word", name=op.f("pk_unit_contains")),
    )
    op.create_table(
        "booking_with",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("with_booking_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("booking_id <> with_booking_id", name=op.f("ck_booking_with_not_itself")),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_booking_with_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["with_booking_id"],
            ["booking.id"],
            name=op.f("fk_booking_with_with_booking_id_booking"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("booking_id", name=op.f("pk_booking_with")),
    )
    op.create_index(op.f("ix_booking_with_with_booking_id"), "booking_with", ["with_booking_id"])


def _calendar() -> None:
    """Exceptional days and holidays."""
    op.create_table(
        "calendar_area",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('public', 'school')", name=op.f("ck_calendar_area_kind_known")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_calendar_area")),
    )
    op.create_table(
        "day_effect",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('public', 'school')", name=op.f("ck_day_effect_kind_known")),
        sa.CheckConstraint(
            "effect IN ('none', 'warning', 'no_start', 'closed')", name=op.f("ck_day_effect_effect_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_effect")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_day_effect_kind_name")),
    )
    op.create_table(
        "own_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("opens >= 0 AND closes <= 1440 AND closes > opens", name=op.f("ck_own_hours_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_hours")),
        sa.UniqueConstraint("day", "opens", name=op.f("uq_own_hours_day_opens")),
    )
    op.create_table(
        "public_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_day")),
        sa.UniqueConstraint("area", "language", "day", name=op.f("uq_public_day_area_language_day")),
    )
    op.create_table(
        "school_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_school_period_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_period")),
    )
    op.create_index("ix_school_period_area_first", "school_period", ["area", "first"])


def _prices() -> None:
    """Windows, special rates, late fees, quotes."""
    _tariffs()
    _late_fees()
    _deposits()


def _deposits() -> None:
    """What is held for a booking until it is over."""
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        "unit_deposit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_unit_deposit_kind_known")),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_unit_deposit_no_less_than_nothing")),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_unit_deposit_unit_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_deposit")),
        sa.UniqueConstraint("kind", "unit_id", name=op.f("uq_unit_deposit_kind_unit_id")),
    )
    op.create_index("ix_unit_deposit_unit_id", "unit_deposit", ["unit_id"])
    with op.batch_alter_table("deposit_held", recreate="always") as held:
        held.add_column(sa.Column("booking_id", sa.Integer(), nullable=True))
        held.create_foreign_key(
            op.f("fk_deposit_held_booking_id_booking"), "booking", ["booking_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index("ix_deposit_held_booking_id", "deposit_held", ["booking_id"])


def _late_fees() -> None:
    """What is kept of a booking that is called off late."""
    kinds = "'desk', 'room', 'booth', 'tool', 'vehicle', 'locker', 'zone'"
    op.create_table(
        "late_fee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("per_cent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cents", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outside", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_late_fee_kind_known")),
        sa.CheckConstraint("hours > 0", name=op.f("ck_late_fee_some_time")),
        sa.CheckConstraint("per_cent BETWEEN 0 AND 100 AND cents >= 0", name=op.f("ck_late_fee_part_or_amount")),
        sa.CheckConstraint("(per_cent > 0) + (cents > 0) = 1", name=op.f("ck_late_fee_one_of_both")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_fee")),
        sa.UniqueConstraint("kind", "hours", name=op.f("uq_late_fee_kind_hours")),
    )


def _tariffs() -> None:
    """Who pays other prices, and lines of a price list that hold at certain times only."""
    op.create_table(
        "tariff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("per_cent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retired", sa.Boolean(), server_default="0", nullable=False),
        sa.CheckConstraint("per_cent BETWEEN 0 AND 100", name=op.f("ck_tariff_part_of_the_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tariff")),
        sa.UniqueConstraint("name", name=op.f("uq_tariff_name")),
    )
    for whose in ("party", "plan"):
        table = f"{whose}_tariff"
        op.create_table(
            table,
            sa.Column(f"{whose}_id", sa.Integer(), nullable=False),
            sa.Column("tariff_id", sa.Integer(), nullable=False),
            *(
                sa.ForeignKeyConstraint(
                    [f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{table}_{to}_id_{to}"), ondelete="RESTRICT"
                )
                for to in (whose, "tariff")
            ),
            sa.PrimaryKeyConstraint(f"{whose}_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_tariff_id", table, ["tariff_id"])
    with op.batch_alter_table("price", recreate="always") as price:
        price.drop_constraint(op.f("uq_price_kind_unit_id_minutes_valid_from"), type_="unique")
        price.add_column(sa.Column("tariff_id", sa.Integer(), nullable=True))
        price.add_column(sa.Column("window_days", sa.Text(), server_default="", nullable=False))
        price.add_column(sa.Column("window_from", sa.Integer(), server_default="0", nullable=False))
        price.add_column(sa.Column("window_minutes", sa.Integer(), server_default="0", nullable=False))
        price.add_column(sa.Column("opens", sa.Boolean(), server_default="0", nullable=False))
        price.create_foreign_key(
            op.f("fk_price_tariff_id_tariff"), "tariff", ["tariff_id"], ["id"], ondelete="RESTRICT"
        )
        price.create_check_constraint(op.f("ck_price_window_whole"), "(window_minutes > 0) = (window_days <> '')")
        price.create_check_constraint(
            op.f("ck_price_window_in_a_day"), "window_from >= 0 AND window_from < 1440 AND window_minutes >= 0"
        )
    op.create_index("ix_price_tariff_id", "price", ["tariff_id"])


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
    op.create_table(
        "calendar_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("which", sa.Text(), server_default="", nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_calendar_date_booking_id_booking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_calendar_date_unit_id_unit"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_date")),
        sa.UniqueConstraint("unit_id", "uid", "which", name=op.f("uq_calendar_date_unit_id_uid_which")),
    )
    op.create_index("ix_calendar_date_booking_id", "calendar_date", ["booking_id"])
