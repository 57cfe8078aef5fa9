"""Who stands at the desk, what one leaves to the next, and what is to do when somebody begins or leaves."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, OptionalInstant, Whole, one_of, ref
from tierslieu_desk.rules.checklists import ListKind
from tierslieu_desk.rules.rights import OperatorRole


class Operator(Base):
    """Somebody who stands at the desk. `pin_hash` is empty for who has no PIN; the PIN itself is nowhere."""

    __tablename__ = "operator"
    __table_args__ = (one_of("role", OperatorRole), CheckConstraint("trim(name) <> ''", name="named"))

    id: Mapped[Id]
    name: Mapped[str]
    search_key: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    pin_hash: Mapped[Blank]
    retired: Mapped[bool] = mapped_column(default=False, server_default="0")


class RoleRights(Base):
    """What a role may do where a facilitator changed it: the words of `rules.rights.Right`, spaces between."""

    __tablename__ = "role_rights"
    __table_args__ = (one_of("role", OperatorRole),)

    role: Mapped[str] = mapped_column(primary_key=True)
    rights: Mapped[Blank]


class ShiftNote(Base):
    """A line for whoever comes next, on Today until somebody closes it."""

    __tablename__ = "shift_note"
    __table_args__ = (
        CheckConstraint("trim(text) <> ''", name="says_something"),
        CheckConstraint("closed_at IS NOT NULL OR closed_by = ''", name="closed_by_somebody"),
        Index("ix_shift_note_open", "written_at", sqlite_where=text("closed_at IS NULL")),
    )

    id: Mapped[Id]
    text: Mapped[str]
    written_at: Mapped[Instant]
    written_by: Mapped[str]
    closed_at: Mapped[OptionalInstant]
    closed_by: Mapped[Blank]


class ChecklistTemplate(Base):
    """One thing to do when somebody begins or leaves: with a certain plan, or, without one, with any."""

    __tablename__ = "checklist_template"
    __table_args__ = (one_of("kind", ListKind), CheckConstraint("trim(text) <> ''", name="says_something"))

    id: Mapped[Id]
    kind: Mapped[str]
    text: Mapped[str]
    plan_id: Mapped[int | None] = ref("plan.id", nullable=True)
    position: Mapped[Whole]


class ChecklistItem(Base):
    """One thing to do for one person, in the words it had when it came up; it stays when its template goes."""

    __tablename__ = "checklist_item"
    __table_args__ = (
        one_of("kind", ListKind),
        CheckConstraint("done_on IS NOT NULL OR done_by = ''", name="done_by_somebody"),
        Index("ix_checklist_item_open", "due", sqlite_where=text("done_on IS NULL")),
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    kind: Mapped[str]
    text: Mapped[str]
    due: Mapped[Day]
    done_on: Mapped[date | None]
    done_by: Mapped[Blank]
