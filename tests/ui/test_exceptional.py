"""The assistant in the window: opened from three places, who is hit, what becomes of each, and the papers after it."""

from __future__ import annotations

from datetime import date, datetime

import papers
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton
from scenes import Scene

from tierslieu_desk.rules.messages import State
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.place.places import PlaceDescription
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.shared import after_closing, exceptional
from tierslieu_desk.ui.surroundings import Surroundings
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.labels import Words
from tierslieu_desk.wallclock import Slot

TODAY = Slot(datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 20))


def around(scene: Scene) -> Surroundings:
    page = scene.window.go("planning")
    return page._papers._around


def dialogs(kind: type[Dialog]) -> list[Dialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]


def assistant(scene: Scene, wanted: Slot = TODAY) -> exceptional.ExceptionalDialog:
    return exceptional.assist(scene.window, around(scene), wanted)


def click(qtbot, made: QPushButton) -> None:
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton)


def words(dialog: Dialog) -> list[str]:
    return [word.text() for word in dialog.card.findChildren(Words) if word.text()]


def closures(scene: Scene) -> list[str]:
    return [row.reason for row in scene.services.places.closures(date(2026, 11, 24), date(2026, 11, 24))]


def test_who_is_hit_is_listed_called_off_and_taken_back(qtbot, scene: Scene) -> None:
    shown = assistant(scene)
    assert [line.hit.title for line in shown.lines] == ["Maria Roca"]
    told = [text.replace("\n", " · ") for text in words(shown)]
    assert "Room A, Tuesday 24 November, 14:00 – 16:00 · neither phone nor e-mail" in told
    shown.reason.setText("Snow")
    click(qtbot, shown.act)
    assert scene.services.bookings.get(scene.booking).state == "cancelled"
    assert closures(scene) == ["Snow"]
    (after,) = dialogs(after_closing.AfterClosing)
    assert words(after)[0] == "1 person to call"
    assert "Maria Roca" in words(after)
    after.close()
    scene.window.messages._do()
    assert scene.services.bookings.get(scene.booking).state == "confirmed"
    assert closures(scene) == []


def test_a_line_is_moved_to_a_time_offered(qtbot, scene: Scene) -> None:
    shown = assistant(scene)
    (line,) = shown.lines
    line.fate.choose("move")
    assert line.to.isVisibleTo(shown)
    assert line.to.itemText(0) == "Wed 25 Nov, 14:00 – 16:00"
    click(qtbot, shown.act)
    moved = scene.services.bookings.get(scene.booking)
    assert (moved.state, moved.slot.start) == ("confirmed", datetime(2026, 11, 25, 14))
    dialogs(after_closing.AfterClosing)[0].close()


def test_an_end_before_the_start_is_told_and_nothing_is_done(qtbot, scene: Scene) -> None:
    shown = assistant(scene)
    shown.last.setText("23/11/2026")
    click(qtbot, shown.act)
    assert shown.form.refusals == ["The end must come after the beginning."]
    shown.last.setText("31/02/2027")
    click(qtbot, shown.act)
    assert len(shown.form.refusals) == 1
    assert closures(scene) == []
    shown.close()


def test_somebody_who_booked_meanwhile_is_shown_before_anything_is_done(qtbot, scene: Scene) -> None:
    shown = assistant(scene)
    late = NewBooking(scene.house.room_b, scene.jean, Slot(datetime(2026, 11, 24, 15), datetime(2026, 11, 24, 16)))
    scene.services.bookings.book(late)
    click(qtbot, shown.act)
    assert closures(scene) == []
    assert [line.hit.title for line in shown.lines] == ["Maria Roca", "Jean Dupont"]
    click(qtbot, shown.act)
    assert closures(scene) == [""]
    dialogs(after_closing.AfterClosing)[0].close()


def test_an_event_called_off_has_no_way_back_and_says_so(qtbot, scene: Scene) -> None:
    shown = assistant(scene, Slot(datetime(2026, 12, 1, 8), datetime(2026, 12, 1, 22)))
    assert [line.hit.title for line in shown.lines] == ["Solder a lamp"]
    click(qtbot, shown.act)
    (after,) = dialogs(after_closing.AfterClosing)
    assert any("there is no way back" in one.text() for one in after.findChildren(Words))
    after.close()


def test_the_notice_for_the_door_and_the_call_list_are_papers(
    qtbot, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: dict[str, bytes] = {}
    monkeypatch.setattr(
        "tierslieu_desk.ui.paper_dialog.show_paper",
        lambda _page, _jobs, title, _name, content: printed.update({title: content}),
    )
    shown = assistant(scene)
    shown.reason.setText("Power cut")
    click(qtbot, shown.act)
    (after,) = dialogs(after_closing.AfterClosing)
    after.also.tick({"en"})
    click(qtbot, after.act)
    click(qtbot, after.list)
    assert "Fermé" in papers.text(printed["Door notice"])
    assert "Closed" in papers.text(printed["Door notice"])
    assert "Power cut" in papers.text(printed["Door notice"])
    listed = " ".join(papers.text(printed["Call list"]).split())
    assert "Maria Roca" in listed
    assert listed.count("Room A") == 1, "said once"
    assert "Called off: Room A" in listed
    assert "Power cut" in listed
    assert ": ·" not in listed
    assert "neither phone nor e-mail" in listed
    assert after.isVisible(), "what is left to do stays in sight"
    after.close()


def test_messages_are_written_for_whoever_is_hit_with_the_reason(qtbot, scene: Scene) -> None:
    services = scene.services
    place = services.places.get()
    facts = {name: getattr(place, name) for name in PlaceDescription.__dataclass_fields__}
    services.places.describe(PlaceDescription(**facts | {"services": f"{place.services} messages"}))
    shown = assistant(scene)
    shown.reason.setText("Snow")
    click(qtbot, shown.act)
    (waiting,) = services.messages.open()
    assert (waiting.name, waiting.state) == ("Maria Roca", State.TO_PRINT)
    assert "Snow" in waiting.body
    dialogs(after_closing.AfterClosing)[0].close()


@pytest.mark.parametrize("page", ["today", "planning"])
def test_the_assistant_is_reached_from_today_and_from_the_planning(qtbot, scene: Scene, page: str) -> None:
    shown = scene.window.go(page)
    if page == "today":
        shown.close_exceptionally()
    else:
        shown._papers.close_exceptionally()
    (opened,) = dialogs(exceptional.ExceptionalDialog)
    assert [line.hit.title for line in opened.lines] == ["Maria Roca"]
    opened.close()


def test_the_assistant_is_reached_from_a_closure_with_its_days(qtbot, scene: Scene) -> None:
    section = scene.window.go("settings").show_section("hours")
    section.add_closure()
    asked = next(one for one in dialogs(Dialog) if hasattr(one, "hit"))
    asked.first.setText("01/12/2026")
    asked.last.setText("02/12/2026")
    click(qtbot, asked.hit)
    (opened,) = dialogs(exceptional.ExceptionalDialog)
    assert [line.hit.title for line in opened.lines] == ["Solder a lamp"]
    assert opened.closing.slot == Slot(datetime(2026, 12, 1), datetime(2026, 12, 3))
    opened.close()


def test_the_assistant_opens_as_wide_as_its_lines_and_as_tall_however_few_there_are(scene: Scene) -> None:
    shown = assistant(scene)
    settle()
    assert (shown.width(), shown.height()) == (760, 640)
    for line in shown.lines:
        assert line.mapTo(shown, line.rect().topRight()).x() < shown.width()


def test_several_spaces_or_a_group_close_and_only_theirs_are_hit(qtbot, scene: Scene) -> None:
    bookings, house = scene.services.bookings, scene.house
    desk_one, *_desks = house.desks
    seat = bookings.book(NewBooking(desk_one, scene.jean, Slot(datetime(2026, 11, 24, 15), datetime(2026, 11, 24, 17))))
    shown = assistant(scene)
    assert len(shown.lines) == 2
    shown.spaces.what.choose("several")
    assert shown.spaces.ticks.isVisibleTo(shown)
    assert shown.lines == [], "none is ticked yet"
    click(qtbot, shown.act)
    assert shown.isVisible(), "several of nothing is not the whole place"
    assert closures(scene) == []
    for box in shown.spaces.ticks.findChildren(QCheckBox):
        if box.text() in {"Room A", "Room B"}:
            box.click()
    qtbot.waitUntil(lambda: [line.hit.title for line in shown.lines] == ["Maria Roca"])
    shown.spaces.what.choose("group:Open space")
    qtbot.waitUntil(lambda: [line.hit.id for line in shown.lines] == [seat.id])
    shown.reason.setText("Leak")
    click(qtbot, shown.act)
    assert closures(scene) == ["Leak"] * 3
    assert bookings.get(seat.id).state == "cancelled"
    assert bookings.get(scene.booking).state == "confirmed"
    dialogs(after_closing.AfterClosing)[0].close()
    scene.window.messages._do()
    assert closures(scene) == []
