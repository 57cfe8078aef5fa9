"""Seats of a pool, as the desk hands them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.seating import Sitting, Undecided
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.say import sentence
from tierslieu_desk.services.booking import pools
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.thing.maintenances import Maintenances


def nobody_knows(
    seats: Sequence[int], sittings: Sequence[Sitting], tolerated: frozenset[tuple[int, int]] = frozenset()
) -> Mapping[int, int] | None:
    raise Undecided


def test_a_pool_of_which_nobody_knows_is_not_called_full(
    desk: Desk, house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    marie = person(desk)
    monkeypatch.setattr(pools, "seat_all", nobody_knows)
    with pytest.raises(errors.PoolUndecided) as undecided:
        Bookings(desk).book(NewBooking(house.pool, marie, slot("09:00", "12:00")))
    assert undecided.value.unit == "Open space"
    assert "Choisissez une place précise" in sentence(undecided.value)


def test_a_pool_of_which_nobody_knows_is_not_shown_as_free(
    desk: Desk, house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "seat_all", nobody_knows)
    with desk.store.reading() as session:
        there = desk.house(session)
        pool = there.unit(house.pool)
        assert not pools.has_seat(session, there, pool, slot("09:00", "12:00"), desk.clock.wall())


def test_who_sits_close_to_a_whole_under_repair_may_be_moved_to_another_seat_of_it(desk: Desk) -> None:
    """A repair asks for no gap; Luc, beside it on the first desk, sits no closer to it on the second."""
    units, repairs, bookings = Units(desk), Maintenances(desk), Bookings(desk)
    one, two, three = (units.add(NewUnit(f"Place {number}", UnitKind.DESK)) for number in (1, 2, 3))
    bay = units.add(NewUnit("Bay", UnitKind.DESK, buffers=Buffers(0, 30)))
    units.compose(bay, [one, two])
    pool = units.add_pool(NewUnit("Places", UnitKind.DESK), (one, two, three))
    luc = bookings.book(NewBooking(pool, person(desk, "Luc"), slot("11:00", "13:30"))).id
    repairs.plan(bay, slot("10:00", "11:00"), "A lamp")
    repairs.plan(three, slot("10:00", "13:30"), "A chair")
    seat = desk_of(desk, luc)
    bookings.book(NewBooking(seat, person(desk), slot("11:30", "13:30")), "Asked by the mayor")
    assert desk_of(desk, luc) == {one: two, two: one}[seat]


def desk_of(desk: Desk, booking: int) -> int:
    with desk.store.glancing() as seen:
        return int(seen.value("SELECT unit_id FROM hold WHERE booking_id = :id", id=booking))
