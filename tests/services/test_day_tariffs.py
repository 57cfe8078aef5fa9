"""A tariff reaches days counted by visits and tickets sold at the counter. Each price was worked out by hand first.

A day ticket is 15.00, a half-day ticket 8.00, a book of ten 70.00; all of them hold their VAT.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, organisation, person
from sqlalchemy import text

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period, UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import ToInvoice
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.place.tariffs import NewTariff, Tariffs
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans
from tierslieu_desk.services.visit.days_due import DaysDue
from tierslieu_desk.services.visit.visits import Visits

COFFEE = Article(name="Coffee", price_e4=10_000)
DAY = Article(name="Day ticket", price_e4=150_000, half_days=2)
HALF = Article(name="Half-day ticket", price_e4=80_000, half_days=1)
TEN = Article(name="Ten half-days", price_e4=700_000, half_days=10)
ODD = Article(name="Half-day ticket", price_e4=83_300, half_days=1)


@pytest.fixture
def counter(desk: Desk, house: SmallHouse) -> Counter:
    return Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))


def desk_prices(desk: Desk, half: int, day: int, *, tariff: int | None = None, since: date | None = None) -> None:
    steps = (("half day", 240, half), ("day", 480, day))
    grid = tuple(PriceStep(name, minutes, e4, Basis.GROSS, VatCategory.STANDARD) for name, minutes, e4 in steps)
    Units(desk).set_prices(UnitKind.DESK, grid, since, tariff_id=tariff)


def who_pays(desk: Desk, per_cent: int, name: str = "Solidaire") -> int:
    who = person(desk)
    Tariffs(desk).give(who, Tariffs(desk).add(NewTariff(name, per_cent)))
    return who


def due(desk: Desk, who: int, half_days: int) -> int | None:
    """Cents asked for so many half-days of one visit; None when nothing is."""
    visit = Visits(desk).check_in(who, half_days)
    found = DaysDue(desk).of_visit(visit.id)
    return None if found is None else found.gross_cents


WORKED = (
    # name, what is sold, per cent off, half-days, cents
    ("a day at half its price", (DAY, HALF), 50, 2, 750),
    ("half a day less thirty per cent", (DAY, HALF), 30, 1, 560),
    ("a day of two half-day tickets, each at half", (HALF,), 50, 2, 800),
    ("an odd price: 8.33 less thirty per cent is 5.831", (ODD,), 30, 1, 583),
    ("two of them: twice 5.831 is 11.662", (ODD,), 30, 2, 1166),
    ("a tariff that takes nothing off", (DAY, HALF), 0, 2, 1500),
    ("free", (DAY, HALF), 100, 2, None),
)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_a_day_counted_by_a_visit_costs_the_ticket_less_the_reduction(
    desk: Desk, counter: Counter, case: tuple[str, tuple[Article, ...], int, int, int | None]
) -> None:
    _name, sold, per_cent, half_days, cents = case
    counter.set_articles(sold)
    assert due(desk, who_pays(desk, per_cent), half_days) == cents


def test_where_there_is_no_ticket_the_price_of_desks_is_reduced_line_by_line(desk: Desk, counter: Counter) -> None:
    """A half day is 10.00, a day 16.00; a quarter off makes a day 12.00."""
    counter.set_articles((COFFEE,))
    desk_prices(desk, 100_000, 160_000)
    assert due(desk, who_pays(desk, 25), 2) == 1200


def test_prices_of_desks_of_their_own_count_before_any_ticket(desk: Desk, counter: Counter) -> None:
    """People from here: a half day 5.00, a day 9.00, though the ticket is 15.00 for everybody else."""
    counter.set_articles((DAY, HALF))
    who = who_pays(desk, 0, "Habitants")
    desk_prices(desk, 50_000, 90_000, tariff=Tariffs(desk).list()[0].id)
    assert due(desk, who, 2) == 900
    assert due(desk, person(desk, "Jo", "Ruiz"), 2) == 1500
    quote = counter.quote(Basket((Piece(HALF), Piece(DAY))), who)
    assert quote.pieces == (500, 900)


def test_it_is_that_of_the_day_they_came(desk: Desk, counter: Counter) -> None:
    """A day is 16.00 in November and 20.00 from 1 December: at half, 8.00 and then 10.00."""
    counter.set_articles((COFFEE,))
    desk_prices(desk, 100_000, 160_000, since=date(2026, 11, 1))
    desk_prices(desk, 120_000, 200_000, since=date(2026, 12, 1))
    who = who_pays(desk, 50)
    assert due(desk, who, 2) == 800
    advance_to(desk, datetime(2026, 12, 1, 10))
    assert due(desk, who, 2) == 1000


def test_an_organisation_or_a_plan_brings_it_and_their_own_counts_first(desk: Desk, counter: Counter) -> None:
    """Associations pay 30 % less: 10.50; those of the plan 20 % less: 12.00; solidarity half: 7.50."""
    counter.set_articles((DAY, HALF))
    tariffs, people, plans = Tariffs(desk), People(desk), Plans(desk)
    plan = plans.add(NewPlan(name="Now and then", period=Period.MONTH, price_e4=50_000, days_included=0))
    associations = tariffs.add(NewTariff("Associations", 30))
    tariffs.add(NewTariff("Now and then", 20, (plan,)))
    solidarity = tariffs.add(NewTariff("Solidaire", 50))
    club, member, subscriber, both = organisation(desk, "Club"), person(desk), person(desk, "Jo"), person(desk, "Lia")
    tariffs.give(club, associations)
    for one in (member, both):
        people.affiliate(one, club)
    tariffs.give(both, solidarity)
    plans.sell(NewSubscription(party_id=subscriber, plan_id=plan, starts=date(2026, 11, 1)))
    assert [counter.quote(Basket((Piece(DAY),)), who).total_cents for who in (member, subscriber, both)] == [
        1050,
        1200,
        750,
    ]
    assert due(desk, member, 2) == 1050
    assert due(desk, both, 2) == 750


def test_a_ticket_sold_at_the_counter_is_at_their_price_and_says_so_a_book_is_not(desk: Desk, counter: Counter) -> None:
    """Two day tickets at half are 15.00, a book of ten stays 70.00, a coffee 1.00: 86.00."""
    counter.set_articles((COFFEE, DAY, HALF, TEN))
    who = who_pays(desk, 50)
    basket = Basket((Piece(DAY, 2), Piece(TEN), Piece(COFFEE)))
    assert counter.quote(basket, who).pieces == (1500, 7000, 100)
    assert counter.quote(basket).pieces == (3000, 7000, 100)
    sale = counter.sell(who, basket, PaymentMethod.CASH, shown_cents=8600)
    assert sale.paid_cents == 8600
    with desk.store.reading() as session:
        said = dict(session.execute(text("SELECT description, detail FROM charge")).all())
    assert said["Day ticket"].endswith("Solidaire")
    assert (said["Ten half-days"], said["Coffee"]) == ("", "")
    assert Verification(desk).run() == ()


def test_on_the_slate_and_for_an_invoice_it_is_their_price_too(desk: Desk, counter: Counter) -> None:
    counter.set_articles((COFFEE, DAY, HALF))
    who = who_pays(desk, 50)
    visit = Visits(desk).check_in(who, 2)
    day = DaysDue(desk).of_visit(visit.id)
    assert day is not None
    counter.owe_days([day])
    counter.put_on_slate(who, [Piece(HALF)])
    lines = ToInvoice(desk).lines(who, date(2026, 11, 24))
    assert sorted(line.gross_cents for line in lines) == [400, 750]


def test_whom_nothing_is_asked_of_is_let_in_with_the_reason(desk: Desk, counter: Counter) -> None:
    """The commune pays nothing: neither for the day it comes nor for a ticket put on its slate."""
    counter.set_articles((DAY, HALF))
    who = who_pays(desk, 100, "Commune")
    assert due(desk, who, 2) is None
    with desk.store.reading() as session:
        facts = session.scalars(text("SELECT facts FROM journal WHERE act = 'cover_day'")).one()
    assert "Commune" in facts
    assert counter.quote(Basket((Piece(DAY),)), who).total_cents == 0
    sale = counter.sell(who, Basket((Piece(DAY), Piece(COFFEE))), PaymentMethod.CASH, shown_cents=100)
    assert sale.paid_cents == 100
    assert counter.sell(who, Basket((Piece(HALF),)), PaymentMethod.CASH, shown_cents=0).payment is None
    assert Verification(desk).run() == ()


def test_a_tariff_that_was_taken_out_takes_nothing_off(desk: Desk, counter: Counter) -> None:
    counter.set_articles((DAY, HALF))
    who = who_pays(desk, 50)
    Tariffs(desk).retire(Tariffs(desk).list()[0].id)
    assert due(desk, who, 2) == 1500
    assert counter.quote(Basket((Piece(DAY),)), who).total_cents == 1500
