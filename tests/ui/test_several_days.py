"""Bookings over several days at the desk: asked for where it makes sense, shown whole, never cut short by a move."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from builders import slot
from pressing import press
from scenes import Scene
from ui.test_booking_threads import limit

from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import DAY, Slot

NOW = datetime(2026, 11, 24, 10, 47)
OUT, BACK = datetime(2026, 11, 27, 9), datetime(2026, 11, 30, 12)


@pytest.fixture
def van(scene: Scene) -> int:
    number = scene.services.units.add(NewUnit("Van", UnitKind.VEHICLE))
    limit(scene, number, Limits(spans=True))
    return number


def booking(scene: Scene, unit_id: int) -> BookingDialog:
    wanted = slot("09:00", "12:00", "2026-11-27")
    dialog = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=unit_id, slot=wanted)
    dialog.open()
    dialog.fill("Jean Dupont")
    settle()
    return dialog


def test_a_room_of_a_house_that_closes_at_night_has_no_word_of_it(scene: Scene, van: int) -> None:
    dialog = booking(scene, scene.house.room_b)
    assert not dialog._last.more.isVisible()
    assert not dialog._last.field.isVisible()
    dialog._unit.choose(van)
    assert dialog._last.more.isVisible()
    dialog.close()


def test_the_van_is_booked_from_friday_to_monday_by_one_key_and_a_day(qtbot, scene: Scene, van: int) -> None:
    dialog = booking(scene, van)
    press(qtbot, dialog, "Several days…")
    assert dialog._last.field.isVisible()
    assert dialog._last.field.day == date(2026, 11, 28), "the next day, until another is written"
    dialog._last.field.setText("30/11/2026")
    dialog._last.field.settle()
    assert dialog.slot == Slot(OUT, BACK)
    dialog._day.day = date(2026, 12, 4)
    dialog._day.settle()
    assert dialog.slot == Slot(OUT + 7 * DAY, BACK + 7 * DAY), "as long as it was"
    dialog.try_act()
    assert [row.slot for row in scene.services.bookings.of_person(scene.jean)] == [Slot(OUT + 7 * DAY, BACK + 7 * DAY)]


def test_a_last_day_before_the_first_is_told_beside_it_and_nothing_is_booked(qtbot, scene: Scene, van: int) -> None:
    dialog = booking(scene, van)
    press(qtbot, dialog, "Several days…")
    dialog._last.field.setText("26/11/2026")
    dialog._last.field.settle()
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog._last.field.property("refused")
    assert scene.services.bookings.of_person(scene.jean) == ()
    dialog.close()


def test_other_hours_for_what_lasts_several_days_do_not_cut_it_short(scene: Scene, van: int) -> None:
    """Out at nine and back at noon: seen as one morning it would have been kept as one."""
    booked = scene.services.bookings.book(NewBooking(van, scene.jean, Slot(OUT, BACK)))
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), booked.id, now=NOW)
    dialog.open()
    assert dialog.slot == Slot(OUT, BACK)
    dialog._from.at = time(11)
    dialog.try_act()
    assert scene.services.bookings.get(booked.id).slot == Slot(OUT.replace(hour=11), BACK)


def test_what_ends_at_midnight_is_shown_with_its_last_night(scene: Scene, van: int) -> None:
    limit(scene, van, Limits())
    whole = Slot(datetime(2026, 11, 27), datetime(2026, 11, 30))
    new = NewBooking(van, scene.jean, whole)
    booked = scene.services.bookings.book(new, override="Holidays")
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), booked.id, now=NOW)
    dialog.open()
    assert (dialog._last.field.day, dialog.slot) == (date(2026, 11, 29), whole)
    dialog.close()
