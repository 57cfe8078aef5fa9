"""Part by one mean, part by another: two payments in one gesture, every document paid to the cent, or nothing."""

from __future__ import annotations

import papers
import pytest
from builders import SmallHouse, person
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk import errors
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.plan.plans import NewPlan, NewSubscription, Plans
from tierslieu_desk.services.visit.visits import Visits

COFFEE = Article(name="Coffee", price_e4=10_000, vat_category=VatCategory.INTERMEDIATE)
CASH, CARD = PaymentMethod.CASH, PaymentMethod.CARD


@pytest.fixture
def counter(desk: Desk, house: SmallHouse) -> Counter:
    return Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))


def test_a_membership_a_coffee_and_an_old_invoice_are_paid_by_two_means_to_the_cent(
    desk: Desk, counter: Counter
) -> None:
    maria, plans = person(desk, "Maria", "Roca"), Plans(desk)
    written = counter.put_on_slate(maria, [Piece(COFFEE, 4)])
    counter._invoices.issue_these(maria, written, lambda _rows: None)
    (bill,) = counter.card(maria).bills
    plans.sell(
        NewSubscription(
            maria, plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
        )
    )
    owed = counter.slate(maria, besides=True).charges
    basket = Basket((Piece(COFFEE, 3),), owed, (bill.id,))
    assert counter.quote(basket).total_cents == 300 + 2000 + 400
    sale = counter.sell(maria, basket, Split(CASH, 1000, CARD), shown_cents=2700)
    assert sale.paid_cents == 2700
    taken = {(row.method, row.amount_cents) for row in Payments(desk).all()}
    assert taken == {(CASH, 1000), (CARD, 1700)}
    assert all(row.paid_cents == row.gross_cents for row in counter._invoices.all())
    assert counter.card(maria).bills == ()
    assert Verification(desk).run() == ()


def test_the_paper_names_both_means(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    sale = counter.sell(maria, Basket((Piece(COFFEE, 30),)), Split(CASH, 1000, CARD))
    said = papers.text(counter._invoices.paper(sale.invoices[0].id))
    assert "espèces" in said or "cash" in said
    assert "carte" in said or "card" in said


@pytest.mark.parametrize("cents", [0, -5, 300, 301])
def test_a_part_that_is_nothing_or_all_of_it_is_refused_and_nothing_is_done(
    desk: Desk, counter: Counter, cents: int
) -> None:
    maria = person(desk, "Maria", "Roca")
    with pytest.raises(errors.TooMuchPaid):
        counter.sell(maria, Basket((Piece(COFFEE, 3),)), Split(CASH, cents, CARD))
    assert Payments(desk).all() == ()
    assert counter._invoices.all() == ()
    assert counter.slate(maria).lines == ()


def test_when_the_second_payment_is_refused_the_first_is_not_taken_either(
    desk: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = person(desk, "Maria", "Roca")
    real, asked = counter._payments.settle, []

    def settle(*given: object, **named: object) -> object:
        asked.append(given)
        if len(asked) == 2:
            raise errors.DiskSilent(folder="")
        return real(*given, **named)

    monkeypatch.setattr(counter._payments, "settle", settle)
    with pytest.raises(errors.DiskSilent):
        counter.sell(maria, Basket((Piece(COFFEE, 3),)), Split(CASH, 100, CARD))
    assert Payments(desk).all() == ()
    assert counter._invoices.all() == ()


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_the_parts_make_the_whole(total: int, first: int) -> None:
    parts = Split(CASH, first, CARD).parts(total)
    assert sum(cents for _by, cents in parts) == total
    assert all(cents > 0 for _by, cents in parts)
