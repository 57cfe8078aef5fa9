"""What a sale would cost before it is made, and the way back from one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import describe_place, person
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.rules.vocabulary import Period, UnitKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import PassSold, Sales
from tierslieu_desk.services.visit.visits import Visits

TEN_DAYS = NewPlan(name="Ten days", period=Period.MONTH, price_e4=1_200_000, days_included=10)
RESIDENT = NewPlan(name="Resident", period=Period.MONTH, price_e4=2_000_000)
FEE = NewPlan(name="Fee", period=Period.YEAR, price_e4=250_000, membership_fee=True, days_included=0)


@pytest.fixture
def plans(desk: Desk) -> Plans:
    describe_place(desk)
    return Plans(desk)


@pytest.fixture
def sales(desk: Desk) -> Sales:
    return Sales(desk)


def charged(desk: Desk) -> list[int]:
    with desk.store.reading() as session:
        return list(session.scalars(select(Charge.gross_cents).order_by(Charge.id)))


def test_an_offer_says_what_selling_then_charges(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie = person(desk)
    new = NewSubscription(marie, plans.add(TEN_DAYS), starts=date(2026, 6, 16))
    offer = sales.offer(new)
    assert (offer.first, offer.last) == (date(2026, 6, 16), date(2026, 6, 30))
    assert (offer.net_cents, offer.tax_cents, offer.gross_cents) == (5000, 1000, 6000)  # 15 of 30 days at 120.00
    assert "15" in offer.working
    assert "30" in offer.working
    assert offer.half_days == 10
    assert (offer.next_on, offer.next_cents) == (date(2026, 7, 1), 12000)
    assert offer.payer == "Marie Dupont"
    assert charged(desk) == []
    plans.sell(new)
    assert charged(desk) == [6000]


def test_a_fee_is_whole_and_outside_vat_and_comes_again_a_year_later(plans: Plans, sales: Sales, desk: Desk) -> None:
    offer = sales.offer(NewSubscription(person(desk), plans.add(FEE), starts=date(2026, 6, 16)))
    assert (offer.net_cents, offer.tax_cents, offer.gross_cents) == (2500, 0, 2500)
    assert offer.working == ""
    assert offer.next_on == date(2027, 6, 16)


def test_one_that_ends_within_its_first_period_is_charged_no_second_time(plans: Plans, sales: Sales, desk) -> None:
    new = NewSubscription(person(desk), plans.add(RESIDENT), starts=date(2026, 6, 1), ends=date(2026, 6, 10))
    offer = sales.offer(new)
    assert (offer.gross_cents, offer.next_on, offer.half_days) == (6667, None, None)  # 10 of 30 days at 200.00
    with pytest.raises(errors.SlotReversed):
        sales.offer(NewSubscription(new.party_id, new.plan_id, starts=date(2026, 6, 2), ends=date(2026, 6, 1)))


def test_a_pass_is_offered_with_its_tax_and_whoever_pays_it(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie, jean = person(desk), person(desk, "Jean")
    People(desk).set_payer(marie, jean)
    offer = sales.offer_pass(NewPass(party_id=marie, name="Ten tickets", days=5, price_e4=750_000))
    assert (offer.net_cents, offer.tax_cents, offer.gross_cents) == (6250, 1250, 7500)
    assert (offer.half_days, offer.payer) == (10, "Jean Dupont")
    with pytest.raises(errors.MissingFact):
        sales.offer_pass(NewPass(party_id=marie, name=" ", days=5, price_e4=750_000))


@pytest.mark.parametrize("plan", [TEN_DAYS, RESIDENT, FEE])
def test_a_subscription_taken_back_leaves_nothing_owed_and_nothing_to_use(desk, plans, sales, plan: NewPlan) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(plan), starts=date(2026, 11, 1)))
    Visits(desk).check_in(marie, half_days=0)
    sales.take_back(sold, plans.subscription(sold).version)
    assert charged(desk) == []
    assert plans.subscriptions(marie) == ()
    assert plans.left(marie) == 0
    assert plans.renew_due(date(2027, 3, 1)) == 0
    assert Today(desk).view().here[0].half_days_left is None
    assert Verification(desk).run() == ()
    with pytest.raises(errors.NotFound):
        sales.take_back(sold, 1)


def test_the_ledger_keeps_both_lines_of_a_sale_taken_back(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(TEN_DAYS), starts=date(2026, 11, 1)))
    sales.take_back(sold, plans.subscription(sold).version)
    lines = [(line.name, line.reason, line.half_days, line.balance) for line in plans.explain(marie)]
    assert lines == [
        ("Ten days", LedgerReason.PERIOD, 20, 20),
        ("Ten days", LedgerReason.SALE_UNDONE, -20, 0),
    ]


def test_what_was_used_is_not_taken_back(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie = person(desk)
    sold = plans.sell(NewSubscription(marie, plans.add(TEN_DAYS), starts=date(2026, 11, 1)))
    ticket = plans.sell_pass(NewPass(party_id=person(desk, "Jean"), name="Tickets", days=5, price_e4=750_000))
    Visits(desk).check_in(marie)
    Visits(desk).check_in(People(desk).named("Jean Dupont"))
    with pytest.raises(errors.AllowanceUsed):
        sales.take_back(sold, plans.subscription(sold).version)
    with pytest.raises(errors.AllowanceUsed):
        sales.take_back_pass(ticket)
    assert charged(desk) == [12000, 7500]
    assert plans.left(marie) == 18


def test_what_was_invoiced_is_not_taken_back(desk: Desk, plans: Plans, sales: Sales, tmp_path: Path) -> None:
    marie = People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    sold = plans.sell(NewSubscription(marie, plans.add(RESIDENT), starts=date(2026, 11, 1)))
    ticket = plans.sell_pass(NewPass(party_id=marie, name="Tickets", days=5, price_e4=750_000))
    Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 24))
    with pytest.raises(errors.InvoiceAlreadyIssued):
        sales.take_back(sold, plans.subscription(sold).version)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        sales.take_back_pass(ticket)
    assert len(plans.subscriptions(marie)) == 1


def test_a_subscription_changed_since_is_not_taken_back(desk: Desk, plans: Plans, sales: Sales) -> None:
    sold = plans.sell(NewSubscription(person(desk), plans.add(RESIDENT), starts=date(2026, 11, 1)))
    version = plans.subscription(sold).version
    plans.end(sold, date(2026, 12, 31))
    with pytest.raises(errors.ChangedMeanwhile):
        sales.take_back(sold, version)
    with pytest.raises(errors.ChangedMeanwhile):
        plans.end(sold, None, version)


def test_a_pass_taken_back_is_gone_and_is_taken_back_once(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie = person(desk)
    ticket = plans.sell_pass(NewPass(party_id=marie, name="Tickets", days=5, price_e4=750_000))
    sales.take_back_pass(ticket)
    assert (charged(desk), plans.left(marie)) == ([], 0)
    with pytest.raises(errors.AlreadyDone):
        sales.take_back_pass(ticket)


def test_what_was_sold_lately_is_offered_again_each_kind_once(desk: Desk, plans: Plans, sales: Sales) -> None:
    marie = person(desk)
    for name, days, price in (("Ten tickets", 5, 750_000), ("Day", 1, 160_000), ("Ten tickets", 5, 750_000)):
        plans.sell_pass(NewPass(party_id=marie, name=name, days=days, price_e4=price))
    assert sales.passes_lately() == (PassSold("Ten tickets", 5, 750_000), PassSold("Day", 1, 160_000))
    ten = {"days": 0, "hours_of": UnitKind.ROOM, "minutes": 600}
    for gift in (False, True):
        plans.sell_pass(NewPass(party_id=marie, name="Ten hours", price_e4=800_000, gift=gift, **ten))
    hours = PassSold("Ten hours", 0, 800_000, ((UnitKind.ROOM, 600),))
    assert sales.passes_lately()[:2] == (hours, PassSold("Ten tickets", 5, 750_000))
