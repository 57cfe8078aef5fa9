"""What is told to people: each message with its tries, the papers that go with it, the account, the texts."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tierslieu_desk.models.base import Base, Blank, Id, Instant, OptionalInstant, Whole, one_of, ref
from tierslieu_desk.rules.messages import Purpose, Security, State, Way


class Message(Base):
    """One message to one person, whichever way it takes.

    `message_id` is made once: every try carries the same. `said` are the last words of the server, `why` the reason in
    a word. `name`, `email` and `address` are those it was made for. `version` counts changes, so that what was changed
    or withdrawn meanwhile does not leave as it was.
    """

    __tablename__ = "message"
    __table_args__ = (
        one_of("purpose", Purpose),
        one_of("state", State),
        CheckConstraint("(done_at IS NOT NULL) = (state IN ('sent', 'withdrawn', 'printed', 'called'))", name="done"),
        CheckConstraint("state NOT IN ('waiting', 'sending', 'sent', 'unsure') OR email <> ''", name="addressed"),
        Index("ix_message_state", "state"),
        Index("ix_message_about", "subject_of", "subject_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    message_id: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    party_id: Mapped[int | None] = ref("party.id", nullable=True)
    name: Mapped[str]
    email: Mapped[Blank]
    phone: Mapped[Blank]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    reply_to: Mapped[Blank]
    subject_of: Mapped[Blank]
    subject_id: Mapped[int | None]
    queued_at: Mapped[Instant]
    next_try: Mapped[OptionalInstant]
    tries: Mapped[Whole]
    state: Mapped[str]
    why: Mapped[Blank]
    said: Mapped[Blank]
    done_at: Mapped[OptionalInstant]
    note: Mapped[Blank]
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class MessagePaper(Base):
    """A paper that goes with a message, by the hash of its bytes in the archive."""

    __tablename__ = "message_paper"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]


class MailAccount(Base):
    """Where messages are handed in: a single row, number 1. Its password lives in the system's keyring, never here.

    `why`, `said`, `since` and `next_try`: what stands in the way of all messages, since when, and until when they rest;
    no `next_try`: until somebody acts.
    """

    __tablename__ = "mail_account"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        one_of("security", Security),
        CheckConstraint("port BETWEEN 1 AND 65535", name="port_known"),
    )

    id: Mapped[Id]
    server: Mapped[str]
    port: Mapped[int]
    security: Mapped[str]
    user: Mapped[Blank]
    sender_name: Mapped[Blank]
    sender_email: Mapped[str]
    why: Mapped[Blank]
    said: Mapped[Blank]
    since: Mapped[OptionalInstant]
    next_try: Mapped[OptionalInstant]


class MessageText(Base):
    """The house's own words for a purpose in a language, instead of those that come with the program."""

    __tablename__ = "message_text"
    __table_args__ = (one_of("purpose", Purpose), UniqueConstraint("purpose", "language"))

    id: Mapped[Id]
    purpose: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]


class MessageWish(Base):
    """The way somebody asked to be told things: by letter, say, although there is an e-mail."""

    __tablename__ = "message_wish"
    __table_args__ = (one_of("way", Way),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id", ondelete="RESTRICT"), primary_key=True)
    way: Mapped[str]
