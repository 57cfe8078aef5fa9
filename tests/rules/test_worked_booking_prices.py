"""The prices worked out by hand, asked of the rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules import worked_booking_prices as worked

from tierslieu_desk.money import Basis
from tierslieu_desk.rules.late_fees import LateRule, kept, rule_for
from tierslieu_desk.rules.price_windows import open_until, price_slot
from tierslieu_desk.rules.prices import PriceStep, Window, reduced
from tierslieu_desk.rules.vocabulary import VatCategory
from tierslieu_desk.wallclock import Slot


def grid(name: str) -> tuple[PriceStep, ...]:
    return tuple(
        PriceStep(label, minutes, cents * 100, Basis.GROSS, VatCategory.STANDARD, window(when), opens)
        for label, minutes, cents, when, opens in worked.GRIDS[name]
    )


def window(when) -> Window | None:
    if when is None:
        return None
    days, at, minutes = when
    hour, minute = at.split(":")
    return Window(frozenset(map(int, days)), int(hour) * 60 + int(minute), minutes)


def slot(start: str, end: str) -> Slot:
    return Slot(datetime.fromisoformat(start), datetime.fromisoformat(end))


def test_there_are_more_than_the_forty_asked_for() -> None:
    assert worked.ALL >= 40


@pytest.mark.parametrize("case", worked.CASES, ids=lambda case: case[0])
def test_a_slot_costs_what_the_list_says(case) -> None:
    _rule, name, start, end, working, cents = case
    priced = price_slot(slot(start, end), grid(name))
    assert tuple((one.step.label, one.count) for one in priced.steps) == working
    assert (priced.total_e4, priced.holes) == (cents * 100, ())


@pytest.mark.parametrize("case", worked.HOLES, ids=lambda case: case[0])
def test_what_nobody_prices_is_a_hole_and_not_a_present(case) -> None:
    _rule, name, start, end, since, until = case
    assert price_slot(slot(start, end), grid(name)).holes == (slot(since, until),)


@pytest.mark.parametrize("case", worked.REDUCED, ids=lambda case: case[0])
def test_a_reduction_is_taken_off_each_line(case) -> None:
    _rule, name, per_cent, start, end, cents = case
    assert price_slot(slot(start, end), reduced(grid(name), per_cent)).total_e4 == cents * 100


@pytest.mark.parametrize("case", worked.DATED, ids=lambda case: case[0])
def test_the_list_of_the_day_it_begins_holds(case) -> None:
    _rule, lists, start, end, cents = case
    wanted = slot(start, end)
    newest = max((since, name) for since, name in lists if date.fromisoformat(since) <= wanted.start.date())
    assert price_slot(wanted, grid(newest[1])).total_e4 == cents * 100


def test_a_list_without_windows_is_priced_as_it_ever_was_at_any_time_of_day() -> None:
    assert price_slot(slot("2026-11-24 23:00", "2026-11-25 06:00"), grid("seven, three, one")).total_e4 == 450_000


def test_nothing_is_asked_where_there_is_no_list() -> None:
    priced = price_slot(slot("2026-11-24 09:00", "2026-11-24 10:00"), ())
    assert (priced.steps, priced.holes) == ((), ())


@pytest.mark.parametrize("case", worked.LATE, ids=lambda case: case[0])
def test_what_is_called_off_late_keeps_what_the_house_said(case) -> None:
    _rule, rules, price, hours, cents = case
    starts = datetime(2026, 12, 24, 9)
    known = [LateRule(hours, per_cent, amount) for hours, per_cent, amount in rules]
    rule = rule_for(known, starts, starts - timedelta(hours=hours))
    assert (kept(rule, price) if rule else 0) == cents


LINES = st.tuples(st.sampled_from((60, 90, 120)), st.integers(0, 2_000), st.integers(8, 12), st.integers(1, 6))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(LINES, min_size=1, max_size=4), st.integers(8, 12), st.integers(1, 20))
def test_inside_windows_no_row_of_lines_is_cheaper(lines, hour: int, quarters: int) -> None:
    """Against every row there is, one after the other."""
    whole_day = Window(frozenset(range(7)), 0, 1440)
    steps = [PriceStep("all day", 1440, 30_000, Basis.GROSS, VatCategory.STANDARD, whole_day)]
    for number, (minutes, price, opens, long) in enumerate(lines):
        window = Window(frozenset(range(7)), opens * 60, long * 60)
        steps.append(PriceStep(str(number), minutes, price, Basis.GROSS, VatCategory.STANDARD, window))
    start = datetime(2026, 11, 24, hour)
    end = start + timedelta(minutes=15 * quarters)

    def least(here: datetime) -> int:
        if here >= end:
            return 0
        rows = []
        for step in steps:
            until = open_until(step.window, here)
            if until is not None:
                rows.append(step.amount_e4 + least(min(until, here + timedelta(minutes=step.minutes))))
        return min(rows)

    assert price_slot(Slot(start, end), steps).total_e4 == least(start)
