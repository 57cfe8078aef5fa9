"""What each target should hold, written in the same unit of work as the change, and what is still to remove there.

It is a wish, not a history: a newer one takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from tierslieu_desk.models.network import OutboxItem, Target
from tierslieu_desk.services.desk import Desk

BUNDLE = "bundle"
"""The key of the wish that the whole bundle of a revision be online. Every other key is the path of a tombstone."""


def wish(desk: Desk, session: Session, rev: int, target_ids: Iterable[int] | None = None) -> None:
    """Every target, or these, should hold revision `rev`."""
    wanted = session.scalars(select(Target.id)).all() if target_ids is None else list(target_ids)
    _put(desk, session, [(target_id, BUNDLE, rev, False) for target_id in wanted])


def bury(desk: Desk, session: Session, target_id: int, paths: Iterable[str], rev: int) -> None:
    """These files of the target have no place in revision `rev`: remove them once it is online."""
    _put(desk, session, [(target_id, path, rev, True) for path in paths])


def begin_attempt(desk: Desk, session: Session, target_id: int, rev: int) -> int:
    """Count one more attempt to write; returns its number. More than one: an earlier one was cut."""
    wish(desk, session, rev, (target_id,))
    session.execute(
        update(OutboxItem)
        .where(OutboxItem.target_id == target_id, OutboxItem.key == BUNDLE)
        .values(tries=OutboxItem.tries + 1)
    )
    return session.execute(
        select(OutboxItem.tries).where(OutboxItem.target_id == target_id, OutboxItem.key == BUNDLE)
    ).scalar_one()


def buried(session: Session, target_id: int) -> list[str]:
    """The paths still to remove at that target."""
    found = select(OutboxItem.key).where(OutboxItem.target_id == target_id, OutboxItem.removed)
    return list(session.scalars(found.order_by(OutboxItem.key)))


def fulfilled(session: Session, target_id: int, rev: int) -> None:
    """What was wished up to `rev` is online and nothing is left to remove; newer wishes stay."""
    session.execute(delete(OutboxItem).where(OutboxItem.target_id == target_id, OutboxItem.rev <= rev))


def postpone(session: Session, target_id: int, until: datetime | None, message: str) -> None:
    """Not before `until`; None: not before a person acts."""
    session.execute(update(OutboxItem).where(OutboxItem.target_id == target_id).values(next_try=until, message=message))


def _put(desk: Desk, session: Session, rows: list[tuple[int, str, int, bool]]) -> None:
    if not rows:
        return
    statement = insert(OutboxItem)
    new = statement.excluded
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["target_id", "key"],
            set_={"rev": new.rev, "removed": new.removed, "next_try": None, "message": ""},
        ),
        [
            {"target_id": target_id, "key": key, "rev": rev, "removed": removed, "queued_at": desk.clock.now()}
            for target_id, key, rev, removed in rows
        ],
    )
