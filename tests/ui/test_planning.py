"""The day planning: what is drawn where, what keys and the mouse ask for, what a screen reader says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt

from tierslieu_desk.ui import theme
from tierslieu_desk.ui.pages.planning.rows import (
    Blocks,
    PlanningBlock,
    PlanningDay,
    PlanningRow,
    closed_in,
    hours_of,
    lines_of,
    snapped,
)
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.wallclock import Slot

DAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute))


ROWS = (
    PlanningRow(1, "Salle Jaune", "8 pl.", "Salles"),
    PlanningRow(2, "Salle Bleue", "6 pl.", "Salles"),
    PlanningRow(3, "Cabine 1", "1 pl.", "Cabines"),
)
BLOCKS = (
    PlanningBlock(10, 1, at(14), at(18), "Cabinet Estève", "devis", "room", "tentative"),
    PlanningBlock(11, 2, at(10), at(12), "Mairie", "arrivés", "room", "checked_in"),
    PlanningBlock(12, 2, at(12), at(13), "Léa Fauré"),
)
OPEN = (Slot(at(8, 30), at(12, 30)), Slot(at(13, 30), at(18, 30)))


@pytest.fixture
def view(qtbot) -> PlanningView:
    made = PlanningView()
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show()
    made.show_day(PlanningDay(DAY, ROWS, BLOCKS, OPEN), at(10, 47))
    made.setFocus()
    return made


def test_the_hours_drawn_hold_opening_and_blocks_with_half_an_hour_around() -> None:
    assert hours_of(PlanningDay(DAY, ROWS, BLOCKS, OPEN)) == (Slot(at(8), at(19)),)
    late = PlanningBlock(1, 1, at(22, 45), at(22) + timedelta(hours=4), "Overnight")
    assert hours_of(PlanningDay(DAY, ROWS, (late,), OPEN)) == (Slot(at(8), datetime(2026, 11, 25)),)
    assert hours_of(PlanningDay(DAY, ROWS, ())) == (Slot(at(7), at(20)),)


def test_what_is_not_open_is_closed() -> None:
    assert closed_in(Slot(at(8), at(19)), OPEN) == (
        Slot(at(8), at(8, 30)),
        Slot(at(12, 30), at(13, 30)),
        Slot(at(18, 30), at(19)),
    )
    assert closed_in(Slot(at(8), at(19)), ()) == (Slot(at(8), at(19)),)
    assert closed_in(Slot(at(9), at(12)), (Slot(at(8), at(13)),)) == ()


def test_groups_have_a_heading_and_units_their_line() -> None:
    lines = lines_of(ROWS, 38, 26)
    assert [(line.top, line.height, line.row.name if line.row else line.group) for line in lines] == [
        (0, 26, "Salles"),
        (26, 38, "Salle Jaune"),
        (64, 38, "Salle Bleue"),
        (102, 26, "Cabines"),
        (128, 38, "Cabine 1"),
    ]


def test_touching_blocks_are_found_apart() -> None:
    blocks = Blocks(BLOCKS)
    assert blocks.at(2, at(11, 59)) is BLOCKS[1]
    assert blocks.at(2, at(12)) is BLOCKS[2]
    assert blocks.at(2, at(13)) is None
    assert blocks.next_start(2, at(10)) == at(12)


def test_times_snap_to_the_quarter() -> None:
    assert snapped(at(9, 7), timedelta(minutes=15)) == at(9)
    assert snapped(at(9, 8), timedelta(minutes=15)) == at(9, 15)


def test_a_screen_reader_hears_where_one_is(view) -> None:
    assert view.sentence == "Salle Jaune, 08:30 to 09:00, free"
    view.choose(11)
    assert view.sentence == "Salle Bleue, 10:00 to 12:00, Mairie, arrivés, arrived"


def test_arrows_walk_through_free_time_and_blocks(qtbot, view) -> None:
    def walk(key: Qt.Key) -> str:
        qtbot.keyClick(view, key)
        return view.sentence

    assert walk(Qt.Key.Key_Down) == "Salle Bleue, 08:30 to 09:00, free"
    assert walk(Qt.Key.Key_Right) == "Salle Bleue, 09:00 to 09:30, free"
    assert walk(Qt.Key.Key_Right) == "Salle Bleue, 09:30 to 10:00, free"
    assert walk(Qt.Key.Key_Right).startswith("Salle Bleue, 10:00 to 12:00, Mairie")
    assert walk(Qt.Key.Key_Right).startswith("Salle Bleue, 12:00 to 13:00, Léa Fauré")
    assert walk(Qt.Key.Key_Right) == "Salle Bleue, 13:00 to 13:30, closed"
    assert walk(Qt.Key.Key_Left).startswith("Salle Bleue, 12:00 to 13:00, Léa Fauré")
    assert walk(Qt.Key.Key_Left).startswith("Salle Bleue, 10:00 to 12:00, Mairie")
    assert walk(Qt.Key.Key_Left) == "Salle Bleue, 09:30 to 10:00, free"
    assert walk(Qt.Key.Key_P).startswith("Salle Jaune, 14:00 to 18:00, Cabinet Estève")
    assert walk(Qt.Key.Key_N).startswith("Salle Bleue, 10:00")
    assert walk(Qt.Key.Key_Home) == "Salle Bleue, 08:00 to 08:30, closed"


def test_enter_opens_a_block_and_books_a_free_stretch_up_to_the_next_one(qtbot, view) -> None:
    view.choose(10)
    with qtbot.waitSignal(view.block_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [10]
    view._go(2, at(9, 30))
    with qtbot.waitSignal(view.slot_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [2, at(9, 30), at(10)]


def test_shift_stretches_and_ctrl_moves(qtbot, view) -> None:
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.sentence == "Salle Jaune, 08:30 to 10:30, free"
    with qtbot.waitSignal(view.slot_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [1, at(8, 30), at(10, 30)]
    view.choose(11)
    with qtbot.waitSignal(view.block_moved) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert moved.args == [11, 2, at(9, 45), at(11, 45)]


def pull(qtbot, view: PlanningView, start: QPoint, end: QPoint) -> None:
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_dragging_a_block_asks_for_its_move(qtbot, view) -> None:
    box = view.rect_of(11)
    hour = round(view._layout.per_hour)
    below = box.center() + QPoint(hour, view._pens.row_height + view._pens.group_height)
    with qtbot.waitSignal(view.block_moved) as moved:
        pull(qtbot, view, box.center(), below)
    assert moved.args == [11, 3, at(11), at(13)]


def test_dragging_its_right_edge_asks_for_a_longer_slot(qtbot, view) -> None:
    box = view.rect_of(10)
    edge = QPoint(box.right() - 1, box.center().y())
    with qtbot.waitSignal(view.block_moved) as moved:
        pull(qtbot, view, edge, edge - QPoint(round(view._layout.per_hour), 0))
    assert moved.args == [10, 1, at(14), at(17)]


def test_dragging_over_free_time_asks_for_a_slot(qtbot, view) -> None:
    box = view.rect_of(10)
    x = view._layout.x
    y = box.center().y()
    with qtbot.waitSignal(view.slot_chosen) as chosen:
        pull(qtbot, view, QPoint(x(at(9)) + 2, y), QPoint(x(at(11, 30)), y))
    assert chosen.args == [1, at(9), at(11, 30)]


def test_a_click_moves_nothing_and_escape_lets_go(qtbot, view) -> None:
    box = view.rect_of(11)
    port = view.viewport()
    with qtbot.assertNotEmitted(view.block_moved, wait=30):
        qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=box.center())
        qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=box.center())
        qtbot.mouseMove(port, box.center() + QPoint(100, 0))
        qtbot.keyClick(view, Qt.Key.Key_Escape)
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=box.center() + QPoint(100, 0))
    assert view.block is BLOCKS[1]


def test_new_rows_keep_the_place_one_was_at(view) -> None:
    view.choose(11)
    view.show_day(PlanningDay(DAY, ROWS, BLOCKS[1:], OPEN), at(10, 48))
    assert view.block is BLOCKS[1]
    view.show_day(PlanningDay(DAY, ROWS[:1], (), OPEN), at(10, 49))
    assert view.sentence == "Salle Jaune, 08:30 to 09:00, free"


def test_blocks_are_tinted_by_kind_and_the_line_of_now_is_drawn(view) -> None:
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()

    def pixel(x: int, y: int) -> str:
        return picture.pixelColor(round(x * ratio), round(y * ratio)).name().upper()

    box = view.rect_of(12)
    assert pixel(box.right() - 4, box.top() + 3) == theme.LIGHT.room_soft
    assert pixel(box.left() + 1, box.center().y()) == theme.LIGHT.room
    line = view._layout.line_of(3)
    assert pixel(view._layout.x(at(10, 47)), view._layout.header + line.top + 10) == theme.LIGHT.now


def test_closed_hours_are_hatched_and_open_ones_are_plain(view) -> None:
    picture = view.viewport().grab().toImage()
    ratio, layout = picture.devicePixelRatio(), view._layout
    y = layout.header + layout.line_of(1).top + 10

    def colours(start: datetime, end: datetime) -> set[str]:
        across = range(round(layout.x(start) * ratio) + 2, round(layout.x(end) * ratio) - 2)
        return {picture.pixelColor(x, round(y * ratio)).name().upper() for x in across}

    assert colours(at(9), at(10)) == colours(at(11), at(12)) == {theme.LIGHT.surface}
    for start, end in ((at(8), at(8, 30)), (at(12, 30), at(13)), (at(13), at(13, 30)), (at(18, 30), at(19))):
        assert len(colours(start, end)) > 1, start


def test_an_empty_day_and_a_day_without_units_are_drawn(qtbot, view) -> None:
    view.show_day(PlanningDay(DAY, (), ()))
    assert view.block is None
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.sentence == ""


def test_a_thousand_blocks_out_of_sight_cost_nothing(qtbot, view, monkeypatch) -> None:
    from tierslieu_desk.ui.pages.planning import paint as planning_paint

    rows = tuple(PlanningRow(n, f"Bureau {n}") for n in range(500))
    blocks = tuple(PlanningBlock(n, n, at(9), at(10), "x") for n in range(500))
    view.show_day(PlanningDay(DAY, rows, blocks, OPEN))
    drawn = []
    real = planning_paint.words
    monkeypatch.setattr(planning_paint, "words", lambda *args: (drawn.append(1), real(*args)))
    view.viewport().grab()
    assert 0 < len(drawn) <= 400 // 38 + 2
