"""Several bookings pulled, copied or sent by the keys to other spaces at once, all of them or none."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from at_the_planning import in_hand
from builders import slot
from PySide6.QtCore import QPoint, Qt
from scenes import TODAY, Scene

from tierslieu_desk.services.booking.booking_work import NewBooking
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(scene: Scene) -> PlanningPage:
    return in_hand(scene)


@pytest.fixture
def two(page: PlanningPage, scene: Scene) -> tuple[int, int]:
    """Maria's in Room A from 14 to 16, Jean's in the same room from 10 to 11: both are chosen."""
    booked = scene.services.bookings.book(NewBooking(scene.house.room_a, scene.jean, slot("10:00", "11:00", TODAY)))
    page.refresh()
    page.view.choose(booked.id)
    page.view.chosen.numbers = {scene.booking, booked.id}
    return scene.booking, booked.id


def line(page: PlanningPage, unit_id: int) -> int:
    found = page.view._layout.line_of(unit_id)
    return page.view._layout.header + found.top + found.height // 2 - page.view._scrolled().y()


def pull_to(qtbot, page: PlanningPage, number: int, unit_id: int, later: float, modifier=NONE) -> None:
    start = page.view.rect_of(number).center()
    end = QPoint(start.x() + round(later * page.view._layout.per_hour), line(page, unit_id))
    port = page.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, modifier, start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, modifier, end)
    settle()


def where(scene: Scene, *numbers: int) -> list[tuple[str, int]]:
    rows = [scene.services.bookings.get(number) for number in numbers]
    return [(row.unit, row.slot.start.hour) for row in rows]


def test_pulled_onto_another_space_all_go_there_at_another_time_and_come_back(qtbot, page, scene: Scene, two) -> None:
    pull_to(qtbot, page, two[1], scene.house.room_b, 1)
    assert where(scene, *two) == [("Room B", 15), ("Room B", 11)]
    assert scene.window.messages.sentence == "2 bookings, 1\u00a0h later: Room B."
    scene.window.messages._do()
    assert where(scene, *two) == [("Room A", 14), ("Room A", 10)]


def test_of_those_in_several_spaces_each_goes_as_far_as_the_one_that_is_pulled(qtbot, page, scene: Scene, two) -> None:
    """The lines are in the order of the planning: whatever is one line below Room B is where Jean's goes from it."""
    order = page.view.lines
    room_a, room_b = order.index(scene.house.room_a), order.index(scene.house.room_b)
    scene.services.bookings.move(two[1], slot("10:00", "11:00", TODAY), scene.house.room_b)
    page.refresh()
    page.view.chosen.numbers = set(two)
    further = order[room_b + (room_b - room_a)]
    pull_to(qtbot, page, two[0], scene.house.room_b, 0)
    units = [scene.services.bookings.get(number).unit_id for number in two]
    assert units == [scene.house.room_b, further]


def test_where_they_cannot_all_go_everybody_in_the_way_is_named_and_nothing_is_changed(
    qtbot, page, scene: Scene, two
) -> None:
    who = scene.services.people.list(limit=1)[0].id
    for start, end in (("10:30", "11:30"), ("15:00", "17:00")):
        scene.services.bookings.book(NewBooking(scene.house.room_b, who, slot(start, end, TODAY)))
    page.refresh()
    page.view.chosen.numbers = set(two)
    pull_to(qtbot, page, two[1], scene.house.room_b, 0)
    assert where(scene, *two) == [("Room A", 14), ("Room A", 10)]
    told = scene.window.messages.sentence
    assert told.startswith("2 of them cannot be there, so nothing was changed.")
    assert "Maria Roca: " in told
    assert "Jean Dupont: " in told


def test_ctrl_and_the_arrows_up_and_down_send_all_to_the_next_space(qtbot, page, scene: Scene, two) -> None:
    names = [page._acts.unit_name(unit) for unit in page.view.lines]
    assert names[names.index("Room A") + 1] == "Room B"
    qtbot.keyClick(page.view, Qt.Key.Key_Down, CTRL)
    assert where(scene, *two) == [("Room B", 14), ("Room B", 10)]
    assert scene.window.messages.sentence == "2 bookings, at the same time: Room B."
    assert page.view.chosen.numbers == set(two)
    qtbot.keyClick(page.view, Qt.Key.Key_Up, CTRL)
    assert where(scene, *two) == [("Room A", 14), ("Room A", 10)]


def test_beyond_the_last_line_nobody_goes_and_it_says_so(qtbot, page, scene: Scene, two) -> None:
    page.view.together_carried.emit(timedelta(), -99, False)
    assert "up or down" in scene.window.messages.sentence
    assert where(scene, *two) == [("Room A", 14), ("Room A", 10)]


def test_pulled_with_ctrl_all_are_copied_to_the_other_space(qtbot, page, scene: Scene, two) -> None:
    pull_to(qtbot, page, two[1], scene.house.room_b, 0, CTRL)
    assert where(scene, *two) == [("Room A", 14), ("Room A", 10)]
    assert scene.window.messages.sentence == "2 bookings are copied."
    copies = [row for who in (scene.maria, scene.jean) for row in scene.services.bookings.of_person(who)]
    assert sorted((row.unit, row.slot.start.hour) for row in copies if row.id not in two) == [
        ("Room B", 10),
        ("Room B", 14),
    ]


def test_several_of_several_spaces_are_pasted_from_the_space_one_stands_on(qtbot, page, scene: Scene, two) -> None:
    """Of Room A and Room B, with the hand on Room B: each goes one space further."""
    order = page.view.lines
    scene.services.bookings.move(two[1], slot("10:00", "11:00", TODAY), scene.house.room_b)
    page.refresh()
    page.view.chosen.numbers = set(two)
    qtbot.keyClick(page.view, Qt.Key.Key_C, CTRL)
    first = scene.house.room_b  # Jean's is the earlier one
    page.view.choose(0, (first, datetime.fromisoformat("2026-11-24 08:00")))
    qtbot.keyClick(page.view, Qt.Key.Key_V, CTRL)
    assert order.index(first) >= 0
    assert scene.window.messages.sentence == "2 bookings are copied."
    rows = [row for who in (scene.maria, scene.jean) for row in scene.services.bookings.of_person(who)]
    assert sorted((row.unit, row.slot.start.hour) for row in rows if row.id not in two) == [
        ("Room A", 12),
        ("Room B", 8),
    ]
