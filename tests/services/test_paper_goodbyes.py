"""When somebody left, as the paper sheet says later: by noon it was half a day, and the other half comes back."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import advance_to, describe_place, person

from tierslieu_desk import errors
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.file.papers import Papers
from tierslieu_desk.services.front.counter import Counter
from tierslieu_desk.services.front.paper_day import PaperDay
from tierslieu_desk.services.money.invoices import Invoices
from tierslieu_desk.services.money.payments import Payments
from tierslieu_desk.services.plan.plans import NewPass, Plans
from tierslieu_desk.services.visit.visit_book import VisitBook, Written
from tierslieu_desk.services.visit.visits import Visits


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute)


@pytest.fixture
def paper(desk: Desk) -> PaperDay:
    describe_place(desk)
    counter = Counter(desk, Invoices(desk, Papers(desk.store.folder)), Payments(desk), Visits(desk))
    return PaperDay(desk, counter)


@pytest.fixture
def marie(desk: Desk, paper: PaperDay) -> int:
    """Who has ten half-days."""
    who = person(desk)
    Plans(desk).sell_pass(NewPass(party_id=who, name="Days", days=5, price_e4=0, valid_from=at(0).date()))
    return who


def ledger(desk: Desk, who: int) -> list[int]:
    return [line.half_days for line in Plans(desk).explain(who)]


def test_a_paper_line_from_nine_to_noon_uses_half_a_day(desk: Desk, paper: PaperDay, marie: int) -> None:
    advance_to(desk, at(18))
    morning, _undo = paper.came(Written(marie, at(9), at(12)))
    again, _undo = paper.came(Written(marie, at(14), at(17)))
    assert [(visit.half_days, visit.used) for visit in (morning, again)] == [(1, 1), (1, 1)]
    assert ledger(desk, marie) == [10, -1, -1]


def test_the_goodbye_of_the_paper_gives_half_of_the_day_back_by_opposite_lines(
    desk: Desk, paper: PaperDay, marie: int
) -> None:
    """In at 10:47 at the desk: a day, 10 - 2 = 8. The sheet says noon: half a day, 8 + 2 - 1 = 9."""
    came = Visits(desk).check_in(marie)
    advance_to(desk, at(23, 59))
    gone, undo = paper.came(Written(marie, at(10, 45), at(12)))
    assert (gone.id, gone.arrived, gone.left) == (came.id, at(10, 47), at(12)), "the desk knows when they came"
    assert (gone.half_days, gone.used) == (1, 1)
    assert ledger(desk, marie) == [10, -2, 2, -1]
    undo()
    (back,) = Visits(desk).of_person(marie)
    assert (back.half_days, back.used, back.closed) == (2, 2, True)
    assert Plans(desk).left(marie) == 8


def test_whoever_left_in_the_afternoon_keeps_their_day(desk: Desk, paper: PaperDay, marie: int) -> None:
    Visits(desk).check_in(marie)
    advance_to(desk, at(23, 59))
    gone, _undo = paper.came(Written(marie, at(10, 45), at(16)))
    assert (gone.left, gone.half_days) == (at(16), 2)
    assert ledger(desk, marie) == [10, -2]


def test_what_was_said_to_count_for_nothing_stays_nothing(desk: Desk, paper: PaperDay, marie: int) -> None:
    came = Visits(desk).check_in(marie)
    VisitBook(desk).correct(came.id, Written(marie, at(10, 47), None, half_days=0))
    advance_to(desk, at(23, 59))
    assert paper.came(Written(marie, at(10, 45), at(12)))[0].half_days == 0
    assert Plans(desk).left(marie) == 10


def test_a_visit_whose_goodbye_was_said_is_not_written_twice(desk: Desk, paper: PaperDay, marie: int) -> None:
    visits = Visits(desk)
    visits.check_in(marie)
    advance_to(desk, at(15))
    visits.check_out(marie)
    with pytest.raises(errors.HereThen):
        paper.came(Written(marie, at(10, 45), at(12)))
    assert ledger(desk, marie) == [10, -2]
