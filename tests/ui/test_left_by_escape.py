"""Escape with something written asks for a second one: it says that what was written is not kept."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from scenes import TODAY, Scene

from tierslieu_desk import errors
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.move_dialog import MoveDialog
from tierslieu_desk.ui.pages.shared.all_the_same import AllTheSame
from tierslieu_desk.ui.tour import settle

NOW = datetime(2026, 11, 24, 10, 47)
ESCAPE = Qt.Key.Key_Escape
TOLD = "Escape once more leaves: what you wrote here is not kept."


def booking(scene: Scene) -> BookingDialog:
    wanted = slot("09:00", "10:00", "2026-11-25")
    made = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_b, slot=wanted)
    made.open()
    return made


def told(dialog: Dialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisible() and one.text() == TOLD]


def test_nothing_written_escape_leaves_at_once(qtbot, scene: Scene) -> None:
    dialog = booking(scene)
    dialog.fill("Jean Dupont")  # as from somebody's page: nobody wrote it
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, ESCAPE)


@pytest.mark.parametrize("line", ["_title", "_who"])
def test_escape_with_something_written_asks_once_and_again_for_other_words(qtbot, scene: Scene, line: str) -> None:
    dialog = booking(scene)
    qtbot.keyClicks(getattr(dialog, line), "Choir")
    settle()
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible()
    assert told(dialog) == [TOLD]
    qtbot.keyClicks(dialog._title, " of the valley")
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible()
    assert told(dialog) == [TOLD]
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, ESCAPE)


def test_the_reason_to_do_it_all_the_same_is_not_lost_by_one_escape(qtbot, scene: Scene) -> None:
    refusal = errors.PlaceClosed(start=NOW, end=NOW, reason="")
    dialog = AllTheSame(scene.window, refusal, print)
    dialog.open()
    qtbot.keyClicks(dialog.reason, "They have the key")
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible()
    assert told(dialog) == [TOLD]
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, ESCAPE)


def test_nor_is_the_one_in_the_dialog_of_other_hours(qtbot, scene: Scene) -> None:
    dialog = MoveDialog(scene.window, scene.services, Jobs(AtOnce()), scene.booking, now=NOW)
    dialog.open()
    dialog._take(slot("21:00", "22:00", TODAY))
    qtbot.keyClicks(dialog._reason, "They have the key")
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, ESCAPE)
