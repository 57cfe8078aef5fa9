"""Thirty units and two thousand blocks in a week: what is painted is counted, not timed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from tierslieu_desk.ui.pages.planning import paint
from tierslieu_desk.ui.pages.planning.rows import PlanningBlock, PlanningDay, PlanningRow
from tierslieu_desk.ui.pages.planning.view import PlanningView
from tierslieu_desk.ui.pages.planning.zoom import Zoom
from tierslieu_desk.wallclock import Slot

MONDAY = date(2026, 11, 23)
EIGHT = datetime(2026, 11, 23, 8)
UNITS, BLOCKS, DAYS = 30, 2000, 7
NOW = datetime(2026, 11, 24, 10)


def crowded() -> PlanningDay:
    rows = tuple(PlanningRow(n, f"Room {n}", "", "Rooms" if n < 12 else "Desks") for n in range(UNITS))
    blocks = []
    for number in range(BLOCKS):
        turn = number // UNITS
        start = EIGHT + timedelta(days=turn % DAYS, minutes=70 * (turn // DAYS))
        state = ("confirmed", "tentative", "no_show")[number % 3]
        blocks.append(
            PlanningBlock(
                number + 1, number % UNITS, start, start + timedelta(minutes=50), "Claire Dupont", state=state
            )
        )
    opening = tuple(Slot(EIGHT + timedelta(days=d), EIGHT + timedelta(days=d, hours=12)) for d in range(DAYS))
    return PlanningDay(MONDAY, rows, tuple(blocks), opening, DAYS)


@pytest.fixture
def view(qtbot) -> PlanningView:
    shown = PlanningView()
    qtbot.addWidget(shown)
    shown.resize(1146, 620)
    shown.show_day(crowded(), NOW)
    shown.show()
    return shown


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the blocks that were painted since it was emptied."""
    found: list[int] = []
    real = paint.words

    def words(painter, pens, rect, block, left, until) -> None:
        found.append(block.booking_id)
        real(painter, pens, rect, block, left, until)

    monkeypatch.setattr(paint, "words", words)
    return found


def in_sight(view: PlanningView) -> int:
    return -(-view.viewport().height() // 38) + 1


def test_of_two_thousand_blocks_only_those_in_sight_are_painted_each_once(view, painted) -> None:
    view._lay_out()
    painted.clear()
    view.viewport().grab()
    assert 0 < len(painted) <= in_sight(view) * 67
    assert len(painted) == len(set(painted))


def test_scrolled_down_by_a_line_only_that_line_is_painted_anew(view, painted) -> None:
    view.viewport().grab()
    view.viewport().grab()
    painted.clear()
    view.verticalScrollBar().setValue(38)
    view.viewport().grab()
    assert len({number % UNITS for number in painted}) <= 1
    painted.clear()
    view.verticalScrollBar().setValue(0)
    view.viewport().grab()
    assert painted == [], "what was seen a moment ago is there still"


def test_a_block_that_is_pulled_paints_itself_and_nothing_else(qtbot, view, painted) -> None:
    view.viewport().grab()
    view.viewport().grab()
    box = view.rect_of(1)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    painted.clear()
    for turn in range(1, 5):
        QTest.mouseMove(view.viewport(), box.center() + QPoint(20 * turn, 10))
        view.viewport().grab()
    assert set(painted) == {1}
    QTest.keyClick(view, Qt.Key.Key_Escape)


def test_what_is_looked_at_closer_paints_fewer(view, painted) -> None:
    view._lay_out()
    painted.clear()
    view.viewport().grab()
    before = len(painted)
    view.look_closer(Zoom().wider(4))
    painted.clear()
    view.viewport().grab()
    assert 0 < len(painted) < before / 2


@pytest.mark.parametrize("scrolled", [0, 7, 123, 10_000])
def test_what_is_kept_looks_as_what_is_painted_anew(view, scrolled: int) -> None:
    """But for the line that the window cuts: where a dashed outline is cut, its dashes begin elsewhere."""
    whole = QRect(0, 0, view.viewport().width(), view.viewport().height() - 40)
    for y in (0, 40, 90, 160, 400, scrolled):
        view.verticalScrollBar().setValue(y)
        view.viewport().grab()
    kept = view.viewport().grab(whole).toImage()
    view._lay_out()  # everything anew
    assert kept == view.viewport().grab(whole).toImage()


def test_what_changes_is_painted_anew(view) -> None:
    def seen():
        return view.viewport().grab().toImage()

    for _twice in range(2):
        before = seen()
    view.set_now(NOW + timedelta(hours=1))
    later = seen()
    assert later != before
    shown = crowded()
    view.show_day(PlanningDay(shown.day, shown.rows, shown.blocks[5:], shown.opening, DAYS), NOW)
    fewer = seen()
    assert fewer not in (before, later)
    view.horizontalScrollBar().setRange(0, 50)
    view.horizontalScrollBar().setValue(30)
    assert seen() != fewer
