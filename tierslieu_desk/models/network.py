"""The public listing, where it goes, and the outbox that waits for the line."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Id, Instant, OptionalInstant, Whole, one_of, ref
from tierslieu_desk.rules.vocabulary import TargetKind


class Listing(Base):
    """What the place says of itself in public: one row, a canonical JSON document and its own revision."""

    __tablename__ = "listing"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Id]
    uid: Mapped[str]
    rev: Mapped[Whole]
    document: Mapped[str]


class Target(Base):
    """A place the bundle is published to. Its password lives in the system's keyring, never here."""

    __tablename__ = "target"
    __table_args__ = (one_of("kind", TargetKind),)

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    url: Mapped[str]
    user: Mapped[Blank]
    confirmed_rev: Mapped[Whole]
    confirmed_at: Mapped[OptionalInstant]
    message: Mapped[Blank]
    by_itself: Mapped[bool] = mapped_column(default=True, server_default="1")
    paused: Mapped[bool] = mapped_column(default=False, server_default="0")


class OutboxItem(Base):
    """The desired state of one key at one target, collapsed: the newest wish replaces the one before."""

    __tablename__ = "outbox_item"
    __table_args__ = (UniqueConstraint("target_id", "key"),)

    id: Mapped[Id]
    target_id: Mapped[int] = ref("target.id", index=False)
    key: Mapped[str]
    rev: Mapped[int]
    removed: Mapped[bool] = mapped_column(default=False, server_default="0")
    queued_at: Mapped[Instant]
    tries: Mapped[Whole]
    next_try: Mapped[OptionalInstant]
    message: Mapped[Blank]
