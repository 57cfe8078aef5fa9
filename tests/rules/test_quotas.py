"""What a plan lets one have of a kind of unit in a day, a week, a month: worked by hand on a calendar.

November 2026: the 2nd is a Monday, the 30th another; 1 December is the Tuesday of the week of the 30th.
"""

from __future__ import annotations

import pytest
from builders import slot

from tierslieu_desk import errors
from tierslieu_desk.rules import quotas
from tierslieu_desk.rules.limits import Limits, refusal_of
from tierslieu_desk.rules.quotas import Quota, Span
from tierslieu_desk.rules.vocabulary import UnitKind

TWO_HOURS_A_DAY = Quota(1, "Nomade", UnitKind.ROOM, Span.DAY, minutes=120)
SIX_HOURS_A_WEEK = Quota(1, "Nomade", UnitKind.ROOM, Span.WEEK, minutes=360)
TWENTY_HOURS_A_MONTH = Quota(1, "Nomade", UnitKind.ROOM, Span.MONTH, minutes=1200)
TWICE_A_WEEK = Quota(1, "Nomade", UnitKind.ROOM, Span.WEEK, times=2)
TEN_HOURS_A_DAY = Quota(2, "Résident", UnitKind.ROOM, Span.DAY, minutes=600)


@pytest.mark.parametrize(
    ("wanted", "taken", "left"),
    [
        (("09:00", "11:00", "2026-11-25"), [], None),
        (("09:00", "11:01", "2026-11-25"), [], 120),
        (("14:00", "15:00", "2026-11-25"), [("09:00", "10:00", "2026-11-25")], None),
        (("14:00", "15:30", "2026-11-25"), [("09:00", "10:00", "2026-11-25")], 60),
        (("14:00", "16:00", "2026-11-25"), [("09:00", "11:00", "2026-11-26")], None),
    ],
)
def test_two_hours_a_day(wanted, taken, left) -> None:
    refusal = quotas.refusal_of(slot(*wanted), [TWO_HOURS_A_DAY], [slot(*one) for one in taken])
    assert (None if refusal is None else refusal.facts["left_minutes"]) == left


def test_a_week_begins_on_monday() -> None:
    """Four hours on Sunday 29 November, and four on Monday the 30th: two weeks."""
    sunday = slot("10:00", "14:00", "2026-11-29")
    assert quotas.refusal_of(slot("10:00", "14:00", "2026-11-30"), [SIX_HOURS_A_WEEK], [sunday]) is None
    refusal = quotas.refusal_of(slot("10:00", "14:00", "2026-11-24"), [SIX_HOURS_A_WEEK], [sunday])
    assert isinstance(refusal, errors.QuotaHours)
    assert refusal.facts == {"plan": "Nomade", "kind": "week", "most_minutes": 360, "left_minutes": 120}


def test_a_month_is_that_of_the_calendar_and_a_night_counts_on_both_sides() -> None:
    """Eighteen hours in November; 22:00 on the 30th to 02:00: two more there, and two in December."""
    eighteen = [slot("08:00", "14:00", f"2026-11-{day:02}") for day in (3, 10, 17)]
    night = quotas.Slot(slot("22:00", "23:00", "2026-11-30").start, slot("02:00", "03:00", "2026-12-01").start)
    assert quotas.refusal_of(night, [TWENTY_HOURS_A_MONTH], eighteen) is None
    longer = quotas.Slot(slot("21:59", "23:00", "2026-11-30").start, night.end)
    refusal = quotas.refusal_of(longer, [TWENTY_HOURS_A_MONTH], eighteen)
    assert refusal is not None
    assert (refusal.facts["kind"], refusal.facts["left_minutes"]) == ("month", 120)


def test_so_many_bookings_count_where_they_begin() -> None:
    made = [slot("09:00", "10:00", "2026-11-23"), slot("09:00", "10:00", "2026-11-24")]
    refusal = quotas.refusal_of(slot("09:00", "10:00"), [TWICE_A_WEEK], made)
    assert isinstance(refusal, errors.QuotaTimes)
    assert refusal.facts == {"plan": "Nomade", "kind": "week", "times": 2}
    assert quotas.refusal_of(slot("09:00", "10:00", "2026-11-30"), [TWICE_A_WEEK], made) is None


def test_the_shortest_time_is_told_first() -> None:
    week = [slot("08:00", "10:00", f"2026-11-{day}") for day in (23, 24, 25)]
    refusal = quotas.refusal_of(slot("14:00", "15:00"), [TWENTY_HOURS_A_MONTH, SIX_HOURS_A_WEEK, TWO_HOURS_A_DAY], week)
    assert refusal is not None
    assert refusal.facts["kind"] == "day"


def test_of_two_plans_one_that_lets_them_is_enough() -> None:
    assert quotas.refusal_of(slot("09:00", "12:00"), [TWO_HOURS_A_DAY, TEN_HOURS_A_DAY], []) is None
    refusal = quotas.refusal_of(slot("08:00", "19:00"), [TWO_HOURS_A_DAY, TEN_HOURS_A_DAY], [])
    assert refusal is not None
    assert refusal.facts["plan"] == "Nomade"


def test_nothing_is_refused_without_a_quota() -> None:
    assert quotas.refusal_of(slot("08:00", "20:00"), [], [slot("08:00", "20:00")]) is None


def test_the_window_reaches_from_the_first_day_that_counts_to_the_last() -> None:
    """Tuesday 1 December: its week began on 30 November, its month ends with the 31st."""
    window = quotas.window(slot("09:00", "10:00", "2026-12-01"))
    assert (window.start.isoformat(), window.end.isoformat()) == ("2026-11-30T00:00:00", "2027-01-01T00:00:00")


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        (Limits(shortest=120, longest=60), errors.LimitsCrossed),
        (Limits(shortest=60, longest=60), None),
        (Limits(shortest=120), None),
        (Limits(lead=3 * 1440, ahead_days=2), errors.AheadBeforeLead),
        (Limits(lead=2 * 1440, ahead_days=2), None),
        (Limits(lead=3 * 1440), None),
    ],
)
def test_limits_that_nobody_could_keep_are_none(limits: Limits, refused: type | None) -> None:
    refusal = refusal_of(limits)
    assert (None if refusal is None else type(refusal)) == refused
