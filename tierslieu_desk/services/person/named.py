"""Who a name means, where one person or organisation must be meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules import names

_TOLD = 12
"""How many namesakes are told apart at most."""


def resolve(session: Session, name: str) -> int:
    """The number of the one person or organisation of that name, in either order of its words.

    Raises `UnknownPerson`, `AmbiguousName`.
    """
    found = session.execute(
        select(Party.id, Party.name, Party.city, Party.search_key)
        .where(Party.search_key.in_(turned(name)), Party.retired.is_(False))
        .order_by(Party.id)
        .limit(_TOLD)
    ).all()
    return only(name, found)


def only(name: str, found: Sequence[Any]) -> int:
    """The number of the one that a name means among rows that may answer to it. Raises what `resolve` raises."""
    words = names.search_key(name).split()
    exact = [row for row in found if row.search_key == " ".join(words)] or found
    if not exact:
        raise errors.UnknownPerson(name=name)
    if len(exact) > 1:
        raise errors.AmbiguousName(name=name, choices=[_told_apart(row) for row in exact[:_TOLD]])
    return int(exact[0].id)


def turned(name: str) -> set[str]:
    """The search keys of a name whose words may come in either order, none of them for an empty one."""
    words = names.search_key(name).split()
    return {" ".join(words[turn:] + words[:turn]) for turn in range(len(words))}


def _told_apart(row: Any) -> str:
    return f"{row.name} ({row.city})" if row.city else str(row.name)
