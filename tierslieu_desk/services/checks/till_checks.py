"""What came in: payments and closings chained, what they settle, and the sums of closed periods."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from itertools import accumulate

from tierslieu_desk.i18n import _
from tierslieu_desk.rules import chain
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows
from tierslieu_desk.services.money.payments import sealed_text

_PAYMENT = ("id", "day", "received_at", "method", "amount_cents", "party_id", "reference", "reverses_id")
_CLOSING = ("kind", "first_day", "last_day", "closed_at", "payments", "total_cents", "perpetual_cents")
_DAYS = frozenset({"day", "first_day", "last_day"})
_INSTANTS = frozenset({"received_at", "closed_at"})


def payment_chain(context: Context) -> Iterator[Finding]:
    """Each payment seals the one before; none was removed or changed."""
    yield from _chained(context, "payment_chain", "payment", _PAYMENT)


def closing_chain(context: Context) -> Iterator[Finding]:
    """Each closing seals the one before; none was removed or changed."""
    yield from _chained(context, "closing_chain", "closing", _CLOSING)


def reversals(context: Context) -> Iterator[Finding]:
    """A reversal gives back what one payment brought, to the cent."""
    found = context.rows(
        "SELECT r.id FROM payment AS r JOIN payment AS p ON p.id = r.reverses_id"
        " WHERE r.amount_cents <> -p.amount_cents OR r.method <> p.method OR p.id >= r.id"
    )
    yield from each("reversals", _("It does not give back what it says it reverses."), "payment", found)


def allocations(context: Context) -> Iterator[Finding]:
    """Nothing settles more than was received, nor more than was owed.

    On an invoice that was credited, what came in before may have gone back: down to the opposite of its total.
    """
    received = context.rows("""
        SELECT o.id, total(a.amount_cents) AS settled, o.amount_cents AS received
        FROM payment_allocation AS a JOIN payment AS o ON o.id = a.payment_id GROUP BY o.id
        HAVING settled NOT BETWEEN min(0, received) AND max(0, received)
    """)
    yield from each("allocations", _("More is settled with it than was received."), "payment", received)
    owed = context.rows("""
        SELECT o.id, total(a.amount_cents) AS settled, o.gross_cents AS owed,
            EXISTS (SELECT 1 FROM invoice AS c WHERE c.credits_id = o.id) AS credited
        FROM payment_allocation AS a JOIN invoice AS o ON o.id = a.invoice_id GROUP BY o.id
        HAVING settled NOT BETWEEN min(0, owed) - credited * abs(owed) AND max(0, owed)
    """)
    yield from each("allocations", _("More is settled on it than was owed."), "invoice", owed)


def open_invoices(context: Context) -> Iterator[Finding]:
    """What is kept as left of a document is what it says, less its credit note, less what settled them."""
    found = context.rows("""
        SELECT i.number FROM (
            SELECT document, sum(cents) AS cents, total(kept) AS kept FROM (
                SELECT coalesce(credits_id, id) AS document, gross_cents AS cents, 0 AS kept FROM invoice
                UNION ALL
                SELECT coalesce(i.credits_id, i.id), -a.amount_cents, 0
                FROM payment_allocation AS a JOIN invoice AS i ON i.id = a.invoice_id
                UNION ALL
                SELECT invoice_id, 0, left_cents FROM open_invoice
            ) GROUP BY document
        ) AS sums JOIN invoice AS i ON i.id = sums.document
        WHERE cents <> kept OR (cents = 0) = EXISTS (SELECT 1 FROM open_invoice WHERE invoice_id = document)
        ORDER BY i.id
    """)
    yield from each("open_invoices", _("What is kept as left of it is not what is left."), "invoice", found)


def deposits(context: Context) -> Iterator[Finding]:
    """A deposit is what the payment brought that it names, and went back whole by the one it names."""
    found = context.rows(
        """
        SELECT d.id FROM deposit_held AS d
        LEFT JOIN payment AS came ON came.id = d.taken_id LEFT JOIN payment AS went ON went.id = d.payment_id
        WHERE (d.taken_id IS NOT NULL AND came.amount_cents IS NOT d.amount_cents)
            OR (d.payment_id IS NOT NULL AND went.amount_cents IS NOT -d.amount_cents)
            OR (d.payment_id IS NULL) <> (d.given_back_on IS NULL)
            OR (d.subscription_id IS NOT NULL AND d.taken_id IS NULL)
        ORDER BY d.id
        """
    )
    yield from each("deposits", _("The till says otherwise of this deposit."), "deposit_held", found)


def closings(context: Context) -> Iterator[Finding]:
    """A closed period has the payments it had when it was closed; those by prepaid card brought nothing in."""
    came_in = "FROM payment WHERE method <> 'prepaid'"
    by_day = list(context.rows(f"SELECT day, count(*), sum(amount_cents) {came_in} GROUP BY day ORDER BY day"))
    days = [day for day, _count, _cents in by_day]
    counts = [0, *accumulate(count for _day, count, _cents in by_day)]
    sums = [0, *accumulate(cents for _day, _count, cents in by_day)]
    for closing, first, last, payments, total, perpetual in context.rows(
        "SELECT id, first_day, last_day, payments, total_cents, perpetual_cents FROM closing ORDER BY id"
    ):
        start, end = bisect_left(days, first), bisect_right(days, last)
        if (payments, total, perpetual) != (counts[end] - counts[start], sums[end] - sums[start], sums[end]):
            what = _("The payments of a closed period are no longer those that were closed.")
            yield Finding("closings", what, f"closing {closing}")


def _chained(context: Context, check: str, table: str, columns: tuple[str, ...]) -> Iterator[Finding]:
    yield from lost_rows(context, check, table)
    before = chain.GENESIS
    for number, previous, sealed, *values in context.rows(
        f"SELECT id, previous_hash, hash, {', '.join(columns)} FROM {table} ORDER BY id"  # noqa: S608 - a closed list
    ):
        if previous != before:
            yield Finding(check, _("It does not follow the one before it."), f"{table} {number}")
        facts = {name: _read(name, value) for name, value in zip(columns, values, strict=True)}
        if chain.seal(previous, sealed_text(facts)) != sealed:
            yield Finding(check, _("It is no longer what was sealed."), f"{table} {number}")
        before = sealed


def _read(name: str, value: object) -> object:
    if name in _DAYS:
        return date.fromisoformat(str(value))
    return datetime.fromisoformat(str(value)) if name in _INSTANTS else value
