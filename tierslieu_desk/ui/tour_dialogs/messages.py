"""Dialogs of what is told to people."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from tierslieu_desk.rules.messages import Purpose, State
from tierslieu_desk.ui.dialog import Dialog
from tierslieu_desk.ui.jobs import AtOnce, Jobs
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog
from tierslieu_desk.ui.pages.messages.sheet import CallDialog, MessageSheet
from tierslieu_desk.ui.pages.messages.write_all import WriteToAllDialog
from tierslieu_desk.ui.pages.settings.email import AccountDialog, PasswordDialog, TryDialog
from tierslieu_desk.ui.pages.settings.message_text import MessageTextDialog
from tierslieu_desk.ui.tour_dialogs.opening import Opener


def _preview(parent: QWidget, services: Any) -> Dialog | None:
    somebody = next(iter(services.people.list(limit=1)), None)
    if somebody is None:
        return None
    facts = {"title": "Barcamp", "when": services.desk.clock.today()}
    return PreviewDialog(parent, services, services.messages.offer(Purpose.EVENT_PLACE, somebody.id, facts))


def _message(parent: QWidget, services: Any) -> Dialog | None:
    row = next((row for row in services.messages.open() if row.state is not State.TO_CALL), None)
    return None if row is None else MessageSheet(parent, services, services.desk.clock, row.id)


def _call(parent: QWidget, services: Any) -> Dialog | None:
    row = next((row for row in services.messages.open() if row.state is State.TO_CALL), None)
    return None if row is None else CallDialog(parent, services, row.id)


def _account(parent: QWidget, services: Any) -> Dialog:
    return AccountDialog(parent, services, Jobs(AtOnce()))


def _password(parent: QWidget, services: Any) -> Dialog:
    return PasswordDialog(parent, services, Jobs(AtOnce()))


def _try(parent: QWidget, services: Any) -> Dialog:
    return TryDialog(parent, services, Jobs(AtOnce()))


def _to_all(parent: QWidget, services: Any) -> Dialog:
    people = services.people.list(limit=20)
    return WriteToAllDialog(
        parent, services, [row.id for one in people for row in services.bookings.of_person(one.id, 2)]
    )


def _text(parent: QWidget, services: Any) -> Dialog:
    return MessageTextDialog(parent, services, Purpose.BOOKING_CONFIRMED.value)


DIALOGS: tuple[tuple[str, Opener], ...] = (
    ("message-preview", _preview),
    ("message", _message),
    ("message-call", _call),
    ("mail-account", _account),
    ("mail-password", _password),
    ("mail-try", _try),
    ("message-text", _text),
    ("message-to-all", _to_all),
)
