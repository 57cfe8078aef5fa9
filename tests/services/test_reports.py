"""A month of the small house, every figure worked out by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import builders
import papers
import pytest
from builders import SmallHouse, slot

from tierslieu_desk.rules.month_figures import Age, RevenueKind
from tierslieu_desk.rules.occupancy import Share
from tierslieu_desk.rules.vocabulary import EventKind, PaymentMethod, Role
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.place.places import NewClosure, Places
from tierslieu_desk.services.report import report_papers, report_words
from tierslieu_desk.services.report.reports import Reports
from tierslieu_desk.services.thing.maintenances import Maintenances
from tierslieu_desk.services.visit.visits import Visits

NOVEMBER = date(2026, 11, 1)
OPEN = 21 * 12 * 60
"""November 2026 has 21 working days, each open from 8 to 20."""


def payer(desk: Desk) -> int:
    return People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))


def share(desk: Desk, name: str) -> Share:
    (found,) = [space.whole for space in Reports(desk).month(NOVEMBER).spaces if space.name == name]
    return found


def test_a_month_in_which_nothing_happened_says_so(desk: Desk, house: SmallHouse) -> None:
    report = Reports(desk).month(date(2026, 3, 17))
    assert (report.first, report.last, report.empty) == (date(2026, 3, 1), date(2026, 3, 31), True)
    assert report_words.figures(report)[0][1:] == ("0", "")


def test_who_comes_twice_counts_once_and_passers_by_each_time(desk: Desk, house: SmallHouse) -> None:
    visits = Visits(desk)
    member, guest = builders.person(desk), builders.person(desk, "Jean", "Roca", Role.GUEST)
    visits.check_in(member)
    visits.check_out(member)
    visits.check_in(member)
    undone = visits.check_in(builders.person(desk, "Léa", "Fauré"))
    visits.undo_check_in(undone.id)
    visits.check_in(guest)
    visits.passer_by()
    visits.passer_by()
    report = Reports(desk).month(NOVEMBER)
    assert len(report.days) == 30
    assert report.days[23].counts == (1, 1, 0, 2)
    assert report.visits == 4


def test_two_hours_of_a_room_in_twenty_one_days_of_twelve(desk: Desk, house: SmallHouse) -> None:
    Bookings(desk).book(NewBooking(house.room_a, builders.person(desk), slot("14:00", "16:00")))
    assert share(desk, "Room A") == Share(120, OPEN)
    (room,) = [space for space in Reports(desk).month(NOVEMBER).spaces if space.name == "Room A"]
    assert (room.hours[13], room.hours[14], room.hours[15]) == (Share(0, 1260), Share(60, 1260), Share(60, 1260))


def test_a_whole_counts_for_its_parts_and_is_no_row_itself(desk: Desk, house: SmallHouse) -> None:
    Bookings(desk).book(NewBooking(house.big_room, builders.person(desk), slot("14:00", "15:00")))
    assert (share(desk, "Room A").taken, share(desk, "Room B").taken) == (60, 60)
    assert "Big room" not in [space.name for space in Reports(desk).month(NOVEMBER).spaces]


def test_a_pool_is_one_row_of_all_its_seats(desk: Desk, house: SmallHouse) -> None:
    Bookings(desk).book(NewBooking(house.pool, builders.person(desk), slot("08:00", "12:00")))
    (seats,) = [space for space in Reports(desk).month(NOVEMBER).spaces if space.name == "Open space"]
    assert (seats.units, seats.whole) == (3, Share(240, 3 * OPEN))
    assert report_words.space_name(seats) == "Open space (3)"


def test_events_count_and_an_unconfirmed_booking_does_not(desk: Desk, house: SmallHouse) -> None:
    Events(desk).add(NewEvent("Solder a lamp", EventKind.WORKSHOP, 5, [(house.room_b, slot("18:00", "20:00"))]))
    asked = NewBooking(
        house.room_a, builders.person(desk), slot("09:00", "10:00"), tentative_until=datetime(2026, 11, 25, 8, 0)
    )
    Bookings(desk).book(asked)
    assert (share(desk, "Room A").taken, share(desk, "Room B").taken) == (0, 120)


def test_what_is_closed_or_out_of_use_is_no_open_time(desk: Desk, house: SmallHouse) -> None:
    Maintenances(desk).plan(house.room_a, slot("08:00", "10:00"), "floor")
    Places(desk).add_closure(NewClosure(slot("00:00", "23:00", "2026-11-26"), "Snow"))
    assert share(desk, "Room A") == Share(0, OPEN - 120 - 720)
    assert share(desk, "Room B") == Share(0, OPEN - 720)


def test_what_is_booked_outside_the_hours_counts_on_neither_side(desk: Desk, house: SmallHouse) -> None:
    Events(desk).add(NewEvent("Late", EventKind.PITCH, 5, [(house.room_b, slot("19:00", "22:00"))]))
    assert share(desk, "Room B") == Share(60, OPEN)


def test_revenue_is_what_was_invoiced_by_what_it_was_for(desk: Desk, house: SmallHouse) -> None:
    """Two hours of a room at 10.00 net, and a workshop at 24.00 gross, which is 20.00 net."""
    marie = payer(desk)
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-11-24")))
    events = Events(desk)
    sitting = [(house.room_b, slot("18:00", "20:00", "2026-11-24"))]
    events.register(events.add(NewEvent("Lamp", EventKind.WORKSHOP, 5, sitting, price_e4=240_000)), party_id=marie)
    before = Reports(desk).month(NOVEMBER)
    assert (before.net, before.to_invoice, before.revenue, before.empty) == (0, 4000, (), False)
    Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 30))
    report = Reports(desk).month(NOVEMBER)
    assert [(row.kind, row.net, row.gross) for row in report.revenue] == [
        (RevenueKind.ROOMS, 2000, 2400),
        (RevenueKind.EVENTS, 2000, 2400),
    ]
    assert (report.net, report.gross, report.to_invoice) == (4000, 4800, 0)
    assert [(row.age, row.documents, row.cents) for row in report.unpaid if row.cents] == [(Age.NOT_DUE, 1, 4800)]


def test_a_credit_note_takes_off_what_it_credits_in_its_own_month(desk: Desk, house: SmallHouse) -> None:
    marie, invoices = payer(desk), Invoices(desk, Papers(desk.store.folder))
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-11-24")))
    (issued,) = invoices.issue(marie, date(2026, 11, 30))
    builders.advance_to(desk, datetime(2026, 12, 3, 10, 0))
    invoices.credit(issued.id)
    december = Reports(desk).month(date(2026, 12, 3))
    assert [(row.kind, row.net, row.gross, row.before) for row in december.revenue] == [
        (RevenueKind.ROOMS, -2000, -2400, 2000)
    ]
    assert (december.net, december.before.net, december.unpaid_cents) == (-2000, 2000, 0)


def test_unpaid_grows_old_by_itself(desk: Desk, house: SmallHouse) -> None:
    """Issued on 24 November and due thirty days later; on 5 February it is 43 days late."""
    marie = payer(desk)
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "15:00", "2026-11-24")))
    Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 30))
    builders.advance_to(desk, datetime(2027, 2, 5, 10, 0))
    report = Reports(desk).month(date(2027, 2, 1))
    assert [(row.age, row.cents) for row in report.unpaid if row.documents] == [(Age.TWO_MONTHS, 1200)]


@pytest.mark.parametrize(
    ("now", "before", "words"), [(120, 100, "+20"), (80, 100, "−20"), (5, 0, ""), (101, 300, "−66")]
)
def test_a_month_is_compared_with_the_one_before(now: int, before: int, words: str) -> None:
    """101 against 300 is 66.3 % less."""
    said = report_words.change(now, before)
    assert said.startswith(words)
    assert bool(said) is bool(words)


def test_the_paper_of_the_month_says_what_the_screen_says(desk: Desk, house: SmallHouse) -> None:
    marie = payer(desk)
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-11-24")))
    Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 30))
    Visits(desk).check_in(marie)
    content = report_papers.render(Reports(desk).month(NOVEMBER), Places(desk), datetime(2026, 12, 1, 9, 0))
    told = papers.text(content)
    for words in ("L’Étang Vert", "Novembre 2026", "Room A", "Open space (3)", "20,00 €", "24,00 €"):
        assert words in told, words


def test_the_table_has_a_line_for_every_figure(desk: Desk, house: SmallHouse, tmp_path: Path) -> None:
    Bookings(desk).book(NewBooking(house.room_a, payer(desk), slot("14:00", "16:00")))
    Visits(desk).passer_by()
    report = Reports(desk).month(NOVEMBER)
    file = report_papers.export(report, tmp_path / "month.csv")
    lines = [line.split(";") for line in file.read_text(encoding="utf-8-sig").splitlines()]
    assert sum(int(line[4]) for line in lines if line[5] in ("people", "personnes")) == 1
    booked = [line for line in lines if line[2] == "Room A" and line[5] == "minutes"]
    assert sorted({line[4] for line in booked}) == ["0", "1260", "60"]
    assert report_papers.export(report, tmp_path / "month.xlsx").read_bytes().startswith(b"PK")


def test_what_came_in_is_counted_in_the_month_it_was_paid(desk: Desk, house: SmallHouse) -> None:
    """24.00 invoiced in November, of which 15.00 are paid in December and 5.00 of these given back."""
    marie, invoices = payer(desk), Invoices(desk, Papers(desk.store.folder))
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-11-24")))
    (issued,) = invoices.issue(marie, date(2026, 11, 30))
    builders.advance_to(desk, datetime(2026, 12, 3, 10, 0))
    payments = Payments(desk)
    payments.settle(marie, PaymentMethod.CASH, 1000, {issued.id: 1000})
    again = payments.settle(marie, PaymentMethod.CASH, 500, {issued.id: 500})
    payments.reverse(again.id)
    reports = Reports(desk)
    assert (reports.month(NOVEMBER).received, reports.month(date(2026, 12, 3)).received) == (0, 1000)
