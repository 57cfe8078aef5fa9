"""What is done to one booking wherever it is seen: confirmed, arrived, called off; each with its sentence and undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.errors import ComesAnotherDay
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.messages import Purpose
from tierslieu_desk.ui.services import DeskServices
from tierslieu_desk.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from datetime import date, datetime

    from tierslieu_desk.services.booking.booking_rows import BookingRow
    from tierslieu_desk.services.booking.booking_work import Booked
    from tierslieu_desk.wallclock import Slot as WallSlot

_STATES = {
    "tentative": (N_("to confirm"), "warning"),
    "confirmed": (N_("confirmed"), "neutral"),
    "checked_in": (N_("arrived"), "accent"),
    "cancelled": (N_("cancelled"), "neutral"),
    "expired": (N_("expired"), "neutral"),
    "clash": (N_("without a space"), "bad"),
    "skipped": (N_("left out"), "neutral"),
    "no_show": (N_("did not come"), "neutral"),
}
STANDING = frozenset({"tentative", "confirmed", "checked_in"})
"""States in which it has its space: its hours can be changed, and it can be called off."""

Done = tuple[str, Callable[[], object]]
"""What to say, and the way back."""


def state_chip(row: BookingRow) -> Chip:
    """Its state, in words and colour."""
    state, kind = _STATES[row.state]
    return Chip(_(state), kind)


def show_state(chip: Chip, row: BookingRow) -> None:
    """Its state as it is now, where it was shown as it was."""
    state, kind = _STATES[row.state]
    chip.setText(_(state))
    chip.set_kind(kind)


def next_words(row: BookingRow, now: datetime | None = None) -> str:
    """What comes next for it, as a button says it; empty when nothing does, or when its time is over.

    Nobody has come for a day to come, so that is not said before its day.
    """
    words = {"tentative": _("Confirm"), "confirmed": _("They have come"), "no_show": _("They did come")}
    if now is not None and row.slot.start.date() > now.date():
        del words["confirmed"]
    if now is None or row.slot.end > now:
        words |= {"cancelled": _("They come after all"), "expired": _("They want it after all")}
        if row.series_id is not None:
            words |= {"skipped": _("Book it after all"), "clash": _("Book it after all")}
    return words.get(row.state, "")


def do_next(services: DeskServices, row: BookingRow, today: date | None = None) -> Done | None:
    """Do what comes next. Raises what the service raises, and `ComesAnotherDay` of one that is not `today` yet."""
    from tierslieu_desk.ui.pages.messages import tell

    bookings, kits = services.bookings, services.kits
    if row.state == "tentative":
        undo = partial(kits.take_back, kits.confirm(row.id))
        told = tell.of_booking(services, row.id, Purpose.BOOKING_CONFIRMED, undo)
        return _("%(name)s is confirmed.") % {"name": row.party}, told
    if row.state in {"cancelled", "expired"}:
        bookings.reinstate(row.id)
        told = tell.of_booking(services, row.id, Purpose.BOOKING_CONFIRMED, partial(bookings.cancel, row.id))
        return _("%(name)s comes after all.") % {"name": row.party}, told
    if row.state in {"skipped", "clash"}:
        booked = services.series.settle(row.id, row.slot, row.unit_id)
        told = tell.of_booking(services, row.id, Purpose.BOOKING_CONFIRMED, partial(bookings.take_back, booked.act))
        facts = {"unit": row.unit, "name": row.party, "when": formats.slot_text(row.slot)}
        return _("%(unit)s is booked for %(name)s after all: %(when)s.") % facts, told
    if row.state in {"confirmed", "no_show"}:
        if today is not None and row.slot.start.date() > today:
            raise ComesAnotherDay(name=row.party, first=row.slot.start.date())
        return _("%(name)s has come.") % {"name": row.party}, partial(kits.take_back, kits.check_in(row.id))
    return None


def call_off(services: DeskServices, row: BookingRow, *, with_kit: bool = False) -> Done:
    """They no longer come; `with_kit`: nor is what goes along needed. Raises what `Bookings.cancel` raises."""
    from tierslieu_desk.ui.pages.messages import tell

    acts = services.kits.cancel(row.id) if with_kit else (services.bookings.cancel(row.id),)
    facts = {"name": row.party, "times": formats.times(row.slot)}
    undo = partial(services.kits.take_back, acts)
    told = tell.of_booking(services, row.id, Purpose.BOOKING_CANCELLED, undo)
    words = [_("%(name)s no longer comes, %(times)s.") % facts]
    waited = [one for one in services.waiting.of_unit(row.unit_id, row.slot) if one.state == "offered"]
    if waited:
        facts = {"name": ", ".join(one.party for one in waited)}
        words.append(_("It is kept for %(name)s, who waited: tell them, from Today.") % facts)
    return " ".join(words), told


def moved(
    services: DeskServices, wanted: tuple[int, WallSlot, int, str], *, with_kit: bool
) -> tuple[Booked, Callable[[], object]]:
    """A booking at another time or elsewhere, alone or with what goes along, and the way back of all of it."""
    if with_kit:
        made = services.kits.move(*wanted)
        return made.room, partial(services.kits.take_back, made.acts)
    booked = services.bookings.move(*wanted)
    return booked, partial(services.bookings.take_back, booked.act)
