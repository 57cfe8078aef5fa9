"""Half days and the hours people spent there, by hand."""

from __future__ import annotations

from builders import slot

from tierslieu_desk.rules.attendance import AFTERNOON, MORNING, half_days, person_minutes


def test_a_day_is_parted_at_noon() -> None:
    assert half_days(slot("09:00", "17:00")) == {
        MORNING: slot("09:00", "12:00"),
        AFTERNOON: slot("12:00", "17:00"),
    }


def test_a_morning_and_an_evening_are_one_half_day_each() -> None:
    assert half_days(slot("09:00", "12:00")) == {MORNING: slot("09:00", "12:00")}
    assert half_days(slot("18:00", "20:00")) == {AFTERNOON: slot("18:00", "20:00")}


def test_hours_are_those_of_each_half_day_times_those_who_signed_it() -> None:
    """4 people for 3 hours and 2 for 5 hours: 12 h + 10 h = 22 h."""
    assert person_minutes(slot("09:00", "17:00"), {MORNING: 4, AFTERNOON: 2}) == 22 * 60
