"""Posters: what a door and the wall tell, in which size, and what they keep to themselves."""

from __future__ import annotations

from datetime import date, datetime

import papers
import pytest
from builders import slot
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk import documents
from tierslieu_desk.documents.poster_sheets import DoorPoster, Out, PosterDay, PosterLine
from tierslieu_desk.documents.samples import PLACE
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.services.booking import posters
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.places import NewClosure
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui.pages.planning.poster_dialog import PosterDialog
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.wallclock import DAY, Slot

TUESDAY = date(2026, 11, 24)


def told(sheet) -> list[str]:
    return [" ".join(text.split()) for text in papers.text(documents.render(sheet)).splitlines()]


def test_a_door_keeps_names_and_purposes_to_itself_and_says_that_it_is_reserved(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.bookings.book(NewBooking(house.room_a, scene.jean, slot("09:00", "10:00", TODAY), title="Yoga"))
    sheet = posters.door(services.planning, services.places, house.room_a, TUESDAY, 1)
    assert [(line.slot.start.hour, line.what) for line in sheet.days[0].lines] == [(9, ""), (14, "")]
    lines = "\n".join(told(sheet))
    assert "Roca" not in lines
    assert "Yoga" not in lines
    assert "14:00 – 16:00" in lines
    assert "Reserved" in lines


def test_with_names_who_has_booked_stands_there(scene: Scene) -> None:
    sheet = posters.door(scene.services.planning, scene.services.places, scene.house.room_a, TUESDAY, 1, names=True)
    assert [line.what for line in sheet.days[0].lines] == ["Maria Roca"]


def test_the_door_of_a_part_tells_what_takes_the_whole_and_the_other_way_round(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.bookings.book(NewBooking(house.big_room, scene.jean, slot("09:00", "10:00", TODAY), title="Ball"))

    def hours(unit_id: int) -> list[int]:
        sheet = posters.door(services.planning, services.places, unit_id, TUESDAY, 1)
        return [line.slot.start.hour for line in sheet.days[0].lines]

    assert hours(house.room_a) == [9, 14]
    assert hours(house.room_b) == [9]
    assert hours(house.big_room) == [9, 14]


def test_the_wall_tells_events_by_title_and_no_desk(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.bookings.book(NewBooking(house.desks[0], scene.jean, slot("09:00", "12:00", "2026-12-01")))
    sheet = posters.week(services.planning, services.places, date(2026, 11, 30))
    lines = [(day.day.day, line.what, line.where) for day in sheet.days for line in day.lines]
    assert lines == [(1, "Solder a lamp", "Room B")]


def test_a_closed_day_says_why_and_an_option_among_names_that_it_is_not_sure(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.places.add_closure(NewClosure(Slot(datetime(2026, 11, 26), datetime(2026, 11, 27)), "Snow"))
    until = datetime(2026, 11, 25, 8)
    services.bookings.book(
        NewBooking(house.room_b, scene.jean, slot("09:00", "10:00", "2026-11-27"), tentative_until=until)
    )
    lines = told(posters.week(services.planning, services.places, date(2026, 11, 23)))
    assert "Closed: Snow" in lines
    assert not any("to be confirmed" in line for line in lines), "the public learns that it is taken, no more"
    named = posters.week(services.planning, services.places, date(2026, 11, 23), names=True)
    assert [(line.what, line.sure) for line in named.days[4].lines] == [("Jean Dupont", False)]
    assert "Monday 23 November" in lines


def test_a_repair_stands_on_the_door_of_the_room_and_of_the_whole_it_is_a_part_of(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.maintenances.plan(house.room_b, slot("09:00", "11:00", TODAY), "heating")
    for unit in (house.room_b, house.big_room):
        sheet = posters.door(services.planning, services.places, unit, TUESDAY, 1)
        out = [line for line in sheet.days[0].lines if line.out is not None]
        assert [(line.slot.start.hour, line.what, line.out) for line in out] == [(9, "heating", Out.REPAIR)]
        assert "Unavailable: heating" in "\n".join(told(sheet))
    other = posters.door(services.planning, services.places, house.room_a, TUESDAY, 1)
    assert [line.out for line in other.days[0].lines] == [None]
    wall = posters.week(services.planning, services.places, date(2026, 11, 23))
    assert "heating" not in "\n".join(told(wall))


def test_a_thing_that_is_lent_says_so_at_its_place_and_to_whom_only_with_names(scene: Scene) -> None:
    services = scene.services
    van = services.units.add(NewUnit("Van", UnitKind.VEHICLE))
    services.loans.lend(van, scene.jean, Slot(datetime(2026, 11, 24, 11), datetime(2026, 11, 26, 9)))
    sheet = posters.door(services.planning, services.places, van, date(2026, 11, 25), 1)
    assert {"all day", "Lent"} <= set(told(sheet))
    assert "Roca" not in "\n".join(told(sheet))
    named = posters.door(services.planning, services.places, van, date(2026, 11, 25), 1, names=True)
    assert [line.what for line in named.days[0].lines] == ["Jean Dupont"]


def test_a_repair_does_not_open_a_day_that_is_closed(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.places.add_closure(NewClosure(Slot(datetime(2026, 11, 26), datetime(2026, 11, 27)), "Snow"))
    services.maintenances.plan(house.room_b, slot("09:00", "11:00", "2026-11-26"), "heating")
    sheet = posters.door(services.planning, services.places, house.room_b, date(2026, 11, 26), 1)
    assert (sheet.days[0].lines, sheet.days[0].closed) == ((), "Snow")


def test_a_door_says_how_many_it_seats_and_what_is_in_it_and_in_its_parts(scene: Scene) -> None:
    services, house = scene.services, scene.house
    services.unit_contents.tell(house.room_a, ["Screen", "Whiteboard"])
    services.unit_contents.tell(house.room_b, ["Piano"])
    for unit, inside in (
        (house.room_a, "8 seats · Screen · Whiteboard"),
        (house.big_room, "14 seats · Screen · Whiteboard · Piano"),
    ):
        assert inside in told(posters.door(services.planning, services.places, unit, TUESDAY, 1))
    desk = posters.door(services.planning, services.places, house.desks[0], TUESDAY, 1)
    assert (desk.seats, desk.contains) == (0, ())


def test_a_full_week_of_one_room_stays_on_one_page_and_too_much_goes_on(scene: Scene) -> None:
    def week(count: int) -> DoorPoster:
        days = []
        for number in range(7):
            start = datetime(2026, 11, 23, 8) + number * DAY
            lines = [PosterLine(Slot(start.replace(hour=8 + n), start.replace(hour=9 + n))) for n in range(count)]
            days.append(PosterDay(start.date(), tuple(lines)))
        return DoorPoster("en", PLACE, "Salle Jaune", tuple(days))

    assert len(papers.read(documents.render(week(3))).pages) == 1
    assert len(papers.read(documents.render(week(12))).pages) > 1
    long = PosterLine(slot("08:00", "09:00", TODAY), "Assemblée générale extraordinaire " * 12)
    sheet = DoorPoster("en", PLACE, "Salle polyvalente Marie-Louise Dissard", (PosterDay(TUESDAY, (long,)),))
    assert "extraordinaire" in papers.text(documents.render(sheet))


def test_a_poster_is_asked_for_of_the_room_one_is_on_and_shown(qtbot, scene: Scene) -> None:
    page = scene.window.go("planning")
    page.view.choose(scene.booking)
    page._ask_poster()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PosterDialog) and w.isVisible()]
    assert (dialog.unit.currentText(), dialog.names.isChecked()) == ("Room A", False)
    dialog.days.choose(7)
    asked = []
    dialog.wanted.connect(lambda *what: asked.append(what))
    dialog.try_act()
    assert asked == [(scene.house.room_a, date(2026, 11, 23), 7, False)]
    (shown,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    shown.close()


@pytest.mark.parametrize("words", ["The week, for the wall", "The day (Ctrl+P)"])
def test_the_print_menu_leads_to_each_paper(scene: Scene, words: str) -> None:
    page = scene.window.go("planning")
    (action,) = [one for one in page._controls.papers.actions() if one.text() == words]
    action.trigger()
    (shown,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    shown.close()
