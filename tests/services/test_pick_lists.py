"""The pick list: everything to be brought where and when, in order of time, and put back on its shelf."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, person, slot
from papers import text as text_of

from tierslieu_desk import documents
from tierslieu_desk.rules.vocabulary import EventKind, UnitKind
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.kits import Kits
from tierslieu_desk.services.booking.pick_lists import PickLists, sheet_of_booking, sheet_of_day
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.place.unit_contents import UnitContents
from tierslieu_desk.services.place.units import NewUnit, Units

WEDNESDAY = date(2026, 11, 25)
PRINTED = datetime(2026, 11, 25, 7, 30)


@pytest.fixture
def tools(desk: Desk, house: SmallHouse) -> tuple[int, int]:
    """A projector in cupboard A, a screen in cupboard B."""
    add = Units(desk).add
    return (
        add(NewUnit("Projector", UnitKind.TOOL, shelf="Cupboard A")),
        add(NewUnit("Screen", UnitKind.TOOL, shelf="Cupboard B")),
    )


def lines(desk: Desk) -> list[tuple[str, str, str, str, str]]:
    found = PickLists(desk).day(WEDNESDAY)
    return [(f"{one.slot.start:%H:%M}", one.where, one.thing, one.shelf, one.who) for one in found]


def test_all_that_is_brought_that_day_in_order_of_time(desk: Desk, house: SmallHouse, tools: tuple[int, int]) -> None:
    projector, screen = tools
    marie, luc = person(desk, "Marie", "Dupont"), person(desk, "Luc", "Petit")
    Kits(desk).book(NewBooking(house.room_b, luc, slot("14:00", "16:00")), tools)
    Bookings(desk).book(NewBooking(projector, marie, slot("08:00", "09:00")))
    Events(desk).add(
        NewEvent("Film", EventKind.WORKSHOP, 1, [(u, slot("18:00", "19:30")) for u in (house.room_a, screen)])
    )
    gone = Bookings(desk).book(NewBooking(screen, marie, slot("10:00", "11:00")))
    Bookings(desk).cancel(gone.id)
    assert lines(desk) == [
        ("08:00", "", "Projector", "Cupboard A", "Marie Dupont"),
        ("14:00", "Room B", "Projector", "Cupboard A", "Luc Petit"),
        ("14:00", "Room B", "Screen", "Cupboard B", "Luc Petit"),
        ("18:00", "Room A", "Screen", "Cupboard B", "Film"),
    ]


def test_a_tool_whose_room_went_elsewhere_is_brought_to_whoever_has_it(
    desk: Desk, house: SmallHouse, tools: tuple[int, int]
) -> None:
    luc = person(desk, "Luc", "Petit")
    made = Kits(desk).book(NewBooking(house.room_b, luc, slot("14:00", "16:00")), tools[:1])
    Bookings(desk).move(made.room.id, slot("09:00", "11:00"))
    assert lines(desk) == [("14:00", "", "Projector", "Cupboard A", "Luc Petit")]


def test_the_list_of_one_booking_has_its_kit_alone(desk: Desk, house: SmallHouse, tools: tuple[int, int]) -> None:
    luc = person(desk, "Luc", "Petit")
    made = Kits(desk).book(NewBooking(house.room_b, luc, slot("14:00", "16:00")), tools[:1])
    Bookings(desk).book(NewBooking(tools[1], luc, slot("14:00", "16:00")))
    assert [one.thing for one in PickLists(desk).booking(made.room.id)] == ["Projector"]
    assert [one.where for one in PickLists(desk).booking(made.kit[0].id)] == ["Room B"]
    assert PickLists(desk).booking(999) == ()


def test_on_paper_with_boxes_first_what_to_bring_then_what_to_put_back(
    desk: Desk, house: SmallHouse, tools: tuple[int, int]
) -> None:
    luc = person(desk, "Luc", "Petit")
    made = Kits(desk).book(NewBooking(house.room_b, luc, slot("14:00", "16:00")), tools)
    sheet = sheet_of_day(PickLists(desk), Places(desk), WEDNESDAY, PRINTED)
    said = text_of(documents.render(sheet))
    assert said.count("□") == 4
    assert said.count("Cupboard A") == 2
    assert said.index("14:00") < said.index("À remettre en place" if "À remettre en place" in said else "To put back")
    assert "16:00" in said
    assert sheet_of_booking(PickLists(desk), Places(desk), made.room.id, PRINTED).lines == sheet.lines


def test_a_day_with_nothing_to_bring_says_so(desk: Desk, house: SmallHouse) -> None:
    sheet = sheet_of_day(PickLists(desk), Places(desk), WEDNESDAY, PRINTED)
    assert sheet.lines == ()
    assert "□" not in text_of(documents.render(sheet))


def test_the_slip_says_what_is_there_and_what_is_brought(desk: Desk, house: SmallHouse, tools: tuple[int, int]) -> None:
    luc = person(desk, "Luc", "Petit")
    UnitContents(desk).tell(house.room_b, ["white board", "step-free access"])
    made = Kits(desk).book(NewBooking(house.room_b, luc, slot("14:00", "16:00")), tools[:1])
    said = text_of(booking_words.render(Bookings(desk), People(desk), Places(desk), made.room.id))
    assert "step-free access, white board" in " ".join(said.split())
    assert "Projector" in said
