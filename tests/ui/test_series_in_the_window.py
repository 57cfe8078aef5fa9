"""This one, this and the following, or all that are to come: moved, described anew, called off; and what was left out.

Jean has Room B on 24 November, 1, 8 and 15 December 2026, from eleven to twelve.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import NOW, advance_to, slot
from pressing import dialog, front, press
from PySide6.QtWidgets import QPushButton
from scenes import Scene

from tierslieu_desk.rules.recurrence import Rule
from tierslieu_desk.rules.vocabulary import Frequency, Scope
from tierslieu_desk.services.booking.booking_facts import Facts
from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.services.booking.series import NewSeries, SeriesMade
from tierslieu_desk.ui.pages.planning.booking_sheet import BookingSheet
from tierslieu_desk.ui.pages.planning.facts_dialog import FactsDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.tour import settle

FOUR = Rule(Frequency.WEEK, 1, datetime(2026, 11, 24, 11), 60, count=4)


def booked(scene: Scene, skip: frozenset[date] = frozenset()) -> SeriesMade:
    return scene.services.series.book(NewSeries(scene.house.room_b, scene.jean, FOUR, "Choir", skip=skip))


def sheet(scene: Scene, booking_id: int) -> BookingSheet:
    page = scene.window.go("planning")
    page.show_part(f"booking/{booking_id}")
    settle()
    return front(BookingSheet)


def rows(scene: Scene) -> list:
    return sorted(scene.services.bookings.of_person(scene.jean), key=lambda row: row.slot.start)


@pytest.mark.parametrize(
    ("scope", "described"),
    [
        ("this", [("Choir", 1), ("Theatre", 4), ("Choir", 1), ("Choir", 1)]),
        ("following", [("Choir", 1), ("Theatre", 4), ("Theatre", 4), ("Theatre", 4)]),
        ("all", [("Theatre", 4)] * 4),
    ],
)
def test_how_many_come_and_what_for_is_changed_for_the_dates_that_are_meant_and_goes_back(
    qtbot, scene: Scene, scope: str, described: list[tuple[str, int]]
) -> None:
    made = booked(scene)
    press(qtbot, sheet(scene, made.bookings[1]), "How many, what for…")
    form = front(FactsDialog)
    form.people.setValue(4)
    form.title.setText("Theatre")
    form.scope.choose(scope)
    press(qtbot, form, "Change it")
    assert [(row.title, row.people) for row in rows(scene)] == described
    changed = described.count(("Theatre", 4))
    assert (
        scene.window.messages.sentence == f"Jean Dupont: {changed} booking{'s are' if changed > 1 else ' is'} changed."
    )
    scene.window.messages._do()
    assert [(row.title, row.people) for row in rows(scene)] == [("Choir", 1)] * 4


def test_more_people_than_one_of_the_spaces_lets_in_are_refused_beside_it_and_nothing_is_changed(
    qtbot, scene: Scene
) -> None:
    made = booked(scene)
    press(qtbot, sheet(scene, made.bookings[0]), "How many, what for…")
    form = front(FactsDialog)
    form.people.setValue(500)
    form.scope.choose("all")
    press(qtbot, form, "Change it")
    assert form.isVisible()
    assert "Room B" in form.form.refusals[0]
    assert {row.people for row in rows(scene)} == {1}
    form.people.setValue(2)
    press(qtbot, form, "Change it")
    assert {row.people for row in rows(scene)} == {2}


def test_what_is_said_of_a_series_that_goes_on_is_said_of_the_dates_laid_out_later(scene: Scene) -> None:
    open_rule = Rule(Frequency.WEEK, 1, datetime(2026, 11, 24, 11), 60)
    made = scene.services.series.book(NewSeries(scene.house.room_b, scene.jean, open_rule, "Choir"))
    scene.services.booking_facts.describe(made.bookings[0], Facts(3, "Theatre"), Scope.ALL)
    advance_to(scene.services.desk, NOW + timedelta(days=7))
    scene.services.series.extend()
    assert (rows(scene)[-1].title, rows(scene)[-1].people) == ("Theatre", 3)


@pytest.mark.parametrize(
    ("scope", "starts"),
    [
        ("this", ["11-24 11:00", "12-01 15:00", "12-08 11:00", "12-15 11:00"]),
        ("following", ["11-24 11:00", "12-01 15:00", "12-08 15:00", "12-15 15:00"]),
        ("all", ["11-24 15:00", "12-01 15:00", "12-08 15:00", "12-15 15:00"]),
    ],
)
def test_the_dates_that_are_meant_are_moved_and_go_back(qtbot, scene: Scene, scope: str, starts: list[str]) -> None:
    made = booked(scene)
    press(qtbot, sheet(scene, made.bookings[1]), "Change hours…")
    form = front(MoveDialog)
    form._from.at, form._to.at = datetime(2026, 12, 1, 15).time(), datetime(2026, 12, 1, 16).time()
    form._scope.choose(scope)
    press(qtbot, form, "Change it")
    assert [f"{row.slot.start:%m-%d %H:%M}" for row in rows(scene)] == starts
    scene.window.messages._do()
    assert {f"{row.slot.start:%H:%M}" for row in rows(scene)} == {"11:00"}


def test_of_a_whole_series_that_is_moved_one_date_in_the_way_goes_elsewhere_and_one_is_left_out(
    qtbot, scene: Scene
) -> None:
    """Maria has Room B from three to four on 8 December, and all day on the 15th."""
    made = booked(scene)
    for day, start, end in (("2026-12-08", "15:00", "16:00"), ("2026-12-15", "13:00", "20:00")):
        scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot(start, end, day)))
    press(qtbot, sheet(scene, made.bookings[1]), "Change hours…")
    form = front(MoveDialog)
    form._from.at, form._to.at = datetime(2026, 12, 1, 15).time(), datetime(2026, 12, 1, 16).time()
    form._scope.choose("all")
    press(qtbot, form, "Change it")
    assert {f"{row.slot.start:%H:%M}" for row in rows(scene)} == {"11:00"}, "nothing is saved before it was agreed on"
    press(qtbot, form, "Each date by itself…")
    first, second = form._in_the_way.each.choices
    first.setCurrentIndex(2)
    assert "16:00" in first.currentText()
    assert second.choice == "out"
    press(qtbot, form, "Take them like this")
    assert [(f"{row.slot.start:%m-%d %H:%M}", row.state) for row in rows(scene)] == [
        ("11-24 15:00", "confirmed"),
        ("12-01 15:00", "confirmed"),
        ("12-08 16:00", "confirmed"),
        ("12-15 15:00", "skipped"),
    ]


def test_skipped_dates_of_a_series_are_seen_with_it_and_added_again(qtbot, scene: Scene) -> None:
    """What the user of indico asked for (4180): dates left out of a series stay in sight, and can be had again."""
    made = booked(scene, frozenset({date(2026, 12, 8), date(2026, 12, 15)}))
    seen = sheet(scene, made.bookings[0])
    press(qtbot, seen, "Book Tuesday 8 December after all")
    assert [row.state for row in rows(scene)] == ["confirmed", "confirmed", "confirmed", "skipped"]
    assert scene.window.messages.sentence.startswith("Room B is booked for Jean Dupont after all")
    scene.window.messages._do()
    assert [row.state for row in rows(scene)] == ["confirmed", "confirmed", "skipped", "skipped"]


def test_a_skipped_date_that_somebody_has_meanwhile_says_who_and_stays_left_out(qtbot, scene: Scene) -> None:
    made = booked(scene, frozenset({date(2026, 12, 8)}))
    scene.services.bookings.book(NewBooking(scene.house.room_b, scene.maria, slot("10:00", "12:00", "2026-12-08")))
    seen = sheet(scene, made.bookings[0])
    press(qtbot, seen, "Book Tuesday 8 December after all")
    assert [row.state for row in rows(scene)][2] == "skipped"
    seen.close()
    left = next(row for row in rows(scene) if row.state == "skipped")
    alone = sheet(scene, left.id)
    assert not alone.act.isVisible()
    assert next(b.text() for b in alone.findChildren(QPushButton) if b.isVisible()) == "Another time or space…"
    alone.close()


def test_a_skipped_date_is_opened_from_the_list_of_the_planning_and_booked_again(qtbot, scene: Scene) -> None:
    booked(scene, frozenset({date(2026, 12, 8)}))
    left = next(row for row in rows(scene) if row.state == "skipped")
    page = scene.window.go("planning")
    page._papers.open_booking(left.id)
    settle()
    press(qtbot, dialog(), "Book it after all")
    assert [row.state for row in rows(scene)] == ["confirmed"] * 4
