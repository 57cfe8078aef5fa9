"""The books that only grow: what is left of allowances, and who did what; and somebody who may do everything."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.passes import LedgerReason
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


def carried(context: Context) -> Iterator[Finding]:
    """What leaves a period enters a later one of the same subscription by the very next line, as many half-days."""
    found = context.rows(
        """
        SELECT line.id FROM allowance_entry AS line JOIN allowance AS mine ON mine.id = line.allowance_id
        WHERE line.reason = :carried AND NOT EXISTS (
            SELECT 1 FROM allowance_entry AS other JOIN allowance AS theirs ON theirs.id = other.allowance_id
            WHERE other.id = line.id + CASE WHEN line.half_days < 0 THEN 1 ELSE -1 END
                AND other.reason = :carried AND other.half_days = -line.half_days AND line.half_days <> 0
                AND theirs.subscription_id = mine.subscription_id
                AND (theirs.valid_from > mine.valid_from) = (line.half_days < 0)
                AND theirs.id <> mine.id)
        ORDER BY line.id
        """,
        {"carried": LedgerReason.CARRIED_OVER.value},
    )
    what = _("Days carried over left one period without entering the next, or the other way round.")
    yield from each("carried", what, "allowance_entry", found)


def transferred(context: Context) -> Iterator[Finding]:
    """What leaves a pass for another enters it by the very next line, as many half-days.

    Whose they are is not asked: who handed on and who got it may have turned out to be one since.
    """
    found = context.rows(
        """
        SELECT line.id FROM allowance_entry AS line JOIN allowance AS mine ON mine.id = line.allowance_id
        WHERE line.reason = :transferred AND NOT EXISTS (
            SELECT 1 FROM allowance_entry AS other JOIN allowance AS theirs ON theirs.id = other.allowance_id
            WHERE other.id = line.id + CASE WHEN line.half_days < 0 THEN 1 ELSE -1 END
                AND other.reason = :transferred AND other.half_days = -line.half_days AND line.half_days <> 0
                AND theirs.pass_id IS NOT NULL AND mine.pass_id IS NOT NULL AND theirs.id <> mine.id)
        ORDER BY line.id
        """,
        {"transferred": LedgerReason.TRANSFERRED.value},
    )
    yield from each(
        "transferred", _("Days handed on left somebody without reaching anybody."), "allowance_entry", found
    )


def made_good(context: Context) -> Iterator[Finding]:
    """What a book makes good goes by the very next line to what was used ahead; nothing else is below zero."""
    found = context.rows(
        """
        SELECT line.id FROM allowance_entry AS line JOIN allowance AS mine ON mine.id = line.allowance_id
        LEFT JOIN pass AS p ON p.id = mine.pass_id
        WHERE (line.balance < 0 AND NOT coalesce(p.in_advance, 0)) OR line.reason = :made_good AND NOT EXISTS (
            SELECT 1 FROM allowance_entry AS other JOIN allowance AS theirs ON theirs.id = other.allowance_id
            JOIN pass AS q ON q.id = theirs.pass_id
            WHERE other.id = line.id + CASE WHEN line.half_days < 0 THEN 1 ELSE -1 END
                AND other.reason = :made_good AND other.half_days = -line.half_days AND q.in_advance <> p.in_advance)
        ORDER BY line.id
        """,
        {"made_good": LedgerReason.MADE_GOOD.value},
    )
    what = _("Days used ahead were made good by nothing, or something else is below zero.")
    yield from each("made_good", what, "allowance_entry", found)


def pauses(context: Context) -> Iterator[Finding]:
    """No pause lies outside its subscription or over another of it."""
    found = context.rows(
        """
        SELECT p.id FROM subscription_pause AS p JOIN subscription AS s ON s.id = p.subscription_id
        WHERE p.first_day < s.starts OR EXISTS (
            SELECT 1 FROM subscription_pause AS o WHERE o.subscription_id = p.subscription_id AND o.id < p.id
                AND o.first_day <= p.last_day AND p.first_day <= o.last_day)
        ORDER BY p.id
        """
    )
    yield from each("pauses", _("It lies outside its subscription, or over another one."), "subscription_pause", found)


def journal(context: Context) -> Iterator[Finding]:
    """No line of the journal is missing."""
    yield from lost_rows(context, "journal", "journal")


def facilitators(context: Context) -> Iterator[Finding]:
    """Where operators are written down, one of them may do everything: else nobody could ever say who may what."""
    found = context.rows(
        """
        SELECT min(id) FROM operator WHERE NOT retired
        HAVING count(*) > 0 AND NOT max(role = 'facilitator')
        """
    )
    yield from each("facilitators", _("Nobody at the desk may do everything any more."), "operator", found)
