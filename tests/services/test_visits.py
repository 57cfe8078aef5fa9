"""Who comes and goes, and which allowance pays."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, describe_place, person
from sqlalchemy import func, select

from tierslieu_desk import errors
from tierslieu_desk.models.plans import AllowanceEntry
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import Period, Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.visit.visits import DayCount, Visits

TODAY = date(2026, 11, 24)


@pytest.fixture
def visits(desk: Desk) -> Visits:
    describe_place(desk)
    return Visits(desk)


def with_pass(desk: Desk, days: int = 5, until: date | None = None) -> int:
    marie = person(desk)
    Plans(desk).sell_pass(NewPass(party_id=marie, name=f"{days} days", days=days, price_e4=0, valid_until=until))
    return marie


def test_a_morning_arrival_uses_a_day(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk)
    visit = visits.check_in(marie)
    assert (visit.name, visit.arrived, visit.left, visit.half_days, visit.used, visit.to_pay) == (
        "Marie Dupont",
        datetime(2026, 11, 24, 10, 47),
        None,
        2,
        2,
        False,
    )
    assert Plans(desk).left(marie) == 8


def test_an_afternoon_arrival_uses_half_a_day(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk)
    advance_to(desk, datetime(2026, 11, 24, 13, 5))
    assert visits.check_in(marie).used == 1
    assert Plans(desk).left(marie) == 9


def test_coming_back_after_lunch_costs_no_third_half(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk)
    visits.check_in(marie)
    visits.check_out(marie)
    advance_to(desk, datetime(2026, 11, 24, 14, 0))
    again = visits.check_in(marie)
    assert (again.half_days, again.used, again.to_pay) == (0, 0, False)
    assert Plans(desk).left(marie) == 8


def test_nobody_is_turned_away_when_nothing_is_left(desk: Desk, visits: Visits) -> None:
    marie, paul = with_pass(desk, days=1), person(desk, "Paul")
    visits.check_in(marie)
    advance_to(desk, datetime(2026, 11, 25, 9, 0))
    second = visits.check_in(marie)
    assert (second.half_days, second.used, second.to_pay) == (2, 0, True)
    assert visits.check_in(paul).to_pay
    assert Plans(desk).left(marie) == 0


def test_the_soonest_to_expire_pays_and_the_rest_comes_from_the_next(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk, days=5)
    plans = Plans(desk)
    plans.sell_pass(NewPass(party_id=marie, name="Soon", days=1, price_e4=0, valid_until=date(2026, 11, 30)))
    visits.check_in(marie, half_days=1)
    visits.check_out(marie)
    advance_to(desk, datetime(2026, 11, 25, 9, 0))
    visits.check_in(marie)
    lines = [(line.name, line.half_days, line.balance) for line in plans.explain(marie)]
    assert lines == [("5 days", 10, 10), ("Soon", 2, 2), ("Soon", -1, 1), ("Soon", -1, 0), ("5 days", -1, 9)]


def test_a_subscription_without_limit_pays_for_every_day_but_a_fee_does_not(desk: Desk, visits: Visits) -> None:
    plans = Plans(desk)
    resident = plans.add(NewPlan(name="Resident", period=Period.MONTH, price_e4=2_000_000))
    fee = plans.add(NewPlan(name="Fee", period=Period.YEAR, price_e4=250_000, membership_fee=True))
    marie, paul = with_pass(desk), person(desk, "Paul")
    plans.sell(NewSubscription(marie, resident, starts=date(2026, 11, 1)))
    plans.sell(NewSubscription(paul, fee, starts=date(2026, 11, 1)))
    visit = visits.check_in(marie)
    assert (visit.used, visit.to_pay) == (0, False)
    assert plans.left(marie) == 10
    assert visits.check_in(paul).to_pay


def test_a_second_check_in_while_here_is_told_since_when(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk)
    visits.check_in(marie)
    advance_to(desk, datetime(2026, 11, 24, 11, 30))
    with pytest.raises(errors.AlreadyHere) as here:
        visits.check_in(marie)
    assert (here.value.name, here.value.since) == ("Marie Dupont", datetime(2026, 11, 24, 10, 47))
    assert Plans(desk).left(marie) == 8


def test_who_left_is_here_no_more(desk: Desk, visits: Visits) -> None:
    marie, paul = person(desk), person(desk, "Paul", role=Role.GUEST)
    visits.check_in(marie)
    advance_to(desk, datetime(2026, 11, 24, 11, 0))
    visits.check_in(paul)
    assert [(v.name, v.role) for v in visits.here_now()] == [("Marie Dupont", Role.MEMBER), ("Paul Dupont", Role.GUEST)]
    out = visits.check_out(marie)
    assert (out.left, out.closed) == (datetime(2026, 11, 24, 11, 0), False)
    assert [v.name for v in visits.here_now()] == ["Paul Dupont"]
    with pytest.raises(errors.NotHere):
        visits.check_out(marie)
    assert visits.undo_check_out(out.id, out.left).left is None
    assert len(visits.here_now()) == 2


def test_a_check_out_is_not_undone_when_they_came_back_since(desk: Desk, visits: Visits) -> None:
    marie = person(desk)
    visits.check_in(marie)
    out = visits.check_out(marie)
    visits.check_in(marie)
    with pytest.raises(errors.AlreadyHere):
        visits.undo_check_out(out.id, out.left)


def test_a_later_check_out_is_not_undone_in_the_place_of_the_one_seen(desk: Desk, visits: Visits) -> None:
    marie = person(desk)
    visits.check_in(marie)
    seen = visits.check_out(marie)
    visits.undo_check_out(seen.id, seen.left)
    advance_to(desk, datetime(2026, 11, 24, 11, 30))
    visits.check_out(marie)
    with pytest.raises(errors.ChangedMeanwhile):
        visits.undo_check_out(seen.id, seen.left)
    assert visits.here_now() == ()


def test_a_forgotten_check_out_is_closed_at_closing_time_when_read(desk: Desk, visits: Visits) -> None:
    marie = person(desk)
    visits.check_in(marie)
    advance_to(desk, datetime(2026, 11, 24, 19, 59))
    assert len(visits.here_now()) == 1
    advance_to(desk, datetime(2026, 11, 24, 20, 0))
    assert visits.here_now() == ()
    [visit] = visits.of_day(TODAY)
    assert (visit.left, visit.closed) == (datetime(2026, 11, 24, 20, 0), True)
    advance_to(desk, datetime(2026, 11, 25, 9, 0))
    assert visits.check_in(marie).day == date(2026, 11, 25)
    assert [v.left for v in visits.of_person(marie)] == [None, datetime(2026, 11, 24, 20, 0)]


def test_who_comes_after_closing_stays_until_midnight(desk: Desk, visits: Visits) -> None:
    marie = person(desk)
    advance_to(desk, datetime(2026, 11, 24, 21, 0))
    visits.check_in(marie)
    assert len(visits.here_now()) == 1
    advance_to(desk, datetime(2026, 11, 25, 0, 0))
    assert visits.here_now() == ()
    assert visits.of_day(TODAY)[0].left == datetime(2026, 11, 25, 0, 0)


def test_an_undone_check_in_gives_back_by_an_opposite_line(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk)
    visit = visits.check_in(marie)
    visits.undo_check_in(visit.id)
    plans = Plans(desk)
    assert [(line.reason, line.half_days, line.balance) for line in plans.explain(marie)] == [
        (LedgerReason.SOLD, 10, 10),
        (LedgerReason.CHECK_IN, -2, 8),
        (LedgerReason.CHECK_IN_UNDONE, 2, 10),
    ]
    assert visits.here_now() == visits.of_day() == visits.counts(TODAY, TODAY) == ()
    with pytest.raises(errors.NotFound):
        visits.undo_check_in(visit.id)
    assert plans.left(marie) == 10
    assert visits.check_in(marie).used == 2


def test_the_last_balance_is_the_sum_of_the_lines(desk: Desk, visits: Visits) -> None:
    marie = with_pass(desk, days=2)
    for day in (24, 25, 26):
        advance_to(desk, datetime(2026, 11, day, 9, 0))
        visit = visits.check_in(marie)
        if day == 25:
            visits.undo_check_in(visit.id)
    with desk.store.reading() as session:
        total = session.scalar(select(func.sum(AllowanceEntry.half_days)))
    assert total == Plans(desk).left(marie) == 0


def test_days_are_counted_by_kind_of_people(desk: Desk, visits: Visits) -> None:
    marie, paul = person(desk), person(desk, "Paul", role=Role.VISITOR)
    visits.check_in(marie)
    visits.check_out(marie)
    visits.check_in(marie)
    visits.check_in(paul, half_days=1)
    gone = visits.passer_by()
    visits.passer_by()
    visits.undo_check_in(gone)
    advance_to(desk, datetime(2026, 11, 25, 9, 0))
    visits.passer_by()
    assert visits.counts(TODAY, date(2026, 11, 25)) == (
        DayCount(TODAY, members=1, guests=0, visitors=1, passers_by=1, half_days=3),
        DayCount(date(2026, 11, 25), members=0, guests=0, visitors=0, passers_by=1, half_days=0),
    )
    assert visits.counts(TODAY, TODAY)[0].total == 3
    assert [v.name for v in visits.here_now()] == []


def test_nobody_unknown_is_checked_in(desk: Desk, visits: Visits) -> None:
    with pytest.raises(errors.NotFound):
        visits.check_in(99)
    with pytest.raises(errors.NotFound):
        visits.check_out(99)
