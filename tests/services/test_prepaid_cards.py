"""A prepaid card: money held when it is sold, revenue and VAT when something is bought with it.

Worked out by hand: the place is under VAT at 20 %; a coffee is 1.50 and a ticket for half a day 8.00, VAT included.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import SmallHouse, advance_to

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.bookkeeping import rows
from tierslieu_desk.rules.prepaid import PrepaidReason
from tierslieu_desk.rules.split import Split
from tierslieu_desk.rules.vocabulary import ClosingKind, PaymentMethod, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.accounting import entries
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson
from tierslieu_desk.services.plan.below_zero import Limits
from tierslieu_desk.services.plan.prepaid_cards import NewCard

TODAY = date(2026, 11, 24)
CASH, CARD, PREPAID = PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.PREPAID
COFFEE = Piece(Article(name="Coffee", price_e4=15_000, basis=Basis.GROSS, vat_category=VatCategory.STANDARD))
TICKET = Piece(
    Article(name="Half a day", price_e4=80_000, basis=Basis.GROSS, vat_category=VatCategory.STANDARD, half_days=1)
)


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    return Services(desk)


@pytest.fixture
def maria(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Maria", family_name="Roca", city="Foix"))


@pytest.fixture
def paul(services: Services) -> int:
    return services.people.add_person(NewPerson(given_name="Paul", family_name="Durand", city="Foix"))


@pytest.fixture
def workshop(services: Services, maria: int, paul: int) -> int:
    """A company of both."""
    number = services.people.add_organisation(NewOrganisation(name="Atelier Bois", city="Foix"))
    for one in (maria, paul):
        services.people.affiliate(one, number)
    return number


def on(services: Services, who: int) -> list[int]:
    return [one.cents for one in services.prepaid_cards.of(who)]


def lines(services: Services, who: int) -> list[tuple[str, int, int]]:
    return [(str(one.reason), one.cents, one.balance) for one in services.prepaid_cards.explain(who)]


def below(services: Services, cents: int) -> None:
    services.below_zero.set(Limits(cents=cents))


def booked(services: Services) -> list[tuple[str, str, str, str]]:
    with services.desk.store.reading() as session:
        return [(row[0], row[4], row[11], row[12]) for row in rows(entries(session))]


def test_a_card_that_is_sold_is_money_held_and_nothing_is_sold_yet(services: Services, maria: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    assert (sold.cents, on(services, maria), services.prepaid_cards.reach(maria)) == (2_000, [2_000], 2_000)
    assert services.invoice_lists.open_of(maria) == ()
    assert booked(services) == [("CA", "530000", "20,00", "0,00"), ("CA", "419100", "0,00", "20,00")]
    assert [(one.method, one.total_cents) for one in services.till.takings() if one.payments] == [(CASH, 2_000)]
    assert Verification(services.desk).run() == ()


def test_what_is_bought_with_it_is_the_sale_with_its_vat(services: Services, maria: int) -> None:
    """A coffee and a ticket: 9.50, of which 7.92 net and 1.58 VAT; 10.50 stay on the card of 20.00."""
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    sale = services.counter.sell(maria, Basket((COFFEE, TICKET)), PREPAID)
    assert sale.payment is not None
    assert sale.payment.method is PREPAID
    assert [(row.gross_cents, row.paid_cents) for row in services.invoice_lists.find()] == [(950, 950)]
    assert on(services, maria) == [1_050]
    assert booked(services) == [
        ("VE", "411000", "9,50", "0,00"),
        ("VE", "706000", "0,00", "7,92"),
        ("VE", "445710", "0,00", "1,58"),
        ("CA", "530000", "20,00", "0,00"),
        ("CA", "419100", "0,00", "20,00"),
        ("OD", "419100", "9,50", "0,00"),
        ("OD", "411000", "0,00", "9,50"),
    ]
    assert Verification(services.desk).run() == ()


def test_it_is_never_counted_in_the_till_a_second_time(services: Services, maria: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    assert [(one.method, one.total_cents) for one in services.till.takings() if one.total_cents] == [(CASH, 2_000)]
    advance_to(services.desk, datetime(2026, 11, 25, 9))
    [waiting] = [one for one in services.till.to_close() if one.kind is ClosingKind.DAY]
    assert (waiting.payments, waiting.total_cents) == (1, 2_000)
    closed = services.payments.close(ClosingKind.DAY, TODAY)
    assert (closed.payments, closed.total_cents, closed.perpetual_cents) == (1, 2_000, 2_000)
    assert services.reports.month(TODAY).received == 2_000
    assert Verification(services.desk).run() == ()


def test_every_cent_on_it_is_explained(services: Services, maria: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 1_000), CASH)
    services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    [card] = services.prepaid_cards.of(maria)
    services.prepaid_cards.top_up(card.id, 400, CARD)
    assert lines(services, maria) == [("sold", 1_000, 1_000), ("paid", -150, 850), ("topped_up", 400, 1_250)]
    paid = services.prepaid_cards.explain(maria)[1]
    assert paid.papers == services.invoice_lists.find()[0].number


def test_a_card_that_does_not_reach_pays_its_part_and_something_else_the_rest(services: Services, maria: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 500), CASH)
    with pytest.raises(errors.CardTooLow) as refused:
        services.counter.sell(maria, Basket((TICKET,)), PREPAID)
    assert refused.value.facts == {"name": "Maria Roca", "left_cents": 500}
    assert (on(services, maria), services.invoice_lists.find()) == ([500], ())
    sale = services.counter.sell(maria, Basket((TICKET,)), Split(PREPAID, 500, CASH))
    assert [(one.method, one.amount_cents) for one in (sale.payment, *sale.more) if one] == [
        (PREPAID, 500),
        (CASH, 300),
    ]
    assert on(services, maria) == []
    assert Verification(services.desk).run() == ()


def test_without_a_card_none_pays(services: Services, maria: int) -> None:
    with pytest.raises(errors.CardTooLow):
        services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    assert services.payments.all() == ()


def test_an_invoice_is_settled_by_card_like_with_any_money(services: Services, maria: int) -> None:
    services.counter.put_on_slate(maria, (TICKET,))
    [issued] = services.invoices.issue_all(TODAY).issued
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.payments.settle(maria, PREPAID, 800, {issued.id: 800})
    assert (services.invoice_lists.open_of(maria), on(services, maria)) == ((), [1_200])


def test_a_payment_by_card_that_is_taken_back_is_on_the_card_again(services: Services, maria: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    sale = services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    assert sale.payment is not None
    services.payments.reverse(sale.payment.id)
    assert (on(services, maria), lines(services, maria)[-1]) == ([2_000], ("taken_back", 150, 2_000))
    assert Verification(services.desk).run() == ()


def test_a_card_sold_by_mistake_is_taken_back_until_it_is_used(services: Services, maria: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    with pytest.raises(errors.CardUsed) as refused:
        services.payments.reverse(sold.payment.id)
    assert refused.value.facts == {"name": "Maria Roca", "left_cents": 1_850}
    other = services.prepaid_cards.sell(NewCard(maria, 500), CARD)
    services.payments.reverse(other.payment.id)
    assert on(services, maria) == [1_850]
    assert [one.total_cents for one in services.till.takings() if one.method is CARD] == [0]
    assert Verification(services.desk).run() == ()


def test_what_is_left_is_given_back_out_of_the_till(services: Services, maria: int) -> None:
    """Nothing is held afterwards: 20.00 came, 1.50 was used, 18.50 go back."""
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    back = services.prepaid_cards.give_back(sold.card_id, CASH)
    assert (back.amount_cents, on(services, maria)) == (-1_850, [])
    held = [(debit, credit) for _journal, account, debit, credit in booked(services) if account == "419100"]
    assert held == [("0,00", "20,00"), ("1,50", "0,00"), ("18,50", "0,00")]
    with pytest.raises(errors.NothingLeft):
        services.prepaid_cards.give_back(sold.card_id, CASH)
    services.payments.reverse(back.id)
    assert on(services, maria) == [1_850]
    assert Verification(services.desk).run() == ()


def test_a_card_pays_up_to_its_last_day_and_what_is_left_then_stays_theirs(services: Services, maria: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000, valid_until=TODAY), CASH)
    assert services.prepaid_cards.reach(maria) == 2_000
    advance_to(services.desk, datetime(2026, 11, 25, 9))
    assert services.prepaid_cards.reach(maria) == 0
    [card] = services.prepaid_cards.of(maria)
    assert (card.cents, card.expired) == (2_000, True)
    with pytest.raises(errors.CardTooLow):
        services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    before = services.prepaid_cards.prolong(sold.card_id, TODAY + timedelta(days=30))
    assert (before, services.prepaid_cards.reach(maria)) == (TODAY, 2_000)


def test_a_last_day_that_is_over_is_refused(services: Services, maria: int) -> None:
    with pytest.raises(errors.SlotReversed):
        services.prepaid_cards.sell(NewCard(maria, 2_000, valid_until=TODAY - timedelta(days=1)), CASH)
    assert services.payments.all() == ()


@pytest.mark.parametrize("cents", [0, -500])
def test_a_card_of_nothing_is_refused(services: Services, maria: int, cents: int) -> None:
    with pytest.raises(errors.NotAnAmount):
        services.prepaid_cards.sell(NewCard(maria, cents), CASH)
    assert (on(services, maria), services.payments.all()) == ([], ())


def test_a_card_is_not_bought_with_a_card(services: Services, maria: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    with pytest.raises(errors.NotOffered):
        services.prepaid_cards.sell(NewCard(maria, 1_000), PREPAID)


def test_what_a_company_shares_pays_after_what_is_their_own(services: Services, maria: int, workshop: int) -> None:
    """8.00 + 1.50: Maria's own 5.00 first, 4.50 of the company's 30.00."""
    services.prepaid_cards.sell(NewCard(workshop, 3_000, shared=True), CARD)
    services.prepaid_cards.sell(NewCard(maria, 500), CASH)
    assert services.prepaid_cards.reach(maria) == 3_500
    services.counter.sell(maria, Basket((TICKET, COFFEE)), PREPAID)
    assert [(one.owner, one.cents) for one in services.prepaid_cards.of(maria)] == [("Atelier Bois", 2_550)]
    assert services.prepaid_cards.explain(workshop)[-1].who == "Maria Roca"


def test_a_company_keeps_to_itself_what_it_does_not_share(services: Services, paul: int, workshop: int) -> None:
    services.prepaid_cards.sell(NewCard(workshop, 3_000), CARD)
    assert (services.prepaid_cards.reach(paul), services.prepaid_cards.reach(workshop)) == (0, 3_000)


def test_a_card_handed_on_is_the_others_and_may_come_back(services: Services, maria: int, paul: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.counter.sell(maria, Basket((COFFEE,)), PREPAID)
    handed = services.prepaid_cards.transfer(sold.card_id, paul)
    assert (on(services, maria), on(services, paul)) == ([], [1_850])
    assert services.prepaid_cards.explain(maria)[-1].other == "Paul Durand"
    assert Verification(services.desk).run() == ()
    services.prepaid_cards.take_back(handed)
    assert (on(services, maria), on(services, paul)) == ([1_850], [])
    with pytest.raises(errors.TransferToOneself):
        services.prepaid_cards.transfer(sold.card_id, maria)
    assert Verification(services.desk).run() == ()


def test_a_gift_pays_nothing_until_somebody_brings_its_code(services: Services, maria: int, paul: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000, gift=True), CASH)
    assert len(sold.code) == 8
    assert services.prepaid_cards.reach(maria) == 0
    with pytest.raises(errors.UnknownGift):
        services.prepaid_cards.redeem("AAAA AAAA", paul)
    handed = services.prepaid_cards.redeem(f"{sold.code[:4].lower()} {sold.code[4:]}", paul)
    assert services.prepaid_cards.reach(paul) == 2_000
    with pytest.raises(errors.UnknownGift):
        services.prepaid_cards.redeem(sold.code, maria)
    services.prepaid_cards.take_back(handed)
    assert (services.prepaid_cards.reach(paul), [one.code for one in services.prepaid_cards.of(maria)]) == (
        0,
        [sold.code],
    )
    assert Verification(services.desk).run() == ()


def test_two_who_are_one_have_their_cards_together(services: Services, maria: int, paul: int) -> None:
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.prepaid_cards.sell(NewCard(paul, 500), CASH)
    services.merges.merge(maria, paul)
    assert services.prepaid_cards.reach(maria) == 2_500
    services.merges.take_apart(paul)
    assert (services.prepaid_cards.reach(maria), services.prepaid_cards.reach(paul)) == (2_000, 500)
    assert Verification(services.desk).run() == ()


def test_money_goes_below_zero_as_far_as_the_house_lets_it_and_is_made_good(services: Services, maria: int) -> None:
    """5.00 on the card and 5.00 of trust: 8.00 leave -3.00; 4.00 more do not fit; a card of 20.00 leaves 17.00."""
    services.prepaid_cards.sell(NewCard(maria, 500), CASH)
    below(services, 500)
    services.counter.sell(maria, Basket((TICKET,)), PREPAID)
    assert (on(services, maria), services.prepaid_cards.reach(maria)) == ([-300], 200)
    with pytest.raises(errors.CardTooLow):
        services.counter.sell(maria, Basket((TICKET,)), PREPAID)
    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    assert (on(services, maria), services.prepaid_cards.reach(maria)) == ([1_700], 2_200)
    assert lines(services, maria)[-3:] == [
        (PrepaidReason.SOLD, 2_000, 2_000),
        (PrepaidReason.MADE_GOOD, -300, 1_700),
        (PrepaidReason.MADE_GOOD, 300, 0),
    ]
    assert Verification(services.desk).run() == ()


def test_what_is_left_is_on_the_list_of_whoever_leaves_until_it_is_given_back(services: Services, maria: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.people.retire(maria)
    text = "Carte prépayée"
    [item] = [one for one in services.checklists.of(maria) if "card" in one.text or text in one.text]
    assert item.done_on is None
    services.prepaid_cards.give_back(sold.card_id, CASH)
    [item] = [one for one in services.checklists.of(maria) if "card" in one.text or text in one.text]
    assert item.done_on == TODAY


def test_what_is_on_cards_is_among_everything_known_of_them(services: Services, maria: int) -> None:
    from tierslieu_desk.services.person import people_exports

    services.prepaid_cards.sell(NewCard(maria, 2_000), CASH)
    services.prepaid_cards.sell(NewCard(maria, 500), CASH)
    rows = [services.people.get(maria)]
    [line] = people_exports.everything(services.desk, rows)
    header = people_exports.header() + people_exports.more_header()
    assert len(header) == len(line)
    told = [cell for cell in line if isinstance(cell, str) and "20" in cell and "5" in cell and ";" in cell]
    assert len(told) == 1


def test_a_gift_whose_sale_was_taken_back_waits_for_nobody(services: Services, maria: int, paul: int) -> None:
    sold = services.prepaid_cards.sell(NewCard(maria, 2_000, gift=True), CASH)
    assert services.prepaid_cards.gifts()
    services.payments.reverse(sold.payment.id)
    with pytest.raises(errors.UnknownGift):
        services.prepaid_cards.redeem(sold.code, paul)
    assert not services.prepaid_cards.gifts()
    assert Verification(services.desk).run() == ()
