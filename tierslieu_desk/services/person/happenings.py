"""What happened to somebody, of every kind, newest first; never more than is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.events import Event, EventSession, Registration
from tierslieu_desk.models.loans import Loan
from tierslieu_desk.models.mail import MailItem
from tierslieu_desk.models.money import Charge, Invoice, OpenInvoice, Payment
from tierslieu_desk.models.person_facts import Outcome, PersonNote, PersonTask
from tierslieu_desk.models.plans import Allowance, AllowanceEntry, Pass, Subscription
from tierslieu_desk.models.units import Unit
from tierslieu_desk.services.booking.booking_rows import row_of
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.person.party_names import names_of
from tierslieu_desk.services.plan import hour_ledger
from tierslieu_desk.services.visit.visit_book import VisitBook
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.services.visit.volunteers import Volunteers

LATELY = 20


class Kind(StrEnum):
    """What may have happened to somebody."""

    VISIT = "visit"
    BOOKING = "booking"
    INVOICE = "invoice"
    PAYMENT = "payment"
    MAIL = "mail"
    TICKETS = "tickets"
    SUBSCRIPTION = "subscription"
    CORRECTION = "correction"
    VOLUNTEER = "volunteer"
    NOTE = "note"
    TASK = "task"
    LOAN = "loan"
    EVENT = "event"
    OUTCOME = "outcome"


TOGETHER: dict[str, tuple[Kind, ...]] = {
    "all": tuple(Kind),
    "visits": (Kind.VISIT, Kind.CORRECTION, Kind.VOLUNTEER),
    "bookings": (Kind.BOOKING,),
    "invoices": (Kind.INVOICE, Kind.PAYMENT),
    "mail": (Kind.MAIL,),
    "sold": (Kind.TICKETS, Kind.SUBSCRIPTION),
    "notes": (Kind.NOTE, Kind.TASK, Kind.OUTCOME),
}
"""What is looked at together."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the file. `what` is the space, the number, the sender or what was sold.

    `start` and `end` are None of what has only a day; `end` is the last day of what was sold; `state` is the booking's,
    "to_pay", "here" or "closed" of a visit, the kind of a document, of a letter or of money, "waiting" to be fetched,
    "out" of a loan, the state of a registration, what became of them. `detail` of a note is who wrote it.
    `cents` is None where no money is named; `left_cents` of an invoice; `half_days` used by a visit or given by a pass;
    minutes of a pass in the state "hours".
    """

    kind: Kind
    id: int
    day: date
    what: str
    detail: str = ""
    state: str = ""
    start: datetime | None = None
    end: datetime | date | None = None
    cents: int | None = None
    left_cents: int = 0
    half_days: int = 0


class Happenings:
    """Reads what the desk did with one person, from wherever it is kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def lately(self, party_id: int, together: str = "all", limit: int = LATELY) -> tuple[Happening, ...]:
        """What happened up to now, the latest first, of the kinds of `TOGETHER`."""
        readers: dict[Kind, Callable[[Session, int, int], Iterator[Happening]]] = {
            Kind.VISIT: self._visits,
            Kind.BOOKING: self._bookings,
            Kind.INVOICE: self._invoices,
            Kind.PAYMENT: self._payments,
            Kind.MAIL: self._mail,
            Kind.TICKETS: self._passes,
            Kind.SUBSCRIPTION: self._subscriptions,
            Kind.CORRECTION: self._corrections,
            Kind.VOLUNTEER: self._given,
            Kind.NOTE: self._notes,
            Kind.TASK: _tasks_done,
            Kind.LOAN: _loans,
            Kind.EVENT: self._events,
            Kind.OUTCOME: _outcomes,
        }
        with self._desk.store.reading() as session:
            found = [one for kind in TOGETHER[together] for one in readers[kind](session, party_id, limit)]
        found.sort(key=_moment, reverse=True)
        return tuple(found[:limit])

    def _visits(self, _session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        for visit in Visits(self._desk).of_person(party_id, limit):
            state = "to_pay" if visit.to_pay else "here" if visit.left is None else "closed" if visit.closed else ""
            yield Happening(
                Kind.VISIT, visit.id, visit.day, "", visit.host, state, visit.arrived, visit.left, half_days=visit.used
            )

    def _corrections(self, _session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        """`what` is who put it right, `detail` whose it was; `start` and `end` as it was before."""
        for one in VisitBook(self._desk).traces(party_id, limit):
            state = "removed" if one.removed else "corrected"
            yield Happening(
                Kind.CORRECTION, one.visit_id, one.at.date(), one.who, one.name, state, one.arrived, one.left,
                half_days=one.half_days,
            )  # fmt: skip

    def _given(self, _session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        """`half_days` holds minutes here: what was given is no half-day."""
        for one in Volunteers(self._desk).of_person(party_id, limit):
            yield Happening(Kind.VOLUNTEER, one.id, one.day, one.what, "", "", half_days=one.minutes)

    def _bookings(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        now, house = self._desk.clock.wall(), self._desk.house(session)
        wanted = (
            select(Booking)
            .where(Booking.party_id == party_id, or_(Booking.starts <= now, Booking.cancelled_at.is_not(None)))
            .order_by(Booking.starts.desc())
            .limit(limit)
        )
        for booking in session.scalars(wanted):
            one = row_of(booking, "", house.unit(booking.unit_id), now)
            slot = one.slot
            yield Happening(
                Kind.BOOKING, one.id, slot.start.date(), one.unit, one.title, one.state, slot.start, slot.end
            )

    def _invoices(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        wanted = (
            select(Invoice, OpenInvoice.left_cents)
            .outerjoin(OpenInvoice, OpenInvoice.invoice_id == Invoice.id)
            .where(Invoice.party_id.in_(names_of(session, party_id)))
            .order_by(Invoice.id.desc())
            .limit(limit)
        )
        for row in session.execute(
            wanted.with_only_columns(
                Invoice.id, Invoice.number, Invoice.kind, Invoice.issued_on, Invoice.gross_cents, OpenInvoice.left_cents
            )
        ):
            yield Happening(
                Kind.INVOICE, row.id, row.issued_on, row.number, "", row.kind, cents=row.gross_cents,
                left_cents=row.left_cents or 0,
            )  # fmt: skip

    def _payments(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        theirs = Payment.party_id.in_(names_of(session, party_id))
        wanted = select(Payment).where(theirs).order_by(Payment.id.desc()).limit(limit)
        for one in session.scalars(wanted):
            at = self._desk.clock.to_wall(one.received_at)
            yield Happening(Kind.PAYMENT, one.id, one.day, "", one.reference, one.method, at, cents=one.amount_cents)

    def _mail(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        wanted = (
            select(MailItem)
            .where(MailItem.party_id == party_id)
            .order_by(MailItem.arrived_on.desc(), MailItem.id.desc())
            .limit(limit)
        )
        for one in session.scalars(wanted):
            state = "waiting" if one.done_on is None else one.kind
            yield Happening(Kind.MAIL, one.id, one.arrived_on, one.sender, one.kind, state)

    def _passes(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        """Those taken back are good for no day, and left out."""
        last = select(func.max(AllowanceEntry.sequence)).where(AllowanceEntry.allowance_id == Allowance.id)
        wanted = (
            select(
                Pass.id,
                Pass.name,
                Pass.sold_at,
                Pass.valid_until,
                AllowanceEntry.balance,
                select(Charge.gross_cents).where(Charge.pass_id == Pass.id).limit(1).scalar_subquery().label("cents"),
            )
            .join(Allowance, Allowance.pass_id == Pass.id)
            .join(
                AllowanceEntry,
                (AllowanceEntry.allowance_id == Allowance.id)
                & (AllowanceEntry.sequence == last.correlate(Allowance).scalar_subquery()),
            )
            .where(
                Pass.party_id == party_id,
                Pass.in_advance.is_(False),
                or_(Allowance.valid_until.is_(None), Allowance.valid_until >= Allowance.valid_from),
            )
            .order_by(Pass.id.desc())
            .limit(limit)
        )
        for row in session.execute(wanted):
            at = self._desk.clock.to_wall(row.sold_at)
            yield Happening(
                Kind.TICKETS, row.id, at.date(), row.name, "", "", at, row.valid_until, cents=row.cents,
                half_days=row.balance,
            )  # fmt: skip

        known = self._desk.house(session).hour_kinds
        for one in hour_ledger.passes(session, party_id, limit) if known else ():
            at = self._desk.clock.to_wall(one.sold_at)
            yield Happening(
                Kind.TICKETS, one.id, at.date(), one.name, "", "hours", at, one.valid_until, cents=one.cents,
                half_days=one.minutes,
            )  # fmt: skip

    def _subscriptions(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        wanted = (
            select(Subscription)
            .where(Subscription.party_id == party_id, Subscription.starts <= self._desk.clock.today())
            .order_by(Subscription.starts.desc(), Subscription.id.desc())
            .limit(limit)
        )
        today = self._desk.clock.today()
        for one in session.scalars(wanted):
            over = one.ends is not None and one.ends < today
            state = "ended" if over else "running"
            yield Happening(Kind.SUBSCRIPTION, one.id, one.starts, one.name, one.period, state, None, one.ends)

    def _notes(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        wanted = select(PersonNote).where(PersonNote.party_id == party_id).order_by(PersonNote.id.desc()).limit(limit)
        for one in session.scalars(wanted):
            at = self._desk.clock.to_wall(one.at)
            yield Happening(Kind.NOTE, one.id, at.date(), one.words, one.who, "", at)

    def _events(self, session: Session, party_id: int, limit: int) -> Iterator[Happening]:
        """By the first sitting, once it has begun."""
        first = func.min(EventSession.starts)
        wanted = (
            select(Registration.id, Event.title, Registration.state, first)
            .join(Event, Event.id == Registration.event_id)
            .join(EventSession, EventSession.event_id == Event.id)
            .where(Registration.party_id == party_id)
            .group_by(Registration.id)
            .having(first <= self._desk.clock.wall())
            .order_by(first.desc())
            .limit(limit)
        )
        for number, title, state, starts in session.execute(wanted):
            yield Happening(Kind.EVENT, number, starts.date(), title, "", state, starts)


def _tasks_done(session: Session, party_id: int, limit: int) -> Iterator[Happening]:
    done = PersonTask.done_on
    theirs = select(PersonTask.id, PersonTask.what, done).where(PersonTask.party_id == party_id, done.is_not(None))
    for number, what, day in session.execute(theirs.order_by(done.desc(), PersonTask.id.desc()).limit(limit)):
        if day is not None:
            yield Happening(Kind.TASK, number, day, what)


def _loans(session: Session, party_id: int, limit: int) -> Iterator[Happening]:
    """What went out, on the day it did; what is still out is shown with the balance besides."""
    wanted = (
        select(Loan.id, Unit.name, Loan.out, Loan.back)
        .join(Unit, Unit.id == Loan.unit_id)
        .where(Loan.party_id == party_id)
        .order_by(Loan.out.desc(), Loan.id.desc())
        .limit(limit)
    )
    for number, unit, out, back in session.execute(wanted):
        yield Happening(Kind.LOAN, number, out.date(), unit, "", "" if back else "out", out, back)


def _outcomes(session: Session, party_id: int, limit: int) -> Iterator[Happening]:
    wanted = select(Outcome).where(Outcome.party_id == party_id).order_by(Outcome.on_day.desc()).limit(limit)
    for one in session.scalars(wanted):
        yield Happening(Kind.OUTCOME, one.id, one.on_day, one.words, "", one.became)


def _moment(one: Happening) -> tuple[datetime, int]:
    """What was put right stands on the day that somebody did, whenever it was that it is about."""
    if one.start is not None and one.start.date() == one.day:
        return one.start, one.id
    return datetime.combine(one.day, time()), one.id
