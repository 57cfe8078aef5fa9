"""What is outside VAT on an invoice with taxed lines, worked by hand: each base and tax, the totals, and why."""

from __future__ import annotations

import json
from datetime import date

import pytest
from builders import SmallHouse, slot
from papers import pages
from sqlalchemy import text

from tierslieu_desk.money import Basis, TaxLine, line_amounts, totals
from tierslieu_desk.rules.late_fees import LateRule
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.late_fees import Late, LateFees
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.person.people import NewPerson, People

MENTION = "Compensation for calling off late: outside the scope of VAT (CJEU, 18 July 2007, C-277/05)"


@pytest.fixture
def ana(desk: Desk, house: SmallHouse) -> int:
    where = {"postcode": "09500", "city": "Mirepoix", "language": "en"}
    return People(desk).add_person(NewPerson(given_name="Ana", family_name="Bosc", **where))


def called_off(desk: Desk, house: SmallHouse, who: int, *, outside: bool = True) -> None:
    """A half day of room A at 30.00 and 20 %, called off the day before: half of its 36.00 is kept."""
    LateFees(desk).set((LateRule(48, per_cent=50, outside=outside),))
    number = Bookings(desk).book(NewBooking(house.room_a, who, slot("14:00", "18:00", "2026-11-25"))).id
    Bookings(desk).cancel(number, late=Late(take=True))


def hours(desk: Desk, house: SmallHouse, who: int) -> None:
    """Two hours of room A at 10.00: 20.00 and 4.00 of VAT."""
    Bookings(desk).book(NewBooking(house.room_a, who, slot("09:00", "11:00", "2026-11-24")))


def issued(desk: Desk, who: int) -> tuple[dict, str]:
    invoices = Invoices(desk, Papers(desk.store.folder))
    (row,) = invoices.issue(who, date(2026, 11, 30))
    with desk.store.reading() as session:
        snapshot = session.scalars(text("SELECT snapshot FROM invoice WHERE id = :id"), {"id": row.id}).one()
    return json.loads(snapshot), "\n".join(pages(row.paper.read_bytes()))


def test_on_an_invoice_with_taxed_lines_it_has_a_line_of_its_own_among_the_taxes(
    desk: Desk, house: SmallHouse, ana: int
) -> None:
    """20.00 at 20 % is 4.00; 18.00 outside is nothing: 38.00 before tax, 42.00 to pay."""
    hours(desk, house, ana)
    called_off(desk, house, ana)
    said, paper = issued(desk, ana)
    assert said["totals"]["taxes"] == [[2000, 2000, 400], [0, 1800, 0]]
    assert (said["totals"]["net_cents"], said["totals"]["tax_cents"], said["totals"]["gross_cents"]) == (
        3800,
        400,
        4200,
    )
    assert said["mentions"][0] == MENTION
    for words in ("VAT 20% on €20.00", "Outside the scope of VAT: €18.00", "€42.00", MENTION):
        assert words in paper.replace("VAT 20 %", "VAT 20%"), words
    assert "VAT 0" not in paper
    assert "incl. tax" not in paper, "it is the same with or without"
    assert Verification(desk).run() == ()


def test_alone_it_needs_no_column_of_vat_but_says_why_there_is_none(desk: Desk, house: SmallHouse, ana: int) -> None:
    called_off(desk, house, ana)
    said, paper = issued(desk, ana)
    assert said["totals"]["taxes"] == [[0, 1800, 0]]
    assert (said["totals"]["tax_cents"], said["totals"]["gross_cents"]) == (0, 1800)
    assert MENTION in paper
    assert "Outside the scope of VAT: €18.00" in paper


def test_its_credit_note_says_why_as_well(desk: Desk, house: SmallHouse, ana: int) -> None:
    hours(desk, house, ana)
    called_off(desk, house, ana)
    issued(desk, ana)
    invoices = Invoices(desk, Papers(desk.store.folder))
    credit = invoices.credit(invoices.all()[0].id)
    paper = "\n".join(pages(credit.paper.read_bytes()))
    assert "Outside the scope of VAT: -€18.00" in paper.replace("−", "-")
    assert MENTION in paper


def test_with_the_vat_of_the_booking_nothing_is_said_of_it(desk: Desk, house: SmallHouse, ana: int) -> None:
    """18.00 with 20 % inside is 15.00 and 3.00; with the two hours 35.00, 7.00, 42.00."""
    hours(desk, house, ana)
    called_off(desk, house, ana, outside=False)
    said, paper = issued(desk, ana)
    assert said["totals"]["taxes"] == [[2000, 3500, 700]]
    assert MENTION not in paper
    assert "Outside the scope" not in paper


def test_where_no_vat_is_asked_of_anything_its_own_reason_is_enough(desk: Desk, house: SmallHouse, ana: int) -> None:
    """Nothing has VAT: 20.00 for the two hours, half of 30.00 kept."""
    with desk.store.writing() as session:
        session.execute(text("UPDATE place SET vat_regime = 'franchise'"))
    hours(desk, house, ana)
    called_off(desk, house, ana)
    said, paper = issued(desk, ana)
    assert said["totals"]["gross_cents"] == 3500
    assert MENTION not in paper
    assert "Outside the scope" not in paper


def test_a_place_set_up_before_that_mention_was_thought_of_has_it_once_it_needs_it(
    desk: Desk, house: SmallHouse, ana: int
) -> None:
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM dated_setting WHERE key = 'mention_indemnity'"))
    called_off(desk, house, ana)
    called_off(desk, house, ana)
    said, _paper = issued(desk, ana)
    assert said["mentions"].count(MENTION) == 1


CASES = (
    # a day at 16.00 with 20 % inside, a coffee at 1.00 with 10 % inside, 7.50 kept: 13.33 + 0.91 + 7.50 and 2.67 + 0.09
    (((160_000, 2000, Basis.GROSS), (10_000, 1000, Basis.GROSS), (75_000, 0, Basis.GROSS)), (2174, 276, 2450)),
    # three hours at 9.99 and 20 %: 9.99 each, 29.97, of which 5.99 (5.994); 12.01 kept
    (((99_900, 2000, Basis.NET),) * 3 + ((120_100, 0, Basis.GROSS),), (4198, 599, 4797)),
    # one cent kept beside one cent at 20 %, which rounds to no tax at all
    (((100, 2000, Basis.NET), (100, 0, Basis.GROSS)), (2, 0, 2)),
    # two amounts kept, written net and gross: outside there is no difference between the two
    (((50_000, 0, Basis.NET), (50_000, 0, Basis.GROSS)), (1000, 0, 1000)),
)


@pytest.mark.parametrize(("lines", "sums"), CASES)
def test_totals_with_what_is_outside_add_up_to_the_cent(
    lines: tuple[tuple[int, int, Basis], ...], sums: tuple[int, int, int]
) -> None:
    found = totals([(rate, basis, line_amounts(price, 1000, rate, basis)) for price, rate, basis in lines])
    assert (found.net, found.tax, found.gross) == sums
    assert found.taxes[-1] == TaxLine(0, sum(price for price, rate, _basis in lines if not rate) // 100, 0)
