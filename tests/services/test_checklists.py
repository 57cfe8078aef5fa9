"""Things to do when somebody begins and when they leave: they come up by themselves and stay until they are done."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.checklists import ListKind, Template
from tierslieu_desk.rules.vocabulary import Became, Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.services.plan.subscriptions import When

BEGIN, LEAVE = ListKind


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    """A place with a monthly desk (1), a locker (2) and a membership fee (3), and lists for both ends."""
    made = Services(desk)
    made.plans.add(NewPlan(name="Monthly desk", period=Period.MONTH, price_e4=1_000_000))
    made.plans.add(NewPlan(name="Locker", period=Period.MONTH, price_e4=100_000))
    made.plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
    made.checklists.set_templates(
        [
            Template(BEGIN, "Give the key"),
            Template(BEGIN, "Show the locker", 2),
            Template(LEAVE, "Key back"),
            Template(LEAVE, "Empty the locker", 2),
        ]
    )
    return made


def things(services: Services, party: int) -> list[tuple[str, date, bool]]:
    """What there is of somebody: what, when, and whether it is done."""
    return [(one.text, one.due, one.done_on is not None) for one in services.checklists.of(party)]


def test_the_first_subscription_brings_what_is_for_everybody_and_each_plan_its_own(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 1, date(2026, 12, 1)))
    assert things(services, maria) == [("Give the key", date(2026, 12, 1), False)]
    services.plans.sell(NewSubscription(maria, 2, date(2026, 12, 5)))
    services.plans.sell(NewSubscription(maria, 1, date(2027, 1, 1)))
    assert things(services, maria) == [
        ("Give the key", date(2026, 12, 1), False),
        ("Show the locker", date(2026, 12, 5), False),
    ]


def test_who_leaves_has_things_to_give_back_that_stay_open_after_they_have_left(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    desk, locker = (services.plans.sell(NewSubscription(maria, plan, date(2026, 11, 1))) for plan in (1, 2))
    services.plans.end(locker, date(2026, 11, 25))
    assert [one.text for one in services.checklists.of(maria) if one.kind is LEAVE] == [], "the desk goes on"
    services.plans.end(desk, date(2026, 11, 30))
    assert [(row.name, row.kind, row.count) for row in services.checklists.waiting()] == [("Maria Roca", BEGIN, 2)]
    advance_to(services.desk, datetime(2027, 3, 1, 9, 0))
    leaving = services.checklists.waiting()[0]
    assert (leaving.name, leaving.kind, leaving.count, leaving.what) == (
        "Maria Roca",
        LEAVE,
        2,
        "Key back, Empty the locker",
    )


def test_another_last_day_moves_what_is_open_and_going_on_takes_it_away(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    desk = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 1)))
    services.plans.end(desk, date(2026, 11, 30))
    services.plans.end(desk, date(2026, 12, 31))
    assert ("Key back", date(2026, 12, 31), False) in things(services, maria)
    services.plans.end(desk, None)
    assert things(services, maria) == [("Give the key", date(2026, 11, 1), False)]


def test_what_was_given_back_is_not_asked_for_again(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    desk = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 1)))
    services.plans.end(desk, date(2026, 11, 24))
    key = next(one for one in services.checklists.of(maria) if one.text == "Key back")
    ticked = services.checklists.tick(key.id)
    assert (ticked.done_on, ticked.done_by) == (date(2026, 11, 24), "Camille")
    with pytest.raises(errors.AlreadyDone):
        services.checklists.tick(key.id)
    services.people.retire(maria)
    assert [one[0] for one in things(services, maria) if not one[2]] == ["Give the key"]
    services.checklists.untick(key.id)
    assert ("Key back", date(2026, 11, 24), False) in things(services, maria)


def test_a_membership_fee_that_runs_on_keeps_no_key(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 3, date(2026, 11, 1)))
    desk = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 1)))
    services.plans.end(desk, date(2026, 11, 30))
    assert ("Key back", date(2026, 11, 30), False) in things(services, maria)


def test_who_is_taken_out_of_the_files_gives_back_too_and_whoever_is_put_back_does_not(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.people.retire(maria)
    assert things(services, maria) == [("Key back", date(2026, 11, 24), False)]
    services.people.restore(maria)
    assert things(services, maria) == []


def test_a_sale_taken_back_takes_what_came_up_with_it(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    desk = services.plans.sell(NewSubscription(maria, 1, date(2026, 12, 1)))
    services.sales.take_back(desk, services.plans.subscription(desk).version)
    assert things(services, maria) == []


def test_a_change_of_plan_taken_back_takes_what_was_to_be_given_back(services: Services) -> None:
    """Changed for the locker from today on and back: she stays, so nothing is to do for leaving."""
    maria = person(services.desk, "Maria", "Roca")
    sold = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 1)))
    before = things(services, maria)
    changed = services.subscriptions.change_plan(sold, 2, When.NOW)
    services.subscriptions.take_back_change(changed)
    assert things(services, maria) == before == [("Give the key", date(2026, 11, 1), False)]


def test_other_lists_change_nothing_of_what_has_come_up(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 1, date(2026, 12, 1)))
    services.checklists.set_templates([Template(BEGIN, "  Badge  "), Template(BEGIN, "Badge"), Template(BEGIN, " ")])
    assert services.checklists.templates() == (Template(BEGIN, "Badge"),)
    assert things(services, maria) == [("Give the key", date(2026, 12, 1), False)]


def test_a_line_of_a_list_is_a_line(services: Services) -> None:
    before = services.checklists.templates()
    with pytest.raises(errors.TextTooLong):
        services.checklists.set_templates([Template(LEAVE, "a" * 121)])
    assert services.checklists.templates() == before


def test_whose_leaving_is_told_with_what_became_of_them_has_things_to_give_back_too(services: Services) -> None:
    maria = person(services.desk, "Maria", "Roca")
    services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 1)))
    left = services.person_facts.became(maria, Became.JOB, services.desk.clock.today())
    told = [one.text for one in services.checklists.of(maria) if one.kind is LEAVE]
    services.person_facts.not_left(maria, left)
    assert [one.text for one in services.checklists.of(maria) if one.kind is LEAVE] == []
    services.people.retire(maria)
    assert told == [one.text for one in services.checklists.of(maria) if one.kind is LEAVE] != []
