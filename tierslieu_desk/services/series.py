"""Series: a rule whose dates are bookings of their own, made up to a horizon and extended by an act of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.rules import recurrence
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState, Scope
from tierslieu_desk.services import charges, holds, promises
from tierslieu_desk.services.bookings import NewBooking, add_booking, cancel_booking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.holds import Owner
from tierslieu_desk.wallclock import Slot

HORIZON_DAYS = 180
"""How far ahead an open series makes its dates: half a year of Mondays is what a facilitator looks at."""


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A rule asked for by somebody. `skip` are the dates the facilitator gave up because they clash."""

    unit_id: int
    party_id: int
    rule: Rule
    title: str = ""
    people: int = 1
    skip: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Clash:
    """A date that could not be had, and the fact that stands in its way."""

    slot: Slot
    refusal: errors.DeskError


@dataclass(frozen=True, slots=True)
class SeriesMade:
    """What came of a series: its number, the bookings made, the dates that clash or were skipped."""

    id: int
    bookings: tuple[int, ...]
    clashes: tuple[Clash, ...]


_STANDING = (BookingState.CANCELLED, BookingState.SKIPPED, BookingState.CHECKED_IN)
"""Dates that a move of their series leaves as they are."""


class _OnlyLooking(Exception):
    pass


class SeriesOfBookings:
    """Rules that make bookings. Every edit of one date says what it reaches: this one, the following, all."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def rehearse(self, new: NewSeries) -> tuple[Clash, ...]:
        """The dates that would clash, before anything is saved. Raises `SeriesTooLong`."""
        clashes: tuple[Clash, ...] = ()
        try:
            with self._desk.store.writing() as session:
                clashes = self._make(session, new).clashes
                raise _OnlyLooking
        except _OnlyLooking:
            return clashes

    def book(self, new: NewSeries) -> SeriesMade:
        """Make the series and its dates to the horizon.

        Dates that clash stay visible, hold nothing, and can be re-booked. Raises `SeriesTooLong`, `UnknownUnit`,
        `UnknownPerson`.
        """
        with self._desk.store.writing() as session:
            return self._make(session, new)

    def extend(self) -> tuple[Clash, ...]:
        """Make the dates that have come within the horizon; once a day at the first start. Clashes go to Today."""
        clashes: list[Clash] = []
        with self._desk.store.writing() as session:
            horizon = self._horizon()
            for series in session.scalars(
                select(Series).where(Series.ended.is_(False), Series.made_until < horizon).order_by(Series.id)
            ).all():
                clashes += self._fill(session, series, frozenset(), extending=True).clashes
        return tuple(clashes)

    def clashes(self, since: date) -> tuple[tuple[int, Slot, int], ...]:
        """(booking, slot, unit) of dates from that day on that could not be had."""
        with self._desk.store.reading() as session:
            found = session.execute(
                select(Booking.id, Booking.starts, Booking.ends, Booking.unit_id)
                .where(
                    Booking.state == BookingState.CLASH, Booking.starts >= datetime.combine(since, datetime.min.time())
                )
                .order_by(Booking.starts)
            )
            return tuple((number, Slot(starts, ends), unit) for number, starts, ends, unit in found)

    def cancel(self, booking_id: int, scope: Scope, reason: str = "") -> int:
        """Cancel this date, this and the following, or all to come; returns how many held their unit.

        Dates that clashed are given up with the rest.
        """
        with self._desk.store.writing() as session:
            booking, series = self._of(session, booking_id)
            if scope is Scope.THIS:
                cancel_booking(self._desk, session, booking, reason)
                return 1
            reached = self._reached(session, booking, scope)
            held = [one for one in reached if one.state in HOLDING]
            for one in held:
                cancel_booking(self._desk, session, one, reason)
            for one in reached:
                if one.state == BookingState.CLASH:
                    one.state, one.cancel_reason = BookingState.SKIPPED, reason
            self._end(session, series, booking, scope)
            return len(held)

    def move(self, booking_id: int, slot: Slot, unit_id: int, scope: Scope) -> SeriesMade:
        """Another time, length or unit for this and the following dates, or for all to come.

        The dates reached are let go, then made anew by a series of their own, in one unit of work. A date that was
        called off stays so, and one whose people are here stays where it is. For `Scope.THIS` use `Bookings.move`.
        Raises `InvoiceAlreadyIssued` when one of them was invoiced, `AlreadyDone` when none is left to move.
        """
        if scope is Scope.THIS:
            raise ValueError("one date is moved by Bookings.move")
        with self._desk.store.writing() as session:
            booking, series = self._of(session, booking_id)
            reached = self._reached(session, booking, scope)
            standing = [one for one in reached if one.state in _STANDING]
            if len(standing) == len(reached):
                raise errors.AlreadyDone(what="series", on=booking.starts.date())
            rule = promises.rule_of(series)
            shift = slot.start - booking.starts
            days = (slot.start.date() - booking.starts.date()).days
            first = min(map(_date_in_series, reached))
            left = None if rule.count is None else rule.count - self._made(session, series) + len(reached)
            self._forget(session, [one for one in reached if one.state not in _STANDING])
            self._end(session, series, booking, scope, first)
            moved = replace(
                rule,
                first=datetime.combine(first, rule.first.time()) + shift,
                minutes=slot.minutes,
                weekdays=tuple(sorted((day + days) % 7 for day in rule.weekdays)),
                until=rule.until + timedelta(days=max(days, 0)) if rule.until else None,
                count=left,
            )
            skip = frozenset(_date_in_series(one) + timedelta(days=days) for one in standing)
            return self._make(session, NewSeries(unit_id, series.party_id, moved, series.title, series.people, skip))

    def _of(self, session: Session, booking_id: int) -> tuple[Booking, Series]:
        booking = session.get(Booking, booking_id)
        if booking is None or booking.series_id is None:
            raise errors.NotFound(what="series", id=booking_id)
        return booking, session.get_one(Series, booking.series_id)

    def _reached(self, session: Session, booking: Booking, scope: Scope) -> list[Booking]:
        since = booking.starts if scope is Scope.FOLLOWING else self._desk.clock.wall()
        return list(
            session.scalars(
                select(Booking)
                .where(Booking.series_id == booking.series_id, Booking.starts >= since)
                .order_by(Booking.starts)
            )
        )

    def _end(self, session: Session, series: Series, booking: Booking, scope: Scope, first: date | None = None) -> None:
        del scope
        series.ended = True
        session.flush()
        self._desk.note(session, "end", "series", series.id, at=first or booking.starts.date())

    def _forget(self, session: Session, reached: list[Booking]) -> None:
        for one in reached:
            holds.release(session, Owner("booking_id", one.id))
            charges.forgive_booking(session, one.id)
        session.execute(delete(Booking).where(Booking.id.in_([one.id for one in reached])))

    def _made(self, session: Session, series: Series) -> int:
        return len(session.scalars(select(Booking.id).where(Booking.series_id == series.id)).all())

    def _horizon(self) -> date:
        return self._desk.clock.today() + timedelta(days=HORIZON_DAYS)

    def _make(self, session: Session, new: NewSeries) -> SeriesMade:
        rule = new.rule
        charges.owing(session, new.party_id)
        series_id: int = session.execute(
            insert(Series).returning(Series.id),
            {
                "unit_id": self._desk.house(session).unit(new.unit_id).id,
                "party_id": new.party_id,
                "frequency": rule.frequency,
                "step": rule.step,
                "weekdays": ",".join(str(day) for day in rule.weekdays),
                "nth": rule.nth,
                "first": rule.first,
                "minutes": rule.minutes,
                "until": rule.until,
                "count": rule.count,
                "made_until": rule.first.date() - timedelta(days=1),
                "title": new.title,
                "people": new.people,
            },
        ).scalar_one()
        self._desk.note(session, "book", "series", series_id)
        return self._fill(session, session.get_one(Series, series_id), new.skip)

    def _fill(self, session: Session, series: Series, skip: frozenset[date], *, extending: bool = False) -> SeriesMade:
        """Dates from `made_until` to the horizon, or to the end of a series that has one."""
        rule = promises.rule_of(series)
        bounded = rule.until is not None or rule.count is not None
        horizon = min(max(self._horizon(), series.first.date()), series.made_until + timedelta(days=recurrence.LONGEST))
        last = (rule.until or date.max - timedelta(days=2)) if bounded else horizon
        made, clashes = [], []
        for slot in list(rule.slots(series.made_until, last)):
            day = slot.start.date()
            try:
                if day in skip:
                    raise errors.AlreadyDone(what=BookingState.SKIPPED, on=day)
                with session.begin_nested():
                    new = NewBooking(series.unit_id, series.party_id, slot, series.people, series.title)
                    made.append(
                        add_booking(self._desk, session, new, in_series=(series.id, slot.start), extending=extending).id
                    )
            except errors.EnvironmentRefuses:
                raise
            except errors.DeskError as refusal:
                clashes.append(Clash(slot, refusal))
                self._leave_visible(session, series, slot, skipped=day in skip)
        series.made_until = (
            last if not bounded else max([series.made_until, *(s.start.date() for s in rule.slots(None, last))])
        )
        series.ended = bounded
        session.flush()
        return SeriesMade(series.id, tuple(made), tuple(clashes))

    def _leave_visible(self, session: Session, series: Series, slot: Slot, *, skipped: bool) -> None:
        session.execute(
            insert(Booking),
            {
                "unit_id": series.unit_id,
                "pinned": True,
                "party_id": series.party_id,
                "starts": slot.start,
                "ends": slot.end,
                "state": BookingState.SKIPPED if skipped else BookingState.CLASH,
                "people": series.people,
                "title": series.title,
                "series_id": series.id,
                "occurrence_on": slot.start.date(),
                "created_at": self._desk.clock.now(),
            },
        )


def _date_in_series(booking: Booking) -> date:
    """The date the rule made it for, wherever it was moved since."""
    return booking.occurrence_on or booking.starts.date()
