"""A room and its kit in one act: all or nothing, moved and called off together when asked to, and taken back as one."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest
from builders import SmallHouse, advance_to, person, slot
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tierslieu_desk import errors
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.free_search import SpaceWish
from tierslieu_desk.services.booking.free_space import FreeSpaces
from tierslieu_desk.services.booking.free_why import Because, Instead
from tierslieu_desk.services.booking.kits import Kits
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit, Units

MORNING, AFTERNOON = ("09:00", "11:00"), ("14:00", "16:00")


@pytest.fixture
def marie(desk: Desk, house: SmallHouse) -> int:
    return person(desk, "Marie", "Dupont")


@pytest.fixture
def projector(desk: Desk, house: SmallHouse) -> int:
    """5.00 an hour with tax, in cupboard A."""
    number = Units(desk).add(NewUnit("Projector", UnitKind.TOOL, shelf="Cupboard A"))
    Units(desk).set_prices(number, (PriceStep("hour", 60, 50_000, Basis.GROSS, VatCategory.STANDARD),))
    return number


@pytest.fixture
def screen(desk: Desk, house: SmallHouse) -> int:
    """Costs nothing."""
    return Units(desk).add(NewUnit("Screen", UnitKind.TOOL, shelf="Cupboard B"))


def held(desk: Desk) -> list[tuple[int, str]]:
    with desk.store.reading() as session:
        found = session.execute(text("SELECT unit_id, starts FROM hold ORDER BY unit_id, starts")).all()
        return [(unit, starts[11:16]) for unit, starts in found]


def owed(desk: Desk) -> int:
    with desk.store.reading() as session:
        return session.execute(text("SELECT coalesce(sum(gross_cents), 0) FROM charge")).scalar_one()


def test_the_room_and_its_kit_are_booked_in_one_act_each_at_its_price(
    desk: Desk, house: SmallHouse, marie: int, projector: int, screen: int
) -> None:
    """Two hours: the room 24.00, the projector 10.00, the screen nothing."""
    made = Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector, screen])
    assert (made.cents, owed(desk)) == (3400, 3400)
    assert held(desk) == [(house.room_a, "09:00"), (projector, "09:00"), (screen, "09:00")]
    assert [(one.unit, one.shelf) for one in Kits(desk).along(made.room.id)] == [
        ("Projector", "Cupboard A"),
        ("Screen", "Cupboard B"),
    ]
    assert Kits(desk).room_of(made.kit[0].id) == made.room.id


def test_a_tool_that_is_taken_leaves_the_room_free_too(
    desk: Desk, house: SmallHouse, marie: int, projector: int, screen: int
) -> None:
    Bookings(desk).book(NewBooking(projector, marie, slot("10:00", "12:00")))
    with pytest.raises(errors.SlotTaken) as refused:
        Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [screen, projector])
    assert refused.value.facts["unit"] == "Projector"
    assert held(desk) == [(projector, "10:00")]
    assert owed(desk) == 1000, "the two hours of the projector"


def test_all_of_it_moves_or_nothing_does(desk: Desk, house: SmallHouse, marie: int, projector: int) -> None:
    kits = Kits(desk)
    made = kits.book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    moved = kits.move(made.room.id, slot(*AFTERNOON), house.room_b)
    assert held(desk) == [(house.room_b, "14:00"), (projector, "14:00")]
    kits.take_back(moved.acts)
    assert held(desk) == [(house.room_a, "09:00"), (projector, "09:00")]
    Bookings(desk).book(NewBooking(projector, marie, slot(*AFTERNOON)))
    with pytest.raises(errors.SlotTaken):
        kits.move(made.room.id, slot(*AFTERNOON))
    assert held(desk) == [(house.room_a, "09:00"), (projector, "09:00"), (projector, "14:00")]


def test_another_room_at_the_same_time_keeps_its_kit(desk: Desk, house: SmallHouse, marie: int, projector: int) -> None:
    made = Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    Kits(desk).move(made.room.id, slot(*MORNING), house.room_b)
    assert [one.unit for one in Kits(desk).along(made.room.id)] == ["Projector"]


def test_only_the_room_moves_and_taking_that_back_joins_them_again(
    desk: Desk, house: SmallHouse, marie: int, projector: int
) -> None:
    kits = Kits(desk)
    made = kits.book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    alone = Bookings(desk).move(made.room.id, slot(*AFTERNOON))
    assert (kits.along(made.room.id), kits.room_of(made.kit[0].id)) == ((), None)
    Bookings(desk).take_back(alone.act)
    assert [one.unit for one in kits.along(made.room.id)] == ["Projector"]
    for start, end in (("10:00", "11:00"), ("09:00", "10:00")):
        Bookings(desk).move(made.room.id, slot(start, end))
        assert kits.along(made.room.id) == (), "an hour less is another time"


def test_called_off_together_and_back_again(desk: Desk, house: SmallHouse, marie: int, projector: int) -> None:
    kits = Kits(desk)
    made = kits.book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    acts = kits.cancel(made.room.id, "ill")
    assert (held(desk), owed(desk)) == ([], 0)
    kits.take_back(acts)
    assert held(desk) == [(house.room_a, "09:00"), (projector, "09:00")]
    assert owed(desk) == 3400
    assert [one.unit for one in kits.along(made.room.id)] == ["Projector"]


def test_a_booking_with_its_kit_is_taken_back_as_one(desk: Desk, house: SmallHouse, marie: int, projector: int) -> None:
    made = Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    Kits(desk).take_back(made.acts)
    assert (held(desk), owed(desk)) == ([], 0)


def test_an_option_keeps_the_kit_too_and_both_are_confirmed_at_once(
    desk: Desk, house: SmallHouse, marie: int, projector: int
) -> None:
    kits = Kits(desk)
    until = datetime(2026, 11, 24, 18)
    made = kits.book(NewBooking(house.room_a, marie, slot(*MORNING), tentative_until=until), [projector])
    assert owed(desk) == 0
    kits.confirm(made.room.id)
    assert owed(desk) == 3400
    advance_to(desk, datetime(2026, 11, 24, 19))
    assert [one.state for one in Bookings(desk).of_person(marie)] == ["confirmed", "confirmed"]
    kits.check_in(made.room.id)
    assert [one.state for one in Bookings(desk).of_person(marie)] == ["checked_in", "checked_in"]


def test_only_a_tool_from_a_shelf_goes_along_and_never_with_a_tool(
    desk: Desk, house: SmallHouse, marie: int, projector: int
) -> None:
    laser = Units(desk).add(NewUnit("Laser cutter", UnitKind.TOOL))  # it stands where it stands
    for room, tools in ((house.room_a, [laser]), (house.room_a, [house.room_b]), (projector, [projector])):
        with pytest.raises(errors.NothingToTakeAlong):
            Kits(desk).book(NewBooking(room, marie, slot(*MORNING)), tools)
    with pytest.raises(errors.NothingToTakeAlong):
        Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector, projector])
    assert held(desk) == []


def test_the_store_itself_refuses_what_goes_along_with_what_goes_along(
    desk: Desk, house: SmallHouse, marie: int, projector: int, screen: int
) -> None:
    made = Kits(desk).book(NewBooking(house.room_a, marie, slot(*MORNING)), [projector])
    alone = Bookings(desk).book(NewBooking(screen, marie, slot(*MORNING)))
    for pair in ((alone.id, made.kit[0].id), (made.room.id, alone.id), (alone.id, alone.id)):
        refusals = (errors.ChangedMeanwhile, IntegrityError, sqlite3.IntegrityError)
        with pytest.raises(refusals), desk.store.writing() as session:
            session.execute(text("INSERT INTO booking_with VALUES (:a, :b)"), {"a": pair[0], "b": pair[1]})


def test_tools_say_what_they_cost_where_they_are_and_who_has_them(
    desk: Desk, house: SmallHouse, marie: int, projector: int, screen: int
) -> None:
    Bookings(desk).book(NewBooking(screen, marie, slot("10:00", "12:00")))
    first, second = Kits(desk).tools(slot(*MORNING))
    assert (first.unit, first.shelf, first.price.gross_cents, first.refusal) == ("Projector", "Cupboard A", 1000, None)
    assert isinstance(second.refusal, errors.SlotTaken)


def test_a_search_finds_times_at_which_the_room_and_its_kit_are_free(
    desk: Desk, house: SmallHouse, marie: int, projector: int
) -> None:
    Bookings(desk).book(NewBooking(projector, marie, slot("08:00", "15:00")))
    asked = SpaceWish(slot(*MORNING).start.date(), slot(*MORNING).start.date(), 60, 7, kit=(projector,))
    spaces = FreeSpaces(desk).search(asked).spaces
    assert [(one.unit, one.slot.start.hour, one.kit_cents) for one in spaces] == [
        ("Room A", 15, 500),
        ("Big room", 15, 500),
    ]
    full = SpaceWish(asked.first, asked.last, 360, 7, kit=(projector,))
    nothing = FreeSpaces(desk).why_not(full)
    why = {one.unit: (one.because, one.tool) for one in nothing.why}
    assert why["Room A"] == (Because.KIT, "Projector")
    assert {way.instead for way in nothing.ways} == {Instead.OTHER_DAY, Instead.NO_KIT}


def test_a_tool_is_taken_along_later_for_the_time_of_the_room_and_once(
    desk: Desk, house: SmallHouse, marie: int, projector: int, screen: int
) -> None:
    kits = Kits(desk)
    made = kits.book(NewBooking(house.room_a, marie, slot(*MORNING)), [screen])
    acts = kits.take_along(made.room.id, [projector])
    assert [one.unit for one in kits.along(made.room.id)] == ["Screen", "Projector"]
    assert owed(desk) == 3400
    with pytest.raises(errors.NothingToTakeAlong):
        kits.take_along(made.room.id, [screen])
    kits.take_back(acts)
    assert [one.unit for one in kits.along(made.room.id)] == ["Screen"]
    kits.cancel(made.room.id)
    with pytest.raises(errors.AlreadyDone):
        kits.take_along(made.room.id, [projector])
