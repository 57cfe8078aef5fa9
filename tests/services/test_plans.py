"""Plans, subscriptions, passes and the ledger."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, describe_place, person
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.plans import Subscription, Visit
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.visit.visits import Visits

TEN_DAYS = NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10)
RESIDENT = NewPlan(name="Resident", period=Period.MONTH, price_e4=2_000_000, basis=Basis.NET)
ROLLING = NewPlan(name="Rolling", period=Period.MONTH, price_e4=0, days_included=2, rolls_over=True)
FEE = NewPlan(name="Membership fee", period=Period.YEAR, price_e4=250_000, membership_fee=True, days_included=0)


@pytest.fixture
def plans(desk: Desk) -> Plans:
    describe_place(desk)
    return Plans(desk)


def charged(desk: Desk) -> list[tuple[date | None, int, int, int]]:
    """`(period start, net, tax, gross)` of every charge."""
    with desk.store.reading() as session:
        rows = session.scalars(select(Charge).order_by(Charge.id))
        return [(c.period_start, c.net_cents, c.tax_cents, c.gross_cents) for c in rows]


def test_the_second_half_of_june_is_half_the_price_and_half_the_days(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(TEN_DAYS), starts=date(2026, 6, 16)))
    assert charged(desk) == [(date(2026, 6, 16), 5000, 1000, 6000)]
    assert plans.left(marie, date(2026, 6, 30)) == 10
    assert plans.left(marie, date(2026, 7, 1)) == 0
    with desk.store.reading() as session:
        charge = session.scalars(select(Charge)).one()
        assert "15" in charge.working
        assert "30" in charge.working
        assert charge.description == "Ten days"


def test_whole_periods_follow_and_none_is_charged_twice(desk: Desk, plans: Plans) -> None:
    plans.sell(NewSubscription(person(desk), plans.add(RESIDENT), starts=date(2026, 9, 10)))
    assert plans.renew_due(date(2026, 11, 30)) == 2
    assert plans.renew_due(date(2026, 11, 30)) == 0
    assert charged(desk) == [
        (date(2026, 9, 10), 14000, 2800, 16800),  # 21 days of 30
        (date(2026, 10, 1), 20000, 4000, 24000),
        (date(2026, 11, 1), 20000, 4000, 24000),
    ]
    assert plans.renew_due(date(2026, 12, 1)) == 1


def test_the_store_itself_refuses_a_period_charged_twice(desk: Desk, plans: Plans) -> None:
    sold = plans.sell(NewSubscription(person(desk), plans.add(RESIDENT), starts=date(2026, 11, 1)))
    with desk.store.writing() as session:
        session.get_one(Subscription, sold).charged_until = date(2026, 11, 1)
    with pytest.raises(Exception, match="UNIQUE"):
        plans.renew_due(date(2026, 11, 30))
    assert len(charged(desk)) == 1


def test_an_ended_subscription_pays_its_last_days_and_no_more(desk: Desk, plans: Plans) -> None:
    sold = plans.sell(NewSubscription(person(desk), plans.add(RESIDENT), starts=date(2026, 11, 1)))
    assert plans.end(sold, date(2026, 12, 10)).ends == date(2026, 12, 10)
    assert plans.renew_due(date(2027, 3, 1)) == 1
    assert charged(desk)[1] == (date(2026, 12, 1), 6452, 1290, 7742)  # 10 days of 31 at 200.00: 64.516
    assert plans.subscriptions(day=date(2026, 12, 11)) == ()
    plans.end(sold, None)
    assert plans.due(date(2026, 12, 11)) == (sold,)


def test_a_subscription_does_not_end_before_it_starts(desk: Desk, plans: Plans) -> None:
    marie, plan = person(desk), plans.add(RESIDENT)
    with pytest.raises(errors.SlotReversed):
        plans.sell(NewSubscription(marie, plan, starts=date(2026, 11, 2), ends=date(2026, 11, 1)))
    sold = plans.sell(NewSubscription(marie, plan, starts=date(2026, 11, 2)))
    with pytest.raises(errors.SlotReversed):
        plans.end(sold, date(2026, 11, 1))


def test_a_membership_fee_is_whole_out_of_vat_and_runs_a_year(desk: Desk, plans: Plans) -> None:
    plans.sell(NewSubscription(person(desk), plans.add(FEE), starts=date(2025, 9, 15)))
    assert plans.renew_due(date(2026, 9, 14)) == 0
    assert plans.renew_due(date(2026, 9, 15)) == 1
    assert charged(desk) == [(date(2025, 9, 15), 2500, 0, 2500), (date(2026, 9, 15), 2500, 0, 2500)]


def test_a_dearer_plan_changes_nothing_that_was_sold(desk: Desk, plans: Plans) -> None:
    plan = plans.add(RESIDENT)
    plans.sell(NewSubscription(person(desk), plan, starts=date(2026, 11, 1)))
    plans.change_price(plan, 3_000_000)
    plans.renew_due(date(2026, 12, 1))
    assert [net for _, net, _, _ in charged(desk)] == [20000, 20000]
    plans.sell(NewSubscription(person(desk, "Paul"), plan, starts=date(2026, 12, 1)))
    assert charged(desk)[2][1] == 30000


def test_a_price_agreed_with_somebody_is_theirs(desk: Desk, plans: Plans) -> None:
    plan = plans.add(RESIDENT)
    plans.sell(NewSubscription(person(desk), plan, starts=date(2026, 11, 1), price_e4=1_500_000))
    assert charged(desk)[0][1] == 15000


def test_a_withdrawn_plan_is_sold_no_more_and_goes_on(desk: Desk, plans: Plans) -> None:
    plan = plans.add(RESIDENT)
    plans.sell(NewSubscription(person(desk), plan, starts=date(2026, 11, 1)))
    plans.withdraw(plan)
    with pytest.raises(errors.NotOffered):
        plans.sell(NewSubscription(person(desk, "Paul"), plan))
    assert plans.renew_due(date(2026, 12, 1)) == 1
    assert plans.list() == ()
    assert [(p.name, p.on_sale) for p in plans.list(withdrawn=True)] == [("Resident", False)]


def test_two_plans_do_not_share_a_name(plans: Plans) -> None:
    plans.add(RESIDENT)
    with pytest.raises(errors.NameTaken):
        plans.add(NewPlan(name="résident", period=Period.YEAR, price_e4=0))


def test_what_is_left_is_gone_at_the_end_of_the_period_unless_it_rolls_over(desk: Desk, plans: Plans) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    plans.sell(NewSubscription(marie, plans.add(TEN_DAYS), starts=date(2026, 10, 1)))
    plans.sell(NewSubscription(paul, plans.add(ROLLING), starts=date(2026, 10, 1)))
    plans.renew_due(date(2026, 11, 1))
    assert plans.left(marie, date(2026, 11, 24)) == 20
    assert plans.left(paul, date(2026, 11, 24)) == 8


def lines_of(plans: Plans, party_id: int) -> list[tuple[str, int, int, date]]:
    """`(reason, half-days, balance after it, first day of the period)` of every line."""
    return [(str(one.reason), one.half_days, one.balance, one.valid_from) for one in plans.explain(party_id)]


OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))


def test_what_rolls_over_leaves_the_old_period_and_enters_the_new_one(desk: Desk, plans: Plans) -> None:
    """Two days a month: 4 half-days of October, 2 of them used, so 2 go to November beside its own 4."""
    advance_to(desk, datetime(2026, 10, 5, 9))
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=OCTOBER))
    Visits(desk).check_in(marie)
    advance_to(desk, datetime(2026, 11, 2, 9))
    assert plans.renew_due(NOVEMBER) == 1
    assert lines_of(plans, marie) == [
        ("period", 4, 4, OCTOBER),
        ("check_in", -2, 2, OCTOBER),
        ("period", 4, 4, NOVEMBER),
        ("carried_over", -2, 0, OCTOBER),
        ("carried_over", 2, 6, NOVEMBER),
    ]
    assert plans.left(marie) == 6
    assert plans.left(marie, date(2026, 10, 31)) == 0
    assert plans.renew_due(NOVEMBER) == plans.carry_over() == 0
    assert len(lines_of(plans, marie)) == 5
    assert Verification(desk).run() == ()


def test_a_period_charged_ahead_is_carried_into_on_its_first_day_and_not_before(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=NOVEMBER))
    plans.renew_due(DECEMBER)
    assert plans.left(marie) == 4
    assert plans.carry_over() == 0
    advance_to(desk, datetime(2026, 11, 30, 9))
    Visits(desk).check_in(marie)
    advance_to(desk, datetime(2026, 12, 1, 9))
    assert plans.left(marie) == 6  # 2 left of November and the 4 of December, though nothing has written it yet
    assert Visits(desk).check_in(marie).used == 2
    assert lines_of(plans, marie) == [
        ("period", 4, 4, NOVEMBER),
        ("period", 4, 4, DECEMBER),
        ("check_in", -2, 2, NOVEMBER),
        ("carried_over", -2, 0, NOVEMBER),
        ("carried_over", 2, 6, DECEMBER),
        ("check_in", -2, 4, DECEMBER),
    ]
    assert plans.left(marie) == 4
    assert Verification(desk).run() == ()


def test_today_counts_what_rolled_over_before_anything_has_written_it(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=NOVEMBER))
    plans.renew_due(DECEMBER)
    advance_to(desk, datetime(2026, 12, 1, 9))
    with desk.store.writing() as session:
        session.add(Visit(party_id=marie, role="member", day=DECEMBER, arrived_at=desk.clock.now(), half_days=0))
    [here] = Today(desk).view().here
    assert here.half_days_left == 8


@pytest.mark.parametrize("together", [True, False])
def test_periods_opened_late_end_with_the_same_balance_as_one_by_one(desk: Desk, plans: Plans, together: bool) -> None:
    """Three months of 4 half-days, none used: 12 in December, whether it was renewed each month or once."""
    advance_to(desk, datetime(2026, 10, 1, 9))
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=OCTOBER))
    for month in (11, 12):
        advance_to(desk, datetime(2026, month, 1, 9))
        if not together or month == 12:
            plans.renew_due(date(2026, month, 1))
    balances = {day: balance for _, _, balance, day in lines_of(plans, marie)}
    assert balances == {OCTOBER: 0, NOVEMBER: 0, DECEMBER: 12}
    assert plans.left(marie) == 12
    assert Verification(desk).run() == ()


def test_a_period_opened_after_the_next_one_still_gives_what_it_had(desk: Desk, plans: Plans) -> None:
    """Another program put the counter on December: November is opened last, and its 4 follow the 4 of October."""
    advance_to(desk, datetime(2026, 12, 2, 9))
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=OCTOBER))
    for counter in (DECEMBER, NOVEMBER):
        with desk.store.writing() as session:
            session.get_one(Subscription, sold).charged_until = counter
        plans.renew(sold, counter)
    assert plans.left(marie) == 12
    assert lines_of(plans, marie) == [
        ("period", 4, 4, OCTOBER),
        ("period", 4, 4, DECEMBER),
        ("carried_over", -4, 0, OCTOBER),
        ("carried_over", 4, 8, DECEMBER),
        ("period", 4, 4, NOVEMBER),
        ("carried_over", -4, 0, NOVEMBER),
        ("carried_over", 4, 12, DECEMBER),
    ]
    assert Verification(desk).run() == ()


def test_a_check_in_undone_after_its_period_follows_into_the_next(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=NOVEMBER))
    visit = Visits(desk).check_in(marie)
    advance_to(desk, datetime(2026, 12, 1, 9))
    plans.renew_due(DECEMBER)
    assert plans.left(marie) == 6
    Visits(desk).undo_check_in(visit.id)
    assert plans.left(marie) == 8
    assert lines_of(plans, marie)[-3:] == [
        ("check_in_undone", 2, 2, NOVEMBER),
        ("carried_over", -2, 0, NOVEMBER),
        ("carried_over", 2, 8, DECEMBER),
    ]
    assert Verification(desk).run() == ()


def test_nothing_rolls_over_when_nothing_follows_or_when_the_plan_does_not_say_so(desk: Desk, plans: Plans) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    plans.sell(NewSubscription(marie, plans.add(ROLLING), starts=NOVEMBER, ends=date(2026, 11, 30)))
    plans.sell(NewSubscription(paul, plans.add(TEN_DAYS), starts=NOVEMBER))
    advance_to(desk, datetime(2026, 12, 1, 9))
    plans.renew_due(DECEMBER)
    assert plans.left(marie) == 0
    assert plans.left(paul) == 20
    assert [reason for reason, *_ in lines_of(plans, marie) + lines_of(plans, paul)] == ["period"] * 3


def test_a_pass_is_charged_once_and_explained_line_by_line(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell_pass(NewPass(party_id=marie, name="Five days", days=5, price_e4=600_000, valid_until=date(2027, 5, 24)))
    assert charged(desk) == [(None, 5000, 1000, 6000)]
    assert plans.left(marie) == 10
    assert plans.left(marie, date(2027, 5, 24)) == 10
    assert plans.left(marie, date(2027, 5, 25)) == 0
    [line] = plans.explain(marie)
    assert (line.name, line.reason, line.half_days, line.balance) == ("Five days", LedgerReason.SOLD, 10, 10)


def test_a_pass_of_nothing_is_not_sold(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    with pytest.raises(errors.MissingFact):
        plans.sell_pass(NewPass(party_id=marie, name="None", days=0, price_e4=0))
    with pytest.raises(errors.SlotReversed):
        plans.sell_pass(NewPass(party_id=marie, name="Old", days=1, price_e4=0, valid_until=date(2026, 11, 23)))
    with pytest.raises(errors.NotFound):
        plans.sell_pass(NewPass(party_id=99, name="Nobody", days=1, price_e4=0))
    assert charged(desk) == []


def test_a_subscription_starts_today_unless_said(desk: Desk, plans: Plans) -> None:
    advance_to(desk, datetime(2026, 11, 30, 9, 0))
    plans.sell(NewSubscription(person(desk), plans.add(RESIDENT)))
    [row] = plans.subscriptions()
    assert (row.starts, row.charged_until, row.party) == (date(2026, 11, 30), date(2026, 12, 1), "Marie Dupont")
    assert charged(desk)[0][1] == 667  # 1 day of 30 at 200.00
