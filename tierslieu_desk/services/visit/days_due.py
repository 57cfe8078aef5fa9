"""Days that somebody came and nothing covers: what such a day costs here, and what is decided about it.

Whatever is decided is a ticket for that one day, used by the visit at once: sold, or given with a reason. So the ledger
says why a visit owes nothing more, and undoing the visit takes the ticket back with what it was charged.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.i18n import _, speaking
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge, CounterItem, InvoiceLine
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass, Visit
from tierslieu_desk.models.store import add_row, run
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.passes import HALF_DAYS_A_DAY, LedgerReason
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.services.booking.booking_tariffs import tariff_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import first_articles
from tierslieu_desk.services.house import Tariff
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.unlimited import unlimited_on
from tierslieu_desk.services.visit import day_tariffs

COVERED, UNCOVERED = "cover_day", "uncover_day"
_ADD_PASS = insert(table_of(Pass))
_USED = select(func.coalesce(-func.sum(AllowanceEntry.half_days), 0)).where(
    AllowanceEntry.visit_id == bindparam("visit")
)
_DECIDED = (
    select(JournalEntry.act, JournalEntry.facts)
    .where(
        JournalEntry.subject == "visit",
        JournalEntry.subject_id == bindparam("visit"),
        JournalEntry.act.in_((COVERED, UNCOVERED)),
    )
    .order_by(JournalEntry.id.desc())
    .limit(1)
)
_TICKETS = (
    select(CounterItem)
    .where(CounterItem.on_sale, CounterItem.half_days.in_((1, 2)))
    .order_by(CounterItem.position, CounterItem.id)
)
_FIRST_FREE = text(
    """
    SELECT first_visit_free AND NOT EXISTS (
        SELECT 1 FROM visit WHERE party_id = :party AND id <> :visit AND NOT undone) FROM place
    """
)
_ANY_SAID = select(CounterItem.id).limit(1)
_BEGUN_BEFORE = (
    select(AllowanceEntry.visit_id)
    .join(Allowance, Allowance.id == AllowanceEntry.allowance_id)
    .join(Pass, Pass.id == Allowance.pass_id)
    .join(Visit, Visit.id == AllowanceEntry.visit_id)
    .where(Pass.id == bindparam("pass"), Visit.arrived_at < Pass.sold_at)
    .distinct()
)
_STANDING = text(
    """
    SELECT i.number FROM charge AS c JOIN invoice_line AS l ON l.charge_id = c.id
    JOIN invoice AS i ON i.id = l.invoice_id
    WHERE c.pass_id = :pass AND NOT EXISTS (SELECT 1 FROM invoice AS n WHERE n.credits_id = i.id) LIMIT 1
    """
)


@dataclass(frozen=True, slots=True)
class DayPrice:
    """What half-days of presence are sold as. An empty `name` is that of a day at a desk, in the payer's language.

    `tariff`: the name of whose prices these are, if not everybody's.
    """

    name: str
    unit_price_e4: int
    quantity: int = 1
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    tariff: str = ""


@dataclass(frozen=True, slots=True)
class DayDue:
    """Half-days of one visit that nothing covers, and their price; None where the place has none."""

    visit_id: int
    day: date
    half_days: int
    price: DayPrice | None = None
    gross_cents: int = 0


class DaysDue:
    """What is decided about them. Whoever pays at once pays at the counter: `Counter.sell`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_visit(self, visit_id: int) -> DayDue | None:
        """What nothing covers of one visit; None when all of it is. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            visit = _standing(session, visit_id)
            missing = _missing(session, visit)
            return due(self._desk, session, visit_id, visit.day, missing) if missing else None

    def at_price(self, day: DayDue, cents: int) -> DayDue:
        """The same at another price, with the VAT of its kind in it. Raises `MissingFact` without a rate."""
        usual = day.price or DayPrice("", 0)
        name = usual.name if usual.quantity == 1 else ""
        price = DayPrice(name, cents * money.E4_PER_CENT, vat_category=usual.vat_category)
        with self._desk.store.reading() as session:
            return _priced(self._desk, session, replace(day, price=price))

    def give(self, visit_ids: Sequence[int], reason: str) -> None:
        """Those days cost nothing, all or none of them; why is kept in the journal.

        Raises `MissingFact`, `NotFound`, `AlreadyDone`.
        """
        said = " ".join(reason.split())
        if not said:
            raise errors.MissingFact(field="reason", who="")
        with self._desk.store.writing() as session:
            for visit_id in visit_ids:
                _give(self._desk, session, _standing(session, visit_id), said)

    def take_back(self, visit_id: int) -> None:
        """The way back: that visit owes its days once more. Raises `InvoiceAlreadyIssued`, `NotFound`."""
        with self._desk.store.writing() as session:
            _standing(session, visit_id)
            if not uncover(self._desk, session, visit_id):
                raise errors.NotFound(what="visit", id=visit_id)


def due(desk: Desk, session: Session, visit_id: int, day: date, half_days: int) -> DayDue:
    """So many half-days of a visit, with their price."""
    house = desk.house(session)
    whose = session.get_one(Visit, visit_id).party_id if house.tariffs else None
    price = price_of(desk, session, half_days, day, tariff_of(session, house, whose, day))
    return _priced(desk, session, DayDue(visit_id, day, half_days, price))


def price_of(desk: Desk, session: Session, half_days: int, day: date, tariff: Tariff | None = None) -> DayPrice | None:
    """What the place sells them for: its own tickets first, then what a desk costs; to whoever has that tariff.

    Where nobody has said yet what is sold at the counter, the usual tickets stand there, and count last. None where
    there is no ticket for a day nor half of one, nor a price of desks: it is asked for then.
    """
    house, name = desk.house(session), "" if tariff is None else tariff.name
    own = None if tariff is None else day_tariffs.desk_price(house, half_days, day, tariff)
    if own is not None:
        return DayPrice("", own[0], 1, own[1], own[2], name)
    ticket = _ticket_of(run(session, _TICKETS, {}).all(), half_days, tariff)
    if ticket is not None:
        return ticket
    listed = day_tariffs.reduced_desk_price(house, half_days, day, tariff)
    if listed is not None:
        return DayPrice("", listed[0], 1, listed[1], listed[2], name)
    if run(session, _ANY_SAID, {}).first() is None:
        return _ticket_of([one for one in first_articles() if one.half_days in {1, 2}], half_days, tariff)
    return None


def _ticket_of(articles: Sequence[Any], half_days: int, tariff: Tariff | None) -> DayPrice | None:
    """The longest ticket that comes out even, the first of several, less what the tariff takes off."""
    whose = "" if tariff is None else tariff.name
    tickets = (
        DayPrice(
            one.name,
            day_tariffs.less(one.price_e4, tariff),
            half_days // one.half_days,
            Basis(one.basis),
            VatCategory(one.vat_category),
            whose,
        )
        for one in sorted(articles, key=lambda one: -int(one.half_days))
        if half_days % one.half_days == 0
    )
    return next(tickets, None)


def owe(desk: Desk, session: Session, day: DayDue, *, later: bool = False) -> int:
    """Write what a day costs, covered from then on, and return the number of the charge.

    It goes on the slate, or with `later` waits for an invoice. Raises `MissingFact` without a price, `NotFound`,
    `AlreadyDone` when it was decided meanwhile, `ChangedMeanwhile` when less or more of it is to pay by now.
    """
    visit = _standing(session, day.visit_id)
    if day.price is None:
        raise errors.MissingFact(field="price", who="")
    party_id = visit.party_id
    if party_id is None:
        raise errors.MissingFact(field="name", who="")
    if _missing(session, visit) not in {0, day.half_days}:
        raise errors.ChangedMeanwhile(what=day.price.name)
    price = day.price
    with speaking(charges.owing(session, party_id).language):
        name = price.name or usual_name(day.half_days)
        detail = _("rate: %(name)s") % {"name": price.tariff} if price.tariff else ""
    pass_id = _ticket(desk, session, visit, (name, LedgerReason.SOLD))
    charge_id = charges.owe(
        desk,
        session,
        party_id=party_id,
        supplied_on=visit.day,
        description=name,
        detail=detail,
        unit_price_e4=price.unit_price_e4,
        basis=price.basis,
        vat_category=price.vat_category,
        quantity_milli=price.quantity * money.QUANTITY_UNIT,
        period_start=visit.day if later else None,
        pass_id=pass_id,
    )
    desk.note(session, COVERED, "visit", visit.id, charge=charge_id, later=later, **{"pass": pass_id})
    return charge_id


def use_tickets(desk: Desk, session: Session, party_id: int) -> None:
    """What nothing covers of their visits of today is drawn from what they have just bought."""
    today = desk.clock.today()
    if session.execute(select(unlimited_on(party_id, today))).scalar_one():
        return
    visits = session.scalars(
        select(Visit).where(Visit.party_id == party_id, Visit.day == today, Visit.undone.is_(False)).order_by(Visit.id)
    )
    for visit in visits.all():
        missing = _missing(session, visit)
        if missing:
            came = desk.clock.to_wall(visit.arrived_at)
            allowances.use(desk, session, party_id, missing, came, visit.id)


def uncover_with(desk: Desk, session: Session, pass_id: int) -> None:
    """The opposite of `use_tickets`: visits that had begun before these tickets were sold use none of them."""
    for visit_id in run(session, _BEGUN_BEFORE, {"pass": pass_id}).scalars().all():
        allowances.give_back(desk, session, visit_id, pass_id=pass_id)


def cover_where_free(desk: Desk, session: Session, visit_id: int) -> bool:
    """Nothing is asked of a first visit where the place says so, nor of any in one whose price of a day is nothing."""
    visit = _standing(session, visit_id)
    if session.execute(_FIRST_FREE, {"party": visit.party_id, "visit": visit_id}).scalar():
        _give(desk, session, visit, _("The first visit is free."))
        return True
    tariff = tariff_of(session, desk.house(session), visit.party_id, visit.day)
    price = price_of(desk, session, _missing(session, visit), visit.day, tariff)
    if price is not None and price.unit_price_e4 == 0:
        _give(desk, session, visit, price.tariff or price.name or _("A day costs nothing here."))
        return True
    return False


def uncover(desk: Desk, session: Session, visit_id: int) -> bool:
    """Take back what was decided about a visit, its charge with it; whether anything was.

    Raises `InvoiceAlreadyIssued` when what it was charged stands on an invoice.
    """
    last = run(session, _DECIDED, {"visit": visit_id}).first()
    if last is None or last.act != COVERED:
        return False
    pass_id = int(json.loads(last.facts)["pass"])
    number = session.execute(_STANDING, {"pass": pass_id}).scalar()
    if number is not None:
        raise errors.InvoiceAlreadyIssued(number=number)
    allowances.give_back(desk, session, visit_id, pass_id=pass_id)
    sold = session.get_one(Pass, pass_id)
    with suppress(errors.AlreadyDone):  # by the credit note that gave up what it was charged
        allowances.withdraw(desk, session, sold.name, pass_id=pass_id)
    on_paper = select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists()
    session.execute(delete(Charge).where(Charge.pass_id == pass_id, ~on_paper))
    desk.note(session, UNCOVERED, "visit", visit_id, **{"pass": pass_id})
    return True


def usual_name(half_days: int) -> str:
    """What so many half-days are called on paper, in the language in force."""
    return _("Day at a desk") if half_days == HALF_DAYS_A_DAY else _("Half day at a desk")


def _priced(desk: Desk, session: Session, day: DayDue) -> DayDue:
    if day.price is None:
        return day
    price = day.price
    rate = desk.house(session).rate(price.vat_category, day.day)
    amounts = money.line_amounts(price.unit_price_e4, price.quantity * money.QUANTITY_UNIT, rate, price.basis)
    return replace(day, gross_cents=amounts.gross)


def _give(desk: Desk, session: Session, visit: Visit, reason: str) -> None:
    pass_id = _ticket(desk, session, visit, (_("Free day"), LedgerReason.GIVEN))
    desk.note(session, COVERED, "visit", visit.id, reason=reason, **{"pass": pass_id})


def _ticket(desk: Desk, session: Session, visit: Visit, what: tuple[str, LedgerReason]) -> int:
    """A ticket for what nothing covers of that visit, good for that day alone and used by it; the pass."""
    name, reason = what
    missing = _missing(session, visit)
    party_id = visit.party_id
    if party_id is None or not missing:
        raise errors.AlreadyDone(what=COVERED, on=visit.day)
    facts = {"party_id": party_id, "name": name, "valid_from": visit.day, "valid_until": visit.day}
    pass_id = add_row(session, _ADD_PASS, facts | {"sold_at": desk.clock.now()})
    source = allowances.Source(party_id, pass_id=pass_id)
    allowances.give_used(desk, session, source, missing, (visit.day, reason), visit.id)
    return pass_id


def _missing(session: Session, visit: Visit) -> int:
    return max(0, visit.half_days - int(run(session, _USED, {"visit": visit.id}).scalar_one()))


def _standing(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None or visit.undone:
        raise errors.NotFound(what="visit", id=visit_id)
    return visit
