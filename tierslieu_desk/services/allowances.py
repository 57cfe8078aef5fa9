"""The ledger of allowances: half-days given and used, append-only, each line with the balance after it.

Functions for the services that have a unit of work open; what a page shows of it comes from `Plans` and `Visits`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, text
from sqlalchemy.orm import Session

from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass, Subscription
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.passes import LedgerReason, Right
from tierslieu_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Source:
    """What gives an allowance: a subscription's period or a pass."""

    party_id: int
    subscription_id: int | None = None
    pass_id: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line that explains a balance. `name` is what was sold; `half_days` given (+) or used (-)."""

    at: datetime
    name: str
    reason: LedgerReason
    half_days: int
    balance: int
    valid_from: date
    valid_until: date | None
    visit_id: int | None


@dataclass(frozen=True, slots=True)
class _Line:
    sequence: int
    half_days: int
    balance: int
    reason: LedgerReason
    visit_id: int | None = None


_LEFT = (
    text(
        """
    SELECT a.id, a.valid_from, a.valid_until, e.balance, e.sequence
    FROM allowance AS a
    JOIN allowance_entry AS e ON e.allowance_id = a.id AND e.sequence = (
        SELECT max(sequence) FROM allowance_entry WHERE allowance_id = a.id)
    WHERE a.party_id = :party AND a.valid_from <= :day AND (a.valid_until IS NULL OR a.valid_until >= :day)
    """
    )
    .bindparams(bindparam("day", type_=Allowance.__table__.c.valid_from.type))
    .columns(
        Allowance.__table__.c.id,
        Allowance.__table__.c.valid_from,
        Allowance.__table__.c.valid_until,
        AllowanceEntry.__table__.c.balance,
        AllowanceEntry.__table__.c.sequence,
    )
)


def give(
    desk: Desk, session: Session, source: Source, half_days: int, valid: tuple[date, date | None], reason: LedgerReason
) -> int:
    """A new allowance of so many half-days between two days, both included; its number."""
    result = session.execute(
        insert(Allowance).returning(Allowance.id),
        {
            "party_id": source.party_id,
            "subscription_id": source.subscription_id,
            "pass_id": source.pass_id,
            "valid_from": valid[0],
            "valid_until": valid[1],
        },
    )
    allowance_id = int(result.scalar_one())
    _write(desk, session, allowance_id, _Line(1, half_days, half_days, reason))
    return allowance_id


def left_on(session: Session, party_id: int, day: date) -> int:
    """Half-days somebody may still use that day."""
    return sum(row.balance for row in _left(session, party_id, day))


def use(desk: Desk, session: Session, party_id: int, half_days: int, day: date, visit_id: int) -> int:
    """Pay a visit out of what is valid that day, the soonest to expire first; how many half-days were there."""
    rows = {row.id: row for row in _left(session, party_id, day)}
    rights = [Right(row.id, row.valid_from, row.valid_until, row.balance) for row in rows.values()]
    drawn = passes.draw(rights, half_days, day)
    for one in drawn:
        row = rows[one.right_id]
        balance = row.balance - one.half_days
        line = _Line(row.sequence + 1, -one.half_days, balance, LedgerReason.CHECK_IN, visit_id)
        _write(desk, session, row.id, line)
    return sum(one.half_days for one in drawn)


def give_back(desk: Desk, session: Session, visit_id: int) -> int:
    """The opposite of every line a visit wrote, on the same allowances; how many half-days came back."""
    rows = session.execute(
        select(AllowanceEntry.allowance_id, AllowanceEntry.half_days)
        .where(AllowanceEntry.visit_id == visit_id)
        .order_by(AllowanceEntry.id)
    ).all()
    owed: dict[int, int] = {}
    for row in rows:
        owed[row.allowance_id] = owed.get(row.allowance_id, 0) - row.half_days
    for allowance_id, half_days in owed.items():
        if half_days:
            sequence, balance = _last(session, allowance_id)
            line = _Line(sequence + 1, half_days, balance + half_days, LedgerReason.CHECK_IN_UNDONE, visit_id)
            _write(desk, session, allowance_id, line)
    return sum(owed.values())


def explain(session: Session, party_id: int) -> tuple[LedgerRow, ...]:
    """Every line of somebody's ledger, oldest first."""
    rows = session.execute(
        select(
            AllowanceEntry.at,
            Subscription.name.label("subscription"),
            Pass.name.label("ticket"),
            AllowanceEntry.reason,
            AllowanceEntry.half_days,
            AllowanceEntry.balance,
            Allowance.valid_from,
            Allowance.valid_until,
            AllowanceEntry.visit_id,
        )
        .select_from(AllowanceEntry)
        .join(Allowance, Allowance.id == AllowanceEntry.allowance_id)
        .outerjoin(Subscription, Subscription.id == Allowance.subscription_id)
        .outerjoin(Pass, Pass.id == Allowance.pass_id)
        .where(Allowance.party_id == party_id)
        .order_by(AllowanceEntry.id)
    )
    return tuple(
        LedgerRow(
            row.at,
            row.subscription or row.ticket,
            LedgerReason(row.reason),
            row.half_days,
            row.balance,
            row.valid_from,
            row.valid_until,
            row.visit_id,
        )
        for row in rows
    )


def last_balance(session: Session, subscription_id: int, before: date) -> int:
    """Half-days left at the end of the subscription's last allowance that began before that day."""
    allowance_id = session.scalar(
        select(Allowance.id)
        .where(Allowance.subscription_id == subscription_id, Allowance.valid_from < before)
        .order_by(Allowance.valid_from.desc())
        .limit(1)
    )
    return 0 if allowance_id is None else _last(session, allowance_id)[1]


def _left(session: Session, party_id: int, day: date) -> list[Row[Any]]:
    return list(session.execute(_LEFT, {"party": party_id, "day": day}))


def _last(session: Session, allowance_id: int) -> tuple[int, int]:
    row = session.execute(
        select(AllowanceEntry.sequence, AllowanceEntry.balance)
        .where(AllowanceEntry.allowance_id == allowance_id)
        .order_by(AllowanceEntry.sequence.desc())
        .limit(1)
    ).one()
    return row.sequence, row.balance


def _write(desk: Desk, session: Session, allowance_id: int, line: _Line) -> None:
    facts = asdict(line) | {"allowance_id": allowance_id, "at": desk.clock.now(), "reason": str(line.reason)}
    session.execute(insert(AllowanceEntry), facts)
