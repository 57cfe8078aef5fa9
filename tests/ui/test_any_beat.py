"""How often a booking comes back, chosen in the window: every n days, weeks, months, on which day of them, how long.

24 November 2026 is the fourth and last Tuesday of its month. The dates were counted on a calendar.
"""

from __future__ import annotations

import pytest
from at_the_planning import asked, planning
from pressing import press
from scenes import Scene

from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return planning(scene)


def otherwise(form: BookingDialog, step: int, beat: str, month_day: str = "same_day") -> None:
    form._comes.often.choose("otherwise")
    form._comes.step.setValue(step)
    form._comes.beat.choose(beat)
    form._comes.month_day.choose(month_day)
    settle()


def dates(scene: Scene, state: str = "confirmed") -> list[str]:
    rows = scene.services.bookings.of_person(scene.jean)
    return sorted(f"{row.slot.start:%y-%m-%d}" for row in rows if row.state == state)


def until(form: BookingDialog, day: str) -> None:
    form._comes.ends.choose("until")
    form._comes.until.setText(day)


def book(qtbot, form: BookingDialog, scene: Scene) -> None:
    """Dates on which it is closed are left out."""
    press(qtbot, form, "Book it")
    if not dates(scene):
        press(qtbot, form, "Take the others")


def test_a_beat_of_ones_own_is_out_of_sight_until_it_is_chosen(page, scene: Scene) -> None:
    form = asked(page, scene)
    form._comes.often.choose("week")
    settle()
    assert not form._comes.step.isVisible()
    otherwise(form, 3, "week")
    assert form._comes.step.isVisible()
    assert not form._comes.month_day.isVisible()
    form._comes.beat.choose("month")
    settle()
    assert form._comes.month_day.isVisible()
    form.close()


@pytest.mark.parametrize(
    ("step", "beat", "last", "expected"),
    [
        (9, "day", "22/12/2026", ["26-11-24", "26-12-03", "26-12-21"]),  # 12 December is a Saturday: closed
        (3, "week", "05/01/2027", ["26-11-24", "26-12-15", "27-01-05"]),
        (2, "month", "24/05/2027", ["26-11-24", "27-03-24", "27-05-24"]),  # 24 January is a Sunday
    ],
)
def test_every_n_days_weeks_or_months_until_a_day(qtbot, page, scene: Scene, step, beat, last, expected) -> None:
    form = asked(page, scene)
    otherwise(form, step, beat)
    until(form, last)
    book(qtbot, form, scene)
    assert dates(scene) == expected


@pytest.mark.parametrize(
    ("day", "month_day", "expected"),
    [
        ("2026-12-08", "nth", ["26-12-08", "27-01-12", "27-02-09"]),
        ("2026-11-24", "last_weekday", ["26-11-24", "26-12-29", "27-01-26"]),
        ("2026-11-30", "month_end", ["26-11-30", "26-12-31"]),  # 31 January is a Sunday
    ],
)
def test_every_month_on_its_second_weekday_its_last_one_or_its_last_day_so_many_times(
    qtbot, page, scene: Scene, day, month_day, expected
) -> None:
    form = asked(page, scene, day)
    otherwise(form, 1, "month", month_day)
    form._comes.times.setValue(3)
    book(qtbot, form, scene)
    assert dates(scene) == expected


def test_a_last_weekday_that_is_not_the_day_chosen_begins_on_its_own_day_and_says_so(page, scene: Scene) -> None:
    form = asked(page, scene, "2026-12-08")
    otherwise(form, 1, "month", "last_weekday")
    form._comes.times.setValue(2)
    settle()
    assert form._comes.remark.text() == "2 dates, from 29 December to 26 January 2027."
    form.close()


def test_a_series_of_5_000_dates_is_refused_in_words_and_a_smaller_number_goes_through(
    qtbot, page, scene: Scene
) -> None:
    form = asked(page, scene)
    form._comes.often.choose("week")
    form._comes.times.setFocus()
    form._comes.times.selectAll()
    qtbot.keyClicks(form._comes.times, "5000")
    press(qtbot, form, "Book it")
    assert form.form.refusals == ["That makes too many dates: 1000 at most. Choose an earlier end."]
    assert dates(scene) == []
    form._comes.times.setValue(2)
    press(qtbot, form, "Book it")
    assert dates(scene) == ["26-11-24", "26-12-01"]


def test_dates_that_nobody_will_live_to_see_are_refused_in_words(qtbot, page, scene: Scene) -> None:
    form = asked(page, scene)
    otherwise(form, 99, "month")
    form._comes.times.setValue(999)
    press(qtbot, form, "Book it")
    (told,) = form.form.refusals
    assert "is too far away" in told
    assert dates(scene) == []
    form.close()
