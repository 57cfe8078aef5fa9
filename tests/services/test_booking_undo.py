"""Taking back what was done to a booking: exactly as it stood, only while nobody touched it since."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from builders import advance_to, open_desk, person, slot, small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.services.booking.booking_work import NewBooking

TODAY = "2026-11-24"
FREE_DAY = "2026-11-29"
"""A Sunday, when the small house is closed."""


@pytest.fixture
def services(tmp_path: Path):
    with open_desk(tmp_path) as desk:
        yield Services(desk)


def test_an_arrival_of_somebody_who_had_come_is_that_again(services: Services) -> None:
    house, marie = small_house(services.desk), person(services.desk)
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", TODAY)))
    services.bookings.check_in(booked.id)
    called_off = services.bookings.cancel(booked.id)
    services.bookings.take_back(called_off)
    assert services.bookings.get(booked.id).state == "checked_in"


def test_an_act_is_taken_back_once(services: Services) -> None:
    house, marie = small_house(services.desk), person(services.desk)
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", TODAY)))
    came = services.bookings.check_in(booked.id)
    services.bookings.take_back(came)
    with pytest.raises(errors.ChangedMeanwhile) as refused:
        services.bookings.take_back(came)
    assert refused.value.facts["what"] == "Marie Dupont"


def test_what_was_let_in_outside_the_hours_stands_again(services: Services) -> None:
    house, marie = small_house(services.desk), person(services.desk)
    new = NewBooking(house.room_a, marie, slot("14:00", "16:00", FREE_DAY))
    with pytest.raises(errors.PlaceClosed):
        services.bookings.book(new)
    booked = services.bookings.book(new, override="the mayor asked")
    moved = services.bookings.move(booked.id, slot("15:00", "17:00", TODAY))
    services.bookings.take_back(moved.act)
    assert services.bookings.get(booked.id).slot == slot("14:00", "16:00", FREE_DAY)
    services.bookings.take_back(services.bookings.cancel(booked.id))
    assert services.bookings.get(booked.id).state == "confirmed"


def test_a_longer_booking_taken_back_is_owed_at_its_first_price(services: Services) -> None:
    house, marie = small_house(services.desk), person(services.desk)
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", TODAY)))
    longer = services.bookings.move(booked.id, slot("14:00", "18:00", TODAY))
    services.bookings.take_back(longer.act)
    (draft,) = services.invoices.drafts(date(2026, 12, 31))
    assert draft.gross_cents == 24_00


def test_an_option_that_would_have_expired_since_does_not_come_back(services: Services) -> None:
    house, marie = small_house(services.desk), person(services.desk)
    until = datetime(2026, 11, 24, 11)
    option = services.bookings.book(
        NewBooking(house.room_a, marie, slot("14:00", "16:00", TODAY), tentative_until=until)
    )
    act = services.bookings.cancel(option.id)
    advance_to(services.desk, datetime(2026, 11, 24, 11, 1))
    with pytest.raises(errors.DeadlineOver):
        services.bookings.take_back(act)
    assert services.bookings.get(option.id).state == "cancelled"


def test_a_move_taken_back_leaves_the_other_room_free(services: Services) -> None:
    house, marie, paul = small_house(services.desk), person(services.desk), person(services.desk, "Paul")
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", TODAY)))
    moved = services.bookings.move(booked.id, slot("14:00", "16:00", TODAY), house.room_b)
    services.bookings.take_back(moved.act)
    theirs = services.bookings.book(NewBooking(house.room_b, paul, slot("14:00", "16:00", TODAY)))
    assert services.bookings.get(theirs.id).unit == "Room B"
    assert services.verification.run() == ()
