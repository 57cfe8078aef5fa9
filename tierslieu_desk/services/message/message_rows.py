"""Messages as they are handed to a page: frozen, their times on the place's wall clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from tierslieu_desk import errors
from tierslieu_desk.models.messages import Message, MessagePaper
from tierslieu_desk.rules.messages import Purpose, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tierslieu_desk.services.desk import Desk

ABOUT_TO_LEAVE = State.SENDING.value


@dataclass(frozen=True, slots=True)
class PaperRef:
    """A paper of the archive that goes with a message, and what its file is called there."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message. `why` is a word of `post_words`, `said` the server's own words, `tries` those that came to an end.

    `queued_at`, `next_try` and `done_at` on the wall clock.
    """

    id: int
    message_id: str
    purpose: Purpose
    state: State
    party_id: int | None
    name: str
    email: str
    phone: str
    language: str
    subject: str
    body: str
    reply_to: str
    about: tuple[str, int] | None
    papers: tuple[PaperRef, ...]
    queued_at: datetime
    next_try: datetime | None
    tries: int
    why: str
    said: str
    done_at: datetime | None
    note: str
    version: int


def read(session: Session, desk: Desk, number: int) -> MessageRow:
    """One of them. Raises `NotFound`."""
    found = rows_of(session, desk, select(Message).where(Message.id == number))
    if not found:
        raise errors.NotFound(what="message", id=number)
    return found[0]


def rows_of(session: Session, desk: Desk, wanted: Select[Message]) -> tuple[MessageRow, ...]:
    """Those a statement asks for, with their papers, in its order."""
    found = session.scalars(wanted, execution_options={"populate_existing": True}).all()
    papers = _papers(session, [one.id for one in found])
    return tuple(_row(one, papers.get(one.id, []), desk) for one in found)


def _papers(session: Session, numbers: Iterable[int]) -> dict[int, list[PaperRef]]:
    by_message: dict[int, list[PaperRef]] = {}
    asked = (
        select(MessagePaper.message_id, MessagePaper.sha256, MessagePaper.name)
        .where(MessagePaper.message_id.in_(list(numbers)))
        .order_by(MessagePaper.message_id, MessagePaper.position)
    )
    for number, sha256, name in session.execute(asked):
        by_message.setdefault(number, []).append(PaperRef(sha256, name))
    return by_message


def _row(one: Message, papers: list[PaperRef], desk: Desk) -> MessageRow:
    def wall(moment: datetime | None) -> datetime | None:
        return None if moment is None else desk.clock.to_wall(moment)

    return MessageRow(
        one.id,
        one.message_id,
        Purpose(one.purpose),
        State(one.state),
        one.party_id,
        one.name,
        one.email,
        one.phone,
        one.language,
        one.subject,
        one.body,
        one.reply_to,
        None if one.subject_id is None else (one.subject_of, one.subject_id),
        tuple(papers),
        desk.clock.to_wall(one.queued_at),
        wall(one.next_try),
        one.tries,
        one.why,
        one.said,
        wall(one.done_at),
        one.note,
        one.version,
    )
