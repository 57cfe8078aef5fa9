"""Bookings: taken, moved, swapped, confirmed, cancelled. The rules refuse in words, the database whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState, VatCategory
from tierslieu_desk.services.booking import (
    booking_prices,
    booking_undo,
    booking_work,
    holds,
    late_fees,
    prospects,
    series_kit,
    waiting_offers,
)
from tierslieu_desk.services.booking.booking_held import held_for
from tierslieu_desk.services.booking.booking_prices import Quote
from tierslieu_desk.services.booking.booking_rows import BookingRow, Things, row_of
from tierslieu_desk.services.booking.booking_rules import ask_when_agreed
from tierslieu_desk.services.booking.booking_undo import Act, standing
from tierslieu_desk.services.booking.booking_work import (
    Booked,
    NewBooking,
    add_booking,
    cancel_booking,
    loaded,
    resettle,
)
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.booking.late_fees import Fee, Late
from tierslieu_desk.services.booking.prospects import Prospect, Wish
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.wallclock import Slot


class Bookings:
    """Everything that is done to bookings at the desk, one gesture each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def quote(self, unit_id: int, slot: Slot, party_id: int | None = None) -> Quote:
        """What that slot would cost that person. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return booking_prices.quote_in(self._desk, session, house.unit(unit_id), slot, party_id)

    def price_of_all(self, unit_id: int, slots: Sequence[Slot], party_id: int | None = None) -> int | None:
        """Cents of all these slots; None where hours sold ahead may pay some. Raises `UnknownUnit`."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            return booking_prices.of_all(session, house, house.unit(unit_id), slots, party_id)

    def look(
        self,
        unit_id: int,
        slot: Slot,
        party_id: int | None = None,
        people: int = 1,
        besides: int | None = None,
    ) -> Prospect:
        """What would come of it: the price, and what `book` would refuse, or `move` of the booking `besides`.

        Raises `UnknownUnit`.
        """
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            wish = Wish(house.unit(unit_id), slot, people, besides, party_id)
            return prospects.look(self._desk, session, wish, party_id)

    def book(self, new: NewBooking, override: str = "") -> Booked:
        """Take the unit for somebody. `override` is the facilitator's reason for ignoring hours or buffers.

        Raises `SlotTaken`, `PoolFull`, `BufferTooShort`, `OverCapacity`, `SlotBeyondSeries`, what else
        `rules.admission` refuses, `UnknownUnit`, `UnknownPerson`.
        """
        with waiting_offers.first_in_line(self._desk), self._desk.store.writing() as session:
            return add_booking(self._desk, session, new, override)

    def move(self, booking_id: int, slot: Slot, unit_id: int | None = None, override: str = "") -> Booked:
        """Another time, length or unit: the old holds are let go first, then the new ones taken, all or nothing.

        Raises what `book` raises, `InvoiceAlreadyIssued` when the price would change after the invoice, and
        `AlreadyDone` when it holds nothing any more.
        """
        with waiting_offers.first_in_line(self._desk), self._desk.store.writing() as session:
            booking = self._holding(session, booking_id)
            before = standing(booking)
            holds.release(session, Owner("booking_id", booking_id))
            return resettle(self._desk, session, booking, before, slot, unit_id or booking.unit_id, override)

    def swap(self, first_id: int, second_id: int) -> tuple[Booked, Booked]:
        """Two bookings exchange their units, each keeping its time. Raises what `move` raises, and `SameBooking`."""
        if first_id == second_id:
            raise errors.SameBooking
        with self._desk.store.writing() as session:
            first, second = self._holding(session, first_id), self._holding(session, second_id)
            holds.release(session, Owner("booking_id", first_id))
            holds.release(session, Owner("booking_id", second_id))
            mine, theirs = standing(first), standing(second)
            one = resettle(self._desk, session, first, mine, mine.slot, theirs.unit_id, "")
            return one, resettle(self._desk, session, second, theirs, theirs.slot, mine.unit_id, "")

    def confirm(self, booking_id: int) -> Act:
        """An option becomes a booking, and is charged. Raises `AlreadyDone` when it is one, `OptionOver`."""
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking = _optional(self._desk, session, booking_id)
            before = standing(booking)
            booking.state, booking.expires = BookingState.CONFIRMED, None
            self._charge(session, booking)
            session.flush()
            self._desk.note(session, "confirm", "booking", booking_id)
            return Act(booking_id, booking.version, before)

    def keep_until(self, booking_id: int, until: datetime) -> Act:
        """An option is kept longer, or less long. Raises `AlreadyDone`, `OptionOver`, `DeadlineOver`."""
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking = _optional(self._desk, session, booking_id)
            if until <= self._desk.clock.wall():
                raise errors.DeadlineOver(until=until)
            before = standing(booking)
            booking.expires = until
            session.flush()
            self._desk.note(session, "keep_until", "booking", booking_id, until=until)
            return Act(booking_id, booking.version, before)

    def _charge(self, session: Session, booking: Booking) -> None:
        house = self._desk.house(session)
        unit = house.unit(booking.unit_id)
        ask_when_agreed(self._desk, house, unit, BookingState.CONFIRMED)
        who = charges.owing(session, booking.party_id)
        booking_prices.charge(self._desk, session, unit, Slot(booking.starts, booking.ends), who, booking.id)

    def late_fee(self, booking_id: int) -> Fee | None:
        """What the house's rule keeps if it is called off now; None when that is nothing. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            return late_fees.fee_of(self._desk, session, loaded(session, booking_id))

    def cancel(self, booking_id: int, reason: str = "", late: Late | None = None) -> Act:
        """Let the unit go. What was not invoiced is no longer owed; what was, stays, until a credit note.

        `late` says what becomes of the fee of `late_fee`; without it nothing is kept, as when the house itself calls
        off. Raises `MissingFact` when a fee is let go without a word.
        """
        with self._desk.store.writing() as session:
            booking = loaded(session, booking_id)
            before = standing(booking)
            fee = late_fees.fee_of(self._desk, session, booking) if late is not None else None
            category = late_fees.category_of(session, booking) if fee is not None else VatCategory.STANDARD
            cancel_booking(self._desk, session, booking, reason)
            if fee is not None and late is not None:
                late_fees.settle(self._desk, session, booking, (fee, category), late)
            return Act(booking_id, booking.version, before)

    def take_back(self, act: Act) -> None:
        """The inverse of any act here, while the booking keeps the version that act left it with.

        It stands again as it stood before, whatever the opening hours: they were settled then. Raises
        `ChangedMeanwhile`, `SlotTaken` or `PoolFull` when somebody else has the unit since, `InvoiceAlreadyIssued`,
        and `DeadlineOver` for an option that would have expired since.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking = loaded(session, act.booking_id)
            if booking.version != act.version:
                raise errors.ChangedMeanwhile(what=session.get_one(Party, booking.party_id).name)
            if act.before is None:
                cancel_booking(self._desk, session, booking, "")
            else:
                waiting_offers.take_back(self._desk, session, act.booking_id)
                booking_undo.put_back(self._desk, session, booking, act.before)

    def reinstate(self, booking_id: int) -> None:
        """Somebody called off comes after all, if the slot is still free. Raises what `book` raises."""
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking = loaded(session, booking_id)
            if booking.state in HOLDING:
                raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
            booking.state, booking.cancelled_at, booking.expires = BookingState.CONFIRMED, None, None
            booking.cancel_reason = ""
            was = standing(booking)
            resettle(self._desk, session, booking, was, was.slot, was.unit_id, "")

    def check_in(self, booking_id: int) -> Act:
        """They have come. Raises `AlreadyDone` when it holds nothing any more."""
        with self._desk.store.writing() as session:
            booking = self._holding(session, booking_id)
            before = standing(booking)
            if booking.state == BookingState.TENTATIVE:
                self._charge(session, booking)
            booking.state, booking.checked_in_at = BookingState.CHECKED_IN, self._desk.clock.now()
            booking.expires = None
            session.flush()
            self._desk.note(session, "check_in", "booking", booking_id)
            return Act(booking_id, booking.version, before)

    def give_back_early(self, booking_id: int) -> None:
        """They have gone before the end: the unit is free from now on."""
        now = self._desk.clock.wall().replace(second=0, microsecond=0)
        with self._desk.store.writing() as session:
            booking = self._holding(session, booking_id)
            if not booking.starts < now < booking.ends:
                raise errors.AlreadyDone(what=booking.state, on=booking.ends.date())
            holds.shorten(session, Owner("booking_id", booking_id), now)
            booking.ends = now
            session.flush()
            self._desk.note(session, "give_back_early", "booking", booking_id)

    def _holding(self, session: Session, booking_id: int) -> Booking:
        """The booking, which holds its units still. Raises `AlreadyDone` when it was called off or has expired."""
        holds.expire(session, self._desk.clock.wall())
        booking = loaded(session, booking_id)
        if booking.state not in HOLDING:
            raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
        return booking

    def get(self, booking_id: int) -> BookingRow:
        """Raises `NotFound`."""
        found = self.several((booking_id,))
        if not found:
            raise errors.NotFound(what="booking", id=booking_id)
        return found[0]

    def several(self, booking_ids: Sequence[int]) -> tuple[BookingRow, ...]:
        """Those of these bookings that there are, by their start."""
        return self._rows(_READ.where(Booking.id.in_(booking_ids)).order_by(Booking.starts, Booking.id))

    def price(self, booking_id: int) -> Quote:
        """What was charged for it, with its working; while nothing is, what would be. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            booking = loaded(session, booking_id)
            house = self._desk.house(session)
            slot = Slot(booking.starts, booking.ends)
            unit = house.unit(booking.unit_id)
            charged = booking_prices.charged(self._desk, session, booking_id)
            if charged is None:
                charged = booking_prices.agreed_of(self._desk, session, unit, slot, booking_id)
            quote = charged or booking_prices.quote_in(self._desk, session, unit, slot, booking.party_id)
            asked = house.deposit(unit)
            return replace(quote, deposit_cents=held_for(session, booking_id).missing(asked)) if asked else quote

    def things(self, booking_id: int) -> Things:
        """What whoever booked finds there, and what is brought along. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            booking = loaded(session, booking_id)
            house = self._desk.house(session)
            along = tuple(house.unit(tool.unit_id).name for tool in booking_work.along(session, booking_id))
            return Things(house.contains(house.unit(booking.unit_id)), along)

    def along(self, booking_ids: Sequence[int]) -> dict[int, dict[int, str]]:
        """What goes along with each of these bookings that has any: tools by their own booking. One statement."""
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            found: dict[int, dict[int, str]] = {}
            for room, tool in series_kit.along(session, booking_ids):
                found.setdefault(room.id, {})[tool.id] = house.unit(tool.unit_id).name
            return found

    def of_person(self, party_id: int, limit: int = 50) -> tuple[BookingRow, ...]:
        """Their bookings, the latest first."""
        return self._rows(_READ.where(Booking.party_id == party_id).order_by(Booking.starts.desc()).limit(limit))

    def left_out(self, series_id: int) -> tuple[BookingRow, ...]:
        """The dates to come of a series that hold nothing, left out or in somebody's way, by their start."""
        out = (BookingState.SKIPPED, BookingState.CLASH)
        mine = (Booking.series_id == series_id, Booking.state.in_(out), Booking.starts >= self._desk.clock.wall())
        return self._rows(_READ.where(*mine).order_by(Booking.starts))

    def _rows(self, wanted: Select[Booking, str]) -> tuple[BookingRow, ...]:
        now = self._desk.clock.wall()
        with self._desk.store.reading() as session:
            house = self._desk.house(session)
            found = session.execute(wanted).all()
            return tuple(row_of(booking, name, house.unit(booking.unit_id), now) for booking, name in found)


def _optional(desk: Desk, session: Session, booking_id: int) -> Booking:
    """The option, while it is one. Raises `OptionOver` with who has it now, and `AlreadyDone`."""
    booking = loaded(session, booking_id)
    if booking.state == BookingState.EXPIRED:
        by = prospects.who_has(desk, session, booking.unit_id, Slot(booking.starts, booking.ends))
        name = session.get_one(Party, booking.party_id).name
        unit = desk.house(session).unit(booking.unit_id).name
        raise errors.OptionOver(name=name, until=booking.expires, unit=unit, by=by)
    if booking.state != BookingState.TENTATIVE:
        raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
    return booking


_READ = select(Booking, Party.name).join(Party, Party.id == Booking.party_id)
