"""Time given to the place: in one line, never more than a day holds, and taken back when it was a slip."""

from __future__ import annotations

from datetime import date

import pytest
from builders import describe_place, organisation, person

from tierslieu_desk import errors
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.visit.volunteers import Volunteers

TODAY = date(2026, 11, 24)


@pytest.fixture
def volunteers(desk: Desk) -> Volunteers:
    describe_place(desk)
    return Volunteers(desk)


def test_time_given_is_on_their_page_and_in_the_figures(desk: Desk, volunteers: Volunteers) -> None:
    marie, paul = person(desk), person(desk, "Paul")
    volunteers.note(marie, 120, " the  garden ")
    volunteers.note(marie, 45, "", date(2026, 11, 2))
    volunteers.note(paul, 60)
    assert [(row.day, row.minutes, row.what) for row in volunteers.of_person(marie)] == [
        (TODAY, 120, "the garden"),
        (date(2026, 11, 2), 45, ""),
    ]
    assert volunteers.minutes(date(2026, 11, 1), date(2026, 11, 30)) == 225
    assert volunteers.minutes(date(2026, 12, 1), date(2026, 12, 31)) == 0


def test_thirty_hours_in_one_day_are_refused_at_once_or_in_parts(desk: Desk, volunteers: Volunteers) -> None:
    marie = person(desk)
    with pytest.raises(errors.TooManyHours) as much:
        volunteers.note(marie, 30 * 60)
    assert (much.value.facts["hours"], much.value.facts["day"]) == (30, TODAY)
    volunteers.note(marie, 20 * 60)
    with pytest.raises(errors.TooManyHours):
        volunteers.note(marie, 5 * 60)
    assert [row.minutes for row in volunteers.of_person(marie)] == [1200]


def test_no_time_a_day_to_come_and_a_company_are_refused(desk: Desk, volunteers: Volunteers) -> None:
    marie, company = person(desk), organisation(desk)
    with pytest.raises(errors.MissingFact):
        volunteers.note(marie, 0)
    with pytest.raises(errors.NotYet):
        volunteers.note(marie, 60, day=date(2026, 11, 25))
    with pytest.raises(errors.NotAPerson):
        volunteers.note(company, 60)
    assert volunteers.minutes(date(2026, 1, 1), date(2026, 12, 31)) == 0


def test_a_slip_is_taken_back_once(desk: Desk, volunteers: Volunteers) -> None:
    marie = person(desk)
    number = volunteers.note(marie, 90)
    volunteers.take_back(number)
    assert volunteers.of_person(marie) == ()
    with pytest.raises(errors.NotFound):
        volunteers.take_back(number)
