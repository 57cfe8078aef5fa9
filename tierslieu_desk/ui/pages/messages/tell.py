"""“Tell them…”, offered beside the undo of an act: what would be said is looked at, and leaves when one says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.rules.letters import Letter
from tierslieu_desk.ui import drafts
from tierslieu_desk.ui.pages.messages.preview import PreviewDialog, from_here, leaves_from_here, preview
from tierslieu_desk.ui.way_back import WayBack

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.rules.messages import Purpose
    from tierslieu_desk.services.message.messages import Draft
    from tierslieu_desk.ui.main_window import MainWindow
    from tierslieu_desk.ui.services import DeskServices

Undo = Callable[[], object]
U = TypeVar("U", Undo, Undo | None)


def of_booking(services: DeskServices, number: int, purpose: Purpose, undo: Undo) -> Undo:
    """The undo of what was done to a booking, with the offer to tell whose it is. Raises `StoreBusy`."""
    return _offered(services, undo, partial(_booking, services, number, purpose))


def at_once(parent: QWidget, services: DeskServices, number: int, purpose: Purpose, told: SignalInstance) -> None:
    """What would be told about that booking, to be looked at now. Raises what offering it raises."""
    draft = _booking(services, number, purpose)
    if leaves_from_here(services, draft):
        preview(parent, services, draft, told)
        return
    drafts.begin(Letter(draft.email, draft.subject, draft.body + "\n"))
    told.emit(_("A letter to %(name)s is open in your mail program.") % {"name": draft.name}, None)


def of_dates(services: DeskServices, numbers: Sequence[int], purpose: Purpose, undo: Undo) -> Undo:
    """The same of several dates of somebody at once: one message lists them all."""
    return _offered(services, undo, partial(_dates, services, tuple(numbers), purpose)) if numbers else undo


def of_registration(services: DeskServices, event_id: int, registration_id: int, undo: Undo | None) -> Undo | None:
    """The undo, if there is one, of a place at an event or on its waiting list, with the offer to tell them."""
    return _offered(services, undo, partial(_registration, services, event_id, registration_id))


def letter_begun(
    parent: QWidget, services: DeskServices, party_id: int, told: SignalInstance, refused: SignalInstance
) -> bool:
    """Whether a letter in one's own words is begun here; if not, it is one's own mail program's. Signals, both."""
    from tierslieu_desk.rules.messages import Purpose

    try:
        if not from_here(services):
            return False
        draft = services.messages.offer(Purpose.PLAIN, party_id, {"subject": "", "text": ""})
        if not leaves_from_here(services, draft):
            return False
        preview(parent, services, draft, told)
    except DeskError as refusal:
        refused.emit(refusal)
    return True


def _offered(services: DeskServices, undo: U, make: Callable[[], Draft]) -> U | WayBack:
    """The same undo where this place tells people nothing from here."""
    return WayBack(undo, _("Tell them…"), partial(_show, services, make)) if from_here(services) else undo


def _booking(services: DeskServices, number: int, purpose: Purpose) -> Draft:
    from tierslieu_desk.services.message import message_offers

    return message_offers.booking(services.messages, services.bookings, number, purpose)


def _dates(services: DeskServices, numbers: Sequence[int], purpose: Purpose) -> Draft:
    from tierslieu_desk.services.message import message_offers

    return message_offers.dates(services.messages, services.bookings, numbers, purpose)


def _registration(services: DeskServices, event_id: int, registration_id: int) -> Draft:
    from tierslieu_desk.services.message import message_offers

    return message_offers.registration(services.messages, services.events.detail(event_id), registration_id)


def _show(services: DeskServices, make: Callable[[], Draft], window: MainWindow) -> None:
    """An e-mail without an account of the place is begun in one's own mail program."""
    try:
        draft = make()
        if leaves_from_here(services, draft):
            dialog = PreviewDialog(window, services, draft)
            dialog.told.connect(window.tell)
            dialog.open()
            return
        drafts.begin(Letter(draft.email, draft.subject, draft.body + "\n"))
    except DeskError as refusal:
        window.refuse(refusal)
        return
    window.tell(_("A letter to %(name)s is open in your mail program.") % {"name": draft.name}, None)
