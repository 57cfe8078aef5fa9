"""Domiciliation contracts and the mail that arrives for them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from tierslieu_desk.models.base import Base, Blank, Day, Id, Instant, one_of, ref
from tierslieu_desk.rules.vocabulary import MailAct, MailKind


class Domiciliation(Base):
    """A contract by which a company has its seat here (C. com. R123-168): at least three months, renewed tacitly."""

    __tablename__ = "domiciliation"
    __table_args__ = (
        CheckConstraint("ends IS NULL OR ends >= starts", name="in_order"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    starts: Mapped[Day]
    ends: Mapped[date | None]
    approval_number: Mapped[str]
    mailbox: Mapped[Blank]
    proxy_until: Mapped[date | None]
    registry_told_on: Mapped[date | None]


class MailItem(Base):
    """One thing that arrived. Its acts say what became of it; `done_on` is the day of the last one, for the shelf."""

    __tablename__ = "mail_item"
    __table_args__ = (
        one_of("kind", MailKind),
        Index("ix_mail_item_waiting", "arrived_on", sqlite_where=text("done_on IS NULL")),
        Index("ix_mail_item_domiciliation_done", "domiciliation_id", "done_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    party_id: Mapped[int] = ref("party.id")
    domiciliation_id: Mapped[int | None] = ref("domiciliation.id", nullable=True, index=False)
    kind: Mapped[str]
    sender: Mapped[Blank]
    reference: Mapped[Blank]
    shelf: Mapped[Blank]
    arrived_on: Mapped[Day]
    done_on: Mapped[date | None]


class MailActDone(Base):
    """An act on a mail item, dated and signed: notified, handed over, forwarded, returned ... Append-only."""

    __tablename__ = "mail_act"
    __table_args__ = (one_of("act", MailAct),)

    id: Mapped[Id]
    mail_item_id: Mapped[int] = ref("mail_item.id")
    act: Mapped[str]
    at: Mapped[Instant]
    day: Mapped[Day]
    by: Mapped[str]
    to_whom: Mapped[Blank]
