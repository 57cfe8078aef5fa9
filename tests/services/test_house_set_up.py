"""What the settings change: units renamed and numbered, prices of a kind or of a unit, plans, copies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import ROOM_GRID, SmallHouse, describe_place, person

from tierslieu_desk import errors
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans

OWN = (PriceStep("hour", 60, 50_000, Basis.GROSS, VatCategory.STANDARD),)


def test_a_unit_changes_all_but_its_kind(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    new = NewUnit(" Yellow  room ", UnitKind.DESK, 10, 9, "Upstairs", Buffers(5, 15), "A1")
    units.change(units.get(house.room_a), new)
    row = units.get(house.room_a)
    assert (row.name, row.kind, row.seats, row.legal_seats) == ("Yellow room", UnitKind.ROOM, 10, 9)
    assert (row.group, row.buffers, row.shelf) == ("Upstairs", Buffers(5, 15), "A1")


def test_a_unit_keeps_its_own_name_and_takes_nobody_elses(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    units.change(units.get(house.room_a), NewUnit("ROOM A", UnitKind.ROOM, 8))
    with pytest.raises(errors.NameTaken):
        units.change(units.get(house.room_a), NewUnit("room b", UnitKind.ROOM, 8))
    with pytest.raises(errors.MissingFact):
        units.change(units.get(house.room_a), NewUnit(" ", UnitKind.ROOM, 8))


def test_a_unit_that_is_no_longer_as_it_was_read_is_not_changed(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    was = units.get(house.room_a)
    units.set_buffers(house.room_a, Buffers(0, 30))
    with pytest.raises(errors.ChangedMeanwhile):
        units.change(was, NewUnit("Yellow room", UnitKind.ROOM, 8))
    assert units.get(house.room_a).name == "Room A"


def test_several_alike_are_numbered_pooled_or_not_there_at_all(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    pool = units.get(units.add_many(NewUnit("Window seat", UnitKind.DESK), 3))
    assert (pool.seats, pool.members) == (3, ("Window seat 1", "Window seat 2", "Window seat 3"))
    units.add(NewUnit("Sofa 2", UnitKind.DESK))
    before = len(units.list())
    with pytest.raises(errors.NameTaken):
        units.add_many(NewUnit("Sofa", UnitKind.DESK), 3)
    assert len(units.list()) == before


def test_prices_of_a_kind_and_of_a_unit_are_told_apart(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    assert units.own_prices(UnitKind.ROOM) == ROOM_GRID
    assert units.own_prices(house.room_a) == ()
    assert units.own_prices(UnitKind.VEHICLE) == ()
    units.set_prices(house.room_a, OWN)
    assert units.own_prices(house.room_a) == units.prices(house.room_a) == OWN
    assert units.prices(house.room_b) == ROOM_GRID
    units.drop_prices(house.room_a)
    assert units.own_prices(house.room_a) == ()
    assert units.prices(house.room_a) == ROOM_GRID


def test_own_prices_are_those_that_hold_today(desk: Desk, house: SmallHouse) -> None:
    units = Units(desk)
    units.set_prices(UnitKind.ROOM, OWN, date(2026, 11, 25))
    assert units.own_prices(UnitKind.ROOM) == ROOM_GRID
    units.set_prices(UnitKind.ROOM, OWN, date(2026, 11, 24))
    assert units.own_prices(UnitKind.ROOM) == OWN


def test_a_plan_that_was_withdrawn_is_sold_again(desk: Desk) -> None:
    describe_place(desk)
    plans = Plans(desk)
    monthly = plans.add(NewPlan(name="Monthly", period=Period.MONTH, price_e4=1_000_000))
    plans.withdraw(monthly)
    with pytest.raises(errors.NotOffered):
        plans.sell(NewSubscription(person(desk), monthly))
    plans.offer_again(monthly)
    assert plans.sell(NewSubscription(person(desk, "Jean"), monthly))
    with pytest.raises(errors.NotFound):
        plans.offer_again(999)


def test_the_newest_copies_without_those_that_are_gone(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    copies = Copies(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    here = copies.make().first
    there = copies.make(stick).first
    assert copies.recent(5) == (there, here)
    assert copies.recent(1) == (there,)
    here.file.unlink()
    there.file.unlink()
    assert copies.recent(5) == (there,), "a stick may be away"
