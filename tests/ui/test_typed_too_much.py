"""A number that is too large is written as it was typed, and refused in words that say the most that can be had."""

from __future__ import annotations

from datetime import datetime

import pytest
from builders import slot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from scenes import Scene
from shiboken6 import isValid

from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.widgets.fields import NumberField

NOW = datetime(2026, 11, 24, 10, 47)


@pytest.fixture
def dialog(scene: Scene):
    wanted = slot("09:00", "11:00")
    made = BookingDialog(scene.window, scene.services, Jobs(AtOnce()), now=NOW, unit_id=scene.house.room_b, slot=wanted)
    made.open()
    made.fill("Jean Dupont")
    yield made
    if isValid(made):
        made.close()


def write(qtbot, field: NumberField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_so_many_times_is_told_how_many_there_can_be(qtbot, scene: Scene, dialog: BookingDialog) -> None:
    dialog.come_back("week")
    write(qtbot, dialog._comes.times, "5000")
    assert dialog._comes.times.text() == "5000"
    dialog.try_act()
    assert "1000 at most" in dialog.form.refusals[0]
    assert scene.services.bookings.of_person(scene.jean) == ()


@pytest.mark.parametrize("ends", ["times", "until", "always"])
def test_every_so_many_weeks_is_told_how_many_there_can_be(
    qtbot, scene: Scene, dialog: BookingDialog, ends: str
) -> None:
    dialog.come_back("otherwise")
    dialog._comes.ends.choose(ends)
    write(qtbot, dialog._comes.step, "5000")
    assert dialog._comes.step.text() == "5000", "and not 50"
    dialog.try_act()
    assert dialog.form.refusals == ["From one date to the next it is 99 at most. Choose fewer."]
    assert dialog._comes.step.property("refused")
    assert scene.services.bookings.of_person(scene.jean) == ()


def test_as_many_people_as_are_typed_are_refused_with_how_many_it_takes(qtbot, dialog: BookingDialog) -> None:
    write(qtbot, dialog._people, "5000")
    dialog.try_act()
    assert dialog.isVisible()
    said = [word.text() for word in dialog.findChildren(QLabel) if word.isVisible() and "5000" in word.text()]
    assert said == ["Room B takes 6 people at most, and you asked for 5000."], "once, not twice"


def test_what_is_refused_is_said_once_however_often_one_tries(qtbot, dialog: BookingDialog) -> None:
    dialog._unit.choose(dialog._unit.choice)
    dialog._day.setText("28/11/2026")
    dialog._day.settle()
    dialog.try_act()
    dialog.try_act()
    said = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible() and "closed then" in one.text()]
    assert len(said) == 1


def test_typed_in_the_line_of_the_reason_it_is_done(qtbot, scene: Scene, dialog: BookingDialog) -> None:
    dialog._day.setText("28/11/2026")
    dialog._day.settle()
    assert isinstance(dialog._reason, QLineEdit)
    qtbot.keyClicks(dialog._reason, "They have the key")
    qtbot.keyClick(dialog._reason, Qt.Key.Key_Return)
    assert len(scene.services.bookings.of_person(scene.jean)) == 1
