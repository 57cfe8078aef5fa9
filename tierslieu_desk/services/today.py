"""The front page in one reading: who is here, what comes next, what is free now, what is due, how old the copy is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from tierslieu_desk.models import sqlite
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.duties import Duty, DutyKind
from tierslieu_desk.rules.visiting import closing_time, first_day_here
from tierslieu_desk.rules.vocabulary import Activity, RegistrationState, UnitKind
from tierslieu_desk.services import duties_due, last_copy, messages_due, planning, presence, register_due, renewals_due
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.free_now import FreeNow, read_free
from tierslieu_desk.services.house import House
from tierslieu_desk.services.plan_papers import people as without_papers
from tierslieu_desk.services.presence import Present
from tierslieu_desk.services.stations import Station, read_stations
from tierslieu_desk.services.usable import unlimited_text, usable_by
from tierslieu_desk.wallclock import Slot, whole_day

MAIL_ALARMS = frozenset({DutyKind.MAIL_NOT_COLLECTED, DutyKind.MAIL_LONG_NOT_COLLECTED})
MAIL_DUTIES = MAIL_ALARMS | {DutyKind.TELL_REGISTRY_MAIL}


@dataclass(frozen=True, slots=True)
class HereRow:
    """Somebody who is here; `half_days_left` is None when nothing is counted for them.

    `to_pay`: half-days of this visit that nothing covers, of which nobody has decided anything yet.
    """

    visit_id: int
    party_id: int
    name: str
    role: str
    status: str
    since: datetime
    half_days_left: int | None
    mail: int
    to_pay: int = 0


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """Something on today's planning, once however many leaves it holds."""

    owner: str
    owner_id: int
    slot: Slot
    title: str
    note: str
    unit: str
    kind: UnitKind
    state: str
    registered: int


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


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the front page shows, at one moment. `open_until` is None when the place is closed now.

    `does`: the `Activity` codes that are ticked, on which pages depend. `also` are here by a booking or an event alone;
    `stations` are the computers of the digital public space, where there is one.

    `same_disk`: the last copy also went to the second place, which is on the disk of the desk and would go with it.
    `cloud_folder`: the desk's folder when a cloud client probably copies it while it is written to, else empty.
    """

    place: str
    does: frozenset[str]
    now: datetime
    open_until: datetime | None
    here: tuple[HereRow, ...]
    passers_by: int
    free: tuple[FreeNow, ...]
    agenda: tuple[AgendaRow, ...]
    due: tuple[DueRow, ...]
    last_copy: datetime | None
    last_copy_outside: datetime | None
    same_disk: bool
    cloud_folder: str
    also: tuple[Present, ...] = ()
    stations: tuple[Station, ...] = ()


class Today:
    """Reads the front page; its tables are `WATCHES`."""

    WATCHES = frozenset(
        {"visit", "hold", "booking", "event", "event_session", "registration", "loan", "mail_item", "invoice"}
        | {"payment_allocation", "copy_made", "party", "unit", "place", "closure", "opening_hours", "allowance_entry"}
        | {"allowance", "domiciliation", "maintenance", "unit_part", "open_invoice", "mail_act", "journal"}
        | {"subscription", "subscription_pause", "affiliation", "plan", "attendance"}
        | {"workstation", "workstation_turn", "dated_setting", "person_task", "person_paper"}
        | {"message", "mail_account"}
        | {"shift_note", "checklist_item"}
    )

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        folder = desk.store.folder
        self._cloud_folder = str(folder.absolute()) if sqlite.in_synchronising_folder(folder) else ""

    def view(self) -> TodayView:
        """The front page now."""
        now = self._desk.clock.wall()
        today = now.date()
        with self._desk.store.glancing() as seen:
            house = self._desk.house(seen)
            blocks = planning.read_blocks(seen, whole_day(today), self._desk)
            open_now = (s.end for s in planning.open_slots(house, whole_day(today)) if s.start <= now < s.end)
            waiting = _waiting(seen)
            here, outside = self._copy(seen, outside=False), self._copy(seen, outside=True)
            present = tuple(_here(self._desk, seen, house, now, waiting))
            known = {row.party_id for row in present}
            others = presence.together(presence.booked(seen, now), presence.attending(seen, now))
            also = tuple(one for one in others if one.party_id not in known)
            does = frozenset((seen.value("SELECT services FROM place") or "").split())
            return TodayView(
                place=seen.value("SELECT name FROM place") or "",
                does=does,
                now=now,
                open_until=next(open_now, None),
                here=present,
                passers_by=seen.value(presence.PASSERS_BY, today=today),
                free=read_free(seen, house, blocks, known, now),
                agenda=tuple(_agenda(seen, house, blocks)),
                due=tuple(_due(seen, waiting, now)),
                last_copy=self._wall(here),
                last_copy_outside=self._wall(outside),
                same_disk=here is not None and last_copy.made_twice(seen, here),
                cloud_folder=self._cloud_folder,
                also=also,
                stations=read_stations(seen, now) if Activity.DIGITAL_SPACE in does else (),
            )

    def does(self) -> frozenset[str]:
        """The `Activity` codes that are ticked."""
        with self._desk.store.glancing() as seen:
            return frozenset((seen.value("SELECT services FROM place") or "").split())

    def mail_waiting(self) -> int:
        """How much mail is on the shelf, for the rail."""
        with self._desk.store.glancing() as seen:
            return int(seen.value("SELECT count(*) FROM mail_item WHERE done_on IS NULL"))

    def overdue(self) -> int:
        """How much that is lent should be back by now, for the rail."""
        with self._desk.store.glancing() as seen:
            late = "SELECT count(*) FROM loan WHERE back IS NULL AND due <= :now"
            return int(seen.value(late, now=self._desk.clock.wall()))

    def messages_waiting(self) -> int:
        """How many messages want somebody: to look at, to print, to call; for the rail."""
        with self._desk.store.glancing() as seen:
            return messages_due.wanting(seen)

    def messages_held(self) -> messages_due.Held | None:
        """What waits for the line, for the foot of the rail."""
        with self._desk.store.glancing() as seen:
            return messages_due.held(seen)

    def _copy(self, seen: Glance, *, outside: bool) -> last_copy.LastCopy | None:
        return last_copy.newest(seen, self._desk.clock.now(), outside=outside)

    def _wall(self, copy: last_copy.LastCopy | None) -> datetime | None:
        return None if copy is None else self._desk.clock.to_wall(copy.made_at)


_HERE = f"""
    SELECT v.id, v.party_id, p.name, v.role, p.status, v.arrived_at,
        (SELECT sum(e.balance) FROM allowance AS a JOIN allowance_entry AS e ON e.allowance_id = a.id
            WHERE {usable_by("v.party_id")}
        ) AS half_days_left,
        v.half_days + coalesce((SELECT sum(half_days) FROM allowance_entry WHERE visit_id = v.id), 0),
        {unlimited_text("v.party_id")}
    FROM visit AS v JOIN party AS p ON p.id = v.party_id
    WHERE v.day BETWEEN :since AND :day AND v.left_at IS NULL AND NOT v.undone
    ORDER BY v.arrived_at, v.id
"""  # noqa: S608 - no value in it


def _here(desk: Desk, seen: Glance, house: House, now: datetime, waiting: list[_Waiting]) -> list[HereRow]:
    """Who came in, but for those whom closing time has seen off."""
    rows, mail = [], {each.party_id: each.items for each in waiting}
    found = seen.rows(_HERE, day=now.date(), since=first_day_here(now, house.hours))
    for visit, party, name, role, status, arrived_at, left, uncovered, unlimited in found:
        since = desk.clock.to_wall(datetime.fromisoformat(arrived_at))
        if closing_time(since, house.hours) <= now:
            continue
        to_pay = 0 if unlimited else max(0, uncovered)
        rows.append(HereRow(visit, party, name, role, status, since, left, mail.get(party, 0), to_pay))
    return rows


_REGISTERED = """
    SELECT event_id, count(*) FROM registration
    WHERE event_id IN (SELECT value FROM json_each(:events)) AND state = :registered GROUP BY event_id
"""


def _agenda(seen: Glance, house: House, blocks: list[planning.PlanningBlock]) -> list[AgendaRow]:
    once: dict[tuple[str, int, datetime], planning.PlanningBlock] = {}
    for block in blocks:
        once.setdefault((block.owner, block.owner_id, block.slot.start), block)
    events = [block.owner_id for block in once.values() if block.owner == "event"]
    registered: dict[int, int] = {}
    if events:
        values = {"events": json.dumps(events), "registered": RegistrationState.REGISTERED.value}
        registered = {row[0]: row[1] for row in seen.rows(_REGISTERED, **values)}
    rows = [
        AgendaRow(
            block.owner,
            block.owner_id,
            block.slot,
            block.title,
            block.note,
            house.unit(block.asked_unit_id).name,
            house.unit(block.asked_unit_id).kind,
            block.state,
            registered.get(block.owner_id, 0) if block.owner == "event" else 0,
        )
        for block in once.values()
    ]
    return sorted(rows, key=lambda row: (row.slot.start, row.slot.end, row.title))


def _due(seen: Glance, waiting: list[_Waiting], now: datetime) -> list[DueRow]:
    today = now.date()
    legal = _duties(seen, today)
    told = {row.party_id for row in legal if row.duty is not None and row.duty.kind in MAIL_DUTIES}
    return [
        *legal,
        *_mail(waiting, told, today),
        *_unpaid(seen, today),
        *_out(seen, now),
        *_clashes(seen, now),
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


class _Waiting(NamedTuple):
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


def _waiting(seen: Glance) -> list[_Waiting]:
    return list(map(_Waiting._make, seen.rows(_WAITING)))


def _mail(waiting: list[_Waiting], told: set[int], today: date) -> list[DueRow]:
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
    return [
        DueRow(DueKind.CLASH, booking, party, name, unit, (datetime.fromisoformat(starts).date() - now.date()).days)
        for booking, party, name, unit, starts in seen.rows(_CLASHES, now=now)
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
