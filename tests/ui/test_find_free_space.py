"""The search for a free space: opened by a key, worked by the keyboard alone, booked from its first line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import slot
from pressing import at_the_counter, front, press
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog
from tierslieu_desk.ui.pages.shared.unit_changes import as_new
from tierslieu_desk.ui.tour import settle

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def finder(scene: Scene, qtbot) -> FindDialog:
    """Opened by its key, on the day the planning shows."""
    page = scene.window.go("planning")
    page.show_day(WEDNESDAY)
    settle()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F)
    settle()
    return front(FindDialog)


def lines(finder: FindDialog) -> list[tuple[str, ...]]:
    """What the table says, line by line."""
    model = finder.results.table.model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_one_key_finds_what_is_free_that_day_with_its_price(finder: FindDialog) -> None:
    assert finder.results.sentence == "5 free times"
    assert lines(finder)[-1] == ("Big room", "Wed 25 Nov, 08:00 – 09:00", "€12.00", "14", "")
    assert finder.results.table.focusPolicy() != Qt.FocusPolicy.NoFocus
    spoken = finder.results.table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Space: Booth"
    finder.close()


def test_by_the_keyboard_alone_from_the_day_to_the_booking(qtbot, scene: Scene, finder: FindDialog) -> None:
    """LibreBooking #1614: dates first; then four keys to a filled booking."""
    assert QApplication.focusWidget() is finder.fields.first
    qtbot.keyClicks(finder.fields.first, "26/11/2026")
    qtbot.keyClick(finder.fields.first, Qt.Key.Key_Tab)
    finder.fields.people.setFocus()
    qtbot.keyClick(finder.fields.people, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(finder.fields.people, "9")
    qtbot.keyClick(finder.fields.people, Qt.Key.Key_Return)  # looks
    settle()
    assert lines(finder) == [("Big room", "Thu 26 Nov, 08:00 – 09:00", "€12.00", "14", "")]
    qtbot.keyClick(finder.results.table, Qt.Key.Key_Return)  # takes it
    settle()
    booking = front(BookingDialog)
    assert (booking.unit_id, booking.slot) == (scene.house.big_room, slot("08:00", "09:00", "2026-11-26"))
    assert booking.headcount == 9
    booking.fill("Jean Dupont")
    booking.try_act()
    (booked,) = scene.services.bookings.of_person(scene.jean)
    assert (booked.unit, booked.people) == ("Big room", 9)


def test_the_last_day_follows_the_first_until_it_is_chosen(finder: FindDialog) -> None:
    finder.fields.first.day = date(2026, 11, 26)
    finder.fields.first.settle()
    assert finder.fields.last.day == date(2026, 11, 26)
    finder.fields.last.day = date(2026, 11, 27)
    finder.fields.last.settle()
    finder.look()
    assert {line[1][:3] for line in lines(finder)} == {"Thu", "Fri"}
    finder.close()


def test_when_nothing_is_free_it_says_why_and_the_next_time_is_one_key_away(
    qtbot, scene: Scene, finder: FindDialog
) -> None:
    book = scene.services.bookings.book
    book(NewBooking(scene.house.big_room, scene.maria, slot("08:00", "20:00", "2026-11-25")))
    finder.fields.people.setValue(7)
    finder._pause.stop()
    finder.look()
    why = finder.results.why.model()
    said = {why.index(row, 0).data(): why.index(row, 1).data() for row in range(why.rowCount())}
    assert finder.results.sentence == "Nothing is free for that."
    assert said["Room A"] == "taken by Maria Roca, 08:00 – 20:00"
    assert said["Room B"] == "takes 6 people only"
    assert said["Booth"] == "takes 1 person only"
    settle()
    qtbot.keyClick(finder, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    settle()
    booking = front(BookingDialog)
    assert (booking.unit_id, booking.slot) == (scene.house.room_a, slot("08:00", "09:00", "2026-11-26"))
    booking.close()


def test_what_cannot_be_read_is_told_beside_its_field_and_nothing_is_lost(finder: FindDialog) -> None:
    finder.fields.since.setText("quarter past")
    finder.look()
    assert finder.form.refusals == ["“quarter past” is not a time of the day. Write it like this: 14:30."]
    finder.fields.since.setText("9")
    finder.look()
    assert finder.form.refusals == []
    finder.fields.last.day = date(2026, 11, 24)
    finder.look()
    assert finder.form.refusals == ["The last day must not come before the first."]
    finder.close()


def test_more_is_hidden_until_it_is_asked_for(qtbot, scene: Scene, finder: FindDialog) -> None:
    assert not finder.fields.kind.isVisible()
    press(qtbot, finder, "More…")
    assert finder.fields.kind.isVisible()
    assert not finder.fields.contains.isVisible(), "nobody told of anything that is in a space"
    finder.fields.most.setText("11,99")
    finder.fields.most.settle()
    finder.look()
    assert {line[0] for line in lines(finder)} == {"Open space", "Booth"}
    finder.close()


def test_what_is_in_a_space_can_be_asked_for(scene: Scene, qtbot) -> None:
    scene.services.unit_contents.tell(scene.house.room_b, ["projector"])
    page = scene.window.go("planning")
    page.show_day(date.fromisoformat(TODAY))
    page._acts.find()
    finder = front(FindDialog)
    press(qtbot, finder, "More…")
    finder.fields.contains.box("projector").click()
    finder.look()
    assert [(line[0], line[1][-13:], line[4]) for line in lines(finder)] == [
        ("Room B", "11:00 – 12:00", "projector"),
        ("Big room", "11:00 – 12:00", "projector"),
        ("Big room", "16:00 – 17:00", "projector"),  # Maria has room A until then
    ]
    finder.close()


def test_at_the_counter_it_is_one_key_away_and_for_whom_is_known(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "jean")
    qtbot.keyClick(card.search, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    finder = front(FindDialog)
    assert finder.fields.who.text() == "Jean Dupont"
    finder.try_act()
    booking = front(BookingDialog)
    assert booking.party_id == scene.jean
    booking.try_act()
    assert [one.unit for one in scene.services.bookings.of_person(scene.jean)] == ["Booth"]


def test_an_answer_that_comes_late_does_not_cover_the_one_asked_for_since(finder: FindDialog) -> None:
    old = finder._asked
    shown = lines(finder)
    finder.fields.people.setValue(9)
    finder.look()
    assert lines(finder) != shown
    assert old is not None
    finder._found((old, finder._services.free_spaces.search(old), None))
    assert [line[0] for line in lines(finder)] == ["Big room"]
    finder.close()


def test_of_many_days_the_first_are_told_and_the_ones_after_them_are_one_key_away(qtbot, finder: FindDialog) -> None:
    finder.fields.last.day = date(2026, 12, 24)
    finder.fields.last.settle()
    finder.look()
    assert finder.results.sentence == "20 free times · up to Monday 30 November"
    press(qtbot, finder, "The days after…")
    assert finder.fields.first.day == date(2026, 12, 1)
    assert lines(finder)[0][1] == "Tue 1 Dec, 08:00 – 09:00"
    finder.close()


def test_a_date_that_is_none_leaves_nothing_to_book(qtbot, finder: FindDialog) -> None:
    assert lines(finder)
    finder.fields.first.setText("31/02/2027")
    finder.fields.first.settle()
    finder.look()
    assert finder.form.refusals
    assert lines(finder) == []
    assert finder.results.space is None
    assert not finder.act.isEnabled()
    finder.fields.first.setText("26/11/2026")
    finder.fields.first.settle()
    finder.look()
    settle()
    assert lines(finder)
    assert finder.act.isEnabled()
    finder.close()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", date(2026, 11, 25)),
        ("demain", date(2026, 11, 25)),
        ("Thursday", date(2026, 11, 26)),
        ("jeudi", date(2026, 11, 26)),
        ("4", date(2026, 12, 4)),
        ("28", date(2026, 11, 28)),
        ("31", date(2026, 12, 31)),
    ],
)
def test_days_are_written_as_one_says_them(finder: FindDialog, typed: str, day: date) -> None:
    """It is Tuesday 24 November 2026."""
    finder.fields.first.setText(typed)
    assert finder.fields.first.day == day
    finder.close()


def test_more_comes_before_the_results_by_tab_as_on_the_screen(qtbot, finder: FindDialog) -> None:
    finder.fields.until.setFocus()
    qtbot.keyClick(finder.fields.until, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is finder.fields.opener
    finder.close()


def test_half_a_day_is_chosen_and_any_other_length_typed(finder: FindDialog) -> None:
    finder.fields.length.choose(240)
    assert finder.fields.length.currentText() == "half a day (4\u00a0h)"
    assert finder.fields.wish().minutes == 240
    finder.fields.length.choose(0)
    assert finder.fields.typed_length.isVisible()
    finder.fields.typed_length.setText("3h30")
    assert finder.fields.wish().minutes == 210
    finder.fields.typed_length.setText("long")
    finder.look()
    assert finder.form.refusals
    finder.close()


def test_a_room_has_one_figure_of_seats_here_and_on_the_planning(scene: Scene, finder: FindDialog) -> None:
    units = scene.services.units
    row = units.get(scene.house.room_a)
    units.change(row, replace(as_new(row), seats=20, legal_seats=19))
    shown = next(unit for unit in scene.services.planning.day(date(2026, 11, 25)).units if unit.id == row.id)
    finder.fields.people.setValue(19)
    finder.look()
    settle()
    assert {space[3] for space in lines(finder) if space[0] == "Room A"} == {str(shown.seats)} == {"19"}
    finder.close()
