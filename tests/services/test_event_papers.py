"""The sheet people sign: who, for which half days, in the language of the event."""

from __future__ import annotations

from builders import SmallHouse, slot

from tierslieu_desk.rules.vocabulary import EventKind
from tierslieu_desk.services.desk import Desk
from tierslieu_desk.services.event import event_papers
from tierslieu_desk.services.event.events import Events, NewEvent
from tierslieu_desk.services.place.places import Places

DAY = "2026-11-25"


def session(desk: Desk, house: SmallHouse, start: str, end: str, kind: EventKind = EventKind.WORKSHOP) -> int:
    events = Events(desk)
    event = events.add(NewEvent("Solder a lamp", kind, 5, [(house.room_a, slot(start, end, DAY))], language="ca"))
    events.register(event, name="Lou", organisation="Mairie")
    gone = events.register(event, name="Zoé")
    assert gone is not None
    events.cancel_registration(events.registrations(event)[1].id)
    (row,) = events.day(slot(start, end, DAY).start.date())
    return row.id


def test_a_whole_day_is_signed_before_and_after_noon(desk: Desk, house: SmallHouse) -> None:
    number = session(desk, house, "09:00", "17:00", EventKind.TRAINING)
    sheet = event_papers.sheet(Events(desk), Places(desk), number)
    assert sheet.half_days == (slot("09:00", "12:00", DAY), slot("12:00", "17:00", DAY))
    assert (sheet.lang, sheet.training, sheet.venue) == ("ca", True, "Room A")
    assert [(one.name, one.organisation) for one in sheet.people] == [("Lou", "Mairie")]


def test_an_evening_is_signed_once(desk: Desk, house: SmallHouse) -> None:
    number = session(desk, house, "18:00", "20:00")
    sheet = event_papers.sheet(Events(desk), Places(desk), number)
    assert (sheet.half_days, sheet.training) == ((slot("18:00", "20:00", DAY),), False)
    assert event_papers.render(Events(desk), Places(desk), number).startswith(b"%PDF")
