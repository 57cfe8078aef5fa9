"""Half-days used before they are bought, as far as the house lets it: the examples worked by hand, told to the desk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import advance_to, describe_place, person
from rules import worked_plans as worked

from tierslieu_desk import errors
from tierslieu_desk.compose import Services
from tierslieu_desk.rules.passes import LedgerReason
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.front.articles import Article
from tierslieu_desk.services.front.basket import Piece
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.services.plan.below_zero import Limits
from tierslieu_desk.services.plan.plans import NewPass

FIRST = datetime(2026, 11, 24, 9)


@pytest.fixture
def services(desk: Desk) -> Services:
    describe_place(desk)
    return Services(desk)


def book(services: Services, who: int, half_days: int) -> int:
    """A pass of whole days, or tickets over the counter for what is none."""
    name = f"Book of {half_days}"
    if half_days % 2:
        services.counter.put_on_slate(who, (Piece(Article(name=name, price_e4=100_000, half_days=half_days)),))
        return 0
    return services.plans.sell_pass(NewPass(party_id=who, name=name, days=half_days // 2, price_e4=100_000))


class Story:
    """Marie and the desk, a day further at each arrival."""

    def __init__(self, services: Services) -> None:
        self.services, self.marie = services, person(services.desk, "Marie")
        self.now, self.sold = FIRST - timedelta(days=1), 0
        self.visits: list[int] = []
        advance_to(services.desk, self.now)

    def step(self, what: object) -> int:
        if isinstance(what, int):
            self.sold = book(self.services, self.marie, what)
        elif what == worked.UNDO:
            self.services.visits.undo_check_in(self.visits.pop())
        elif what == worked.BACK:
            self.services.sales.take_back_pass(self.sold)
        else:
            self.now = (self.now + timedelta(days=1)).replace(hour=9 if what == worked.MORNING else 14)
            advance_to(self.services.desk, self.now)
            self.visits.append(self.services.visits.check_in(self.marie).id)
        return self.services.plans.left(self.marie)

    @property
    def to_pay(self) -> int:
        row = self.services.visits.of(self.visits[-1])
        assert row.to_pay == (row.used < row.half_days)
        return row.half_days - row.used


@pytest.mark.parametrize("case", worked.BELOW_ZERO, ids=lambda case: case[0])
def test_a_balance_goes_below_zero_as_the_rule_says(services: Services, case) -> None:
    _rule, limit, happens, left, to_pay = case
    services.below_zero.set(Limits(half_days=limit))
    story = Story(services)
    assert tuple(story.step(what) for what in happens) == left
    assert story.to_pay == to_pay
    assert Verification(services.desk).run() == ()


def test_every_line_of_it_is_explained(services: Services) -> None:
    services.below_zero.set(Limits(half_days=2))
    story = Story(services)
    for what in (2, worked.MORNING, worked.MORNING, 10):
        story.step(what)
    lines = [(str(line.reason), line.half_days, line.balance) for line in services.plans.explain(story.marie)]
    assert lines == [
        (LedgerReason.SOLD, 2, 2),
        (LedgerReason.CHECK_IN, -2, 0),
        (LedgerReason.IN_ADVANCE, -2, -2),
        (LedgerReason.SOLD, 10, 10),
        (LedgerReason.MADE_GOOD, -2, 8),
        (LedgerReason.MADE_GOOD, 2, 0),
    ]
    assert [one.half_days for one in services.plans.sources(story.marie)] == [8]
    assert [one.half_days for one in services.passes.of(story.marie)] == [8]


def test_what_is_below_zero_is_no_pass_of_theirs(services: Services) -> None:
    """It is told among what makes up the balance, and cannot be handed on."""
    services.below_zero.set(Limits(half_days=2))
    story = Story(services)
    for what in (2, worked.MORNING, worked.MORNING):
        story.step(what)
    assert [(one.half_days, one.pass_id) for one in services.plans.sources(story.marie)] == [(-2, None)]
    assert services.passes.of(story.marie) == ()
    assert "In advance" not in {one.what for one in services.person_files.lately(story.marie)}


def test_the_next_book_at_the_counter_makes_it_good_too(services: Services) -> None:
    services.below_zero.set(Limits(half_days=2))
    story = Story(services)
    for what in (2, worked.MORNING, worked.MORNING):
        story.step(what)
    ten = Article(name="Ten tickets", price_e4=700_000, half_days=10)
    charges = services.counter.put_on_slate(story.marie, (Piece(ten),))
    assert services.plans.left(story.marie) == 8
    services.counter.take_off(charges)
    assert services.plans.left(story.marie) == -2
    assert Verification(services.desk).run() == ()


def test_the_store_itself_lets_nothing_else_go_below_zero(services: Services) -> None:
    from sqlalchemy.exc import IntegrityError

    story = Story(services)
    story.step(2)
    insert = (
        "INSERT INTO allowance_entry (allowance_id, sequence, at, half_days, balance, reason) "
        "SELECT allowance_id, 2, at, -3, -1, 'check_in' FROM allowance_entry"
    )
    with pytest.raises((IntegrityError, errors.DeskError)), services.desk.store.writing() as session:
        session.connection().exec_driver_sql(insert)


def test_a_limit_below_nothing_is_refused(services: Services) -> None:
    with pytest.raises(errors.NotAnAmount):
        services.below_zero.set(Limits(half_days=-1))
    assert services.below_zero.get() == Limits()
