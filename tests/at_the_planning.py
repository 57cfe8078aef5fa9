"""The planning of a small desk as somebody has it before them, and a booking they have begun there."""

from __future__ import annotations

from datetime import datetime

from pressing import dialog
from scenes import TODAY, Scene

from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog
from tierslieu_desk.ui.pages.planning.page import PlanningPage
from tierslieu_desk.ui.tour import settle


def planning(scene: Scene) -> PlanningPage:
    """On the usual laptop, in the window in use."""
    scene.window.resize(1366, 768)
    shown = scene.window.go("planning")
    assert isinstance(shown, PlanningPage)
    scene.window.activateWindow()
    settle()
    return shown


def in_hand(scene: Scene) -> PlanningPage:
    """With the keys on what is drawn."""
    shown = planning(scene)
    shown.view.setFocus()
    settle()
    return shown


def asked(page: PlanningPage, scene: Scene, day: str = TODAY) -> BookingDialog:
    """The dialog of Room B from 11 to 12, for Jean Dupont."""
    start, end = (datetime.fromisoformat(f"{day} {clock}") for clock in ("11:00", "12:00"))
    page.view.slot_chosen.emit(scene.house.room_b, start, end)
    form = dialog()
    assert isinstance(form, BookingDialog)
    form.fill("Jean Dupont")
    return form
