"""What a sale would cost, shown before it is made, and the way back from one that nothing was done with yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from tierslieu_desk import errors, money
from tierslieu_desk.models.hours import HourAllowance, HourEntry
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass, Subscription, SubscriptionPause
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.hours import KindHours, of_kinds
from tierslieu_desk.rules.passes import HALF_DAYS_A_DAY, LedgerReason
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import Period, VatCategory
from tierslieu_desk.services.booking import booking_prices
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import allowances, deposit_book, hour_passes, hours, memberships, periods, selling
from tierslieu_desk.services.plan.deposit_book import Agreed
from tierslieu_desk.services.plan.plans import NewPass, NewSubscription
from tierslieu_desk.services.visit import days_due

LATELY = 5
_LOOKED_THROUGH, _AMONG = 60, 2000


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be charged at once: the days it pays for, cents, and how the price was found (empty: as it is).

    `payer` is whose name would be on the invoice. `half_days` None: nothing is counted. Of a subscription, `next_on`
    is the first day of the next charge, of `next_cents` a `period`; None when there is none. `signup_cents` come on top
    of it once; `deposit_cents` are to be left besides, which is no price. `hours` come too.
    """

    name: str
    payer: str
    first: date
    last: date | None
    net_cents: int
    tax_cents: int
    gross_cents: int
    working: str
    half_days: int | None
    period: Period | None = None
    next_on: date | None = None
    next_cents: int = 0
    signup_cents: int = 0
    deposit_cents: int = 0
    hours: KindHours = ()


@dataclass(frozen=True, slots=True)
class PassSold:
    """A kind of pass that was sold lately, to sell again: days, or hours of a kind. The price is in ten-thousandths."""

    name: str
    days: int
    price_e4: int
    hours: KindHours = ()


class Sales:
    """Selling by hand: see it first, sell it (`Plans`), take it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def today(self) -> date:
        """The day a sale is made on, unless said otherwise."""
        return self._desk.clock.today()

    def offer(self, new: NewSubscription, pauses: periods.Pauses = ()) -> Offer:
        """What `Plans.sell` would charge, with nothing written, were it paused then. Raises what it raises."""
        starts = new.starts or self._desk.clock.today()
        if new.ends is not None and new.ends < starts:
            raise errors.SlotReversed(start=starts, end=new.ends)
        with self._desk.store.reading() as session:
            plan = selling.plan_on_sale(session, new.plan_id)
            thought = selling.made_of(plan, new, starts)
            selling.refuse_below_floor(plan, thought.price_e4)
            first = periods.next_period(thought, pauses)
            if first is None:
                raise errors.SlotReversed(start=starts, end=new.ends)
            part, basis, category = first.part, Basis(plan.basis), VatCategory(plan.vat_category)
            asked = _Asked(new.party_id, part.first, first.price_e4, basis, category, plan.membership_fee)
            owed = self._owed(session, asked)
            thought.charged_until = part.last + ONE_DAY
            second = periods.next_period(thought)
            signup = selling.signup_fee(session, plan, new.party_id)
            begun = _Asked(new.party_id, part.first, signup, basis, category, plan.membership_fee)
            whole = _Asked(new.party_id, part.first, thought.price_e4, basis, category, plan.membership_fee)
            return Offer(
                name=plan.name,
                payer=_payer(session, new.party_id),
                first=part.first,
                last=part.last,
                net_cents=owed[0],
                tax_cents=owed[1],
                gross_cents=owed[2],
                working=periods.working(thought, part),
                half_days=first.half_days,
                period=Period(plan.period),
                next_on=None if second is None else second.part.first,
                next_cents=self._owed(session, whole)[2],
                signup_cents=self._owed(session, begun)[2] if signup else 0,
                deposit_cents=self._deposit(session, thought),
                hours=first.hours,
            )

    def _deposit(self, session: Session, thought: Subscription) -> int:
        new = Agreed(0, thought.name, thought.starts, thought.ends, thought.deposit_cents)
        short = deposit_book.missing(session, thought.party_id, self._desk.clock.today(), new)
        return 0 if short is None else short.cents

    def offer_pass(self, new: NewPass) -> Offer:
        """What `Plans.sell_pass` would charge, with nothing written. Raises what it raises."""
        today = self._desk.clock.today()
        first = selling.first_day(new, today)
        with self._desk.store.reading() as session:
            price_e4 = 0 if new.home_place.strip() else new.price_e4
            asked = _Asked(new.party_id, today, price_e4, new.basis, new.vat_category)
            net, tax, gross = self._owed(session, asked)
            payer = _payer(session, new.party_id)
        facts = (new.name.strip(), payer, first, new.valid_until, net, tax, gross, "", new.half_days)
        return Offer(*facts, hours=of_kinds([(new.hours_of, new.minutes)] if new.hours_of else ()))

    def _owed(self, session: Session, asked: _Asked) -> tuple[int, int, int]:
        row = charges.row_owed(
            self._desk,
            session,
            party_id=asked.party_id,
            supplied_on=asked.on,
            description="",
            unit_price_e4=asked.price_e4,
            basis=asked.basis,
            vat_category=asked.category,
            membership_fee=asked.fee,
        )
        return row["net_cents"], row["tax_cents"], row["gross_cents"]

    def passes_lately(self) -> tuple[PassSold, ...]:
        """The kinds of passes sold last, the last first, each once: whole days, one of each, not for one day alone."""
        of_days = (
            select(Pass.id, Pass.name, Charge.unit_price_e4, AllowanceEntry.half_days)
            .join(Allowance, Allowance.pass_id == Pass.id)
            .join(AllowanceEntry, AllowanceEntry.allowance_id == Allowance.id)
            .where(AllowanceEntry.sequence == 1, AllowanceEntry.half_days % HALF_DAYS_A_DAY == 0)
        )
        of_hours = (
            select(Pass.id, Pass.name, Charge.unit_price_e4, HourEntry.minutes, HourAllowance.kind)
            .join(HourAllowance, HourAllowance.pass_id == Pass.id)
            .join(HourEntry, HourEntry.allowance_id == HourAllowance.id)
            .where(HourEntry.sequence == 1, HourEntry.reason == LedgerReason.SOLD)
        )
        with self._desk.store.reading() as session:
            found = [
                (row.id, PassSold(row.name, row.half_days // HALF_DAYS_A_DAY, row.unit_price_e4))
                for row in session.execute(_lately(of_days))
            ]
            found += [
                (row.id, PassSold(row.name, 0, row.unit_price_e4, of_kinds([(row.kind, row.minutes)])))
                for row in (session.execute(_lately(of_hours)) if self._desk.house(session).hour_kinds else ())
            ]
        return tuple(dict.fromkeys(sold for _id, sold in sorted(found, key=_number, reverse=True)))[:LATELY]

    def take_back(self, subscription_id: int, version: int) -> None:
        """A subscription was not sold after all: it goes, with what it owes, the half-days it gave and the membership.

        The ledger grows only, so what it gave stays in it beside its opposite, under the name of what was sold.
        Raises `NotFound`, `ChangedMeanwhile`, `InvoiceAlreadyIssued`, `AllowanceUsed`, `DepositTaken`.
        """
        with self._desk.store.writing() as session:
            sold = session.get(Subscription, subscription_id)
            if sold is None:
                raise errors.NotFound(what="subscription", id=subscription_id)
            if sold.version != version:
                raise errors.ChangedMeanwhile(what=sold.name)
            take_back(self._desk, session, sold)

    def take_back_pass(self, pass_id: int) -> None:
        """A pass was not sold after all. Raises `NotFound`, `AlreadyDone`, `InvoiceAlreadyIssued`, `AllowanceUsed`."""
        with self._desk.store.writing() as session:
            sold = session.get(Pass, pass_id)
            if sold is None:
                raise errors.NotFound(what="pass", id=pass_id)
            mine = Charge.pass_id == pass_id
            _refuse_invoiced(session, charge_ids=select(Charge.id).where(mine), standing=True)
            given = hours.sold_as(session, pass_id=pass_id)
            brought = sold.gift_code is not None and not (sold.gift_half_days or sold.gift_minutes)
            if brought or hour_passes.handed_on(session, given):
                raise errors.AllowanceUsed(name=sold.name)
            sold.gift_code, sold.gift_half_days, sold.gift_minutes = None, 0, 0
            session.flush()
            days_due.uncover_with(self._desk, session, pass_id)
            allowances.withdraw(self._desk, session, sold.name, pass_id=pass_id)
            booking_prices.take_back_hours(self._desk, session, sold.name, pass_id=pass_id)
            session.execute(delete(Charge).where(mine, Charge.id.not_in(charges.ON_PAPER)))
            self._desk.note(session, "take_back", "pass", pass_id, party=sold.party_id, name=sold.name)


def take_back(desk: Desk, session: Session, sold: Subscription) -> None:
    """`Sales.take_back` within a unit of work that is open. Raises `InvoiceAlreadyIssued`, `AllowanceUsed`."""
    _refuse_invoiced(session, charge_ids=select(Charge.id).where(Charge.subscription_id == sold.id))
    deposit_book.refuse_held(session, sold)
    given = allowances.withdraw(desk, session, sold.name, subscription_id=sold.id)
    of_hours = booking_prices.take_back_hours(desk, session, sold.name, subscription_id=sold.id)
    if given or of_hours:
        memory = session.execute(
            insert(Pass).returning(Pass.id),
            {
                "party_id": sold.party_id,
                "name": sold.name,
                "valid_from": sold.starts,
                "valid_until": None,
                "sold_at": desk.clock.now(),
            },
        ).scalar_one()
        session.execute(update(Allowance).where(Allowance.id.in_(given)).values(subscription_id=None, pass_id=memory))
        hours.keep_as(session, of_hours, memory)
    session.execute(delete(Charge).where(Charge.subscription_id == sold.id))
    memberships.take_back(desk, session, sold)
    session.execute(delete(SubscriptionPause).where(SubscriptionPause.subscription_id == sold.id))
    session.delete(sold)
    session.flush()
    desk.note(session, "take_back", "subscription", sold.id, party=sold.party_id, name=sold.name)
    checklists.take_back(desk, session, sold.party_id, sold.starts)


def _lately(wanted: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Of those, the ones that were sold with tax, one at a time, and not for one day alone."""
    return (
        wanted.join(Charge, Charge.pass_id == Pass.id)
        .where(Charge.basis == Basis.GROSS, Charge.quantity_milli == money.QUANTITY_UNIT)
        .where(Pass.id > select(func.max(Pass.id)).scalar_subquery() - _AMONG)
        .where(or_(Pass.valid_until.is_(None), Pass.valid_until > Pass.valid_from))
        .order_by(Pass.id.desc())
        .limit(_LOOKED_THROUGH)
    )


def _number(one: tuple[int, PassSold]) -> int:
    return one[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    party_id: int
    on: date
    price_e4: int
    basis: Basis
    category: VatCategory
    fee: bool = False


def _payer(session: Session, party_id: int) -> str:
    return session.get_one(Party, charges.owing(session, party_id).payer_id).name


def _refuse_invoiced(session: Session, charge_ids: Select[int], *, standing: bool = False) -> None:
    """`standing`: but for what a credit note took back."""
    credit = aliased(Invoice)
    wanted = (
        select(Invoice.number)
        .join(InvoiceLine, InvoiceLine.invoice_id == Invoice.id)
        .where(InvoiceLine.charge_id.in_(charge_ids))
        .limit(1)
    )
    if standing:
        wanted = wanted.where(~select(credit.id).where(credit.credits_id == Invoice.id).exists())
    number = session.scalar(wanted)
    if number is not None:
        raise errors.InvoiceAlreadyIssued(number=number)
