"""Dates of a series: the traps of the calendar, worked by hand, and properties against counting days one by one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.errors import SeriesTooLong
from tierslieu_desk.rules.opening import WeeklyHours, is_open
from tierslieu_desk.rules.recurrence import LAST_DAY, LONGEST, Rule
from tierslieu_desk.rules.vocabulary import Frequency
from tierslieu_desk.wallclock import Clock, Slot

FAR = date(2100, 1, 1)


def days(rule: Rule, until: date = FAR, after: date | None = None) -> list[str]:
    return [str(slot.start.date()) for slot in rule.slots(after, until)]


def monthly(first: str, count: int | None = None, until: date | None = None, nth: int | None = None) -> Rule:
    return Rule(Frequency.MONTH, 1, datetime.fromisoformat(first), 60, (), nth, until, count)


def weekly(first: str, weekdays: tuple[int, ...] = (), step: int = 1, until: date | None = None) -> Rule:
    return Rule(Frequency.WEEK, step, datetime.fromisoformat(first), 60, weekdays, None, until)


def test_the_thirty_first_skips_short_months() -> None:
    assert days(monthly("2026-01-31 09:00", count=5)) == [
        "2026-01-31",
        "2026-03-31",
        "2026-05-31",
        "2026-07-31",
        "2026-08-31",
    ]


def test_the_twenty_ninth_of_february_comes_every_fourth_year() -> None:
    yearly = Rule(Frequency.MONTH, 12, datetime(2028, 2, 29, 9), 60, count=3)
    assert days(yearly) == ["2028-02-29", "2032-02-29", "2036-02-29"]
    assert days(monthly("2027-01-29 09:00", count=3)) == ["2027-01-29", "2027-03-29", "2027-04-29"]


@pytest.mark.parametrize("hour", ["00:00", "09:00", "23:30"])
def test_the_last_day_is_included_whatever_the_hour(hour: str) -> None:
    assert days(weekly(f"2026-11-02 {hour}", until=date(2026, 11, 16))) == ["2026-11-02", "2026-11-09", "2026-11-16"]
    assert days(weekly(f"2026-11-02 {hour}"), until=date(2026, 11, 9)) == ["2026-11-02", "2026-11-09"]


def test_a_first_day_that_is_none_of_the_weekdays_is_no_date() -> None:
    tuesdays_and_fridays = weekly("2026-11-02 09:00", (1, 4), until=date(2026, 11, 10))
    assert days(tuesdays_and_fridays) == ["2026-11-03", "2026-11-06", "2026-11-10"]


def test_every_second_week_counts_weeks_not_days() -> None:
    rule = weekly("2026-11-04 09:00", (0, 2), step=2, until=date(2026, 12, 2))
    assert days(rule) == ["2026-11-04", "2026-11-16", "2026-11-18", "2026-11-30", "2026-12-02"]


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, ["2026-12-03", "2027-01-07"]),
        (2, ["2026-11-12", "2026-12-10"]),
        (-1, ["2026-11-26", "2026-12-31"]),
        (5, ["2026-12-31", "2027-04-29"]),
    ],
)
def test_the_nth_thursday_of_the_month(nth: int, expected: list[str]) -> None:
    assert days(monthly("2026-11-12 18:00", count=2, nth=nth)) == expected


def test_nine_stays_nine_across_the_clock_change() -> None:
    rule = weekly("2026-10-19 09:00", until=date(2026, 11, 2))
    clock = Clock("Europe/Paris")
    slots = list(rule.slots(None, FAR))
    assert {slot.start.hour for slot in slots} == {9}
    assert [clock.to_utc(slot.start).hour for slot in slots] == [7, 8, 8]


def test_a_night_across_the_clock_change_keeps_its_wall_clock_length() -> None:
    night = Rule(Frequency.DAY, 1, datetime(2026, 10, 24, 22), 600, count=1)
    (slot,) = night.slots(None, FAR)
    assert (slot.end, slot.minutes) == (datetime(2026, 10, 25, 8), 600)


def test_a_series_of_five_thousand_dates_is_too_long() -> None:
    with pytest.raises(SeriesTooLong) as refused:
        list(Rule(Frequency.DAY, 1, datetime(2026, 1, 1, 9), 60, count=5_000).slots(None, FAR))
    assert refused.value.facts["limit"] == LONGEST
    assert len(list(Rule(Frequency.DAY, 1, datetime(2026, 1, 1, 9), 60, count=LONGEST).slots(None, FAR))) == LONGEST


RULES = st.builds(
    Rule,
    st.sampled_from([Frequency.DAY, Frequency.WEEK]),
    st.integers(1, 4),
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)).map(lambda d: d.replace(microsecond=0)),
    st.integers(1, 2 * 1440),
    st.sets(st.integers(0, 6)).map(lambda found: tuple(sorted(found))),
)


def counted(rule: Rule, day: date) -> bool:
    """Whether the rule has a date that day, by counting days or weeks from its first."""
    first = rule.first.date()
    if day < first:
        return False
    if rule.frequency is Frequency.DAY:
        return (day - first).days % rule.step == 0
    monday = first - timedelta(days=first.weekday())
    wanted = rule.weekdays or (first.weekday(),)
    return day.weekday() in wanted and ((day - monday).days // 7) % rule.step == 0


@given(RULES, st.integers(0, 120))
def test_dates_are_those_found_by_counting_days(rule: Rule, length: int) -> None:
    first = rule.first.date()
    until = first + timedelta(days=length)
    span = [first + timedelta(days=offset) for offset in range(-3, length + 1)]
    assert days(rule, until) == [str(day) for day in span if counted(rule, day)]


@given(RULES, st.integers(-5, 100), st.integers(0, 48), st.integers(1, 2000), st.integers(-2, 60))
def test_what_meets_a_slot_is_the_first_overlap(rule: Rule, day: int, hour: int, minutes: int, made: int) -> None:
    start = datetime.combine(rule.first.date(), datetime.min.time()) + timedelta(days=day, minutes=30 * hour)
    slot = Slot(start, start + timedelta(minutes=minutes))
    after = rule.first.date() + timedelta(days=made)
    dates = rule.slots(after, slot.end.date())
    assert rule.meets(slot, after) == next((mine for mine in dates if mine.overlaps(slot)), None)


HOURS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 47), st.integers(1, 48)).filter(lambda h: h[1] < h[2]), min_size=1
).map(lambda found: [WeeklyHours(weekday, 30 * opens, 30 * closes) for weekday, opens, closes in found])


@given(HOURS, st.integers(0, 7 * 48), st.integers(1, 100))
def test_a_slot_is_open_when_every_half_hour_of_it_is(hours: list[WeeklyHours], start: int, halves: int) -> None:
    monday = datetime(2026, 11, 23)
    slot = Slot(monday + timedelta(minutes=30 * start), monday + timedelta(minutes=30 * (start + halves)))

    def half_hour_open(number: int) -> bool:
        day, minute = number // 48 % 7, number % 48 * 30
        return any(h.weekday == day and h.opens <= minute < h.closes for h in hours)

    assert is_open(slot, hours) == all(half_hour_open(n) for n in range(start, start + halves))


def test_the_last_day_of_each_month_is_the_29_february_of_a_leap_year() -> None:
    rule = monthly("2027-11-30 09:00", count=5, nth=LAST_DAY)
    assert days(rule) == ["2027-11-30", "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]


def test_the_last_day_is_found_as_well_from_the_middle_of_a_long_series() -> None:
    rule = monthly("2020-01-15 09:00", nth=LAST_DAY)
    assert days(rule, date(2027, 4, 1), after=date(2027, 1, 31)) == ["2027-02-28", "2027-03-31"]
    assert days(rule, date(2020, 2, 1)) == ["2020-01-31"]
