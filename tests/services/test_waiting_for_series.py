"""Whoever waits for a date of a series has it when the series goes elsewhere."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.booking.waiting import NewWish, WaitingList
from tierslieu_desk.services.desk import Desk

MORNING, AFTERNOON = slot("09:00", "12:00"), slot("14:00", "17:00")


def weekly(desk: Desk, house: SmallHouse, dates: int) -> tuple[int, ...]:
    rule = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9, 0), 180, count=dates)
    return SeriesOfBookings(desk).book(NewSeries(house.room_a, person(desk), rule)).bookings


def states(desk: Desk) -> list[str]:
    return [row.state for row in WaitingList(desk).all()]


@pytest.mark.parametrize("dates", [1, 3])
def test_a_series_moved_away_leaves_its_time_to_whoever_waits_for_it(desk: Desk, house: SmallHouse, dates: int) -> None:
    first = weekly(desk, house, dates)[0]
    Bookings(desk).book(NewBooking(house.room_b, 1, MORNING))  # so that the number of the date is not given again
    WaitingList(desk).join(NewWish(person(desk, "Luc", "Petit"), MORNING, house.room_a))
    SeriesOfBookings(desk).move(first, AFTERNOON, house.room_a, Scope.ALL)
    assert states(desk) == ["offered"]


def test_a_series_is_moved_after_one_of_its_dates_was_and_left_its_place_to_somebody(
    desk: Desk, house: SmallHouse
) -> None:
    first = weekly(desk, house, 3)[0]
    WaitingList(desk).join(NewWish(person(desk, "Luc", "Petit"), MORNING, house.room_a))
    Bookings(desk).move(first, AFTERNOON)
    assert states(desk) == ["offered"]
    moved = SeriesOfBookings(desk).move(first, slot("17:00", "18:00"), house.room_a, Scope.ALL)
    assert len(moved.bookings) == 3
    assert states(desk) == ["offered"]
