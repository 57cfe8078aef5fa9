"""A dialog is as tall as what is in it, and no taller."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from tierslieu_desk.errors import DeskError
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.tour import settle


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
