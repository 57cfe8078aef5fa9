"""Who sits where: one at a time at a computer; and nobody gives more of a day than it holds."""

from __future__ import annotations

from collections.abc import Iterator

from tierslieu_desk.i18n import _
from tierslieu_desk.services.checks.finding import Context, Finding, each


def turns(context: Context) -> Iterator[Finding]:
    """No two turns at one computer overlap; one that ended early ended when they went."""
    found = context.rows(
        """
        SELECT id FROM (
            SELECT id, starts,
                lag(coalesce(left_at, ends)) OVER (PARTITION BY workstation_id ORDER BY starts, id) AS free
            FROM workstation_turn
        ) WHERE free > starts
        """
    )
    yield from each("turns", _("Two people have the same computer at the same time."), "workstation_turn", found)


def volunteer_days(context: Context) -> Iterator[Finding]:
    """What somebody gave on one day is no more than the day holds, and as much for each name they had."""
    found = context.rows(
        """
        SELECT max(v.id) FROM volunteer_time AS v GROUP BY v.party_id, v.day
        HAVING sum(v.minutes) > 1440 * (1 + (SELECT count(*) FROM party_merge AS m WHERE m.kept_id = v.party_id))
        ORDER BY 1
        """
    )
    yield from each("volunteer_days", _("More hours were given on one day than it has."), "volunteer_time", found)
