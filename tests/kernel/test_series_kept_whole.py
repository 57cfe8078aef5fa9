"""A series is made whole or not at all, and keeps what it promised of a pool."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import add_units, open_desk, person

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import HORIZON_DAYS, NewSeries, SeriesOfBookings
from tierslieu_desk.wallclock import Slot

FIRST = datetime(2026, 11, 25, 9)
BEYOND = FIRST + timedelta(days=7 * (HORIZON_DAYS // 7 + 2))


def weekly(unit: int, party: int) -> NewSeries:
    return NewSeries(unit, party, Rule(Frequency.WEEK, 1, FIRST, 60))


def hour(start: datetime) -> Slot:
    return Slot(start, start + timedelta(hours=1))


def test_five_thousand_dates_are_refused_and_nothing_is_saved(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        house, marie = add_units(desk), person(desk)
        daily = Rule(Frequency.DAY, 1, FIRST, 60, count=5_000)
        with pytest.raises(errors.SeriesTooLong):
            SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, daily))
    with closing(sqlite3.connect(tmp_path / stores.FILE)) as raw:
        for table in ("series", "booking", "hold", "charge"):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_seats_promised_beyond_the_horizon_are_counted_with_those_booked_there(tmp_path: Path) -> None:
    """Three desks, two promised: one may be booked, the next is refused, a certain desk too."""
    with open_desk(tmp_path) as desk:
        house, marie, luc = add_units(desk), person(desk), person(desk, "Luc", "Petit")
        series, bookings = SeriesOfBookings(desk), Bookings(desk)
        series.book(weekly(house.pool, marie))
        series.book(weekly(house.desks[0], marie))
        bookings.book(NewBooking(house.pool, luc, hour(BEYOND)))
        for unit in (house.pool, *house.desks):
            with pytest.raises(errors.SlotBeyondSeries) as refused:
                bookings.book(NewBooking(unit, luc, hour(BEYOND)))
            assert refused.value.facts["by"] == "Marie Dupont"
        bookings.book(NewBooking(house.pool, luc, hour(BEYOND + timedelta(hours=1))))


def test_a_certain_desk_promised_is_not_given_to_the_pool_nor_booked_itself(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        house, marie = add_units(desk), person(desk)
        SeriesOfBookings(desk).book(weekly(house.desks[0], marie))
        bookings = Bookings(desk)
        with pytest.raises(errors.SlotBeyondSeries):
            bookings.book(NewBooking(house.desks[0], marie, hour(BEYOND)))
        for _ in range(2):
            bookings.book(NewBooking(house.pool, marie, hour(BEYOND)))
        with pytest.raises(errors.SlotBeyondSeries):
            bookings.book(NewBooking(house.pool, marie, hour(BEYOND)))


def test_a_bounded_series_gives_way_to_what_an_open_one_was_promised(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        house, marie, luc = add_units(desk), person(desk), person(desk, "Luc", "Petit")
        series = SeriesOfBookings(desk)
        series.book(weekly(house.room_a, marie))
        once = Rule(Frequency.WEEK, 1, BEYOND, 60, count=2)
        made = series.book(NewSeries(house.big_room, luc, once))
        assert made.bookings == ()
        assert [type(clash.refusal) for clash in made.clashes] == [errors.SlotBeyondSeries] * 2
