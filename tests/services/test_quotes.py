"""Quotes: numbered apart from invoices, priced as a booking, accepted as bookings at that price, all or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, organisation, person, slot
from sqlalchemy import text

from tierslieu_desk import errors
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import UnitKind, VatCategory
from tierslieu_desk.services.booking_work import NewBooking
from tierslieu_desk.services.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.invoices import Invoices
from tierslieu_desk.services.papers import Papers
from tierslieu_desk.services.people import NewOrganisation, People
from tierslieu_desk.services.quotes import NewQuote, Quotes, Wanted
from tierslieu_desk.services.units import Units
from tierslieu_desk.services.verification import verify_folder

EVENINGS = tuple(slot("18:00", "20:00", day) for day in ("2026-12-01", "2026-12-02", "2026-12-03"))
LATER = date(2026, 12, 24)


@pytest.fixture
def quotes(desk: Desk) -> Quotes:
    return Quotes(desk)


@pytest.fixture
def choir(desk: Desk, house: SmallHouse) -> int:
    new = NewOrganisation(name="Chorale de Mirepoix", street="1 place des Couverts", postcode="09500", city="Mirepoix")
    return People(desk).add_organisation(new)


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
