"""The search for a free space opened over a page or the counter, and what was found booked from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk.ui.pages.planning.find_dialog import FindDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tierslieu_desk.services.booking.free_search import Space, SpaceWish
    from tierslieu_desk.services.person.people import PersonRow
    from tierslieu_desk.ui.services import DeskServices
    from tierslieu_desk.ui.surroundings import Surroundings

Told = Callable[..., object]


def find(
    over: QWidget,
    around: Surroundings[DeskServices],
    day: date,
    told: Told,
    *,
    booked: Told | None = None,
    whom: PersonRow | None = None,
) -> FindDialog:
    """Open it on that day; `told` hears the sentence and its undo, `booked` the number of what was booked."""
    dialog = FindDialog(over, around.services, around.jobs, day, around.clock.today())
    if whom is not None:
        dialog.mean(whom)
    dialog.wanted.connect(partial(_book, over, around, told, booked))
    dialog.open()
    return dialog


def _book(
    over: QWidget,
    around: Surroundings[DeskServices],
    told: Told,
    booked: Told | None,
    space: Space,
    wish: SpaceWish,
) -> None:
    from tierslieu_desk.ui.pages.planning.booking_dialog import BookingDialog

    services = around.services
    dialog = BookingDialog(over, services, around.jobs, now=around.clock.wall(), unit_id=space.unit_id, slot=space.slot)
    dialog.wish_for(wish.people, wish.kit)
    if wish.party_id is not None:
        dialog.mean(services.people.get(wish.party_id))
    dialog.told.connect(told)
    if booked is not None:
        dialog.booked.connect(booked)
    dialog.open()
