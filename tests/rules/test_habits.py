"""What somebody usually does now."""

from __future__ import annotations

from datetime import date, datetime

from tierslieu_desk.rules.habits import usual

NOW = datetime(2026, 11, 24, 10, 47)
TUESDAYS = [date(2026, 11, 17), date(2026, 11, 10), date(2026, 11, 3)]


def test_what_was_done_on_two_tuesdays_is_usual_on_the_third() -> None:
    assert usual([("coffee", day, None) for day in TUESDAYS[:2]], NOW) == ("coffee",)


def test_once_is_no_habit_nor_twice_on_one_day_nor_another_weekday_nor_long_ago_nor_today() -> None:
    assert usual([("coffee", TUESDAYS[0], None)] * 2, NOW) == ()
    assert usual([("coffee", date(2026, 11, day), None) for day in (16, 9, 2)], NOW) == ()
    assert usual([("coffee", date(2026, 9, day), None) for day in (22, 15, 8)], NOW) == ()
    assert usual([("coffee", TUESDAYS[0], None), ("coffee", NOW.date(), None)], NOW) == ()


def test_the_hour_counts_where_it_is_known() -> None:
    assert usual([("book", day, 17) for day in TUESDAYS], NOW) == ()
    assert usual([("book", day, 9) for day in TUESDAYS], NOW) == ("book",)


def test_the_most_frequent_comes_first_and_equals_keep_their_order() -> None:
    done = [("print", day, None) for day in TUESDAYS]
    done += [("coffee", day, None) for day in TUESDAYS[:2]] + [("book", day, 10) for day in TUESDAYS[1:]]
    assert usual(done, NOW) == ("print", "book", "coffee")
    assert usual(reversed(done), NOW) == ("print", "book", "coffee")
