"""Holidays on which nothing is refused, named where dates are chosen: nobody books Easter Monday unawares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.rules.calendar import Effect
from tierslieu_desk.ui.pages.planning.words import day_text
from tierslieu_desk.ui.services import DeskServices

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.free_space import FreeSpace

MOST = 5
"""Days that are named one by one; of more, only how many."""


def names(services: DeskServices, days: Iterable[date]) -> Mapping[date, str]:
    """What those of the days are called that are holidays and refuse nothing."""
    wanted = frozenset(days)
    if not wanted:
        return {}
    found: dict[date, list[str]] = {}
    for one in services.calendars.days(min(wanted), max(wanted)):
        if one.day in wanted and one.effect is Effect.WARNING:
            found.setdefault(one.day, []).append(one.name)
    return {day: ", ".join(said) for day, said in found.items()}


def of_offers(services: DeskServices, offers: Iterable[Sequence[FreeSpace]]) -> Mapping[date, str]:
    """The same of the days on which something else is offered."""
    return names(services, {space.slot.start.date() for several in offers for space in several})


def told(services: DeskServices, days: Iterable[date]) -> str:
    """Those of the days, a line each."""
    return lines(names(services, days))


def lines(named: Mapping[date, str]) -> str:
    """A line each, under how many there are; empty when there are none."""
    if not named:
        return ""
    count = len(named)
    head = ngettext("%(n)s special day among them:", "%(n)s special days among them:", count) % {"n": count}
    said = [_("%(day)s: %(reason)s") % {"day": day_text(day), "reason": named[day]} for day in sorted(named)[:MOST]]
    if count > MOST:
        said.append(ngettext("and %(n)s more date", "and %(n)s more dates", count - MOST) % {"n": count - MOST})
    return "\n".join((head, *said))
