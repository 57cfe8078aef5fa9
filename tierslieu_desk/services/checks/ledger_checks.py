"""The books that only grow: what is left of allowances, and who did what."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows


def allowances(context: Context) -> Iterator[Finding]:
    """Every line of an allowance's ledger has the balance that its lines add up to, and none is missing."""
    yield from lost_rows(context, "allowances", "allowance_entry")
    found = context.rows(
        """
        SELECT id FROM (
            SELECT id, sequence, balance, sum(half_days) OVER ledger AS added, row_number() OVER ledger AS position
            FROM allowance_entry WINDOW ledger AS (PARTITION BY allowance_id ORDER BY sequence)
        ) WHERE balance <> added OR sequence <> position
        """
    )
    yield from each("allowances", _("The balance is not what the lines before it add up to."), "allowance_entry", found)


def journal(context: Context) -> Iterator[Finding]:
    """No line of the journal is missing."""
    yield from lost_rows(context, "journal", "journal")
