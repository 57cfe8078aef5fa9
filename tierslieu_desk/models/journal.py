"""Who did what, when: append-only, without a gap."""

from __future__ import annotations

from sqlalchemy import Index, insert
from sqlalchemy.orm import Mapped

from tierslieu_desk.models.base import Base, Blank, Id, Instant, table_of


class JournalEntry(Base):
    """One act at the desk. `facts` is JSON with what is needed to understand it, and the reason of an override."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject", "subject", "subject_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    at: Mapped[Instant]
    who: Mapped[str]
    act: Mapped[str]
    subject: Mapped[Blank]
    subject_id: Mapped[int | None]
    facts: Mapped[Blank]


NOTE = insert(table_of(JournalEntry))
"""Kept, since every gesture writes one."""
