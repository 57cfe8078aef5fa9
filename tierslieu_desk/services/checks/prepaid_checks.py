"""Prepaid cards: the ledger adds up, nothing gets lost between two cards, and the till says the same."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows


def prepaid(context: Context) -> Iterator[Finding]:
    """Every line of a card's ledger has the balance that its lines add up to, and none is missing."""
    yield from lost_rows(context, "prepaid", "prepaid_entry")
    found = context.rows(
        """
        SELECT id FROM (
            SELECT id, sequence, balance, sum(cents) OVER ledger AS added, row_number() OVER ledger AS position
            FROM prepaid_entry WINDOW ledger AS (PARTITION BY card_id ORDER BY sequence)
        ) WHERE balance <> added OR sequence <> position
        """
    )
    yield from each("prepaid", _("The balance is not what the lines before it add up to."), "prepaid_entry", found)


def prepaid_handed(context: Context) -> Iterator[Finding]:
    """What leaves a card for another enters it by the very next line, to the cent."""
    found = context.rows(
        """
        SELECT line.id FROM prepaid_entry AS line
        WHERE line.reason IN ('transferred', 'gift', 'made_good') AND NOT EXISTS (
            SELECT 1 FROM prepaid_entry AS other
            WHERE other.id = line.id + CASE WHEN line.cents < 0 THEN 1 ELSE -1 END
                AND other.reason = line.reason AND other.cents = -line.cents AND other.card_id <> line.card_id)
        ORDER BY line.id
        """
    )
    what = _("Money left one prepaid card without entering another, or the other way round.")
    yield from each("prepaid_handed", what, "prepaid_entry", found)


def prepaid_money(context: Context) -> Iterator[Finding]:
    """A payment with a card takes as much off the cards; one that loads them, or gives back, puts on as much."""
    found = context.rows(
        """
        SELECT p.id FROM payment AS p LEFT JOIN prepaid_entry AS e ON e.payment_id = p.id
        GROUP BY p.id
        HAVING (p.method = 'prepaid' AND total(e.cents) <> -p.amount_cents)
            OR (p.method <> 'prepaid' AND count(e.id) AND total(e.cents) <> p.amount_cents)
        ORDER BY p.id
        """
    )
    yield from each("prepaid_money", _("The prepaid cards say otherwise of this payment."), "payment", found)
    found = context.rows(
        """
        SELECT id FROM prepaid_entry WHERE (payment_id IS NULL) <> (
            reason IN ('opening', 'transferred', 'gift', 'made_good')) ORDER BY id
        """
    )
    yield from each("prepaid_money", _("No payment tells where this money comes from."), "prepaid_entry", found)
