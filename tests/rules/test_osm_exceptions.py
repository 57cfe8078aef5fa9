"""Days on which the hours of the week do not hold, written by hand from OpenStreetMap's specification.

Today is Tuesday 24 November 2026; the week is Monday to Friday from 9 to 12 and from 14 to 18.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tierslieu_desk.rules.opening import Hours, OwnDay, PlaceClosure, WeeklyHours
from tierslieu_desk.rules.osm_exceptions import exceptions
from tierslieu_desk.wallclock import Slot

TODAY = date(2026, 11, 24)
WEEK = [WeeklyHours(day, *stretch) for day in range(5) for stretch in ((540, 720), (840, 1080))]


def closed(start: str, end: str, *, visits: bool = True) -> PlaceClosure:
    slot = Slot(datetime.fromisoformat(start), datetime.fromisoformat(end))
    return PlaceClosure(slot, "Snow", True, visits, True)


def own(day: str, *stretches: tuple[int, int]) -> OwnDay:
    return OwnDay(date.fromisoformat(day), stretches, "Market")


CASES = (
    ("nothing differs", (), (), ()),
    ("one day closed", (), (closed("2026-12-03", "2026-12-04"),), ("2026 Dec 03 off",)),
    ("an afternoon closed", (), (closed("2026-12-03 14:00", "2026-12-03 18:00"),), ("2026 Dec 03 09:00-12:00",)),
    (
        "from one noon to the next: two days are told",
        (),
        (closed("2026-12-03 10:00", "2026-12-04 15:30"),),
        ("2026 Dec 03 09:00-10:00", "2026 Dec 04 15:30-18:00"),
    ),
    (
        "a fortnight at Christmas is one rule, week-ends in it too",
        (),
        (closed("2026-12-21", "2027-01-04"),),
        ("2026 Dec 21-2027 Jan 01 off",),
    ),
    ("a week-end that is closed anyway", (), (closed("2026-12-05", "2026-12-07"),), ()),
    ("nobody is booked in, but people may come", (), (closed("2026-12-03", "2026-12-04", visits=False),), ()),
    ("what is over", (own("2026-11-23", (540, 600)),), (closed("2026-11-02", "2026-11-24"),), ()),
    (
        "a market on a Saturday and Christmas Eve until noon",
        (own("2026-12-12", (600, 960)), own("2026-12-24", (540, 720))),
        (),
        ("2026 Dec 12 10:00-16:00", "2026 Dec 24 09:00-12:00"),
    ),
    ("an evening until midnight", (own("2026-12-31", (1080, 1440)),), (), ("2026 Dec 31 18:00-24:00",)),
    ("own hours as on any such day", (own("2026-12-03", (540, 720), (840, 1080)),), (), ()),
    (
        "closed on a day of its own hours",
        (own("2026-12-12", (600, 960)),),
        (closed("2026-12-12 12:00", "2026-12-12 13:00"),),
        ("2026 Dec 12 10:00-12:00,13:00-16:00",),
    ),
    (
        "two closures, a day apart and open between",
        (),
        (closed("2026-12-01", "2026-12-02"), closed("2026-12-03", "2026-12-04")),
        ("2026 Dec 01 off", "2026 Dec 03 off"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_differs_is_told_and_nothing_else(case) -> None:
    _name, days, closures, expected = case
    assert exceptions(TODAY, Hours(WEEK, days), closures) == expected


def test_a_place_that_told_no_week_tells_no_exception() -> None:
    assert exceptions(TODAY, Hours(), (closed("2026-12-03", "2026-12-04"),)) == ()


def test_holidays_come_before_the_days_that_win_over_them() -> None:
    found = exceptions(TODAY, Hours(WEEK, (own("2026-12-25", (540, 720), (840, 1080)),)), (), holidays_closed=True)
    assert found == ("PH off", "2026 Dec 25 09:00-12:00,14:00-18:00")


def test_a_closing_that_has_begun_is_told_alike_every_day_until_it_is_over() -> None:
    closures = (closed("2026-11-16", "2026-12-05"),)
    days = (TODAY + timedelta(days=number) for number in range(11))
    assert {exceptions(day, Hours(WEEK), closures) for day in days} == {("2026 Nov 16-2026 Dec 04 off",)}
    assert exceptions(date(2026, 12, 5), Hours(WEEK), closures) == ()


def test_what_is_farther_than_a_year_waits_for_its_month() -> None:
    closures = (closed("2027-12-06", "2027-12-07"),)
    assert exceptions(TODAY, Hours(WEEK), closures) == ()
    assert exceptions(date(2026, 12, 31), Hours(WEEK), closures) == ("2027 Dec 06 off",)
