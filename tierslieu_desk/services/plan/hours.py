"""The ledger of hours sold ahead: minutes given and used, append-only, each line with the balance after it.

Functions for the services that have a unit of work open; its sibling for days of visits is `allowances`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, or_, select, text, update
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.hours import HourAllowance, HourEntry
from tierslieu_desk.models.money import Charge, InvoiceLine
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.hours import Included
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import BookingState, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.allowances import Source


@dataclass(frozen=True, slots=True)
class Use:
    """The booking that a line is about."""

    booking_id: int
    unit: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class HourRight:
    """What may be used of one right on a day. `rolled`: what periods that are over leave to it, not written yet."""

    id: int
    party_id: int
    valid_from: date
    valid_until: date | None
    balance: int
    given: int
    rolled: int


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ADD, _ADD_ENTRY = insert(table_of(HourAllowance)), insert(table_of(HourEntry))
_TABLE = HourAllowance.__table__.c
_DAY = bindparam("day", type_=_TABLE.valid_from.type)
_TODAY = bindparam("today", type_=_TABLE.valid_from.type)
_LAST = "e.sequence = (SELECT max(sequence) FROM hour_entry WHERE allowance_id = a.id)"
_GIVEN = """(SELECT total(minutes) FROM hour_entry WHERE allowance_id = a.id AND booking_id IS NULL
    AND (minutes > 0 OR reason IN ('recut', 'transferred')))"""
_WHOSE = """SELECT id FROM hour_allowance WHERE {kind} party_id = :party AND {good}
    UNION ALL
    SELECT r.id FROM affiliation AS f JOIN hour_allowance AS r ON r.party_id = f.organisation_id AND r.shared
    WHERE f.person_id = :party AND {kind} {good}"""
_GOOD = "valid_from <= :day AND {last}"


def _usable(kind: str) -> str:
    """Each of the two ends is a search of its own, so that the periods of twenty years are not looked through."""
    ends = (_GOOD.format(last="valid_until >= :day"), _GOOD.format(last="valid_until IS NULL"))
    return " UNION ALL ".join(_WHOSE.format(kind=kind, good=good) for good in ends)


def _there(kind: str) -> Any:
    return (
        text(
            f"""
        SELECT a.id, a.party_id, a.valid_from, a.valid_until, e.balance,
            {_GIVEN} AS given,
            CASE WHEN a.subscription_id IS NULL OR a.valid_from > :today OR a.valid_until < :today THEN 0 ELSE (
                SELECT total(o.balance) FROM subscription AS s
                JOIN hour_allowance AS was ON was.subscription_id = s.id AND was.valid_until < :today
                    AND was.kind = a.kind
                JOIN hour_entry AS o ON o.allowance_id = was.id
                    AND o.sequence = (SELECT max(sequence) FROM hour_entry WHERE allowance_id = was.id)
                WHERE s.id = a.subscription_id AND s.rolls_over) END AS rolled
        FROM hour_allowance AS a JOIN hour_entry AS e ON e.allowance_id = a.id AND {_LAST}
        WHERE a.id IN ({_usable(kind)})
        """  # noqa: S608 - pieces of ours
        )
        .bindparams(_DAY, _TODAY)
        .columns(_TABLE.id, _TABLE.party_id, _TABLE.valid_from, _TABLE.valid_until)
    )


_THERE, _THERE_OF_ANY = _there("kind = :kind AND"), _there("")
_ROLLING = f"""
    FROM hour_allowance AS a JOIN subscription AS s ON s.id = a.subscription_id AND s.rolls_over
    JOIN hour_allowance AS now ON now.subscription_id = s.id AND now.valid_from <= :day AND now.valid_until >= :day
        AND now.kind = a.kind
    JOIN hour_entry AS e ON e.allowance_id = a.id AND {_LAST}
    WHERE a.valid_until < :day AND e.balance > 0
"""
_TO_CARRY = text(
    f"SELECT a.id AS old, now.id AS new, e.balance AS minutes {_ROLLING} AND a.party_id = :party ORDER BY a.valid_from"
).bindparams(_DAY)
_WHO_HAS_TO_CARRY = text(f"SELECT DISTINCT a.party_id {_ROLLING} ORDER BY a.party_id").bindparams(_DAY)
_USED = text(
    f"""
    SELECT l.allowance_id, a.party_id, -sum(l.minutes) AS minutes,
        {_GIVEN} AS given
    FROM hour_entry AS l JOIN hour_allowance AS a ON a.id = l.allowance_id
    WHERE l.booking_id = :booking GROUP BY l.allowance_id HAVING sum(l.minutes) <> 0 ORDER BY l.allowance_id
    """  # noqa: S608 - pieces of ours
)


_WAITING = text(
    """
    SELECT b.id FROM hour_allowance AS a
    JOIN booking AS b ON b.starts >= a.valid_from AND (a.valid_until IS NULL OR date(b.starts) <= a.valid_until)
    JOIN unit AS u ON u.id = b.unit_id AND u.kind = a.kind
    WHERE a.id = :allowance AND b.created_at > :since AND b.state IN ('confirmed', 'checked_in') AND b.party_id IN (
            SELECT a.party_id UNION
            SELECT person_id FROM affiliation WHERE a.shared AND organisation_id = a.party_id)
        AND EXISTS (SELECT 1 FROM charge AS c WHERE c.booking_id = b.id AND c.gross_cents <> 0
            AND NOT EXISTS (SELECT 1 FROM invoice_line WHERE charge_id = c.id))
        AND NOT EXISTS (SELECT 1 FROM charge AS c JOIN invoice_line AS l ON l.charge_id = c.id
            WHERE c.booking_id = b.id AND NOT EXISTS (SELECT 1 FROM invoice WHERE credits_id = l.invoice_id))
    ORDER BY b.id
    """
).bindparams(bindparam("since", type_=table_of(Booking).c.created_at.type))


def give(
    desk: Desk,
    session: Session,
    source: Source,
    what: tuple[UnitKind, int],
    valid: tuple[date, date | None],
    reason: LedgerReason,
) -> int:
    """A new right to so many minutes of a kind of unit between two days, both included; its number."""
    row = asdict(source) | {"kind": str(what[0]), "valid_from": valid[0], "valid_until": valid[1]}
    allowance_id = add_row(session, _ADD, row)
    write(desk, session, allowance_id, what[1], reason)
    return allowance_id


def there(
    desk: Desk, session: Session, house: House, unit: UnitInfo, who: tuple[int, date], besides: int | None = None
) -> tuple[HourRight, ...]:
    """The rights that may pay for a booking of that unit by somebody on a day; none where nobody was ever sold any.

    Of the booking `besides`, what it uses counts as given back.
    """
    party_id, day = who
    if unit.kind not in house.hour_kinds:
        return ()
    values = {"party": party_id, "kind": str(unit.kind), "day": day, "today": desk.clock.today()}
    own = {} if besides is None else {row.allowance_id: row.minutes for row in _used(session, besides)}
    return tuple(_right(row, own.get(row.id, 0)) for row in run(session, _THERE, values))


def of_any_kind(desk: Desk, session: Session, party_id: int, day: date) -> tuple[HourRight, ...]:
    """All that somebody may use on that day, whatever it is for."""
    values = {"party": party_id, "day": day, "today": desk.clock.today()}
    return tuple(_right(row, 0) for row in run(session, _THERE_OF_ANY, values))


def _right(row: Row[Any], back: int) -> HourRight:
    rolled = int(row.rolled)
    return HourRight(
        row.id,
        row.party_id,
        row.valid_from,
        row.valid_until,
        row.balance + back + rolled,
        int(row.given) + rolled,
        rolled,
    )


def included(rights: Sequence[HourRight], who: tuple[int, date], minutes: int) -> Included | None:
    """What a booking would use of those rights, of how much; None when it uses nothing."""
    drawn = {one.right_id for one in _drawn(rights, who, minutes)}
    return Included(minutes, sum(right.given for right in rights if right.id in drawn)) if drawn else None


def use(
    desk: Desk, session: Session, rights: Sequence[HourRight], who: tuple[int, date], minutes: int, what: Use
) -> None:
    """Have a booking use so many minutes of those rights, which are those of `there`."""
    drawn = _drawn(rights, who, minutes)
    rolled = {right.party_id for right in rights if right.rolled}
    for party_id in sorted(rolled):
        carry_over(desk, session, party_id)
    for one in drawn:
        write(desk, session, one.right_id, -one.half_days, LedgerReason.BOOKING, what)


def _drawn(rights: Sequence[HourRight], who: tuple[int, date], minutes: int) -> tuple[passes.Draw, ...]:
    party_id, day = who
    plain = [passes.Right(r.id, r.valid_from, r.valid_until, r.balance, r.party_id != party_id) for r in rights]
    return passes.draw(plain, minutes, day)


def used_by(session: Session, house: House, booking_id: int) -> Included | None:
    """What a booking uses, None when nothing."""
    if not house.hour_kinds:
        return None
    rows = _used(session, booking_id)
    return Included(sum(row.minutes for row in rows), sum(int(row.given) for row in rows)) if rows else None


def give_back(desk: Desk, session: Session, booking_ids: Sequence[int]) -> int:
    """What those bookings use, to where it came from; how many minutes.

    What comes back to a period that is over and rolls over follows the rest into the one that runs.
    """
    if not desk.house(session).hour_kinds:
        return 0
    back, owners = 0, set()
    for booking_id in booking_ids:
        for row in _used(session, booking_id):
            last = session.execute(
                select(HourEntry.unit, HourEntry.starts, HourEntry.ends)
                .where(HourEntry.booking_id == booking_id, HourEntry.allowance_id == row.allowance_id)
                .order_by(HourEntry.id.desc())
                .limit(1)
            ).one()
            what = Use(booking_id, last.unit, last.starts, last.ends)
            write(desk, session, row.allowance_id, row.minutes, LedgerReason.BOOKING_UNDONE, what)
            back += row.minutes
            owners.add(row.party_id)
    for party_id in sorted(owners):
        carry_over(desk, session, party_id)
    return back


def carry_over(desk: Desk, session: Session, party_id: int) -> int:
    """Move what is left of periods that are over into the one that runs, by two opposite lines; how many minutes."""
    moved = 0
    for row in session.execute(_TO_CARRY, {"party": party_id, "day": desk.clock.today()}).all():
        write(desk, session, row.old, -row.minutes, LedgerReason.CARRIED_OVER)
        write(desk, session, row.new, row.minutes, LedgerReason.CARRIED_OVER)
        moved += row.minutes
    return moved


def carry_all(desk: Desk) -> None:
    """The same for everybody, one unit of work a person: for the first start of a day."""
    with desk.store.reading() as session:
        if not desk.house(session).hour_kinds:
            return
        parties = session.execute(_WHO_HAS_TO_CARRY, {"day": desk.clock.today()}).scalars().all()
    for party_id in parties:
        with desk.store.writing() as session:
            minutes = carry_over(desk, session, party_id)
            if minutes:
                desk.note(session, "carry_over", "party", party_id, minutes=minutes)


def sold_as(session: Session, *, pass_id: int | None = None, subscription_id: int | None = None) -> tuple[int, ...]:
    """The numbers of the rights that a pass or a subscription gave and that were not taken back."""
    given = (
        HourAllowance.pass_id == pass_id if pass_id is not None else HourAllowance.subscription_id == subscription_id
    )
    good = or_(HourAllowance.valid_until.is_(None), HourAllowance.valid_until >= HourAllowance.valid_from)
    return tuple(session.scalars(select(HourAllowance.id).where(given, good).order_by(HourAllowance.id)))


def users(session: Session, allowance_ids: Sequence[int]) -> tuple[int, ...]:
    """The bookings that use anything of those rights."""
    net = select(HourEntry.booking_id).where(
        HourEntry.allowance_id.in_(allowance_ids), HourEntry.booking_id.is_not(None)
    )
    found = session.scalars(net.group_by(HourEntry.booking_id).having(func.sum(HourEntry.minutes) != 0))
    return tuple(sorted(number for number in found if number is not None))


def waiting(session: Session, allowance_id: int, since: datetime = LONG_AGO) -> tuple[int, ...]:
    """The bookings within a right that still owe something, on no document, the first booked first.

    Only those that were booked after `since`.
    """
    return tuple(row.id for row in run(session, _WAITING, {"allowance": allowance_id, "since": since}))


def left_of(session: Session, allowance_id: int) -> int:
    """Minutes left of one right, whatever the day."""
    return _last(session, allowance_id)[1]


def kinds_used(session: Session, booking_id: int) -> frozenset[str]:
    """The kinds of unit that the hours a booking uses are for."""
    kinds = select(HourAllowance.kind).join(HourEntry, HourEntry.allowance_id == HourAllowance.id)
    return frozenset(session.scalars(kinds.where(HourEntry.booking_id == booking_id)))


def void(desk: Desk, session: Session, allowance_ids: Sequence[int]) -> None:
    """Take back what is left of those rights; they are good for no day any more."""
    for allowance_id in allowance_ids:
        _sequence, balance = _last(session, allowance_id)
        if balance:
            write(desk, session, allowance_id, -balance, LedgerReason.SALE_UNDONE)
        right = session.get_one(HourAllowance, allowance_id)
        right.valid_until = right.valid_from - ONE_DAY
    session.flush()


def keep_as(session: Session, allowance_ids: Sequence[int], pass_id: int) -> None:
    """Those rights stay in the ledger under the name of a pass that stands for the subscription that goes."""
    mine = update(HourAllowance).where(HourAllowance.id.in_(allowance_ids))
    session.execute(mine.values(subscription_id=None, pass_id=pass_id))


def _sold_by(session: Session, invoice_id: int) -> tuple[int, ...]:
    """The rights of the passes that a document sold, whoever has them now."""
    sold = select(Charge.pass_id).join(InvoiceLine, InvoiceLine.charge_id == Charge.id)
    sold = sold.where(InvoiceLine.invoice_id == invoice_id, Charge.pass_id.is_not(None))
    passes_sold = [number for number in session.scalars(sold) if number is not None]
    held = sorted(allowances.in_all_hands(session, passes_sold))
    return tuple(right for pass_id in held for right in sold_as(session, pass_id=pass_id))


def sold_on(session: Session, invoice_id: int) -> tuple[int, int]:
    """The minutes that a document sold ahead as they stand now: those left, those used."""
    lines = select(func.sum(HourEntry.minutes)).where(HourEntry.allowance_id.in_(_sold_by(session, invoice_id)))
    used = lines.where(HourEntry.booking_id.is_not(None))
    return session.scalar(lines) or 0, -(session.scalar(used) or 0)


def withdraw_rest(desk: Desk, session: Session, invoice_id: int) -> None:
    """Take back what is left of the passes that a document sold, whoever has them now; what was used stays used.

    Bookings on it that were called off give their hours back, as nothing is asked of them any more.
    """
    void(desk, session, _sold_by(session, invoice_id))
    off = select(Charge.booking_id).join(InvoiceLine, InvoiceLine.charge_id == Charge.id)
    off = off.join(Booking, Booking.id == Charge.booking_id).where(InvoiceLine.invoice_id == invoice_id)
    called_off = session.scalars(off.where(Booking.state == BookingState.CANCELLED).distinct()).all()
    give_back(desk, session, [number for number in called_off if number is not None])


def _used(session: Session, booking_id: int) -> Sequence[Row[Any]]:
    return run(session, _USED, {"booking": booking_id}).all()


def _last(session: Session, allowance_id: int) -> tuple[int, int]:
    wanted = select(HourEntry.sequence, HourEntry.balance).where(HourEntry.allowance_id == allowance_id)
    row = session.execute(wanted.order_by(HourEntry.sequence.desc()).limit(1)).first()
    return (0, 0) if row is None else (row.sequence, row.balance)


def write(
    desk: Desk, session: Session, allowance_id: int, minutes: int, reason: LedgerReason, what: Use | None = None
) -> None:
    """One more line, about a booking or not."""
    sequence, balance = _last(session, allowance_id)
    line = {
        "allowance_id": allowance_id,
        "sequence": sequence + 1,
        "at": desk.clock.now(),
        "minutes": minutes,
        "balance": balance + minutes,
        "reason": str(reason),
    }
    of = {"booking_id": None, "unit": "", "starts": None, "ends": None} if what is None else asdict(what)
    add_row(session, _ADD_ENTRY, line | of)
