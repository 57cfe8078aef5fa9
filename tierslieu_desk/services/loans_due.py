"""Things lent and not back stay held, whatever was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.store import touch

_WALL = WallDateTime()
_OVERDUE = (
    text(
        """
    SELECT h.id AS hold_id, h.ends, l.id AS loan_id, l.unit_id,
        (SELECT min(n.starts) FROM hold AS n WHERE n.unit_id = h.unit_id AND n.starts >= h.ends) AS next_starts
    FROM loan AS l JOIN hold AS h ON h.loan_id = l.id
    WHERE l.back IS NULL AND l.due <= :now AND h.ends < :until
    ORDER BY h.id
    """
    )
    .bindparams(bindparam("now", type_=_WALL), bindparam("until", type_=_WALL))
    .columns(ends=_WALL, next_starts=_WALL)
)
_STRETCH = text("UPDATE hold SET ends = :ends WHERE id = :hold").bindparams(bindparam("ends", type_=_WALL))


@dataclass(frozen=True, slots=True)
class StandsInTheWay:
    """Something late is promised to somebody else from `next_starts` on."""

    loan_id: int
    unit_id: int
    next_starts: datetime


def keep_holding(session: Session, now: datetime) -> tuple[StandsInTheWay, ...]:
    """Stretch the holds of what should be back by `now` and is not to the end of tomorrow; one statement when none is.

    A hold never runs into the next one: it touches it, and the pair is returned for somebody to call both people.
    """
    until = datetime.combine(now.date() + timedelta(days=2), time())
    clashes = []
    for row in session.execute(_OVERDUE, {"now": now, "until": until}).mappings().all():
        starts: datetime | None = row["next_starts"]
        ends = until
        if starts is not None and starts < until:
            ends = starts
            clashes.append(StandsInTheWay(row["loan_id"], row["unit_id"], starts))
        if ends > row["ends"]:
            session.execute(_STRETCH, {"hold": row["hold_id"], "ends": ends})
            touch(session, "hold")
    return tuple(clashes)
