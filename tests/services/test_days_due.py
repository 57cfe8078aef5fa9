"""A day that nothing covers leads to money: what it costs, what is decided about it, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, organisation, person

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.place import VatRate
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import ToInvoice
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.person.person_files import PersonFiles
from tierslieu_desk.services.place.units import Units
from tierslieu_desk.services.plan.plans import NewPass, Plans
from tierslieu_desk.services.plan.sales import PassSold, Sales
from tierslieu_desk.services.visit.days_due import DayDue, DaysDue
from tierslieu_desk.services.visit.visits import Visits

TODAY = date(2026, 11, 24)
COFFEE = Article(name="Coffee", price_e4=10_000)
DAY = Article(name="Day ticket", price_e4=150_000, half_days=2)
HALF = Article(name="Half-day ticket", price_e4=80_000, half_days=1)


@pytest.fixture
def counter(desk: Desk, house: SmallHouse) -> Counter:
    return Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))


@pytest.fixture
def days(desk: Desk) -> DaysDue:
    return DaysDue(desk)


def came(desk: Desk, days: DaysDue, who: int) -> tuple[int, DayDue]:
    """They check in at 10:47, which counts for a day."""
    visit = Visits(desk).check_in(who)
    day = days.of_visit(visit.id)
    assert day is not None
    return visit.id, day


def waiting(desk: Desk, who: int) -> list[tuple[str, int]]:
    return [(line.description, line.gross_cents) for line in ToInvoice(desk).lines(who, TODAY)]


def test_a_day_costs_its_own_ticket_or_two_of_half_a_day(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([COFFEE, HALF])
    visit, day = came(desk, days, person(desk))
    assert (day.half_days, day.gross_cents, day.price.quantity) == (2, 1600, 2)
    counter.set_articles([HALF, DAY])
    again = days.of_visit(visit)
    assert (again.price.name, again.gross_cents, again.price.quantity) == ("Day ticket", 1500, 1)


def test_without_tickets_of_its_own_a_day_costs_what_a_desk_does(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """The small house lets desks at 8.00 the half day, tax included."""
    _visit, day = came(desk, days, person(desk))
    assert (day.gross_cents, day.price.name) == (1600, "")
    assert Visits(desk).check_in(person(desk, "Paul"), 1).to_pay


def test_where_nothing_is_sold_for_a_day_the_price_is_asked_for(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([COFFEE])
    Units(desk).set_prices(UnitKind.DESK, ())
    marie = person(desk)
    _visit, day = came(desk, days, marie)
    assert day.price is None
    with pytest.raises(errors.MissingFact):
        counter.put_on_slate(marie, (), [day])
    counter.put_on_slate(marie, (), [days.at_price(day, 1250)])
    assert waiting(desk, marie) == [("Journée au bureau", 1250)] or waiting(desk, marie) == [("Day at a desk", 1250)]


def test_a_price_kept_from_now_on_is_that_of_the_next_day(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """Whether a ticket of that name is sold already or not; no second one of the same comes beside it."""
    counter.set_articles([COFFEE, DAY])
    visit, day = came(desk, days, person(desk))
    counter.sell_day_at(days.at_price(day, 1200))
    assert days.of_visit(visit).gross_cents == 1200
    assert [(one.name, one.price_e4) for one in counter.articles()] == [("Coffee", 10_000), ("Day ticket", 120_000)]
    counter.set_articles([COFFEE])
    for cents in (1000, 900):
        counter.sell_day_at(days.at_price(days.of_visit(visit), cents))
        assert days.of_visit(visit).gross_cents == cents
    assert len(counter.articles()) == 2


def test_before_anybody_said_what_is_sold_a_day_costs_its_usual_tickets(desk, counter: Counter, days: DaysDue) -> None:
    """8.00 the half day, as they stand at the counter; what is said of a desk counts more."""
    Units(desk).set_prices(UnitKind.DESK, ())
    visit, day = came(desk, days, person(desk))
    assert (day.gross_cents, day.price.quantity) == (1600, 2)
    assert day.price.name in {one.name for one in counter.articles()}
    counter.set_articles([COFFEE])
    assert days.of_visit(visit).price is None


@pytest.mark.parametrize("desks_have_a_price", [True, False])
def test_a_price_said_beside_the_usual_tickets_is_asked_of_the_next_one(
    desk: Desk, counter: Counter, days: DaysDue, desks_have_a_price: bool
) -> None:
    """7.50 for half a day: of that ticket, and not of a second one beside it."""
    if not desks_have_a_price:
        Units(desk).set_prices(UnitKind.DESK, ())
    day = days.of_visit(Visits(desk).check_in(person(desk), 1).id)
    counter.sell_day_at(days.at_price(day, 750))
    later = days.of_visit(Visits(desk).check_in(person(desk, "Paul"), 1).id)
    assert later.gross_cents == 750
    assert [one.price_e4 for one in counter.articles()] == [10_000, 2_000, 75_000, 700_000]


def test_a_day_at_another_price_keeps_the_vat_of_its_ticket(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """12.00 at 10 % are 1.09 of VAT; at 20 % they would be 2.00."""
    counter.set_articles([replace(DAY, vat_category=VatCategory.INTERMEDIATE)])
    _visit, day = came(desk, days, person(desk))
    quote = counter.quote(Basket(days=(days.at_price(day, 1200),)))
    assert (quote.total_cents, quote.tax_cents) == (1200, 109)


def test_a_day_on_the_slate_is_covered_and_owed_once(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([DAY])
    marie = person(desk)
    visit, day = came(desk, days, marie)
    assert counter.card(marie).days_due == (day,)
    assert Today(desk).view().here[0].to_pay == 2
    counter.put_on_slate(marie, (), [day])
    assert [(line.description, line.gross_cents) for line in counter.slate(marie).lines] == [("Day ticket", 1500)]
    assert not Visits(desk).of_day()[0].to_pay
    card = counter.card(marie)
    assert (card.days_due, card.counted, card.left) == ((), False, 0)
    assert (Today(desk).view().here[0].to_pay, Today(desk).view().here[0].half_days_left) == (0, None)
    assert PersonFiles(desk).of(marie).balance.half_days is None
    with pytest.raises(errors.AlreadyDone):
        counter.put_on_slate(marie, (), [day])
    assert days.of_visit(visit) is None
    assert Verification(desk).run() == ()


def test_a_day_to_be_invoiced_waits_with_the_payer_and_off_the_slate(desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([DAY])
    marie, firm = person(desk), organisation(desk)
    People(desk).set_payer(marie, firm)
    _visit, day = came(desk, days, marie)
    counter.owe_days([day])
    assert counter.slate(marie).lines == ()
    assert [line.description for line in counter.slate(marie, besides=True).lines] == ["Day ticket"]
    assert waiting(desk, firm) == [("Day ticket", 1500)]


def test_a_day_paid_at_once_is_on_a_paid_invoice(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([DAY])
    marie = person(desk)
    visit, day = came(desk, days, marie)
    basket = Basket(days=(day,))
    quote = counter.quote(basket)
    assert (quote.days, quote.total_cents, quote.slate_cents) == ((1500,), 1500, 0)
    sale = counter.sell(marie, basket, PaymentMethod.CASH, shown_cents=1500)
    assert (sale.payment.amount_cents, sale.invoices[0].gross_cents) == (1500, 1500)
    assert not Visits(desk).of_day()[0].to_pay
    with pytest.raises(errors.InvoiceAlreadyIssued):
        Visits(desk).undo_check_in(visit)
    assert Visits(desk).here_now()[0].id == visit, "nothing of the undo is kept"


def test_a_day_is_told_and_paid_at_the_vat_rate_of_that_day(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """15.00 before tax on the 24th, when the rate is 20 %; on the 25th it is 22 %, and the day is paid."""
    counter.set_articles([replace(DAY, basis=Basis.NET)])
    marie = person(desk)
    visit, _day = came(desk, days, marie)
    with desk.store.writing() as session:
        session.add(VatRate(country="FR", category=VatCategory.STANDARD, valid_from=date(2026, 11, 25), rate_bp=2200))
    advance_to(desk, datetime(2026, 11, 25, 10))
    day = days.of_visit(visit)
    assert (day.gross_cents, counter.quote(Basket(days=(day,))).days) == (1800, (1800,))
    sale = counter.sell(marie, Basket(days=(day,)), PaymentMethod.CASH, shown_cents=1800)
    assert sale.payment.amount_cents == 1800


def test_a_free_day_keeps_its_reason_in_the_journal(desk: Desk, counter: Counter, days: DaysDue) -> None:
    marie = person(desk)
    visit, _day = came(desk, days, marie)
    with pytest.raises(errors.MissingFact):
        days.give([visit], " ")
    days.give([visit], "Trial  day")
    assert not Visits(desk).of_day()[0].to_pay
    assert waiting(desk, marie) == []
    with desk.store.reading() as session:
        (facts,) = session.query(JournalEntry.facts).filter_by(act="cover_day", subject_id=visit).one()
    assert json.loads(facts)["reason"] == "Trial day"
    days.take_back(visit)
    assert days.of_visit(visit) is not None
    with pytest.raises(errors.NotFound):
        days.take_back(visit)
    assert Verification(desk).run() == ()


def test_undoing_the_check_in_undoes_what_it_was_charged(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([DAY])
    marie = person(desk)
    Plans(desk).sell_pass(NewPass(party_id=marie, name="Half", days=1, price_e4=10_000))
    Visits(desk).check_in(marie, 1)
    Visits(desk).check_out(marie)
    visit = Visits(desk).check_in(marie, 2)
    assert (visit.used, visit.to_pay) == (1, True)
    day = days.of_visit(visit.id)
    assert (day.half_days, day.gross_cents) == (1, 800)  # a ticket for a day is not sold by the half; a desk is
    counter.put_on_slate(marie, (), [day])
    Visits(desk).undo_check_in(visit.id)
    assert [line[0] for line in waiting(desk, marie)] == ["Half"]
    assert Plans(desk).left(marie) == 1
    assert Verification(desk).run() == ()


def test_a_check_in_whose_day_was_credited_is_undone_like_any_other(
    desk: Desk, counter: Counter, days: DaysDue
) -> None:
    """It was paid by mistake: the credit note gave the day up, then the arrival is taken back, too."""
    counter.set_articles([DAY])
    marie = person(desk)
    visit, day = came(desk, days, marie)
    sale = counter.sell(marie, Basket(days=(day,)), PaymentMethod.CASH, shown_cents=1500)
    Invoices(desk, Papers(desk.store.folder)).credit(sale.invoices[0].id)
    Visits(desk).undo_check_in(visit)
    assert Visits(desk).of_day() == ()
    assert Plans(desk).left(marie) == 0
    assert Verification(desk).run() == ()


def test_days_and_what_went_on_the_slate_with_them_come_off_together(desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([DAY, COFFEE])
    marie = person(desk)
    visit, day = came(desk, days, marie)
    written = counter.put_on_slate(marie, [Piece(COFFEE)], [day])
    assert counter.slate(marie).total_cents == 1600
    counter.take_back_days([visit], written)
    assert counter.slate(marie).lines == ()
    assert days.of_visit(visit) == day


def test_a_pass_sold_to_whoever_is_here_covers_their_day_until_it_is_taken_back(
    desk: Desk, counter: Counter, days: DaysDue
) -> None:
    marie = person(desk)
    visit, day = came(desk, days, marie)
    advance_to(desk, datetime(2026, 11, 24, 11))
    sold = Plans(desk).sell_pass(NewPass(party_id=marie, name="Ten", days=5, price_e4=750_000))
    assert (days.of_visit(visit), Plans(desk).left(marie)) == (None, 8)
    Sales(desk).take_back_pass(sold)
    assert (days.of_visit(visit), Plans(desk).left(marie), waiting(desk, marie)) == (day, 0, [])
    assert Verification(desk).run() == ()


def test_what_a_day_was_sold_as_is_no_pass_to_be_sold_again(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """Nor are two books at once, a half-day ticket or two of them: each would be sold at the price of another."""
    counter.set_articles([HALF])
    marie = person(desk)
    ten = NewPass(party_id=marie, name="Ten", days=5, price_e4=750_000, valid_from=date(2026, 11, 25))
    Plans(desk).sell_pass(ten)
    _visit, day = came(desk, days, marie)
    counter.put_on_slate(marie, [Piece(HALF), Piece(replace(HALF, name="Book", half_days=10), 2)], [day])
    assert Sales(desk).passes_lately() == (PassSold("Ten", 5, 750_000),)


def test_tickets_bought_by_whoever_is_here_cover_their_day(desk: Desk, counter: Counter, days: DaysDue) -> None:
    """Ten half-days, of which the day of today takes two."""
    book = Article(name="Ten half-days", price_e4=700_000, half_days=10)
    marie = person(desk)
    visit, _day = came(desk, days, marie)
    counter.sell(marie, Basket(pieces=(Piece(book),)), PaymentMethod.CASH)
    assert days.of_visit(visit) is None
    assert Plans(desk).left(marie) == 8
    assert [line.gross_cents for line in ToInvoice(desk).lines(marie, TODAY)] == []
    assert Verification(desk).run() == ()


def test_tickets_on_the_slate_of_whoever_is_here_cover_their_day_until_they_are_taken_off(
    desk: Desk, counter: Counter, days: DaysDue
) -> None:
    """Ten half-days are sold at 11:00 to somebody who came at 10:47 for a day: eight are left."""
    counter.set_articles([DAY])
    marie = person(desk)
    visit, day = came(desk, days, marie)
    advance_to(desk, datetime(2026, 11, 24, 11))
    written = counter.put_on_slate(marie, [Piece(replace(HALF, half_days=10))])
    assert (days.of_visit(visit), Plans(desk).left(marie)) == (None, 8)
    counter.take_off(written)
    assert (days.of_visit(visit), Plans(desk).left(marie), waiting(desk, marie)) == (day, 0, [])
    assert Verification(desk).run() == ()


def test_where_a_day_costs_nothing_nobody_is_asked_for_it(desk: Desk, counter: Counter, days: DaysDue) -> None:
    counter.set_articles([Article(name="Open to all", price_e4=0, half_days=1)])
    visit = Visits(desk).check_in(person(desk))
    assert not visit.to_pay
    assert days.of_visit(visit.id) is None
