"""A search for a free space honours what refuses a booking: plans, lead times, and hours that have no price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person, slot

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.vocabulary import Period, UnitKind, VatCategory
from tierslieu_desk.services.booking.free_search import SpaceWish
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription

WEDNESDAY = date(2026, 11, 25)
ALL_WEEK = frozenset(range(7))


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    advance_to(desk, datetime(2026, 11, 24, 10, 10))
    return Services(desk)


def deepen(services: Services, unit_id: int, **depth: object) -> None:
    row, seen = services.units.get(unit_id), services.unit_depths.of(unit_id)
    new = NewUnit(row.name, row.kind, row.seats, group=row.group)
    services.unit_depths.describe(row, seen, new, replace(seen, **depth))


def starts(services: Services, unit: str, **facts: object) -> list[str]:
    wish = SpaceWish(first=WEDNESDAY, last=WEDNESDAY, **facts)  # type: ignore[arg-type]
    return [f"{one.slot.start:%H:%M}" for one in services.free_spaces.search(wish).spaces if one.unit == unit]


def test_what_is_kept_for_a_plan_is_found_for_who_has_it_and_for_nobody_else(
    services: Services, house: SmallHouse
) -> None:
    marie, luc = person(services.desk), person(services.desk, "Luc", "Petit")
    lab = services.plans.add(NewPlan(name="Fab lab", period=Period.MONTH, price_e4=0))
    services.plans.sell(NewSubscription(marie, lab, starts=date(2026, 11, 1)))
    deepen(services, house.booth, plans=frozenset({lab}))
    assert starts(services, "Booth", party_id=marie) == ["08:00"]
    assert starts(services, "Booth", party_id=luc) == []
    assert starts(services, "Booth") == []
    wish = SpaceWish(first=WEDNESDAY, last=WEDNESDAY, kind=UnitKind.BOOTH)
    (why,) = services.free_spaces.why_not(wish).why
    assert isinstance(why.refusal, errors.PlanNeeded)


def test_a_space_is_found_from_the_first_half_hour_on_for_which_it_may_still_be_asked(
    services: Services, house: SmallHouse
) -> None:
    """It is 10:10 on Tuesday, and Room A is booked a day before: from 10:30 on Wednesday."""
    deepen(services, house.room_a, limits=Limits(lead=24 * 60))
    assert starts(services, "Room A") == ["10:30"]


def test_a_time_that_has_no_price_is_not_found(services: Services, house: SmallHouse) -> None:
    """Only the evening has a price: nothing of it is given away in the morning."""
    evening = PriceStep("evening", 120, 300_000, Basis.GROSS, VatCategory.STANDARD, Window(ALL_WEEK, 18 * 60, 120))
    services.units.set_prices(house.room_a, (evening,))
    marie = person(services.desk)
    for space in services.free_spaces.search(SpaceWish(WEDNESDAY, WEDNESDAY, party_id=marie)).spaces:
        assert not space.price.holes, space.unit
    assert isinstance(services.bookings.look(house.room_a, slot("09:00", "10:00"), marie).refusal, errors.NoPriceThen)


def test_what_may_go_along_is_refused_to_who_may_not_book_it(services: Services, house: SmallHouse) -> None:
    marie = person(services.desk)
    lab = services.plans.add(NewPlan(name="Fab lab", period=Period.MONTH, price_e4=0))
    projector = services.units.add(NewUnit("Projector", UnitKind.TOOL, shelf="A"))
    row, seen = services.units.get(projector), services.unit_depths.of(projector)
    new = NewUnit(row.name, row.kind, row.seats, shelf=row.shelf)
    services.unit_depths.describe(row, seen, new, replace(seen, plans=frozenset({lab})))
    (tool,) = [one for one in services.kits.tools(slot("09:00", "10:00"), marie) if one.unit_id == projector]
    assert isinstance(tool.refusal, errors.PlanNeeded)
