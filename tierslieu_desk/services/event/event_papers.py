"""The sheet people sign at an event, with whoever is registered and room for those who are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tierslieu_desk.documents.sheets import AttendanceSheet, Attendee
from tierslieu_desk.rules.attendance import half_days
from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.place.letterhead import place_block
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.services.event.events import Events
    from tierslieu_desk.services.place.places import Places


def render(events: Events, places: Places, session_id: int) -> bytes:
    """The PDF of one session's sheet, in the language of the event. Raises `NotFound`."""
    from tierslieu_desk import documents

    return documents.render(sheet(events, places, session_id))


def sheet(events: Events, places: Places, session_id: int) -> AttendanceSheet:
    """Those registered in the order of the list, one column for each half day the session has."""
    found = events.sheet(session_id)
    return AttendanceSheet(
        lang=found.language,
        place=place_block(places),
        title=found.title,
        day=found.day,
        half_days=tuple(half_days(Slot(found.starts, found.ends)).values()),
        people=tuple(Attendee(person.name, person.organisation) for person in found.people),
        venue=found.unit,
        trainer=found.speaker,
        training=found.kind is EventKind.TRAINING,
    )
