"""What users of other systems asked for in public, about bookings: each through the window, as somebody would do it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from builders import advance_to, slot
from openpyxl import load_workbook
from pressing import dialog as one_dialog
from pressing import front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from scenes import TODAY, Scene

from tierslieu_desk import errors
from tierslieu_desk.money import Basis
from tierslieu_desk.rules.buffers import Buffers
from tierslieu_desk.rules.calendar import Effect
from tierslieu_desk.rules.limits import Limits
from tierslieu_desk.rules.prices import PriceStep, Window
from tierslieu_desk.rules.rights import OperatorRole
from tierslieu_desk.rules.vocabulary import EventKind, UnitKind, VatCategory
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.event.events import NewEvent
from tierslieu_desk.services.front.operators import NewOperator
from tierslieu_desk.services.person.people import NewPerson
from tierslieu_desk.services.place.places import NewClosure, PlaceDescription
from tierslieu_desk.services.place.tariffs import NewTariff
from tierslieu_desk.services.place.units import NewUnit
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.pages.settings.hours import HoursSection
from tierslieu_desk.ui.pages.shared.unit_changes import as_new
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.wallclock import Slot, whole_day

NOW = datetime(2026, 11, 24, 10, 47)
EASTER_MONDAY = date(2027, 3, 29)
SATURDAYS = Window(frozenset({5}), 8 * 60, 12 * 60)


@pytest.fixture
def planning(scene: Scene) -> PlanningPage:
    page = scene.window.go("planning")
    assert isinstance(page, PlanningPage)
    return page


def booking(scene: Scene, unit_id: int, wanted: Slot, who: str = "Jean Dupont", now: datetime = NOW) -> BookingDialog:
    """The dialog, filled in but for the button."""
    dialog = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=now, unit_id=unit_id, slot=wanted)
    dialog.told.connect(scene.window.go("planning").said)
    dialog.open()
    dialog.fill(who)
    return dialog


def had(scene: Scene) -> list[tuple[str, Slot]]:
    return [(row.unit, row.slot) for row in scene.services.bookings.of_person(scene.jean)]


def limit(scene: Scene, unit_id: int, limits: Limits) -> None:
    row, seen = scene.services.units.get(unit_id), scene.services.unit_depths.of(unit_id)
    scene.services.unit_depths.describe(row, seen, as_new(row), replace(seen, limits=limits))


def line(label: str, hours: int, euros: int, window: Window | None = None) -> PriceStep:
    return PriceStep(label, hours * 60, euros * 10_000, Basis.GROSS, VatCategory.STANDARD, window)


def test_lespass_435_a_room_is_hired_once_at_the_price_of_whoever_hires_it_and_when(scene: Scene) -> None:
    """TiBillet/Lespass #435: half days and days, another price at the week-end, each public its own.

    A day is 100, a half day 60, a Saturday 150; who lives here pays half. Tuesday 9 to 19 o'clock is a day of eight
    hours and a half day begun.
    """
    services, room = scene.services, scene.house.room_b
    grid = (line("day", 8, 100), line("half day", 4, 60), line("Saturday", 12, 150, SATURDAYS))
    services.units.set_prices(room, grid)
    services.tariffs.give(scene.jean, services.tariffs.add(NewTariff("People from here", per_cent=50)))
    tuesday = slot("09:00", "19:00", "2026-12-01")
    for who, cents in (("Maria Roca", "€160.00"), ("Jean Dupont", "€80.00")):
        dialog = booking(scene, room, tuesday, who)
        assert dialog.price.endswith(cents), dialog.price
        assert "day" in dialog._working.text()
        dialog.close()
    dialog = booking(scene, room, slot("09:00", "19:00", "2026-12-05"))
    assert "€75.00" in dialog.price, dialog.price
    dialog._reason.setText("The keys are with the mayor")
    dialog.try_act()
    (row,) = services.bookings.of_person(scene.jean)
    price = services.bookings.price(row.id)
    assert (price.gross_cents, price.tariff) == (7500, "People from here")


def test_grr_96_the_time_to_clean_a_room_is_kept_and_the_booking_says_so(scene: Scene) -> None:
    """GRR #96: half an hour after each booking, which nobody takes by mistake; Maria has room A from 14 to 16."""
    room = scene.house.room_a
    scene.services.units.set_buffers(room, Buffers(0, 30))
    for start, end in (("16:15", "17:15"), ("12:00", "13:45")):
        dialog = booking(scene, room, slot(start, end, TODAY))
        assert dialog._ways.sentence.startswith("Room A needs 30 minutes between two bookings, and Maria Roca is")
        dialog.try_act()
        assert had(scene) == []
        dialog.close()
    dialog = booking(scene, room, slot("16:30", "17:30", TODAY))
    assert dialog._ways.sentence == ""
    dialog.try_act()
    assert had(scene) == [("Room A", slot("16:30", "17:30", TODAY))]


def test_grr_103_a_projector_goes_out_on_friday_and_comes_back_on_monday(scene: Scene) -> None:
    """GRR #103: closed at the week-end, and on a trip all the same; but nobody fetches it on a Sunday."""
    projector = scene.services.units.add(NewUnit("Projector", UnitKind.TOOL))
    limit(scene, projector, Limits(spans=True))
    friday, sunday = datetime(2026, 11, 27, 17), datetime(2026, 11, 29, 10)
    monday = datetime(2026, 11, 30, 9)
    on_sunday = booking(scene, projector, Slot(sunday, monday))
    assert on_sunday._ways.sentence != ""
    on_sunday.try_act()
    assert had(scene) == []
    on_sunday.close()
    dialog = booking(scene, projector, Slot(friday, monday))
    assert dialog._ways.sentence == ""
    dialog.try_act()
    assert had(scene) == [("Projector", Slot(friday, monday))]


def test_grr_339_a_closed_day_is_really_closed(scene: Scene, planning: PlanningPage) -> None:
    """GRR #339: a day that is out of use is no note beside the calendar: nothing is free on it, and it says why."""
    scene.services.places.add_closure(NewClosure(whole_day(date(2026, 11, 26)), "Works on the roof"))
    planning.show_day(date(2026, 11, 26))
    settle()
    assert planning._shown.day.opening == ()
    dialog = booking(scene, scene.house.room_a, slot("09:00", "10:00", "2026-11-26"))
    assert "Works on the roof" in dialog._ways.sentence
    dialog.try_act()
    assert had(scene) == []
    dialog.close()
    assert scene.services.free_spaces.on(date(2026, 11, 26), 60) == ()


@pytest.fixture
def staffed(qtbot, scene: Scene) -> Scene:
    """Camille the facilitator, PIN 4827; Vera, a volunteer, is at the desk. Room A is agreed by who may."""
    limit(scene, scene.house.room_a, Limits(agreed=True))
    row = scene.services.places.get()
    facts = {name: getattr(row, name) for name in PlaceDescription.__dataclass_fields__}
    scene.services.places.describe(replace(PlaceDescription(**facts), services="operators"))
    scene.window.go("today")
    scene.window.switcher.begin()
    scene.services.operators.add(NewOperator("Camille", OperatorRole.FACILITATOR, "4827"))
    vera = scene.services.operators.add(NewOperator("Vera", OperatorRole.VOLUNTEER))
    scene.services.at_desk.sit(vera)
    return scene


def test_grr_77_and_446_what_was_agreed_is_not_changed_by_who_may_only_ask(qtbot, staffed: Scene) -> None:
    """GRR #77, #446: once it was agreed, neither moved nor called off without the one who agreed."""
    page = staffed.window.go("planning")
    assert isinstance(page, PlanningPage)
    agreed = staffed.services.bookings.get(staffed.booking)
    page.view.block_moved.emit(
        staffed.booking, staffed.house.room_a, datetime(2026, 11, 24, 16), datetime(2026, 11, 24, 18)
    )
    settle()
    assert staffed.window.messages.sentence.endswith("is for the facilitator. Switch with F12.")
    assert staffed.services.bookings.get(staffed.booking) == agreed
    page._papers.open_booking(staffed.booking)
    sheet = front(BookingSheet)
    press(qtbot, sheet, "They no longer come")
    assert staffed.services.bookings.get(staffed.booking) == agreed
    for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, BookingSheet) and w.isVisible()]:
        dialog.close()
    asking = booking(staffed, staffed.house.room_a, slot("09:00", "11:00", "2026-11-26"))
    asking.try_act()
    assert had(staffed) == []
    asking.close()


def test_librebooking_1046_who_did_not_come_is_told_without_any_job(scene: Scene, planning: PlanningPage) -> None:
    """LibreBooking #1046: no task of the system runs here; the planning that is read after four o'clock says it."""
    advance_to(scene.services.desk, datetime(2026, 11, 24, 16, 1))
    planning.refresh()
    states = {block.booking_id: block.state for block in planning._shown.day.blocks}
    assert states[scene.booking] == "no_show"
    planning.view.block_opened.emit(scene.booking)
    sheet = front(BookingSheet)
    sheet.try_act()
    assert scene.services.bookings.get(scene.booking).state == "checked_in"


def test_librebooking_1614_of_forty_things_those_free_on_a_day_are_listed_with_their_shelf(
    qtbot, scene: Scene, planning: PlanningPage
) -> None:
    """LibreBooking #1614: the day first, then what is free of so many things, and on which shelf it lies."""
    units = scene.services.units
    tents = [units.add(NewUnit(f"Tent {n}", UnitKind.TOOL, shelf=f"Cellar, shelf {n}")) for n in range(1, 41)]
    morning = slot("09:00", "10:00", "2026-11-25")
    for taken in tents[3:]:
        scene.services.bookings.book(NewBooking(taken, scene.maria, morning))
    dialog = booking(scene, scene.house.room_b, morning)
    free = [box for number, box in dialog._with_it.boxes.items() if number in tents[:3]]
    assert len(free) == 3
    assert dialog._with_it._under[tents[1]].text() == "Cellar, shelf 2 · nothing to pay"
    assert "taken by Maria Roca" in dialog._with_it._under[tents[3]].text()
    free[1].click()
    dialog.try_act()
    assert scene.window.messages.sentence.endswith("With it: Tent 2 (Cellar, shelf 2).")
    planning.show_day(morning.start.date())
    planning.view.setFocus()
    qtbot.keyClick(planning.view, Qt.Key.Key_F)
    finder = front(FindDialog)
    assert finder.fields.first.day == morning.start.date(), "the day comes first"
    finder.close()


def test_rdv_service_public_6263_who_takes_part_is_on_the_sheet_to_sign(
    qtbot, scene: Scene, planning: PlanningPage
) -> None:
    """rdv-service-public PR #6263: the list of who takes part, from the appointment itself, to be signed."""
    events, room = scene.services.events, scene.house.room_b
    event = events.add(NewEvent("First steps online", EventKind.WORKSHOP, 5, [(room, slot("09:00", "11:00", TODAY))]))
    for name in ("Lou Abadie", "Zoé Sans"):
        events.register(event, name=name)
    gone = next(row for row in events.registrations(event) if row.name == "Zoé Sans")
    events.cancel_registration(gone.id)
    planning.refresh()
    (number,) = [block.booking_id for block in planning._shown.day.blocks if block.title == "First steps online"]
    planning.view.block_opened.emit(number)
    one_dialog().try_act()
    paper = front(PaperDialog)
    written = paper._document.getAllText(0).text()
    assert "Lou Abadie" in written
    assert "Zoé Sans" not in written
    paper.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rdv_service_public_6263_who_takes_part_is_kept_as_a_list_with_their_addresses(
    qtbot, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """They also wanted to write to everybody: name, address and state; who gave up is left out."""
    events, room = scene.services.events, scene.house.room_b
    event = events.add(NewEvent("First steps: online", EventKind.WORKSHOP, 1, [(room, slot("17:00", "18:00", TODAY))]))
    ana = scene.services.people.add_person(NewPerson(given_name="Ana", family_name="Bosc", email="ana@example.org"))
    events.register(event, name="Zoé Sans")
    events.register(event, party_id=ana, wait=True)
    events.register(event, name="Lou Abadie", wait=True)
    events.cancel_registration(events.registrations(event)[0].id)
    page = scene.window.go("events")
    page.table.choose(event)
    file, proposed = tmp_path / f"list.{kind}", []
    monkeypatch.setattr(ask, "file_to_write", lambda *asked: proposed.append(asked[2].name) or file)
    press(qtbot, page.panel, "Export this list…")
    assert proposed == ["First steps - online.xlsx"]
    if kind == "csv":
        lines = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))[1:]
    else:
        lines = [[cell.value or "" for cell in row] for row in list(load_workbook(file).active)[1:]]
    assert lines == [
        ["Ana Bosc", "", "ana@example.org", "", "registered"],
        ["Lou Abadie", "", "", "", "waiting, number 1"],
    ]
    assert scene.window.messages.sentence == f"Kept as {file}."


def test_rdv_service_public_6263_where_nothing_can_be_kept_is_told(qtbot, scene: Scene, monkeypatch) -> None:
    events, room = scene.services.events, scene.house.room_b
    event = events.add(NewEvent("Online", EventKind.WORKSHOP, 1, [(room, slot("17:00", "18:00", TODAY))]))
    events.register(event, name="Lou Abadie")
    page = scene.window.go("events")
    page.table.choose(event)
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: Path("/nowhere/at/all/list.csv"))
    press(qtbot, page.panel, "Export this list…")
    assert "/nowhere/at/all" in scene.window.messages.sentence


def test_rdv_service_public_2006_nobody_books_on_easter_monday(qtbot, scene: Scene) -> None:
    """rdv-service-public #2006: Easter Monday was open to appointments; one choice, for good, closes every holiday."""
    shown = scene.window.go("settings").show_section("hours")
    assert isinstance(shown, HoursSection)
    change = "Public holidays · France: change…"
    (button,) = [
        one for one in shown.holidays.findChildren(QPushButton) if change in (one.text(), one.accessibleName())
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = one_dialog()
    asked.effect.choose(Effect.CLOSED)
    asked.try_act()
    dialog = booking(scene, scene.house.room_b, slot("09:00", "10:00", EASTER_MONDAY.isoformat()))
    assert "Easter Monday" in dialog._ways.sentence, dialog._ways.sentence
    dialog.try_act()
    assert had(scene) == []
    dialog.close()
    wanted = slot("09:00", "10:00", EASTER_MONDAY.isoformat())
    assert isinstance(scene.services.bookings.look(scene.house.room_b, wanted).refusal, errors.PlaceClosed)
    assert scene.services.free_spaces.on(EASTER_MONDAY, 60) == ()
