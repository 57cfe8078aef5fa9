"""Which balances may be used on a day, as a piece of a statement: for the ledger, and for the first page."""

from __future__ import annotations

LAST_LINE = "e.sequence = (SELECT max(sequence) FROM allowance_entry WHERE allowance_id = a.id)"
USABLE = f"""
    {LAST_LINE} AND a.valid_from <= :day AND (a.valid_until IS NULL OR a.valid_until >= :day OR EXISTS (
        SELECT 1 FROM subscription AS s JOIN allowance AS now ON now.subscription_id = s.id
        WHERE s.id = a.subscription_id AND s.rolls_over AND now.valid_from <= :day AND now.valid_until >= :day))
"""  # noqa: S608 - no value in it
"""Of an allowance `a` and its last line `e`: whether that balance may be used on `:day`.

What a period leaves to the one that runs counts from its first day, whether `carry_over` has written it or not.
"""
