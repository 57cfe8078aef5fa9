"""The legal duties of the day: what the rules ask of the contracts, the mail and the lists that the store knows.

By plain statements, since the front page shows them.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.duties import Book, Contract, Duty

LISTS = "domiciliation_list"
"""Subject of the journal's lines that say which lists were sent; the line's number is `Duty.list_key`."""
LIST_SENT = "list_sent"
LIST_NOT_SENT = "list_not_sent"
LISTS_SENT = """
    SELECT subject_id FROM journal WHERE act = :sent AND id IN (
        SELECT max(id) FROM journal WHERE subject = :lists GROUP BY subject_id)
"""
"""The keys of the lists that were sent and not taken back: a line of the journal stays, so the last one counts."""

CONTRACTS = """
    SELECT d.id, d.party_id, p.name AS who, d.starts, d.ends, d.approval_number, d.mailbox, d.proxy_until,
        d.registry_told_on, w.oldest, w.waiting,
        (
            SELECT max(m.done_on) FROM mail_item AS m
            WHERE m.domiciliation_id = d.id AND m.done_on > w.oldest AND EXISTS (
                SELECT 1 FROM mail_act AS a WHERE a.mail_item_id = m.id AND a.act IN ('handed_over', 'forwarded'))
        ) AS collected
    FROM domiciliation AS d CROSS JOIN party AS p ON p.id = d.party_id
    LEFT JOIN (
        SELECT domiciliation_id, min(arrived_on) AS oldest, count(*) AS waiting FROM mail_item
        WHERE done_on IS NULL GROUP BY +domiciliation_id
    ) AS w ON w.domiciliation_id = d.id
    ORDER BY p.search_key, d.id
"""
"""Every contract by name, what waits for it, and when something was last collected since the oldest of that came.

Companies are few and people are not: contracts are read first, whatever the order asked for. And what waits is few: the
`+` keeps SQLite from reading all mail there ever was in the order of an index, which it does before it has counted."""


class _Contract(NamedTuple):
    """A row of `CONTRACTS`, its days as they are stored."""

    id: int
    party_id: int
    who: str
    starts: str
    ends: str | None
    approval_number: str
    mailbox: str
    proxy_until: str | None
    registry_told_on: str | None
    oldest: str | None
    waiting: int | None
    collected: str | None


def uncollected_since(oldest: date | None, collected: date | None) -> date | None:
    """From the oldest that waits, or from what was collected after it came; None when nothing waits."""
    return oldest if oldest is None or collected is None else max(oldest, collected)


def read(seen: Glance, today: date) -> tuple[tuple[int, Duty], ...]:
    """Each duty with the party it is about (0: the place itself), the most urgent first.

    None in a place that never domiciled anyone.
    """
    rows = list(map(_Contract._make, seen.rows(CONTRACTS)))
    contracts = [
        Contract(
            row.id,
            row.who,
            date.fromisoformat(row.starts),
            _day(row.ends),
            _day(row.proxy_until),
            _day(row.registry_told_on),
            uncollected_since(_day(row.oldest), _day(row.collected)),
        )
        for row in rows
    ]
    parties = {row.id: row.party_id for row in rows}
    approved_until = seen.value("SELECT approved_until FROM place WHERE id = 1 AND approval_number <> ''")
    sent = seen.rows(LISTS_SENT, sent=LIST_SENT, lists=LISTS) if contracts else ()
    book = Book(contracts, _day(approved_until), frozenset(key for (key,) in sent))
    return tuple((parties.get(duty.contract_id or 0, 0), duty) for duty in duties.duties(book, today))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
