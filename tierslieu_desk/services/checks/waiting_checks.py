"""The waiting list: what was offered is an option of whoever waited."""

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
