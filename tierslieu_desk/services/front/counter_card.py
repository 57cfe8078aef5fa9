"""What the counter knows of one person at a glance: here or not, what is left to use, what is owed, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Integer, bindparam, or_, select, text
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.base import WallDateTime
from tierslieu_desk.models.money import CHARGE_SOURCES, Charge, Invoice, InvoiceLine, OpenInvoice
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.store import run
from tierslieu_desk.rules import passes
from tierslieu_desk.rules.vocabulary import PartyKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front import habits
from tierslieu_desk.services.person.party_names import names
from tierslieu_desk.services.plan import allowances, in_advance, prepaid_book
from tierslieu_desk.services.plan.unlimited import unlimited_on
from tierslieu_desk.services.visit import days_due
from tierslieu_desk.services.visit.days_due import DayDue
from tierslieu_desk.services.visit.visits import Visits

MOST_LINES = 200
"""What a slate shows and clears at once."""
ELSEWHERE = or_(
    Charge.period_start.is_not(None),
    *(getattr(Charge, source).is_not(None) for source in CHARGE_SOURCES if source != "pass_id"),
)
"""Owed for something that was not sold over the counter: a booking, a subscription, postage, a day to be invoiced."""
_WALL = WallDateTime()
_OWED = (
    select(Charge)
    .where(
        Charge.payer_id == bindparam("payer"),
        Charge.supplied_on <= bindparam("until"),
        Charge.held_back.is_(False),
        ~select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists(),
    )
    .order_by(Charge.supplied_on, Charge.id)
    .limit(MOST_LINES)
)
_SLATE, _BESIDES = _OWED.where(~ELSEWHERE), _OWED.where(ELSEWHERE)
_OPEN = (
    select(Invoice.id, Invoice.number, Invoice.due_on, OpenInvoice.left_cents)
    .join(OpenInvoice, OpenInvoice.invoice_id == Invoice.id)
    .where(Invoice.party_id.in_(names(bindparam("payer", type_=Integer))), OpenInvoice.left_cents > 0)
    .order_by(Invoice.due_on, Invoice.id)
    .limit(10)
)
_MAIL = text(
    """
    SELECT m.party_id, p.name, count(*) AS items, min(m.arrived_on) AS first, max(m.shelf) AS shelf
    FROM mail_item AS m JOIN party AS p ON p.id = m.party_id
    WHERE m.done_on IS NULL AND m.party_id IN (
        SELECT :party UNION ALL SELECT organisation_id FROM affiliation WHERE person_id = :party)
    GROUP BY m.party_id ORDER BY m.party_id <> :party, p.search_key
    """
).columns(first=Date())
_LOANS = text(
    """
    SELECT l.id, u.name, l.due, l.deposit_cents FROM loan AS l JOIN unit AS u ON u.id = l.unit_id
    WHERE l.back IS NULL AND l.party_id = :party ORDER BY l.due, l.id
    """
).columns(due=_WALL)
_NEXT = (
    text(
        """
    SELECT u.name, b.starts, b.ends FROM booking AS b JOIN unit AS u ON u.id = b.unit_id
    WHERE b.party_id = :party AND b.starts >= :first AND b.starts < :last AND b.ends > :now
        AND b.state IN ('tentative', 'confirmed')
    ORDER BY b.starts LIMIT 1
    """
    )
    .bindparams(*(bindparam(name, type_=_WALL) for name in ("first", "last", "now")))
    .columns(starts=_WALL, ends=_WALL)
)


@dataclass(frozen=True, slots=True)
class SlateLine:
    """One thing owed and on no document yet; cents."""

    charge_id: int
    supplied_on: date
    description: str
    detail: str
    quantity_milli: int
    gross_cents: int


@dataclass(frozen=True, slots=True)
class Slate:
    """What one payer owes and is on no document yet, the oldest first. `more`: there are others beyond."""

    payer_id: int
    payer: str
    lines: tuple[SlateLine, ...]
    more: bool = False

    @property
    def charges(self) -> tuple[int, ...]:
        """What `Counter.sell` clears."""
        return tuple(line.charge_id for line in self.lines)

    @property
    def total_cents(self) -> int:
        """The lines added up."""
        return sum(line.gross_cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class MailFor:
    """What waits on a shelf for somebody, or for a company they belong to."""

    party_id: int
    name: str
    items: int
    since: date
    shelf: str


@dataclass(frozen=True, slots=True)
class LoanOut:
    """Something they have, and when it is due back."""

    id: int
    unit: str
    due: datetime
    deposit_cents: int


@dataclass(frozen=True, slots=True)
class OpenBill:
    """An invoice of their payer that is not paid, or not all of it."""

    id: int
    number: str
    due_on: date
    left_cents: int


@dataclass(frozen=True, slots=True)
class NextBooking:
    """What they have booked today and is not over."""

    unit: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the counter shows of one person, at one moment.

    `wanted` half-days is what an arrival now counts for, `left` what they may use today, `counted` whether a balance
    exists at all; `unlimited` when a subscription lets them come as often as they like. `slate` is what was sold over
    the counter, `besides` what their payer owes for anything else. `days_due`: what nothing covers of their last
    visits, today's first. `usual`: what they usually do at this hour of this weekday, as `habits.usual` tells it.
    `on_cards`: cents on the prepaid cards they may use, `card_reach` what those pay, as far below zero as the house
    lets them; `sells_cards`: they are sold here. `ahead`: half-days that they may use below zero, once nothing is left.
    """

    id: int
    name: str
    is_person: bool
    status: str
    city: str
    language: str
    here_since: datetime | None
    wanted: int
    left: int
    counted: bool
    unlimited: bool
    now: datetime
    slate: Slate
    besides: Slate
    bills: tuple[OpenBill, ...]
    mail: tuple[MailFor, ...]
    loans: tuple[LoanOut, ...]
    booking: NextBooking | None
    days_due: tuple[DayDue, ...] = ()
    usual: tuple[str, ...] = ()
    on_cards: int = 0
    card_reach: int = 0
    sells_cards: bool = False
    ahead: int = 0
    came_today: bool = False


def read_slate(session: Session, payer_id: int, until: date, *, besides: bool = False) -> Slate:
    """What a payer owes up to that day and is on no document yet: of the counter, or `besides` for anything else."""
    wanted = _BESIDES if besides else _SLATE
    rows = session.scalars(wanted, {"payer": payer_id, "until": until}).all()
    lines = tuple(
        SlateLine(row.id, row.supplied_on, row.description, row.detail, row.quantity_milli, row.gross_cents)
        for row in rows
    )
    name = session.execute(select(Party.name).where(Party.id == payer_id)).scalar_one()
    return Slate(payer_id, name, lines, len(lines) == MOST_LINES)


def read_card(desk: Desk, visits: Visits, party_id: int) -> PersonCard:
    """All that is shown of somebody, in one reading. Raises `NotFound`."""
    now = desk.clock.wall()
    today = now.date()
    with desk.store.reading() as session:
        party = session.get(Party, party_id)
        if party is None:
            raise errors.NotFound(what="party", id=party_id)
        last = visits.of_person(party_id, 4)
        day = [row for row in last if row.day == today]
        payer_id = party.payer_id or party_id
        midnight = datetime.combine(today, datetime.min.time())
        around = {
            "party": party_id,
            "now": now,
            "first": midnight,
            "last": datetime.combine(today, datetime.max.time()),
        }
        booked = run(session, _NEXT, around).first()
        purse = prepaid_book.purse(session, party_id, today)
        return PersonCard(
            id=party_id,
            name=party.name,
            is_person=party.kind == PartyKind.PERSON,
            status=party.status,
            city=party.city,
            language=party.language,
            here_since=next((row.arrived for row in last if row.left is None), None),
            wanted=passes.half_days_of(now, sum(row.half_days for row in day)),
            left=allowances.left_on(session, party_id, today),
            counted=allowances.counted(session, party_id),
            unlimited=bool(session.execute(select(unlimited_on(party_id, today))).scalar_one()),
            now=now,
            slate=read_slate(session, payer_id, today),
            besides=read_slate(session, payer_id, today, besides=True),
            bills=tuple(
                OpenBill(row.id, row.number, row.due_on, row.left_cents)
                for row in run(session, _OPEN, {"payer": payer_id})
            ),
            mail=tuple(
                MailFor(row.party_id, row.name, row.items, row.first, row.shelf)
                for row in run(session, _MAIL, {"party": party_id})
            ),
            loans=tuple(
                LoanOut(row.id, row.name, row.due, row.deposit_cents)
                for row in run(session, _LOANS, {"party": party_id})
            ),
            booking=NextBooking(booked.name, booked.starts, booked.ends) if booked is not None else None,
            days_due=tuple(
                days_due.due(desk, session, row.id, row.day, row.half_days - row.used) for row in last if row.to_pay
            ),
            usual=habits.usual(session, desk.clock, party_id),
            on_cards=purse[0],
            card_reach=purse[1],
            sells_cards=prepaid_book.sold_here(session),
            ahead=in_advance.room(session, party_id, today),
            came_today=bool(day),
        )
