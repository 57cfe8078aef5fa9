"""What would come of a booking before it is one: the same answer the kernel gives, and what can be had instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import NOW, open_desk, person, slot, small_house

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.units import NewUnit


@pytest.fixture
def desk(tmp_path: Path):
    with open_desk(tmp_path) as made:
        yield made


def test_what_it_says_is_what_booking_does(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    services.bookings.book(NewBooking(house.room_a, marie, slot("10:00", "12:00"), title="Council"))
    for unit, wanted, refusal in (
        (house.room_a, slot("11:00", "13:00"), errors.SlotTaken),
        (house.big_room, slot("11:00", "13:00"), errors.SlotTaken),
        (house.room_a, slot("12:00", "13:00"), None),
        (house.room_b, slot("11:00", "13:00"), None),
        (house.room_b, slot("21:00", "22:00"), errors.PlaceClosed),
    ):
        prospect = services.bookings.look(unit, wanted, marie)
        assert (type(prospect.refusal) if prospect.refusal else None) == refusal
        if refusal is not None:
            with pytest.raises(refusal):
                services.bookings.book(NewBooking(unit, marie, wanted))
    taken = services.bookings.look(house.big_room, slot("11:00", "13:00")).refusal
    assert taken is not None
    assert taken.facts == {
        "by": "Marie Dupont · Council",
        "unit": "Room A",
        "start": slot("10:00", "12:00").start,
        "end": slot("10:00", "12:00").end,
    }


def test_a_gap_too_short_is_told_on_both_sides_and_may_be_overridden(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    kitchen = services.units.add(NewUnit("Kitchen", UnitKind.ROOM, seats=4, buffers=Buffers(15, 30)))
    services.bookings.book(NewBooking(kitchen, marie, slot("12:00", "14:00")))
    after = services.bookings.look(kitchen, slot("14:10", "15:00"))
    before = services.bookings.look(kitchen, slot("10:00", "11:50"))
    assert isinstance(after.refusal, errors.BufferTooShort)
    assert (after.refusal.facts["needed"], after.refusal.facts["gap"]) == (30, 10)
    assert isinstance(before.refusal, errors.BufferTooShort)
    assert (before.refusal.facts["needed"], before.refusal.facts["gap"]) == (30, 10)
    assert after.may_be_overridden
    assert services.bookings.look(kitchen, slot("14:30", "15:00")).refusal is None
    assert not services.bookings.look(kitchen, slot("13:00", "15:00")).may_be_overridden
    assert house


def test_a_booking_that_is_moved_is_not_in_its_own_way(desk) -> None:
    house, marie = small_house(desk), person(desk)
    bookings = Services(desk).bookings
    mine = bookings.book(NewBooking(house.room_a, marie, slot("10:00", "12:00")))
    assert bookings.look(house.room_a, slot("11:00", "13:00"), besides=mine.id).refusal is None


def test_a_full_pool_is_told_and_its_free_seats_are_counted(desk) -> None:
    house, marie = small_house(desk), person(desk)
    bookings = Services(desk).bookings
    wanted = slot("09:00", "13:00")
    for left in (3, 2, 1):
        prospect = bookings.look(house.pool, wanted)
        assert (prospect.refusal, prospect.free_seats) == (None, left)
        bookings.book(NewBooking(house.pool, marie, wanted))
    full = bookings.look(house.pool, wanted)
    assert isinstance(full.refusal, errors.PoolFull)
    assert full.free_seats == 0


def test_instead_comes_the_next_time_of_the_same_then_others_of_its_kind(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    services.bookings.book(NewBooking(house.room_a, marie, slot("10:00", "12:00")))
    wanted = slot("11:00", "13:00")
    offered = services.free_spaces.beside(house.room_a, wanted)
    assert [(space.unit, space.slot, space.price.gross_cents) for space in offered] == [
        ("Room A", slot("12:00", "14:00"), 24_00),
        ("Room B", wanted, 24_00),
    ]
    for space in offered:
        services.bookings.book(NewBooking(space.unit_id, marie, space.slot))
    assert services.free_spaces.beside(house.room_a, wanted, people=9) == ()


def test_what_was_charged_stays_the_price_when_prices_change(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    booked = services.bookings.book(NewBooking(house.room_a, marie, slot("09:00", "14:00")))
    before = services.bookings.price(booked.id)
    assert (before.gross_cents, before.steps) == (48_00, (("half day", 1, 36_00), ("hour", 1, 12_00)))
    services.units.set_prices(UnitKind.ROOM, ())
    assert services.bookings.price(booked.id) == before


def test_an_option_is_priced_as_it_would_be(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    until = slot("09:00", "10:00").start
    assert until > NOW
    new = NewBooking(house.room_a, marie, slot("10:00", "12:00"), tentative_until=until)
    assert services.bookings.price(services.bookings.book(new).id).gross_cents == 24_00


TODAY = "2026-11-24"


def test_the_next_hour_that_is_free_begins_on_a_half_hour_or_where_somebody_ends(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    assert services.free_spaces.next_hour(house.room_a, NOW) == slot("11:00", "12:00", TODAY)
    services.bookings.book(NewBooking(house.room_a, marie, slot("11:30", "15:45", TODAY)))
    assert services.free_spaces.next_hour(house.room_a, NOW) == slot("15:45", "16:45", TODAY)
    assert services.free_spaces.next_hour(house.big_room, NOW) == slot("15:45", "16:45", TODAY)
    tomorrow = slot("00:00", "01:00", "2026-11-25").start
    assert services.free_spaces.next_hour(house.room_a, tomorrow) == slot("08:00", "09:00", "2026-11-25")
    services.bookings.book(NewBooking(house.room_a, marie, slot("16:00", "19:30", TODAY)))
    assert services.free_spaces.next_hour(house.room_a, NOW) is None


def test_where_a_day_is_full_the_next_one_is_offered(desk) -> None:
    house, marie = small_house(desk), person(desk)
    services = Services(desk)
    services.bookings.book(NewBooking(house.booth, marie, slot("08:00", "20:00", TODAY)))
    services.bookings.book(NewBooking(house.booth, marie, slot("08:00", "10:00", "2026-11-25")))
    (offered,) = services.free_spaces.beside(house.booth, slot("15:00", "16:00", TODAY))
    assert (offered.unit, offered.slot) == ("Booth", slot("10:00", "11:00", "2026-11-25"))
