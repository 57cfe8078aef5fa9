"""Somebody's file: what they have, what comes, what happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import NOW, SmallHouse, advance_to, overheard, person, slot

from tierslieu_desk import errors
from tierslieu_desk.rules.vocabulary import Became, MailKind, PaymentMethod, Period, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.bookings import Bookings
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import NewCharge, ToInvoice
from tierslieu_desk.services.person.happenings import Kind
from tierslieu_desk.services.person.people import NewOrganisation, NewPerson, People
from tierslieu_desk.services.person.person_facts import PersonFacts
from tierslieu_desk.services.person.person_files import PersonFiles
from tierslieu_desk.services.place.units import NewUnit, Units
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.post.mail import Mail
from tierslieu_desk.services.thing.loans import Loans
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.wallclock import Slot


@pytest.fixture
def files(desk: Desk, house: SmallHouse) -> PersonFiles:
    return PersonFiles(desk)


def test_what_an_association_has_to_pay_is_not_hidden_by_what_it_gets_back(desk: Desk, files: PersonFiles) -> None:
    """75.00 unpaid, and 75.00 paid of an invoice that was credited: neither takes the other away."""
    lions = People(desk).add_organisation(NewOrganisation(name="Les Lions", city="Foix"))
    invoices = Invoices(desk, Papers(desk.store.folder))
    numbers = []
    for _time in range(2):
        ToInvoice(desk).charge(NewCharge(lions, "Room", 750_000))
        numbers.append(invoices.issue(lions, date(2026, 11, 24))[0].id)
    Payments(desk).settle(lions, PaymentMethod.CARD, 7500, {numbers[0]: 7500})
    assert (files.of(lions).balance.unpaid_cents, files.of(lions).balance.to_give_back_cents) == (7500, 0)
    invoices.credit(numbers[0])
    assert (files.of(lions).balance.unpaid_cents, files.of(lions).balance.to_give_back_cents) == (7500, 7500)


def test_what_comes_is_apart_from_what_was(desk: Desk, house: SmallHouse, files: PersonFiles) -> None:
    marie = person(desk)
    bookings = Bookings(desk)
    bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-12-01"), title="Later"))
    bookings.book(NewBooking(house.room_a, marie, slot("14:00", "16:00", "2026-11-25"), title="Soon"))
    bookings.book(NewBooking(house.room_a, marie, slot("08:00", "09:00", "2026-11-24"), title="Before"))
    gone = bookings.book(NewBooking(house.room_a, marie, slot("10:00", "11:00", "2026-12-02"), title="Off"))
    bookings.cancel(gone.id)
    assert [one.detail for one in files.of(marie).coming] == ["Soon", "Later"]
    assert [(one.detail, one.state) for one in files.lately(marie, "bookings")] == [
        ("Off", "cancelled"),
        ("Before", "no_show"),
    ]


def test_the_balance_is_what_is_left_what_is_owed_and_what_is_held(
    desk: Desk, house: SmallHouse, files: PersonFiles
) -> None:
    marie = People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    plans = Plans(desk)
    balance = files.of(marie).balance
    assert (balance.half_days, balance.unlimited, balance.slate_cents, balance.unpaid_cents) == (None, False, 0, 0)
    plans.sell_pass(NewPass(party_id=marie, name="Tickets", days=5, price_e4=750_000))
    Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 24))
    plans.sell_pass(NewPass(party_id=marie, name="Day", days=1, price_e4=160_000))
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "15:00", "2026-12-01")))
    drill = Units(desk).add(NewUnit("Drill", UnitKind.TOOL))
    Loans(desk).lend(drill, marie, Slot(NOW, NOW + timedelta(days=1)), deposit_cents=4000)
    balance = files.of(marie).balance
    assert (balance.half_days, balance.slate_cents, balance.unpaid_cents) == (12, 1600, 7500)
    assert balance.to_invoice_cents == 0
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("14:00", "15:00", "2026-11-24")))
    assert files.of(marie).balance.to_invoice_cents == 1200
    assert balance.deposit_cents == 4000


def test_who_pays_for_somebody_has_it_on_their_slate(desk: Desk, files: PersonFiles) -> None:
    marie, jean = person(desk), person(desk, "Jean")
    People(desk).set_payer(marie, jean)
    Plans(desk).sell_pass(NewPass(party_id=marie, name="Day", days=1, price_e4=160_000))
    assert (files.of(marie).balance.slate_cents, files.of(jean).balance.slate_cents) == (0, 1600)
    assert files.of(marie).person.payer == "Jean Dupont"


def test_everything_that_happened_the_latest_first(desk: Desk, house: SmallHouse, files: PersonFiles) -> None:
    marie = People(desk).add_person(NewPerson(given_name="Marie", family_name="Dupont", city="Foix"))
    plan = Plans(desk).add(NewPlan(name="Resident", period=Period.MONTH, price_e4=1_000_000))
    Plans(desk).sell(NewSubscription(marie, plan, starts=date(2026, 11, 1)))
    Bookings(desk).book(NewBooking(house.room_a, marie, slot("09:00", "10:00", "2026-11-20")))
    Plans(desk).sell_pass(NewPass(party_id=marie, name="Day", days=1, price_e4=160_000))
    advance_to(desk, datetime(2026, 11, 24, 11, 0))
    Visits(desk).check_in(marie)
    [invoice] = Invoices(desk, Papers(desk.store.folder)).issue(marie, date(2026, 11, 24))
    advance_to(desk, datetime(2026, 11, 24, 12, 0))
    Payments(desk).settle(marie, PaymentMethod.CASH, 1600, {invoice.id: 1600})
    kinds = [one.kind for one in files.lately(marie)]
    assert kinds == [Kind.PAYMENT, Kind.VISIT, Kind.TICKETS, Kind.INVOICE, Kind.BOOKING, Kind.SUBSCRIPTION]
    assert [one.kind for one in files.lately(marie, limit=2)] == [Kind.PAYMENT, Kind.VISIT]
    assert [one.kind for one in files.lately(marie, "invoices")] == [Kind.PAYMENT, Kind.INVOICE]
    issued = files.lately(marie, "invoices")[1]
    assert (issued.what, issued.left_cents) == (invoice.number, invoice.gross_cents - 1600)
    assert files.of(marie).here is not None
    assert [one.name for one in files.of(marie).subscriptions] == ["Resident"]


def test_mail_is_there_for_whom_some_came(desk: Desk, files: PersonFiles) -> None:
    marie = person(desk)
    assert files.of(marie).gets_mail is False
    Mail(desk).arrived(marie, MailKind.PARCEL, sender="Tissus du Midi")
    assert files.of(marie).gets_mail is True
    [parcel] = files.lately(marie, "mail")
    assert (parcel.what, parcel.detail, parcel.state) == ("Tissus du Midi", "parcel", "waiting")


def test_a_pass_taken_back_is_in_no_file(desk: Desk, files: PersonFiles) -> None:
    marie = person(desk)
    plans, sales = Plans(desk), Sales(desk)
    kept = plans.sell_pass(NewPass(party_id=marie, name="Kept", days=5, price_e4=750_000))
    sales.take_back_pass(plans.sell_pass(NewPass(party_id=marie, name="Back", days=5, price_e4=750_000)))
    assert [(one.id, one.half_days, one.cents) for one in files.lately(marie, "sold")] == [(kept, 10, 7500)]


def test_a_file_of_many_years_is_asked_for_by_the_page(desk: Desk, house: SmallHouse, files: PersonFiles) -> None:
    marie = person(desk)
    with overheard(desk.store) as said:
        files.lately(marie, limit=20)
    asked = [one for one in said if one.lstrip().upper().startswith("SELECT") and "house_mark" not in one]
    lists = [one for one in asked if "ORDER BY" in one and ("party_id" in one)]
    assert len(lists) == 14
    assert all("LIMIT 20" in one for one in lists)


def test_nobody_has_no_file(files: PersonFiles) -> None:
    with pytest.raises(errors.NotFound):
        files.of(999)


def test_notes_tasks_done_loans_and_events_are_told_with_the_rest(
    desk: Desk, house: SmallHouse, files: PersonFiles
) -> None:
    marie = person(desk)
    facts = PersonFacts(desk)
    facts.add_note(marie, "Comes by bus")
    task = facts.add_task(marie, "Call back", date(2026, 11, 20))
    drill = Units(desk).add(NewUnit("Drill", UnitKind.TOOL))
    Loans(desk).lend(drill, marie, Slot(NOW.replace(hour=9, minute=0), NOW.replace(hour=18, minute=0)))
    assert [(one.kind, one.what) for one in files.lately(marie, "notes")] == [(Kind.NOTE, "Comes by bus")]
    assert [t.what for t in files.of(marie).facts.tasks] == ["Call back"]
    facts.finish_task(task)
    facts.became(marie, Became.TRAINING, date(2026, 11, 24), "cook")
    assert {(one.kind, one.what) for one in files.lately(marie)} == {
        (Kind.NOTE, "Comes by bus"),
        (Kind.TASK, "Call back"),
        (Kind.LOAN, "Drill"),
        (Kind.OUTCOME, "cook"),
    }
    assert files.of(marie).noted
