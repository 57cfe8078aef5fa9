"""Units, pools, what is made of what, and prices."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import DESK_GRID, NOW, ROOM_GRID, SmallHouse, advance_to, person, slot
from sqlalchemy import select, text

from tierslieu_desk import errors
from tierslieu_desk.models.units import Hold
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.thing.loans import Loans


def held(desk: Desk) -> list[tuple[int, int]]:
    """`(asked, leaf)` of every hold."""
    with desk.store.reading() as session:
        return [(h.asked_unit_id, h.unit_id) for h in session.scalars(select(Hold).order_by(Hold.unit_id))]


def test_the_small_house_is_listed_in_its_order(desk: Desk, house: SmallHouse) -> None:
    listed = [(u.name, u.kind, u.seats, u.parts, u.is_pool, u.pool) for u in Units(desk).list()]
    assert listed == [
        ("Room A", UnitKind.ROOM, 8, (), False, ""),
        ("Room B", UnitKind.ROOM, 6, (), False, ""),
        ("Big room", UnitKind.ROOM, 14, ("Room A", "Room B"), False, ""),
        ("Desk 1", UnitKind.DESK, 1, (), False, "Open space"),
        ("Desk 2", UnitKind.DESK, 1, (), False, "Open space"),
        ("Desk 3", UnitKind.DESK, 1, (), False, "Open space"),
        ("Open space", UnitKind.DESK, 1, (), True, ""),
        ("Booth", UnitKind.BOOTH, 1, (), False, ""),
    ]


def test_a_unit_is_found_by_its_name_whatever_the_capitals(desk: Desk, house: SmallHouse) -> None:
    assert Units(desk).named("big ROOM").id == house.big_room
    with pytest.raises(errors.UnknownUnit):
        Units(desk).named("Cellar")


def test_two_units_cannot_have_names_that_read_alike(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.NameTaken) as taken:
        Units(desk).add(NewUnit(" room  a ", UnitKind.ROOM))
    assert taken.value.name == "room a"


def test_units_named_by_signs_alone_are_told_apart(desk: Desk) -> None:
    units = Units(desk)
    tree, wave = units.add(NewUnit("🌲", UnitKind.ROOM)), units.add(NewUnit("🌊", UnitKind.ROOM))
    green, blue = units.add(NewUnit("Salle 🌲", UnitKind.ROOM)), units.add(NewUnit("Salle 🌊", UnitKind.ROOM))
    dots, dash = units.add(NewUnit("…", UnitKind.ROOM)), units.add(NewUnit("—", UnitKind.ROOM))
    named = [units.named(name).id for name in ("🌲", "🌊", "SALLE🌲", "salle  🌊", "…", "—")]
    assert named == [tree, wave, green, blue, dots, dash]
    for again in ("🌲", " 🌊 ", "sallé 🌲", "…"):
        with pytest.raises(errors.NameTaken):
            units.add(NewUnit(again, UnitKind.ROOM))
    with pytest.raises(errors.UnknownUnit):
        units.named("🏔")


def test_a_unit_needs_a_name_and_a_pool_members(desk: Desk) -> None:
    with pytest.raises(errors.MissingFact):
        Units(desk).add(NewUnit(" ", UnitKind.ROOM))
    with pytest.raises(errors.MissingFact):
        Units(desk).add_pool(NewUnit("Nothing", UnitKind.DESK), [])


def test_a_pool_takes_only_plain_units_of_no_other_pool(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    for member in (house.big_room, house.desks[0], house.pool):
        with pytest.raises(errors.PartOfAnother):
            units.add_pool(NewUnit("Second", UnitKind.DESK), [member])
    assert [u.name for u in units.list() if u.is_pool] == ["Open space"]


def test_a_unit_cannot_be_a_part_of_itself_however_far_down(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    floor = units.add(NewUnit("Floor", UnitKind.ZONE))
    units.compose(floor, [house.big_room, house.booth])
    for whole, part in ((floor, floor), (house.big_room, floor), (house.room_a, floor)):
        with pytest.raises(errors.PartsInACircle):
            units.compose(whole, [part])
    assert units.get(floor).parts == ("Big room", "Booth")
    assert units.get(house.room_a).parts == ()


def test_a_refused_composition_leaves_the_house_as_it_was_known(desk: Desk, house: SmallHouse) -> None:
    places = Places(desk)
    places.add_closure(NewClosure(slot("09:00", "12:00"), "Assembly", house.big_room))
    places.add_closure(NewClosure(slot("09:00", "12:00"), "Paint", house.booth))
    with pytest.raises(errors.CompositionInUse) as refused:
        Units(desk).compose(house.big_room, [house.room_a, house.booth])
    assert (refused.value.unit, refused.value.by) == ("Big room", "Paint")
    assert Units(desk).get(house.big_room).parts == ("Room A", "Room B")
    assert held(desk) == [
        (house.big_room, house.room_a),
        (house.big_room, house.room_b),
        (house.booth, house.booth),
    ]


def test_what_was_promised_of_a_whole_moves_to_its_new_parts(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "Assembly", house.big_room))
    Units(desk).compose(house.big_room, [house.room_b, house.booth])
    assert held(desk) == [(house.big_room, house.room_b), (house.big_room, house.booth)]


def test_a_booked_unit_that_gets_parts_hands_its_hold_down(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "Quiet", house.booth))
    half = units.add(NewUnit("Half booth", UnitKind.BOOTH))
    units.compose(house.booth, [half])
    assert held(desk) == [(house.booth, half)]
    units.compose(house.booth, [])
    assert held(desk) == [(house.booth, house.booth)]


def test_what_is_over_stays_where_it_was(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(slot("09:00", "10:00", "2026-11-24"), "Early", house.big_room))
    Units(desk).compose(house.big_room, [house.booth])
    assert held(desk) == [(house.big_room, house.room_a), (house.big_room, house.room_b)]


def test_a_pool_seat_is_made_of_nothing(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.PartOfAnother):
        Units(desk).compose(house.desks[0], [house.booth])


def test_a_unit_with_something_to_come_is_not_retired(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    closure = Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "Quiet", house.booth))
    with pytest.raises(errors.CompositionInUse) as refused:
        units.retire(house.booth)
    assert (refused.value.by, refused.value.start) == ("Quiet", slot("09:00", "12:00").start)
    Places(desk).remove_closure(closure)
    units.retire(house.booth)
    assert "Booth" not in [u.name for u in units.list()]
    assert "Booth" in [u.name for u in units.list(retired=True)]
    units.restore(house.booth)
    assert "Booth" in [u.name for u in units.list()]


def test_a_part_of_a_standing_whole_is_not_retired(desk: Desk, house: SmallHouse) -> None:
    with pytest.raises(errors.PartOfAnother) as refused:
        Units(desk).retire(house.room_a)
    assert refused.value.by == "Big room"


def test_a_unit_has_the_prices_of_its_kind_unless_it_has_its_own(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    own = PriceStep("day", 480, 900_000, Basis.NET, VatCategory.STANDARD)
    units.set_prices(house.big_room, [own])
    assert units.prices(house.room_a) == ROOM_GRID
    assert units.prices(house.big_room) == (own,)
    assert units.prices(house.pool) == DESK_GRID
    assert units.prices(house.booth) == ()


def test_a_new_grid_counts_from_its_day_and_replaces_the_old_one_whole(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    dearer = PriceStep("hour", 60, 120_000, Basis.NET, VatCategory.STANDARD)
    units.set_prices(UnitKind.ROOM, [dearer], date(2027, 1, 1))
    assert units.prices(house.room_a, date(2026, 12, 31)) == ROOM_GRID
    assert units.prices(house.room_a, date(2027, 1, 1)) == (dearer,)


def test_buffers_are_kept(desk: Desk, house: SmallHouse) -> None:
    Units(desk).set_buffers(house.room_a, Buffers(10, 15))
    assert Units(desk).get(house.room_a).buffers == Buffers(10, 15)
    with pytest.raises(errors.UnknownUnit):
        Units(desk).set_buffers(99, Buffers())


def test_an_island_of_pool_seats_may_be_booked_as_a_whole(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    island = units.add(NewUnit("Island", UnitKind.DESK, seats=2))
    units.compose(island, house.desks[:2])
    Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "Workshop", island))
    assert held(desk) == [(island, house.desks[0]), (island, house.desks[1])]


def test_prices_of_one_space_are_on_one_basis(desk: Desk) -> None:
    units = Units(desk)
    room = units.add(NewUnit(name="Salle verte", kind=UnitKind.ROOM))
    day = PriceStep("day", 480, 1_200_000, Basis.GROSS, VatCategory.STANDARD)
    hour = PriceStep("hour", 60, 100_000, Basis.NET, VatCategory.STANDARD)
    with pytest.raises(errors.PricesMixed):
        units.set_prices(room, [day, hour])
    assert units.prices(room) == ()


def holds_of_loan(desk: Desk) -> list[tuple[int, str, str]]:
    """`(leaf, from, to)` of what a loan holds, the earliest first."""
    with desk.store.reading() as session:
        found = session.execute(
            text("SELECT unit_id, starts, ends FROM hold WHERE loan_id IS NOT NULL ORDER BY starts, unit_id")
        )
        return [tuple(row) for row in found]


def test_what_a_late_loan_held_until_now_stays_when_its_parts_change(desk: Desk, house: SmallHouse) -> None:
    """Out on Monday at 9, due at noon, it is Tuesday 10:47: held to the end of Wednesday."""
    units, marie = Units(desk), person(desk)
    advance_to(desk, datetime(2026, 11, 23, 9))
    trailer = units.add(NewUnit("Trailer", UnitKind.TOOL))
    box = units.add(NewUnit("Box", UnitKind.TOOL))
    Loans(desk).lend(trailer, marie, slot("09:00", "12:00", "2026-11-23"))
    advance_to(desk, NOW)
    units.compose(trailer, [box])
    assert holds_of_loan(desk) == [
        (trailer, "2026-11-23 09:00:00", "2026-11-24 10:47:00"),
        (box, "2026-11-24 10:47:00", "2026-11-26 00:00:00"),
    ]
    advance_to(desk, datetime(2026, 11, 26, 9))
    units.compose(trailer, [])
    assert holds_of_loan(desk) == [
        (trailer, "2026-11-23 09:00:00", "2026-11-24 10:47:00"),
        (box, "2026-11-24 10:47:00", "2026-11-26 09:00:00"),
        (trailer, "2026-11-26 09:00:00", "2026-11-28 00:00:00"),
    ]
    advance_to(desk, datetime(2026, 11, 27, 9))
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00", "2026-12-01")))
    assert holds_of_loan(desk)[-1] == (trailer, "2026-11-26 09:00:00", "2026-11-29 00:00:00")
    assert holds_of_loan(desk)[1] == (box, "2026-11-24 10:47:00", "2026-11-26 09:00:00")
    assert Verification(desk).run() == ()


def test_a_late_loan_around_somebody_elses_time_keeps_every_piece_to_come(desk: Desk, house: SmallHouse) -> None:
    """Late since noon, promised to Luc from 14 to 15: held to 14 and from 15 on, before and after the parts change."""
    units, marie, luc = Units(desk), person(desk), person(desk, "Luc", "Petit")
    trailer, box = (units.add(NewUnit(name, UnitKind.TOOL)) for name in ("Trailer", "Box"))
    advance_to(desk, datetime(2026, 11, 24, 9))
    Loans(desk).lend(trailer, marie, slot("09:00", "12:00", "2026-11-24"))
    Bookings(desk).book(NewBooking(trailer, luc, slot("14:00", "15:00", "2026-11-24")))
    advance_to(desk, datetime(2026, 11, 24, 13))
    units.compose(trailer, [box])
    assert holds_of_loan(desk) == [
        (trailer, "2026-11-24 09:00:00", "2026-11-24 13:00:00"),
        (box, "2026-11-24 13:00:00", "2026-11-24 14:00:00"),
        (box, "2026-11-24 15:00:00", "2026-11-26 00:00:00"),
    ]
    assert Verification(desk).run() == ()


def test_a_composition_that_changes_nothing_moves_nothing(desk: Desk, house: SmallHouse) -> None:
    Places(desk).add_closure(NewClosure(slot("09:00", "12:00"), "Assembly", house.big_room))
    with desk.store.reading() as session:
        before = session.execute(text("SELECT * FROM hold ORDER BY id")).all()
    Units(desk).compose(house.big_room, [house.room_b, house.room_a, house.room_b])
    with desk.store.reading() as session:
        assert session.execute(text("SELECT * FROM hold ORDER BY id")).all() == before
