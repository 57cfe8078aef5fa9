"""The front page in one reading: who is here, what comes next, what is free now, what is due, how old the copy is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from tierslieu_desk.models import sqlite
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.calendar import SpecialDay
from tierslieu_desk.rules.visiting import closing_time, first_day_here
from tierslieu_desk.rules.vocabulary import Activity, RegistrationState, UnitKind
from tierslieu_desk.services.booking import planning
from tierslieu_desk.services.booking.free_now import FreeNow, read_free
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.due_today import DueRow, Waiting, read_due, read_waiting
from tierslieu_desk.services.house import House
from tierslieu_desk.services.keeping import last_copy
from tierslieu_desk.services.message import messages_due
from tierslieu_desk.services.plan.usable import unlimited_text, usable_by
from tierslieu_desk.services.visit import presence
from tierslieu_desk.services.visit.presence import Present
from tierslieu_desk.services.visit.stations import Station, read_stations
from tierslieu_desk.wallclock import Slot, whole_day


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


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the front page shows, at one moment. `open_until` is None when the place is closed now.

    `does`: the `Activity` codes that are ticked, on which pages depend. `also` are here by a booking or an event alone,
    or as guests without a name; `stations` are the computers of the digital public space, where there is one.

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
    special: tuple[SpecialDay, ...] = ()
    """What day it is: holidays that were worked out ahead, since the start waits for no library."""


class Today:
    """Reads the front page; its tables are `WATCHES`."""

    WATCHES = frozenset(
        {"visit", "hold", "booking", "event", "event_session", "registration", "loan", "mail_item", "invoice"}
        | {"payment_allocation", "copy_made", "party", "unit", "place", "closure", "opening_hours", "allowance_entry"}
        | {"allowance", "domiciliation", "maintenance", "unit_part", "open_invoice", "mail_act", "journal"}
        | {"subscription", "subscription_pause", "affiliation", "plan", "attendance"}
        | {"workstation", "workstation_turn", "dated_setting", "person_task", "person_paper"}
        | {"message", "mail_account"}
        | {"shift_note", "checklist_item", "waiting", "deposit_held"}
        | {"own_hours", "calendar_area", "day_effect", "public_day", "school_period"}
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
            waiting = read_waiting(seen)
            here, outside = self._copy(seen, outside=False), self._copy(seen, outside=True)
            present = tuple(_here(self._desk, seen, house, now, waiting))
            known = {row.party_id for row in present}
            everybody = presence.everybody(seen, self._desk, house.hours, now)
            also = tuple(one for one in everybody if one.party_id not in known)
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
                due=tuple(read_due(seen, waiting, now)),
                last_copy=self._wall(here),
                last_copy_outside=self._wall(outside),
                same_disk=here is not None and last_copy.made_twice(seen, here),
                cloud_folder=self._cloud_folder,
                also=also,
                stations=read_stations(seen, now) if Activity.DIGITAL_SPACE in does else (),
                special=house.calendar.of(today, worked_out=True),
            )

    def how_many_here(self) -> int:
        """How many are here now, as the front page counts them."""
        with self._desk.store.glancing() as seen:
            hours = self._desk.house(seen).hours
            return len(presence.everybody(seen, self._desk, hours, self._desk.clock.wall()))

    def turn_due(self) -> bool:
        """Whether what an expired option left behind may be the turn of somebody who waits."""
        with self._desk.store.glancing() as seen:
            expired = "SELECT 1 FROM booking WHERE expires <= :now AND state = 'tentative' LIMIT 1"
            waits = self._desk.house(seen).waits
            return waits and seen.row(expired, now=self._desk.clock.wall()) is not None

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


def _here(desk: Desk, seen: Glance, house: House, now: datetime, waiting: list[Waiting]) -> list[HereRow]:
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
