"""What is taken along goes with one booking, which goes along with none itself."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each


def taken_along(context: Context) -> Iterator[Finding]:
    """Nothing goes along with what goes along: what is called off with the one would leave the other behind."""
    found = context.rows(
        """
        SELECT a.booking_id FROM booking_with AS a JOIN booking_with AS b ON b.booking_id = a.with_booking_id
        ORDER BY 1
        """
    )
    yield from each("taken_along", _("Something goes along with what goes along itself."), "booking_with", found)
