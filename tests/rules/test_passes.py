"""Which right pays for a visit."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules.passes import Draw, Right, draw, half_days_of

TODAY = date(2026, 11, 24)


def right(number: int, half_days: int, until: date | None, since: date = date(2026, 1, 1)) -> Right:
    return Right(number, since, until, half_days)


def test_the_soonest_to_expire_pays_first() -> None:
    rights = [right(1, 10, None), right(2, 10, date(2026, 12, 31)), right(3, 1, date(2026, 11, 30))]
    assert draw(rights, 2, TODAY) == (Draw(3, 1), Draw(2, 1))


def test_a_right_pays_on_its_last_day_and_not_after() -> None:
    assert draw([right(1, 2, TODAY)], 2, TODAY) == (Draw(1, 2),)
    assert draw([right(1, 2, TODAY - timedelta(days=1))], 2, TODAY) == ()


def test_a_right_to_come_does_not_pay_yet() -> None:
    assert draw([right(1, 2, None, since=TODAY + timedelta(days=1))], 2, TODAY) == ()


def test_no_more_is_taken_than_is_left() -> None:
    assert draw([right(1, 1, None), right(2, 0, None)], 2, TODAY) == (Draw(1, 1),)


def test_of_two_that_expire_together_the_older_pays() -> None:
    rights = [right(1, 5, None, since=date(2026, 6, 1)), right(2, 5, None, since=date(2026, 5, 1))]
    assert draw(rights, 1, TODAY) == (Draw(2, 1),)


@pytest.mark.parametrize(
    ("hour", "counted", "half_days"),
    [
        ("08:00", 0, 2),
        ("11:59", 0, 2),
        ("12:00", 0, 1),
        ("18:00", 0, 1),
        ("14:00", 2, 0),
        ("14:00", 1, 1),
        ("10:00", 1, 1),
    ],
)
def test_an_arrival_before_noon_is_a_day_and_no_day_has_three_halves(hour: str, counted: int, half_days: int) -> None:
    assert half_days_of(datetime.fromisoformat(f"2026-11-24 {hour}"), counted) == half_days


@pytest.mark.parametrize(
    ("came", "left", "counted", "half_days"),
    [
        ("2026-11-24 09:00", "2026-11-24 11:30", 0, 1),  # the morning only
        ("2026-11-24 09:00", "2026-11-24 12:00", 0, 1),  # at noon sharp: still the morning only
        ("2026-11-24 09:00", "2026-11-24 12:01", 0, 2),  # a minute of the afternoon, as an arrival at 11:59 is a day
        ("2026-11-24 09:00", "2026-11-24 17:00", 0, 2),
        ("2026-11-24 14:00", "2026-11-24 17:00", 0, 1),  # the afternoon only
        ("2026-11-24 14:00", "2026-11-24 17:00", 1, 1),  # back after lunch: the day is whole
        ("2026-11-24 09:00", "2026-11-24 12:00", 2, 0),  # a whole day is counted already
        ("2026-11-24 20:00", "2026-11-25 01:00", 0, 1),  # a night
        ("2026-11-24 09:00", "2026-11-25 01:00", 0, 2),  # from a morning into the night
    ],
)
def test_whoever_leaves_by_noon_counts_for_half_a_day(came: str, left: str, counted: int, half_days: int) -> None:
    arrived, gone = datetime.fromisoformat(came), datetime.fromisoformat(left)
    assert half_days_of(arrived, counted, gone) == half_days


_RIGHTS = st.lists(st.tuples(st.integers(0, 8), st.none() | st.integers(-5, 30), st.integers(-30, 5)), max_size=8).map(
    lambda found: [
        Right(n, TODAY + timedelta(days=since), None if until is None else TODAY + timedelta(days=until), half_days)
        for n, (half_days, until, since) in enumerate(found, 1)
    ]
)


@given(rights=_RIGHTS, wanted=st.integers(0, 6))
def test_what_is_drawn_is_what_was_asked_or_all_there_was(rights: list[Right], wanted: int) -> None:
    drawn = draw(rights, wanted, TODAY)
    left = {r.id: r.half_days for r in rights}
    valid = [r for r in rights if r.valid_from <= TODAY and (r.valid_until is None or r.valid_until >= TODAY)]
    assert sum(one.half_days for one in drawn) == min(wanted, sum(r.half_days for r in valid))
    assert all(0 < one.half_days <= left[one.right_id] for one in drawn)
    assert len({one.right_id for one in drawn}) == len(drawn)
    ends = {r.id: r.valid_until or date.max for r in rights}
    spent = [ends[one.right_id] for one in drawn]
    assert spent == sorted(spent)
    untouched = [ends[r.id] for r in valid if r.half_days and r.id not in {one.right_id for one in drawn}]
    assert not spent or all(end >= spent[-1] for end in untouched)
