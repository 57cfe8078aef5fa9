"""Quotes: numbered apart from invoices, priced as a booking, accepted as bookings at that price, all or nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, organisation, person, slot
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.models.whole_files import papers_named
from tierslieu_desk.money import Basis, LineAmounts
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.quotes import NewQuote, Quotes, Wanted
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers, sweep
from tierslieu_desk.services.keeping.verification import verify_folder
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewOrganisation, People
from tierslieu_desk.services.place.units import Units

EVENINGS = tuple(slot("18:00", "20:00", day) for day in ("2026-12-01", "2026-12-02", "2026-12-03"))
LATER = date(2026, 12, 24)


@pytest.fixture
def quotes(desk: Desk) -> Quotes:
    return Quotes(desk)


@pytest.fixture
def choir(desk: Desk, house: SmallHouse) -> int:
    where = {"street": "1 place des Couverts", "postcode": "09500", "city": "Mirepoix"}
    return People(desk).add_organisation(NewOrganisation(name="Chorale de Mirepoix", language="en", **where))


def evenings(house: SmallHouse) -> tuple[Wanted, ...]:
    return tuple(Wanted(house.room_a, one, 8) for one in EVENINGS)


def dearer(desk: Desk) -> None:
    grid = (PriceStep("hour", 60, 500_000, Basis.NET, VatCategory.STANDARD),)
    Units(desk).set_prices(UnitKind.ROOM, grid)


def charges(desk: Desk) -> list[tuple[int, int, int]]:
    with desk.store.reading() as session:
        found = session.execute(text("SELECT net_cents, tax_cents, gross_cents FROM charge ORDER BY id")).all()
        return [tuple(row) for row in found]


def test_a_hall_for_three_evenings_is_quoted_as_a_booking_would_cost(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    row = quotes.get(quotes.make(NewQuote(evenings(house), LATER, choir, title="Concert")))
    assert (row.number, row.state, row.name) == ("D2026-0001", "draft", "Chorale de Mirepoix")
    assert [line.amounts.gross for line in row.lines] == [2400, 2400, 2400]
    assert (row.totals.net, row.totals.tax, row.totals.gross) == (6000, 1200, 7200)
    assert charges(desk) == [], "tried, and taken back"
    assert Bookings(desk).of_person(choir) == ()
    assert verify_folder(desk.store.folder, desk.clock.wall()) == ()


def test_accepted_it_is_booked_and_owed_at_its_price_though_the_prices_changed(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), LATER, choir))
    dearer(desk)
    booked = quotes.accept(number)
    bookings = Bookings(desk)
    assert [bookings.get(one).slot for one in booked] == list(EVENINGS)
    assert {bookings.get(one).state for one in booked} == {"confirmed"}
    assert charges(desk) == [(2000, 400, 2400)] * 3
    assert [bookings.price(one).gross_cents for one in booked] == [2400] * 3
    (issued,) = Invoices(desk, Papers(desk.store.folder)).issue(choir, date(2026, 12, 31))
    assert issued.gross_cents == 7200
    assert issued.number == "F2026-0001", "a quote takes no number of the invoices"
    assert quotes.get(number).state == "accepted"
    with pytest.raises(errors.AlreadyDone):
        quotes.accept(number)
    assert verify_folder(desk.store.folder, desk.clock.wall()) == ()


def test_when_one_time_is_gone_nothing_is_booked_and_which_one_is_said(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), LATER, choir))
    Bookings(desk).book(NewBooking(house.big_room, person(desk), EVENINGS[1]))
    assert [line.refusal is None for line in quotes.get(number).lines] == [True, False, True]
    with pytest.raises(errors.SlotTaken) as refused:
        quotes.accept(number)
    assert refused.value.facts["by"] == "Marie Dupont"
    assert Bookings(desk).of_person(choir) == ()
    assert quotes.get(number).state == "draft"


def test_what_is_held_until_the_quotes_end_blocks_and_becomes_the_booking(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), date(2026, 11, 30), choir, hold=True))
    bookings, (first, *_others) = Bookings(desk), quotes.get(number).lines
    kept = bookings.get(first.booking_id)
    assert (kept.state, kept.expires) == ("tentative", datetime(2026, 12, 1))
    with pytest.raises(errors.SlotTaken):
        bookings.book(NewBooking(house.room_a, person(desk), EVENINGS[0]))
    dearer(desk)
    assert bookings.price(kept.id).gross_cents == 2400
    assert first.booking_id in quotes.accept(number)
    assert charges(desk) == [(2000, 400, 2400)] * 3


def test_an_option_of_a_quote_that_is_confirmed_by_itself_keeps_its_price(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house)[:1], LATER, choir, hold=True))
    dearer(desk)
    Bookings(desk).confirm(quotes.get(number).lines[0].booking_id)
    assert charges(desk) == [(2000, 400, 2400)]


def test_a_booking_of_a_quote_moved_to_another_evening_keeps_its_price_a_longer_one_does_not(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house)[:1], LATER, choir))
    dearer(desk)
    (booked,) = quotes.accept(number)
    bookings = Bookings(desk)
    assert bookings.move(booked, slot("18:00", "20:00", "2026-12-04")).price.gross_cents == 2400
    assert bookings.move(booked, slot("17:00", "20:00", "2026-12-04")).price.gross_cents == 18_000


def test_refused_it_lets_go_of_what_was_held(desk: Desk, house: SmallHouse, quotes: Quotes, choir: int) -> None:
    number = quotes.make(NewQuote(evenings(house), LATER, choir, hold=True))
    quotes.refuse(number)
    assert quotes.get(number).state == "refused"
    Bookings(desk).book(NewBooking(house.room_a, person(desk), EVENINGS[0]))
    with pytest.raises(errors.AlreadyDone):
        quotes.accept(number)


def test_accepting_is_taken_back_until_it_is_invoiced(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), LATER, choir))
    quotes.accept(number)
    quotes.take_back(number)
    assert quotes.get(number).state == "sent"
    assert charges(desk) == []
    assert {row.state for row in Bookings(desk).of_person(choir)} == {"cancelled"}
    quotes.accept(number)
    Invoices(desk, Papers(desk.store.folder)).issue(choir, date(2026, 12, 31))
    with pytest.raises(errors.InvoiceAlreadyIssued):
        quotes.take_back(number)


def test_a_quote_is_over_after_its_last_day_without_any_job(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), date(2026, 11, 26), choir))
    quotes.sent(number)
    advance_to(desk, datetime(2026, 11, 26, 23, 59))
    assert quotes.get(number).state == "sent"
    advance_to(desk, datetime(2026, 11, 27))
    assert quotes.get(number).state == "expired"
    with pytest.raises(errors.QuoteOver):
        quotes.accept(number)


def test_somebody_in_no_file_is_quoted_by_name_and_booked_once_written_down(
    desk: Desk, house: SmallHouse, quotes: Quotes
) -> None:
    new = NewQuote(
        evenings(house)[:1], LATER, name="Mairie de Camon", street="Le bourg", postcode="09500", city="Camon"
    )
    number = quotes.make(new)
    row = quotes.get(number)
    assert (row.name, row.city, row.party_id, row.totals.gross) == ("Mairie de Camon", "Camon", None, 2400)
    with pytest.raises(errors.MissingFact):
        quotes.accept(number)
    camon = organisation(desk, "Mairie de Camon")
    assert len(quotes.accept(number, camon)) == 1
    assert quotes.get(number).party_id == camon


def test_a_quote_without_a_time_a_name_or_a_day_to_come_is_none(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    with pytest.raises(errors.QuoteEmpty):
        quotes.make(NewQuote((), LATER, choir))
    with pytest.raises(errors.MissingFact):
        quotes.make(NewQuote(evenings(house), LATER))
    with pytest.raises(errors.DeadlineOver):
        quotes.make(NewQuote(evenings(house), date(2026, 11, 23), choir))
    with pytest.raises(errors.MissingFact):
        quotes.make(NewQuote(evenings(house), LATER, name="Camon", hold=True))
    assert quotes.list() == ()
    assert not quotes.any()


def test_holding_is_all_or_nothing(desk: Desk, house: SmallHouse, quotes: Quotes, choir: int) -> None:
    Bookings(desk).book(NewBooking(house.room_a, person(desk), EVENINGS[2]))
    with pytest.raises(errors.SlotTaken):
        quotes.make(NewQuote(evenings(house), LATER, choir, hold=True))
    assert quotes.list() == ()
    assert Bookings(desk).of_person(choir) == ()


def test_numbers_begin_again_each_year(desk: Desk, house: SmallHouse, quotes: Quotes, choir: int) -> None:
    made = [quotes.make(NewQuote(evenings(house)[:1], LATER, choir)) for _time in range(2)]
    advance_to(desk, NOW + timedelta(days=60))
    made.append(quotes.make(NewQuote(evenings(house)[:1], date(2027, 3, 1), choir)))
    assert [quotes.get(one).number for one in made] == ["D2026-0001", "D2026-0002", "D2027-0001"]


def at(wanted: Wanted, cents: int, reason: str = "") -> Wanted:
    return replace(wanted, agreed_cents=cents, reason=reason)


def test_a_price_agreed_by_hand_is_quoted_booked_and_invoiced_and_the_discount_is_said(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    """Two hours at 10.00 and 20 %: 24.00 as a rule, 18.00 agreed, of which 15.00 and 3.00 of VAT."""
    first, second, _third = evenings(house)
    number = quotes.make(NewQuote((at(first, 1800, "village choir"), second), LATER, choir))
    row = quotes.get(number)
    assert [line.amounts for line in row.lines] == [LineAmounts(1500, 300, 1800), LineAmounts(2000, 400, 2400)]
    assert (row.lines[0].usual_cents, row.lines[0].agreed_cents, row.lines[1].agreed_cents) == (2400, 1800, None)
    assert (row.totals.net, row.totals.tax, row.totals.gross) == (3500, 700, 4200)
    said = "discount of €6.00 on the usual €24.00 incl. tax (village choir)"
    assert row.lines[0].detail.endswith(said)
    booked = quotes.accept(number)
    assert charges(desk) == [(1500, 300, 1800), (2000, 400, 2400)]
    assert Bookings(desk).price(booked[0]).agreed == "D2026-0001"
    invoices = Invoices(desk, Papers(desk.store.folder))
    (issued,) = invoices.issue(choir, date(2026, 12, 31))
    assert issued.gross_cents == 4200
    with desk.store.reading() as session:
        details = session.scalars(text("SELECT detail FROM invoice_line")).all()
    assert [detail.endswith(said) for detail in sorted(details)] == [True, False], "Tuesday 1, Wednesday 2"
    assert verify_folder(desk.store.folder, desk.clock.wall()) == ()


def test_more_than_the_list_asks_or_nothing_at_all_can_be_agreed_but_not_less_than_nothing(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    first, second, third = evenings(house)
    row = quotes.get(quotes.make(NewQuote((at(first, 3000), at(second, 0, "gift"), at(third, 2400)), LATER, choir)))
    assert [line.amounts.gross for line in row.lines] == [3000, 0, 2400]
    assert row.lines[0].detail.endswith(" · agreed price")
    assert row.lines[2].usual_cents is None, "the usual price is no other one"
    assert len(quotes.accept(row.id)) == 3
    assert [gross for _net, _tax, gross in charges(desk)] == [3000, 2400]
    with pytest.raises(errors.NotAnAmount):
        quotes.make(NewQuote((at(first, -100),), LATER, choir))


def test_where_the_list_has_no_price_one_that_was_agreed_is_enough(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    mornings = Window(frozenset(range(5)), 480, 240)
    only = PriceStep("morning", 240, 300_000, Basis.NET, VatCategory.STANDARD, mornings)
    Units(desk).set_prices(UnitKind.ROOM, (only,))
    evening = evenings(house)[0]
    with pytest.raises(errors.NoPriceThen):
        quotes.accept(quotes.make(NewQuote((evening,), LATER, choir)))
    quotes.accept(quotes.make(NewQuote((at(evening, 1800),), LATER, choir)))
    assert charges(desk) == [(1500, 300, 1800)]


def test_a_booking_of_a_quote_shows_the_agreed_price_before_it_is_moved(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    (booked,) = quotes.accept(quotes.make(NewQuote((at(evenings(house)[0], 1800),), LATER, choir)))
    dearer(desk)
    bookings, friday = Bookings(desk), slot("18:00", "20:00", "2026-12-04")
    seen = bookings.look(house.room_a, friday, choir, besides=booked).price
    assert (seen.gross_cents, seen.agreed) == (1800, "D2026-0001")
    assert bookings.look(house.room_a, friday, choir).price.gross_cents == 12_000
    assert bookings.look(house.room_a, slot("17:00", "20:00", "2026-12-04"), choir, besides=booked).price.agreed == ""
    Invoices(desk, Papers(desk.store.folder)).issue(choir, date(2026, 12, 31))
    assert bookings.move(booked, friday).price.gross_cents == 1800, "the same price, though an invoice stands"


def test_an_option_of_a_quote_moved_before_it_is_confirmed_tells_the_agreed_price(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote((at(evenings(house)[0], 1800),), LATER, choir, hold=True))
    (kept,) = (line.booking_id for line in quotes.get(number).lines)
    assert Bookings(desk).move(kept, slot("18:00", "20:00", "2026-12-04")).price.gross_cents == 1800


def test_a_changed_quote_has_a_number_of_its_own_and_says_which_one_it_replaces(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    old = quotes.make(NewQuote(evenings(house), LATER, choir))
    quotes.sent(old)
    given = quotes.paper(old)
    new = quotes.change(old, NewQuote((at(evenings(house)[0], 1800),), LATER, choir))
    assert (quotes.get(new).number, quotes.get(new).state) == ("D2026-0002", "draft")
    assert quotes.get(new).replaces == ("D2026-0001", date(2026, 11, 24))
    assert (quotes.get(old).state, quotes.get(old).replaced_by) == ("replaced", "D2026-0002")
    assert quotes.paper(old) == given
    for act in (quotes.accept, quotes.refuse):
        with pytest.raises(errors.AlreadyDone):
            act(old)
    with pytest.raises(errors.AlreadyDone):
        quotes.change(old, NewQuote(evenings(house), LATER, choir))
    quotes.accept(new)
    assert charges(desk) == [(1500, 300, 1800)]
    with pytest.raises(errors.AlreadyDone):
        quotes.change(new, NewQuote(evenings(house), LATER, choir))


def test_a_quote_nobody_was_given_is_not_named_by_the_one_that_replaces_it(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    given = quotes.make(NewQuote(evenings(house), LATER, choir))
    quotes.sent(given)
    between = quotes.change(given, NewQuote(evenings(house)[:2], LATER, choir))
    last = quotes.change(between, NewQuote(evenings(house)[:1], LATER, choir))
    assert quotes.get(last).replaces == ("D2026-0001", date(2026, 11, 24))


def test_a_paper_that_was_handed_over_stays_as_it_was_whatever_changes(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    number = quotes.make(NewQuote(evenings(house), LATER, choir))
    given = quotes.paper(number)
    quotes.sent(number, given)
    people = People(desk)
    row = people.get(choir)
    people.change(choir, NewOrganisation(name="Chorale d’ailleurs"), row.version)
    assert quotes.get(number).name == "Chorale d’ailleurs"
    assert quotes.paper(number) == given
    file = Papers(desk.store.folder).path(quotes.get(number).paper_sha256)
    os.utime(file, (0, 0))
    sweep(desk, Papers(desk.store.folder))
    assert quotes.paper(number) == given, "a paper that a quote names is no rubbish"
    assert file.stem in papers_named(desk.store.file)


def test_what_a_changed_quote_still_wants_stays_held_and_the_rest_is_free(
    desk: Desk, house: SmallHouse, quotes: Quotes, choir: int
) -> None:
    old = quotes.make(NewQuote(evenings(house), LATER, choir, hold=True))
    kept = quotes.get(old).lines[0].booking_id
    longer = Wanted(house.room_a, slot("17:00", "20:00", "2026-12-02"), 8)
    new = quotes.change(old, NewQuote((evenings(house)[0], longer), date(2026, 11, 28), choir, hold=True))
    bookings, lines = Bookings(desk), quotes.get(new).lines
    assert lines[0].booking_id == kept
    assert bookings.get(kept).expires == datetime(2026, 11, 29)
    assert bookings.get(lines[1].booking_id).slot == longer.slot
    bookings.book(NewBooking(house.room_a, person(desk), EVENINGS[2]))
    assert verify_folder(desk.store.folder, desk.clock.wall()) == ()


def test_a_change_is_undone_until_it_is_handed_over(desk: Desk, house: SmallHouse, quotes: Quotes, choir: int) -> None:
    old = quotes.make(NewQuote(evenings(house), LATER, choir, hold=True))
    new = quotes.change(old, NewQuote(evenings(house)[:1], LATER, choir))
    quotes.unchange(new)
    assert [row.number for row in quotes.list()] == ["D2026-0001"]
    assert [line.booking_id is not None for line in quotes.get(old).lines] == [True] * 3
    again = quotes.change(old, NewQuote(evenings(house)[:1], LATER, choir))
    quotes.sent(again)
    with pytest.raises(errors.AlreadyDone):
        quotes.unchange(again)
    assert verify_folder(desk.store.folder, desk.clock.wall()) == ()
