"""Somebody checked in twice, a clock set back a day: told at the counter in a sentence, and nothing is half done."""

from __future__ import annotations

from datetime import date, datetime

from builders import advance_to
from pressing import at_the_counter
from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.models.store import Store
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.visit.visits import Visits
from tierslieu_desk.ui.tour import settle


def names_here(scene: Scene) -> list[str]:
    return sorted(row.name for row in scene.services.visits.here_now())


def test_somebody_another_desk_checked_in_meanwhile_is_told_and_is_here_once(qtbot, scene: Scene) -> None:
    card = at_the_counter(qtbot, scene, "mari")
    desk = scene.services.desk
    store = Store(desk.store.folder)
    Visits(Desk(store, desk.clock)).check_in(scene.maria)
    store.close()
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert card.refusal.startswith("Maria Roca is already here")
    assert names_here(scene) == ["Jean Dupont", "Maria Roca"]


def test_a_clock_set_back_a_day_is_told_at_the_counter_and_writes_nobody_down(qtbot, scene: Scene) -> None:
    """Jean came on the 24th at 10:47; on the 23rd at 15:00, says the clock, he comes once more."""
    advance_to(scene.services.desk, datetime(2026, 11, 23, 15, 0))
    card = at_the_counter(qtbot, scene, "jea")
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert "clock" in card.refusal
    assert scene.services.visits.of_day(date(2026, 11, 23)) == ()
    advance_to(scene.services.desk, datetime(2026, 11, 24, 11, 0))
    assert names_here(scene) == ["Jean Dupont"]
