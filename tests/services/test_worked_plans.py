"""The stories worked out by hand, told to the services day by day; and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from builders import advance_to, describe_place, organisation, person
from rules import worked_plans as worked
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.money import Charge
from tierslieu_desk.models.people import Party
from tierslieu_desk.rules.vocabulary import Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoice_rows import Tickets
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.plan.passes import Passes
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.plan.subscriptions import Notice, Subscriptions, When
from tierslieu_desk.services.visit.visits import Visits

STORIES = {what: expected for _rule, what, expected in worked.STORIES}
TOLD: set[str] = set()
MONTHLY = NewPlan(name="Monthly", period=Period.MONTH, price_e4=600_000, days_included=10)
DEARER = NewPlan(name="Dearer", period=Period.MONTH, price_e4=1_200_000, days_included=20)
WEEK = {"name": "A week", "days": 0, "runs_days": 7, "price_e4": 500_000}
TEN = {"name": "Ten", "days": 5, "price_e4": 700_000}
JUNE, MID_JUNE, JULY = date(2026, 6, 1), date(2026, 6, 16), date(2026, 7, 1)


def expected(what: str):
    TOLD.add(what)
    return STORIES[what]


@pytest.fixture
def plans(desk: Desk):
    describe_place(desk)
    yield Plans(desk)
    assert Verification(desk).run() == ()


@pytest.fixture
def running(desk: Desk) -> Subscriptions:
    return Subscriptions(desk)


@pytest.fixture
def passes(desk: Desk) -> Passes:
    return Passes(desk)


def charged(desk: Desk) -> list[int]:
    with desk.store.reading() as session:
        return list(session.scalars(select(Charge.gross_cents).order_by(Charge.supplied_on, Charge.id)))


def invoiced(desk: Desk, party_id: int) -> int:
    """Everything they owe up to today, on one invoice; its number."""
    with desk.store.writing() as session:
        session.get_one(Party, party_id).street = "3 rue Basse"
        session.get_one(Party, party_id).postcode, session.get_one(Party, party_id).city = "09500", "Mirepoix"
    (issued,) = Invoices(desk, Papers(desk.store.folder)).issue(party_id, desk.clock.today())
    return issued.id


def at(desk: Desk, text: str) -> None:
    advance_to(desk, datetime.fromisoformat(text))


# --- passes ----------------------------------------------------------------------------------------------------------


def test_a_pass_lasts_from_its_first_check_in(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie = person(desk)
    plans.sell_pass(NewPass(party_id=marie, **WEEK))
    visit = Visits(desk).check_in(marie)
    assert plans.left(marie) == expected("week begun")
    assert [row.valid_until for row in passes.of(marie)] == [date(2026, 11, 30)]
    assert plans.left(marie, date(2026, 12, 1)) == 0
    Visits(desk).undo_check_in(visit.id)
    [whole] = passes.of(marie)
    assert (whole.half_days, whole.valid_until) == expected("week begun and undone")


def test_a_pass_that_begins_late_runs_all_its_days_and_one_that_never_begins_runs_out(
    desk: Desk, plans: Plans, passes: Passes
) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    for who in (marie, paul):
        plans.sell_pass(NewPass(party_id=who, valid_until=date(2026, 11, 30), **WEEK))
    at(desk, "2026-11-28 10:00")
    Visits(desk).check_in(marie)
    assert passes.of(marie)[0].valid_until == expected("week begun late")
    at(desk, "2026-12-01 10:00")
    assert plans.left(paul) == expected("week never begun")
    assert Visits(desk).check_in(marie).used == 2
    assert Visits(desk).check_in(paul).to_pay


def test_a_transfer_takes_what_is_left_and_is_taken_back_whole(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    ends = date(2026, 12, 31)
    sold = plans.sell_pass(NewPass(party_id=marie, valid_until=ends, **TEN))
    Visits(desk).check_in(marie)
    Visits(desk).check_out(marie)
    at(desk, "2026-11-25 14:00")
    Visits(desk).check_in(marie)
    handed = passes.transfer(sold, paul)
    assert (plans.left(marie), plans.left(paul)) == expected("transfer")
    assert passes.of(paul)[0].valid_until == ends
    assert [str(line.reason) for line in plans.explain(paul)] == ["transferred"]
    with pytest.raises(errors.NothingLeft):
        passes.transfer(sold, person(desk, "Luc"))
    passes.take_back_transfer(handed)
    assert (plans.left(marie), plans.left(paul)) == (7, 0)


def test_what_was_used_of_a_transfer_is_not_taken_back(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    handed = passes.transfer(plans.sell_pass(NewPass(party_id=marie, **TEN)), paul)
    Visits(desk).check_in(paul)
    with pytest.raises(errors.AllowanceUsed):
        passes.take_back_transfer(handed)
    assert (plans.left(marie), plans.left(paul)) == (0, 8)


def test_a_week_that_has_begun_goes_on_in_other_hands(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    sold = plans.sell_pass(NewPass(party_id=marie, **WEEK))
    Visits(desk).check_in(marie)
    passes.transfer(sold, paul)
    at(desk, "2026-11-26 10:00")
    Visits(desk).check_in(paul)
    assert [(row.half_days, row.valid_until) for row in passes.of(paul)] == [(10, date(2026, 11, 30))]


def test_a_pass_is_not_handed_to_who_has_it(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie = person(desk)
    sold = plans.sell_pass(NewPass(party_id=marie, **TEN))
    with pytest.raises(errors.TransferToOneself):
        passes.transfer(sold, marie)
    with pytest.raises(errors.NotFound):
        passes.transfer(sold, 99)
    assert plans.left(marie) == 10


def test_a_gift_is_paid_by_one_and_used_by_another_once(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    [gift] = passes.gifts()
    assert (gift.giver, gift.half_days, charged(desk)) == ("Marie Dupont", 10, [7000])
    assert plans.left(marie) == 0
    handed = passes.redeem(f" {gift.code[:4].lower()} {gift.code[4:]} ", paul)
    assert (plans.left(marie), plans.left(paul)) == expected("gift")
    assert passes.gifts() == ()
    with pytest.raises(errors.UnknownGift):
        passes.redeem(gift.code, marie)
    passes.take_back_redeemed(handed)
    assert (plans.left(paul), passes.gifts()) == (0, (gift,))
    passes.redeem(gift.code, paul)
    assert plans.left(paul) == 10


def test_a_gift_that_was_given_is_not_unsold_and_one_that_was_unsold_is_not_given(
    desk: Desk, plans: Plans, passes: Passes
) -> None:
    marie = person(desk)
    first, second = (plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN)) for _time in range(2))
    codes = {gift.pass_id: gift.code for gift in passes.gifts(marie)}
    passes.redeem(codes[first], person(desk, "Paul"))
    with pytest.raises(errors.AllowanceUsed):
        Sales(desk).take_back_pass(first)
    Sales(desk).take_back_pass(second)
    for code in (codes[second], "", "NOSUCH"):
        with pytest.raises(errors.UnknownGift):
            passes.redeem(code, marie)
    assert charged(desk) == [7000]


def test_a_gift_whose_invoice_was_credited_is_given_to_nobody(desk: Desk, plans: Plans, passes: Passes) -> None:
    marie = person(desk)
    plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    Invoices(desk, Papers(desk.store.folder)).credit(invoiced(desk, marie))
    assert passes.gifts() == ()


def test_crediting_a_pass_that_was_handed_on_takes_it_back_from_whoever_has_it_now(
    desk: Desk, plans: Plans, passes: Passes
) -> None:
    """Ten half-days: Marie uses 2, Paul 2, and Luc, who has the 6 that are left, loses them."""
    marie, paul, luc = person(desk), person(desk, "Paul"), person(desk, "Luc")
    sold = plans.sell_pass(NewPass(party_id=marie, **TEN))
    Visits(desk).check_in(marie)
    handed = passes.transfer(sold, paul)
    Visits(desk).check_in(paul)
    passes.transfer(handed.new_id, luc)
    number, invoices = invoiced(desk, marie), Invoices(desk, Papers(desk.store.folder))
    assert invoices.tickets_of(number) == Tickets(6, 4)
    invoices.credit(number)
    assert [plans.left(one) for one in (marie, paul, luc)] == [0, 0, 0]
    assert [(str(line.reason), line.half_days) for line in plans.explain(luc)][-1:] == [("sale_undone", -6)]
    assert Verification(desk).run() == ()


def test_crediting_a_gift_takes_back_what_whoever_brought_its_code_has_left(
    desk: Desk, plans: Plans, passes: Passes
) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    plans.sell_pass(NewPass(party_id=marie, gift=True, **TEN))
    passes.redeem(passes.gifts()[0].code, paul)
    Visits(desk).check_in(paul)
    number, invoices = invoiced(desk, marie), Invoices(desk, Papers(desk.store.folder))
    assert invoices.tickets_of(number) == Tickets(8, 2)
    invoices.credit(number)
    assert plans.left(paul) == 0


def test_an_evening_pass_pays_evenings_and_leaves_the_morning_to_be_paid(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell_pass(NewPass(party_id=marie, name="Evenings", days=5, price_e4=0, window=(17 * 60, 24 * 60)))
    morning = Visits(desk).check_in(marie)
    assert (morning.used, morning.to_pay) == (0, True)
    Visits(desk).undo_check_in(morning.id)
    at(desk, "2026-11-24 17:00")
    assert Visits(desk).check_in(marie).used == 1


def test_a_pass_for_evenings_sold_in_the_evening_does_not_pay_the_morning_before(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    Visits(desk).check_in(marie)
    at(desk, "2026-11-24 18:00")
    plans.sell_pass(NewPass(party_id=marie, name="Evenings", days=5, price_e4=0, window=(17 * 60, 24 * 60)))
    assert plans.left(marie) == 10


def test_a_coworker_from_another_place_is_charged_nothing_until_the_pass_expires(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    ends = date(2026, 11, 25)
    plans.sell_pass(
        NewPass(party_id=marie, name="Visit", days=3, price_e4=150_000, valid_until=ends, home_place="La Mêlée")
    )
    assert charged(desk) == []
    assert [str(line.reason) for line in plans.explain(marie)] == ["visiting"]
    assert not Visits(desk).check_in(marie).to_pay
    at(desk, "2026-11-26 10:00")
    assert Visits(desk).check_in(marie).to_pay


def test_what_a_company_shares_serves_its_members_after_their_own(desk: Desk, plans: Plans) -> None:
    company, marie, paul, luc = organisation(desk), person(desk), person(desk, "Paul"), person(desk, "Luc")
    for who in (marie, paul):
        People(desk).affiliate(who, company)
    plans.sell_pass(NewPass(party_id=company, name="Company", days=5, price_e4=0, shared=True))
    assert (plans.left(marie), plans.left(paul), plans.left(luc)) == (10, 10, 0)
    Visits(desk).check_in(marie)
    assert (plans.left(marie), plans.left(paul)) == expected("shared")
    assert [row.half_days_left for row in Today(desk).view().here] == [8]
    own = plans.sell_pass(NewPass(party_id=paul, name="Own", days=1, price_e4=0))
    Visits(desk).check_in(paul)
    assert plans.left(marie) == 8
    lines = [(line.name, line.owner, line.visitor, line.half_days) for line in plans.explain(paul)]
    assert lines == [
        ("Company", "Pyrène Conseil", "", 10),
        ("Company", "Pyrène Conseil", "Marie Dupont", -2),
        ("Own", "", "", 2),
        ("Own", "", "", -2),
    ]
    assert own


def test_a_company_that_comes_as_it_likes_lets_its_members_come_as_they_like(desk: Desk, plans: Plans) -> None:
    company, marie, paul = organisation(desk), person(desk), person(desk, "Paul")
    People(desk).affiliate(marie, company)
    plan = plans.add(replace(MONTHLY, days_included=None, shared=True))
    plans.sell(NewSubscription(company, plan))
    assert not Visits(desk).check_in(marie).to_pay
    assert Visits(desk).check_in(paul).to_pay
    assert [row.to_pay for row in Today(desk).view().here] == [0, 2]


def test_what_a_company_shares_rolls_over_for_its_members(desk: Desk, plans: Plans) -> None:
    company, marie = organisation(desk), person(desk)
    People(desk).affiliate(marie, company)
    plan = plans.add(replace(MONTHLY, days_included=2, rolls_over=True, shared=True))
    plans.sell(NewSubscription(company, plan, date(2026, 11, 1)))
    plans.renew_due(date(2026, 12, 1))
    at(desk, "2026-12-01 09:00")
    assert plans.left(marie) == 8
    Visits(desk).check_in(marie)
    assert plans.left(marie) == plans.left(company) == 6


@pytest.mark.parametrize("free", [True, False])
def test_the_first_visit_is_free_where_the_place_says_so(desk: Desk, plans: Plans, free: bool) -> None:
    plans.set_first_visit_free(free)
    assert plans.first_visit_free() is free
    marie = person(desk)
    assert Visits(desk).check_in(marie).to_pay is not free
    Visits(desk).check_out(marie)
    at(desk, "2026-11-25 10:00")
    assert Visits(desk).check_in(marie).to_pay


# --- plans -----------------------------------------------------------------------------------------------------------


def test_who_has_little_pays_the_solidarity_price(desk: Desk, plans: Plans) -> None:
    plan = plans.add(replace(DEARER, solidarity_e4=800_000))
    [row] = plans.list()
    plans.sell(NewSubscription(person(desk), plan, MID_JUNE, price_e4=row.solidarity_e4))
    assert charged(desk) == [expected("solidarity")]


def test_people_pay_what_they_like_from_a_least_price_on(desk: Desk, plans: Plans) -> None:
    plan, marie = plans.add(replace(DEARER, floor_e4=100_000)), person(desk)
    taken, refused = expected("floor")
    for sell in (plans.sell, Sales(desk).offer):
        with pytest.raises(errors.PriceBelowFloor):
            sell(NewSubscription(marie, plan, JUNE, price_e4=refused * 100))
    assert charged(desk) == []
    plans.sell(NewSubscription(marie, plan, JUNE, price_e4=taken * 100))
    assert charged(desk) == [1000]


def test_a_least_price_above_the_usual_one_is_refused(plans: Plans) -> None:
    with pytest.raises(errors.FloorAbovePrice):
        plans.add(replace(MONTHLY, floor_e4=600_100))
    assert plans.list() == ()
    plan = plans.add(replace(MONTHLY, floor_e4=600_000))
    with pytest.raises(errors.FloorAbovePrice):
        plans.change(plan, replace(MONTHLY, floor_e4=700_000))


def test_signing_up_is_asked_once_of_the_same_person(desk: Desk, plans: Plans) -> None:
    plan, marie = plans.add(replace(MONTHLY, signup_fee_e4=300_000)), person(desk)
    first, again = expected("sign-up")
    assert Sales(desk).offer(NewSubscription(marie, plan, JUNE)).signup_cents == first
    sold = plans.sell(NewSubscription(marie, plan, JUNE, date(2026, 6, 30)))
    assert charged(desk) == [6000, first]
    assert Sales(desk).offer(NewSubscription(marie, plan, JULY)).signup_cents == again
    plans.sell(NewSubscription(marie, plan, JULY))
    assert charged(desk) == [6000, first, 6000]
    Sales(desk).take_back(sold, plans.subscription(sold).version)
    assert charged(desk) == [6000]


def test_a_plan_is_changed_for_who_comes_next_and_changed_back(desk: Desk, plans: Plans) -> None:
    plan = plans.add(MONTHLY)
    sold = plans.sell(NewSubscription(person(desk), plan, JUNE))
    was = plans.change(plan, replace(MONTHLY, name="Monthly 2027", price_e4=900_000, days_included=12))
    assert was == MONTHLY
    assert (plans.subscription(sold).name, plans.subscription(sold).days_included) == ("Monthly", 10)
    plans.change(plan, was)
    [row] = plans.list()
    assert (row.name, row.price_e4) == ("Monthly", 600_000)


def test_a_plan_somebody_has_or_had_is_not_removed_and_another_one_is(desk: Desk, plans: Plans) -> None:
    plan, other = plans.add(MONTHLY), plans.add(DEARER)
    plans.sell(NewSubscription(person(desk), plan, JUNE, date(2026, 6, 30)))
    with pytest.raises(errors.PlanInUse) as refused:
        plans.remove(plan)
    assert refused.value.facts["count"] == 1
    plans.remove(other)
    assert [row.name for row in plans.list(withdrawn=True)] == ["Monthly"]


# --- pauses ----------------------------------------------------------------------------------------------------------


def test_a_pause_is_neither_charged_nor_gives_days_and_is_taken_back(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    """June is charged when the pause comes, July is not: 21 of 30 days, then all of July."""
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), JUNE))
    pause, cents = running.pause(sold, date(2026, 6, 10), date(2026, 6, 18), "holidays")
    assert (charged(desk), cents, plans.left(marie, JUNE)) == ([4200], -1800, 14)
    assert [(one.first.day, one.last.day, one.reason) for one in running.pauses(sold)] == [(10, 18, "holidays")]
    running.take_back_pause(pause)
    assert (charged(desk), plans.left(marie, JUNE), running.pauses(sold)) == ([6000], 20, ())


def test_a_pause_over_two_months_cuts_both_and_a_month_of_it_is_not_charged_at_all(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), JUNE))
    running.pause(sold, date(2026, 6, 25), date(2026, 7, 5))
    running.pause(sold, date(2026, 8, 1), date(2026, 8, 31))
    plans.renew_due(date(2026, 9, 1))
    assert charged(desk) == [4800, 5032, 6000]
    assert [plans.left(marie, date(2026, month, 15)) for month in (6, 7, 8, 9)] == [16, 17, 0, 20]


def test_what_was_used_before_a_pause_stays_used(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    """Twenty half-days of November, two used; a pause from the 2nd on leaves one day, 0.67 half-days: 1."""
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), date(2026, 11, 1)))
    Visits(desk).check_in(marie)
    pause, _cents = running.pause(sold, date(2026, 11, 2), date(2026, 11, 30))
    assert plans.left(marie) == 0
    running.take_back_pause(pause)
    assert plans.left(marie) == 18


def test_nobody_comes_as_they_like_while_it_is_paused(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(replace(MONTHLY, days_included=None)), date(2026, 11, 1)))
    running.pause(sold, date(2026, 11, 24), date(2026, 11, 24))
    assert Visits(desk).check_in(marie).to_pay
    assert [row.to_pay for row in Today(desk).view().here] == [2]
    at(desk, "2026-11-25 10:00")
    assert not Visits(desk).check_in(marie).to_pay


def test_a_pause_outside_the_subscription_or_over_another_is_refused_and_nothing_is_done(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    sold = plans.sell(NewSubscription(person(desk), plans.add(MONTHLY), MID_JUNE, date(2026, 8, 31)))
    fee = plans.sell(NewSubscription(person(desk, "Paul"), plans.add(NewPlan(
        name="Fee", period=Period.YEAR, price_e4=250_000, membership_fee=True, days_included=0)), JUNE))  # fmt: skip
    running.pause(sold, JULY, date(2026, 7, 10))
    before = charged(desk)
    for first, last, refusal in (
        (date(2026, 6, 15), date(2026, 6, 20), errors.PauseOutside),
        (date(2026, 8, 20), date(2026, 9, 1), errors.PauseOutside),
        (date(2026, 7, 10), date(2026, 7, 12), errors.AlreadyPaused),
        (date(2026, 6, 20), date(2026, 6, 19), errors.SlotReversed),
    ):
        with pytest.raises(refusal):
            running.pause(sold, first, last)
    with pytest.raises(errors.NotOffered):
        running.pause(fee, JULY, date(2026, 7, 10))
    assert (charged(desk), len(running.pauses(sold))) == (before, 1)


def test_a_period_on_an_invoice_is_not_paused_and_the_next_one_is(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), date(2026, 11, 1)))
    invoiced(desk, marie)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        running.pause(sold, date(2026, 11, 25), date(2026, 12, 5))
    assert (running.pauses(sold), plans.left(marie)) == ((), 20)
    running.pause(sold, date(2026, 12, 1), date(2026, 12, 5))
    plans.renew_due(date(2026, 12, 1))
    assert charged(desk) == [6000, 5032]  # 26 of 31 days


# --- another plan ----------------------------------------------------------------------------------------------------


def test_another_plan_from_today_on_shares_the_month_by_days(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    at(desk, "2026-06-16 09:00")
    marie, plan, dearer = person(desk), plans.add(MONTHLY), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan, JUNE))
    changed = running.change_plan(sold, dearer, When.NOW)
    assert charged(desk) == list(expected("change now"))
    assert (changed.on, changed.cents, plans.subscription(sold).ends) == (MID_JUNE, -3000, date(2026, 6, 15))
    running.take_back_change(changed)
    assert (charged(desk), plans.subscription(sold).ends, plans.left(marie)) == ([6000], None, 20)


def test_the_days_of_another_plan_begin_with_it(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    at(desk, "2026-06-10 09:00")
    marie, plan, dearer = person(desk), plans.add(MONTHLY), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan, JUNE))
    for day in (10, 11):
        at(desk, f"2026-06-{day} 09:00")
        Visits(desk).check_in(marie)
    at(desk, "2026-06-16 09:00")
    running.change_plan(sold, dearer, When.NOW)
    assert plans.left(marie) == expected("change now, days")


def test_another_plan_from_the_next_period_on_leaves_this_one_as_it_is(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    at(desk, "2026-06-16 09:00")
    marie, plan, dearer = person(desk), plans.add(MONTHLY), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan, JUNE))
    assert running.changes_on(sold, When.NEXT) == JULY
    running.change_plan(sold, dearer, When.NEXT)
    assert charged(desk) == list(expected("change later"))
    assert [row.name for row in plans.subscriptions(marie, date(2026, 6, 30))] == ["Monthly"]
    assert [row.name for row in plans.subscriptions(marie, JULY)] == ["Dearer"]
    assert plans.renew_due(date(2026, 7, 31)) == 0


def test_an_invoiced_month_is_left_to_its_end_before_another_plan(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    marie, plan, dearer = person(desk), plans.add(MONTHLY), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan, date(2026, 11, 1)))
    invoiced(desk, marie)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        running.change_plan(sold, dearer, When.NOW)
    assert len(plans.subscriptions(marie)) == 1
    running.change_plan(sold, dearer, When.NEXT)
    assert charged(desk) == [6000, 12000]


def test_the_same_plan_is_no_change_and_what_begins_today_is_not_changed_but_taken_back(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    marie, plan, dearer = person(desk), plans.add(MONTHLY), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan))
    with pytest.raises(errors.SamePlan):
        running.change_plan(sold, plan, When.NEXT)
    with pytest.raises(errors.SlotReversed):
        running.change_plan(sold, dearer, When.NOW)
    plans.end(sold, date(2026, 11, 30))
    with pytest.raises(errors.AlreadyDone):
        running.change_plan(sold, dearer, When.NEXT)
    assert [row.name for row in plans.subscriptions(marie)] == ["Monthly"]


# --- ends ------------------------------------------------------------------------------------------------------------


def test_term_and_notice_are_told_before_an_end_and_a_reason_goes_over_them(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    """Three months from 16 September are up on 15 December; a month of notice said in November is 31 December."""
    plan = plans.add(replace(MONTHLY, least_months=3, notice_periods=1))
    sold = plans.sell(NewSubscription(person(desk), plan, date(2026, 9, 16)))
    assert running.earliest_end(sold) == date(2026, 12, 31)
    with pytest.raises(errors.EndsTooEarly) as refused:
        plans.end(sold, date(2026, 12, 30))
    assert refused.value.facts["earliest"] == date(2026, 12, 31)
    assert plans.subscription(sold).ends is None
    assert plans.end(sold, date(2026, 12, 30), reason="moves away").ends == date(2026, 12, 30)
    assert plans.end(sold, None).ends is None
    assert plans.end(sold, date(2026, 12, 31)).ends == date(2026, 12, 31)


def test_a_plan_that_costs_less_is_too_early_within_the_term_unless_there_is_a_reason(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    plan, less = plans.add(replace(DEARER, least_months=12)), plans.add(MONTHLY)
    more = plans.add(replace(DEARER, name="More", price_e4=1_300_000))
    sold = plans.sell(NewSubscription(person(desk), plan, date(2026, 11, 1)))
    with pytest.raises(errors.LessTooEarly) as refused:
        running.change_plan(sold, less, When.NEXT)
    assert refused.value.facts["earliest"] == expected("smaller")
    assert (charged(desk), plans.subscription(sold).ends) == ([12000], None)
    running.take_back_change(running.change_plan(sold, more, When.NEXT))
    changed = running.change_plan(sold, less, When.NEXT, reason="lost her job")
    assert running.earliest_end(changed.new_id) == expected("smaller")
    at(desk, "2027-10-05 09:00")
    plans.renew_due(date(2027, 10, 5))


def test_a_plan_that_became_cheaper_may_be_renewed_within_the_term(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    plan = plans.add(replace(DEARER, least_months=12))
    plans.sell(NewSubscription(person(desk), plan, date(2026, 11, 1)))
    plans.change_price(plan, 1_100_000)
    running.renew(running.renewals()[0])
    assert charged(desk) == [12000, 11000]


@pytest.mark.parametrize("case", worked.ENDED, ids=lambda case: case[0])
def test_what_was_charged_beyond_the_last_day_is_charged_by_days_and_taken_back_with_the_end(
    desk: Desk, plans: Plans, running: Subscriptions, case
) -> None:
    _rule, period, cents, first, days, charged_until, pauses, last, owed, gives = case
    starts, until, ends = (date.fromisoformat(text) for text in (first, charged_until, last))
    marie = person(desk)
    plan = plans.add(replace(MONTHLY, period=Period(period), price_e4=100 * cents, days_included=days))
    sold = plans.sell(NewSubscription(marie, plan, starts))
    plans.renew_due(until - timedelta(days=1))
    for begins, over in pauses:
        running.pause(sold, date.fromisoformat(begins), date.fromisoformat(over))
    before = charged(desk), plans.left(marie, ends)
    told = running.ending(sold, ends)
    plans.end(sold, ends)
    assert charged(desk) == list(owed)
    assert plans.left(marie, ends) == gives
    assert plans.left(marie, ends + timedelta(days=1)) == 0
    assert sum(line.before_cents - line.cents for line in told) == sum(before[0]) - sum(owed)
    assert plans.renew_due(date(2027, 12, 31)) == 0
    plans.end(sold, None)
    assert (charged(desk), plans.left(marie, ends)) == before


def test_an_end_leaves_an_invoiced_period_to_a_credit_note_and_cuts_the_rest(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    on_paper, july, owed = expected("ended, invoiced")
    at(desk, "2026-06-02 09:00")
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), JUNE))
    number = invoiced(desk, marie)
    plans.renew_due(JULY)
    assert charged(desk) == [on_paper, july]
    [june, later] = running.ending(sold, date(2026, 6, 15))
    assert (june.invoice_id, june.before_cents, june.cents) == (number, on_paper, owed)
    assert june.working.startswith("15 ")
    assert (later.invoice_id, later.before_cents, later.cents) == (None, july, 0)
    plans.end(sold, date(2026, 6, 15))
    assert charged(desk) == [on_paper]
    assert plans.left(marie) == 10
    assert plans.left(marie, date(2026, 6, 16)) == 0
    plans.end(sold, None)
    assert (charged(desk), plans.left(marie)) == ([on_paper, july], 20)
    plans.end(sold, date(2026, 6, 15))
    Invoices(desk, Papers(desk.store.folder)).credit(number, owe_again=True)
    assert charged(desk) == [on_paper, owed]
    [draft] = Invoices(desk, Papers(desk.store.folder)).drafts(JULY, marie)
    assert draft.gross_cents == owed


def test_a_month_that_is_not_owed_at_all_is_not_owed_again(desk: Desk, plans: Plans) -> None:
    """June and July on one invoice, ended on 15 June: 30.00 of June is owed again, nothing of July, the fee whole."""
    at(desk, "2026-06-02 09:00")
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(replace(MONTHLY, signup_fee_e4=300_000)), JUNE))
    plans.renew_due(JULY)
    at(desk, "2026-07-02 09:00")
    number = invoiced(desk, marie)
    plans.end(sold, date(2026, 6, 15))
    Invoices(desk, Papers(desk.store.folder)).credit(number, owe_again=True)
    assert sorted(charged(desk)) == [3000, 3000, 3000, 6000, 6000]


def test_what_was_owed_at_another_price_by_hand_is_owed_again_like_that(desk: Desk, plans: Plans) -> None:
    at(desk, "2026-06-02 09:00")
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(MONTHLY), JUNE))
    plans.end(sold, date(2026, 6, 15))
    with desk.store.writing() as session:
        charge = session.scalars(select(Charge)).one()
        charge.unit_price_e4, charge.net_cents, charge.tax_cents, charge.gross_cents = 240_000, 2000, 400, 2400
    number = invoiced(desk, marie)
    Invoices(desk, Papers(desk.store.folder)).credit(number, owe_again=True)
    assert charged(desk) == [2400, 2400]


def test_an_end_leaves_a_membership_fee_whole(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    fee = NewPlan(name="Fee", period=Period.YEAR, price_e4=250_000, membership_fee=True, days_included=0)
    sold = plans.sell(NewSubscription(person(desk), plans.add(fee), JUNE))
    assert running.ending(sold, MID_JUNE) == ()
    plans.end(sold, MID_JUNE)
    assert charged(desk) == [2500]


def test_what_was_charged_elsewhere_is_not_charged_here_by_an_end_and_not_paused(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    """As an opening position leaves it: charged until 1 December, nothing of it by this desk."""
    sold = plans.sell(NewSubscription(person(desk), plans.add(MONTHLY), date(2026, 11, 1)))
    with desk.store.writing() as session:
        session.delete(session.scalars(select(Charge)).one())
        desk.note(session, "opening", "subscription", sold, charged_until=date(2026, 12, 1))
    with pytest.raises(errors.ChargedElsewhere):
        running.pause(sold, date(2026, 11, 25), date(2026, 11, 26))
    plans.end(sold, date(2026, 11, 20))
    assert tuple(charged(desk)) == expected("opening")


def test_a_period_charged_in_two_steps_is_cut_in_both(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    """June to its 15th, then on: 30.00 and 30.00. Ended on the 20th the second is 5 days of 30: 10.00."""
    sold = plans.sell(NewSubscription(person(desk), plans.add(MONTHLY), JUNE, date(2026, 6, 15)))
    plans.end(sold, None)
    plans.renew_due(date(2026, 6, 30))
    assert charged(desk) == [3000, 3000]
    plans.end(sold, date(2026, 6, 20))
    assert charged(desk) == [3000, 1000]
    plans.end(sold, None)
    assert charged(desk) == [3000, 3000]


def test_the_term_goes_on_in_another_plan(desk: Desk, plans: Plans, running: Subscriptions) -> None:
    plan, dearer = plans.add(replace(MONTHLY, least_months=12)), plans.add(DEARER)
    sold = plans.sell(NewSubscription(person(desk), plan, date(2026, 11, 1)))
    changed = running.change_plan(sold, dearer, When.NEXT)
    assert running.earliest_end(changed.new_id) == date(2027, 10, 31)


# --- renewals --------------------------------------------------------------------------------------------------------


def test_who_pays_another_price_than_today_s_is_listed_until_it_is_decided(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    """And nothing is charged at the new price before."""
    marie, plan = person(desk), plans.add(DEARER)
    sold = plans.sell(NewSubscription(marie, plan, date(2026, 11, 1)))
    assert running.renewals() == ()
    plans.change_price(plan, 1_300_000)
    [row] = running.renewals()
    assert (row.price_e4 // 100, row.today_e4 // 100) == expected("dearer")
    assert (row.why, row.on, row.party) == (Notice.PRICE, date(2026, 12, 1), "Marie Dupont")
    was = running.keep_price(sold)
    assert running.renewals() == ()
    running.take_back_keep(sold, was)
    changed = running.renew(running.renewals()[0])
    assert running.renewals() == ()
    assert charged(desk) == [12000, 13000]
    running.take_back_change(changed)
    assert [one.id for one in running.renewals()] == [sold]
    assert charged(desk) == [12000]


def test_a_price_agreed_with_somebody_is_listed_only_when_the_plan_changes(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    plan = plans.add(DEARER)
    plans.sell(NewSubscription(person(desk), plan, date(2026, 11, 1), price_e4=1_000_000))
    assert running.renewals() == expected("agreed")
    plans.change_price(plan, 1_100_000)
    assert len(running.renewals()) == 1


def test_what_ends_soon_is_listed_and_renewed_for_as_long_at_today_s_price(
    desk: Desk, plans: Plans, running: Subscriptions
) -> None:
    plan, marie = plans.add(MONTHLY), person(desk)
    plans.sell(NewSubscription(marie, plan, date(2026, 9, 25), date(2026, 12, 24)))  # 30 days from now
    plans.change_price(plan, 700_000)
    [row] = running.renewals()
    assert len([row]) == expected("ends in 30 days")
    assert (row.why, row.on, row.today_e4) == (Notice.ENDS, date(2026, 12, 24), 700_000)
    at(desk, "2026-11-23 09:00")
    assert len(running.renewals()) == expected("ends in 31 days")
    at(desk, "2026-11-24 09:00")
    changed = running.renew(row)
    new = plans.subscription(changed.new_id)
    assert (new.starts, new.ends, new.price_e4) == (date(2026, 12, 25), date(2027, 3, 24), 700_000)
    assert running.renewals() == ()


# --- time ------------------------------------------------------------------------------------------------------------


def test_days_roll_over_only_where_the_plan_says_so(desk: Desk, plans: Plans) -> None:
    at(desk, "2026-10-05 09:00")
    marie, paul = person(desk), person(desk, "Paul")
    two = replace(MONTHLY, days_included=2)
    rolling = plans.add(replace(two, name="Rolling", rolls_over=True))
    for who, plan in ((marie, rolling), (paul, plans.add(two))):
        plans.sell(NewSubscription(who, plan, date(2026, 10, 1)))
        Visits(desk).check_in(who)
    at(desk, "2026-11-02 09:00")
    plans.renew_due(date(2026, 11, 1))
    assert (plans.left(marie), plans.left(paul)) == (expected("rolls over"), expected("does not roll over"))


def test_a_clock_set_back_a_day_gives_nothing_twice(desk: Desk, plans: Plans) -> None:
    at(desk, "2026-12-01 09:00")
    marie = person(desk)
    plans.sell(NewSubscription(marie, plans.add(replace(MONTHLY, rolls_over=True)), date(2026, 11, 1)))
    opened = [plans.renew_due(date(2026, 12, 1))]
    left = plans.left(marie)
    visit = Visits(desk).check_in(marie)
    at(desk, "2026-11-30 09:00")
    opened += [plans.renew_due(date(2026, 11, 30))]
    assert plans.carry_over() == 0
    at(desk, "2026-12-01 09:30")
    opened += [plans.renew_due(date(2026, 12, 1))]
    assert sum(opened) == expected("clock")
    assert (left, plans.left(marie)) == (40, 38)
    Visits(desk).undo_check_in(visit.id)
    assert plans.left(marie) == 40
    with pytest.raises(errors.NotFound):
        Visits(desk).undo_check_in(visit.id)
    assert plans.left(marie) == 40


def test_a_check_in_twice_is_refused_and_uses_nothing_twice(desk: Desk, plans: Plans) -> None:
    marie = person(desk)
    plans.sell_pass(NewPass(party_id=marie, **TEN))
    Visits(desk).check_in(marie)
    with pytest.raises(errors.AlreadyHere):
        Visits(desk).check_in(marie)
    assert plans.left(marie) == 8


def test_every_story_was_told() -> None:
    """Run with the rest of this file: each of the examples by hand has its test."""
    source = Path(__file__).read_text(encoding="utf-8")
    assert [what for what in STORIES if f'expected("{what}")' not in source] == []
