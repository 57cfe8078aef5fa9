"""The examples worked out by hand, asked of the rules; what happens over days is asked of the services."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from rules import worked_plans as worked

from tierslieu_desk.rules import passes, proration, terms
from tierslieu_desk.rules.vocabulary import Period


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def test_there_are_more_than_the_forty_asked_for() -> None:
    assert worked.ALL >= 40


@pytest.mark.parametrize("case", worked.PRORATION, ids=lambda case: case[0])
def test_a_part_of_a_period_costs_and_gives_its_days(case) -> None:
    _rule, period, cents, first, last, pauses, days, of_days, part_cents, included, half_days = case
    starts = date.fromisoformat(first)
    share = proration.share(proration.calendar_period(starts, Period(period)), starts, day(last))
    assert share is not None
    share = proration.without_pauses(share, [(day(a), day(b)) for a, b in pauses])
    assert (share.days, share.of_days) == (days, of_days)
    assert proration.prorated_e4(cents * 100, share) == part_cents * 100
    assert proration.prorated_half_days(included, share) == half_days


@pytest.mark.parametrize("case", worked.EARLIEST_END, ids=lambda case: case[0])
def test_nothing_ends_before_its_term_and_its_notice(case) -> None:
    _rule, first, period, said_on, months, notice, notice_in, earliest = case
    starts = date.fromisoformat(first)
    agreed = terms.Terms(
        terms.term_ends(starts, months),
        notice_days=notice if notice_in == "days" else 0,
        notice_periods=notice if notice_in == "periods" else 0,
    )
    assert terms.earliest_end(starts, Period(period), agreed, date.fromisoformat(said_on)) == day(earliest)


@pytest.mark.parametrize("case", worked.LESS, ids=lambda case: case[0])
def test_plans_are_compared_by_what_they_cost_a_year(case) -> None:
    _rule, cents, period, other_cents, other_period, less = case
    assert terms.costs_less((other_cents, Period(other_period)), (cents, Period(period))) is less


@pytest.mark.parametrize("case", worked.CHOICE, ids=lambda case: case[0])
def test_the_right_pass_pays(case) -> None:
    _rule, arrival, wanted, rights, drawn = case
    came = datetime.fromisoformat(arrival)
    offered = [
        passes.Right(number, day(since), day(until), left, shared, window or passes.A_DAY)
        for number, (_name, left, since, until, shared, window, _runs) in enumerate(rights)
    ]
    found = passes.draw(offered, wanted, came.date(), passes.minute_of(came))
    assert tuple((rights[one.right_id][0], one.half_days) for one in found) == drawn


@pytest.mark.parametrize("case", worked.RUNS_OUT, ids=lambda case: case[0])
def test_a_pass_that_runs_from_the_first_check_in_ends_on_its_last_day(case) -> None:
    _rule, days, first, last = case
    assert passes.runs_until(date.fromisoformat(first), days) == day(last)
