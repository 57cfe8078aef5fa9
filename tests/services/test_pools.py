"""Seats of a pool, as the desk hands them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from builders import SmallHouse, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.seating import Sitting, Undecided
from tierslieu_desk.say import sentence
from tierslieu_desk.services.booking import pools
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk


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
