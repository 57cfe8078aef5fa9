"""A booking moved by a quarter of an hour, and by one more: one act, with one way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.page import Page
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.booking_work import Booked

_STEP = timedelta(minutes=15)


class Nudges(QObject):
    """What was nudged last, as long as nothing else is said."""

    def __init__(self, page: Page, services: DeskServices) -> None:
        super().__init__(page)
        self._page, self._services = page, services
        self._last: Booked | None = None
        self._now: Booked | None = None
        page.said.connect(self._forget)

    def joined(
        self, booked: Booked, back: Callable[[], object], *, with_kit: bool
    ) -> tuple[Booked, Callable[[], object]]:
        """The move just made and its way back, which is that of the nudges before it too."""
        self._now = None
        if with_kit or not is_nudge(booked):
            return booked, back
        self._now = together(self._last, booked)
        return self._now, partial(self._services.bookings.take_back, self._now.act)

    def keep(self) -> None:
        """It was said: the next quarter of an hour goes on from here."""
        self._last = self._now

    def take_back(self, back: Callable[[], object], words: str) -> None:
        """Undo a move and say where it stands again: the same key once more does nothing."""
        back()
        self._page.said.emit(words, None)

    @Slot()
    def _forget(self) -> None:
        """Something else was done: the next quarter of an hour is an act of its own."""
        self._last = None


def is_nudge(booked: Booked) -> bool:
    """Whether it was moved by one quarter of an hour and nothing else."""
    was = booked.act.before
    if was is None or was.unit_id != booked.unit_id or was.slot.minutes != booked.slot.minutes:
        return False
    return abs(booked.slot.start - was.slot.start) == _STEP


def together(before: Booked | None, booked: Booked) -> Booked:
    """The nudge just made, with the way back of the nudges `before` it where they are of the same booking."""
    first, was = None if before is None else before.act.before, booked.act.before
    if before is None or first is None or was is None or before.id != booked.id:
        return booked
    if (was.unit_id, was.slot, was.state) != (before.unit_id, before.slot, first.state):
        return booked  # it was touched in between
    return replace(booked, act=replace(booked.act, before=first))


def back_words(name: str, booked: Booked, unit_name: Callable[[int], str]) -> str:
    """Where it stands again once it is taken back."""
    was = booked.act.before
    if was is None:
        return ""
    facts = {"name": name, "unit": unit_name(was.unit_id) or booked.unit, "when": formats.slot_text(was.slot)}
    return _("%(name)s is back where it was: %(unit)s, %(when)s.") % facts
