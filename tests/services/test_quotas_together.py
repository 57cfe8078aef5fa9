"""What a plan lets people have is counted as it will be, when several of their bookings change places at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from builders import open_desk, person, settled, slot

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription

DAY = timedelta(days=1)


@pytest.fixture
def services(tmp_path) -> Iterator[Services]:
    with open_desk(tmp_path / "desk", store_file=settled()[0]) as desk:
        yield Services(desk)


@pytest.fixture
def marie(services: Services) -> int:
    """She may have one room a day."""
    plan = services.plans.add(NewPlan(name="One room a day", period=Period.MONTH, price_e4=0))
    services.plan_quotas.keep(plan, [Quota(plan, "", UnitKind.ROOM, Span("day"), None, 1)])
    number = person(services.desk)
    services.plans.sell(NewSubscription(number, plan, starts=date(2026, 11, 1)))
    return number


def book(services: Services, unit: int, who: int, day: str, begins: str = "09:00", ends: str = "10:00") -> int:
    return services.bookings.book(NewBooking(unit, who, slot(begins, ends, day))).id


def test_two_days_move_on_by_one_each_into_the_day_the_other_leaves(services: Services, marie: int) -> None:
    room = settled()[1].room_a
    both = [book(services, room, marie, day) for day in ("2026-11-25", "2026-11-26")]
    services.several_bookings.move(both, DAY)
    assert [f"{row.slot.start:%d}" for row in services.bookings.several(both)] == ["26", "27"]


def test_a_room_and_a_desk_of_one_person_are_swapped_though_for_a_moment_they_would_have_two_rooms(
    services: Services, marie: int
) -> None:
    house = settled()[1]
    room = book(services, house.room_a, marie, "2026-11-25")
    booth = book(services, house.booth, marie, "2026-11-25", "14:00", "15:00")
    services.bookings.swap(booth, room)
    assert services.bookings.get(room).unit_id == house.booth
    assert services.bookings.get(booth).unit_id == house.room_a


def test_where_the_day_they_move_to_has_one_already_they_are_refused(services: Services, marie: int) -> None:
    room = settled()[1].room_a
    one, _other = (book(services, room, marie, day) for day in ("2026-11-25", "2026-11-26"))
    with pytest.raises(errors.QuotaTimes):
        services.several_bookings.move([one], DAY)
