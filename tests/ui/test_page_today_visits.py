"""Who is here, on Today: put right with its trace, here by a booking alone, counted outside on one key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import papers
import pressing
from builders import advance_to, person, slot
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import Scene

from tierslieu_desk.rules.vocabulary import Activity, Role
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.ui import ask
from tierslieu_desk.ui.counter.card import CounterCard
from tierslieu_desk.ui.help import EVERYWHERE
from tierslieu_desk.ui.pages.settings.place import description_of
from tierslieu_desk.ui.pages.shared.arrival_dialog import ArrivalDialog
from tierslieu_desk.ui.pages.shared.register_dialog import RegisterDialog
from tierslieu_desk.ui.pages.shared.visit_dialog import VisitDialog
from tierslieu_desk.ui.pages.today.digital_dialogs import HelpGivenDialog, QueueDialog, StationsDialog
from tierslieu_desk.ui.pages.today.page import TodayPage
from tierslieu_desk.ui.paper_dialog import PaperDialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.cards import Row

TODAY = "2026-11-24"


def rows_of(page: TodayPage) -> list[str]:
    settle()
    return [row.accessibleName() for row in page.findChildren(Row) if row.isVisible()]


def paper() -> PaperDialog:
    settle()
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, PaperDialog) and w.isVisible()]
    return found


def corrects(qtbot, scene: Scene) -> VisitDialog:
    press(qtbot, scene.window.go("today"), "Jean Dupont: correct the visit…")
    found = pressing.dialog()
    assert isinstance(found, VisitDialog)
    return found


def test_a_visit_is_corrected_from_its_row_and_back_by_undo(qtbot, scene: Scene) -> None:
    dialog = corrects(qtbot, scene)
    dialog._arrived.setText("9h15")
    dialog._left.setText("10h30")
    dialog.try_act()
    settle()
    (visit,) = scene.services.visits.of_person(scene.jean)
    assert (visit.arrived, visit.left) == (datetime(2026, 11, 24, 9, 15), datetime(2026, 11, 24, 10, 30))
    assert "Jean Dupont" not in rows_of(scene.window.go("today"))
    assert [trace.arrived for trace in scene.services.visit_book.traces(scene.jean)] == [datetime(2026, 11, 24, 10, 47)]
    scene.window.messages._do()
    assert [row.name for row in scene.services.visits.here_now()] == ["Jean Dupont"]


def test_a_correction_into_the_future_is_told_under_its_field(qtbot, scene: Scene) -> None:
    dialog = corrects(qtbot, scene)
    dialog._left.setText("18h")
    dialog.try_act()
    (told,) = dialog.form.refusals
    assert told.startswith("24 November 2026, 18:00 is still to come")
    assert scene.services.visit_book.traces(scene.jean) == ()


def test_it_never_happened_takes_the_visit_out_and_leaves_its_trace(qtbot, scene: Scene) -> None:
    dialog = corrects(qtbot, scene)
    press(qtbot, dialog, "It never happened")
    assert scene.services.visits.here_now() == ()
    assert [trace.removed for trace in scene.services.visit_book.traces(scene.jean)] == [True]


def test_an_arrival_may_say_whose_guest_it_is(qtbot, scene: Scene) -> None:
    ines = person(scene.services.desk, "Ines", "Ferrer", role=Role.VISITOR)
    press(qtbot, scene.window.go("today"), "Arrival")
    dialog = pressing.dialog()
    assert isinstance(dialog, ArrivalDialog)
    dialog._who.setText("Ines Ferrer")
    dialog._host.setText("Nobody At All")
    dialog.try_act()
    assert dialog.form.refusals[0].startswith("Nobody called “Nobody At All”")
    assert scene.services.visits.of_person(ines) == ()
    dialog._host.setText("Jean Dupont")
    dialog.try_act()
    settle()
    assert scene.services.visits.of_person(ines)[0].host == "Jean Dupont"


def test_whoever_came_for_a_booking_alone_is_here_too(qtbot, scene: Scene) -> None:
    bookings, zoe = scene.services.bookings, person(scene.services.desk, "Zoe", "Ferrer")
    bookings.check_in(bookings.book(NewBooking(scene.house.room_b, zoe, slot("09:00", "12:00", TODAY))).id)
    page = scene.window.go("today")
    assert rows_of(page)[:2] == ["Jean Dupont", "Zoe Ferrer"]
    assert "2 people here" in page._subtitle.text()
    advance_to(scene.services.desk, datetime(2026, 11, 24, 12, 0))
    page.tick()
    settle()
    assert [row.accessibleName() for row in page._here.findChildren(Row) if row.isVisible()] == ["Jean Dupont"]


def test_the_evacuation_list_comes_on_one_key_from_any_page(qtbot, scene: Scene) -> None:
    for code in ("today", "planning", "money"):
        scene.window.activateWindow()
        scene.window.go(code).setFocus()
        settle()
        qtbot.keyClick(scene.window, Qt.Key.Key_F9)
        shown = paper()
        assert shown.windowTitle() == "Evacuation list"
        assert shown.pages == 1
        shown.reject()
        settle()
    assert "Jean Dupont" in papers.text(scene.services.evacuation.render())


def test_it_comes_over_a_form_that_is_being_filled_in_and_loses_nothing_of_it(qtbot, scene: Scene) -> None:
    press(qtbot, scene.window.go("today"), "Arrival")
    form = pressing.dialog()
    assert isinstance(form, ArrivalDialog)
    qtbot.keyClicks(form._who, "Mar")
    qtbot.keyClick(form, Qt.Key.Key_F9)
    shown = paper()
    assert shown.parentWidget() is not None
    assert shown.parentWidget().window() is form
    qtbot.keyClick(shown, Qt.Key.Key_F9)
    assert paper() is shown, "pressed twice, it is shown once"
    shown.reject()
    settle()
    assert (form.isVisible(), form._who.text()) == (True, "Mar")
    form.reject()


def test_it_comes_over_the_counter_too_whatever_is_typed_there(qtbot, scene: Scene) -> None:
    scene.window.activateWindow()
    scene.window.open_counter()
    card = scene.window.findChild(CounterCard)
    qtbot.keyClicks(card.search, "jea")
    qtbot.keyClick(card.search, Qt.Key.Key_F9)
    shown = paper()
    assert shown.windowTitle() == "Evacuation list"
    shown.reject()
    settle()
    assert (card.isVisible(), card.search.text()) == (True, "jea")


def test_the_key_is_written_on_today_and_in_the_help(scene: Scene) -> None:
    page = scene.window.go("today")
    settle()
    assert [b for b in page.findChildren(type(page._book)) if b.text() == "Evacuation F9" and b.isVisible()]
    assert "F9" in dict(EVERYWHERE)


def test_old_names_of_visitors_are_told_looked_at_and_taken_away(
    qtbot, monkeypatch, scene: Scene, tmp_path: Path
) -> None:
    desk = scene.services.desk
    ines = person(desk, "Ines", "Ferrer", role=Role.VISITOR)
    advance_to(desk, datetime(2026, 7, 1, 9, 0))
    scene.services.visits.check_in(ines)
    advance_to(desk, datetime(2026, 11, 24, 10, 47))
    page = scene.window.go("today")
    page.tick()
    assert "Names of visitors are kept too long" in rows_of(page)
    press(qtbot, page, "Names of visitors are kept too long")
    dialog = pressing.dialog()
    assert isinstance(dialog, RegisterDialog)
    assert dialog._told_first.text().startswith("1 visit before 24 August 2026 would lose its name for good.")
    assert "Ines Ferrer" in dialog._names.text()
    monkeypatch.setattr(ask, "file_to_write", lambda *_asked: tmp_path / "v.csv")
    qtbot.mouseClick(dialog._keep, Qt.MouseButton.LeftButton)
    settle()
    [_header, line] = (tmp_path / "v.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "Ferrer" not in line, "a name past its day leaves with no list"
    assert scene.window.messages.sentence == f"Kept as {tmp_path / 'v.csv'}."
    dialog.try_act()
    settle()
    assert scene.window.messages.sentence == "1 visit has lost its name; it still counts."
    assert "Names of visitors are kept too long" not in rows_of(page)
    assert scene.services.visits.counts(date(2026, 7, 1), date(2026, 7, 1))[0].visitors == 1


def ticked(scene: Scene) -> None:
    places = scene.services.places
    row = places.get()
    described: PlaceDescription = replace(description_of(row), services=Activity.DIGITAL_SPACE.value)
    places.describe(described, row.version)


def test_the_computers_are_out_of_sight_until_they_are_ticked(scene: Scene) -> None:
    page = scene.window.go("today")
    assert not page._digital.isVisible()
    ticked(scene)
    page.tick()
    assert page._digital.isVisible()


def test_half_an_hour_at_a_computer_who_is_next_and_whoever_goes_early(qtbot, scene: Scene) -> None:
    ticked(scene)
    page = scene.window.go("today")
    page.tick()
    press(qtbot, page, "Name them…")
    names = pressing.dialog()
    assert isinstance(names, StationsDialog)
    names._names.setPlainText("PC 1\n\n")
    names.try_act()
    settle()
    for name in ("Ana", "Bea"):
        press(qtbot, page, "Half an hour…")
        asked = pressing.dialog()
        assert isinstance(asked, QueueDialog)
        asked._name.setText(name)
        asked.try_act()
        settle()
    assert scene.window.messages.sentence == "Bea: PC 1 from 11:17 to 11:47."
    (row,) = [row for row in page._digital.findChildren(Row) if row.accessibleName() == "PC 1"]
    assert row.accessibleDescription() == "Ana until 11:17 · 11:17 Bea"
    press(qtbot, page, "PC 1 is free again")
    (station,) = scene.services.digital_space.stations()
    assert (station.now and station.now.name, station.next) == ("Bea", ())


def test_help_given_is_noted_without_a_name(qtbot, scene: Scene) -> None:
    ticked(scene)
    page = scene.window.go("today")
    page.tick()
    press(qtbot, page, "Help given…")
    asked = pressing.dialog()
    assert isinstance(asked, HelpGivenDialog)
    asked.try_act()
    assert asked.form.refusals == ["Something is missing: what they were helped with. Fill it in, then try again."]
    asked._topic.setText("printing")
    asked.try_act()
    settle()
    day = date(2026, 11, 24)
    assert scene.services.digital_space.helped(day, day).minutes == 30
