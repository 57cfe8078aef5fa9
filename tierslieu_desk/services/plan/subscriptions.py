"""What becomes of a subscription while it runs: paused, changed for another plan, ended, renewed at today's price.

Nothing of it is silent: what would be charged is read before, and whose price differs from the plan's is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from tierslieu_desk import errors
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import Plan, Subscription, SubscriptionPause
from tierslieu_desk.money import Basis
from tierslieu_desk.rules import proration
from tierslieu_desk.rules.proration import ONE_DAY
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person import checklists
from tierslieu_desk.services.plan import endings, periods, sales, selling
from tierslieu_desk.services.plan.endings import CutLine
from tierslieu_desk.services.plan.periods import OnPaper
from tierslieu_desk.services.plan.plans import NewSubscription
from tierslieu_desk.services.plan.renewals_due import LISTED_DAYS

_LONGEST_MONTHS = 120


class When(StrEnum):
    """From when another plan holds."""

    NOW = "now"
    NEXT = "next"


class Notice(StrEnum):
    """Why a subscription is on the notice list."""

    ENDS = "ends"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class PauseRow:
    """Days, both included, that are neither charged nor give anything."""

    id: int
    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change of plan did, for the way back: the one that ended, its last day before, the one that began.

    `on` is the first day of the new one, `cents` by how much what was charged so far differs; `versions` are those of
    both as they were left.
    """

    old_id: int
    old_ends: date | None
    new_id: int
    on: date
    cents: int
    versions: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CutPart:
    """What is left to pay of the plan they have when another one cuts its period: days, cents, how it was found."""

    name: str
    first: date
    last: date
    cents: int
    working: str


@dataclass(frozen=True, slots=True)
class RenewalRow:
    """A subscription that ends soon, or whose plan costs something else by now.

    `price_e4` is what they pay, `today_e4` what the plan costs today; `on` is its last day, or the first day on which
    today's price may hold. `on_sale`: whether it can be renewed.
    """

    id: int
    party_id: int
    party: str
    name: str
    why: Notice
    period: Period
    basis: Basis
    price_e4: int
    today_e4: int
    on: date
    on_sale: bool


class Subscriptions:
    """Subscriptions that run."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def pauses(self, subscription_id: int) -> tuple[PauseRow, ...]:
        """The first one first."""
        wanted = select(SubscriptionPause).where(SubscriptionPause.subscription_id == subscription_id)
        with self._desk.store.reading() as session:
            found = session.scalars(wanted.order_by(SubscriptionPause.first_day))
            return tuple(PauseRow(one.id, one.first_day, one.last_day, one.reason) for one in found)

    def pause(self, subscription_id: int, first: date, last: date, reason: str = "") -> tuple[int, int]:
        """Pause it from the first to the last day; the pause, and by how many cents what was charged so far differs.

        Periods that were charged are charged anew, and their days cut; what was used stays used. Raises `NotFound`,
        `SlotReversed`, `PauseOutside`, `AlreadyPaused`, `InvoiceAlreadyIssued` when a period of it is on an invoice,
        and `NotOffered` for a membership fee, which is whole.
        """
        with self._desk.store.writing() as session:
            sold = selling.subscription_of(session, subscription_id)
            _refuse_pause(session, sold, first, last)
            facts = {"subscription_id": sold.id, "first_day": first, "last_day": last, "reason": reason.strip()}
            pause_id = session.execute(insert(SubscriptionPause).returning(SubscriptionPause.id), facts).scalar_one()
            cents = self._recut(session, sold, first)
            self._is_another(session, sold)
            self._desk.note(session, "pause", "subscription", sold.id, first=first, last=last, cents=cents)
            return pause_id, cents

    def pausing(self, subscription_id: int, first: date, last: date) -> tuple[CutLine, ...]:
        """What a pause changes of what is charged, the first period first. Raises what `pause` raises of its days."""
        with self._desk.store.reading() as session:
            sold = selling.subscription_of(session, subscription_id)
            _refuse_pause(session, sold, first, last)
            return endings.pause_lines(self._desk, session, sold, (first, last))

    def pauses_from(self, subscription_id: int, day: date) -> tuple[tuple[date, date], ...]:
        """First and last day of those not over by then: another plan keeps them."""
        return tuple((max(one.first, day), one.last) for one in self.pauses(subscription_id) if one.last >= day)

    def take_back_pause(self, pause_id: int) -> None:
        """It goes on without that pause. Raises `NotFound`, `InvoiceAlreadyIssued`."""
        with self._desk.store.writing() as session:
            pause = session.get(SubscriptionPause, pause_id)
            if pause is None:
                raise errors.NotFound(what="pause", id=pause_id)
            sold, first = selling.subscription_of(session, pause.subscription_id), pause.first_day
            session.delete(pause)
            session.flush()
            cents = self._recut(session, sold, first)
            self._is_another(session, sold)
            self._desk.note(session, "take_back_pause", "subscription", sold.id, first=first, cents=cents)

    def earliest_end(self, subscription_id: int) -> date:
        """The first last day that its term and its notice allow today. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            sold = selling.subscription_of(session, subscription_id)
            return selling.earliest_end(sold, self._desk.clock.today())

    def ending(self, subscription_id: int, last_day: date) -> tuple[CutLine, ...]:
        """What an end on that day changes of what was charged so far, the first period first. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            sold = selling.subscription_of(session, subscription_id)
            return endings.cut_lines(self._desk, session, sold, last_day)

    def changes_on(self, subscription_id: int, when: When) -> date:
        """The first day of another plan. Raises `NotFound`, and what `change_plan` raises about the day."""
        with self._desk.store.reading() as session:
            return _from(selling.subscription_of(session, subscription_id), when, self._desk.clock.today())

    def cut_part(self, subscription_id: int, when: When) -> CutPart | None:
        """The part of its last period that the plan they have is still charged for; None when it is a whole one.

        Raises what `changes_on` raises.
        """
        with self._desk.store.reading() as session:
            sold = selling.subscription_of(session, subscription_id)
            last = _from(sold, when, self._desk.clock.today()) - ONE_DAY
            part = None if sold.membership_fee else periods.part_until(session, sold, last)
            if part is None or part.part.whole:
                return None
            cents = periods.gross_of(self._desk, session, sold, part)
            return CutPart(sold.name, part.part.first, last, cents, periods.working(sold, part.part))

    def cut_on_paper(self, subscription_id: int, when: When) -> CutLine | None:
        """The period on an invoice that another plan would cut; None when none is. Raises what `changes_on` raises."""
        with self._desk.store.reading() as session:
            sold = selling.subscription_of(session, subscription_id)
            last = _from(sold, when, self._desk.clock.today()) - ONE_DAY
            lines = endings.cut_lines(self._desk, session, sold, last)
            return next((line for line in lines if line.invoice_id is not None), None)

    def change_plan(
        self,
        subscription_id: int,
        plan_id: int,
        when: When,
        *,
        version: int | None = None,
        reason: str = "",
        credited: bool = False,
    ) -> Changed:
        """Another plan, from today or from the next period on: the one they have ends the day before.

        What was charged of the old one is charged anew for the days it lasted, the new one begins like any that is
        sold; the minimum term they agreed to and the pauses to come go on. Raises `NotFound`, `NotOffered`, `SamePlan`,
        `PriceBelowFloor`, `ChangedMeanwhile`, `AlreadyDone` when it ends before, `SlotReversed` for one that began
        today, `InvoiceAlreadyIssued` when the period that would be cut is on an invoice: the next period is then the
        way, or that it is to be `credited` (`cut_on_paper` tells before) and stays there until then; `ChargedElsewhere`
        when it was charged before this desk was there, and `LessTooEarly` for another plan that costs less a year and
        would begin within the term or the notice, unless there is a `reason`, which is kept in the journal.
        """
        with self._desk.store.writing() as session:
            sold = selling.subscription_of(session, subscription_id)
            if version is not None and sold.version != version:
                raise errors.ChangedMeanwhile(what=sold.name)
            on, was, term = _from(sold, when, self._desk.clock.today()), sold.ends, sold.least_until
            plan = selling.plan_on_sale(session, plan_id)
            if sold.plan_id == plan_id and sold.price_e4 == plan.price_e4:
                raise errors.SamePlan(name=plan.name)
            if not reason:
                endings.refuse_less(self._desk, session, sold, (plan, on, None))
            sold.ends = on - ONE_DAY
            session.flush()
            periods.refuse_cut_elsewhere(session, sold, sold.ends)
            cents = self._recut(session, sold, sold.ends, [] if credited else None)
            new_id = selling.begin(self._desk, session, NewSubscription(sold.party_id, plan_id, on), on)
            new = session.get_one(Subscription, new_id)
            if term is not None and term > (new.least_until or term - ONE_DAY):
                new.least_until = term
            self._pauses_go_on(session, sold, new)
            session.flush()
            why = {"reason": reason} if reason else {}
            self._desk.note(session, "change_plan", "subscription", sold.id, to=new_id, on=on, cents=cents, **why)
            return Changed(sold.id, was, new_id, on, cents, (sold.version, new.version))

    def take_back_change(self, changed: Changed) -> None:
        """The plan they had goes on.

        Raises `NotFound`, `InvoiceAlreadyIssued`, `AllowanceUsed`, and `ChangedMeanwhile` once one of them was changed
        again, paused, ended or charged further.
        """
        with self._desk.store.writing() as session:
            new = selling.subscription_of(session, changed.new_id)
            sold = selling.subscription_of(session, changed.old_id)
            if (sold.version, new.version) != changed.versions:
                raise errors.ChangedMeanwhile(what=new.name)
            sales.take_back(self._desk, session, new)
            sold.ends = changed.old_ends
            session.flush()
            self._recut(session, sold, changed.on - ONE_DAY)
            checklists.follow(self._desk, session, sold.party_id)
            self._desk.note(session, "take_back_change", "subscription", sold.id, to=changed.new_id)

    def renewals(self, within: int = LISTED_DAYS) -> tuple[RenewalRow, ...]:
        """The notice list: whose subscription ends within so many days, or whose plan has another price by now.

        Those that end first, by day; then by name. One that another follows the day after is renewed already.
        """
        today = self._desk.clock.today()
        later = Subscription.__table__.alias("later")
        followed = (
            select(later.c.id)
            .where(later.c.party_id == Subscription.party_id, later.c.starts > Subscription.ends)
            .where(later.c.membership_fee == Subscription.membership_fee)
        ).exists()
        wanted = (
            select(Subscription, Party.name, Plan.price_e4, Plan.on_sale, followed.label("followed"))
            .join(Party, Party.id == Subscription.party_id)
            .join(Plan, Plan.id == Subscription.plan_id)
            .where(Subscription.ends.is_(None) | (Subscription.ends >= today))
            .order_by(Subscription.ends.is_(None), Subscription.ends, Party.search_key, Subscription.id)
        )
        found = []
        with self._desk.store.reading() as session:
            for sold, party, price_e4, on_sale, renewed in session.execute(wanted):
                why, on = None, sold.charged_until
                if sold.ends is not None and sold.ends <= today + timedelta(days=within) and not renewed:
                    why, on = Notice.ENDS, sold.ends
                elif sold.ends is None and price_e4 != (
                    sold.price_e4 if sold.plan_price_e4 is None else sold.plan_price_e4
                ):
                    why, on = Notice.PRICE, _from(sold, When.NEXT, today)
                if why is not None:
                    facts = (sold.id, sold.party_id, party, sold.name, why, Period(sold.period), Basis(sold.basis))
                    found.append(RenewalRow(*facts, sold.price_e4, price_e4, on, on_sale))
        return tuple(found)

    def renew(self, row: RenewalRow) -> Changed:
        """At today's price: one that ends goes on for as long again, a dearer or cheaper one from the next period.

        Raises what `change_plan` raises.
        """
        if row.why is Notice.PRICE:
            with self._desk.store.reading() as session:
                plan_id = selling.subscription_of(session, row.id).plan_id
            return self.change_plan(row.id, plan_id, When.NEXT)
        with self._desk.store.writing() as session:
            sold = selling.subscription_of(session, row.id)
            if sold.ends is None:
                raise errors.ChangedMeanwhile(what=sold.name)
            on = sold.ends + ONE_DAY
            again = NewSubscription(sold.party_id, sold.plan_id, on, _as_long(sold.starts, sold.ends))
            new_id = selling.begin(self._desk, session, again, on)
            versions = (sold.version, selling.subscription_of(session, new_id).version)
            self._desk.note(session, "renew_term", "subscription", sold.id, to=new_id)
            return Changed(sold.id, sold.ends, new_id, on, 0, versions)

    def keep_price(self, subscription_id: int) -> int | None:
        """They keep what they pay, and are off the list until the plan changes again; for the way back, what was known.

        Raises `NotFound`.
        """
        with self._desk.store.writing() as session:
            sold = selling.subscription_of(session, subscription_id)
            was, sold.plan_price_e4 = sold.plan_price_e4, selling.plan_of(session, sold.plan_id).price_e4
            session.flush()
            self._desk.note(session, "keep_price", "subscription", sold.id, price_e4=sold.price_e4)
            return was

    def take_back_keep(self, subscription_id: int, was: int | None) -> None:
        """The opposite of `keep_price`. Raises `NotFound`."""
        with self._desk.store.writing() as session:
            selling.subscription_of(session, subscription_id).plan_price_e4 = was
            session.flush()
            self._desk.note(session, "list_again", "subscription", subscription_id)

    def _pauses_go_on(self, session: Session, sold: Subscription, new: Subscription) -> None:
        """What was agreed to be paused stays paused, whatever the plan; of a membership fee nothing is."""
        wanted = select(SubscriptionPause).where(
            SubscriptionPause.subscription_id == sold.id, SubscriptionPause.last_day >= new.starts
        )
        theirs = [] if new.membership_fee else session.scalars(wanted.order_by(SubscriptionPause.id)).all()
        for one in theirs:
            facts = {"first_day": max(one.first_day, new.starts), "last_day": one.last_day, "reason": one.reason}
            session.execute(insert(SubscriptionPause), facts | {"subscription_id": new.id})
        if theirs:
            self._recut(session, new, new.starts)

    def _is_another(self, session: Session, sold: Subscription) -> None:
        """A way back that was offered before would take more back than it did."""
        flag_modified(sold, "charged_until")
        session.flush()

    def _recut(self, session: Session, sold: Subscription, since: date, stays: list[OnPaper] | None = None) -> int:
        language = selling.party_of(session, sold.party_id).language
        return periods.recut(self._desk, session, sold, since, language, stays)


def _refuse_pause(session: Session, sold: Subscription, first: date, last: date) -> None:
    if last < first:
        raise errors.SlotReversed(start=first, end=last)
    if sold.membership_fee:
        raise errors.NotOffered(what=sold.name, reason="fee")
    if first < sold.starts or (sold.ends is not None and last > sold.ends):
        raise errors.PauseOutside(name=sold.name, first=sold.starts)
    for begun, over in periods.pauses_of(session, sold.id):
        if begun <= last and first <= over:
            raise errors.AlreadyPaused(name=sold.name, first=begun, last=over)


def _from(sold: Subscription, when: When, today: date) -> date:
    """The first day of what comes after it."""
    if sold.membership_fee and when is When.NOW:
        raise errors.NotOffered(what=sold.name, reason="fee")
    on = today
    if when is When.NEXT and not sold.membership_fee:
        _first, last = proration.calendar_period(max(today, sold.starts), Period(sold.period))
        on = max(last + ONE_DAY, sold.charged_until)
    elif when is When.NEXT:
        on = max(sold.charged_until, sold.starts + ONE_DAY)
    if on <= sold.starts:
        raise errors.SlotReversed(start=sold.starts, end=on)
    if sold.ends is not None and sold.ends < on:
        raise errors.AlreadyDone(what="end", on=sold.ends)
    return on


def _as_long(starts: date, ends: date) -> date:
    """The last day of as many months again, or of as many days when they are no whole months."""
    on = ends + ONE_DAY
    for months in range(1, _LONGEST_MONTHS + 1):
        last = proration.add_months(starts, months) - ONE_DAY
        if last == ends:
            return proration.add_months(on, months) - ONE_DAY
        if last > ends:
            break
    return on + (ends - starts)
