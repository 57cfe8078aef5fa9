"""A deposit is asked with a plan, kept by the house and given back: the till knows, and nothing of it is sold.

Worked out by hand: a desk at 100.00 a month with a deposit of 50.00, sold on 24 November for 7 of 30 days: 23.33.
"""

from __future__ import annotations

from datetime import date

import pytest
from builders import SmallHouse

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.bookkeeping import rows
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.accounting import entries
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.plan.deposit_book import Missing
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription
from tierslieu_desk.services.plan.subscriptions import When

TODAY = date(2026, 11, 24)
CASH = PaymentMethod.CASH
DESK = NewPlan(name="Desk", period=Period.MONTH, price_e4=1_000_000, deposit_cents=5_000)


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    """A place with that desk (1), an office with a deposit of 80.00 (2) and a plan without (3)."""
    made = Services(desk)
    made.plans.add(DESK)
    made.plans.add(NewPlan(name="Office", period=Period.MONTH, price_e4=2_000_000, deposit_cents=8_000))
    made.plans.add(NewPlan(name="Evenings", period=Period.MONTH, price_e4=300_000))
    return made


@pytest.fixture
def maria(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Maria", family_name="Roca", city="Foix"))


def sell(services: Services, who: int, plan: int = 1, method: PaymentMethod | None = CASH) -> int:
    return services.plan_deposits.sell(NewSubscription(who, plan, TODAY), method)


def held(services: Services) -> list[tuple[str, int, date]]:
    return [(one.what, one.cents, one.since) for one in services.deposits_held.all()]


def paid(services: Services) -> list[tuple[int, str]]:
    return [(one.amount_cents, one.reference) for one in services.payments.all()]


def test_a_deposit_is_told_beside_the_price_and_is_none(services: Services, maria: int) -> None:
    offer = services.sales.offer(NewSubscription(maria, 1, TODAY))
    assert (offer.gross_cents, offer.signup_cents, offer.deposit_cents) == (2_333, 0, 5_000)
    assert services.sales.offer(NewSubscription(maria, 3, TODAY)).deposit_cents == 0


def test_a_deposit_taken_is_held_and_neither_sold_nor_invoiced(services: Services, maria: int) -> None:
    sell(services, maria)
    assert held(services) == [("Caution\N{NO-BREAK SPACE}: Desk", 5_000, TODAY)]
    assert paid(services) == [(5_000, "Caution\N{NO-BREAK SPACE}: Desk")]
    balance = services.person_files.of(maria).balance
    assert (balance.deposit_cents, balance.to_invoice_cents, balance.unpaid_cents) == (5_000, 2_333, 0)
    [issued] = services.invoices.issue_all(TODAY).issued
    assert issued.gross_cents == 2_333
    assert Verification(services.desk).run() == ()


def test_the_books_keep_it_apart_from_what_customers_pay(services: Services, maria: int) -> None:
    sell(services, maria)
    [one] = services.deposits_held.all()
    services.deposits_held.give_back(one.id, PaymentMethod.TRANSFER)
    with services.desk.store.reading() as session:
        written = [(row[4], row[11], row[12]) for row in rows(entries(session))]
    assert written == [
        ("530000", "50,00", "0,00"),
        ("165000", "0,00", "50,00"),
        ("512000", "0,00", "50,00"),
        ("165000", "50,00", "0,00"),
    ]


def test_a_deposit_that_is_brought_later_is_asked_for_until_it_is_there(services: Services, maria: int) -> None:
    number = sell(services, maria, method=None)
    assert (held(services), paid(services)) == ([], [])
    assert services.person_files.of(maria).deposit_missing == Missing(number, "Desk", 5_000)
    services.plan_deposits.take(maria, PaymentMethod.CHEQUE)
    assert services.person_files.of(maria).deposit_missing is None
    with pytest.raises(errors.NoDepositMissing):
        services.plan_deposits.take(maria, PaymentMethod.CHEQUE)
    assert paid(services) == [(5_000, "Caution\N{NO-BREAK SPACE}: Desk")]


def test_another_price_of_the_deposit_changes_nothing_that_was_agreed(services: Services, maria: int) -> None:
    number = sell(services, maria, method=None)
    services.plans.change(1, NewPlan(name="Desk", period=Period.MONTH, price_e4=1_000_000, deposit_cents=9_000))
    assert services.plan_deposits.missing(maria) == Missing(number, "Desk", 5_000)


def test_another_plan_asks_for_the_difference_only(services: Services, maria: int) -> None:
    """50.00 are held for the desk, the office asks for 80.00: 30.00 more; the desk again, and nothing is missing."""
    desk = services.plans.sell(NewSubscription(maria, 1, date(2026, 11, 2)))
    services.plan_deposits.take(maria, CASH)
    changed = services.subscriptions.change_plan(desk, 2, When.NOW)
    assert services.plan_deposits.missing(maria) == Missing(changed.new_id, "Office", 3_000)
    services.subscriptions.take_back_change(changed)
    assert services.plan_deposits.missing(maria) is None
    changed = services.subscriptions.change_plan(desk, 2, When.NEXT)
    assert services.plan_deposits.missing(maria) == Missing(changed.new_id, "Office", 3_000)


def test_who_leaves_is_given_it_back_in_one_act_that_ticks_the_list(services: Services, maria: int) -> None:
    number = sell(services, maria)
    services.plans.end(number, date(2026, 12, 31))
    assert [(one.text, one.due) for one in services.checklists.of(maria)] == [
        ("Rendre 50,00\N{NO-BREAK SPACE}€ (Caution\N{NO-BREAK SPACE}: Desk)", date(2026, 12, 31))
    ]
    [one] = services.deposits_held.all(maria)
    services.deposits_held.give_back(one.id, CASH)
    assert [thing.done_on for thing in services.checklists.of(maria)] == [TODAY]
    assert held(services) == []
    assert paid(services) == [(-5_000, "Caution\N{NO-BREAK SPACE}: Desk"), (5_000, "Caution\N{NO-BREAK SPACE}: Desk")]
    assert Verification(services.desk).run() == ()


def test_a_sale_taken_back_gives_the_deposit_back_as_it_came(services: Services, maria: int) -> None:
    number = sell(services, maria)
    version = services.plans.subscription(number).version
    with pytest.raises(errors.DepositTaken):
        services.sales.take_back(number, version)
    services.plan_deposits.take_back(number, version)
    assert (held(services), services.plans.subscriptions(maria)) == ([], ())
    assert sum(cents for cents, _what in paid(services)) == 0
    assert Verification(services.desk).run() == ()


def test_a_payment_taken_back_in_the_till_takes_the_deposit_with_it(services: Services, maria: int) -> None:
    number = sell(services, maria)
    [payment] = services.payments.all()
    services.payments.reverse(payment.id)
    assert held(services) == []
    assert services.plan_deposits.missing(maria) == Missing(number, "Desk", 5_000)
    services.plan_deposits.take(maria, CASH)
    [one] = services.deposits_held.all()
    services.deposits_held.give_back(one.id, CASH)
    back, taken = services.payments.all()[:2]
    with pytest.raises(errors.AlreadyDone):
        services.payments.reverse(taken.id)
    services.payments.reverse(back.id)
    assert held(services) == [("Caution\N{NO-BREAK SPACE}: Desk", 5_000, TODAY)]
    assert Verification(services.desk).run() == ()
