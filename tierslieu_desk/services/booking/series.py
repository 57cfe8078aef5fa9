"""Series: a rule whose dates are bookings of their own, made up to a horizon and extended by an act of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tierslieu_desk import errors
from tierslieu_desk.models.bookings import Booking, Series
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules import recurrence
from tierslieu_desk.rules.vocabulary import HOLDING, BookingState, Scope
from tierslieu_desk.services.booking import booking_prices, holds, late_dates, promises, series_before, series_kit
from tierslieu_desk.services.booking.booking_rules import ask_when_agreed
from tierslieu_desk.services.booking.booking_undo import Act, put_back, standing
from tierslieu_desk.services.booking.booking_work import Booked, cancel_bookings, resettle
from tierslieu_desk.services.booking.late_dates import LateDate
from tierslieu_desk.services.booking.late_fees import Late
from tierslieu_desk.services.booking.series_before import Instead
from tierslieu_desk.services.booking.series_dates import Clash, Elsewhere, have_elsewhere, make_dates
from tierslieu_desk.services.booking.series_values import CalledOff, NewSeries, Rehearsed, SeriesMade
from tierslieu_desk.services.booking.waiting_offers import delete_bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.money import charges
from tierslieu_desk.wallclock import Slot

__all__ = ["DATES_AT_ONCE", "HORIZON_DAYS", "CalledOff", "NewSeries", "SeriesMade", "SeriesOfBookings"]

HORIZON_DAYS = 180
"""How far ahead an open series makes its dates: half a year of Mondays is what a facilitator looks at."""
DATES_AT_ONCE = 20
"""Dates that `extend` makes in one unit of work: well under fifty milliseconds, so that nobody at the desk waits."""

_Settled = tuple[frozenset[date], tuple[Elsewhere, ...]]
"""Dates given up, and dates that were found another time or unit."""
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
        return self.look(new).clashes

    def look(self, new: NewSeries) -> Rehearsed:
        """`rehearse`, with the tools that some dates would lack."""
        made: SeriesMade | None = None
        try:
            with self._desk.store.writing() as session:
                made = self._make(session, new)
                raise _OnlyLooking
        except _OnlyLooking:
            return _seen(made)

    def book(self, new: NewSeries) -> SeriesMade:
        """Make the series and its dates to the horizon.

        Dates that clash stay visible, hold nothing, and can be re-booked. Raises `SeriesTooLong`, `UnknownUnit`,
        `UnknownPerson`.
        """
        with self._desk.store.writing() as session:
            return self._make(session, new)

    def extend(self) -> tuple[Clash, ...]:
        """Make the dates that have come within the horizon; once a day at the first start. Clashes go to Today.

        The oldest series first, a few dates in a unit of work: a desk that was away for months makes nobody wait, and
        may be stopped between any two.
        """
        with self._desk.store.reading() as session:
            due = session.scalars(
                select(Series.id)
                .where(Series.ended.is_(False), Series.made_until < self._horizon())
                .order_by(Series.id)
            ).all()
        clashes: list[Clash] = []
        for series_id in due:
            made_at_once = DATES_AT_ONCE
            while made_at_once == DATES_AT_ONCE:
                made = self._extend_one(series_id)
                clashes += made.clashes
                made_at_once = len(made.bookings) + len(made.clashes)
        return tuple(clashes)

    def _extend_one(self, series_id: int) -> SeriesMade:
        """The next dates of a series within the horizon; none when it has ended meanwhile."""
        with self._desk.store.writing() as session:
            series = session.get(Series, series_id)
            if series is None or series.ended:
                return SeriesMade(series_id, (), ())
            made = self._fill(session, series, extending=True, at_most=DATES_AT_ONCE)
            return replace(made, lacking=series_kit.take_usual(self._desk, session, series, made.bookings))

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

    def late(self, booking_id: int, scope: Scope) -> tuple[LateDate, ...]:
        """The dates that would be called off late now, each with what the house keeps of it. Raises `NotFound`."""
        with self._desk.store.reading() as session:
            booking, _series = self._of(session, booking_id)
            reached = [booking] if scope is Scope.THIS else self._reached(session, booking, scope)
            return late_dates.of(self._desk, session, [one for one in reached if one.state in HOLDING])

    def cancel(self, booking_id: int, scope: Scope, reason: str = "", late: Late | None = None) -> CalledOff:
        """Cancel this date, this and the following, or all to come. Dates that clashed are given up with the rest.

        `late` says what becomes of the fees of `late`; without it nothing is kept. Raises `MissingFact` when they are
        let go without a word.
        """
        with self._desk.store.writing() as session:
            booking, series = self._of(session, booking_id)
            had_ended = series.ended
            reached = [booking] if scope is Scope.THIS else self._reached(session, booking, scope)
            held = [one for one in reached if one.state in HOLDING]
            acts = tuple(Act(one.id, one.version + 1, standing(one)) for one in held)
            kit = series_kit.let_go(self._desk, session, [one.id for one in held], reason)
            late_dates.cancel(self._desk, session, held, reason, late)
            given_up = [one for one in reached if one.state == BookingState.CLASH]
            if scope is Scope.THIS and not held and not given_up:
                raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
            for one in given_up:
                one.state, one.cancel_reason = BookingState.SKIPPED, reason
            if scope is not Scope.THIS:
                self._end(session, series, booking)
            return CalledOff(series.id, acts, tuple(one.id for one in given_up), had_ended, kit)

    def restore(self, called_off: CalledOff) -> None:
        """Take a calling-off back: every date stands again as it stood, and the series goes on if it did.

        All or nothing. Raises what `Bookings.take_back` raises.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            for act in (*called_off.held, *(tool.act for tool in called_off.kit)):
                booking = session.get_one(Booking, act.booking_id)
                if booking.version != act.version or act.before is None:
                    raise errors.ChangedMeanwhile(what=session.get_one(Party, booking.party_id).name)
                put_back(self._desk, session, booking, act.before)
            for number in called_off.given_up:
                one = session.get_one(Booking, number)
                if one.state == BookingState.SKIPPED:
                    one.state, one.cancel_reason = BookingState.CLASH, ""
            session.get_one(Series, called_off.series_id).ended = called_off.had_ended

    def take_back(self, made: SeriesMade) -> None:
        """Take back a series just made, its dates with it, while nobody has touched one of them since.

        Raises `ChangedMeanwhile`.
        """
        with self._desk.store.writing() as session:
            dates = self._untouched(session, made)
            series_kit.let_go(self._desk, session, made.bookings)
            cancel_bookings(self._desk, session, [one for one in dates if one.state in HOLDING], "")
            for one in dates:
                if one.state == BookingState.CLASH:
                    one.state = BookingState.SKIPPED
            session.get_one(Series, made.id).ended = True

    def move_back(self, made: SeriesMade) -> None:
        """The way back from a move, while nobody has touched one of its dates since: all stand where they stood.

        Those that were left out come back, too, and what was said of one date alone. All or nothing. Raises
        `ChangedMeanwhile`, and what `Bookings.take_back` raises.
        """
        if made.instead is None:
            raise ValueError("that series was not moved")
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            dates = self._untouched(session, made)
            series_kit.let_go(self._desk, session, made.bookings)
            self._forget(session, dates)
            for number, ended in ((made.id, True), (made.instead.series_id, made.instead.had_ended)):
                session.get_one(Series, number).ended = ended
            session.flush()
            series_before.stand_again(self._desk, session, made.instead)
            self._desk.note(session, "move_back", "series", made.instead.series_id)

    def rehearse_move(self, booking_id: int, slot: Slot, unit_id: int, scope: Scope) -> tuple[Clash, ...]:
        """The dates that would clash after a move, before anything is saved. Raises what `move` raises."""
        return self.look_at_move(booking_id, slot, unit_id, scope).clashes

    def look_at_move(self, booking_id: int, slot: Slot, unit_id: int, scope: Scope) -> Rehearsed:
        """`rehearse_move`, with the tools that some dates would lack."""
        made: SeriesMade | None = None
        try:
            with self._desk.store.writing() as session:
                made = self._move(session, booking_id, slot, unit_id, scope, (frozenset(), ()))
                raise _OnlyLooking
        except _OnlyLooking:
            seen = _seen(made)
            clashes = tuple(one for one in seen.clashes if not isinstance(one.refusal, errors.AlreadyDone))
            return replace(seen, clashes=clashes)

    def move(
        self,
        booking_id: int,
        slot: Slot,
        unit_id: int,
        scope: Scope,
        skip: frozenset[date] = frozenset(),
        elsewhere: tuple[Elsewhere, ...] = (),
    ) -> SeriesMade:
        """Another time, length or unit for this and the following dates, or for all to come, less those to `skip`.

        Days of `skip` and `elsewhere` are those of the moved dates.

        The dates reached are let go, then made anew by a series of their own, in one unit of work. A date that was
        called off stays so, and one whose people are here stays where it is. For `Scope.THIS` use `Bookings.move`.
        Raises `InvoiceAlreadyIssued` when one of them was invoiced, `AlreadyDone` when none is left to move.
        """
        with self._desk.store.writing() as session:
            return self._move(session, booking_id, slot, unit_id, scope, (skip, elsewhere))

    def _move(
        self, session: Session, booking_id: int, slot: Slot, unit_id: int, scope: Scope, settled: _Settled
    ) -> SeriesMade:
        if scope is Scope.THIS:
            raise ValueError("one date is moved by Bookings.move")
        booking, series = self._of(session, booking_id)
        reached = self._reached(session, booking, scope)
        staying = [one for one in reached if one.state in _STANDING]
        if len(staying) == len(reached):
            raise errors.AlreadyDone(what="series", on=booking.starts.date())
        rule = promises.rule_of(series)
        shift = slot.start - booking.starts
        days = (slot.start.date() - booking.starts.date()).days
        first = min(map(_date_in_series, reached))
        left = None if rule.count is None else rule.count - _made(session, series) + len(reached)
        let_go = [one for one in reached if one.state not in _STANDING]
        kit = series_kit.let_go(self._desk, session, [one.id for one in let_go])
        tools = tuple(dict.fromkeys(tool.act.before.unit_id for tool in kit if tool.act.before is not None))
        instead = Instead(series.id, series.ended, series_before.as_they_stood(let_go), kit)
        self._forget(session, let_go)
        self._end(session, series, booking, first)
        moved = replace(
            rule,
            first=datetime.combine(first, rule.first.time()) + shift,
            minutes=slot.minutes,
            weekdays=tuple(sorted((day + days) % 7 for day in rule.weekdays)),
            nth=None if days and rule.nth == recurrence.LAST_DAY else rule.nth,
            until=rule.until + timedelta(days=days) if rule.until else None,
            count=left,
        )
        skip = settled[0] | {_date_in_series(one) + timedelta(days=days) for one in staying}
        who = (series.party_id, moved, series.title, series.people)
        made = self._make(session, NewSeries(unit_id, *who, skip, settled[1], tools))
        return replace(made, instead=instead)

    def settle(self, booking_id: int, slot: Slot, unit_id: int, override: str = "") -> Booked:
        """A date that clashed or was left out is had after all, at that time in that unit.

        Raises what `Bookings.book` raises, and `AlreadyDone` when it is neither any longer.
        """
        with self._desk.store.writing() as session:
            holds.expire(session, self._desk.clock.wall())
            booking, _series = self._of(session, booking_id)
            if booking.state not in {BookingState.CLASH, BookingState.SKIPPED}:
                raise errors.AlreadyDone(what=booking.state, on=booking.starts.date())
            before = standing(booking)
            booking.state = BookingState.CONFIRMED
            return resettle(self._desk, session, booking, before, slot, unit_id, override)

    def _untouched(self, session: Session, made: SeriesMade) -> Sequence[Booking]:
        dates = session.scalars(select(Booking).where(Booking.series_id == made.id)).all()
        if any(one.version != 1 for one in dates):
            raise errors.ChangedMeanwhile(what=session.get_one(Party, dates[0].party_id).name)
        return dates

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

    def _end(self, session: Session, series: Series, booking: Booking, first: date | None = None) -> None:
        series.ended = True
        session.flush()
        self._desk.note(session, "end", "series", series.id, at=first or booking.starts.date())

    def _forget(self, session: Session, reached: Sequence[Booking]) -> None:
        house = self._desk.house(session)
        for one in reached:
            ask_when_agreed(self._desk, house, house.unit(one.unit_id), one.state)
        numbers = [one.id for one in reached]
        for issued in charges.invoiced_of(session, numbers).values():
            raise errors.InvoiceAlreadyIssued(number=issued)
        holds.release_bookings(session, numbers)
        booking_prices.forgive(self._desk, session, numbers)
        on_paper = charges.of_bookings(session, numbers)
        for one in reached:
            if one.id in on_paper:  # of an invoice that was credited: what it names stays
                one.state = BookingState.SKIPPED
        session.flush()
        delete_bookings(session, [one for one in numbers if one not in on_paper])

    def _horizon(self) -> date:
        return self._desk.clock.today() + timedelta(days=HORIZON_DAYS)

    def _make(self, session: Session, new: NewSeries) -> SeriesMade:
        rule = new.rule
        if new.people < 1:
            raise errors.MissingFact(field="people")
        charges.owing(session, new.party_id)
        series_kit.refuse_misfits(self._desk.house(session), new.unit_id, new.tools)
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
        series = session.get_one(Series, series_id)
        made = self._fill(session, series, new.skip | {one.day for one in new.elsewhere})
        numbers, others = have_elsewhere(self._desk, session, series, new.elsewhere, made.clashes)
        dates = (*made.bookings, *numbers)
        lacking = series_kit.take_along(self._desk, session, dates, new.tools)
        return SeriesMade(series_id, dates, others, lacking=lacking)

    def _fill(
        self,
        session: Session,
        series: Series,
        skip: frozenset[date] = frozenset(),
        *,
        extending: bool = False,
        at_most: int | None = None,
    ) -> SeriesMade:
        """Dates from `made_until` to the horizon, or to the end of a series that has one; no more than `at_most`."""
        rule = promises.rule_of(series)
        bounded = rule.until is not None or rule.count is not None
        reach = self._desk.house(session).reach_of(series.unit_id, self._desk.clock.today())
        horizon = min(
            max(min(self._horizon(), reach), series.first.date()),
            series.made_until + timedelta(days=recurrence.LONGEST),
        )
        last = (rule.until or date.max - timedelta(days=2)) if bounded else horizon
        slots = list(islice(rule.slots(series.made_until, last), at_most))
        dates = make_dates(self._desk, session, series, slots, skip, extending=extending)
        series.made_until = last if bounded else max([series.made_until, *(slot.start.date() for slot in slots)])
        series.ended = bounded
        session.flush()
        return SeriesMade(series.id, dates.bookings, dates.clashes)


def _seen(made: SeriesMade | None) -> Rehearsed:
    return Rehearsed((), ()) if made is None else Rehearsed(made.clashes, made.lacking)


def _date_in_series(booking: Booking) -> date:
    """The date the rule made it for, wherever it was moved since."""
    return booking.occurrence_on or booking.starts.date()


def _made(session: Session, series: Series) -> int:
    return len(session.scalars(select(Booking.id).where(Booking.series_id == series.id)).all())
