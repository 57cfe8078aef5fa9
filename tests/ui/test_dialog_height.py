"""A dialog is as tall as what is in it, and no taller."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui.dialog import SHEET_WIDTH, Dialog
from tierslieu_desk.ui.tour import settle
from tierslieu_desk.ui.widgets.buttons import SegmentedControl, button


def _said(_refusal: DeskError) -> str:
    return ""


def test_a_short_form_leaves_no_empty_room_above_its_buttons(qtbot) -> None:
    dialog = Dialog(None, "Badge", "Keep", _said)
    dialog.form.add("Number", QLineEdit(), help="Typed, or read by a scanner.")
    dialog.open()
    settle()
    inside = dialog.body.heightForWidth(dialog.width())
    assert inside <= dialog._area.height() <= inside + 2
    dialog.close()


def test_a_dialog_is_as_wide_as_its_buttons_are_together(qtbot) -> None:
    dialog = Dialog(None, "A list", "Read the file again", _said)
    dialog.form.add("Number", QLineEdit())
    for words in ("Keep the lines that are not understood", "Bring the others along"):
        dialog.foot.insertWidget(0, button(words, dialog.reject))
    dialog.open()
    settle()
    for one in dialog.findChildren(QPushButton):
        assert not one.isVisible() or one.width() >= one.sizeHint().width(), one.text()
    dialog.close()


def test_a_dialog_is_as_wide_as_the_choices_it_offers_side_by_side(qtbot) -> None:
    dialog = Dialog(None, "Sell", "Sell it", _said)
    kinds = tuple((str(number), "A kind of thing that is sold") for number in range(4))
    choices = dialog.form.add("What is sold", SegmentedControl("What is sold", kinds))
    dialog.open()
    settle()
    assert choices.width() >= choices.minimumSizeHint().width() > SHEET_WIDTH
    assert dialog._area.viewport().width() >= choices.width()
    dialog.close()


def test_a_frame_of_one_pixel_while_the_window_manager_is_at_it_moves_no_dialog_off_the_screen(
    qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = Dialog(None, "What stood before", "Write it all down", _said)
    dialog.room = (600, 500)
    dialog.show()
    monkeypatch.setattr(dialog, "frameGeometry", lambda: QRect(dialog.pos(), QSize(1, 1)))
    dialog.grow()
    monkeypatch.undo()
    assert dialog.screen().availableGeometry().contains(dialog.frameGeometry())
    dialog.close()


def test_a_dialog_that_was_put_beyond_the_edge_of_the_screen_comes_back_when_it_gets_the_keys(qtbot) -> None:
    """A window manager had put one by its upper left corner in the middle of the screen, its buttons out of sight."""
    dialog = Dialog(None, "What stood before", "Write it all down", _said)
    dialog.room = (600, 500)
    screen = dialog.screen().availableGeometry()
    dialog.show()
    dialog._placed = False
    dialog.move(screen.center().x() + 200, screen.center().y() + 200)
    assert not screen.contains(dialog.frameGeometry())
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowActivate))
    assert screen.contains(dialog.frameGeometry())
    assert dialog.size() == QSize(600, 500)
    dialog.close()
