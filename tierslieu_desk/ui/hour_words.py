"""Hours of a kind of unit in words: what a plan or a pass includes, what is left of it, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import N_, _
from tierslieu_desk.rules.vocabulary import UnitKind
from tierslieu_desk.wallclock import Slot

if TYPE_CHECKING:
    from tierslieu_desk.rules.hours import KindHours
    from tierslieu_desk.services.plan.hour_ledger import HourLine, HourSource

REASONS = {
    "sold": N_("Sold"),
    "opening": N_("Left from before"),
    "period": N_("New period"),
    "carried_over": N_("Carried over"),
    "booking": N_("Booking"),
    "booking_undone": N_("Booking taken back"),
    "sale_undone": N_("Sale taken back"),
    "recut": N_("Hours of the period cut anew"),
    "transferred": N_("Handed on"),
    "gift": N_("Gift"),
}


def kinds() -> tuple[tuple[UnitKind, str], ...]:
    """What hours may be included of: whatever is booked by the hour."""
    return (
        (UnitKind.ROOM, _("meeting rooms")),
        (UnitKind.BOOTH, _("phone booths")),
        (UnitKind.DESK, _("desks")),
        (UnitKind.TOOL, _("tools and machines")),
        (UnitKind.VEHICLE, _("vehicles")),
        (UnitKind.ZONE, _("zones")),
    )


def hours_of(kind: UnitKind, minutes: int) -> str:
    """A length of time of a kind of unit: "5 h of meeting rooms"."""
    words = {
        UnitKind.ROOM: _("%(time)s of meeting rooms"),
        UnitKind.BOOTH: _("%(time)s of phone booths"),
        UnitKind.DESK: _("%(time)s of desks"),
        UnitKind.TOOL: _("%(time)s of tools and machines"),
        UnitKind.VEHICLE: _("%(time)s of vehicles"),
        UnitKind.LOCKER: _("%(time)s of lockers"),
        UnitKind.ZONE: _("%(time)s of zones"),
    }
    return words[kind] % {"time": formats.duration(minutes)}


def of_each(hours: KindHours) -> str:
    """All of them: "5 h of meeting rooms + 2 h of phone booths"; nothing of none."""
    return " + ".join(hours_of(kind, minutes) for kind, minutes in hours)


def source(row: HourSource) -> tuple[str, str, str]:
    """One right: what it is, of how much and until when, and what is left of it."""
    parts = [_("of %(hours)s") % {"hours": hours_of(row.kind, row.given)}]
    parts += [row.owner] if row.owner else []
    if row.valid_until is not None:
        parts.append(_("good until %(day)s") % {"day": formats.date_medium(row.valid_until)})
    return row.name, " · ".join(parts), formats.duration(row.minutes)


def line(row: HourLine, *, several: bool = False) -> tuple[str, str, str]:
    """One line of why the balance is what it is: why and what for, what is left after it, minutes given or used.

    With lines of several kinds of unit beside it, the kind is said.
    """
    signed = f"{'−' if row.minutes < 0 else '+'}{formats.duration(abs(row.minutes))}"
    strong = (_(REASONS[row.reason]), row.unit or row.name)
    second = [_slot(row.starts, row.ends)] if row.starts is not None and row.ends is not None else []
    left = hours_of(row.kind, row.balance) if several else formats.duration(row.balance)
    second.append(_("%(time)s left") % {"time": left} if row.balance else _("nothing left"))
    second += [part for part in (row.name if row.unit else "", row.who, row.owner) if part]
    return " · ".join(strong), " · ".join(second), signed


def _slot(start: datetime, end: datetime) -> str:
    """Short: "Wed 25 Nov, 09:00 – 12:00"."""
    return f"{formats.date_compact(start.date())}, {formats.times(Slot(start, end))}"
