"""Plans, subscriptions and passes: what is sold of them, what they charge, and what is left to use."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.place import Place
from tierslieu_desk.models.plans import Plan, PlanHours, Subscription
from tierslieu_desk.money import E4_PER_CENT, Basis
from tierslieu_desk.rules import names
from tierslieu_desk.rules.hours import KindHours, of_kinds
from tierslieu_desk.rules.passes import A_DAY, HALF_DAYS_A_DAY
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import allowances, hour_ledger, hours, ledger, periods, plan_papers, selling
from tierslieu_desk.services.plan.hour_ledger import HourLine, HourSource
from tierslieu_desk.services.plan.ledger import LedgerRow, SourceRow
from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow, not_over, one, rows, subscription_row
from tierslieu_desk.services.rights import Right, asking
from tierslieu_desk.services.visit import days_due


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A template of what may be sold. `days_included` None: as often as one likes; 0: desks are paid apart.

    `shared`: an organisation's people use it. `signup_fee_e4` is asked once of each; `solidarity_e4` of who has little;
    `floor_e4`: people pay what they like, from there on. Notice in days and in whole periods.
    `deposit_cents` are kept for each who subscribes, and given back; `papers` are the kinds that they bring;
    `hours` are minutes of each kind of unit that it includes besides; none of a membership fee.
    """

    name: str
    period: Period
    price_e4: int
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    membership_fee: bool = False
    days_included: int | None = None
    rolls_over: bool = False
    shared: bool = False
    signup_fee_e4: int = 0
    least_months: int = 0
    notice_days: int = 0
    notice_periods: int = 0
    solidarity_e4: int | None = None
    floor_e4: int | None = None
    deposit_cents: int = 0
    papers: tuple[str, ...] = ()
    hours: KindHours = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPass:
    """Days to use ahead, from today unless said, to the last day of `valid_until` (None: they never expire).

    It counts for arrivals within `window` (minutes of the day). `runs_days`: it lasts so many days from the first
    check-in on, and `valid_until` is the last day for that one; two half-days of each are given, whatever `days` says.
    `shared` with an organisation's people. `gift`: for whoever brings its code. `home_place`: of a coworker on a visit
    from there, who is charged nothing here. It gives `minutes` of units of the kind `hours_of` besides, or alone.
    """

    party_id: int
    name: str
    days: int
    price_e4: int
    basis: Basis = Basis.GROSS
    vat_category: VatCategory = VatCategory.STANDARD
    valid_from: date | None = None
    valid_until: date | None = None
    window: tuple[int, int] = A_DAY
    runs_days: int | None = None
    shared: bool = False
    gift: bool = False
    home_place: str = ""
    hours_of: UnitKind | None = None
    minutes: int = 0

    @property
    def half_days(self) -> int:
        """What it gives."""
        return HALF_DAYS_A_DAY * (self.runs_days or self.days)


@asking({Right.PRICES: "add change remove change_price withdraw offer_again set_first_visit_free"})
class Plans:
    """What the place sells for a time, and what people have left of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, new: NewPlan) -> int:
        """Raises `MissingFact`, `NameTaken`, `FloorAbovePrice`."""
        with self._desk.store.writing() as session:
            facts = _checked(session, new)
            plan = Plan(**facts, hours=_hours(new))
            session.add(plan)
            session.flush()
            self._desk.note(session, "add", "plan", plan.id, name=facts["name"], price_e4=new.price_e4)
            return plan.id

    def list(self, *, withdrawn: bool = False) -> tuple[PlanRow, ...]:
        """Plans on sale by name; those withdrawn only when asked for."""
        with self._desk.store.reading() as session:
            plans = session.scalars(select(Plan).order_by(Plan.name))
            return tuple(_plan_row(plan) for plan in plans if withdrawn or plan.on_sale)

    def change(self, plan_id: int, new: NewPlan) -> NewPlan:
        """Another for who subscribes from now on; what it was, for the way back. Raises as `add`, `NotFound`."""
        with self._desk.store.writing() as session:
            plan = selling.plan_of(session, plan_id)
            was = _plan_row(plan)
            for name, value in _checked(session, new, plan_id).items():
                setattr(plan, name, value)
            if _hours_of(plan) != _told(new):
                plan.hours.clear()
                session.flush()
                plan.hours.extend(_hours(new))
            session.flush()
            self._desk.note(session, "change", "plan", plan_id, price_e4=new.price_e4, before=was.price_e4)
            return NewPlan(**{name: getattr(was, name) for name in NewPlan.__dataclass_fields__})

    def remove(self, plan_id: int) -> None:
        """A plan that nobody was ever sold goes for good. Raises `NotFound`, `PlanInUse`, `PlanKeepsUnit`."""
        with self._desk.store.writing() as session:
            plan = selling.plan_of(session, plan_id)
            count = session.scalar(select(func.count()).where(Subscription.plan_id == plan_id))
            if count:
                raise errors.PlanInUse(name=plan.name, count=count)
            house = self._desk.house(session)
            kept = tuple(house.unit(unit).name for unit, plans in house.kept_for.items() if plan_id in plans)
            if kept:
                raise errors.PlanKeepsUnit(name=plan.name, units=kept)
            session.delete(plan)
            session.flush()
            self._desk.note(session, "remove", "plan", plan_id, name=plan.name)

    def change_price(self, plan_id: int, price_e4: int) -> None:
        """The price of what is sold from now on; what was sold keeps its own. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            plan = selling.plan_of(session, plan_id)
            plan.price_e4 = price_e4
            session.flush()
            self._desk.note(session, "change_price", "plan", plan_id, price_e4=price_e4)

    def withdraw(self, plan_id: int) -> None:
        """Sell it no more; what was sold goes on. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            selling.plan_of(session, plan_id).on_sale = False
            session.flush()
            self._desk.note(session, "withdraw", "plan", plan_id)

    def offer_again(self, plan_id: int) -> None:
        """The way back from `withdraw`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            selling.plan_of(session, plan_id).on_sale = True
            session.flush()
            self._desk.note(session, "offer_again", "plan", plan_id)

    def sell(self, new: NewSubscription) -> int:
        """Sell a plan and charge its first period: the days from its start to the end of the calendar period.

        A membership fee is never cut: it runs from anniversary to anniversary. Who has it is a member from then on
        (`memberships`). Raises `NotFound`, `NotOffered` when
        the plan is withdrawn, `SlotReversed`, `PriceBelowFloor`.
        """
        starts = new.starts or self._desk.clock.today()
        if new.ends is not None and new.ends < starts:
            raise errors.SlotReversed(start=starts, end=new.ends)
        with self._desk.store.writing() as session:
            return selling.begin(self._desk, session, new, starts)

    def end(
        self, subscription_id: int, last_day: date | None, version: int | None = None, *, reason: str = ""
    ) -> SubscriptionRow:
        """The last day of a subscription; None: it goes on.

        What was charged beyond is charged anew, by days, and its days cut; what stands on an invoice stays there, for
        a credit note to mend (`Subscriptions.ending` tells both before). A membership fee is whole.

        Raises `NotFound`, `SlotReversed` when it would end before it starts, `ChangedMeanwhile` when `version` is
        given and is not the last, and `EndsTooEarly` within its term or notice, unless there is a `reason`, which is
        kept in the journal.
        """
        with self._desk.store.writing() as session:
            sold = selling.subscription_of(session, subscription_id)
            if version is not None and sold.version != version:
                raise errors.ChangedMeanwhile(what=sold.name)
            if last_day is not None and last_day < sold.starts:
                raise errors.SlotReversed(start=sold.starts, end=last_day)
            earliest = selling.earliest_end(sold, self._desk.clock.today())
            if last_day is not None and last_day < earliest and not reason and selling.bound(sold):
                raise errors.EndsTooEarly(name=sold.name, earliest=earliest)
            was, sold.ends = sold.ends, last_day
            session.flush()
            since = min((day for day in (was, last_day) if day is not None), default=sold.charged_until)
            language = selling.party_of(session, sold.party_id).language
            cents = periods.recut(self._desk, session, sold, since, language, [])
            self._desk.note(session, "end", "subscription", sold.id, last_day=last_day, reason=reason, cents=cents)
            checklists.follow(self._desk, session, sold.party_id)
            return one(session, subscription_id)

    def subscriptions(self, party_id: int | None = None, day: date | None = None) -> tuple[SubscriptionRow, ...]:
        """Subscriptions of somebody or everybody, oldest first; only those that run on `day` when one is given."""
        wanted = rows().order_by(Subscription.starts, Subscription.id)
        if party_id is not None:
            wanted = wanted.where(Subscription.party_id == party_id)
        if day is not None:
            wanted = wanted.where(Subscription.starts <= day, not_over(day))
        with self._desk.store.reading() as session:
            return tuple(subscription_row(row) for row in session.execute(wanted))

    def subscription(self, subscription_id: int) -> SubscriptionRow:
        """One of them. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            selling.subscription_of(session, subscription_id)
            return one(session, subscription_id)

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
            sold = selling.subscription_of(session, subscription_id)
            language, count = selling.party_of(session, sold.party_id).language, 0
            while sold.charged_until <= until and periods.open_next(self._desk, session, sold, language):
                count += 1
            session.flush()
            if count:
                allowances.carry_over(self._desk, session, sold.party_id)
                hours.carry_over(self._desk, session, sold.party_id)
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
        hours.carry_all(self._desk)
        return moved

    def sell_pass(self, new: NewPass) -> int:
        """Sell days ahead, charged at once; whoever is here uses of them what nothing covers of today.

        Raises `NotFound`, `MissingFact`, `SlotReversed`.
        """
        first = selling.first_day(new, self._desk.clock.today())
        with self._desk.store.writing() as session:
            pass_id = selling.sell_pass(self._desk, session, new, first)
            if not new.gift:
                days_due.use_tickets(self._desk, session, new.party_id)
            self._desk.note(session, "sell_pass", "pass", pass_id, party=new.party_id, days=new.days)
            return pass_id

    def first_visit_free(self) -> bool:
        """Whether nothing is asked for the first visit of somebody."""
        with self._desk.store.reading() as session:
            return bool(session.scalar(select(Place.first_visit_free)))

    def set_first_visit_free(self, free: bool) -> None:
        """From now on; raises `NotFound` before the place is described."""
        with self._desk.store.writing() as session:
            place = session.get(Place, 1)
            if place is None:
                raise errors.NotFound(what="place", id=1)
            place.first_visit_free = free
            session.flush()
            self._desk.note(session, "first_visit_free", "place", 1, free=free)

    def left(self, party_id: int, day: date | None = None) -> int:
        """Half-days somebody may still use that day (today unless said)."""
        with self._desk.store.reading() as session:
            return allowances.left_on(session, party_id, day or self._desk.clock.today())

    def sources(self, party_id: int) -> tuple[SourceRow, ...]:
        """What makes up somebody's balance today, in the order in which it is used."""
        with self._desk.store.reading() as session:
            return ledger.sources(session, party_id, self._desk.clock.today())

    def hours(self, party_id: int) -> tuple[HourSource, ...]:
        """The hours of rooms and the like that somebody may use today, in the order in which they are used."""
        with self._desk.store.reading() as session:
            return hour_ledger.sources(self._desk, session, party_id)

    def explain_hours(self, party_id: int, last: int | None = None) -> tuple[HourLine, ...]:
        """Every line of the ledger of those hours, or the `last` so many, oldest first."""
        with self._desk.store.reading() as session:
            return hour_ledger.explain(session, party_id, last)

    def explain(self, party_id: int, last: int | None = None) -> tuple[LedgerRow, ...]:
        """Every line of somebody's ledger, or the `last` so many, oldest first: why the balance is what it is."""
        with self._desk.store.reading() as session:
            return ledger.explain(session, party_id, last)


def _checked(session: Session, new: NewPlan, plan_id: int = 0) -> dict[str, Any]:
    """A plan as it is kept."""
    name = " ".join(new.name.split())
    if not name:
        raise errors.MissingFact(field="name", who="plan")
    others = session.scalars(select(Plan.name).where(Plan.id != plan_id))
    if names.name_key(name) in {names.name_key(other) for other in others}:
        raise errors.NameTaken(name=name)
    if new.floor_e4 is not None and new.floor_e4 > new.price_e4:
        floor, price = new.floor_e4 // E4_PER_CENT, new.price_e4 // E4_PER_CENT
        raise errors.FloorAbovePrice(floor_cents=floor, price_cents=price, field="floor")
    facts = asdict(new) | {"name": name, "papers": plan_papers.kinds(new.papers)}
    del facts["hours"]
    return facts


def _told(new: NewPlan) -> KindHours:
    return () if new.membership_fee else of_kinds(new.hours)


def _hours(new: NewPlan) -> list[PlanHours]:
    return [PlanHours(kind=kind, minutes=minutes) for kind, minutes in _told(new)]


def _hours_of(plan: Plan) -> KindHours:
    return of_kinds((one.kind, one.minutes) for one in plan.hours)


def _plan_row(plan: Plan) -> PlanRow:
    values = {name: getattr(plan, name) for name in PlanRow.__dataclass_fields__}
    closed = {"period": Period(plan.period), "basis": Basis(plan.basis), "vat_category": VatCategory(plan.vat_category)}
    more = {"papers": tuple(plan.papers), "hours": _hours_of(plan)}
    return PlanRow(**values | closed | more)
