"""What waits for a hand today, of every kind, the law first: plain statements, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.duties import Duty, DutyKind
from tierslieu_desk.services.message import messages_due
from tierslieu_desk.services.plan import renewals_due
from tierslieu_desk.services.plan.plan_papers import people as without_papers
from tierslieu_desk.services.post import duties_due
from tierslieu_desk.services.visit import register_due

MAIL_ALARMS = frozenset({DutyKind.MAIL_NOT_COLLECTED, DutyKind.MAIL_LONG_NOT_COLLECTED})
MAIL_DUTIES = MAIL_ALARMS | {DutyKind.TELL_REGISTRY_MAIL}


class DueKind(StrEnum):
    """What waits for a hand."""

    DUTY = "duty"
    MAIL = "mail"
    INVOICE = "invoice"
    LOAN = "loan"
    CLASH = "clash"
    RENEWAL = "renewal"
    REGISTER = "register"
    TASK = "task"
    MESSAGE = "message"
    PAPERS = "papers"
    WAITING = "waiting"
    DEPOSIT = "deposit"
    OPTION = "option"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that waits: whom it concerns, what, since or until when (`days`), and cents where it is money.

    Of a legal duty, `subject_id` is the contract and `party_id` the company, 0 when it is the place's own.
    """

    kind: DueKind
    subject_id: int
    party_id: int
    name: str
    what: str
    days: int
    amount_cents: int = 0
    duty: Duty | None = None
    until: datetime | None = None


def read_due(seen: Glance, waiting: list[Waiting], now: datetime) -> list[DueRow]:
    """Everything, in the order of its kinds."""
    today = now.date()
    legal = _duties(seen, today)
    told = {row.party_id for row in legal if row.duty is not None and row.duty.kind in MAIL_DUTIES}
    return [
        *legal,
        *_mail(waiting, told, today),
        *_unpaid(seen, today),
        *_out(seen, now),
        *_deposits(seen, now),
        *_clashes(seen, now),
        *_offered(seen, now),
        *_renewals(seen, today),
        *([DueRow(DueKind.REGISTER, 0, 0, "", "", 0)] if register_due.due(seen, today) else []),
        *_tasks(seen, today),
        *_papers(seen, today),
        *_messages(seen, now),
    ]


def _renewals(seen: Glance, today: date) -> list[DueRow]:
    """One row for all of them: `what` is how many."""
    listed = renewals_due.count(seen, today)
    return [DueRow(DueKind.RENEWAL, 0, 0, "", str(listed), 0)] if listed else []


def _papers(seen: Glance, today: date) -> list[DueRow]:
    """One row for all of them: who is to be asked first; `what` is how many there are."""
    who = without_papers(seen, today)
    return [] if who is None else [DueRow(DueKind.PAPERS, 0, who.party_id, who.name, str(who.people), 0)]


def _duties(seen: Glance, today: date) -> list[DueRow]:
    """What the law asks, the most urgent first; of one company's mail, only what asks most."""
    found = duties_due.read(seen, today)
    letters = {duty.contract_id for _party, duty in found if duty.kind is DutyKind.TELL_REGISTRY_MAIL}
    return [
        DueRow(DueKind.DUTY, duty.contract_id or 0, party, duty.who, duty.kind.value, duty.days, duty=duty)
        for party, duty in found
        if duty.kind not in MAIL_ALARMS or duty.contract_id not in letters
    ]


class Waiting(NamedTuple):
    """A row of `_WAITING`: one company or person, the oldest of their mail, and how much there is."""

    party_id: int
    name: str
    first: str
    items: int
    oldest_item: int


_WAITING = """
    SELECT m.party_id, p.name, min(m.arrived_on), count(*), min(m.id)
    FROM mail_item AS m JOIN party AS p ON p.id = m.party_id
    WHERE m.done_on IS NULL GROUP BY +m.party_id ORDER BY min(m.arrived_on), m.party_id
"""


def read_waiting(seen: Glance) -> list[Waiting]:
    """Whose mail waits, the longest first."""
    return list(map(Waiting._make, seen.rows(_WAITING)))


def _mail(waiting: list[Waiting], told: set[int], today: date) -> list[DueRow]:
    """The mail that waits, but for companies whose mail is a legal duty already."""
    return [
        DueRow(
            DueKind.MAIL,
            each.oldest_item,
            each.party_id,
            each.name,
            str(each.items),
            (today - date.fromisoformat(each.first)).days,
        )
        for each in waiting
        if each.party_id not in told
    ]


_UNPAID = """
    SELECT i.id, i.party_id, p.name, i.number, i.due_on, o.left_cents
    FROM open_invoice AS o CROSS JOIN invoice AS i ON i.id = o.invoice_id JOIN party AS p ON p.id = i.party_id
    WHERE o.left_cents > 0 AND i.due_on < :today
    ORDER BY i.due_on, i.id
"""
"""What is open is few, what was issued is not: the first table is read first, whatever statistics say."""


def _unpaid(seen: Glance, today: date) -> list[DueRow]:
    return [
        DueRow(DueKind.INVOICE, invoice, party, name, number, (today - date.fromisoformat(due)).days, cents)
        for invoice, party, name, number, due, cents in seen.rows(_UNPAID, today=today)
    ]


_OUT = """
    SELECT l.id, l.party_id, p.name, u.name, l.due FROM loan AS l
    JOIN party AS p ON p.id = l.party_id JOIN unit AS u ON u.id = l.unit_id
    WHERE l.back IS NULL ORDER BY l.due, l.id
"""


def _out(seen: Glance, now: datetime) -> list[DueRow]:
    return [
        DueRow(DueKind.LOAN, loan, party, name, unit, (now.date() - datetime.fromisoformat(due).date()).days)
        for loan, party, name, unit, due in seen.rows(_OUT)
    ]


_DEPOSITS = """
    SELECT b.id, d.party_id, p.name, u.name, min(b.ends, coalesce(b.cancelled_at, b.ends)), d.amount_cents
    FROM deposit_held AS d CROSS JOIN booking AS b ON b.id = d.booking_id
    JOIN party AS p ON p.id = d.party_id JOIN unit AS u ON u.id = b.unit_id
    WHERE d.booking_id IS NOT NULL AND d.given_back_on IS NULL AND (b.ends <= :now OR b.cancelled_at IS NOT NULL)
    ORDER BY b.ends, d.id
"""


def _deposits(seen: Glance, now: datetime) -> list[DueRow]:
    """What is held for a booking that is over, or was called off."""
    return [
        DueRow(DueKind.DEPOSIT, booking, party, name, unit, (now.date() - date.fromisoformat(over[:10])).days, cents)
        for booking, party, name, unit, over, cents in seen.rows(_DEPOSITS, now=now)
    ]


def _messages(seen: Glance, now: datetime) -> list[DueRow]:
    return [
        DueRow(DueKind.MESSAGE, 0, 0, kind, str(count), (now.date() - oldest.date()).days)
        for kind, count, oldest in messages_due.read(seen)
    ]


_CLASHES = """
    SELECT b.id, b.party_id, p.name, u.name, b.starts FROM booking AS b
    JOIN party AS p ON p.id = b.party_id JOIN unit AS u ON u.id = b.unit_id
    WHERE b.starts >= :now AND b.state = 'clash' ORDER BY b.starts, b.id
"""
"""As far ahead as dates are made, so that a clash is told on the day it comes about; the index is of that state."""


def _clashes(seen: Glance, now: datetime) -> list[DueRow]:
    found = ((row, datetime.fromisoformat(row[4])) for row in seen.rows(_CLASHES, now=now))
    return [
        DueRow(DueKind.CLASH, booking, party, name, unit, (starts.date() - now.date()).days, until=starts)
        for (booking, party, name, unit, _starts), starts in found
    ]


_OFFERED = """
    SELECT b.id, b.party_id, p.name, u.name, b.expires, w.id IS NOT NULL,
        NOT EXISTS (SELECT 1 FROM message AS m WHERE m.subject_of = 'booking' AND m.subject_id = b.id
            AND m.purpose IN ('waiting_offer', 'booking_option_ends') AND m.state <> 'withdrawn')
    FROM booking AS b JOIN party AS p ON p.id = b.party_id JOIN unit AS u ON u.id = b.unit_id
        LEFT JOIN waiting AS w ON w.booking_id = b.id
    WHERE b.expires > :now AND b.state = 'tentative' AND b.ends > :now AND (w.id IS NOT NULL OR b.expires <= :soon)
    ORDER BY b.expires, b.id
"""


def _offered(seen: Glance, now: datetime) -> list[DueRow]:
    """What is kept for somebody who waited, and options that end within a day; `days` is 1 until they were told."""
    rows = seen.rows(_OFFERED, now=now, soon=now + timedelta(days=1))
    return [
        DueRow(kind, booking, party, name, unit, to_tell, until=datetime.fromisoformat(expires))
        for booking, party, name, unit, expires, waited, to_tell in rows
        for kind in (DueKind.WAITING if waited else DueKind.OPTION,)
    ]


_TASKS = """
    SELECT t.id, t.party_id, p.name, t.what, t.due FROM person_task AS t JOIN party AS p ON p.id = t.party_id
    WHERE t.done_on IS NULL AND t.due <= :today ORDER BY t.due, t.id
"""


def _tasks(seen: Glance, today: date) -> list[DueRow]:
    return [
        DueRow(DueKind.TASK, task, party, name, what, (today - date.fromisoformat(due)).days)
        for task, party, name, what, due in seen.rows(_TASKS, today=today)
    ]
