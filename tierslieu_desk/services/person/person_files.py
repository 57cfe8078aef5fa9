"""Somebody's file: what they have left, what comes, and what happened, newest first; never more than is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.mail import MailItem
from tierslieu_desk.models.money import Charge, Invoice, InvoiceLine, OpenInvoice
from tierslieu_desk.models.person_facts import Outcome, PersonNote, PersonTask
from tierslieu_desk.models.plans import SubscriptionPause
from tierslieu_desk.models.units import Unit
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_rows import row_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.counter_card import ELSEWHERE, LoanOut
from tierslieu_desk.services.opening.opening_position_deposits import DepositRow, DepositsHeld
from tierslieu_desk.services.person import portraits
from tierslieu_desk.services.person.happenings import LATELY, Happening, Happenings, Kind
from tierslieu_desk.services.person.merges import MergedRow, Merges
from tierslieu_desk.services.person.party_names import names_of
from tierslieu_desk.services.person.people import AffiliationRow, People, PersonRow
from tierslieu_desk.services.person.person_facts import Facts, PersonFacts
from tierslieu_desk.services.place.tariffs import TariffOf, Tariffs
from tierslieu_desk.services.plan import allowances, deposit_book, hour_ledger, plan_papers
from tierslieu_desk.services.plan.deposit_book import Missing
from tierslieu_desk.services.plan.plan_papers import MissingPaper
from tierslieu_desk.services.plan.plans import Plans
from tierslieu_desk.services.plan.prepaid_cards import CardRow, PrepaidCards
from tierslieu_desk.services.plan.subscription_rows import SubscriptionRow
from tierslieu_desk.services.plan.unlimited import unlimited_on
from tierslieu_desk.services.visit import days_due
from tierslieu_desk.services.visit.visits import VisitRow, Visits

COMING = 6
LAST_VISITS = 10
OUT = 8


@dataclass(frozen=True, slots=True)
class Balance:
    """What somebody has and owes. `half_days` is None when none are counted; `unlimited`: they come as they like.

    Cents: `slate_cents` sold over the counter, `to_invoice_cents` anything else that is on no paper yet,
    `unpaid_cents` of invoices, `to_give_back_cents` of those that were credited, `deposit_cents` the house holds,
    for things that are out or else. `days_due` are half-days of their last visits that nothing covers, `days_cents`
    what those cost, None where that has no price. `hours` are minutes to use of each kind of unit that they have.
    """

    half_days: int | None
    unlimited: bool
    slate_cents: int
    to_invoice_cents: int
    unpaid_cents: int
    to_give_back_cents: int
    deposit_cents: int
    hours: tuple[tuple[UnitKind, int], ...] = ()
    days_due: int = 0
    days_cents: int | None = 0


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Who they are, what they have, and what comes, as of `today`. `here` is their visit while they are in.

    `subscriptions` are those that run and those to come, `pauses` the days of those, not over yet, in which they are
    paused, by number.

    `out` are the things lent to them that are not back, the soonest due first; `merged` those who were put together
    with them; `noted`: there are notes, or tasks that are done. `deposits` are held for them besides those of things.
    `cards` are prepaid ones, their own and those that are shared with them; `portrait` is the text of theirs. `rate`
    is None where everybody pays the same.
    """

    today: date
    person: PersonRow
    here: VisitRow | None
    balance: Balance
    subscriptions: tuple[SubscriptionRow, ...]
    ties: tuple[AffiliationRow, ...]
    coming: tuple[Happening, ...]
    out: tuple[LoanOut, ...]
    gets_mail: bool
    facts: Facts
    merged: tuple[MergedRow, ...]
    noted: bool
    deposits: tuple[DepositRow, ...]
    deposit_missing: Missing | None
    papers_missing: tuple[MissingPaper, ...]
    cards: tuple[CardRow, ...] = ()
    pauses: tuple[tuple[int, date, date], ...] = ()
    portrait: str = ""
    rate: TariffOf | None = None


class PersonFiles:
    """Everything the desk knows of one person or organisation, in one place."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, party_id: int) -> PersonFile:
        """Raises `NotFound`."""
        desk, today = self._desk, self._desk.clock.today()
        with desk.store.reading() as session:
            people = People(desk)
            here = next((visit for visit in Visits(desk).of_person(party_id, 3) if visit.left is None), None)
            known = Plans(desk).subscriptions(party_id)
            running = tuple(one for one in known if one.ends is None or one.ends >= today)
            return PersonFile(
                today=today,
                person=people.get(party_id),
                here=here,
                balance=self._balance(session, party_id, today),
                subscriptions=running,
                ties=people.affiliations(party_id),
                coming=(*self._coming(session, party_id), *_subscriptions_to_come(running, today)),
                out=_out(session, party_id),
                gets_mail=_any(session, MailItem.party_id == party_id),
                facts=PersonFacts(desk).of(party_id),
                merged=Merges(desk).merged(party_id),
                noted=_any(session, PersonNote.party_id == party_id)
                or _any(session, (PersonTask.party_id == party_id) & PersonTask.done_on.is_not(None))
                or _any(session, Outcome.party_id == party_id),
                deposits=DepositsHeld(desk).all(party_id),
                deposit_missing=deposit_book.missing(session, party_id, today),
                papers_missing=plan_papers.missing(session, party_id, today),
                cards=PrepaidCards(desk).of(party_id),
                portrait=portraits.text_of(session, party_id),
                pauses=_pauses(session, [one.id for one in running], today),
                rate=Tariffs(desk).of(party_id) if desk.house(session).tariffs else None,
            )

    def lately(self, party_id: int, together: str = "all", limit: int = LATELY) -> tuple[Happening, ...]:
        """What happened up to now, the latest first, of the kinds of `TOGETHER`."""
        return Happenings(self._desk).lately(party_id, together, limit)

    def _balance(self, session: Session, party_id: int, today: date) -> Balance:
        on_paper = select(InvoiceLine.id).where(InvoiceLine.charge_id == Charge.id).exists()
        over_the_counter = func.sum(case((ELSEWHERE, 0), else_=Charge.gross_cents))
        owed = select(over_the_counter, func.sum(Charge.gross_cents)).where(
            Charge.payer_id == party_id, Charge.supplied_on <= today, Charge.held_back.is_(False), ~on_paper
        )
        slate, owed_in_all = (cents or 0 for cents in session.execute(owed).one())
        left = OpenInvoice.left_cents
        open_sums = (
            select(func.total(case((left > 0, left), else_=0)), func.total(case((left < 0, -left), else_=0)))
            .join(Invoice, Invoice.id == OpenInvoice.invoice_id)
            .where(Invoice.party_id.in_(names_of(session, party_id)))
        )
        lent = select(func.total(Loan.deposit_cents)).where(Loan.party_id == party_id, Loan.back.is_(None))
        held = select(func.total(DepositHeld.amount_cents)).where(
            DepositHeld.party_id == party_id, DepositHeld.given_back_on.is_(None)
        )
        unpaid, to_give_back = session.execute(open_sums).one()
        last = [visit for visit in Visits(self._desk).of_person(party_id, LAST_VISITS) if visit.to_pay]
        due = [days_due.due(self._desk, session, one.id, one.day, one.half_days - one.used) for one in last]
        return Balance(
            half_days=allowances.counted_on(session, party_id, today),
            unlimited=bool(session.scalar(select(unlimited_on(party_id, today)))),
            slate_cents=slate,
            to_invoice_cents=owed_in_all - slate,
            unpaid_cents=int(unpaid),
            to_give_back_cents=int(to_give_back),
            deposit_cents=int(session.execute(lent).scalar_one() + session.execute(held).scalar_one()),
            hours=hour_ledger.left(self._desk, session, party_id),
            days_due=sum(day.half_days for day in due),
            days_cents=None if any(day.price is None for day in due) else sum(day.gross_cents for day in due),
        )

    def _coming(self, session: Session, party_id: int) -> tuple[Happening, ...]:
        now = self._desk.clock.wall()
        house = self._desk.house(session)
        wanted = (
            select(Booking)
            .where(Booking.party_id == party_id, Booking.starts > now, Booking.cancelled_at.is_(None))
            .order_by(Booking.starts)
            .limit(COMING)
        )
        bookings = [row_of(one, "", house.unit(one.unit_id), now) for one in session.scalars(wanted)]
        return tuple(
            Happening(Kind.BOOKING, b.id, b.slot.start.date(), b.unit, b.title, b.state, b.slot.start, b.slot.end)
            for b in bookings
        )


def _subscriptions_to_come(known: tuple[SubscriptionRow, ...], today: date) -> tuple[Happening, ...]:
    later = sorted((one for one in known if one.starts > today), key=attrgetter("starts"))
    return tuple(
        Happening(Kind.SUBSCRIPTION, one.id, one.starts, one.name, one.period, "later", None, one.ends)
        for one in later[:COMING]
    )


def _pauses(session: Session, subscriptions: list[int], today: date) -> tuple[tuple[int, date, date], ...]:
    wanted = select(SubscriptionPause.subscription_id, SubscriptionPause.first_day, SubscriptionPause.last_day).where(
        SubscriptionPause.subscription_id.in_(subscriptions), SubscriptionPause.last_day >= today
    )
    return tuple((row[0], row[1], row[2]) for row in session.execute(wanted.order_by(SubscriptionPause.first_day)))


def _any(session: Session, such: ColumnElement[bool]) -> bool:
    return session.scalar(select(literal(1)).where(such).limit(1)) is not None


def _out(session: Session, party_id: int) -> tuple[LoanOut, ...]:
    wanted = (
        select(Loan.id, Unit.name, Loan.due, Loan.deposit_cents)
        .join(Unit, Unit.id == Loan.unit_id)
        .where(Loan.party_id == party_id, Loan.back.is_(None))
        .order_by(Loan.due, Loan.id)
        .limit(OUT)
    )
    return tuple(LoanOut(*row) for row in session.execute(wanted))
