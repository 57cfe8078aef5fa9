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


def _waiting() -> None:
    """Who waits for what is taken."""


def _imports() -> None:
    """Where what came in a file of a calendar came from."""
