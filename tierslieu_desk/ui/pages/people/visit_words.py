"""How a visit put right and time given are worded on somebody's page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _
from tierslieu_desk.ui.pages.today.words import half_days

if TYPE_CHECKING:
    from tierslieu_desk.services.person.happenings import Happening


def correction(one: Happening) -> tuple[str, str]:
    """What was done to a visit, and what it was before, by whom."""
    arrived = formats.clock_time(one.start) if one.start is not None else ""
    left = formats.clock_time(one.end) if isinstance(one.end, datetime) else "…"
    was = f"{arrived} – {left}"
    if one.start is not None and one.start.date() != one.day:
        was = f"{formats.date_compact(one.start.date())}, {was}"
    parts = [_("it was %(when)s") % {"when": was}, half_days(one.half_days) if one.half_days else ""]
    if one.detail:
        parts.append(_("of %(name)s") % {"name": one.detail})
    parts.append(_("by %(who)s") % {"who": one.what})
    strong = _("Visit taken out") if one.state == "removed" else _("Visit corrected")
    return strong, " · ".join(part for part in parts if part)


def volunteer(one: Happening) -> tuple[str, str]:
    """What was given, and what for."""
    return _("Volunteer time: %(time)s") % {"time": formats.duration(one.half_days)}, one.what
