"""How full a space was: worked by hand on one day, hour by hour."""

from __future__ import annotations

from datetime import datetime

from builders import slot

from tierslieu_desk.rules.occupancy import Share, by_hour, common, occupancy, without
from tierslieu_desk.wallclock import Slot

DAY = "2026-11-25"


def test_what_lies_in_both_and_touching_is_not_both() -> None:
    opened = (slot("09:00", "12:00"), slot("14:00", "18:00"))
    taken = (slot("08:00", "10:00"), slot("11:30", "14:30"), slot("18:00", "19:00"))
    assert common(taken, opened) == (slot("09:00", "10:00"), slot("11:30", "12:00"), slot("14:00", "14:30"))


def test_what_is_left_once_the_middle_is_cut_out() -> None:
    assert without([slot("09:00", "12:00")], [slot("10:00", "11:00")]) == (
        slot("09:00", "10:00"),
        slot("11:00", "12:00"),
    )


def test_minutes_fall_in_the_hours_they_are_of() -> None:
    hours = by_hour([slot("09:30", "11:15"), slot("23:45", "23:59")])
    assert {hour: minutes for hour, minutes in enumerate(hours) if minutes} == {9: 30, 10: 60, 11: 15, 23: 14}


def test_a_night_is_counted_in_the_hours_of_both_days() -> None:
    hours = by_hour([Slot(datetime(2026, 11, 25, 23, 30), datetime(2026, 11, 26, 0, 20))])
    assert (hours[23], hours[0]) == (30, 20)


def test_half_an_hour_of_nine_to_ten_is_half_of_it() -> None:
    """Open 9 to 12, out of use 11 to 12, taken 8:00 to 9:30: 30 of the 60 minutes from nine, none of the ten's."""
    shares = occupancy([slot("09:00", "12:00")], [slot("08:00", "09:30")], [slot("11:00", "12:00")])
    assert (shares[8], shares[9], shares[10], shares[11]) == (Share(0, 0), Share(30, 60), Share(0, 60), Share(0, 0))


def test_a_share_is_rounded_half_up_and_none_where_there_was_nothing() -> None:
    assert [Share(1, 200).percent, Share(1, 201).percent, Share(2, 3).percent] == [1, 0, 67]
    assert Share(0, 0).percent is None
