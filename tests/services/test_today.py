"""The front page, row by row: what waits for a hand, and from which day on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import SmallHouse, advance_to, open_desk, organisation, slot
from sqlalchemy import text

from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules import duties
from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, MailKind, PaymentMethod, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.booking.series import NewSeries, SeriesOfBookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.keeping.copies import Copies
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.post.domiciliations import Domiciliations
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.services.visit.visits import Visits


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


@pytest.fixture
def firm(desk: Desk, house: SmallHouse) -> int:
    """A company whose seat is here since 1 November 2026, in a place approved until 28 February 2030."""
    approval = {"approval_number": "09-2024-17", "approved_from": date(2024, 3, 1), "approved_until": date(2030, 2, 28)}
    Places(desk).describe(replace(Places(desk).get(), **approval))
    number = organisation(desk, "Pyrène Conseil")
    Domiciliations(desk).open(number, date(2026, 11, 1))
    return number


def send_lists(desk: Desk) -> None:
    """Of the fourth quarter of 2026 and of those present on 1 January 2027."""
    for key in (20264, 20270):
        Domiciliations(desk).list_sent(key)


def test_mail_waits_and_is_a_legal_duty_from_the_75th_day_for_whom_is_domiciled(desk: Desk, firm: int) -> None:
    for party in (firm, organisation(desk, "Atelier Bois")):
        Mail(desk).arrived(party, MailKind.LETTER, on=date(2026, 11, 24))
    send_lists(desk)
    # 24 November and 74 days is 6 February; three months after it is 24 February.
    advance_to(desk, datetime(2027, 2, 6, 9))
    assert sorted(due(desk)) == [("mail", "Atelier Bois", "1", 74, 0), ("mail", "Pyrène Conseil", "1", 74, 0)]
    advance_to(desk, datetime(2027, 2, 7, 9))
    assert due(desk) == [
        ("duty", "Pyrène Conseil", "mail_not_collected", 17, 0),
        ("mail", "Atelier Bois", "1", 75, 0),
    ]
    (row,) = [row for row in Today(desk).view().due if row.duty is not None]
    assert (row.party_id, row.duty.due, row.duty.since) == (firm, date(2027, 2, 24), date(2026, 11, 24))


def test_of_one_companys_mail_only_what_the_law_asks_most_is_told(desk: Desk, firm: int) -> None:
    """From the 90th day on there is the alarm, and after three months the letter: one row, not three."""
    Mail(desk).arrived(firm, MailKind.LETTER, on=date(2026, 11, 24))
    send_lists(desk)
    advance_to(desk, datetime(2027, 2, 22, 9))
    assert due(desk) == [("duty", "Pyrène Conseil", "mail_long_not_collected", 2, 0)]
    advance_to(desk, datetime(2027, 2, 24, 9))
    assert due(desk) == [("duty", "Pyrène Conseil", "tell_registry_mail", 0, 0)]
    Domiciliations(desk).registry_told(1)
    assert due(desk) == [("duty", "Pyrène Conseil", "mail_long_not_collected", 0, 0)]
    Mail(desk).hand_over_all(firm, "Inès")
    assert due(desk) == []


def test_every_legal_duty_is_told_the_most_urgent_first(desk: Desk, firm: int, marie: int) -> None:
    """On 20 January 2027: both lists are late, the approval has been shortened to the end of the month."""
    Places(desk).describe(replace(Places(desk).get(), approved_until=date(2027, 1, 31)))
    Domiciliations(desk).proxy_signed(1, date(2027, 2, 10))
    Mail(desk).arrived(marie, MailKind.PARCEL, on=date(2027, 1, 18))
    advance_to(desk, datetime(2027, 1, 20, 9))
    assert due(desk) == [
        ("duty", "", "january_list", -6, 0),
        ("duty", "", "quarter_list", -5, 0),
        ("duty", "", "approval_expires", 11, 0),
        ("duty", "Pyrène Conseil", "proxy_expires", 21, 0),
        ("mail", "Marie Dupont", "1", 2, 0),
    ]
    send_lists(desk)
    assert [what for _kind, _name, what, _days, _cents in due(desk)] == ["approval_expires", "proxy_expires", "1"]


def test_a_duty_added_to_the_rules_is_told(desk: Desk, firm: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_more(_book: duties.Book, today: date) -> Iterator[duties.Duty]:
        yield duties.Duty(duties.DutyKind.QUARTER_LIST, "", today, 0)

    monkeypatch.setattr(duties, "_MAKERS", (*duties._MAKERS, one_more))
    assert due(desk) == [("duty", "", "quarter_list", 0, 0)]


def desks_free(desk: Desk) -> list[tuple[int, int]]:
    return [(tile.free, tile.of) for tile in Today(desk).view().free if tile.kind is UnitKind.DESK]


def test_whoever_sits_there_without_a_desk_booked_takes_one_of_those_that_are_free(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    """Of three desks, at 10:47: whoever booked one counts once, whoever is in a room for none, and never below 0."""
    firm, visits = organisation(desk), Visits(desk)
    assert desks_free(desk) == [(3, 3)]
    visits.check_in(marie)
    visits.passer_by()
    assert desks_free(desk) == [(2, 3)]
    Bookings(desk).book(NewBooking(house.pool, marie, slot("10:47", "12:00", "2026-11-24")))
    assert desks_free(desk) == [(2, 3)], "her desk is taken once"
    paul, ana = (People(desk).add_person(NewPerson(given_name=name)) for name in ("Paul", "Ana"))
    for who in (paul, ana):
        visits.check_in(who)
    assert desks_free(desk) == [(0, 3)]
    People(desk).affiliate(ana, firm)
    Bookings(desk).book(NewBooking(house.room_a, firm, slot("10:47", "12:00", "2026-11-24")))
    assert desks_free(desk) == [(1, 3)], "the room of her company is where she is"
    for name in ("Léa", "Max"):
        visits.check_in(People(desk).add_person(NewPerson(given_name=name)))
    assert desks_free(desk) == [(0, 3)]


def test_a_date_of_a_series_that_could_not_be_had_waits_to_be_settled(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00", "2026-12-02")))
    weekly = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60, count=3)
    SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, weekly))
    assert due(desk) == [("clash", "Marie Dupont", "Room A", 8, 0)]


def test_a_clash_is_told_on_the_day_its_date_is_made_as_far_ahead_as_dates_are_made(
    desk: Desk, house: SmallHouse, marie: int
) -> None:
    """Dates are made 180 days ahead: on 8 December, those up to Sunday 6 June 2027; Wednesday 2 June is 176 away."""
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00", "2027-06-02")))
    weekly = Rule(Frequency.WEEK, 1, datetime(2026, 11, 25, 9), 60)
    SeriesOfBookings(desk).book(NewSeries(house.room_a, marie, weekly))
    assert due(desk) == []
    advance_to(desk, datetime(2026, 12, 8, 9))
    SeriesOfBookings(desk).extend()
    assert due(desk) == [("clash", "Marie Dupont", "Room A", 176, 0)]


def test_money_given_back_for_nothing_is_owed_again(desk: Desk, house: SmallHouse, marie: int) -> None:
    """24.00 came in, the invoice was credited and 24.00 given back; then the bank takes the 24.00 back as well."""
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "11:00")))
    invoices, payments = Invoices(desk, Papers(desk.store.folder)), Payments(desk)
    (issued,) = invoices.issue(marie, date(2026, 11, 30))
    paid = payments.settle(marie, PaymentMethod.CHEQUE, 2400, {issued.id: 2400})
    note = invoices.credit(issued.id)
    payments.settle(marie, PaymentMethod.CHEQUE, -2400, {note.id: -2400})
    advance_to(desk, datetime(2026, 12, 25, 9))
    assert due(desk) == []
    payments.reverse(paid.id)
    assert due(desk) == [("invoice", "Marie Dupont", "F2026-0001", 1, 2400)]


FEW = {"house_mark", "place", "plan", "u", "d", "o", "w", "json_each"}
"""What may be read from one end to the other: the place, plans, units, contracts, what is open of invoices."""
FEW_BY_INDEX = {
    "l USING INDEX ix_loan_out",
    "m USING INDEX ix_mail_item_waiting",
    "mail_item USING INDEX ix_mail_item_waiting",
}
"""The same by an index that holds no more than what is out or waits."""


def test_nothing_that_grows_with_the_years_is_read_from_one_end_to_the_other(
    desk: Desk, firm: int, marie: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Visits(desk).check_in(marie)
    Mail(desk).arrived(firm, MailKind.LETTER)
    plans: list[str] = []
    ask = Glance.rows

    def explained(self: Glance, statement: str, **values: object) -> list[tuple[object, ...]]:
        plans.extend(step for *_numbers, step in ask(self, f"EXPLAIN QUERY PLAN {statement}", **values))
        return ask(self, statement, **values)

    monkeypatch.setattr(Glance, "rows", explained)
    Today(desk).view()
    scanned = {step.removeprefix("SCAN ") for step in plans if step.startswith("SCAN ")} - FEW_BY_INDEX
    assert {step.partition(" ")[0] for step in scanned} <= FEW
    assert any("ix_booking_clash" in step for step in plans)


def test_the_copy_outside_is_told_apart_from_the_one_on_this_computer(desk: Desk, house: SmallHouse) -> None:
    view = Today(desk).view()
    assert (view.last_copy, view.last_copy_outside) == (None, None)
    Copies(desk).make()
    view = Today(desk).view()
    assert (view.last_copy, view.last_copy_outside) == (datetime(2026, 11, 24, 10, 47), None)
    with desk.store.writing() as session:
        session.execute(text("UPDATE copy_made SET outside = 1"))
    assert Today(desk).view().last_copy_outside == datetime(2026, 11, 24, 10, 47)


def test_a_second_place_on_the_disk_of_the_desk_is_no_place_outside(desk: Desk, house: SmallHouse) -> None:
    key = desk.store.folder.parent / "key"
    key.mkdir()
    one_disk = Copies(desk, lambda _folder: frozenset({"disk"}))
    one_disk.choose_second_place(str(key))
    one_disk.make()
    view = Today(desk).view()
    assert (view.last_copy, view.last_copy_outside) == (datetime(2026, 11, 24, 10, 47), None)
    assert view.same_disk
    advance_to(desk, datetime(2026, 11, 25, 9))
    Copies(desk, lambda folder: frozenset({str(folder)})).make()
    view = Today(desk).view()
    assert view.last_copy_outside == datetime(2026, 11, 25, 9)
    assert not view.same_disk


@pytest.mark.parametrize(("name", "told"), [("OneDrive - Le Mas", True), ("Documents", False)])
def test_a_desk_in_a_folder_that_a_cloud_client_copies_is_told(tmp_path: Path, name: str, told: bool) -> None:
    with open_desk(tmp_path / name / "desk") as desk:
        folder = Today(desk).view().cloud_folder
    assert folder == (str(tmp_path / name / "desk") if told else "")


def test_what_is_free_now_says_until_when(desk: Desk, house: SmallHouse, marie: int) -> None:
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "15:00", "2026-11-24")))
    Bookings(desk).book(NewBooking(house.room_b, marie, slot("10:00", "12:00", "2026-11-24")))
    tiles = {tile.name: (tile.free, tile.of, tile.until) for tile in Today(desk).view().free}
    assert tiles["Room A"] == (1, 1, datetime(2026, 11, 24, 14))
    assert tiles["Room B"][:2] == (0, 1)
    assert tiles["Open space"][:2] == (3, 3)
