"""What was told already about one thing: looked at before it is told again, so that nobody is told twice unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from tierslieu_desk.models.messages import Message
from tierslieu_desk.rules.messages import Purpose, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Before:
    """The last message of that purpose about that thing: its number, and when it was queued."""

    number: int
    at: datetime


def last(session: Session, purpose: Purpose, about: tuple[str, int] | None) -> Before | None:
    """None when nothing was told yet; what was withdrawn was not told."""
    if about is None:
        return None
    found = session.execute(
        select(Message.id, Message.queued_at)
        .where(
            Message.purpose == purpose.value,
            Message.subject_of == about[0],
            Message.subject_id == about[1],
            Message.state != State.WITHDRAWN.value,
        )
        .order_by(Message.id.desc())
        .limit(1)
    ).first()
    return None if found is None else Before(found.id, found.queued_at)
