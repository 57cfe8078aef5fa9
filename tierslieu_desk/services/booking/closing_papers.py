"""What follows from closing exceptionally: messages to whoever is hit, the list to call from, the door notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import formats, i18n
from tierslieu_desk.documents.call_sheets import CallLine, CallListSheet
from tierslieu_desk.documents.door_sheets import AlsoIn, DoorNotice
from tierslieu_desk.errors import NotFound, ToldMeanwhile
from tierslieu_desk.i18n import _, language
from tierslieu_desk.rules.messages import Purpose, Way
from tierslieu_desk.rules.vocabulary import RegistrationState
from tierslieu_desk.services.booking.exceptional import Closed, Decision, Fate
from tierslieu_desk.services.message import message_offers
from tierslieu_desk.services.place.letterhead import place_block

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.bookings import Bookings
    from tierslieu_desk.services.event.events import Events
    from tierslieu_desk.services.message.messages import Draft, Messages
    from tierslieu_desk.services.place.places import Places

NAMES = {"fr": "français", "es": "español", "ca": "català", "eu": "euskara", "en": "English"}
"""Languages by the name they give themselves."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was done to tell people: how many messages wait to leave, and the lines of those to be called by hand."""

    queued: int
    calls: tuple[CallLine, ...]


def tell(messages: Messages, bookings: Bookings, events: Events, closed: Closed, *, from_here: bool) -> Told:
    """Queue what can leave by itself; everybody else is somebody to call. Without `from_here` everybody is.

    Each is told once: what somebody else told them meanwhile is not told again.
    """
    queued, calls = 0, []
    for draft, one in _drafts(messages, bookings, events, closed):
        by_email = draft.way is Way.EMAIL and messages.ready()
        if from_here and (by_email or draft.way is not Way.EMAIL):
            with suppress(ToldMeanwhile):
                messages.queue(draft)
                queued += 1
        if not (from_here and by_email):
            about, tell = _what(bookings, one), _to_say(closed, one, draft.language)
            calls.append(CallLine(draft.name, draft.phone or draft.email, about, tell))
    return Told(queued, tuple(sorted(calls, key=_without_reach)))


def _without_reach(line: CallLine) -> bool:
    """Whoever has neither telephone nor e-mail comes last: they are told when they come."""
    return not line.phone


def _drafts(messages: Messages, bookings: Bookings, events: Events, closed: Closed) -> Iterator[tuple[Draft, Decision]]:
    called_off: set[int] = set()
    for one in closed.decisions:
        if one.fate is Fate.LEAVE:
            continue
        if one.hit.owner == "booking":
            purpose = Purpose.BOOKING_CANCELLED if one.fate is Fate.CANCEL else Purpose.BOOKING_CHANGED
            draft = message_offers.booking(messages, bookings, one.hit.id, purpose, reason=closed.closing.reason)
            yield draft, one
        elif one.hit.event_id is not None and one.hit.event_id not in called_off:
            called_off.add(one.hit.event_id)
            for draft in _of_event(messages, events, one):
                yield draft, one


def _of_event(messages: Messages, events: Events, one: Decision) -> Iterator[Draft]:
    event = events.detail(one.hit.event_id or 0)
    if one.fate is Fate.CANCEL:
        yield from message_offers.everybody_called_off(messages, event)
        return
    for guest in event.coming:
        if guest.state is RegistrationState.REGISTERED:
            with suppress(NotFound):
                yield message_offers.registration(messages, event, guest.id)


def _what(bookings: Bookings, one: Decision) -> str:
    """What became of what, in the words of the desk: whoever calls has to understand it first."""
    facts = {"what": one.hit.title, "when": formats.slot_text(one.to or one.hit.slot)}
    if one.hit.owner == "booking":
        row = bookings.get(one.hit.id)
        facts = {"what": row.unit, "when": formats.slot_text(row.slot)}
    return (_("Called off: %(what)s, %(when)s") if one.fate is Fate.CANCEL else _("Moved: %(what)s, %(when)s")) % facts


def _to_say(closed: Closed, one: Decision, spoken: str) -> str:
    """Why, what they have again, and in which language to say it where that is not the desk's."""
    back = dict(closed.back).get(one.hit.id, 0) if one.hit.owner == "booking" else 0
    words = [closed.closing.reason]
    words += [_("%(time)s are theirs again") % {"time": formats.duration(back)}] if back else []
    words += (
        [_("speaks %(language)s") % {"language": NAMES[spoken]}] if spoken in NAMES and spoken != language() else []
    )
    return " · ".join(word for word in words if word)


def call_list(told: Told, places: Places, at: datetime) -> bytes:
    """The PDF of whom to call."""
    from tierslieu_desk import documents

    neither = _("neither phone nor e-mail: tell them when they come")
    calls = [
        one if one.phone else replace(one, tell=" · ".join(text for text in (one.tell, neither) if text))
        for one in told.calls
    ]
    return documents.render(CallListSheet(language(), place_block(places), at, tuple(calls)))


def notice(closed: Closed, places: Places, spaces: Sequence[str], also: Sequence[str] = ()) -> bytes:
    """The PDF for the door, in the place's language first, then in the others."""
    from tierslieu_desk import documents

    spoken = places.get().language
    first = spoken if spoken in i18n.LANGUAGES else language()
    others = tuple(AlsoIn(code) for code in also if code != first)
    sheet = DoorNotice(first, place_block(places), closed.closing.slot, closed.closing.reason, tuple(spaces), others)
    return documents.render(sheet)


def summary(closed: Closed, told: Told) -> str:
    """What was done, in a few words for the desk."""
    counts = {fate: sum(1 for one in closed.decisions if one.fate is fate) for fate in Fate}
    words = [_("Closed: %(when)s.") % {"when": formats.slot_text(closed.closing.slot)}]
    parts = (
        (counts[Fate.CANCEL], _("%(n)s called off")),
        (counts[Fate.MOVE], _("%(n)s moved")),
        (counts[Fate.LEAVE], _("%(n)s left as they are")),
        (told.queued, _("%(n)s messages wait to leave")),
        (len(told.calls), _("%(n)s to call")),
    )
    words += [", ".join(text % {"n": count} for count, text in parts if count)]
    return " ".join(word for word in words if word)
