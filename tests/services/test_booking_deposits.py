"""The deposit of a booking: asked, held by the till, nobody's revenue; due when it is over, given back or kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import SmallHouse, advance_to, slot

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.models.money import Invoice
from tierslieu_desk.rules.bookkeeping import rows
from tierslieu_desk.rules.vocabulary import PaymentMethod, UnitKind
from tierslieu_desk.services.booking import booking_words
from tierslieu_desk.services.booking.booking_deposits import Kept
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.accounting import entries
from tierslieu_desk.services.person.people import NewPerson

CASH = PaymentMethod.CASH


@pytest.fixture
def services(desk: Desk, house: SmallHouse) -> Services:
    """Rooms ask 300.00 of whoever books them, room B nothing."""
    made = Services(desk)
    made.booking_deposits.set(UnitKind.ROOM, 30_000)
    made.booking_deposits.set(house.room_b, 0)
    return made


@pytest.fixture
def booking(services: Services, house: SmallHouse) -> int:
    who = services.people.add_person(NewPerson(given_name="Ana", family_name="Bosc", postcode="09500", city="Foix"))
    return services.bookings.book(NewBooking(house.room_a, who, slot("14:00", "18:00"))).id


def due(services: Services) -> list[tuple[str, int]]:
    return [(row.name, row.amount_cents) for row in services.today.view().due if row.kind == "deposit"]


def tax(services: Services, invoice_id: int) -> tuple[int, int]:
    with services.desk.store.reading() as session:
        found = session.get_one(Invoice, invoice_id)
        return found.gross_cents, found.tax_cents


def test_it_is_asked_when_it_is_booked_and_is_no_part_of_the_price(services: Services, house: SmallHouse) -> None:
    quote = services.bookings.quote(house.room_a, slot("14:00", "18:00"))
    assert (quote.gross_cents, quote.deposit_cents) == (3_600, 30_000)
    assert "300" in booking_words.working(quote)
    assert services.bookings.quote(house.room_b, slot("14:00", "18:00")).deposit_cents == 0
    assert services.bookings.quote(house.booth, slot("14:00", "18:00")).deposit_cents == 0


def test_what_is_left_is_held_and_is_nobodys_revenue(services: Services, booking: int) -> None:
    deposits = services.booking_deposits
    assert deposits.of(booking).missing_cents == 30_000
    assert services.bookings.price(booking).deposit_cents == 30_000
    deposits.take(booking, CASH)
    assert services.bookings.price(booking).deposit_cents == 0, "the slip asks for it no more"
    stands = deposits.of(booking)
    assert ([one.cents for one in stands.held], stands.missing_cents, stands.returned) == ([30_000], 0, False)
    with pytest.raises(errors.NoDepositMissing):
        deposits.take(booking, CASH)
    with services.desk.store.reading() as session:
        written = {(row[4], row[11], row[12]) for row in rows(entries(session))}
    assert written == {("530000", "300,00", "0,00"), ("165000", "0,00", "300,00")}
    assert services.invoices.all() == ()
    assert Verification(services.desk).run() == ()


def test_it_is_due_when_the_booking_is_over_and_goes_back(services: Services, booking: int) -> None:
    services.booking_deposits.take(booking, CASH)
    assert due(services) == []
    advance_to(services.desk, datetime(2026, 11, 25, 18))
    assert due(services) == [("Ana Bosc", 30_000)]
    (held,) = services.booking_deposits.of(booking).held
    services.deposits_held.give_back(held.id, CASH)
    assert due(services) == []
    stands = services.booking_deposits.of(booking)
    assert (stands.held, stands.missing_cents, stands.returned) == ((), 0, True)
    assert sum(one.amount_cents for one in services.payments.all()) == 0
    assert Verification(services.desk).run() == ()


def test_it_is_due_as_soon_as_the_booking_is_called_off(services: Services, booking: int) -> None:
    services.booking_deposits.take(booking, CASH)
    services.bookings.cancel(booking)
    assert due(services) == [("Ana Bosc", 30_000)]


def test_a_payment_taken_back_asks_for_it_again(services: Services, booking: int) -> None:
    paid = services.booking_deposits.take(booking, CASH)
    services.payments.reverse(paid.id)
    stands = services.booking_deposits.of(booking)
    assert (stands.held, stands.missing_cents, stands.returned) == ((), 30_000, False)


def test_a_part_is_kept_on_an_invoice_of_its_own_and_the_rest_goes_back(services: Services, booking: int) -> None:
    """300.00 held, 45.00 kept for a window pane: an indemnity without VAT; the till gives 255.00 back."""
    services.booking_deposits.take(booking, CASH)
    (held,) = services.booking_deposits.of(booking).held
    (issued,) = services.booking_deposits.keep(held.id, CASH, Kept(4_500, "a window pane"))
    assert tax(services, issued.id) == (4_500, 0)
    assert sum(one.amount_cents for one in services.payments.all()) == 4_500
    (listed,) = [row for row in services.invoices.all() if row.number == issued.number]
    assert listed.paid_cents == 4_500
    assert services.booking_deposits.of(booking).returned
    assert services.bookings.price(booking).gross_cents == 3_600, "the booking itself is owed still"
    assert Verification(services.desk).run() == ()


def test_what_pays_for_work_has_its_vat(services: Services, booking: int) -> None:
    services.booking_deposits.take(booking, CASH)
    (held,) = services.booking_deposits.of(booking).held
    (issued,) = services.booking_deposits.keep(held.id, CASH, Kept(6_000, "cleaning", taxed=True))
    assert tax(services, issued.id) == (6_000, 1_000)


def test_no_more_is_kept_than_was_left_and_never_without_a_word(services: Services, booking: int) -> None:
    services.booking_deposits.take(booking, CASH)
    (held,) = services.booking_deposits.of(booking).held
    with pytest.raises(errors.NotAnAmount):
        services.booking_deposits.keep(held.id, CASH, Kept(30_001, "all of it"))
    with pytest.raises(errors.MissingFact):
        services.booking_deposits.keep(held.id, CASH, Kept(100, " "))
    assert [one.cents for one in services.booking_deposits.of(booking).held] == [30_000]
    assert services.invoices.all() == ()


def test_what_is_asked_changes_for_one_room_and_back(services: Services, house: SmallHouse) -> None:
    deposits = services.booking_deposits
    assert deposits.set(house.room_a, 50_000) is None
    assert services.bookings.quote(house.room_a, slot("14:00", "18:00")).deposit_cents == 50_000
    assert deposits.set(house.room_a, None) == 50_000
    assert services.bookings.quote(house.room_a, slot("14:00", "18:00")).deposit_cents == 30_000
