"""The front page, row by row: what waits for a hand, and from which day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, organisation, slot
from sqlalchemy import text

from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, MailKind, PaymentMethod, UnitKind
from tierslieu_desk.services.bookings import Bookings, NewBooking
from tierslieu_desk.services.copies import Copies
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.domiciliations import Domiciliations
from tierslieu_desk.services.invoices import Invoices
from tierslieu_desk.services.loans import Loans
from tierslieu_desk.services.mail import Mail
from tierslieu_desk.services.papers import Papers
from tierslieu_desk.services.payments import Payments
from tierslieu_desk.services.people import NewPerson, People
from tierslieu_desk.services.places import Places
from tierslieu_desk.services.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.today import Today
from tierslieu_desk.services.units import NewUnit, Units


@pytest.fixture
def marie(desk: Desk, house: SmallHouse) -> int:
    return People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))


def due(desk: Desk) -> list[tuple[str, str, str, int, int]]:
    """`(kind, who, what, days, cents)` of everything that waits."""
    return [(row.kind.value, row.name, row.what, row.days, row.amount_cents) for row in Today(desk).view().due]


def test_nothing_waits_in_a_new_house(desk: Desk, house: SmallHouse) -> None:
    assert due(desk) == []


def test_an_invoice_is_late_the_day_after_it_was_due_for_what_is_left_of_it(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    """Issued on 24 November, due thirty days later, on 24 December: 24.00, of which 10.00 come in."""
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    invoices = Invoices(desk, Papers(desk.store.folder))
    (issued,) = invoices.issue(marie, date(2026, 11, 30))
    Payments(desk).settle(marie, PaymentMethod.CARD, 1000, {issued.id: 1000})
    advance_to(desk, datetime(2026, 12, 24, 18))
    assert due(desk) == []
    advance_to(desk, datetime(2026, 12, 25, 9))
    assert due(desk) == [("invoice", "Marie Dupont", "F2026-0001", 1, 1400)]
    invoices.credit(issued.id)
    assert due(desk) == []


def test_a_thing_lent_is_told_until_it_is_back(desk: Desk, house: SmallHouse, marie: int) -> None:
    drill = Units(desk).add(NewUnit("Drill", UnitKind.TOOL))
    loans = Loans(desk)
    loans.lend(drill, marie, slot("10:47", "18:00", "2026-11-24"))
    assert due(desk) == [("loan", "Marie Dupont", "Drill", 0, 0)]
    advance_to(desk, datetime(2026, 11, 26, 9))
    assert due(desk) == [("loan", "Marie Dupont", "Drill", 2, 0)]


def test_mail_waits_and_is_an_alarm_from_the_75th_day_for_whom_is_domiciled(desk: Desk, house: SmallHouse) -> None:
    firm, other = organisation(desk, "Pyrène Conseil"), organisation(desk, "Atelier Bois")
    approval = {"approval_number": "09-2024-17", "approved_from": date(2024, 3, 1), "approved_until": date(2030, 2, 28)}
    Places(desk).describe(replace(Places(desk).get(), **approval))
    Domiciliations(desk).open(firm, date(2026, 11, 1))
    for party in (firm, other):
        Mail(desk).arrived(party, MailKind.LETTER, on=date(2026, 11, 24))
    # 24 November and 74 days is 6 February.
    advance_to(desk, datetime(2027, 2, 6, 9))
    assert sorted(due(desk)) == [("mail", "Atelier Bois", "1", 74, 0), ("mail", "Pyrène Conseil", "1", 74, 0)]
    advance_to(desk, datetime(2027, 2, 7, 9))
    assert sorted(due(desk)) == [
        ("mail", "Atelier Bois", "1", 75, 0),
        ("mail_uncollected", "Pyrène Conseil", "1", 75, 0),
    ]


def test_a_date_of_a_series_that_could_not_be_had_waits_to_be_settled(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00", "2026-12-02")))
    weekly = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60, count=3)
    SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, weekly))
    assert due(desk) == [("clash", "Marie Dupont", "Room A", 8, 0)]


def test_the_copy_outside_is_told_apart_from_the_one_on_this_computer(desk: Desk, house: SmallHouse) -> None:
    view = Today(desk).view()
    assert (view.last_copy, view.last_copy_outside) == (None, None)
    Copies(desk).make()
    view = Today(desk).view()
    assert (view.last_copy, view.last_copy_outside) == (datetime(2026, 11, 24, 10, 47), None)
    with desk.store.writing() as session:
        session.execute(text("UPDATE copy_made SET outside = 1"))
    assert Today(desk).view().last_copy_outside == datetime(2026, 11, 24, 10, 47)


def test_what_is_free_now_says_until_when(desk: Desk, house: SmallHouse, marie: int) -> None:
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "15:00", "2026-11-24")))
    Bookings(desk).book(NewBooking(house.room_b, marie, slot("10:00", "12:00", "2026-11-24")))
    tiles = {tile.name: (tile.free, tile.of, tile.until) for tile in Today(desk).view().free}
    assert tiles["Room A"] == (1, 1, datetime(2026, 11, 24, 14))
    assert tiles["Room B"][:2] == (0, 1)
    assert tiles["Open space"][:2] == (3, 3)
