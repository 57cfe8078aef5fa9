"""The books that only grow: what is left of days and of hours, and who did what; and somebody who may do everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tierslieu_desk.i18n import _
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.services.checks.finding import Context, Finding, each, lost_rows


@dataclass(frozen=True, slots=True)
class _Ledger:
    """A ledger of rights: its lines, what they are lines of, and what is counted.

    `same` says besides of two rights, `mine` and `theirs`, whether one may become the other.
    """

    lines: str
    rights: str
    counted: str
    same: str = "1"


_DAYS = _Ledger("allowance_entry", "allowance", "half_days")
_HOURS = _Ledger("hour_entry", "hour_allowance", "minutes", "theirs.kind = mine.kind")


def allowances(context: Context) -> Iterator[Finding]:
    """Every line of an allowance's ledger has the balance that its lines add up to, and none is missing."""
    yield from _adds_up(context, "allowances", _DAYS)


def hours(context: Context) -> Iterator[Finding]:
    """Every line of the ledger of hours has the balance that its lines add up to, and none is missing."""
    yield from _adds_up(context, "hours", _HOURS)


def _adds_up(context: Context, code: str, ledger: _Ledger) -> Iterator[Finding]:
    yield from lost_rows(context, code, ledger.lines)
    found = context.rows(
        f"""
        SELECT id FROM (
            SELECT id, sequence, balance, sum({ledger.counted}) OVER ledger AS added,
                row_number() OVER ledger AS position
            FROM {ledger.lines} WINDOW ledger AS (PARTITION BY allowance_id ORDER BY sequence)
        ) WHERE balance <> added OR sequence <> position
        """  # noqa: S608 - names of ours
    )
    yield from each(code, _("The balance is not what the lines before it add up to."), ledger.lines, found)


def carried(context: Context) -> Iterator[Finding]:
    """What leaves a period enters a later one of the same subscription by the very next line, as many half-days."""
    what = _("Days carried over left one period without entering the next, or the other way round.")
    yield from each("carried", what, _DAYS.lines, _alone(context, _DAYS, LedgerReason.CARRIED_OVER, _LATER))


def hours_carried(context: Context) -> Iterator[Finding]:
    """The same of hours, of one kind of unit."""
    what = _("Hours carried over left one period without entering the next, or the other way round.")
    yield from each("hours_carried", what, _HOURS.lines, _alone(context, _HOURS, LedgerReason.CARRIED_OVER, _LATER))


def transferred(context: Context) -> Iterator[Finding]:
    """What leaves a pass for another enters it by the very next line, as many half-days.

    Whose they are is not asked: who handed on and who got it may have turned out to be one since.
    """
    what = _("Days handed on left somebody without reaching anybody.")
    yield from each("transferred", what, _DAYS.lines, _alone(context, _DAYS, LedgerReason.TRANSFERRED, _PASSES))


def hours_transferred(context: Context) -> Iterator[Finding]:
    """The same of hours, of one kind of unit."""
    what = _("Hours handed on left somebody without reaching anybody.")
    yield from each("hours_transferred", what, _HOURS.lines, _alone(context, _HOURS, LedgerReason.TRANSFERRED, _PASSES))


_LATER = """(theirs.subscription_id = mine.subscription_id OR theirs.pass_id = mine.pass_id)
    AND (theirs.valid_from > mine.valid_from) = (line.{counted} < 0)"""
_PASSES = "theirs.pass_id IS NOT NULL AND mine.pass_id IS NOT NULL"


def _alone(context: Context, ledger: _Ledger, reason: LedgerReason, between: str) -> Iterator[Any]:
    """The lines of that reason without their opposite: the very next line, or the one before, of another right."""
    counted = ledger.counted
    return context.rows(
        f"""
        SELECT line.id FROM {ledger.lines} AS line JOIN {ledger.rights} AS mine ON mine.id = line.allowance_id
        WHERE line.reason = :reason AND NOT EXISTS (
            SELECT 1 FROM {ledger.lines} AS other JOIN {ledger.rights} AS theirs ON theirs.id = other.allowance_id
            WHERE other.id = line.id + CASE WHEN line.{counted} < 0 THEN 1 ELSE -1 END
                AND other.reason = :reason AND other.{counted} = -line.{counted} AND line.{counted} <> 0
                AND {between.format(counted=counted)} AND {ledger.same} AND theirs.id <> mine.id)
        ORDER BY line.id
        """,  # noqa: S608 - names of ours
        {"reason": reason.value},
    )


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
