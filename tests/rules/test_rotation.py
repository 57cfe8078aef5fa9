"""Which copies stay: seven days, four weeks, twelve months, and always the newest."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tierslieu_desk.rules import rotation


def at(day: str, hour: int = 9) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour))


NOW = at("2026-11-24", 20)


def test_a_single_copy_stays_however_old() -> None:
    assert rotation.kept([at("2019-01-01")], NOW) == {at("2019-01-01")}


def test_of_two_copies_of_one_day_the_later_stays() -> None:
    assert rotation.kept([at("2026-11-24", 9), at("2026-11-24", 18)], NOW) == {at("2026-11-24", 18)}


def test_nothing_made_is_nothing_kept() -> None:
    assert rotation.kept([], NOW) == frozenset()


def test_a_year_of_daily_copies_leaves_seven_days_four_weeks_and_twelve_months() -> None:
    year = [at("2026-11-24") - timedelta(days=back) for back in range(365)]
    assert sorted(f"{copy:%m-%d}" for copy in rotation.kept(year, NOW) if copy.year == 2026) == [
        # the last of each month, November's being the newest of all
        *("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31"),
        # Sundays of the three weeks before this one (one of them is among the seven days too)
        *("11-08", "11-15"),
        # seven days up to Tuesday the 24th
        *("11-18", "11-19", "11-20", "11-21", "11-22", "11-23", "11-24"),
    ]
    assert sorted(f"{copy:%Y-%m-%d}" for copy in rotation.kept(year, NOW) if copy.year == 2025) == ["2025-12-31"]


def test_a_house_closed_all_summer_keeps_what_it_had_in_june() -> None:
    june = [at(f"2026-06-{day:02d}") for day in range(24, 31)]
    assert rotation.kept([*june, at("2026-09-01")], NOW) >= set(june[1:])


def test_copies_of_a_clock_far_ahead_take_nobody_s_turn_and_go_once_seven_days_have_their_own() -> None:
    ahead = [at(f"2031-05-{day:02d}") for day in range(1, 10)]
    six = [at(f"2026-11-{day}") for day in range(19, 25)]
    assert rotation.kept([*ahead, *six], NOW) == {*six, *ahead[2:]}
    seven = [at("2026-11-18"), *six]
    assert rotation.kept([*ahead, *seven], NOW) == set(seven)


def test_when_it_is_today_s_clock_that_is_behind_the_good_copies_stay() -> None:
    good = [at(f"2026-11-{day}") for day in range(18, 25)]
    assert rotation.kept([*good, at("2010-01-01")], at("2010-01-01", 10)) == {*good, at("2010-01-01")}


def test_a_copy_named_in_another_time_zone_an_hour_ahead_counts_as_any_other() -> None:
    assert not rotation.is_ahead(at("2026-11-24", 21), NOW)
    assert rotation.is_ahead(at("2026-11-25", 21), NOW)


def test_copies_from_before_migrations_of_a_clock_ahead_go_once_there_are_others() -> None:
    ahead, here = [at("2031-05-01"), at("2031-05-02")], [at(f"2026-11-{day}") for day in (20, 21, 22, 23)]
    assert rotation.newest([*ahead, *here[:2]], 3, NOW) == {*ahead, *here[:2]}
    assert rotation.newest([*ahead, *here], 3, NOW) == set(here[1:])


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=80))
def test_rotating_is_bounded_keeps_the_newest_and_changes_nothing_the_second_time(made: list[datetime]) -> None:
    kept = rotation.kept(made, NOW)
    here = [moment for moment in made if moment <= NOW + timedelta(days=1)]
    assert kept <= set(made)
    assert len(kept) <= 2 * (7 + 4 + 12)
    assert not here or max(here) in kept
    assert rotation.kept(kept, NOW) == kept
