"""Who is checked in a second time on the same day is a guest of the first: never a second use of the same half-day."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import SmallHouse, advance_to, person

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.i18n import speaking
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.plan.plans import NewPass


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


@pytest.fixture
def maria(services: Services) -> int:
    """With a pass of five days, one of which she uses since 10:47."""
    number = person(services.desk, "Maria", "Roca")
    services.plans.sell_pass(NewPass(party_id=number, name="Book", days=5, price_e4=500_000))
    services.visits.check_in(number)
    return number


def test_the_second_while_the_first_is_here_is_a_guest_and_uses_nothing(services: Services, maria: int) -> None:
    with pytest.raises(errors.AlreadyHere):
        services.visits.check_in(maria)
    guest = services.visits.of(services.visits.guest_of(maria))
    assert (guest.role, guest.host_id, guest.half_days, guest.used, guest.to_pay) == (Role.GUEST, maria, 0, 0, False)
    assert services.plans.left(maria) == 8
    [count] = services.visits.counts(guest.day, guest.day)
    assert (count.members + count.visitors + count.guests, count.guests, count.passers_by) == (2, 1, 0)
    assert Verification(services.desk).run() == ()


def test_each_guest_counts_as_one_more(services: Services, maria: int) -> None:
    for _time in range(3):
        services.visits.guest_of(maria)
    [count] = services.visits.counts(services.visits.here_now()[0].day, services.visits.here_now()[0].day)
    assert count.guests == 3


def test_it_is_the_same_after_the_first_has_left(services: Services, maria: int) -> None:
    services.visits.check_out(maria)
    advance_to(services.desk, datetime(2026, 11, 24, 15))
    services.visits.guest_of(maria)
    assert services.plans.left(maria) == 8
    back = services.visits.check_in(maria)
    assert (back.role, back.half_days, back.used) == (back.role, 0, 0)


def test_the_guest_stands_on_the_evacuation_list_and_leaves_with_the_host(services: Services, maria: int) -> None:
    services.visits.guest_of(maria)
    with speaking("en"):
        here = [line.name for line in services.evacuation.sheet().people]
    assert here == ["Maria Roca", "Guest of Maria Roca"]
    advance_to(services.desk, datetime(2026, 11, 24, 12))
    out = services.visits.check_out(maria)
    assert services.visits.here_now() == ()
    services.visits.undo_check_out(out.id, out.left)
    assert len(services.visits.here_now()) == 2


def test_a_guest_is_taken_back(services: Services, maria: int) -> None:
    services.visits.undo_check_in(services.visits.guest_of(maria))
    assert [row.party_id for row in services.visits.here_now()] == [maria]


def test_nobody_brings_a_guest_on_a_day_they_have_not_come(services: Services, maria: int) -> None:
    advance_to(services.desk, datetime(2026, 11, 25, 10))
    with pytest.raises(errors.NotHere):
        services.visits.guest_of(maria)
