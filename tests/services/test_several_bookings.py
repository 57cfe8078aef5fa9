"""Several bookings moved, copied and called off in one act: all of them or none, with one way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import person, settled, slot

from tierslieu_desk import errors, i18n
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.several_bookings import Placed
from tierslieu_desk.services.place.units import NewUnit

HOUR = timedelta(hours=1)


@pytest.fixture
def services(tmp_path) -> Services:
    from builders import open_desk

    with open_desk(tmp_path / "desk", store_file=settled()[0]) as desk:
        yield Services(desk)


@pytest.fixture
def booked(services: Services) -> tuple[int, int, int]:
    """Room A 9-10 and 10-11, room B 9-10."""
    house, who = settled()[1], person(services.desk)
    wanted = ((house.room_a, "09:00", "10:00"), (house.room_a, "10:00", "11:00"), (house.room_b, "09:00", "10:00"))
    return tuple(services.bookings.book(NewBooking(u, who, slot(a, b))).id for u, a, b in wanted)


def times(services: Services, numbers) -> list[str]:
    return [f"{row.unit} {row.slot.start:%H:%M}" for row in sorted(services.bookings.several(numbers), key=_id)]


def _id(row) -> int:
    return row.id


def test_neighbours_move_together_each_into_what_the_other_left(services: Services, booked) -> None:
    services.several_bookings.move(booked, HOUR)
    assert times(services, booked) == ["Room A 10:00", "Room A 11:00", "Room B 10:00"]


def test_where_one_cannot_move_none_does(services: Services, booked) -> None:
    other = person(services.desk, "Jean", "Martin")
    services.bookings.book(NewBooking(settled()[1].room_b, other, slot("10:00", "11:00")))
    with pytest.raises(errors.SlotTaken, match="Jean Martin"):
        services.several_bookings.move(booked, HOUR)
    assert times(services, booked) == ["Room A 09:00", "Room A 10:00", "Room B 09:00"]


def test_a_move_of_several_is_taken_back_in_one_go(services: Services, booked) -> None:
    moved = services.several_bookings.move(booked, HOUR)
    services.several_bookings.take_back([one.act for one in moved])
    assert times(services, booked) == ["Room A 09:00", "Room A 10:00", "Room B 09:00"]


def test_what_somebody_touched_since_is_not_taken_back_nor_are_the_others(services: Services, booked) -> None:
    moved = services.several_bookings.move(booked, HOUR)
    services.bookings.check_in(booked[2])
    with pytest.raises(errors.ChangedMeanwhile):
        services.several_bookings.take_back([one.act for one in moved])
    assert times(services, booked) == ["Room A 10:00", "Room A 11:00", "Room B 10:00"]


def test_several_are_called_off_and_come_back(services: Services, booked) -> None:
    acts = services.several_bookings.cancel(booked)
    assert {row.state for row in services.bookings.several(booked)} == {"cancelled"}
    services.several_bookings.take_back(acts)
    assert {row.state for row in services.bookings.several(booked)} == {"confirmed"}


def test_one_that_is_called_off_already_stops_all(services: Services, booked) -> None:
    services.bookings.cancel(booked[1])
    with pytest.raises(errors.AlreadyDone):
        services.several_bookings.cancel(booked)
    assert services.bookings.get(booked[0]).state == "confirmed"


def test_copies_are_bookings_of_the_same_people_with_a_price_of_their_own(services: Services, booked) -> None:
    house = settled()[1]
    next_day = slot("09:00", "10:00", "2026-11-26")
    (copy,) = services.several_bookings.copy([Placed(booked[0], house.room_b, next_day)])
    row, like = services.bookings.get(copy.id), services.bookings.get(booked[0])
    assert (row.unit, row.slot, row.party, row.state) == ("Room B", next_day, like.party, "confirmed")
    assert services.bookings.price(copy.id).gross_cents == 1200
    services.several_bookings.take_back([copy.act])
    assert services.bookings.get(copy.id).state == "cancelled"


def test_a_copy_onto_what_is_taken_is_refused_and_no_other_is_made(services: Services, booked) -> None:
    house = settled()[1]
    free, taken = slot("14:00", "15:00"), slot("09:00", "10:00")
    with pytest.raises(errors.SlotTaken):
        services.several_bookings.copy([Placed(booked[0], house.room_a, free), Placed(booked[0], house.room_b, taken)])
    assert services.bookings.look(house.room_a, free).refusal is None


def test_who_has_no_address_is_named(services: Services, booked) -> None:
    assert services.several_bookings.addresses(booked) == ((), ("Marie Dupont",))


def test_several_go_to_another_space_each_and_come_back_though_one_took_the_place_of_the_other(
    services: Services, booked
) -> None:
    """Room A from nine to eleven goes to room B, which goes to the booth."""
    house = settled()[1]
    units = {booked[0]: house.room_b, booked[1]: house.room_b, booked[2]: house.booth}
    moved = services.several_bookings.move(booked, HOUR, units=units)
    assert times(services, booked) == ["Room B 10:00", "Room B 11:00", "Booth 10:00"]
    services.several_bookings.take_back([one.act for one in moved])
    assert times(services, booked) == ["Room A 09:00", "Room A 10:00", "Room B 09:00"]


def test_where_several_cannot_go_each_is_named_with_who_has_its_place_and_none_moves(
    services: Services, booked
) -> None:
    i18n.set_language("en")
    other = person(services.desk, "Jean", "Martin")
    for unit in (settled()[1].room_a, settled()[1].room_b):
        services.bookings.book(NewBooking(unit, other, slot("12:00", "13:00")))
    with pytest.raises(errors.SeveralInTheWay) as refused:
        services.several_bookings.move((booked[0], booked[2]), 3 * HOUR)
    assert refused.value.facts["count"] == 2
    told = str(refused.value.facts["clashes"])
    assert "Jean Martin has Room A then" in told
    assert "Jean Martin has Room B then" in told
    assert times(services, booked) == ["Room A 09:00", "Room A 10:00", "Room B 09:00"]


def test_what_goes_along_with_several_that_are_moved_goes_with_them(services: Services, booked) -> None:
    projector = services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="Shelf 2"))
    services.kits.take_along(booked[2], (projector,))
    moved = services.several_bookings.move((booked[0], booked[2]), 4 * HOUR)
    assert [tool.unit for tool in services.kits.along(booked[2])] == ["Projector"]
    assert len(moved) == 3


def test_what_goes_along_with_several_that_are_called_off_is_free_again(services: Services, booked) -> None:
    projector = services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="Shelf 2"))
    tool = services.kits.take_along(booked[2], (projector,))[0].booking_id
    acts = services.several_bookings.cancel(booked)
    assert services.bookings.get(tool).state == "cancelled"
    services.several_bookings.take_back(acts)
    assert [one.unit for one in services.kits.along(booked[2])] == ["Projector"]
