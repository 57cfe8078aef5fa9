"""Things lent: out, due, back."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from tierslieu_desk.models.base import Base, Blank, Id, OptionalWall, Wall, Whole, ref


class Loan(Base):
    """A unit that left the house. It stays held until it is back, whatever was promised."""

    __tablename__ = "loan"
    __table_args__ = (
        CheckConstraint("due > out", name="in_order"),
        Index("ix_loan_out", "due", sqlite_where=text("back IS NULL")),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    unit_id: Mapped[int] = ref("unit.id")
    party_id: Mapped[int] = ref("party.id")
    out: Mapped[Wall]
    due: Mapped[Wall]
    back: Mapped[OptionalWall]
    deposit_cents: Mapped[Whole]
    state_out: Mapped[Blank]
    state_back: Mapped[Blank]
