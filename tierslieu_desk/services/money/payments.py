"""Money that came in, what it settles, and the till's closings. Nothing here is ever changed, only reversed."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.money import Closing, Invoice, Payment, PaymentAllocation
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.rules import chain
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.plan import deposit_book, prepaid_book
from tierslieu_desk.services.rights import Right, asking

LARGEST_CENTS = 10**12
"""Ten thousand million: no till counts more, and SQLite keeps it exactly."""
_ADD, _ADD_ALLOCATION = insert(table_of(Payment)), insert(table_of(PaymentAllocation))
_LAST_DAYS = select(
    select(func.max(Closing.last_day)).scalar_subquery().label("closed"),
    select(func.max(Payment.day)).scalar_subquery().label("paid"),
)
_LAST = select(Payment.id, Payment.hash).order_by(Payment.id.desc()).limit(1)
_CAME_IN = Payment.method != PaymentMethod.PREPAID
"""Money of the till: what was paid with a prepaid card came in when the card was sold."""
_ASKED = select(Invoice.id, Invoice.number, Invoice.gross_cents, Invoice.credits_id).where(
    Invoice.id == bindparam("invoice")
)
_OF_BOTH = (
    select(Invoice.id)
    .where(Invoice.id == bindparam("invoice"))
    .union_all(select(Invoice.id).where(Invoice.credits_id == bindparam("invoice")))
)
"""An invoice and its credit note, if any."""
_SUMS = select(
    select(func.coalesce(func.sum(PaymentAllocation.amount_cents), 0))
    .where(PaymentAllocation.invoice_id.in_(_OF_BOTH))
    .scalar_subquery()
    .label("paid"),
    select(func.coalesce(func.sum(Invoice.gross_cents), 0))
    .where(Invoice.id.in_(select(Invoice.id).where(Invoice.credits_id == bindparam("invoice"))))
    .scalar_subquery()
    .label("credited"),
)
"""What was paid of both, and what the credit note takes off.

Credit notes are asked for by number first: nearly every invoice has none, so that SQLite holds their index for one
that tells nothing, and reads all invoices unless the index alone answers.
"""


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment as recorded; cents, negative when money went back."""

    id: int
    party_id: int | None
    received_at: datetime
    method: PaymentMethod
    amount_cents: int
    reference: str


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A closed period: how many payments, their total and the total since the first day, in cents."""

    id: int
    kind: ClosingKind
    first_day: date
    last_day: date
    payments: int
    total_cents: int
    perpetual_cents: int


@asking({Right.MONEY_BACK: "reverse", Right.CLOSE_TILL: "close"})
class Payments:
    """Taking money and giving it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def settle(
        self,
        party_id: int | None,
        method: PaymentMethod,
        amount_cents: int,
        invoices: dict[int, int],
        reference: str = "",
        *,
        holder_id: int | None = None,
    ) -> PaymentRow:
        """Record a payment and what it settles: `invoices` maps an invoice to cents of this payment.

        Money given back is negative, and settles what a credit note left. What is left of a payment stays the
        payer's. A prepaid card is that of `holder_id`, who stands at the counter, the payer's unless said.
        Raises `TooMuchPaid` beyond what an invoice or the payment has left, `NotAnAmount` for nothing at
        all or more than any till counts, `UnknownPerson`, `TillClosed`, `PaymentBeforeLast`, `CardTooLow`, and
        `NotAllowed` for giving back.
        """
        if amount_cents < 0:
            self._desk.ask(Right.MONEY_BACK)
        with self._desk.store.writing() as session:
            if party_id is not None:
                charges.owing(session, party_id)
            if amount_cents == 0 or abs(amount_cents) > LARGEST_CENTS:
                raise errors.NotAnAmount(text=str(amount_cents), example="12,50")
            if not _within(sum(invoices.values()), amount_cents):
                raise errors.TooMuchPaid(number="", left_cents=amount_cents)
            row = self._record(session, party_id, method, amount_cents, reference, None)
            if method is PaymentMethod.PREPAID:
                prepaid_book.pay(self._desk, session, row.id, amount_cents, holder_id or party_id)
            for invoice_id, cents in invoices.items():
                left, number = _left(session, invoice_id)
                if cents == 0 or not _within(cents, left):
                    raise errors.TooMuchPaid(number=number, left_cents=left)
                _allocate(session, row.id, invoice_id, cents)
            return row

    def reverse(self, payment_id: int) -> PaymentRow:
        """The opposite payment, with opposite allocations; a deposit it brought is held no more.

        So is what it put on a prepaid card, and what was paid with one is on it again. Raises `CardUsed` when less is
        on it by now, `AlreadyDone` the second time, or when that deposit went back already, and `TooMuchPaid` where
        what it settled was settled otherwise meanwhile.
        """
        with self._desk.store.writing() as session:
            original = session.get(Payment, payment_id)
            if original is None:
                raise errors.NotFound(what="payment", id=payment_id)
            if session.execute(select(Payment.id).where(Payment.reverses_id == payment_id)).first():
                raise errors.AlreadyDone(what="reverse", on=original.day)
            method = PaymentMethod(original.method)
            row = self._record(
                session, original.party_id, method, -original.amount_cents, original.reference, payment_id
            )
            settled = func.sum(PaymentAllocation.amount_cents)
            for invoice_id, cents in session.execute(
                select(PaymentAllocation.invoice_id, settled)
                .where(PaymentAllocation.payment_id == payment_id)
                .group_by(PaymentAllocation.invoice_id)
                .having(settled != 0)
                .order_by(func.min(PaymentAllocation.id))
            ).all():
                _refuse_beyond(session, invoice_id, -cents)
                _allocate(session, row.id, invoice_id, -cents)
            deposit_book.follow_reversal(self._desk, session, payment_id, row.id)
            prepaid_book.follow_reversal(self._desk, session, payment_id, row.id)
            return row

    def all(self, party_id: int | None = None) -> tuple[PaymentRow, ...]:
        """Payments, the latest first."""
        with self._desk.store.reading() as session:
            found = select(Payment).order_by(Payment.id.desc())
            if party_id is not None:
                found = found.where(Payment.party_id == party_id)
            return tuple(_row(payment) for payment in session.scalars(found))

    def close(self, kind: ClosingKind, day: date) -> ClosingRow:
        """Close the day, month or year that `day` is in, once and when it is over.

        Raises `AlreadyDone`, `NotOffered`.
        """
        first, last = period(kind, day)
        today = self._desk.clock.today()
        if last >= today:
            raise errors.NotOffered(what="closing", reason=last)
        with self._desk.store.writing() as session:
            done = session.execute(select(Closing.id).where(Closing.kind == kind, Closing.first_day == first)).first()
            if done:
                raise errors.AlreadyDone(what="closing", on=first)
            return self._close(session, kind, first, last)

    def _close(self, session: Session, kind: ClosingKind, first: date, last: date) -> ClosingRow:
        sums = select(func.count(), func.coalesce(func.sum(Payment.amount_cents), 0)).where(_CAME_IN)
        count, total = session.execute(sums.where(Payment.day.between(first, last))).one()
        perpetual = session.execute(sums.where(Payment.day <= last)).one()[1]
        previous = session.execute(select(Closing.hash).order_by(Closing.id.desc()).limit(1)).scalar_one_or_none()
        previous = previous or chain.GENESIS
        closed_at = self._desk.clock.now()
        facts = {
            "kind": kind.value,
            "first_day": first,
            "last_day": last,
            "closed_at": closed_at,
            "payments": count,
            "total_cents": total,
            "perpetual_cents": perpetual,
        }
        closing_id: int = session.execute(
            insert(Closing).returning(Closing.id),
            {**facts, "previous_hash": previous, "hash": chain.seal(previous, sealed_text(facts))},
        ).scalar_one()
        self._desk.note(session, "close", "closing", closing_id)
        return ClosingRow(closing_id, kind, first, last, count, total, perpetual)

    def _record(
        self,
        session: Session,
        party_id: int | None,
        method: PaymentMethod,
        amount_cents: int,
        reference: str,
        reverses_id: int | None,
    ) -> PaymentRow:
        now = self._desk.clock.now()
        day = self._desk.clock.to_wall(now).date()
        _refuse_closed(session, day)
        last = run(session, _LAST, {}).one_or_none()
        number, previous = (last.id + 1, last.hash) if last else (1, chain.GENESIS)
        facts = {
            "id": number,
            "day": day,
            "received_at": now,
            "method": method.value,
            "amount_cents": amount_cents,
            "party_id": party_id,
            "reference": reference,
            "reverses_id": reverses_id,
        }
        add_row(session, _ADD, {**facts, "previous_hash": previous, "hash": chain.seal(previous, sealed_text(facts))})
        self._desk.note(session, "settle" if reverses_id is None else "reverse", "payment", number)
        return PaymentRow(number, party_id, now, method, amount_cents, reference)


def sealed_text(facts: Mapping[str, object]) -> str:
    """The canonical text of a payment or closing that its hash seals: dates and instants in ISO 8601."""
    return chain.canonical({k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()})


def _allocate(session: Session, payment_id: int, invoice_id: int, cents: int) -> None:
    values = {"payment_id": payment_id, "invoice_id": invoice_id, "amount_cents": cents}
    add_row(session, _ADD_ALLOCATION, values)


def _within(cents: int, limit: int) -> bool:
    """Whether the part goes the same way as the whole and no further."""
    return 0 <= cents <= limit or limit <= cents <= 0


def _refuse_closed(session: Session, day: date) -> None:
    """No payment enters a period that was closed, nor comes before the last one: its chain is chronological."""
    last = run(session, _LAST_DAYS, {}).one()
    if last.closed is not None and day <= last.closed:
        raise errors.TillClosed(last=last.closed)
    if last.paid is not None and day < last.paid:
        raise errors.PaymentBeforeLast(last=last.paid)


def _left(session: Session, invoice_id: int) -> tuple[int, str]:
    """What is left of an invoice and its credit note together, and the number asked for; negative: to give back."""
    asked = run(session, _ASKED, {"invoice": invoice_id}).one_or_none()
    if asked is None:
        raise errors.NotFound(what="invoice", id=invoice_id)
    invoice = run(session, _ASKED, {"invoice": asked.credits_id}).one() if asked.credits_id is not None else asked
    sums = run(session, _SUMS, {"invoice": invoice.id}).one()
    return invoice.gross_cents + sums.credited - sums.paid, asked.number


def _refuse_beyond(session: Session, invoice_id: int, cents: int) -> None:
    """A document takes no more than it asks for, not even from a taking-back that is taken back itself."""
    invoice = session.get_one(Invoice, invoice_id)
    settled = session.scalar(
        select(func.total(PaymentAllocation.amount_cents)).where(PaymentAllocation.invoice_id == invoice_id)
    )
    left = invoice.gross_cents - int(settled or 0)
    if cents > 0 and cents > left + max(0, -invoice.gross_cents):
        raise errors.TooMuchPaid(number=invoice.number, left_cents=left)


def _row(payment: Payment) -> PaymentRow:
    return PaymentRow(
        payment.id,
        payment.party_id,
        payment.received_at,
        PaymentMethod(payment.method),
        payment.amount_cents,
        payment.reference,
    )


def period(kind: ClosingKind, day: date) -> tuple[date, date]:
    """The first and the last day of the day, month or year that a day is in."""
    if kind is ClosingKind.DAY:
        return day, day
    if kind is ClosingKind.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
