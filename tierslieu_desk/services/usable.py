"""Which balances may be used on a day, as a piece of a statement: for the ledger, and for the first page."""

from __future__ import annotations

LAST_LINE = "e.sequence = (SELECT max(sequence) FROM allowance_entry WHERE allowance_id = a.id)"


def usable_by(party: str) -> str:
    """Of an allowance `a` and its last line `e`: whether `party` (a piece of the statement) may use it on `:day`.

    What a period leaves to the one that runs counts from its first day, whether `carry_over` has written it or not.
    Three searches of their own, so that the periods somebody had for twenty years are not looked through. A ticket
    for that day alone is no balance once it is used.
    """
    return f"""
        {LAST_LINE} AND a.id IN (
            SELECT id FROM allowance WHERE party_id = {party} AND valid_until >= :day AND valid_from <= :day
            UNION ALL
            SELECT id FROM allowance WHERE party_id = {party} AND valid_until IS NULL AND valid_from <= :day
            UNION ALL
            SELECT old.id FROM subscription AS s
            JOIN allowance AS now ON now.subscription_id = s.id AND now.valid_from <= :day AND now.valid_until >= :day
            JOIN allowance AS old ON old.subscription_id = s.id AND old.valid_until < :day
            WHERE s.party_id = {party} AND s.rolls_over)
        AND NOT (a.pass_id IS NOT NULL AND a.valid_from = a.valid_until AND e.balance = 0)
    """  # noqa: S608 - pieces of ours
