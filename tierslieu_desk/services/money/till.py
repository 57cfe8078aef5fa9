"""The till's book as the desk looks at it: payments, today's takings, and the periods that wait to be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import TAKEN_BY, ClosingKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money.payments import ClosingRow, Payments, period
from tierslieu_desk.services.person import searching

SHOWN = 200
AT_ONCE = 62
"""Two months of days: as many as are closed in one go."""
_PAYMENTS = """
    SELECT y.id, y.party_id, coalesce(p.name, ''), y.received_at, y.method, y.amount_cents, y.reference,
        coalesce((SELECT group_concat(number, ', ') FROM (
            SELECT i.number FROM payment_allocation AS a JOIN invoice AS i ON i.id = a.invoice_id
            WHERE a.payment_id = y.id GROUP BY i.id HAVING sum(a.amount_cents) <> 0 ORDER BY min(a.id))), ''),
        y.reverses_id IS NOT NULL,
        EXISTS (SELECT 1 FROM payment AS back WHERE back.reverses_id = y.id)
    FROM payment AS y LEFT JOIN party AS p ON p.id = y.party_id
"""
_FOUND = """
    WHERE y.party_id IN (
        SELECT id FROM party WHERE search_key LIKE :name ESCAPE '!' OR search_key LIKE :inside ESCAPE '!'
    ) OR y.reference LIKE :part ESCAPE '!'
"""
_TAKINGS = """
    SELECT method, count(*), sum(amount_cents) FROM payment WHERE day = :day AND method <> 'prepaid' GROUP BY method
"""
_DAYS = """
    SELECT day, count(*), sum(amount_cents) FROM payment WHERE method <> 'prepaid' GROUP BY day ORDER BY day
"""
"""What was paid with a prepaid card came in when the card was sold."""
_CLOSED = "SELECT kind, max(last_day) FROM closing GROUP BY kind"
_LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class PaymentSeen:
    """A payment in the list. Cents, negative when money went back; `settles` names documents; `received` is local."""

    id: int
    party_id: int | None
    name: str
    received: datetime
    method: PaymentMethod
    amount_cents: int
    reference: str
    settles: str
    takes_back: bool
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Taking:
    """What came in one way on a day; cents, what went back taken off."""

    method: PaymentMethod
    payments: int
    total_cents: int


@dataclass(frozen=True, slots=True)
class ToClose:
    """A period that is over and waits: how many payments and their total, and the total since the first day. Cents."""

    kind: ClosingKind
    first_day: date
    last_day: date
    payments: int
    total_cents: int
    perpetual_cents: int


@dataclass(frozen=True, slots=True)
class Closed:
    """What was closed, and what the desk refused then, if anything."""

    rows: tuple[ClosingRow, ...]
    refusal: errors.DeskError | None = None


class Till:
    """Reads, but for `close_all`, which closes one period after the other through `Payments`."""

    def __init__(self, desk: Desk, payments: Payments) -> None:
        self._desk = desk
        self._payments = payments

    def payments(self, text: str = "", limit: int = SHOWN) -> tuple[PaymentSeen, ...]:
        """The latest first; `text` is the start of a name or a part of a reference."""
        values, where = {}, ""
        if text.strip():
            values = searching.patterns(text)
            where = _FOUND
        with self._desk.store.glancing() as seen:
            found = seen.rows(f"{_PAYMENTS} {where} ORDER BY y.id DESC LIMIT :limit", limit=limit, **values)
        return tuple(
            PaymentSeen(
                row[0], row[1], row[2], self._wall(row[3]), PaymentMethod(row[4]), *row[5:8], *map(bool, row[8:])
            )
            for row in found
        )

    def takings(self) -> tuple[Taking, ...]:
        """Today's, one for each way of paying, those that brought nothing included."""
        with self._desk.store.glancing() as seen:
            found = {how: (n, cents) for how, n, cents in seen.rows(_TAKINGS, day=self._desk.clock.today())}
        return tuple(Taking(method, *found.get(method.value, (0, 0))) for method in TAKEN_BY)

    def to_close(self) -> tuple[ToClose, ...]:
        """Days with payments since the last closing, then months and years, each over and not closed, oldest first."""
        today = self._desk.clock.today()
        with self._desk.store.glancing() as seen:
            days = [(date.fromisoformat(day), count, cents) for day, count, cents in seen.rows(_DAYS)]
            closed = {ClosingKind(kind): date.fromisoformat(last) for kind, last in seen.rows(_CLOSED)}
        last_of_all = max(closed.values(), default=_LONG_AGO)
        found = []
        for kind in (ClosingKind.DAY, ClosingKind.MONTH, ClosingKind.YEAR):
            after = last_of_all if kind is ClosingKind.DAY else closed.get(kind, _LONG_AGO)
            periods = dict.fromkeys(period(kind, day) for day, _count, _cents in days if day > after)
            found += [_to_close(kind, *one, days) for one in periods if one[1] < today][:AT_ONCE]
        return tuple(found)

    def closings(self, limit: int = SHOWN) -> tuple[ClosingRow, ...]:
        """What is closed, the latest first."""
        with self._desk.store.glancing() as seen:
            found = seen.rows(
                "SELECT id, kind, first_day, last_day, payments, total_cents, perpetual_cents FROM closing "
                "ORDER BY id DESC LIMIT :limit",
                limit=limit,
            )
        return tuple(
            ClosingRow(row[0], ClosingKind(row[1]), date.fromisoformat(row[2]), date.fromisoformat(row[3]), *row[4:])
            for row in found
        )

    def close_all(self, periods: tuple[ToClose, ...]) -> Closed:
        """Close them one by one, in that order, up to the first that is refused (`AlreadyDone` ...); raises nothing.

        What was closed before that one stays closed.
        """
        closed: list[ClosingRow] = []
        for one in periods:
            try:
                closed.append(self._payments.close(one.kind, one.first_day))
            except errors.DeskError as refusal:
                return Closed(tuple(closed), refusal)
        return Closed(tuple(closed))

    def _wall(self, instant: str) -> datetime:
        return self._desk.clock.to_wall(datetime.fromisoformat(instant))


def _to_close(kind: ClosingKind, first: date, last: date, days: list[tuple[date, int, int]]) -> ToClose:
    inside = [(count, cents) for day, count, cents in days if first <= day <= last]
    ever = sum(cents for day, _count, cents in days if day <= last)
    return ToClose(kind, first, last, sum(n for n, _cents in inside), sum(cents for _n, cents in inside), ever)
