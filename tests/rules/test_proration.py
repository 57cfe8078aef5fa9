"""Parts of periods and what they cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules.proration import (
    Share,
    add_months,
    anniversary_period,
    calendar_period,
    prorated_e4,
    prorated_half_days,
    share,
)
from tierslieu_desk.rules.vocabulary import Period

JUNE = (date(2026, 6, 1), date(2026, 6, 30))
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PERIODS = st.sampled_from(Period)


def test_the_second_half_of_june_is_fifteen_days_of_thirty() -> None:
    part = share(JUNE, date(2026, 6, 16), None)
    assert part == Share(date(2026, 6, 16), date(2026, 6, 30), 15, 30)
    assert prorated_e4(1_200_000, part) == 600_000


def test_one_day_of_june_is_a_thirtieth() -> None:
    part = share(JUNE, date(2026, 6, 30), date(2026, 6, 30))
    assert part is not None
    assert (part.days, part.of_days) == (1, 30)
    assert prorated_e4(1_000_000, part) == 33_300  # 3.333 rounds to 3.33


def test_nothing_of_june_is_no_share() -> None:
    assert share(JUNE, date(2026, 7, 1), None) is None
    assert share(JUNE, date(2026, 5, 1), date(2026, 5, 31)) is None


def test_halves_of_a_cent_are_rounded_up() -> None:
    part = Share(date(2026, 6, 1), date(2026, 6, 15), 15, 30)
    assert prorated_e4(10_100, part) == 5_100  # 0.505 is 0.51


def test_a_whole_period_keeps_its_price_to_the_ten_thousandth() -> None:
    part = share(JUNE, date(2026, 1, 1), None)
    assert part is not None
    assert part.whole
    assert prorated_e4(12_345, part) == 12_345


@pytest.mark.parametrize(
    ("day", "period", "first", "last"),
    [
        (date(2026, 11, 24), Period.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (date(2028, 2, 10), Period.MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 11, 24), Period.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 11, 24), Period.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_follow_the_calendar(day: date, period: Period, first: date, last: date) -> None:
    assert calendar_period(day, period) == (first, last)


@pytest.mark.parametrize(
    ("day", "period", "since", "first", "last"),
    [
        (date(2026, 11, 24), Period.YEAR, date(2024, 9, 15), date(2026, 9, 15), date(2027, 9, 14)),
        (date(2026, 2, 28), Period.MONTH, date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 30)),
        (date(2026, 3, 31), Period.MONTH, date(2026, 1, 31), date(2026, 3, 31), date(2026, 4, 29)),
        (date(2028, 2, 29), Period.YEAR, date(2028, 2, 29), date(2028, 2, 29), date(2029, 2, 27)),
        (date(2026, 11, 24), Period.WEEK, date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 26)),
    ],
)
def test_anniversaries_count_from_the_first_day(
    day: date, period: Period, since: date, first: date, last: date
) -> None:
    assert anniversary_period(day, period, since) == (first, last)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 1), 24, date(2028, 1, 1)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_an_allowance_is_cut_for_a_late_start() -> None:
    assert prorated_half_days(10, Share(date(2026, 6, 16), date(2026, 6, 30), 15, 30)) == 10
    assert prorated_half_days(10, Share(date(2026, 6, 30), date(2026, 6, 30), 1, 30)) == 1  # 0.67
    assert prorated_half_days(10, Share(*JUNE, 30, 30)) == 20


@given(day=DAYS, period=PERIODS, since=DAYS)
def test_a_day_is_in_its_period_and_the_next_one_follows_without_a_gap(day: date, period: Period, since: date) -> None:
    first, last = calendar_period(day, period)
    assert first <= day <= last
    assert calendar_period(last + timedelta(days=1), period)[0] == last + timedelta(days=1)
    if since <= day:
        first, last = anniversary_period(day, period, since)
        assert first <= day <= last
        assert anniversary_period(last + timedelta(days=1), period, since)[0] == last + timedelta(days=1)


@given(day=DAYS, period=PERIODS, price=st.integers(0, 50_000_000))
def test_two_parts_of_a_period_cost_the_whole_to_the_cent(day: date, period: Period, price: int) -> None:
    whole = calendar_period(day, period)
    before, after = share(whole, whole[0], day), share(whole, day + timedelta(days=1), None)
    cents = price // 100 * 100
    assert before is not None
    if after is None:
        assert before.whole
        return
    assert before.days + after.days == before.of_days
    assert abs(prorated_e4(cents, before) + prorated_e4(cents, after) - cents) <= 100


@given(day=DAYS, price=st.integers(0, 50_000_000))
def test_one_more_day_never_costs_less(day: date, price: int) -> None:
    month = calendar_period(day, Period.MONTH)
    short, long = share(month, day, day), share(month, month[0], day)
    assert short is not None
    assert long is not None
    assert prorated_e4(price, short) <= prorated_e4(price, long) + 50
