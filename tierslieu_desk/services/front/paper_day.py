"""A day that was worked from paper, typed in line by line: each line is one gesture, of the day it happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, money
from tierslieu_desk.models.base import table_of
from tierslieu_desk.models.people import Party
from tierslieu_desk.models.plans import AllowanceEntry, Pass, Visit
from tierslieu_desk.models.store import add_row
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import PaymentMethod
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.money import charges
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.unlimited import unlimited_on
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.visit.visit_book import VisitBook, Written
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.front.counter import Counter
    from tierslieu_desk.services.visit.visits import VisitRow

Undo = Callable[[], object]
_ADD_PASS = insert(table_of(Pass))


class PaperDay:
    """Every gesture returns its way back, or None where there is none but a reversal."""

    def __init__(self, desk: Desk, counter: Counter) -> None:
        self._desk, self._counter = desk, counter

    def came(self, came: Written) -> tuple[VisitRow, Undo]:
        """A line of the arrivals; whoever the desk knows came, and said no goodbye, gets the paper's.

        Raises what `VisitBook.write` raises, and `InvoiceAlreadyIssued` for a day paid that would count for less.
        """
        book = VisitBook(self._desk)
        before = book.waits_for_goodbye(came)
        if before is not None and came.left is not None:
            gone, now = book.say_goodbye(before, came.left)
            return gone, partial(book.take_back, before, now)
        visit = book.write(came)
        return visit, partial(book.take_out, visit.id)

    def sold(self, day: date, party_id: int | None, piece: Piece, *, cash: bool) -> Undo | None:
        """A line of what was sold, of that day: on the slate, or paid in cash.

        What is paid in cash is numbered and in the till today, when it is typed in, since no number may go back in
        time; what it was for keeps its day. Tickets cover a visit of that day that nothing else did. Raises
        `MissingFact` for a slate or several tickets without a name, `NotYet`, and what `Counter.sell` raises.
        """
        self._refuse_to_come(day)
        if party_id is None:
            if not cash:
                raise errors.MissingFact(field="name", who="")
            self._counter.sell(None, Basket(pieces=(piece,)), PaymentMethod.CASH)
            return None
        with self._desk.store.writing() as session:
            charge_id = self._owe(session, day, party_id, piece)
            if cash:
                self._counter.sell(party_id, Basket(charges=(charge_id,)), PaymentMethod.CASH)
                return None
            self._desk.note(session, "put_on_slate", "party", party_id, charges=(charge_id,), day=day)
        return partial(self._counter.take_off, (charge_id,))

    def handed_over(self, day: date, party_id: int, to_whom: str) -> int:
        """A line of the mail: all that was on the shelf for them that day; how many things. Acts on mail stay.

        Raises `NoMailWaiting`, `MissingFact`, `NotYet`.
        """
        self._refuse_to_come(day)
        with self._desk.store.writing() as session:
            given = Mail(self._desk).hand_over_all(party_id, to_whom, day)
            if not given:
                name = session.get_one(Party, party_id).name
                raise errors.NoMailWaiting(name=name, day=day, field="name")
        return len(given)

    def room_taken(self, unit_id: int, party_id: int, slot: Slot) -> Undo:
        """A line of the rooms: taken, and they came. Raises what `Bookings.book` raises, and `NotYet`."""
        now = self._desk.clock.wall()
        if slot.start > now:
            raise errors.NotYet(when=slot.start, now=now, field="from")
        bookings = Bookings(self._desk)
        with self._desk.store.writing():
            booked = bookings.book(NewBooking(unit_id, party_id, slot))
            bookings.check_in(booked.id)
        return partial(bookings.cancel, booked.id)

    def _refuse_to_come(self, day: date) -> None:
        now = self._desk.clock.wall()
        if day > now.date():
            raise errors.NotYet(when=day, now=now, field="day")

    def _owe(self, session: Session, day: date, party_id: int, piece: Piece) -> int:
        """Write the charge of that day; tickets are good from it on, and cover what nothing else did of it."""
        article = piece.article
        pass_id = None
        if article.half_days:
            facts = {"party_id": party_id, "name": article.name, "valid_from": day, "valid_until": None}
            pass_id = add_row(session, _ADD_PASS, facts | {"sold_at": self._desk.clock.now()})
            source = allowances.Source(party_id, pass_id=pass_id)
            half_days = article.half_days * piece.quantity
            allowances.give(self._desk, session, source, half_days, (day, None), LedgerReason.SOLD)
            self._use_tickets(session, day, party_id)
        return charges.owe(
            self._desk,
            session,
            party_id=party_id,
            supplied_on=day,
            description=article.name,
            unit_price_e4=article.price_e4,
            basis=article.basis,
            vat_category=article.vat_category,
            quantity_milli=piece.quantity * money.QUANTITY_UNIT,
            pass_id=pass_id,
        )

    def _use_tickets(self, session: Session, day: date, party_id: int) -> None:
        if session.execute(select(unlimited_on(party_id, day))).scalar_one():
            return
        mine = select(Visit).where(Visit.party_id == party_id, Visit.day == day, Visit.undone.is_(False))
        for visit in session.scalars(mine.order_by(Visit.id)).all():
            used = select(AllowanceEntry.half_days).where(AllowanceEntry.visit_id == visit.id)
            missing = visit.half_days + sum(session.scalars(used).all())
            if missing > 0:
                allowances.use(self._desk, session, party_id, missing, day, visit.id)
