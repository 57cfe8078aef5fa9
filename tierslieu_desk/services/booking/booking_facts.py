"""What a booking is for and how many come, said anew: of one date, of this and the following, or of all to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState, Scope
from tierslieu_desk.services.booking import holds
from tierslieu_desk.services.booking.booking_rules import ask_when_agreed
from tierslieu_desk.services.booking.booking_work import loaded
from tierslieu_desk.services.desk import Desk

_REACHED = (*HOLDING, BookingState.CLASH, BookingState.SKIPPED)
"""What was left out is said anew with the rest: it may be had again."""


@dataclass(frozen=True, slots=True)
class Facts:
    """How many come, and what for."""

    people: int
    title: str


@dataclass(frozen=True, slots=True)
class FactsBefore:
    """One booking as it was described, and its version since."""

    booking_id: int
    version: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Described:
    """What was said anew, to take it back with: each booking as it was, and the series when it was meant, too."""

    before: tuple[FactsBefore, ...]
    series_id: int | None = None
    of_series: Facts | None = None


class BookingFacts:
    """One gesture, however many dates it reaches: all of them or none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self, booking_id: int, facts: Facts, scope: Scope = Scope.THIS) -> Described:
        """Say how many come and what for. Dates that an open series will make later have what was said of it.

        Raises `MissingFact`, `OverCapacity` of the first space that is too small, `NotAllowed`, `NotFound`, and
        `AlreadyDone` when nothing is left to say it of.
        """
        if facts.people < 1:
            raise errors.MissingFact(field="people")
        facts = Facts(facts.people, " ".join(facts.title.split()))
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking = loaded(session, booking_id)
            reached = self._reached(session, booking, scope)
            if not reached:
                raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
            self._refuse(session, reached, facts)
            before = tuple(FactsBefore(one.id, one.version + 1, Facts(one.people, one.title)) for one in reached)
            numbers = [one.id for one in reached]
            session.execute(
                update(Booking)
                .where(Booking.id.in_(numbers))
                .values(people=facts.people, title=facts.title, version=Booking.version + 1)
            )
            self._desk.note_each(session, "describe", "booking", numbers, people=facts.people)
            if scope is Scope.THIS or booking.series_id is None:
                return Described(before)
            series = session.get_one(Series, booking.series_id)
            of_series = Facts(series.people, series.title)
            series.people, series.title = facts.people, facts.title
            return Described(before, series.id, of_series)

    def take_back(self, described: Described) -> None:
        """All of them as they were described, while nobody has touched one since. Raises `ChangedMeanwhile`."""
        with self._desk.store.writing() as session:
            for one in described.before:
                booking = loaded(session, one.booking_id)
                if booking.version != one.version:
                    raise errors.ChangedMeanwhile(what=session.get_one(Party, booking.party_id).name)
                booking.people, booking.title = one.facts.people, one.facts.title
            if described.series_id is not None and described.of_series is not None:
                series = session.get_one(Series, described.series_id)
                series.people, series.title = described.of_series.people, described.of_series.title
            numbers = [one.booking_id for one in described.before]
            self._desk.note_each(session, "take_back", "booking", numbers)

    def _reached(self, session: Session, booking: Booking, scope: Scope) -> Sequence[Booking]:
        if scope is Scope.THIS or booking.series_id is None:
            return [booking] if booking.state in _REACHED else []
        since = booking.starts if scope is Scope.FOLLOWING else self._desk.clock.wall()
        return session.scalars(
            select(Booking)
            .where(Booking.series_id == booking.series_id, Booking.starts >= since, Booking.state.in_(_REACHED))
            .order_by(Booking.starts)
        ).all()

    def _refuse(self, session: Session, reached: Sequence[Booking], facts: Facts) -> None:
        house = self._desk.house(session)
        for one in reached:
            unit = house.unit(one.unit_id)
            ask_when_agreed(self._desk, house, unit, one.state)
            if facts.people > unit.legal_seats:
                raise errors.OverCapacity(unit=unit.name, seats=unit.legal_seats, people=facts.people)
