"""Which copies stay: seven days, four weeks, twelve months, and always the newest."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules import rotation


def at(day: str, hour: int = 9) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour))


def test_a_single_copy_stays_however_old() -> None:
    assert rotation.kept([at("2019-01-01")]) == {at("2019-01-01")}


def test_of_two_copies_of_one_day_the_later_stays() -> None:
    assert rotation.kept([at("2026-11-24", 9), at("2026-11-24", 18)]) == {at("2026-11-24", 18)}


def test_nothing_made_is_nothing_kept() -> None:
    assert rotation.kept([]) == frozenset()


def test_a_year_of_daily_copies_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    year = [at("2026-11-24") - timedelta(days=back) for back in range(365)]
    assert sorted(f"{copy:%m-%d}" for copy in rotation.kept(year) if copy.year == 2026) == [
        # the last of each month, November's being the newest of all
        *("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31"),
        # Sundays of the three weeks before this one (one of them is among the seven days too)
        *("11-08", "11-15"),
        # seven days up to Tuesday the 24th
        *("11-18", "11-19", "11-20", "11-21", "11-22", "11-23", "11-24"),
    ]
    assert sorted(f"{copy:%Y-%m-%d}" for copy in rotation.kept(year) if copy.year == 2025) == ["2025-12-31"]


def test_a_house_closed_all_summer_keeps_what_it_had_in_june() -> None:
    june = [at(f"2026-06-{day:02d}") for day in range(24, 31)]
    assert rotation.kept([*june, at("2026-09-01")]) >= set(june[1:])


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=80))
def test_rotating_is_bounded_keeps_the_newest_and_changes_nothing_the_second_time(made: list[datetime]) -> None:
    kept = rotation.kept(made)
    assert kept <= set(made)
    assert len(kept) <= 7 + 4 + 12
    assert not made or max(made) in kept
    assert rotation.kept(kept) == kept
