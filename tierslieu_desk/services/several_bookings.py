"""Several bookings at once: moved together, copied, called off; all of them or none, with one way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import HOLDING
from tierslieu_desk.services import booking_undo, holds, late_dates
from tierslieu_desk.services.booking_undo import Act, standing
from tierslieu_desk.services.booking_work import (
    Booked,
    NewBooking,
    add_booking,
    cancel_booking,
    loaded,
    resettle,
)
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.holds import Owner
from tierslieu_desk.services.late_dates import LateDate
from tierslieu_desk.services.late_fees import Late
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a booking, or a copy of it, is wanted."""

    booking_id: int
    unit_id: int
    slot: Slot


class SeveralBookings:
    """One gesture each, however many bookings it reaches."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def move(self, booking_ids: Sequence[int], by: timedelta, override: str = "") -> tuple[Booked, ...]:
        """All by the same time, each in its own unit. What each holds is let go first: they may take each other's.

        Raises what `Bookings.move` raises, of the first that cannot.
        """
        with self._desk.store.writing() as session:
            reached = self._holding(session, booking_ids)
            before = [standing(booking) for booking in reached]
            holds.release_bookings(session, [booking.id for booking in reached])
            return tuple(
                resettle(self._desk, session, booking, was, was.slot.shifted(by), booking.unit_id, override)
                for booking, was in zip(reached, before, strict=True)
            )

    def copy(self, places: Sequence[Placed], override: str = "") -> tuple[Booked, ...]:
        """The same for the same people, elsewhere or at another time; a copy is firm, and is part of no series.

        Raises what `Bookings.book` raises, of the first that cannot, and `NotFound`.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            made = []
            for place in places:
                like = loaded(session, place.booking_id)
                new = NewBooking(place.unit_id, like.party_id, place.slot, like.people, like.title, like.note)
                made.append(add_booking(self._desk, session, new, override))
            return tuple(made)

    def late(self, booking_ids: Sequence[int]) -> tuple[LateDate, ...]:
        """Those that would be called off late now, each with what the house keeps of it."""
        with self._desk.store.reading() as session:
            return late_dates.of(self._desk, session, [loaded(session, number) for number in booking_ids])

    def cancel(self, booking_ids: Sequence[int], reason: str = "", late: Late | None = None) -> tuple[Act, ...]:
        """None of them comes any more; `late` says what becomes of the fees of `late`.

        Raises `AlreadyDone` when one holds nothing, and `MissingFact` when fees are let go without a word.
        """
        with self._desk.store.writing() as session:
            reached = self._holding(session, booking_ids)
            acts = tuple(Act(booking.id, booking.version + 1, standing(booking)) for booking in reached)
            late_dates.cancel(self._desk, session, reached, reason, late)
            return acts

    def take_back(self, acts: Iterable[Act]) -> None:
        """All of them stand again as they stood. Raises what `Bookings.take_back` raises, and then nothing changed."""
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            pairs = [(loaded(session, act.booking_id), act) for act in acts]
            for booking, act in pairs:
                if booking.version != act.version:
                    raise errors.ChangedMeanwhile(what=session.get_one(Party, booking.party_id).name)
            for booking, act in pairs:
                before = act.before
                if before is not None and (booking.starts, booking.ends) != (before.slot.start, before.slot.end):
                    holds.release(session, Owner("booking_id", booking.id))
            for booking, act in pairs:
                if act.before is None:
                    cancel_booking(self._desk, session, booking, "")
                else:
                    booking_undo.put_back(self._desk, session, booking, act.before)

    def addresses(self, booking_ids: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The e-mail addresses of those who have booked, each once, and the names of those who have none."""
        with self._desk.store.reading() as session:
            found = session.execute(
                select(Party.name, Party.email)
                .join(Booking, Booking.party_id == Party.id)
                .where(Booking.id.in_(booking_ids))
                .order_by(Party.name)
                .distinct()
            ).all()
        return tuple(email for _name, email in found if email), tuple(name for name, email in found if not email)

    def _holding(self, session: Session, booking_ids: Sequence[int]) -> list[Booking]:
        """By their start. Raises `AlreadyDone` when one holds nothing any more."""
        holds.expire(session, self._desk.clock.wall())
        reached = sorted((loaded(session, number) for number in booking_ids), key=lambda one: (one.starts, one.id))
        for booking in reached:
            if booking.state not in HOLDING:
                raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
        return reached
