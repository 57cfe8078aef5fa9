"""What the month counts, worked out by hand: everything that can be booked, and it says so."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from builders import slot
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip
from scenes import TODAY, Scene

from tierslieu_desk.rules.occupancy import Share
from tierslieu_desk.rules.vocabulary import EventKind, UnitKind
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.planning_months import DayOccupation
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot

NOVEMBER = date(2026, 11, 24)


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    scene.window.resize(1366, 768)
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    shown.ways.see("month")
    settle()
    return shown


def on(scene: Scene, day: date = NOVEMBER) -> DayOccupation:
    return scene.services.planning.month(day, 1)[0]


def test_a_tool_that_is_booked_counts_as_a_room_does(scene: Scene) -> None:
    """Before: 2 rooms, 3 desks and a booth, open 12 h: 4320 minutes, 120 taken. A tool adds 720, and its 3 h 180."""
    laser = scene.services.units.add(NewUnit("Laser cutter", UnitKind.TOOL))
    scene.services.bookings.book(NewBooking(laser, scene.jean, slot("09:00", "12:00", TODAY)))
    day = on(scene)
    assert (day.share, day.bookings) == (Share(300, 5040), 2)
    assert {of.kind: (of.spaces, of.share) for of in day.kinds} == {
        UnitKind.ROOM: (2, Share(120, 1440)),
        UnitKind.DESK: (3, Share(0, 2160)),
        UnitKind.BOOTH: (1, Share(0, 720)),
        UnitKind.TOOL: (1, Share(180, 720)),
    }


def test_fab_manager_116_an_event_at_a_machine_is_in_the_month_too(scene: Scene) -> None:
    laser = scene.services.units.add(NewUnit("Laser cutter", UnitKind.TOOL))
    workshop = NewEvent("First cuts", EventKind.WORKSHOP, 1, [(laser, slot("09:00", "12:00", TODAY))])
    scene.services.events.add(workshop)
    assert on(scene).events == ("First cuts",)


def test_what_is_lent_is_taken_and_what_is_repaired_is_not(scene: Scene) -> None:
    """A van lent from the day before to the day after takes all of its 720 minutes; a repair takes none."""
    van = scene.services.units.add(NewUnit("Van", UnitKind.VEHICLE))
    saw = scene.services.units.add(NewUnit("Saw", UnitKind.TOOL))
    scene.services.loans.lend(van, scene.jean, Slot(datetime(2026, 11, 24, 11), datetime(2026, 11, 26)))
    scene.services.maintenances.plan(saw, slot("09:00", "12:00", "2026-11-25"), "new belt")
    (day,) = scene.services.planning.month(date(2026, 11, 25), 1)
    assert {of.kind: of.share.taken for of in day.kinds if of.share.taken} == {UnitKind.VEHICLE: 720}


def test_a_locker_let_by_the_year_counts_only_when_it_is_asked_for(scene: Scene) -> None:
    locker = scene.services.units.add(NewUnit("Locker 1", UnitKind.LOCKER))
    assert UnitKind.LOCKER not in {of.kind for of in on(scene).kinds}
    (day,) = scene.services.planning.month(NOVEMBER, 1, (locker,))
    assert [of.kind for of in day.kinds] == [UnitKind.LOCKER]


def test_the_month_says_what_it_counts_and_of_how_many_spaces(page: PlanningPage, scene: Scene, monkeypatch) -> None:
    from tierslieu_desk.ui.pages.planning import month_rows

    days = scene.services.planning.month(NOVEMBER, 1)
    said = "What is booked, lent or holds an event, of the open hours of: Rooms 2, Desks 3, Booths 1"
    assert month_rows.counted(days) == said
    assert page.month._foot > 0
    last = page.month.cell(41)
    assert last.bottom() < page.month.height() - page.month._foot
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda where, text, widget: told.append(text))
    number = page.month._month.number(NOVEMBER)
    spot = page.month.cell(number).center()
    page.month.event(QHelpEvent(QHelpEvent.Type.ToolTip, spot, QPoint(0, 0)))
    assert told == ["Tuesday 24 November, today, 3 % full, 1 booking\nRooms 8 % · Desks 0 % · Booths 0 %"]
