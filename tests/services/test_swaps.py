"""Two bookings exchanged, and what the desk says when that makes no sense."""

from __future__ import annotations

import builders
import pytest
from builders import SmallHouse, slot

from tierslieu_desk import errors
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk


def test_a_booking_is_not_exchanged_with_itself(desk: Desk, house: SmallHouse) -> None:
    bookings = Bookings(desk)
    booked = bookings.book(NewBooking(house.room_a, builders.person(desk), slot("09:00", "10:00")))
    before = bookings.get(booked.id)
    with pytest.raises(errors.SameBooking):
        bookings.swap(booked.id, booked.id)
    assert bookings.get(booked.id) == before


def test_two_bookings_exchange_their_units_and_keep_their_times(desk: Desk, house: SmallHouse) -> None:
    marie, bookings = builders.person(desk), Bookings(desk)
    early = bookings.book(NewBooking(house.room_a, marie, slot("09:00", "11:00"))).id
    late = bookings.book(NewBooking(house.room_b, marie, slot("10:00", "12:00"))).id
    bookings.swap(early, late)
    now = [(row.unit_id, row.slot) for row in map(bookings.get, (early, late))]
    assert now == [(house.room_b, slot("09:00", "11:00")), (house.room_a, slot("10:00", "12:00"))]
