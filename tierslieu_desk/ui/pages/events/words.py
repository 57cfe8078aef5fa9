"""What the pages of events say of a kind, a state, a price, and of whoever must be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _, ngettext, pgettext
from tierslieu_desk.money import E4_PER_CENT
from tierslieu_desk.rules.vocabulary import EventKind, RegistrationState

if TYPE_CHECKING:
    from tierslieu_desk.services.event.event_details import EventDetail, GuestRow, SittingRow

KINDS: dict[EventKind, str] = {
    EventKind.WORKSHOP: N_("Workshop"),
    EventKind.TRAINING: N_("Training"),
    EventKind.COLUNCH: N_("Co-lunch"),
    EventKind.PITCH: N_("Pitch"),
    EventKind.BARCAMP: N_("Barcamp"),
    EventKind.PETIT_RAMDAM: N_("Petit ramdam"),
    EventKind.OPEN_DAY: N_("Open day"),
}
"""In the order they are offered."""

TONGUES = {"fr": "Français", "es": "Español", "ca": "Català", "eu": "Euskara", "en": "English"}
"""A language is called what those who speak it call it."""


def kind_word(kind: EventKind) -> str:
    """What the programme calls it."""
    return _(KINDS[kind])


def price_word(price_e4: int) -> str:
    """What a head pays."""
    return formats.unit_price(price_e4) if price_e4 % E4_PER_CENT else _price(price_e4 // E4_PER_CENT)


def _price(cents: int) -> str:
    return formats.amount(cents) if cents else pgettext("price", "free")


def state_word(guest: GuestRow) -> str:
    """Where somebody of the list stands, and whether they came."""
    if guest.state is RegistrationState.WAITING:
        return _("waiting, number %(n)s") % {"n": guest.turn}
    if guest.state is RegistrationState.CANCELLED:
        return _("gave up")
    if guest.came:
        return ngettext("signed %(n)s half day", "signed %(n)s half days", guest.came) % {"n": guest.came}
    return pgettext("event", "registered")


def seats_word(event: EventDetail) -> str:
    """How many come, of how many, and how many wait."""
    taken = event.count(RegistrationState.REGISTERED)
    waiting = event.count(RegistrationState.WAITING)
    said = ngettext("%(taken)s of %(n)s place", "%(taken)s of %(n)s places", event.capacity)
    words = said % {"taken": taken, "n": event.capacity}
    if not waiting:
        return words
    waits = ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": waiting}
    return f"{words} · {waits}"


def sitting_word(sitting: SittingRow) -> str:
    """The room of a sitting and, once a sheet came back, what it counts for."""
    signed = max((count for _half, count in sitting.signed), default=0)
    if not signed:
        return sitting.unit
    came = ngettext("%(n)s came", "%(n)s came", signed) % {"n": signed}
    hours = _("%(time)s of attendance") % {"time": formats.duration(sitting.person_minutes)}
    return f"{sitting.unit} · {came} · {hours}"


def how_to_reach(guest: GuestRow) -> str:
    """Phone and e-mail of somebody who must be told, or that there is neither."""
    parts = (formats.phone(guest.phone), guest.email)
    return " · ".join(part for part in parts if part) or _("neither phone nor e-mail")


def call_list(title: str, guests: Sequence[GuestRow]) -> str:
    """Plain text to copy: whom to call, and where."""
    line = _("%(name)s: %(what)s")
    return "\n".join([title, *(line % {"name": guest.name, "what": how_to_reach(guest)} for guest in guests)])
