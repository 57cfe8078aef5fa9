"""Several bookings at once: moved together, copied, called off; all of them or none, with one way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from tierslieu_desk import errors, say
from tierslieu_desk.i18n import _
from tierslieu_desk.models.bookings import Booking
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import HOLDING
from tierslieu_desk.services.booking import booking_undo, holds, late_dates
from tierslieu_desk.services.booking.booking_undo import Act, standing
from tierslieu_desk.services.booking.booking_work import (
    Booked,
    NewBooking,
    add_booking,
    along,
    cancel_booking,
    cancel_bookings,
    loaded,
    resettle,
)
from tierslieu_desk.services.booking.holds import Owner
from tierslieu_desk.services.booking.late_dates import LateDate
from tierslieu_desk.services.booking.late_fees import Late
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.wallclock import Slot


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a booking, or a copy of it, is wanted."""

    booking_id: int
    unit_id: int
    slot: Slot


class _Together:
    """Bookings of one unit of work, each tried even when one before it was refused, so that all in the way are told."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: list[Booked] = []
        self._refused: list[tuple[str, errors.DeskError]] = []

    def do(self, name: str, act: Callable[[], Booked]) -> None:
        """Try it, for that person."""
        try:
            with self._session.begin_nested():
                self._made.append(act())
        except errors.EnvironmentRefuses:
            raise
        except errors.DeskError as refusal:
            self._refused.append((name, refusal))

    def done(self) -> tuple[Booked, ...]:
        """All of them. Raises the refusal of the one that could not be, and `SeveralInTheWay` of several."""
        if not self._refused:
            return tuple(self._made)
        grave = [(name, one) for name, one in self._refused if not one.may_be_overridden]
        if len(grave) > 1:
            raise errors.SeveralInTheWay(
                count=len(grave), clashes=" · ".join(_told(name, refusal) for name, refusal in grave)
            )
        raise (grave or self._refused)[0][1]


def _told(name: str, refusal: errors.DeskError) -> str:
    """Who cannot be there, and why, in a few words."""
    if isinstance(refusal, errors.SlotTaken):
        facts = {"name": name, "unit": refusal.facts["unit"], "by": refusal.facts["by"]}
        return _("%(name)s: %(by)s has %(unit)s then") % facts
    return _("%(name)s: %(reason)s") % {"name": name, "reason": say.sentence(refusal).removesuffix(".")}


def _taken_along(session: Session, bookings: Sequence[Booking]) -> list[Booking]:
    """The tools that go along with these, but for those that are among them."""
    there = {booking.id for booking in bookings}
    return [tool for booking in bookings for tool in along(session, booking.id) if tool.id not in there]


class SeveralBookings:
    """One gesture each, however many bookings it reaches."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def move(
        self,
        booking_ids: Sequence[int],
        by: timedelta,
        override: str = "",
        units: Mapping[int, int] | None = None,
    ) -> tuple[Booked, ...]:
        """All by the same time, each to its unit of `units`, or in its own. What goes along with one goes with it.

        What each holds is let go first: they may take each other's. Raises what `Bookings.move` raises of the one that
        cannot, and `SeveralInTheWay` when several cannot.
        """
        with self._desk.store.writing() as session:
            reached = self._holding(session, booking_ids)
            if by:
                reached += _taken_along(session, reached)
            before = [standing(booking) for booking in reached]
            wanted = {booking.id: (units or {}).get(booking.id, booking.unit_id) for booking in reached}
            holds.release_bookings(session, [booking.id for booking in reached])
            names = [session.get_one(Party, booking.party_id).name for booking in reached]
            together = _Together(session)
            for booking, was, name in zip(reached, before, names, strict=True):
                slot = was.slot.shifted(by)
                to = (booking, was, slot, wanted[booking.id], override)
                together.do(name, partial(resettle, self._desk, session, *to))
            return together.done()

    def copy(self, places: Sequence[Placed], override: str = "") -> tuple[Booked, ...]:
        """The same for the same people, elsewhere or at another time; a copy is firm, and is part of no series.

        Raises what `Bookings.book` raises of the one that cannot, `SeveralInTheWay` when several cannot, `NotFound`.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            together = _Together(session)
            for place in places:
                like = loaded(session, place.booking_id)
                new = NewBooking(place.unit_id, like.party_id, place.slot, like.people, like.title, like.note)
                name = session.get_one(Party, like.party_id).name
                together.do(name, partial(add_booking, self._desk, session, new, override))
            return together.done()

    def late(self, booking_ids: Sequence[int]) -> tuple[LateDate, ...]:
        """Those that would be called off late now, each with what the house keeps of it."""
        with self._desk.store.reading() as session:
            return late_dates.of(self._desk, session, [loaded(session, number) for number in booking_ids])

    def cancel(self, booking_ids: Sequence[int], reason: str = "", late: Late | None = None) -> tuple[Act, ...]:
        """None of them comes any more, nor what goes along; `late` says what becomes of the fees of `late`.

        Raises `AlreadyDone` when one holds nothing, and `MissingFact` when fees are let go without a word.
        """
        with self._desk.store.writing() as session:
            reached = self._holding(session, booking_ids)
            kit = _taken_along(session, reached)
            acts = tuple(Act(booking.id, booking.version + 1, standing(booking)) for booking in (*reached, *kit))
            late_dates.cancel(self._desk, session, reached, reason, late)
            cancel_bookings(self._desk, session, kit, reason)
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
                before, now = act.before, standing(booking)
                if before is not None and (now.unit_id, now.slot) != (before.unit_id, before.slot):
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
