"""The waiting list and quotes: what was offered, or accepted, is a booking of whoever it was for."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each


def offers(context: Context) -> Iterator[Finding]:
    """Every offer is a booking of the one who waited, for a unit; nobody in line holds one."""
    found = context.rows(
        """
        SELECT w.id FROM waiting AS w LEFT JOIN booking AS b ON b.id = w.booking_id
        WHERE (w.state = 'offered') <> (w.booking_id IS NOT NULL)
            OR (w.booking_id IS NOT NULL AND (b.id IS NULL OR b.party_id <> w.party_id))
        """
    )
    yield from each("offers", _("What was offered to somebody in line is not theirs."), "waiting", found)


def quoted(context: Context) -> Iterator[Finding]:
    """Whatever a quote holds or booked is of whom it was for, and one that was accepted booked all of its times."""
    found = context.rows(
        """
        SELECT q.id FROM quote AS q JOIN quote_line AS l ON l.quote_id = q.id
            LEFT JOIN booking AS b ON b.id = l.booking_id
        GROUP BY q.id HAVING sum(l.booking_id IS NOT NULL AND b.party_id IS NOT q.party_id) > 0
            OR (q.state = 'accepted' AND count(l.booking_id) < count(*))
        """
    )
    yield from each("quoted", _("What a quote booked is not what it says."), "quote", found)
