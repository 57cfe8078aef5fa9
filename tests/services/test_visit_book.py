"""What was written wrong of a visit is put right with its trace; a past day is written from paper; clocks go wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import advance_to, describe_place, person
from sqlalchemy import select

from tierslieu_desk import errors
from tierslieu_desk.models.journal import JournalEntry
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.vocabulary import Role
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.counter_card import read_card
from tierslieu_desk.services.front.today import Today
from tierslieu_desk.services.place.places import Places
from tierslieu_desk.services.plan.plans import NewPass, Plans
from tierslieu_desk.services.visit.visit_book import VisitBook, Written
from tierslieu_desk.services.visit.visits import Visits


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.fixture
def visits(desk: Desk) -> Visits:
    describe_place(desk)
    return Visits(desk)


@pytest.fixture
def book(desk: Desk, visits: Visits) -> VisitBook:
    return VisitBook(desk)


def with_pass(desk: Desk, days: int = 5) -> int:
    marie = person(desk)
    plans = Plans(desk)
    plans.sell_pass(NewPass(party_id=marie, name="Days", days=days, price_e4=0, valid_from=date(2026, 11, 1)))
    return marie


def test_corrected_times_stand_and_what_they_were_is_kept_with_who_and_when(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    marie = with_pass(desk)
    visit = visits.check_in(marie)
    advance_to(desk, at(16, 30))
    right = book.correct(visit.id, Written(marie, at(9, 5), at(12, 40)))
    assert (right.arrived, right.left, right.half_days, right.used) == (at(9, 5), at(12, 40), 2, 2)
    (trace,) = book.traces(marie)
    assert (trace.visit_id, trace.at, trace.who) == (visit.id, at(16, 30), "Camille")
    assert (trace.arrived, trace.left, trace.half_days, trace.name, trace.removed) == (at(10, 47), None, 2, "", False)


def test_what_it_counts_for_is_corrected_in_the_ledger_by_opposite_lines(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    marie = with_pass(desk)
    visit = visits.check_in(marie)
    assert Plans(desk).left(marie) == 8
    assert book.correct(visit.id, Written(marie, at(10, 47), None, half_days=1)).used == 1
    assert Plans(desk).left(marie) == 9
    assert [line.half_days for line in Plans(desk).explain(marie)] == [10, -2, 2, -1]


def test_a_visit_of_the_wrong_person_moves_to_the_right_one_with_what_it_used(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    marie, paul = with_pass(desk), person(desk, "Paul", role=Role.GUEST)
    visit = visits.check_in(marie)
    moved = book.correct(visit.id, Written(paul, at(10, 47)))
    assert (moved.name, moved.role, moved.used, moved.to_pay) == ("Paul Dupont", Role.GUEST, 0, True)
    assert Plans(desk).left(marie) == 10
    assert [trace.name for trace in book.traces(paul)] == ["Marie Dupont"]


def test_a_correction_into_the_future_is_refused_and_nothing_changes(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    visit = visits.check_in(person(desk))
    assert visit.party_id is not None
    for wrong, field in (((at(11), None), "arrived"), ((at(9), at(12)), "left")):
        with pytest.raises(errors.NotYet) as ahead:
            book.correct(visit.id, Written(visit.party_id, *wrong))
        assert ahead.value.facts["field"] == field
    assert visits.of(visit.id) == visit
    assert book.traces(visit.party_id) == ()


def test_nobody_leaves_before_they_came_nor_stays_a_day_and_a_night(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    marie = person(desk)
    visit = visits.check_in(marie)
    with pytest.raises(errors.LeftBeforeArrived):
        book.correct(visit.id, Written(marie, at(10), at(9)))
    with pytest.raises(errors.LeftBeforeArrived):
        book.correct(visit.id, Written(marie, at(9, day=22), at(10, day=23)))


def test_a_clock_set_back_an_hour_refuses_a_goodbye_before_the_arrival(desk: Desk, visits: Visits) -> None:
    marie = person(desk)
    visits.check_in(marie)
    advance_to(desk, at(9, 30))
    with pytest.raises(errors.ClockBehind) as behind:
        visits.check_out(marie)
    assert (behind.value.facts["last"], behind.value.facts["now"]) == (at(10, 47), at(9, 30))
    advance_to(desk, at(12))
    assert visits.check_out(marie).left == at(12)


def test_a_clock_set_back_a_day_refuses_another_arrival_and_a_goodbye(desk: Desk, visits: Visits) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    visits.check_in(marie)
    advance_to(desk, at(15, day=23))
    with pytest.raises(errors.ClockBehind):
        visits.check_in(marie)
    with pytest.raises(errors.ClockBehind):
        visits.check_out(marie)
    assert visits.check_in(paul).arrived == at(15, day=23), "whoever has no later visit is not held up"
    advance_to(desk, at(11))
    assert [row.name for row in visits.here_now()] == ["Marie Dupont"]


def test_a_visit_that_never_was_is_taken_out_even_after_they_left(desk: Desk, visits: Visits, book: VisitBook) -> None:
    marie = with_pass(desk)
    visit = visits.check_in(marie)
    visits.check_out(marie)
    book.take_out(visit.id)
    assert visits.of_person(marie) == ()
    assert Plans(desk).left(marie) == 10
    assert [trace.removed for trace in book.traces(marie)] == [True]
    with pytest.raises(errors.NotFound):
        book.take_out(visit.id)


def test_a_past_day_is_written_as_it_stands_on_paper(desk: Desk, visits: Visits, book: VisitBook) -> None:
    marie = with_pass(desk)
    morning = book.write(Written(marie, at(9, day=23), at(12, day=23)))
    again = book.write(Written(marie, at(14, day=23), at(18, day=23)))
    assert (morning.day, morning.half_days, morning.used, again.half_days) == (date(2026, 11, 23), 1, 1, 1)
    assert Plans(desk).left(marie) == 8
    assert visits.here_now() == ()
    assert visits.counts(date(2026, 11, 23), date(2026, 11, 23))[0].members == 1


def test_the_same_line_of_a_sheet_typed_twice_is_refused(desk: Desk, visits: Visits, book: VisitBook) -> None:
    marie = person(desk)
    book.write(Written(marie, at(9, day=23)))
    with pytest.raises(errors.HereThen) as twice:
        book.write(Written(marie, at(9, day=23), at(12, day=23)))
    assert (twice.value.facts["since"], twice.value.facts["left"]) == (at(9, day=23), at(20, day=23))
    assert len(visits.of_person(marie)) == 1


def test_a_guest_is_tied_to_whoever_brings_them_and_nobody_to_themselves(
    desk: Desk, visits: Visits, book: VisitBook
) -> None:
    marie, paul = person(desk), person(desk, "Paul", role=Role.GUEST)
    guest = visits.check_in(paul, host_id=marie)
    assert (guest.host_id, guest.host) == (marie, "Marie Dupont")
    with pytest.raises(errors.OwnGuest):
        visits.check_in(marie, host_id=marie)
    assert book.correct(guest.id, Written(paul, guest.arrived)).host == ""


def test_a_night_that_goes_past_midnight_keeps_its_people_until_it_closes(desk: Desk, visits: Visits) -> None:
    """Open on Tuesday from 18:00 to midnight and on Wednesday from midnight to 2:00: one evening."""
    Places(desk).set_hours((WeeklyHours(1, 18 * 60, 24 * 60), WeeklyHours(2, 0, 120), WeeklyHours(2, 540, 1080)))
    marie, paul = person(desk), person(desk, "Paul")
    advance_to(desk, at(21))
    visits.check_in(marie)
    visits.check_in(paul)
    advance_to(desk, at(0, 40, day=25))
    assert [row.name for row in visits.here_now()] == ["Marie Dupont", "Paul Dupont"]
    with pytest.raises(errors.AlreadyHere):
        visits.check_in(marie)
    assert read_card(desk, visits, marie).here_since == at(21)
    assert [row.name for row in Today(desk).view().here] == ["Marie Dupont", "Paul Dupont"]
    assert visits.check_out(marie).left == at(0, 40, day=25)
    advance_to(desk, at(2, 0, day=25))
    assert visits.here_now() == ()
    assert visits.of_person(paul)[0].left == at(2, 0, day=25)


def test_the_journal_does_not_keep_a_visitors_name(desk: Desk, visits: Visits, book: VisitBook) -> None:
    paul = person(desk, "Paul", role=Role.VISITOR)
    visit = visits.check_in(paul)
    book.correct(visit.id, Written(paul, at(10)))
    visits.check_out(paul)
    with desk.store.reading() as session:
        facts = session.scalars(select(JournalEntry.facts).where(JournalEntry.subject == "visit")).all()
    assert [one for one in facts if "Paul" in one or "party" in one] == []
