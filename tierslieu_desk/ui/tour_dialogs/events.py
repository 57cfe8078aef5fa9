"""Dialogs of events."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.pages.events.attendance_dialog import AttendanceDialog
from tierslieu_desk.ui.pages.events.calls import CallListDialog, CallOffDialog
from tierslieu_desk.ui.pages.events.dialog import EventDialog
from tierslieu_desk.ui.pages.events.register import RegisterDialog
from tierslieu_desk.ui.pages.events.sheet import EventSheet
from tierslieu_desk.ui.tour_dialogs.opening import Opener


def _event(parent: QWidget, services: Any) -> Dialog | None:
    """The next event that is on the programme."""
    today = services.desk.clock.today()
    programme = services.events.programme(today, today + timedelta(days=60))
    coming = services.events.day(programme[0].starts.date()) if programme else ()
    return EventSheet(parent, coming[0]) if coming else None


def _new_event(parent: QWidget, services: Any) -> Dialog:
    return EventDialog(parent, services, services.desk.clock.today())


def _coming(services: Any) -> Any:
    """The next event that is on the programme, seen closely, or None."""
    today = services.desk.clock.today()
    programme = services.events.programme(today, today + timedelta(days=60))
    return services.events.detail(programme[0].id) if programme else None


def _register(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return RegisterDialog(parent, services, event) if event else None


def _call_off(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return CallOffDialog(parent, services, event) if event else None


def _call_list(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return CallListDialog(parent, event) if event else None


def _attendance(parent: QWidget, services: Any) -> Dialog | None:
    event = _coming(services)
    return AttendanceDialog(parent, services, event.sittings[0].id) if event else None


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("attendance", _attendance),
    ("call-list", _call_list),
    ("call-off", _call_off),
    ("event", _event),
    ("event-new", _new_event),
    ("event-register", _register),
)
