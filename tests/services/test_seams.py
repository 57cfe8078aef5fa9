"""Where one area meets another: what was handed on between two who are one, undo after something else, money back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.models.imports import DepositHeld
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import PaymentMethod, Period
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.money.to_invoice import NewCharge, ToInvoice
from tierslieu_desk.services.opening.opening_position_deposits import DepositsHeld
from tierslieu_desk.services.person.badges import Badges
from tierslieu_desk.services.person.merges import Merges
from tierslieu_desk.services.person.people import NewPerson, People
from tierslieu_desk.services.person.person_facts import PersonFacts
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.plan import allowances
from tierslieu_desk.services.plan.passes import Passes
from tierslieu_desk.services.plan.plans import NewPass, NewPlan, NewSubscription, Plans
from tierslieu_desk.services.plan.sales import Sales
from tierslieu_desk.services.plan.subscriptions import Subscriptions, When
from tierslieu_desk.services.visit.days_due import DaysDue
from tierslieu_desk.services.visit.visit_book import VisitBook, as_written
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.services.visit.volunteers import Volunteers

TODAY = date(2026, 11, 24)


def two(desk: Desk) -> tuple[int, int]:
    return person(desk, "Marie", "Roca"), person(desk, "Maria", "Roca")


def test_a_pass_handed_on_between_two_who_are_one_is_no_fault_of_the_ledger(desk: Desk, house: SmallHouse) -> None:
    kept, gone = two(desk)
    number = Plans(desk).sell_pass(NewPass(party_id=gone, name="Ten", days=10, price_e4=500_000))
    Passes(desk).transfer(number, kept)
    Merges(desk).merge(kept, gone)
    assert Verification(desk).run() == ()
    assert Plans(desk).left(kept) == 20


def test_hours_given_under_two_names_on_one_day_are_no_fault_once_they_are_one(desk: Desk, house: SmallHouse) -> None:
    """800 minutes under each name are more than a day holds; a third time as many are still refused."""
    kept, gone = two(desk)
    Volunteers(desk).note(kept, 800)
    Volunteers(desk).note(gone, 800)
    Merges(desk).merge(kept, gone)
    assert Verification(desk).run() == ()
    with pytest.raises(errors.TooManyHours):
        Volunteers(desk).note(kept, 800)


def test_who_brought_the_other_one_is_not_their_own_guest_once_they_are_one(desk: Desk, house: SmallHouse) -> None:
    kept, gone = two(desk)
    Visits(desk).check_in(kept, host_id=gone)
    Merges(desk).merge(kept, gone)
    assert [row.host_id for row in Visits(desk).here_now()] == [None]
    Merges(desk).take_apart(gone)
    assert [row.host_id for row in Visits(desk).here_now()] == [gone]


def test_two_who_are_both_here_past_midnight_are_two(desk: Desk, house: SmallHouse) -> None:
    Places(desk).set_hours((WeeklyHours(1, 18 * 60, 24 * 60), WeeklyHours(2, 0, 120)))
    kept, gone = two(desk)
    advance_to(desk, datetime(2026, 11, 24, 22))
    Visits(desk).check_in(kept)
    Visits(desk).check_in(gone)
    advance_to(desk, datetime(2026, 11, 25, 0, 30))
    with pytest.raises(errors.BothHere):
        Merges(desk).merge(kept, gone)


def monthly(desk: Desk, name: str, euros: int) -> int:
    return Plans(desk).add(NewPlan(name=name, period=Period.MONTH, price_e4=euros * 10_000))


def begun(desk: Desk, plan: int) -> int:
    """A subscription of somebody since the first of November."""
    return Plans(desk).sell(NewSubscription(person(desk), plan, starts=date(2026, 11, 1)))


def running(desk: Desk) -> list[tuple[str, date, date | None]]:
    return [(row.name, row.starts, row.ends) for row in Plans(desk).subscriptions()]


def test_a_change_of_plan_is_not_taken_back_over_another_one(desk: Desk, house: SmallHouse) -> None:
    """Else they would have the first and the third plan at once."""
    subscriptions = Subscriptions(desk)
    nomad, resident, team = monthly(desk, "Nomad", 60), monthly(desk, "Resident", 70), monthly(desk, "Team", 80)
    first = subscriptions.change_plan(begun(desk, nomad), resident, When.NOW)
    second = subscriptions.change_plan(first.new_id, team, When.NEXT)
    before = running(desk)
    with pytest.raises(errors.ChangedMeanwhile):
        subscriptions.take_back_change(first)
    assert running(desk) == before
    subscriptions.take_back_change(second)
    assert running(desk) == [("Nomad", date(2026, 11, 1), date(2026, 11, 23)), ("Resident", TODAY, None)]


def test_a_change_of_plan_is_not_taken_back_over_a_pause_of_the_new_one(desk: Desk, house: SmallHouse) -> None:
    subscriptions = Subscriptions(desk)
    nomad, resident = monthly(desk, "Nomad", 60), monthly(desk, "Resident", 70)
    changed = subscriptions.change_plan(begun(desk, nomad), resident, When.NOW)
    pause, _cents = subscriptions.pause(changed.new_id, date(2026, 12, 1), date(2026, 12, 7))
    with pytest.raises(errors.ChangedMeanwhile):
        subscriptions.take_back_change(changed)
    assert [one.id for one in subscriptions.pauses(changed.new_id)] == [pause]


def test_a_subscription_that_was_paused_since_is_not_taken_back_unseen(desk: Desk, house: SmallHouse) -> None:
    sold = begun(desk, monthly(desk, "Nomad", 60))
    version = Plans(desk).subscription(sold).version
    Subscriptions(desk).pause(sold, date(2026, 12, 1), date(2026, 12, 7))
    with pytest.raises(errors.ChangedMeanwhile):
        Sales(desk).take_back(sold, version)


def test_a_pause_that_was_agreed_goes_on_under_another_plan(desk: Desk, house: SmallHouse) -> None:
    """11 days of December paused: 20 of 31 days at 62.00 are 40.00, as shown before; taken back, nothing is left."""
    subscriptions = Subscriptions(desk)
    nomad, resident = monthly(desk, "Nomad", 60), monthly(desk, "Resident", 62)
    sold = begun(desk, nomad)
    subscriptions.pause(sold, date(2026, 12, 10), date(2026, 12, 20), "holidays")
    on = subscriptions.changes_on(sold, When.NEXT)
    party = Plans(desk).subscription(sold).party_id
    offer = Sales(desk).offer(NewSubscription(party, resident, on), subscriptions.pauses_from(sold, on))
    assert offer.gross_cents == 4_000
    changed = subscriptions.change_plan(sold, resident, When.NEXT)
    (paused,) = subscriptions.pauses(changed.new_id)
    assert (paused.first, paused.last, paused.reason) == (date(2026, 12, 10), date(2026, 12, 20), "holidays")
    assert [line.gross_cents for line in ToInvoice(desk).lines(party, date(2026, 12, 31))] == [6_000, 4_000]
    assert Verification(desk).run() == ()
    subscriptions.take_back_change(changed)
    assert [line.gross_cents for line in ToInvoice(desk).lines(party, date(2026, 12, 31))] == [6_000]
    assert len(subscriptions.pauses(sold)) == 1


def test_a_correction_is_not_taken_back_over_a_goodbye_that_was_said_since(desk: Desk, house: SmallHouse) -> None:
    """Else whoever has left would be here again, and stand on the evacuation list."""
    somebody, book = person(desk), VisitBook(desk)
    before = as_written(Visits(desk).check_in(somebody))
    after = as_written(book.correct(1, replace(before, arrived=datetime(2026, 11, 24, 9)), before))
    advance_to(desk, datetime(2026, 11, 24, 12))
    Visits(desk).check_out(somebody)
    for was in (before, after):
        with pytest.raises(errors.ChangedMeanwhile):
            book.correct(1, before, was)
    assert Visits(desk).here_now() == ()
    assert Visits(desk).of(1).arrived == datetime(2026, 11, 24, 9)


def test_a_correction_is_taken_back_while_nothing_else_happened(desk: Desk, house: SmallHouse) -> None:
    book = VisitBook(desk)
    before = as_written(Visits(desk).check_in(person(desk)))
    after = as_written(book.correct(1, replace(before, arrived=datetime(2026, 11, 24, 9), half_days=1), before))
    assert as_written(book.correct(1, before, after)) == before


def test_what_is_owed_again_is_owed_by_whoever_they_are_now_with_what_was_paid(desk: Desk, house: SmallHouse) -> None:
    """36.00 paid 20.00 under the second name; credited for a correction, 16.00 are left to pay under the first."""
    address = {"street": "1 Le Pla", "postcode": "09000", "city": "Foix"}
    kept, gone, last = (
        People(desk).add_person(NewPerson(given_name=given, family_name="Roca", **address))
        for given in ("Marie", "Maria", "Mari")
    )
    ToInvoice(desk).charge(NewCharge(gone, "Room", 360_000))
    invoices = Invoices(desk, Papers(desk.store.folder))
    (issued,) = invoices.issue(gone, TODAY)
    Payments(desk).settle(gone, PaymentMethod.CASH, 2_000, {issued.id: 2_000})
    Merges(desk).merge(kept, gone)
    Merges(desk).merge(last, kept)
    invoices.credit(issued.id, owe_again=True)
    assert [(row.party_id, row.gross_cents) for row in ToInvoice(desk).payers(TODAY)] == [(last, 3_600)]
    (anew,) = invoices.issue(last, TODAY)
    assert (anew.gross_cents, anew.paid_cents) == (3_600, 2_000)
    assert Verification(desk).run() == ()


def test_what_was_paid_before_a_merge_is_carried_to_the_corrected_document_after_it(
    desk: Desk, house: SmallHouse
) -> None:
    address = {"street": "1 Le Pla", "postcode": "09000", "city": "Foix"}
    kept, gone = (
        People(desk).add_person(NewPerson(given_name=given, family_name="Roca", **address))
        for given in ("Marie", "Maria")
    )
    ToInvoice(desk).charge(NewCharge(gone, "Room", 360_000))
    invoices = Invoices(desk, Papers(desk.store.folder))
    (issued,) = invoices.issue(gone, TODAY)
    Payments(desk).settle(gone, PaymentMethod.CASH, 2_000, {issued.id: 2_000})
    invoices.credit(issued.id, owe_again=True)
    Merges(desk).merge(kept, gone)
    (anew,) = invoices.issue(kept, TODAY)
    assert anew.paid_cents == 2_000
    assert Verification(desk).run() == ()


def held_deposit(desk: Desk, since: date) -> int:
    """50.00 that are kept for somebody."""
    somebody = person(desk)
    with desk.store.writing() as session:
        held = DepositHeld(party_id=somebody, what="Badge 12", amount_cents=5_000, since=since)
        session.add(held)
        session.flush()
        return held.id


def test_a_deposit_whose_giving_back_was_reversed_is_held_again_and_given_back_again(
    desk: Desk, house: SmallHouse
) -> None:
    deposits, payments = DepositsHeld(desk), Payments(desk)
    number = held_deposit(desk, TODAY)
    deposits.give_back(number, PaymentMethod.CASH)
    payments.reverse(payments.all()[0].id)
    assert [row.cents for row in deposits.all()] == [5_000]
    deposits.give_back(number, PaymentMethod.TRANSFER)
    assert deposits.all() == ()
    with pytest.raises(errors.AlreadyDone):
        deposits.give_back(number, PaymentMethod.CASH)
    assert sum(row.amount_cents for row in payments.all()) == -5_000


def test_a_clock_set_back_to_before_a_deposit_was_taken_is_told(desk: Desk, house: SmallHouse) -> None:
    number = held_deposit(desk, date(2026, 11, 25))
    with pytest.raises(errors.NotYet):
        DepositsHeld(desk).give_back(number, PaymentMethod.CASH)
    assert Payments(desk).all() == ()


def test_a_correction_taken_back_uses_no_ticket_that_the_visit_had_not_used(desk: Desk, house: SmallHouse) -> None:
    """An arrival on nobody's account, ten days sold for later use, the visit moved to somebody else and back: ten."""
    marie, paul = person(desk), person(desk, "Paul")
    was = Visits(desk).check_in(marie)
    Plans(desk).sell_pass(NewPass(party_id=marie, name="Ten", days=10, price_e4=500_000))
    with desk.store.writing() as session:
        allowances.give_back(desk, session, was.id)
    was, book = Visits(desk).of(was.id), VisitBook(desk)
    assert (was.used, Plans(desk).left(marie)) == (0, 20)
    now = as_written(book.correct(was.id, replace(as_written(was), party_id=paul), as_written(was)))
    assert book.take_back(was, now) == was
    assert Plans(desk).left(marie) == 20


def test_a_correction_is_not_taken_back_where_the_day_was_on_the_slate(desk: Desk, house: SmallHouse) -> None:
    """What was owed for the day went with the correction, and is decided again by whoever stands there."""
    marie, paul = person(desk), person(desk, "Paul")
    visits, book, due = Visits(desk), VisitBook(desk), DaysDue(desk)
    arrived = visits.check_in(marie)
    day = due.of_visit(arrived.id)
    assert day is not None
    Services(desk).counter.put_on_slate(marie, [], [due.at_price(day, 1_500)])
    was = visits.of(arrived.id)
    assert not was.to_pay
    now = as_written(book.correct(was.id, replace(as_written(was), party_id=paul), as_written(was)))
    before = visits.of(was.id)
    with pytest.raises(errors.ChangedMeanwhile):
        book.take_back(was, now)
    assert visits.of(was.id) == before
    assert before.to_pay


def test_taken_apart_a_badge_that_somebody_else_got_meanwhile_stays_theirs(desk: Desk, house: SmallHouse) -> None:
    facts, merges = PersonFacts(desk), Merges(desk)
    kept, gone = two(desk)
    other = person(desk, "Paul")
    facts.set_badge(kept, "1001")
    facts.set_badge(gone, "1002")
    merges.merge(kept, gone, frozenset({"badge"}))
    facts.set_badge(other, "1001")
    merges.take_apart(gone)
    assert [Badges(desk).number(one) for one in (other, gone, kept)] == ["1001", "1002", "1003"]
