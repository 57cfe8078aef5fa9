"""What is kept of a booking called off late: told before, taken or let go, on its own line, and taken back with it."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person, slot

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.models.money import Charge
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.late_fees import Late, LateFees
from tierslieu_desk.services.booking.several_bookings import SeveralBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.plan.plans import NewPass, Plans

HALF = (LateRule(48, per_cent=50),)
"""Room A costs 30.00 before tax for a half day: 36.00, of which half is 18.00."""


def booked(desk: Desk, house: SmallHouse, who: int | None = None) -> int:
    new = NewBooking(house.room_a, who or person(desk), slot("14:00", "18:00", "2026-11-25"))
    return Bookings(desk).book(new).id


def owed(desk: Desk) -> list[tuple[str, int, int]]:
    with desk.store.reading() as session:
        return [(one.description, one.gross_cents, one.tax_cents) for one in session.query(Charge).order_by(Charge.id)]


def test_a_house_without_a_rule_keeps_nothing(desk: Desk, house: SmallHouse) -> None:
    number = booked(desk, house)
    assert Bookings(desk).late_fee(number) is None
    Bookings(desk).cancel(number, late=Late(take=True))
    assert owed(desk) == []


def test_the_fee_is_told_before_and_taken_on_a_line_of_its_own(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    who = People(desk).add_person(NewPerson(given_name="Ana", family_name="Bosc", postcode="09500", city="Mirepoix"))
    bookings, number = Bookings(desk), booked(desk, house, who)
    fee = bookings.late_fee(number)
    assert fee is not None
    assert (fee.cents, fee.price_cents, fee.since) == (1800, 3600, datetime(2026, 11, 23, 14))
    bookings.cancel(number, late=Late(take=True))
    ((what, gross, tax),) = owed(desk)
    assert (what.endswith("Room A") and what != "Room A", gross, tax) == (True, 1800, 300)
    invoices = Invoices(desk, Papers(desk.store.folder))
    invoices.issue(bookings.get(number).party_id, date(2026, 11, 24))
    assert [row.gross_cents for row in invoices.all()] == [1800]
    assert Verification(desk).run() == ()


def test_undo_takes_the_fee_back_with_it(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    bookings, number = Bookings(desk), booked(desk, house)
    act = bookings.cancel(number, late=Late(take=True))
    bookings.take_back(act)
    assert owed(desk) == [("Room A", 3600, 600)]
    assert bookings.get(number).state == "confirmed"


def test_a_fee_is_let_go_with_a_word_that_the_journal_keeps(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    bookings, number = Bookings(desk), booked(desk, house)
    with pytest.raises(errors.MissingFact):
        bookings.cancel(number, late=Late(take=False, why=" "))
    assert bookings.get(number).state == "confirmed"
    bookings.cancel(number, late=Late(take=False, why="the road was closed"))
    assert owed(desk) == []
    with desk.store.reading() as session:
        (said,) = session.query(JournalEntry).filter_by(act="late_fee_let_go").all()
        assert json.loads(said.facts) == {"cents": 1800, "reason": "the road was closed"}


def test_what_the_house_itself_calls_off_keeps_nothing(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    Bookings(desk).cancel(booked(desk, house), "snow")
    assert owed(desk) == []


def test_in_good_time_nothing_is_kept(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    number = booked(desk, house)
    advance_to(desk, datetime(2026, 11, 23, 13, 59))
    assert Bookings(desk).late_fee(number) is None
    advance_to(desk, datetime(2026, 11, 23, 14))
    assert Bookings(desk).late_fee(number) is not None


def test_the_rule_of_a_kind_goes_before_that_of_all(desk: Desk, house: SmallHouse) -> None:
    fees, number = LateFees(desk), booked(desk, house)
    fees.set(HALF)
    assert fees.set((LateRule(720, cents=1000), LateRule(240, cents=1500)), UnitKind.ROOM) == ()
    fee = Bookings(desk).late_fee(number)
    assert fee is not None
    assert fee.cents == 1500
    assert [rule.hours for rule in fees.of(UnitKind.ROOM)] == [720, 240]
    fees.set((), UnitKind.ROOM)
    fee = Bookings(desk).late_fee(number)
    assert fee is not None
    assert fee.cents == 1800


def test_nothing_is_kept_of_what_hours_sold_ahead_had_paid(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set((LateRule(48, cents=1000),))
    who = person(desk)
    Plans(desk).sell_pass(NewPass(party_id=who, name="Ten", days=0, price_e4=0, hours_of=UnitKind.ROOM, minutes=600))
    number = booked(desk, house, who)
    assert Bookings(desk).late_fee(number) is None


def test_nothing_more_is_kept_of_what_is_invoiced_already(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set(HALF)
    who = People(desk).add_person(NewPerson(given_name="Ana", family_name="Bosc", postcode="09500", city="Mirepoix"))
    number = booked(desk, house, who)
    Invoices(desk, Papers(desk.store.folder)).issue(who, date(2026, 11, 25))
    assert Bookings(desk).late_fee(number) is None


def test_an_indemnity_has_no_tax_where_the_place_says_so(desk: Desk, house: SmallHouse) -> None:
    LateFees(desk).set((LateRule(48, per_cent=50, outside=True),))
    Bookings(desk).cancel(booked(desk, house), late=Late(take=True))
    ((_what, gross, tax),) = owed(desk)
    assert (gross, tax) == (1800, 0)


def test_a_rule_keeps_something_and_at_most_everything(desk: Desk, house: SmallHouse) -> None:
    for wrong in (LateRule(48, per_cent=101), LateRule(48), LateRule(0, per_cent=50)):
        with pytest.raises(errors.DeskError):
            LateFees(desk).set((wrong,))
    assert LateFees(desk).of() == ()


def three_days(desk: Desk, house: SmallHouse) -> list[int]:
    """Room A in the afternoons of 25 November, 1 and 2 December; it is the morning of the 24th."""
    who, bookings = person(desk), Bookings(desk)
    days = ("2026-11-25", "2026-12-01", "2026-12-02")
    return [bookings.book(NewBooking(house.room_a, who, slot("14:00", "18:00", day))).id for day in days]


def test_of_several_called_off_at_once_each_that_is_late_owes_a_line_and_the_others_nothing(
    desk: Desk, house: SmallHouse
) -> None:
    """Ten days before, half is kept, two days before all of it: 36.00, and 18.00 for 1 and 2 December each."""
    LateFees(desk).set((LateRule(240, per_cent=50), LateRule(48, per_cent=100)))
    numbers, several = three_days(desk, house), SeveralBookings(desk)
    told = [(late.slot.start.day, late.fee.cents) for late in several.late(numbers)]
    assert told == [(25, 3600), (1, 1800), (2, 1800)]
    acts = several.cancel(numbers, late=Late(take=True))
    assert sorted(gross for _what, gross, _tax in owed(desk)) == [1800, 1800, 3600]
    several.take_back(acts)
    assert owed(desk) == [("Room A", 3600, 600)] * 3
    assert Verification(desk).run() == ()


def test_the_fees_of_several_are_let_go_together_with_a_word_for_each_in_the_journal(
    desk: Desk, house: SmallHouse
) -> None:
    LateFees(desk).set((LateRule(240, per_cent=50),))
    numbers, several = three_days(desk, house), SeveralBookings(desk)
    with pytest.raises(errors.MissingFact):
        several.cancel(numbers, late=Late(take=False, why=" "))
    assert len(owed(desk)) == 3
    several.cancel(numbers, late=Late(take=False, why="the road was closed"))
    assert owed(desk) == []
    with desk.store.reading() as session:
        said = session.query(JournalEntry).filter_by(act="late_fee_let_go").all()
        assert [json.loads(one.facts)["reason"] for one in said] == ["the road was closed"] * 3
