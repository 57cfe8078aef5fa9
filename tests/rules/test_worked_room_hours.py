"""The hours worked out by hand, asked of the rules; what happens over days is asked of the services."""

from __future__ import annotations

from datetime import date

import pytest
from rules import worked_room_hours as worked

from tierslieu_desk.money import Basis
from tierslieu_desk.rules import hours, passes, proration
from tierslieu_desk.rules.prices import PriceStep
from tierslieu_desk.rules.vocabulary import Period, VatCategory

GRID = (
    PriceStep("hour", 60, 100_000, Basis.GROSS, VatCategory.STANDARD),
    PriceStep("half day", 240, 250_000, Basis.GROSS, VatCategory.STANDARD),
)


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def test_there_are_more_than_the_fifteen_asked_for() -> None:
    assert len(worked.PART + worked.PRICE + worked.CHOICE + worked.STORIES) >= 15


@pytest.mark.parametrize("case", worked.PART, ids=lambda case: case[0])
def test_a_part_of_a_month_gives_its_quarters_of_an_hour(case) -> None:
    _rule, minutes, first, pauses, given = case
    starts = date.fromisoformat(first)
    share = proration.share(proration.calendar_period(starts, Period.MONTH), starts, None)
    assert share is not None
    share = proration.without_pauses(share, [(day(a), day(b)) for a, b in pauses])
    assert hours.prorated_minutes(minutes, share) == given


@pytest.mark.parametrize("case", worked.PRICE, ids=lambda case: case[0])
def test_hours_are_used_where_they_make_it_cheaper(case) -> None:
    _rule, minutes, there, used, cents = case
    found, rest = hours.settle(minutes, there, GRID)
    assert (found, rest.total_e4) == (used, cents * 100)


def test_what_costs_nothing_uses_nothing() -> None:
    assert hours.settle(120, 300, ())[0] == 0


@pytest.mark.parametrize("case", worked.CHOICE, ids=lambda case: case[0])
def test_the_right_hours_pay(case) -> None:
    _rule, wanted, rights, drawn = case
    offered = [
        passes.Right(number, day(since), day(until), left, shared)
        for number, (_name, left, since, until, shared) in enumerate(rights)
    ]
    found = passes.draw(offered, wanted, date(2026, 11, 24))
    assert tuple((rights[one.right_id][0], one.half_days) for one in found) == drawn
