"""A room that is not there, in a line at the counter: it is said, and the nearest one is one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from scenes import Scene

from tierslieu_desk.ui.tour import settle


def test_the_nearest_room_is_one_key_away_and_nobody_is_written_down(qtbot, scene: Scene) -> None:
    scene.window.go("today").setFocus()
    settle()
    qtbot.keyClick(scene.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    card = scene.window.counter.card
    assert card is not None
    card.search.insert("room green tomorrow 14:00-16:00 Dupont")
    settle()
    assert card.head.accessibleName() == "No room is called “room green”."
    rooms = [act.title for act in card.list.acts if act.code == "room"]
    assert set(rooms) >= {"Room A", "Room B"}
    assert "new" not in {act.code for act in card.list.acts}
    qtbot.keyClick(card.search, Qt.Key.Key_Return)
    settle()
    assert card.search.text() == f"{rooms[0]} tomorrow 14:00-16:00 Dupont"
    assert card.list.acts[0].title == f"Book {rooms[0]} for Jean Dupont"
