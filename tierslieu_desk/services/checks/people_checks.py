"""Whoever was put together with somebody stands in no list, and the way back is written down."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each


def put_together(context: Context) -> Iterator[Finding]:
    """Each link to the kept one has its record, the other way round too."""
    found = context.rows(
        """
        SELECT p.id FROM party AS p LEFT JOIN party_merge AS m ON m.gone_id = p.id
        WHERE p.merged_into_id IS NOT m.kept_id OR (p.merged_into_id IS NOT NULL AND NOT p.retired)
        """
    )
    yield from each(
        "put_together", _("How two people were put together is not as it was written down."), "party", found
    )
