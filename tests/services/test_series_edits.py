"""Edits of a series: what they reach, and what they leave alone."""

from __future__ import annotations

from datetime import date, datetime

import builders
import pytest
from builders import SmallHouse, slot
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import NewSeries, SeriesMade, SeriesOfBookings
from tierslieu_desk.services.desk import Desk

TUESDAY = 1


def four_tuesdays(desk: Desk, unit_id: int, party_id: int) -> SeriesMade:
    """14:00 to 15:00 on 1, 8, 15 and 22 December 2026."""
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 12, 1, 14), 60, (TUESDAY,), count=4)
    return SeriesOfBookings(desk).book(NewSeries(unit_id, party_id, rule))


def confirmed(desk: Desk) -> list[str]:
    with desk.store.reading() as session:
        wanted = text("SELECT starts FROM booking WHERE state IN ('confirmed', 'checked_in') ORDER BY starts")
        return [starts[:16] for starts in session.execute(wanted).scalars()]


def test_a_series_moved_an_hour_earlier_keeps_its_weekday(desk: Desk, house: SmallHouse) -> None:
    made = four_tuesdays(desk, house.room_a, builders.person(desk))
    earlier = slot("13:00", "14:00", "2026-12-08")
    SeriesOfBookings(desk).move(made.bookings[1], earlier, house.room_a, Scope.FOLLOWING)
    assert confirmed(desk) == ["2026-12-01 14:00", "2026-12-08 13:00", "2026-12-15 13:00", "2026-12-22 13:00"]


def test_a_series_moved_to_the_day_before_and_later_changes_its_weekday(desk: Desk, house: SmallHouse) -> None:
    made = four_tuesdays(desk, house.room_a, builders.person(desk))
    monday = slot("16:00", "17:30", "2026-12-07")
    SeriesOfBookings(desk).move(made.bookings[1], monday, house.room_a, Scope.FOLLOWING)
    assert confirmed(desk) == ["2026-12-01 14:00", "2026-12-07 16:00", "2026-12-14 16:00", "2026-12-21 16:00"]


def test_a_date_called_off_stays_so_when_its_series_is_moved(desk: Desk, house: SmallHouse) -> None:
    made = four_tuesdays(desk, house.room_a, builders.person(desk))
    series = SeriesOfBookings(desk)
    series.cancel(made.bookings[2], Scope.THIS, "Holidays")
    series.move(made.bookings[1], slot("15:00", "16:00", "2026-12-08"), house.room_a, Scope.FOLLOWING)
    assert confirmed(desk) == ["2026-12-01 14:00", "2026-12-08 15:00", "2026-12-22 15:00"]


def test_people_who_are_here_stay_where_they_are_when_the_series_is_moved(desk: Desk, house: SmallHouse) -> None:
    made = four_tuesdays(desk, house.room_a, builders.person(desk))
    builders.advance_to(desk, datetime(2026, 12, 8, 13, 55))
    Bookings(desk).check_in(made.bookings[1])
    SeriesOfBookings(desk).move(made.bookings[1], slot("16:00", "17:00", "2026-12-08"), house.room_a, Scope.FOLLOWING)
    assert confirmed(desk) == ["2026-12-01 14:00", "2026-12-08 14:00", "2026-12-15 16:00", "2026-12-22 16:00"]


def test_a_series_that_is_over_cannot_be_moved(desk: Desk, house: SmallHouse) -> None:
    made = four_tuesdays(desk, house.room_a, builders.person(desk))
    builders.advance_to(desk, datetime(2027, 1, 5, 9))
    with pytest.raises(errors.AlreadyDone):
        SeriesOfBookings(desk).move(made.bookings[3], slot("15:00", "16:00"), house.room_a, Scope.ALL)


def test_a_series_called_off_leaves_no_clash_behind(desk: Desk, house: SmallHouse) -> None:
    party = builders.person(desk)
    Bookings(desk).book(NewBooking(house.room_a, party, slot("14:00", "15:00", "2026-12-15")))
    made = four_tuesdays(desk, house.room_a, party)
    series = SeriesOfBookings(desk)
    assert len(series.clashes(date(2026, 11, 24))) == 1
    assert len(series.cancel(made.bookings[0], Scope.ALL).held) == 3
    assert series.clashes(date(2026, 11, 24)) == ()
    assert confirmed(desk) == ["2026-12-15 14:00"]
