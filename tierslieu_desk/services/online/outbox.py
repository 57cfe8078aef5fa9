"""What each target should hold, written in the same unit of work as the change, and what is still to remove there.

It is a wish, not a history: a newer one takes the place of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from tierslieu_desk.models.network import OutboxItem, Target
from tierslieu_desk.services.desk import Desk

BUNDLE = "bundle"
"""The key of the wish that the whole bundle of a revision be online. Every other key is the path of a tombstone."""


LONGEST_REST = timedelta(days=1)
"""The longest a target is left alone, whatever its server asks for."""


def wish(desk: Desk, session: Session, rev: int, target_ids: Iterable[int] | None = None) -> None:
    """Every target, or these, should hold revision `rev`."""
    wanted = session.scalars(select(Target.id)).all() if target_ids is None else list(target_ids)
    for target_id in wanted:
        _put(desk, session, target_id, {BUNDLE: rev}, removed=False)


def bury(desk: Desk, session: Session, target_id: int, paths: Iterable[str], rev: int) -> None:
    """These files of the target have no place in revision `rev`: remove them once it is online."""
    _put(desk, session, target_id, dict.fromkeys(paths, rev), removed=True)


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


def tried(session: Session, target_id: int) -> bool:
    """Whether writing to that target was ever begun and not yet confirmed."""
    tries = select(OutboxItem.tries).where(OutboxItem.target_id == target_id, OutboxItem.key == BUNDLE)
    return bool(session.execute(tries).scalar_one_or_none())


def buried(session: Session, target_id: int) -> list[str]:
    """The paths still to remove at that target."""
    found = select(OutboxItem.key).where(OutboxItem.target_id == target_id, OutboxItem.removed)
    return list(session.scalars(found.order_by(OutboxItem.key)))


def fulfilled(session: Session, target_id: int, rev: int) -> None:
    """What was wished up to `rev` is online and nothing is left to remove; newer wishes stay."""
    session.execute(delete(OutboxItem).where(OutboxItem.target_id == target_id, OutboxItem.rev <= rev))


def postpone(session: Session, target_id: int, until: datetime | None, why: str) -> None:
    """Not before `until`; None: not before a person acts. `why` is the state the run ended in."""
    session.execute(update(OutboxItem).where(OutboxItem.target_id == target_id).values(next_try=until, message=why))


def wake(session: Session, target_id: int) -> None:
    """Somebody changed what stood in the way: try again at the next run."""
    session.execute(update(OutboxItem).where(OutboxItem.target_id == target_id).values(next_try=None, message=""))


def forget(session: Session, target_id: int) -> None:
    """Nothing is wished of that target any more."""
    session.execute(delete(OutboxItem).where(OutboxItem.target_id == target_id))


def waiting(session: Session, now: datetime) -> bool:
    """Whether a target with a wish is to be tried by itself at that instant."""
    wished = frozenset(session.scalars(select(OutboxItem.target_id).distinct()))
    return bool(wished - at_rest(session, now))


def at_rest(session: Session, now: datetime) -> frozenset[int]:
    """The targets not to be tried by themselves at that instant: their time has not come, or a person must act.

    One that is paused, and one that goes when it is asked to: until then, and again once it went.

    A time further ahead than anyone is ever put off comes from a clock that was wrong, and is not waited for.
    """
    waits = (OutboxItem.next_try > now) & (OutboxItem.next_try <= now + LONGEST_REST)
    needs_somebody = OutboxItem.next_try.is_(None) & (OutboxItem.message != "")
    resting = session.scalars(select(OutboxItem.target_id).where(or_(waits, needs_somebody)).distinct())
    begun = or_(OutboxItem.tries > 0, OutboxItem.next_try.is_not(None))
    asked = select(OutboxItem.id).where(OutboxItem.target_id == Target.id, begun).exists()
    held = session.scalars(select(Target.id).where(or_(Target.paused, ~Target.by_itself & ~asked)))
    return frozenset((*resting, *held))


def _put(desk: Desk, session: Session, target_id: int, wishes: Mapping[str, int], *, removed: bool) -> None:
    """`wishes` is key to revision. An older revision never takes the place of a newer one.

    A server that asked for patience is left alone whatever is wished meanwhile.
    """
    mine = (OutboxItem.target_id == target_id, OutboxItem.key.in_(wishes))
    known = set(session.scalars(select(OutboxItem.key).where(*mine)))
    for key in known:
        session.execute(
            update(OutboxItem)
            .where(OutboxItem.target_id == target_id, OutboxItem.key == key, OutboxItem.rev <= wishes[key])
            .values(rev=wishes[key], removed=removed)
        )
    new = [
        {"target_id": target_id, "key": key, "rev": rev, "removed": removed, "queued_at": desk.clock.now()}
        for key, rev in wishes.items()
        if key not in known
    ]
    if new:
        session.execute(insert(OutboxItem), new)
