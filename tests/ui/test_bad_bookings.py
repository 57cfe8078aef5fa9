"""What nobody should ask for, typed at the desk: told in words where it was typed, and nothing is half-saved."""

from __future__ import annotations

from datetime import datetime, time

import pytest
from builders import slot
from scenes import TODAY, Scene

from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.services.keeping.verification import Verification
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.wallclock import Slot

NOW = datetime(2026, 11, 24, 10, 47)


def booking(scene: Scene, wanted: Slot) -> BookingDialog:
    dialog = BookingDialog(
        scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_b, slot=wanted
    )
    dialog.open()
    dialog.fill("Jean Dupont")
    return dialog


def had(scene: Scene) -> list[Slot]:
    return [row.slot for row in scene.services.bookings.of_person(scene.jean)]


@pytest.mark.parametrize(("day", "start", "end"), [("2027-03-28", "01:00", "04:00"), ("2026-10-25", "01:00", "04:00")])
def test_a_slot_across_the_clock_change_is_three_hours_on_the_wall_and_costs_three(
    scene: Scene, day: str, start: str, end: str
) -> None:
    """In March two o'clock does not exist, in October it comes twice: on the wall it is from one to four each time."""
    scene.services.places.set_hours(tuple(WeeklyHours(weekday, 0, 1440) for weekday in range(7)))
    wanted = slot(start, end, day)
    dialog = booking(scene, wanted)
    assert dialog.price == "3\u00a0h · €36.00"
    dialog.try_act()
    if dialog.isVisible():
        dialog.try_act()  # October is over: it asks once
    assert had(scene) == [wanted]
    assert Verification(scene.services.desk).run() == ()


def test_the_29_february_of_a_year_that_has_none_is_told_beside_its_field(scene: Scene) -> None:
    dialog = booking(scene, slot("09:00", "10:00", TODAY))
    dialog._day.setText("29/02/2027")
    dialog._day.settle()
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog._day.property("refused")
    assert had(scene) == []
    dialog._day.setText("29/02/2028")
    dialog._day.settle()
    dialog.try_act()
    dialog.try_act()  # more than a year ahead: it asks once
    assert had(scene) == [slot("09:00", "10:00", "2028-02-29")]


def test_a_series_of_five_thousand_dates_is_told_beside_its_last_day_and_none_is_booked(scene: Scene) -> None:
    """Every day for fourteen years."""
    scene.services.places.set_hours(())
    dialog = booking(scene, slot("15:00", "16:00", TODAY))
    dialog._comes.often.choose("day")
    dialog._comes.ends.choose("until")
    dialog._comes.until.setText("24/07/2040")
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog._comes.until.property("refused")
    assert "25/11/2028" in dialog.form.refusals[0], "it says how far one may go"
    assert had(scene) == []
    dialog.close()


def test_five_thousand_times_are_told_in_words_and_none_is_booked(scene: Scene) -> None:
    scene.services.places.set_hours(())
    dialog = booking(scene, slot("15:00", "16:00", TODAY))
    dialog._comes.often.choose("day")
    dialog._comes.times.setValue(5000)
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog.form.refusals
    assert had(scene) == []
    dialog.close()


def test_other_hours_whose_end_comes_first_are_told_and_the_booking_stays(scene: Scene) -> None:
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), scene.booking, now=NOW)
    dialog.open()
    dialog._to.at = time(13)
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog._to.property("refused")
    assert scene.services.bookings.get(scene.booking).slot == slot("14:00", "16:00", TODAY)
    dialog.close()
