"""Where one area meets another: what was handed on between two who are one, undo after something else, money back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import SmallHouse, advance_to, person

from tierslieu_desk import errors
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.merges import Merges
from tierslieu_desk.services.passes import Passes
from tierslieu_desk.services.places import Places
from tierslieu_desk.services.plans import NewPass, Plans
from tierslieu_desk.services.verification import Verification
from tierslieu_desk.services.visits import Visits
from tierslieu_desk.services.volunteers import Volunteers

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
