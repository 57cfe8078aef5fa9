"""Money that came in, what it settles, and the till's closings. Nothing here is ever changed, only reversed."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.money import Closing, Invoice, Payment, PaymentAllocation
from tierslieu_desk.rules import chain
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod
from tierslieu_desk.services import charges
from tierslieu_desk.services.desk import Desk

LARGEST_CENTS = 10**12
"""Ten thousand million: no till counts more, and SQLite keeps it exactly."""


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
    ) -> PaymentRow:
        """Record a payment and what it settles: `invoices` maps an invoice to cents of this payment.

        Money given back is negative, and settles what a credit note left. What is left of a payment stays the
        payer's. Raises `TooMuchPaid` beyond what an invoice or the payment has left, `NotAnAmount` for nothing at
        all or more than any till counts, `UnknownPerson`, `TillClosed` and `PaymentBeforeLast`.
        """
        with self._desk.store.writing() as session:
            if party_id is not None:
                charges.owing(session, party_id)
            if amount_cents == 0 or abs(amount_cents) > LARGEST_CENTS:
                raise errors.NotAnAmount(text=str(amount_cents), example="12,50")
            if not _within(sum(invoices.values()), amount_cents):
                raise errors.TooMuchPaid(number="", left_cents=amount_cents)
            row = self._record(session, party_id, method, amount_cents, reference, None)
            for invoice_id, cents in invoices.items():
                left, number = _left(session, invoice_id)
                if cents == 0 or not _within(cents, left):
                    raise errors.TooMuchPaid(number=number, left_cents=left)
                _allocate(session, row.id, invoice_id, cents)
            return row

    def reverse(self, payment_id: int) -> PaymentRow:
        """The opposite payment, with opposite allocations. Raises `AlreadyDone` the second time."""
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
            for allocation in session.scalars(
                select(PaymentAllocation).where(PaymentAllocation.payment_id == payment_id)
            ).all():
                _allocate(session, row.id, allocation.invoice_id, -allocation.amount_cents)
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
        first, last = _period(kind, day)
        today = self._desk.clock.today()
        if last >= today:
            raise errors.NotOffered(what="closing", reason=last)
        with self._desk.store.writing() as session:
            done = session.execute(select(Closing.id).where(Closing.kind == kind, Closing.first_day == first)).first()
            if done:
                raise errors.AlreadyDone(what="closing", on=first)
            return self._close(session, kind, first, last)

    def _close(self, session: Session, kind: ClosingKind, first: date, last: date) -> ClosingRow:
        count, total = session.execute(
            select(func.count(), func.coalesce(func.sum(Payment.amount_cents), 0)).where(
                Payment.day.between(first, last)
            )
        ).one()
        perpetual: int = session.execute(
            select(func.coalesce(func.sum(Payment.amount_cents), 0)).where(Payment.day <= last)
        ).scalar_one()
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
        last = session.execute(select(Payment.id, Payment.hash).order_by(Payment.id.desc()).limit(1)).one_or_none()
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
        session.execute(
            insert(Payment), {**facts, "previous_hash": previous, "hash": chain.seal(previous, sealed_text(facts))}
        )
        self._desk.note(session, "settle" if reverses_id is None else "reverse", "payment", number)
        return PaymentRow(number, party_id, now, method, amount_cents, reference)


def sealed_text(facts: Mapping[str, object]) -> str:
    """The canonical text of a payment or closing that its hash seals: dates and instants in ISO 8601."""
    return chain.canonical({k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()})


def _allocate(session: Session, payment_id: int, invoice_id: int, cents: int) -> None:
    values = {"payment_id": payment_id, "invoice_id": invoice_id, "amount_cents": cents}
    session.execute(insert(PaymentAllocation), values)


def _within(cents: int, limit: int) -> bool:
    """Whether the part goes the same way as the whole and no further."""
    return 0 <= cents <= limit or limit <= cents <= 0


def _refuse_closed(session: Session, day: date) -> None:
    """No payment enters a period that was closed, nor comes before the last one: its chain is chronological."""
    last: date | None = session.execute(select(func.max(Closing.last_day))).scalar_one()
    if last is not None and day <= last:
        raise errors.TillClosed(last=last)
    paid: date | None = session.execute(select(func.max(Payment.day))).scalar_one()
    if paid is not None and day < paid:
        raise errors.PaymentBeforeLast(last=paid)


def _left(session: Session, invoice_id: int) -> tuple[int, str]:
    """What is left of an invoice and its credit note together, and the number asked for; negative: to give back."""
    asked = session.get(Invoice, invoice_id)
    if asked is None:
        raise errors.NotFound(what="invoice", id=invoice_id)
    invoice = session.get_one(Invoice, asked.credits_id) if asked.credits_id is not None else asked
    both = select(Invoice.id).where(or_(Invoice.id == invoice.id, Invoice.credits_id == invoice.id))
    paid: int = session.execute(
        select(func.coalesce(func.sum(PaymentAllocation.amount_cents), 0)).where(PaymentAllocation.invoice_id.in_(both))
    ).scalar_one()
    credited: int = session.execute(
        select(func.coalesce(func.sum(Invoice.gross_cents), 0)).where(Invoice.credits_id == invoice.id)
    ).scalar_one()
    return invoice.gross_cents + credited - paid, asked.number


def _row(payment: Payment) -> PaymentRow:
    return PaymentRow(
        payment.id,
        payment.party_id,
        payment.received_at,
        PaymentMethod(payment.method),
        payment.amount_cents,
        payment.reference,
    )


def _period(kind: ClosingKind, day: date) -> tuple[date, date]:
    if kind is ClosingKind.DAY:
        return day, day
    if kind is ClosingKind.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.replace(month=1, day=1), day.replace(month=12, day=31)
