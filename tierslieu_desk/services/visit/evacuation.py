"""Who is in the house, for the door of it: read part by part, so that what cannot be read never stops the rest."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from tierslieu_desk.documents.sheets import PlaceBlock
from tierslieu_desk.documents.visit_sheets import EvacuationSheet, PresentLine
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _, language
from tierslieu_desk.models.glance import Glance
from tierslieu_desk.rules.opening import WeeklyHours
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.visit import presence
from tierslieu_desk.services.visit.presence import Present

T = TypeVar("T")
logger = logging.getLogger(__name__)
_ANYTHING = (DeskError, sqlite3.Error, OSError, ValueError, TypeError, LookupError, ArithmeticError)
"""Whatever goes wrong in one part, the alarm still rings, and the paper says what is missing."""


class Evacuation:
    """The list and its paper; neither ever refuses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def render(self) -> bytes:
        """The PDF, whatever the store says."""
        from tierslieu_desk import documents

        return documents.render(self.sheet())

    def sheet(self) -> EvacuationSheet:
        """All that is known now of who is here; what could not be read is named on it."""
        desk, unread = self._desk, list[str]()
        now = desk.clock.wall()

        def part(what: str, read: Callable[[Glance], T], nothing: T) -> T:
            try:
                with desk.store.glancing() as seen:
                    return read(seen)
            except _ANYTHING:
                logger.exception("evacuation: %s", what)
                unread.append(what)
                return nothing

        nobody: tuple[Present, ...] = ()
        no_room: tuple[str, ...] = ()
        no_hours: tuple[WeeklyHours, ...] = ()
        no_call: dict[int, str] = {}
        name = part(_("the name of the place"), _place_name, "")
        hours = part(_("the opening hours"), lambda seen: desk.house(seen).hours, no_hours)
        visits = part(_("who came in"), lambda seen: presence.visiting(seen, desk, hours, now), nobody)
        booked = part(_("the bookings"), lambda seen: presence.booked(seen, now), nobody)
        attending = part(_("the events"), lambda seen: presence.attending(seen, now), nobody)
        here = presence.together(visits, booked, attending)
        calls = part(_("whom to call"), lambda seen: presence.to_call(seen, here), no_call)
        passing = part(_("the passers-by"), lambda seen: _passing(seen, now.date()), 0)
        rooms = part(_("the rooms in use"), lambda seen: presence.rooms(seen, now), no_room)
        return EvacuationSheet(
            lang=language(),
            place=PlaceBlock(name=name or _("Evacuation")),
            printed_at=now,
            people=tuple(_line(one, calls) for one in here),
            passers_by=passing,
            rooms=rooms,
            unread=tuple(dict.fromkeys(unread)),
        )


def _place_name(seen: Glance) -> str:
    return str(seen.value("SELECT name FROM place") or "")


def _passing(seen: Glance, today: date) -> int:
    return int(seen.value(presence.PASSERS_BY, today=today))


def _line(one: Present, calls: dict[int, str]) -> PresentLine:
    name = one.name or _("Somebody without a name")
    return PresentLine(name, one.since, one.where, calls.get(one.party_id or 0, ""))
