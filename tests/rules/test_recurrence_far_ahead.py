"""Dates far from the first one are found without walking through all those between, and are the same ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency

FIRST = datetime(2026, 1, 1, 9)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any open rule that begins in 2026."""
    frequency = draw(st.sampled_from(Frequency))
    nth = draw(st.sampled_from((None, 1, 2, 4, -1))) if frequency is Frequency.MONTH else None
    weekdays = draw(st.sets(st.integers(0, 6))) if frequency is Frequency.WEEK else set()
    first = FIRST + timedelta(days=draw(st.integers(0, 364)))
    return Rule(frequency, draw(st.integers(1, 5)), first, 60, tuple(sorted(weekdays)), nth)


@given(rules(), st.integers(-40, 700))
def test_dates_after_a_day_are_those_of_the_whole_series_after_it(rule: Rule, days: int) -> None:
    after = rule.first.date() + timedelta(days=days)
    until = after + timedelta(days=120)
    whole = list(rule.slots(None, until))
    assert list(rule.slots(after, until)) == [slot for slot in whole if slot.start.date() > after]


def test_the_thirty_first_ten_years_on_skips_short_months() -> None:
    rule = Rule(Frequency.MONTH, 1, datetime(2026, 1, 31, 9), 60)
    found = [slot.start.date() for slot in rule.slots(date(2036, 1, 31), date(2036, 6, 30))]
    assert found == [date(2036, 3, 31), date(2036, 5, 31)]


def test_every_other_tuesday_keeps_its_step_ten_years_on() -> None:
    rule = Rule(Frequency.WEEK, 2, datetime(2026, 1, 6, 9), 60)
    found = [slot.start.date() for slot in rule.slots(date(2036, 1, 1), date(2036, 1, 31))]
    # Tuesday 8 January 2036 is 3,654 days after 6 January 2026: 522 weeks, an even number.
    assert found == [date(2036, 1, 8), date(2036, 1, 22)]
