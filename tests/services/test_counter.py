"""The counter: a slate, what is paid at once, to whom, and that nothing is ever half done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import papers
import pytest
from builders import SmallHouse, advance_to, organisation, person

from tierslieu_desk import errors
from tierslieu_desk.models import store as stores
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.vocabulary import ClosingKind, InvoiceKind, MailKind, PaymentMethod, Period, VatCategory
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front import counter as counters
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Basket, Piece
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money import invoice_seal
from tierslieu_desk.services.money.invoice_lists import InvoiceLists
from tierslieu_desk.services.money.invoice_rows import Tickets
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import ToInvoice, Wording
from tierslieu_desk.services.person.people import People
from tierslieu_desk.services.person.person_files import PersonFiles
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import Slot, StoppedClock

COFFEE = Article(name="Coffee", price_e4=10_000, vat_category=VatCategory.INTERMEDIATE)
PRINT = Article(name="Print-out", price_e4=2_000)
TICKET = Article(name="Half-day ticket", price_e4=80_000, half_days=1)
BOOK = Article(name="Ten half-days", price_e4=700_000, half_days=10)
CASH = PaymentMethod.CASH
KILLED = Path(__file__).resolve().parents[1] / "kernel" / "killed_between_two.py"


@pytest.fixture
def counter(desk: Desk, house: SmallHouse) -> Counter:
    return Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))


def issued(desk: Desk) -> tuple:
    return Invoices(desk, Papers(desk.store.folder)).all()


def told(counter: Counter, party: int) -> list[tuple[str, int, int]]:
    return [(line.description, line.quantity_milli, line.gross_cents) for line in counter.slate(party).lines]


def test_before_anybody_said_what_is_sold_the_usual_things_are(counter: Counter) -> None:
    found = [(a.name, a.price_e4, a.half_days) for a in counter.articles()]
    assert found == [
        ("Café", 10_000, 0),
        ("Impression", 2_000, 0),
        ("Ticket demi-journée", 80_000, 1),
        ("10 tickets demi-journée", 700_000, 10),
    ] or [(p, h) for _n, p, h in found] == [(10_000, 0), (2_000, 0), (80_000, 1), (700_000, 10)]


def test_what_is_sold_is_what_was_kept_last_in_its_order(counter: Counter) -> None:
    counter.set_articles([PRINT, COFFEE])
    kept = counter.articles()
    assert [a.name for a in kept] == ["Print-out", "Coffee"]
    counter.set_articles([kept[1], Article(name="Tea", price_e4=12_000)])
    assert [(a.name, a.price_e4) for a in counter.articles()] == [("Coffee", 10_000), ("Tea", 12_000)]
    counter.set_articles([])
    assert counter.articles() == ()


def test_a_counter_that_sells_nothing_is_not_offered_the_usual_things_again(counter: Counter) -> None:
    counter.set_articles([])
    assert counter.articles() == ()


def test_an_article_has_a_name_of_its_own(counter: Counter) -> None:
    with pytest.raises(errors.NameTaken):
        counter.set_articles([COFFEE, Article(name=" coffee ", price_e4=1)])
    with pytest.raises(errors.MissingFact):
        counter.set_articles([Article(name=" ", price_e4=1)])


def test_three_coffees_and_a_print_out_on_the_slate_are_cleared_in_one_payment(desk: Desk, counter: Counter) -> None:
    """3 x 1.00 and 1 x 0.20, prices with tax: 3.20."""
    maria = person(desk, "Maria", "Roca")
    counter.put_on_slate(maria, [Piece(COFFEE, 3)])
    counter.put_on_slate(maria, [Piece(PRINT)])
    assert told(counter, maria) == [("Coffee", 3000, 300), ("Print-out", 1000, 20)]
    slate = counter.slate(maria)
    assert (slate.total_cents, slate.payer) == (320, "Maria Roca")
    sale = counter.sell(maria, Basket(charges=slate.charges), CASH)
    assert sale.payment is not None
    assert (sale.payment.amount_cents, sale.payment.method, sale.payment.party_id) == (320, CASH, maria)
    (invoice,) = issued(desk)
    assert (invoice.gross_cents, invoice.paid_cents, invoice.due_on) == (320, 320, date(2026, 11, 24))
    assert counter.slate(maria).lines == ()


def test_the_vat_of_a_basket_is_what_the_invoice_says(desk: Desk, counter: Counter) -> None:
    """3.00 at 10 % holds 0.27, 0.20 at 20 % holds 0.03."""
    maria = person(desk, "Maria", "Roca")
    basket = Basket(pieces=(Piece(COFFEE, 3), Piece(PRINT)))
    quote = counter.quote(basket)
    assert (quote.pieces, quote.total_cents, quote.tax_cents, quote.with_vat) == ((300, 20), 320, 30, True)
    counter.sell(maria, basket, PaymentMethod.CARD)
    assert issued(desk)[0].gross_cents == 320


def test_what_is_put_on_the_slate_can_be_taken_off_until_it_is_invoiced(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    written = counter.put_on_slate(maria, [Piece(COFFEE)])
    counter.take_off(written)
    assert counter.slate(maria).lines == ()
    with pytest.raises(errors.NotFound):
        counter.take_off(written)
    written = counter.put_on_slate(maria, [Piece(COFFEE)])
    counter.sell(maria, Basket(charges=written), CASH)
    with pytest.raises(errors.InvoiceAlreadyIssued):
        counter.take_off(written)


def test_one_coffee_paid_at_once_leaves_the_slate_as_it_was(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    counter.put_on_slate(maria, [Piece(PRINT, 12)])
    sale = counter.sell(maria, Basket(pieces=(Piece(COFFEE),)), CASH)
    assert sale.payment is not None
    assert sale.payment.amount_cents == 100
    assert told(counter, maria) == [("Print-out", 12000, 240)]


def test_the_paper_of_what_is_paid_at_once_says_so_and_asks_for_nothing(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    (row,) = counter.sell(maria, Basket(pieces=(Piece(COFFEE),)), CASH).invoices
    said = papers.text(Invoices(desk, Papers(desk.store.folder)).paper(row.id))
    assert "Reçu en espèces le 24/11/2026" in said
    assert "Reste à payer\n0,00" in said
    assert "à payer au plus tard" not in said
    assert "chèque" not in said, "nor how it could be paid"


def test_tickets_are_there_to_use_as_soon_as_they_are_paid(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    sale = counter.sell(maria, Basket(pieces=(Piece(BOOK),)), CASH, arrives=1)
    assert sale.visit is not None
    assert (sale.visit.half_days, sale.visit.used, sale.visit.to_pay) == (1, 1, False)
    assert Plans(desk).left(maria) == 9


def test_tickets_taken_off_the_slate_are_taken_back_unless_one_was_used(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    counter.take_off(counter.put_on_slate(maria, [Piece(BOOK)]))
    assert Plans(desk).left(maria) == 0
    written = counter.put_on_slate(maria, [Piece(BOOK)])
    Visits(desk).check_in(maria, 1)
    with pytest.raises(errors.AllowanceUsed):
        counter.take_off(written)
    assert Plans(desk).left(maria) == 9


def test_tickets_taken_off_the_slate_are_good_for_no_day_and_in_nobodys_file(desk: Desk, counter: Counter) -> None:
    """As those whose sale was taken back on the page: their visit was undone, so none of them is used."""
    maria = person(desk, "Maria", "Roca")
    written = counter.put_on_slate(maria, [Piece(BOOK)])
    visits = Visits(desk)
    visits.undo_check_in(visits.check_in(maria, 1).id)
    counter.take_off(written)
    assert PersonFiles(desk).lately(maria, "sold") == ()
    assert PersonFiles(desk).of(maria).balance.half_days is None


def test_a_sale_that_is_stopped_anywhere_leaves_nothing_owed(
    desk: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its paper is drawn, when a killed program would leave whatever is in the file."""
    maria, seen = person(desk, "Maria", "Roca"), []

    def full(papers: Papers, _content: bytes) -> str:
        with closing(sqlite3.connect(desk.store.file)) as beside:
            seen.append([beside.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("charge", "pass")])
        raise errors.DiskFull(folder=str(desk.store.folder))

    monkeypatch.setattr(Papers, "keep", full)
    with pytest.raises(errors.DiskFull):
        counter.sell(maria, Basket(pieces=(Piece(BOOK), Piece(COFFEE, 3))), CASH, arrives=1)
    assert seen == [[(0,), (0,)]]
    assert told(counter, maria) == []
    assert Plans(desk).left(maria) == 0


def test_a_ticket_is_not_sold_to_somebody_who_came_in_meanwhile(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    Visits(desk).check_in(maria, 1)
    with pytest.raises(errors.AlreadyHere):
        counter.sell(maria, Basket(pieces=(Piece(TICKET),)), CASH, arrives=1)
    assert (issued(desk), Payments(desk).all(), told(counter, maria)) == ((), (), [])


def test_a_sale_takes_another_number_when_somebody_issued_while_it_was_drawn(
    desk: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria, luc = person(desk, "Maria", "Roca"), person(desk, "Luc", "Pons")
    keep, rival = Papers.keep, [luc]

    def slowly(papers: Papers, content: bytes) -> str:
        if rival:
            counter.sell(rival.pop(), Basket(pieces=(Piece(PRINT),)), CASH)
        return keep(papers, content)

    monkeypatch.setattr(Papers, "keep", slowly)
    counter.sell(maria, Basket(pieces=(Piece(COFFEE, 3),)), CASH)
    assert [(row.number, row.customer, row.gross_cents) for row in issued(desk)] == [
        ("F2026-0002", "Maria Roca", 300),
        ("F2026-0001", "Luc Pons", 20),
    ]
    assert (told(counter, maria), told(counter, luc)) == ([], [])


def test_somebody_without_a_name_buys_what_is_used_on_the_spot(desk: Desk, counter: Counter) -> None:
    counter.sell(None, Basket(pieces=(Piece(COFFEE, 2),)), CASH)
    counter.sell(None, Basket(pieces=(Piece(TICKET),)), CASH)
    rows = issued(desk)
    assert [(row.gross_cents, row.paid_cents) for row in rows] == [(800, 800), (200, 200)]
    assert len({row.party_id for row in rows}) == 1
    assert rows[0].customer in {"Client de passage", "Passing customer"}
    assert People(desk).list() == ()
    with pytest.raises(errors.MissingFact):
        counter.sell(None, Basket(pieces=(Piece(BOOK),)), CASH)


def test_a_private_person_needs_no_address_at_the_counter_but_a_firm_does(desk: Desk, counter: Counter) -> None:
    firm = organisation(desk)
    with pytest.raises(errors.MissingFact) as refused:
        counter.sell(firm, Basket(pieces=(Piece(COFFEE),)), CASH)
    assert refused.value.facts["field"] == "address"
    assert counter.slate(firm).lines == ()


def test_what_a_member_takes_is_on_the_slate_of_who_pays_for_them(desk: Desk, counter: Counter) -> None:
    maria, firm = person(desk, "Maria", "Roca"), organisation(desk)
    People(desk).set_payer(maria, firm)
    counter.put_on_slate(maria, [Piece(COFFEE)])
    slate = counter.slate(maria)
    assert (slate.payer, slate.total_cents) == ("Pyrène Conseil", 100)
    assert counter.slate(firm).charges == slate.charges


def test_when_the_payment_is_refused_nothing_is_issued_and_the_slate_stays(desk: Desk, counter: Counter) -> None:
    """The till is closed up to today: the clock was put back by a day."""
    maria = person(desk, "Maria", "Roca")
    counter.sell(maria, Basket(pieces=(Piece(COFFEE),)), CASH)
    slate = counter.put_on_slate(maria, [Piece(PRINT)])
    advance_to(desk, datetime(2026, 11, 25, 9))
    Payments(desk).close(ClosingKind.DAY, date(2026, 11, 24))
    desk.clock.set(datetime(2026, 11, 24, 18))
    with pytest.raises(errors.TillClosed):
        counter.sell(maria, Basket(pieces=(Piece(COFFEE),), charges=slate), CASH)
    assert len(issued(desk)) == 1
    assert told(counter, maria) == [("Print-out", 1000, 20)]


def test_a_fee_on_the_slate_goes_on_a_receipt_and_is_paid_with_the_rest(desk: Desk, counter: Counter) -> None:
    maria, plans = person(desk, "Maria", "Roca"), Plans(desk)
    fee = plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
    plans.sell(NewSubscription(maria, fee))
    counter.put_on_slate(maria, [Piece(COFFEE)])
    slate, besides = counter.slate(maria), counter.slate(maria, besides=True)
    assert (slate.total_cents, besides.total_cents) == (100, 2000), "a fee is owed, and is not on the slate"
    both = (*slate.charges, *besides.charges)
    assert counter.quote(Basket(charges=both)).total_cents == 2100
    counter.sell(maria, Basket(charges=both), CASH)
    assert {(row.kind, row.gross_cents, row.paid_cents) for row in issued(desk)} == {
        (InvoiceKind.INVOICE, 100, 100),
        (InvoiceKind.RECEIPT, 2000, 2000),
    }
    assert [row.amount_cents for row in Payments(desk).all()] == [2100]


def test_an_open_invoice_is_paid_with_what_else_is_in_the_basket(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    written = counter.put_on_slate(maria, [Piece(PRINT, 10)])
    counter._invoices.issue_these(maria, written, lambda _rows: None)
    (bill,) = counter.card(maria).bills
    assert (bill.left_cents, bill.due_on) == (200, date(2026, 11, 24))
    counter.sell(maria, Basket(pieces=(Piece(COFFEE),), invoices=(bill.id,)), PaymentMethod.CHEQUE)
    assert [row.amount_cents for row in Payments(desk).all()] == [300]
    assert counter.card(maria).bills == ()
    assert counter.sell(maria, Basket(invoices=(bill.id,)), CASH).payment is None, "it is paid already"


def test_a_slate_that_somebody_else_cleared_meanwhile_is_not_paid_twice(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    slate = counter.put_on_slate(maria, [Piece(COFFEE)])
    basket = Basket(pieces=(Piece(PRINT),), charges=slate)
    shown = counter.quote(basket).total_cents
    counter.sell(maria, Basket(charges=slate), CASH)
    with pytest.raises(errors.ChangedMeanwhile):
        counter.sell(maria, basket, CASH, shown_cents=shown)
    assert [row.amount_cents for row in Payments(desk).all()] == [100]
    assert counter.slate(maria).lines == ()


def test_the_card_of_somebody_says_what_an_arrival_uses(desk: Desk, counter: Counter) -> None:
    """At 10:47 a day, two half-days; of five days nine half-days are left after a half-day was used."""
    maria = person(desk, "Maria", "Roca")
    card = counter.card(maria)
    assert (card.here_since, card.wanted, card.left, card.counted, card.unlimited) == (None, 2, 0, False, False)
    Plans(desk).sell_pass(NewPass(party_id=maria, name="Five days", days=5, price_e4=500_000))
    Visits(desk).check_in(maria, 1)
    card = counter.card(maria)
    assert (card.here_since, card.wanted, card.left) == (datetime(2026, 11, 24, 10, 47), 1, 9)


def test_the_card_tells_mail_of_the_firm_somebody_belongs_to_and_what_they_have_out(
    desk: Desk, counter: Counter, house: SmallHouse
) -> None:
    maria, firm = person(desk, "Maria", "Roca"), organisation(desk)
    People(desk).affiliate(maria, firm)
    for _n in range(2):
        Mail(desk).arrived(firm, MailKind.LETTER, shelf="A3", on=date(2026, 11, 20))
    now = datetime(2026, 11, 24, 10)
    loan = Loans(desk).lend(house.booth, maria, Slot(now, now + timedelta(hours=8)), deposit_cents=5000)
    card = counter.card(maria)
    assert [(m.name, m.items, m.since, m.shelf) for m in card.mail] == [("Pyrène Conseil", 2, date(2026, 11, 20), "A3")]
    assert [(one.id, one.unit, one.deposit_cents) for one in card.loans] == [(loan, "Booth", 5000)]


def test_nobody_has_no_card(counter: Counter) -> None:
    with pytest.raises(errors.NotFound):
        counter.card(4711)


def test_the_first_list_is_in_the_language_of_the_desk() -> None:
    assert len(counters.first_articles()) == 4
    assert all(article.basis is Basis.GROSS for article in counters.first_articles())


def fee_and_coffee(desk: Desk, counter: Counter) -> tuple[int, Basket]:
    """Somebody who owes a membership fee and a coffee, which go on two documents."""
    maria, plans = person(desk, "Maria", "Roca"), Plans(desk)
    fee = plans.add(NewPlan(name="Membership", period=Period.YEAR, price_e4=200_000, membership_fee=True))
    plans.sell(NewSubscription(maria, fee))
    owed = counter.slate(maria, besides=True)
    return maria, Basket(pieces=(Piece(COFFEE),), charges=owed.charges)


def test_a_sale_on_two_documents_that_is_stopped_between_them_leaves_neither(
    desk: Desk, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria, basket = fee_and_coffee(desk, counter)
    write, written = invoice_seal.write, []

    def once(*what: Any) -> int:
        if written:
            raise RuntimeError("the lights went out")
        written.append(write(*what))
        return written[0]

    with monkeypatch.context() as patch:
        patch.setattr(invoice_seal, "write", once)
        with pytest.raises(RuntimeError):
            counter.sell(maria, basket, CASH)
    assert written == [1]
    assert (issued(desk), Payments(desk).all(), told(counter, maria)) == ((), (), [])
    counter.sell(maria, basket, CASH)
    assert {(row.number, row.paid_cents) for row in issued(desk)} == {("F2026-0001", 100), ("R2026-0001", 2000)}
    assert Verification(desk).run() == ()


def test_a_sale_on_two_documents_killed_anywhere_is_whole_or_not_there(tmp_path: Path) -> None:
    """Killed at the first row, between the two, and after both but before the payment."""
    for stop in (1, 2, 3):
        folder = tmp_path / str(stop)
        killed = subprocess.run(
            [sys.executable, str(KILLED), str(folder), str(stop)], capture_output=True, encoding="utf-8", check=False
        )
        assert (killed.returncode, killed.stderr) == (9, "")
        store = stores.Store(folder)
        desk = Desk(store, StoppedClock(datetime(2026, 11, 24, 12)), lambda: "Camille")
        assert issued(desk) == ()
        assert Payments(desk).all() == ()
        assert Verification(desk).run() == ()
        store.close()


def test_what_a_counter_sale_that_was_credited_brought_is_off_the_price_of_the_next(
    desk: Desk, counter: Counter
) -> None:
    """Five coffees were paid, 5.00, for three: three are 3.00, which were paid, and one more is 1.00 to pay."""
    maria = person(desk, "Maria", "Roca")
    (wrong,) = counter.sell(maria, Basket(pieces=(Piece(COFFEE, 5),)), CASH).invoices
    invoices, to_invoice = Invoices(desk, Papers(desk.store.folder)), ToInvoice(desk)
    invoices.credit(wrong.id, owe_again=True)
    (line,) = counter.slate(maria).lines
    three = Wording("Coffee", 10_000, 3000, Basis.GROSS, VatCategory.INTERMEDIATE)
    to_invoice.change(line.charge_id, three)
    basket = Basket(pieces=(Piece(COFFEE, 3),), charges=(line.charge_id,))
    quote = counter.quote(basket)
    assert (quote.carried_cents, quote.total_cents) == (500, 100)
    sale = counter.sell(maria, basket, CASH, shown_cents=100)
    assert sale.payment is not None
    assert sale.payment.amount_cents == 100
    assert [row.left_cents for row in InvoiceLists(desk).find()] == [0, 0, 0]
    assert Verification(desk).run() == ()


def test_a_credit_note_takes_back_the_tickets_that_nobody_used(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    (sold,) = counter.sell(maria, Basket(pieces=(Piece(BOOK),)), CASH).invoices
    Visits(desk).check_in(maria, 1)
    invoices = Invoices(desk, Papers(desk.store.folder))
    assert invoices.tickets_of(sold.id) == Tickets(left=9, used=1)
    invoices.credit(sold.id)
    assert Plans(desk).left(maria) == 0
    assert [(row.half_days, row.balance) for row in Plans(desk).explain(maria)] == [(10, 10), (-1, 9), (-9, 0)]
    assert PersonFiles(desk).lately(maria, "sold") == ()
    assert Verification(desk).run() == ()


def test_tickets_that_are_sold_anew_stay_until_that_sale_is_taken_back(desk: Desk, counter: Counter) -> None:
    maria = person(desk, "Maria", "Roca")
    (sold,) = counter.sell(maria, Basket(pieces=(Piece(BOOK),)), CASH).invoices
    with pytest.raises(errors.InvoiceAlreadyIssued):
        Sales(desk).take_back_pass(1)
    Invoices(desk, Papers(desk.store.folder)).credit(sold.id, owe_again=True)
    assert Plans(desk).left(maria) == 10
    Sales(desk).take_back_pass(1)
    assert Plans(desk).left(maria) == 0
    assert told(counter, maria) == []
    assert Verification(desk).run() == ()
