"""Things lent and not back stay held, whatever was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import RowMapping, bindparam, text
from sqlalchemy.orm import Session

from tierslieu_desk.errors import UnitStillOut
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.store import run, touch

_WALL = WallDateTime()
_OVERDUE = (
    text(
        """
    SELECT h.id AS hold_id, h.unit_id, h.asked_unit_id, h.ends, l.id AS loan_id
    FROM loan AS l CROSS JOIN hold AS h ON h.loan_id = l.id
    WHERE l.back IS NULL AND l.due <= :now AND h.ends < :until
        AND NOT EXISTS (SELECT 1 FROM hold AS o WHERE o.loan_id = l.id AND o.unit_id = h.unit_id AND o.ends > h.ends)
        AND h.unit_id IN (
            WITH RECURSIVE below(id) AS (
                SELECT h.asked_unit_id
                UNION SELECT p.part_id FROM unit_part AS p JOIN below AS b ON p.whole_id = b.id
                UNION SELECT u.id FROM unit AS u JOIN below AS b ON u.pool_id = b.id
            ) SELECT id FROM below WHERE NOT EXISTS (SELECT 1 FROM unit_part WHERE whole_id = below.id))
    ORDER BY l.due, h.id
    """
    )
    .bindparams(bindparam("now", type_=_WALL), bindparam("until", type_=_WALL))
    .columns(ends=_WALL)
)
"""Of every unit the loan should hold as the house is made now: what it held before stays as it was then."""
_STILL_OUT = (
    text(
        """
    SELECT u.name AS unit, p.name AS who, l.due
    FROM loan AS l JOIN unit AS u ON u.id = l.unit_id JOIN party AS p ON p.id = l.party_id
    WHERE l.back IS NULL AND l.unit_id = :unit LIMIT 1
    """
    )
    .bindparams(bindparam("unit"))
    .columns(due=_WALL)
)
_PROMISED = (
    text("SELECT starts, ends FROM hold WHERE unit_id = :unit AND starts >= :since AND starts < :until ORDER BY starts")
    .bindparams(bindparam("since", type_=_WALL), bindparam("until", type_=_WALL))
    .columns(starts=_WALL, ends=_WALL)
)
_STRETCH = text("UPDATE hold SET ends = :ends WHERE id = :hold").bindparams(bindparam("ends", type_=_WALL))
_HOLD_ON = text(
    "INSERT INTO hold (unit_id, asked_unit_id, starts, ends, loan_id) VALUES (:unit, :asked, :starts, :ends, :loan)"
).bindparams(bindparam("starts", type_=_WALL), bindparam("ends", type_=_WALL))


@dataclass(frozen=True, slots=True)
class StandsInTheWay:
    """Something late is promised to somebody else from `next_starts` on."""

    loan_id: int
    unit_id: int
    next_starts: datetime


def still_out(session: Session, unit_id: int) -> UnitStillOut | None:
    """What refuses to let a unit go that somebody has, late or not; None when it is here."""
    row = run(session, _STILL_OUT, {"unit": unit_id}).mappings().first()
    return None if row is None else UnitStillOut(unit=row["unit"], by=row["who"], due=row["due"])


@dataclass(frozen=True, slots=True)
class Late:
    """What is late will be held until that moment, but for what is promised to somebody else meanwhile."""

    unit_id: int
    asked_unit_id: int
    since: datetime
    until: datetime


def still_held(session: Session, now: datetime) -> tuple[Late, ...]:
    """What `keep_holding` would hold, for who only reads."""
    until = _until(now)
    rows = run(session, _OVERDUE, {"now": now, "until": until}).mappings().all()
    return tuple(Late(row["unit_id"], row["asked_unit_id"], row["ends"], until) for row in rows)


def _until(now: datetime) -> datetime:
    """The end of tomorrow."""
    return datetime.combine(now.date() + timedelta(days=2), time())


def keep_holding(session: Session, now: datetime) -> tuple[StandsInTheWay, ...]:
    """Hold what should be back by `now` and is not up to the end of tomorrow; one statement when nothing is late.

    What is promised to somebody else meanwhile stays theirs: the loan holds the time around it, and the pair is
    returned for somebody to call both people.
    """
    until = _until(now)
    clashes: list[StandsInTheWay] = []
    for late in run(session, _OVERDUE, {"now": now, "until": until}).mappings().all():
        clashes.extend(_hold_around(session, late, until))
    return tuple(clashes)


def _hold_around(session: Session, late: RowMapping, until: datetime) -> list[StandsInTheWay]:
    unit, reached = late["unit_id"], late["ends"]
    promised = session.execute(_PROMISED, {"unit": unit, "since": reached, "until": until}).all()
    for starts, ends in [*promised, (until, until)]:
        if starts > reached and reached == late["ends"]:
            session.execute(_STRETCH, {"hold": late["hold_id"], "ends": starts})
        elif starts > reached:
            gap = {"unit": unit, "asked": late["asked_unit_id"], "starts": reached, "ends": starts}
            session.execute(_HOLD_ON, {**gap, "loan": late["loan_id"]})
        reached = ends
        touch(session, "hold")
    return [StandsInTheWay(late["loan_id"], unit, starts) for starts, _ in promised]
