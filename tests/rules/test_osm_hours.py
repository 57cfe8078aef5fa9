"""Opening hours in OpenStreetMap's syntax, written by hand from its specification."""

from __future__ import annotations

import pytest

from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.rules.osm_hours import osm_hours


def hours(*stretches: tuple[int, str, str]) -> list[WeeklyHours]:
    def minutes(clock: str) -> int:
        hour, minute = clock.split(":")
        return int(hour) * 60 + int(minute)

    return [WeeklyHours(day, minutes(opens), minutes(closes)) for day, opens, closes in stretches]


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (hours(), ""),
        (hours((0, "09:00", "18:00")), "Mo 09:00-18:00"),
        (hours(*((day, "09:00", "18:00") for day in range(5))), "Mo-Fr 09:00-18:00"),
        (
            hours(*((day, "09:00", "18:00") for day in range(5)), (5, "09:00", "12:30")),
            "Mo-Fr 09:00-18:00; Sa 09:00-12:30",
        ),
        (
            hours((1, "14:00", "18:00"), (1, "09:00", "12:00"), (3, "09:00", "12:00"), (3, "14:00", "18:00")),
            "Tu,Th 09:00-12:00,14:00-18:00",
        ),
        (hours((2, "09:00", "12:00"), (2, "12:00", "17:00")), "We 09:00-17:00"),
        (hours((6, "10:00", "24:00")), "Su 10:00-24:00"),
        (hours(*((day, "00:00", "24:00") for day in range(7))), "24/7"),
    ],
)
def test_a_week_is_written_as_openstreetmap_does(week: list[WeeklyHours], expected: str) -> None:
    assert osm_hours(week) == expected
