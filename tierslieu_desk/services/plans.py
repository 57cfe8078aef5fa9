"""Plans, subscriptions and passes: what is sold of them, what they charge, and what is left to use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, insert, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.i18n import ngettext, speaking
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Pass, Plan, Subscription
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.passes import HALF_DAYS_A_DAY, LedgerReason
from tierslieu_desk.rules.vocabulary import Period, VatCategory
from tierslieu_desk.services import allowances, charges, checklists, days_due, memberships, periods
from tierslieu_desk.services.allowances import LedgerRow
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.rights import Right, asking


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A template of what may be sold. `days_included` None: as often as one likes; 0: desks are paid apart."""

    name: str
    period: Period
    price_e4: int
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    membership_fee: bool = False
    days_included: int | None = None
    rolls_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow(NewPlan):
    """A plan as it stands."""

    id: int
    on_sale: bool


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """A plan to sell to somebody from a day on, today unless said; `price_e4` when it is not the plan's."""

    party_id: int
    plan_id: int
    starts: date | None = None
    ends: date | None = None
    price_e4: int | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription as it stands. `ends` is its last day; `charged_until` the first day not charged yet."""

    id: int
    party_id: int
    party: str
    name: str
    starts: date
    ends: date | None
    period: Period
    price_e4: int
    basis: Basis
    membership_fee: bool
    days_included: int | None
    charged_until: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPass:
    """Days to use ahead, from today unless said, to the last day of `valid_until` (None: they never expire)."""

    party_id: int
    name: str
    days: int
    price_e4: int
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    valid_from: date | None = None
    valid_until: date | None = None


@asking({Right.PRICES: "add change_price withdraw offer_again"})
class Plans:
    """What the place sells for a time, and what people have left of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, new: NewPlan) -> int:
        """Raises `MissingFact`, `NameTaken`."""
        name = " ".join(new.name.split())
        if not name:
            raise errors.MissingFact(field="name", who="plan")
        with self._desk.store.writing() as session:
            known = {names.name_key(other) for other in session.scalars(select(Plan.name))}
            if names.name_key(name) in known:
                raise errors.NameTaken(name=name)
            result = session.execute(insert(Plan).returning(Plan.id), asdict(new) | {"name": name})
            plan_id = int(result.scalar_one())
            self._desk.note(session, "add", "plan", plan_id, name=name, price_e4=new.price_e4)
            return plan_id

    def list(self, *, withdrawn: bool = False) -> tuple[PlanRow, ...]:
        """Plans on sale by name; those withdrawn only when asked for."""
        with self._desk.store.reading() as session:
            plans = session.scalars(select(Plan).order_by(Plan.name))
            return tuple(_plan_row(plan) for plan in plans if withdrawn or plan.on_sale)

    def change_price(self, plan_id: int, price_e4: int) -> None:
        """The price of what is sold from now on; what was sold keeps its own. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            plan = _plan(session, plan_id)
            plan.price_e4 = price_e4
            session.flush()
            self._desk.note(session, "change_price", "plan", plan_id, price_e4=price_e4)

    def withdraw(self, plan_id: int) -> None:
        """Sell it no more; what was sold goes on. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            _plan(session, plan_id).on_sale = False
            session.flush()
            self._desk.note(session, "withdraw", "plan", plan_id)

    def offer_again(self, plan_id: int) -> None:
        """The way back from `withdraw`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            _plan(session, plan_id).on_sale = True
            session.flush()
            self._desk.note(session, "offer_again", "plan", plan_id)

    def sell(self, new: NewSubscription) -> int:
        """Sell a plan and charge its first period: the days from its start to the end of the calendar period.

        A membership fee is never cut: it runs from anniversary to anniversary. Who has it is a member from then on
        (`memberships`). Raises `NotFound`, `NotOffered` when
        the plan is withdrawn, `SlotReversed`.
        """
        starts = new.starts or self._desk.clock.today()
        if new.ends is not None and new.ends < starts:
            raise errors.SlotReversed(start=starts, end=new.ends)
        with self._desk.store.writing() as session:
            plan = plan_on_sale(session, new.plan_id)
            _party(session, new.party_id)
            sold = made_of(plan, new, starts)
            session.add(sold)
            session.flush()
            periods.open_next(self._desk, session, sold, _party(session, sold.party_id).language)
            session.flush()
            self._desk.note(session, "sell", "subscription", sold.id, plan=plan.name, party=new.party_id, starts=starts)
            memberships.begin(self._desk, session, sold)
            return sold.id

    def end(self, subscription_id: int, last_day: date | None, version: int | None = None) -> SubscriptionRow:
        """The last day of a subscription; None: it goes on. What was charged beyond stays, for a credit note to mend.

        Raises `NotFound`, `SlotReversed` when it would end before it starts, and `ChangedMeanwhile` when `version` is
        given and is not the last.
        """
        with self._desk.store.writing() as session:
            sold = _subscription(session, subscription_id)
            if version is not None and sold.version != version:
                raise errors.ChangedMeanwhile(what=sold.name)
            if last_day is not None and last_day < sold.starts:
                raise errors.SlotReversed(start=sold.starts, end=last_day)
            sold.ends = last_day
            session.flush()
            self._desk.note(session, "end", "subscription", subscription_id, last_day=last_day)
            checklists.follow(self._desk, session, sold.party_id)
            return _one(session, subscription_id)

    def subscriptions(self, party_id: int | None = None, day: date | None = None) -> tuple[SubscriptionRow, ...]:
        """Subscriptions of somebody or everybody, oldest first; only those that run on `day` when one is given."""
        wanted = _rows().order_by(Subscription.starts, Subscription.id)
        if party_id is not None:
            wanted = wanted.where(Subscription.party_id == party_id)
        if day is not None:
            wanted = wanted.where(Subscription.starts <= day, _not_over(day))
        with self._desk.store.reading() as session:
            return tuple(_subscription_row(row) for row in session.execute(wanted))

    def subscription(self, subscription_id: int) -> SubscriptionRow:
        """One of them. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            _subscription(session, subscription_id)
            return _one(session, subscription_id)

    def due(self, until: date) -> tuple[int, ...]:
        """Numbers of the subscriptions with a period that begins on that day or before and is not charged yet."""
        with self._desk.store.reading() as session:
            return tuple(
                session.scalars(
                    select(Subscription.id)
                    .where(
                        Subscription.charged_until <= until,
                        or_(Subscription.ends.is_(None), Subscription.ends >= Subscription.charged_until),
                    )
                    .order_by(Subscription.id)
                )
            )

    def renew(self, subscription_id: int, until: date) -> int:
        """Charge every period of one subscription that begins on that day or before; how many. Never one twice.

        What an ended period leaves and may roll over goes into the next one as soon as that one has begun.
        """
        with self._desk.store.writing() as session:
            sold = _subscription(session, subscription_id)
            language, count = _party(session, sold.party_id).language, 0
            while sold.charged_until <= until and periods.open_next(self._desk, session, sold, language):
                count += 1
            session.flush()
            if count:
                allowances.carry_over(self._desk, session, sold.party_id)
                self._desk.note(session, "renew", "subscription", subscription_id, periods=count, until=until)
            return count

    def renew_due(self, until: date) -> int:
        """Charge what is due of every subscription, one unit of work each, so that it may stop between any two."""
        renewed = sum(self.renew(subscription_id, until) for subscription_id in self.due(until))
        self.carry_over()
        return renewed

    def carry_over(self) -> int:
        """Write what ended periods leave to those that run, one unit of work a person; how many half-days.

        For the first start of a day: a period that was charged ahead begins by itself. Until it is written, what is
        left counts it all the same.
        """
        with self._desk.store.reading() as session:
            parties = allowances.parties_to_carry(session, self._desk.clock.today())
        moved = 0
        for party_id in parties:
            with self._desk.store.writing() as session:
                half_days = allowances.carry_over(self._desk, session, party_id)
                if half_days:
                    self._desk.note(session, "carry_over", "party", party_id, half_days=half_days)
                moved += half_days
        return moved

    def sell_pass(self, new: NewPass) -> int:
        """Sell days ahead, charged at once; whoever is here uses of them what nothing covers of today.

        Raises `NotFound`, `MissingFact`, `SlotReversed`.
        """
        first = first_day(new, self._desk.clock.today())
        with self._desk.store.writing() as session:
            party = _party(session, new.party_id)
            result = session.execute(
                insert(Pass).returning(Pass.id),
                {
                    "party_id": new.party_id,
                    "name": new.name.strip(),
                    "valid_from": first,
                    "valid_until": new.valid_until,
                    "sold_at": self._desk.clock.now(),
                },
            )
            pass_id = int(result.scalar_one())
            source = allowances.Source(new.party_id, pass_id=pass_id)
            half_days = HALF_DAYS_A_DAY * new.days
            allowances.give(self._desk, session, source, half_days, (first, new.valid_until), LedgerReason.SOLD)
            with speaking(party.language):
                detail = ngettext("%(days)d day", "%(days)d days", new.days) % {"days": new.days}
            charges.owe(
                self._desk,
                session,
                party_id=new.party_id,
                supplied_on=self._desk.clock.today(),
                description=new.name.strip(),
                detail=detail,
                unit_price_e4=new.price_e4,
                basis=new.basis,
                vat_category=new.vat_category,
                pass_id=pass_id,
            )
            days_due.use_tickets(self._desk, session, new.party_id)
            self._desk.note(session, "sell_pass", "pass", pass_id, party=new.party_id, days=new.days)
            return pass_id

    def left(self, party_id: int, day: date | None = None) -> int:
        """Half-days somebody may still use that day (today unless said)."""
        with self._desk.store.reading() as session:
            return allowances.left_on(session, party_id, day or self._desk.clock.today())

    def explain(self, party_id: int, last: int | None = None) -> tuple[LedgerRow, ...]:
        """Every line of somebody's ledger, or the `last` so many, oldest first: why the balance is what it is."""
        with self._desk.store.reading() as session:
            return allowances.explain(session, party_id, last)


def first_day(new: NewPass, today: date) -> date:
    """From when a pass is good. Raises `MissingFact`, `SlotReversed`."""
    first = new.valid_from or today
    if new.days < 1 or not new.name.strip():
        raise errors.MissingFact(field="days" if new.name.strip() else "name", who="pass")
    if new.valid_until is not None and new.valid_until < first:
        raise errors.SlotReversed(start=first, end=new.valid_until)
    return first


def made_of(plan: Plan, new: NewSubscription, starts: date) -> Subscription:
    """What a plan becomes when it is sold, not yet in any unit of work."""
    return Subscription(
        party_id=new.party_id,
        plan_id=plan.id,
        name=plan.name,
        starts=starts,
        ends=new.ends,
        period=plan.period,
        price_e4=plan.price_e4 if new.price_e4 is None else new.price_e4,
        basis=plan.basis,
        vat_category=plan.vat_category,
        membership_fee=plan.membership_fee,
        days_included=plan.days_included,
        rolls_over=plan.rolls_over,
        charged_until=starts,
    )


def _not_over(day: Any) -> ColumnElement[bool]:
    return or_(Subscription.ends.is_(None), Subscription.ends >= day)


def _rows() -> Select[Any]:
    wanted = [getattr(Subscription, name) for name in SubscriptionRow.__dataclass_fields__ if name != "party"]
    return select(*wanted, Party.name.label("party")).join(Party, Party.id == Subscription.party_id)


def _subscription_row(row: Row[Any]) -> SubscriptionRow:
    values = {name: getattr(row, name) for name in SubscriptionRow.__dataclass_fields__}
    return SubscriptionRow(**values | {"period": Period(row.period), "basis": Basis(row.basis)})


def _one(session: Session, subscription_id: int) -> SubscriptionRow:
    return _subscription_row(session.execute(_rows().where(Subscription.id == subscription_id)).one())


def _plan_row(plan: Plan) -> PlanRow:
    values = {name: getattr(plan, name) for name in PlanRow.__dataclass_fields__}
    closed = {"period": Period(plan.period), "basis": Basis(plan.basis), "vat_category": VatCategory(plan.vat_category)}
    return PlanRow(**values | closed)


def _plan(session: Session, plan_id: int) -> Plan:
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise errors.NotFound(what="plan", id=plan_id)
    return plan


def plan_on_sale(session: Session, plan_id: int) -> Plan:
    """Raises `NotFound`, `NotOffered` when it is sold no more."""
    plan = _plan(session, plan_id)
    if not plan.on_sale:
        raise errors.NotOffered(what=plan.name, reason="withdrawn")
    return plan


def _subscription(session: Session, subscription_id: int) -> Subscription:
    sold = session.get(Subscription, subscription_id)
    if sold is None:
        raise errors.NotFound(what="subscription", id=subscription_id)
    return sold


def _party(session: Session, party_id: int) -> Party:
    party = session.get(Party, party_id)
    if party is None:
        raise errors.NotFound(what="party", id=party_id)
    return party
