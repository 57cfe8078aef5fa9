"""The ledger of allowances: half-days given and used, append-only, each line with the balance after it.

Functions for the services that have a unit of work open; what a page shows of it comes from `Plans` and `Visits`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, insert, or_, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge, InvoiceLine
from tierslieu_desk.models.people import Affiliation
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.passes import LedgerReason, Right
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.usable import LAST_LINE, usable_by


@dataclass(frozen=True, slots=True)
class Source:
    """What gives an allowance: a subscription's period or a pass. `shared` with the organisation's people."""

    party_id: int
    subscription_id: int | None = None
    pass_id: int | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    sequence: int
    half_days: int
    balance: int
    reason: LedgerReason
    visit_id: int | None = None


_DAY = bindparam("day", type_=Allowance.__table__.c.valid_from.type)
_ADD, _ADD_ENTRY = insert(table_of(Allowance)), insert(table_of(AllowanceEntry))
_LEFT = (
    text(
        f"""
    SELECT a.id, a.valid_from, a.valid_until, e.balance, e.sequence, a.party_id, p.window_from, p.window_until,
        p.runs_days
    FROM allowance AS a JOIN allowance_entry AS e ON e.allowance_id = a.id LEFT JOIN pass AS p ON p.id = a.pass_id
    WHERE {usable_by(":party")}
    """  # noqa: S608 - no value in it
    )
    .bindparams(_DAY)
    .columns(
        Allowance.__table__.c.id,
        Allowance.__table__.c.valid_from,
        Allowance.__table__.c.valid_until,
        AllowanceEntry.__table__.c.balance,
        AllowanceEntry.__table__.c.sequence,
        Allowance.__table__.c.party_id,
        Pass.__table__.c.window_from,
        Pass.__table__.c.window_until,
        Pass.__table__.c.runs_days,
    )
)
_ROLLING = f"""
    FROM allowance AS a JOIN subscription AS s ON s.id = a.subscription_id AND s.rolls_over
    JOIN allowance AS now ON now.subscription_id = s.id AND now.valid_from <= :day AND now.valid_until >= :day
    JOIN allowance_entry AS e ON e.allowance_id = a.id AND {LAST_LINE}
    WHERE a.valid_until < :day AND e.balance > 0
"""
_SOLD_ON = text(
    f"""
    SELECT a.id, e.balance, e.sequence, (
        SELECT coalesce(-sum(half_days), 0) FROM allowance_entry WHERE allowance_id = a.id
            AND (visit_id IS NOT NULL OR reason = 'made_good')
    ) AS used
    FROM allowance AS a JOIN allowance_entry AS e ON e.allowance_id = a.id AND {LAST_LINE}
    WHERE a.pass_id IN :passes AND (a.valid_until IS NULL OR a.valid_until >= a.valid_from) ORDER BY a.id
    """  # noqa: S608 - no value in it
).bindparams(bindparam("passes", expanding=True))
HANDED_ON = ("transfer", "redeem")
"""What the journal calls it when a pass, or what was given with it, comes into other hands: `to` is theirs."""
_TO_CARRY = text(
    f"SELECT a.id AS old, now.id AS new, e.balance AS half_days {_ROLLING} AND a.party_id = :party "
    "ORDER BY a.valid_from"
).bindparams(_DAY)
_WHO_HAS_TO_CARRY = text(f"SELECT DISTINCT a.party_id {_ROLLING} ORDER BY a.party_id").bindparams(_DAY)


def give(
    desk: Desk, session: Session, source: Source, half_days: int, valid: tuple[date, date | None], reason: LedgerReason
) -> int:
    """A new allowance of so many half-days between two days, both included; its number."""
    allowance_id = add_row(
        session,
        _ADD,
        {
            "party_id": source.party_id,
            "subscription_id": source.subscription_id,
            "pass_id": source.pass_id,
            "valid_from": valid[0],
            "valid_until": valid[1],
            "shared": source.shared,
        },
    )
    _write(desk, session, allowance_id, _Line(1, half_days, half_days, reason))
    return allowance_id


def left_on(session: Session, party_id: int, day: date) -> int:
    """Half-days somebody may still use that day."""
    return sum(row.balance for row in _left(session, party_id, day))


def usable(session: Session, party_id: int, day: date) -> list[Row[Any]]:
    """The rights somebody may use that day, each with its `id` and `balance`."""
    return _left(session, party_id, day)


def counted(session: Session, party_id: int) -> bool:
    """Whether anything was ever counted for somebody: who bought no days has none left to speak of.

    A ticket for one day alone, bought on that day, is no balance either.
    """
    lasting = or_(
        Allowance.pass_id.is_(None), Allowance.valid_until.is_(None), Allowance.valid_until > Allowance.valid_from
    )
    found = select(Allowance.id).where(whose(party_id), lasting).limit(1)
    return session.execute(found).first() is not None


def counted_on(session: Session, party_id: int, day: date) -> int | None:
    """The same, None when nothing is counted for them that day."""
    rows = _left(session, party_id, day)
    return sum(row.balance for row in rows) if rows else None


def withdraw(
    desk: Desk, session: Session, name: str, *, pass_id: int | None = None, subscription_id: int | None = None
) -> tuple[int, ...]:
    """Take back all that a pass or a subscription gave, by opposite lines, and make it good for no day any more.

    `name` is what was sold. Returns the numbers of the allowances. Raises `AllowanceUsed` when some of it was used,
    `AlreadyDone` when it was taken back before.
    """
    from tierslieu_desk.services.plan import in_advance

    given = session.scalars(
        select(Allowance).where(
            Allowance.pass_id == pass_id if pass_id is not None else Allowance.subscription_id == subscription_id
        )
    ).all()
    if any(right.valid_until is not None and right.valid_until < right.valid_from for right in given):
        raise errors.AlreadyDone(what="take_back", on=desk.clock.today())
    for right in given:
        in_advance.take_back(desk, session, right.id)
        sequence, balance = _last(session, right.id)
        if balance != _given(session, right.id):
            raise errors.AllowanceUsed(name=name)
        _write(desk, session, right.id, _Line(sequence + 1, -balance, 0, LedgerReason.SALE_UNDONE))
        right.valid_until = right.valid_from - ONE_DAY
    session.flush()
    return tuple(right.id for right in given)


@dataclass(frozen=True, slots=True)
class Sold:
    """What a pass gave, as it stands: half-days left and half-days used."""

    id: int
    balance: int
    used: int
    sequence: int


def sold_on(session: Session, invoice_id: int) -> tuple[Sold, ...]:
    """The allowances of the passes that a document sold, whoever has them now, but for those taken back before."""
    charged = select(Charge.pass_id).join(InvoiceLine, InvoiceLine.charge_id == Charge.id).distinct()
    sold = session.scalars(charged.where(InvoiceLine.invoice_id == invoice_id, Charge.pass_id.is_not(None))).all()
    passes = in_all_hands(session, [number for number in sold if number is not None])
    found = run(session, _SOLD_ON, {"passes": sorted(passes)})
    return tuple(Sold(row.id, row.balance, row.used, row.sequence) for row in found)


def in_all_hands(session: Session, pass_ids: Sequence[int]) -> set[int]:
    """Those passes, and what they became when they were handed on, or when somebody brought the code of a gift."""
    found, new = set(pass_ids), list(pass_ids)
    while new:
        handed = select(JournalEntry.facts).where(
            JournalEntry.subject == "pass", JournalEntry.subject_id.in_(new), JournalEntry.act.in_(HANDED_ON)
        )
        new = [to for to in (json.loads(facts)["to"] for facts in session.scalars(handed)) if to not in found]
        found.update(new)
    return found


def withdraw_rest(desk: Desk, session: Session, invoice_id: int) -> None:
    """Take back what is left of the passes that a document sold, by opposite lines; what was used stays used.

    A gift of them that waits is given to nobody. They are good for no day any more: what a check-in that is undone
    gives back to one is not there to use either.
    """
    for sold in sold_on(session, invoice_id):
        if sold.balance:
            _write(desk, session, sold.id, _Line(sold.sequence + 1, -sold.balance, 0, LedgerReason.SALE_UNDONE))
        void(session, sold.id)
    charged = select(Charge.pass_id).join(InvoiceLine, InvoiceLine.charge_id == Charge.id)
    waiting = Pass.id.in_(charged.where(InvoiceLine.invoice_id == invoice_id)), Pass.gift_code.is_not(None)
    session.execute(update(Pass).where(*waiting).values(gift_half_days=0, gift_minutes=0))


def use(desk: Desk, session: Session, party_id: int, half_days: int, came: date | datetime, visit_id: int) -> int:
    """Pay a visit out of what is valid that day: their own first, the soonest to expire; how many half-days were there.

    `came`: a moment when the hour of the arrival matters, as it does for passes that count in a window only. What
    lasts from the first check-in on begins with this one.
    """
    day, minute = (came.date(), passes.minute_of(came)) if isinstance(came, datetime) else (came, None)
    carry_over(desk, session, party_id)
    found = _left(session, party_id, day)
    sharing = {row.party_id for row in found} - {party_id}
    if sum(carry_over(desk, session, owner) for owner in sorted(sharing)):
        found = _left(session, party_id, day)
    rows = {row.id: row for row in found}
    drawn = passes.draw([_right(row, party_id) for row in found], half_days, day, minute)
    for one in drawn:
        row = rows[one.right_id]
        if row.runs_days is not None and row.sequence == _whole_since(session, row.id):
            session.get_one(Allowance, row.id).valid_until = passes.runs_until(day, row.runs_days)
            session.flush()
        balance = row.balance - one.half_days
        line = _Line(row.sequence + 1, -one.half_days, balance, LedgerReason.CHECK_IN, visit_id)
        _write(desk, session, row.id, line)
    return sum(one.half_days for one in drawn)


def _right(row: Row[Any], party_id: int) -> Right:
    window = passes.A_DAY if row.window_from is None else (row.window_from, row.window_until)
    return Right(row.id, row.valid_from, row.valid_until, row.balance, row.party_id != party_id, window)


def _whole_since(session: Session, allowance_id: int) -> int | None:
    """The last line of an allowance when all that it gave is there; None when some of it is used."""
    first, (sequence, balance) = _given(session, allowance_id), _last(session, allowance_id)
    return sequence if balance == first else None


def give_used(
    desk: Desk, session: Session, source: Source, half_days: int, what: tuple[date, LedgerReason], visit_id: int
) -> int:
    """A new allowance for one day alone, used by a visit of that day as soon as it is given; its number."""
    day, reason = what
    allowance_id = give(desk, session, source, half_days, (day, day), reason)
    _write(desk, session, allowance_id, _Line(2, -half_days, 0, LedgerReason.CHECK_IN, visit_id))
    return allowance_id


def give_back(desk: Desk, session: Session, visit_id: int, *, pass_id: int | None = None) -> int:
    """The opposite of every line a visit wrote, on the same allowances; how many half-days came back.

    Only on that of `pass_id` when one is named. What comes back to a period that is over and rolls over follows the
    rest into the one that runs.
    """
    wanted = (
        select(AllowanceEntry.allowance_id, AllowanceEntry.half_days, Allowance.party_id)
        .join(Allowance, Allowance.id == AllowanceEntry.allowance_id)
        .where(AllowanceEntry.visit_id == visit_id)
        .order_by(AllowanceEntry.id)
    )
    rows = session.execute(wanted if pass_id is None else wanted.where(Allowance.pass_id == pass_id)).all()
    owed: dict[int, int] = {}
    for row in rows:
        owed[row.allowance_id] = owed.get(row.allowance_id, 0) - row.half_days
    for allowance_id, half_days in owed.items():
        if half_days:
            sequence, balance = _last(session, allowance_id)
            line = _Line(sequence + 1, half_days, balance + half_days, LedgerReason.CHECK_IN_UNDONE, visit_id)
            _write(desk, session, allowance_id, line)
            _begin_no_more(session, allowance_id)
    for party_id in sorted({row.party_id for row in rows}):
        carry_over(desk, session, party_id)
    return sum(owed.values())


def left_of(session: Session, allowance_id: int) -> int:
    """Half-days left of one allowance, whatever the day."""
    return _last(session, allowance_id)[1]


def whole(session: Session, allowance_id: int) -> bool:
    """Whether all that it gave is there."""
    return _whole_since(session, allowance_id) is not None


def write(desk: Desk, session: Session, allowance_id: int, half_days: int, reason: LedgerReason) -> None:
    """One line more: half-days given (+) or taken (-)."""
    write_line(desk, session, allowance_id, (half_days, reason), None)


def write_line(
    desk: Desk, session: Session, allowance_id: int, what: tuple[int, LedgerReason], visit_id: int | None
) -> None:
    """The same, of a visit; also the first line of all."""
    half_days, reason = what
    sequence, balance = _last(session, allowance_id)
    _write(desk, session, allowance_id, _Line(sequence + 1, half_days, balance + half_days, reason, visit_id))


def void(session: Session, allowance_id: int) -> None:
    """Good for no day any more."""
    right = session.get_one(Allowance, allowance_id)
    right.valid_until = right.valid_from - ONE_DAY
    session.flush()


def recut(desk: Desk, session: Session, allowance_id: int, half_days: int) -> None:
    """Have it have given so many, by one line more; what was used of it stays used, and it never goes below nothing."""
    sequence, balance = _last(session, allowance_id)
    differs = max(half_days - _given(session, allowance_id), -balance)
    if differs:
        _write(desk, session, allowance_id, _Line(sequence + 1, differs, balance + differs, LedgerReason.RECUT))


def _begin_no_more(session: Session, allowance_id: int) -> None:
    """A pass that lasts from the first check-in on, and whose last one was taken back, has not begun after all."""
    sold = session.scalar(
        select(Pass)
        .join(Allowance, Allowance.pass_id == Pass.id)
        .where(Allowance.id == allowance_id, Pass.runs_days.is_not(None))
    )
    right = session.get_one(Allowance, allowance_id)
    taken_back = right.valid_until is not None and right.valid_until < right.valid_from
    if sold is not None and not taken_back and _whole_since(session, allowance_id) is not None:
        right.valid_until = sold.valid_until
        session.flush()


def carry_over(desk: Desk, session: Session, party_id: int) -> int:
    """Move what is left of periods that are over into the one that runs; how many half-days moved.

    Two opposite lines a period, one right after the other, so that a half-day is never in two of them. What was moved
    is no longer there to move: it may be asked for as often as one likes, and in whichever order periods were opened.
    """
    moved = 0
    for row in session.execute(_TO_CARRY, {"party": party_id, "day": desk.clock.today()}).all():
        for allowance_id, half_days in ((row.old, -row.half_days), (row.new, row.half_days)):
            sequence, balance = _last(session, allowance_id)
            line = _Line(sequence + 1, half_days, balance + half_days, LedgerReason.CARRIED_OVER)
            _write(desk, session, allowance_id, line)
        moved += row.half_days
    return moved


def parties_to_carry(session: Session, day: date) -> tuple[int, ...]:
    """Who has half-days in a period that is over on that day and rolls over into one that runs."""
    return tuple(session.execute(_WHO_HAS_TO_CARRY, {"day": day}).scalars())


def whose(party_id: int) -> ColumnElement[bool]:
    """Their own, or what an organisation of theirs shares."""
    sharing = select(Affiliation.organisation_id).where(Affiliation.person_id == party_id)
    return or_(Allowance.party_id == party_id, and_(Allowance.shared, Allowance.party_id.in_(sharing)))


def _left(session: Session, party_id: int, day: date) -> list[Row[Any]]:
    return list(run(session, _LEFT, {"party": party_id, "day": day}))


def _last(session: Session, allowance_id: int) -> tuple[int, int]:
    row = session.execute(
        select(AllowanceEntry.sequence, AllowanceEntry.balance)
        .where(AllowanceEntry.allowance_id == allowance_id)
        .order_by(AllowanceEntry.sequence.desc())
        .limit(1)
    ).one_or_none()
    return (0, 0) if row is None else (row.sequence, row.balance)


def _given(session: Session, allowance_id: int) -> int:
    """What it gave, as it was cut since."""
    lines = select(func.sum(AllowanceEntry.half_days)).where(
        AllowanceEntry.allowance_id == allowance_id,
        or_(AllowanceEntry.sequence == 1, AllowanceEntry.reason == LedgerReason.RECUT),
    )
    return int(session.execute(lines).scalar_one())


def _write(desk: Desk, session: Session, allowance_id: int, line: _Line) -> None:
    facts = asdict(line) | {"allowance_id": allowance_id, "at": desk.clock.now(), "reason": str(line.reason)}
    add_row(session, _ADD_ENTRY, facts)
