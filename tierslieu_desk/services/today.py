"""The front page in one reading: who is here, what comes next, what is free now, what is due, how old the copy is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.events import Registration
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.mail import Domiciliation, MailItem
from tierslieu_desk.models.money import Invoice, PaymentAllocation
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.place import CopyMade, Place
from tierslieu_desk.models.plans import Visit
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules.opening import opening_slots
from tierslieu_desk.rules.vocabulary import BookingState, InvoiceKind, RegistrationState, UnitKind
from tierslieu_desk.services import planning
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.house import House, UnitInfo
from tierslieu_desk.wallclock import Slot, whole_day

WALL = WallDateTime()
UNCOLLECTED_ALARM_DAYS = 75
"""Mail not collected for three months is told to the registry (C. com. R123-168): say so two weeks ahead."""


@dataclass(frozen=True, slots=True)
class HereRow:
    """Somebody who is here; `half_days_left` is None when nothing is counted for them."""

    visit_id: int
    party_id: int
    name: str
    role: str
    status: str
    since: datetime
    half_days_left: int | None
    mail: int


@dataclass(frozen=True, slots=True)
class FreeNow:
    """A space as it stands now: `free` of `of` seats or rooms, until `until` when something comes or ends."""

    unit_id: int
    name: str
    kind: UnitKind
    seats: int
    free: int
    of: int
    until: datetime | None


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

    MAIL_UNCOLLECTED = "mail_uncollected"
    MAIL = "mail"
    INVOICE = "invoice"
    LOAN = "loan"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that waits: whom it concerns, what, since or until when (`days`), and cents where it is money."""

    kind: DueKind
    subject_id: int
    party_id: int
    name: str
    what: str
    days: int
    amount_cents: int = 0


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything the front page shows, at one moment. `open_until` is None when the place is closed now."""

    place: str
    now: datetime
    open_until: datetime | None
    here: tuple[HereRow, ...]
    passers_by: int
    free: tuple[FreeNow, ...]
    agenda: tuple[AgendaRow, ...]
    due: tuple[DueRow, ...]
    last_copy: datetime | None
    last_copy_outside: datetime | None


class Today:
    """Reads the front page; its tables are `WATCHES`."""

    WATCHES = frozenset(
        {"visit", "hold", "booking", "event", "event_session", "registration", "loan", "mail_item", "invoice"}
        | {"payment_allocation", "copy_made", "party", "unit", "place", "closure", "opening_hours", "allowance_entry"}
    )

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self) -> TodayView:
        """The front page now."""
        now = self._desk.clock.wall()
        today = now.date()
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            blocks = planning.read_blocks(session, whole_day(today), self._desk)
            open_now = (s.end for s in planning.open_slots(house, whole_day(today)) if s.start <= now < s.end)
            closed_for_good = house.hours and not any(s.end > now for s in opening_slots(today, house.hours))
            return TodayView(
                place=session.execute(select(Place.name)).scalar_one_or_none() or "",
                now=now,
                open_until=next(open_now, None),
                here=() if closed_for_good else tuple(_here(self._desk, session, today)),
                passers_by=session.execute(
                    select(func.count())
                    .select_from(Visit)
                    .where(Visit.day == today, Visit.party_id.is_(None), Visit.undone.is_(False))
                ).scalar_one(),
                free=tuple(_free_now(house, blocks, now)),
                agenda=tuple(_agenda(session, house, blocks)),
                due=tuple(_due(session, today, now)),
                last_copy=self._copy(session, outside=False),
                last_copy_outside=self._copy(session, outside=True),
            )

    def _copy(self, session: Session, *, outside: bool) -> datetime | None:
        newest = select(CopyMade.made_at).order_by(CopyMade.made_at.desc()).limit(1)
        made = session.execute(newest.where(CopyMade.outside) if outside else newest).scalar_one_or_none()
        return None if made is None else self._desk.clock.to_wall(made)


_HERE = text(
    """
    SELECT v.id, v.party_id, p.name, v.role, p.status, v.arrived_at,
        (SELECT sum(e.balance) FROM allowance AS a JOIN allowance_entry AS e ON e.allowance_id = a.id
            WHERE a.party_id = v.party_id AND a.valid_from <= :today
                AND (a.valid_until IS NULL OR a.valid_until >= :today)
                AND e.sequence = (SELECT max(sequence) FROM allowance_entry WHERE allowance_id = a.id)
        ) AS half_days_left,
        (SELECT count(*) FROM mail_item AS m WHERE m.party_id = v.party_id AND m.done_on IS NULL) AS mail
    FROM visit AS v JOIN party AS p ON p.id = v.party_id
    WHERE v.day = :today AND v.left_at IS NULL AND NOT v.undone
    ORDER BY v.arrived_at, v.id
    """
)


def _here(desk: Desk, session: Session, today: date) -> list[HereRow]:
    rows = []
    for row in session.execute(_HERE, {"today": today.isoformat()}):
        since = desk.clock.to_wall(datetime.fromisoformat(row.arrived_at))
        rows.append(HereRow(row.id, row.party_id, row.name, row.role, row.status, since, row.half_days_left, row.mail))
    return rows


def _free_now(house: House, blocks: list[planning.PlanningBlock], now: datetime) -> list[FreeNow]:
    taken: dict[int, list[Slot]] = defaultdict(list)
    for block in blocks:
        taken[block.unit_id].append(block.slot)
    tiles = []
    for unit in house.units.values():
        shown = unit.is_pool or (unit.pool_id is None and unit.kind in {UnitKind.ROOM, UnitKind.BOOTH})
        if unit.retired or not shown or unit.parts:
            continue
        tiles.append(_free_tile(unit, taken, now))
    return tiles


def _free_tile(unit: UnitInfo, taken: dict[int, list[Slot]], now: datetime) -> FreeNow:
    leaves = unit.members if unit.is_pool else unit.leaves
    busy = {leaf: slot for leaf in leaves for slot in taken[leaf] if slot.start <= now < slot.end}
    free = len(leaves) - len(busy)
    if free:
        idle = [leaf for leaf in leaves if leaf not in busy]
        until = min((slot.start for leaf in idle for slot in taken[leaf] if slot.start > now), default=None)
    else:
        until = min(slot.end for slot in busy.values())
    return FreeNow(unit.id, unit.name, unit.kind, unit.seats, free, len(leaves), until)


def _agenda(session: Session, house: House, blocks: list[planning.PlanningBlock]) -> list[AgendaRow]:
    once: dict[tuple[str, int, datetime], planning.PlanningBlock] = {}
    for block in blocks:
        once.setdefault((block.owner, block.owner_id, block.slot.start), block)
    events = [block.owner_id for block in once.values() if block.owner == "event"]
    registered: dict[int, int] = {}
    if events:
        counted = session.execute(
            select(Registration.event_id, func.count())
            .where(Registration.event_id.in_(events), Registration.state == RegistrationState.REGISTERED)
            .group_by(Registration.event_id)
        )
        registered = dict(counted.all())
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


def _due(session: Session, today: date, now: datetime) -> list[DueRow]:
    return [
        *_uncollected(session, today),
        *_unpaid(session, today),
        *_out(session, now),
        *_clashes(session, now),
    ]


def _uncollected(session: Session, today: date) -> list[DueRow]:
    """One row a company: the mail that has waited longest; an alarm for domiciled ones from day 75 on."""
    waiting = session.execute(
        select(
            MailItem.party_id,
            Party.name,
            func.min(MailItem.arrived_on),
            func.count(),
            func.min(MailItem.id),
            func.coalesce(func.max(Domiciliation.id), 0),
        )
        .join(Party, Party.id == MailItem.party_id)
        .join(Domiciliation, Domiciliation.id == MailItem.domiciliation_id, isouter=True)
        .where(MailItem.done_on.is_(None))
        .group_by(MailItem.party_id)
        .order_by(func.min(MailItem.arrived_on))
    )
    rows = []
    for party_id, name, first, count, item, domiciliation in waiting:
        days = (today - first).days
        alarm = bool(domiciliation) and days >= UNCOLLECTED_ALARM_DAYS
        kind = DueKind.MAIL_UNCOLLECTED if alarm else DueKind.MAIL
        rows.append(DueRow(kind, item, party_id, name, str(count), days))
    return rows


def _unpaid(session: Session, today: date) -> list[DueRow]:
    paid = (
        select(PaymentAllocation.invoice_id, func.sum(PaymentAllocation.amount_cents).label("cents"))
        .group_by(PaymentAllocation.invoice_id)
        .subquery()
    )
    credited = select(Invoice.credits_id).where(Invoice.credits_id.is_not(None))
    left = Invoice.gross_cents - func.coalesce(paid.c.cents, 0)
    found = session.execute(
        select(Invoice.id, Invoice.party_id, Party.name, Invoice.number, Invoice.due_on, left)
        .join(Party, Party.id == Invoice.party_id)
        .join(paid, paid.c.invoice_id == Invoice.id, isouter=True)
        .where(
            Invoice.due_on < today,
            Invoice.kind != InvoiceKind.CREDIT_NOTE,
            left > 0,
            Invoice.id.not_in(credited),
        )
        .order_by(Invoice.due_on, Invoice.id)
    )
    return [
        DueRow(DueKind.INVOICE, number, party, name, what, (today - due).days, cents)
        for number, party, name, what, due, cents in found
    ]


def _out(session: Session, now: datetime) -> list[DueRow]:
    found = session.execute(
        select(Loan.id, Loan.party_id, Party.name, Unit.name, Loan.due)
        .join(Party, Party.id == Loan.party_id)
        .join(Unit, Unit.id == Loan.unit_id)
        .where(Loan.back.is_(None))
        .order_by(Loan.due)
    )
    return [
        DueRow(DueKind.LOAN, number, party, name, unit, (now.date() - due.date()).days)
        for number, party, name, unit, due in found
    ]


_CLASHES = (
    text(
        """
    SELECT b.id, b.party_id, p.name, u.name AS unit, b.starts FROM booking AS b
    JOIN party AS p ON p.id = b.party_id JOIN unit AS u ON u.id = b.unit_id
    WHERE b.starts >= :now AND b.starts < :horizon AND b.state = :clash ORDER BY b.starts
    """
    )
    .bindparams(bindparam("now", type_=WALL), bindparam("horizon", type_=WALL))
    .columns(starts=WALL)
)
CLASHES_AHEAD = timedelta(days=60)


def _clashes(session: Session, now: datetime) -> list[DueRow]:
    values = {"now": now, "horizon": now + CLASHES_AHEAD, "clash": BookingState.CLASH.value}
    return [
        DueRow(DueKind.CLASH, row.id, row.party_id, row.name, row.unit, (row.starts.date() - now.date()).days)
        for row in session.execute(_CLASHES, values)
    ]
