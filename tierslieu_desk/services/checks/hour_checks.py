"""Hours that were sold ahead: what is left of them adds up, goes over whole, and is used by bookings that stand."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows


def hours(context: Context) -> Iterator[Finding]:
    """Every line of the ledger of hours has the balance that its lines add up to, and none is missing."""
    yield from lost_rows(context, "hours", "hour_entry")
    found = context.rows(
        """
        SELECT id FROM (
            SELECT id, sequence, balance, sum(minutes) OVER ledger AS added, row_number() OVER ledger AS position
            FROM hour_entry WINDOW ledger AS (PARTITION BY allowance_id ORDER BY sequence)
        ) WHERE balance <> added OR sequence <> position
        """
    )
    yield from each("hours", _("The balance is not what the lines before it add up to."), "hour_entry", found)


def hours_carried(context: Context) -> Iterator[Finding]:
    """What leaves a period enters a later one of the same subscription by the very next line, as many minutes."""
    found = context.rows(
        """
        SELECT line.id FROM hour_entry AS line JOIN hour_allowance AS mine ON mine.id = line.allowance_id
        WHERE line.reason = :carried AND NOT EXISTS (
            SELECT 1 FROM hour_entry AS other JOIN hour_allowance AS theirs ON theirs.id = other.allowance_id
            WHERE other.id = line.id + CASE WHEN line.minutes < 0 THEN 1 ELSE -1 END
                AND other.reason = :carried AND other.minutes = -line.minutes AND line.minutes <> 0
                AND theirs.kind = mine.kind
                AND (theirs.subscription_id = mine.subscription_id OR theirs.pass_id = mine.pass_id)
                AND (theirs.valid_from > mine.valid_from) = (line.minutes < 0) AND theirs.id <> mine.id)
        ORDER BY line.id
        """,
        {"carried": LedgerReason.CARRIED_OVER.value},
    )
    what = _("Hours carried over left one period without entering the next, or the other way round.")
    yield from each("hours_carried", what, "hour_entry", found)


def hours_used(context: Context) -> Iterator[Finding]:
    """Hours are used by bookings that stand, or that a document names; nothing comes back that was not used."""
    found = context.rows(
        """
        SELECT min(line.id) FROM hour_entry AS line LEFT JOIN booking AS b ON b.id = line.booking_id
        WHERE line.reason IN (:used, :undone) GROUP BY line.allowance_id, line.booking_id
        HAVING line.booking_id IS NULL OR sum(line.minutes) > 0 OR (sum(line.minutes) < 0 AND (
            b.id IS NULL OR b.state NOT IN ('confirmed', 'checked_in') AND NOT EXISTS (
                SELECT 1 FROM charge AS c JOIN invoice_line AS l ON l.charge_id = c.id WHERE c.booking_id = b.id)))
        ORDER BY 1
        """,
        {"used": LedgerReason.BOOKING.value, "undone": LedgerReason.BOOKING_UNDONE.value},
    )
    what = _("Hours are used by a booking that was called off, or came back without having been used.")
    yield from each("hours_used", what, "hour_entry", found)
