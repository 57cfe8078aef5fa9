"""The days of a month as its page shows them, and what each says: plain arithmetic and words, without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.ui.pages.planning.day import kind_name
from tierslieu_desk.wallclock import DAY

if TYPE_CHECKING:
    from tierslieu_desk.services.booking.planning_months import DayOccupation

WEEK = 7


@dataclass(frozen=True, slots=True)
class Month:
    """Whole weeks around a month. `days` begin on a Monday; those of another month are shown quietly."""

    of: date
    days: tuple[DayOccupation, ...]
    today: date

    @property
    def weeks(self) -> int:
        """How many."""
        return len(self.days) // WEEK

    def number(self, day: date) -> int | None:
        """Where that day stands; None when it is not shown."""
        number = (day - self.days[0].day).days if self.days else -1
        return number if 0 <= number < len(self.days) else None

    def inside(self, day: date) -> bool:
        """Whether it is a day of this very month."""
        return (day.year, day.month) == (self.of.year, self.of.month)


def first_shown(day: date) -> date:
    """The Monday on or before the first of that day's month."""
    first = day.replace(day=1)
    return first - first.weekday() * DAY


def months_on(day: date, by: int) -> date:
    """The same day so many months on, or the last of that month."""
    number = day.year * 12 + day.month - 1 + by
    first = date(number // 12, number % 12 + 1, 1)
    return first + (min(day.day, _length(first)) - 1) * DAY


def _length(first: date) -> int:
    following = first.replace(day=28) + 4 * DAY
    return (following.replace(day=1) - first).days


def count_shown(day: date) -> int:
    """How many days are shown: whole weeks."""
    first = day.replace(day=1)
    weeks = -(-(first.weekday() + _length(first)) // WEEK)
    return weeks * WEEK


def fullness(day: DayOccupation) -> str:
    """How full, in a few letters; empty on a day that is closed and on which nothing is."""
    percent = day.share.percent
    return _("%(percent)s %% full") % {"percent": percent} if percent is not None else ""


def bookings(day: DayOccupation) -> str:
    """How many bookings, empty for none."""
    return ngettext("%(n)s booking", "%(n)s bookings", day.bookings) % {"n": day.bookings} if day.bookings else ""


def closed(day: DayOccupation) -> str:
    """Why nobody can come, empty on a day that is open all the same and has no closure."""
    if day.closed:
        return day.closed if not day.opens else _("closed in part: %(reason)s") % {"reason": day.closed}
    return "" if day.opens else _("closed")


def sentence(day: DayOccupation, today: date) -> str:
    """All of a day in one sentence, for a screen reader and for who hovers."""
    said = formats.date_weekday(day.day)
    words = [said[:1].upper() + said[1:]]
    if day.day == today:
        words.append(_("today"))
    words += [closed(day), fullness(day) if day.opens else "", bookings(day) or _("no booking"), *day.events]
    return ", ".join(word for word in words if word)


def by_kind(day: DayOccupation) -> str:
    """How full each kind of space is, "Rooms 40 % · Desks 12 %"; empty where there is one kind, or it is closed."""
    if not day.opens or len(day.kinds) < 2:
        return ""
    said = _("%(kind)s %(percent)s %%")
    return " · ".join(said % {"kind": kind_name(of.kind), "percent": of.share.percent} for of in day.kinds)


def counted(days: Sequence[DayOccupation]) -> str:
    """What the figures are made of, and of how many spaces."""
    kinds = days[0].kinds if days else ()
    spaces = ", ".join(f"{kind_name(of.kind)} {of.spaces}" for of in kinds)
    if not spaces:
        return ""
    return _("What is booked, lent or holds an event, of the open hours of: %(spaces)s") % {"spaces": spaces}


def weekday_names(days: Sequence[DayOccupation]) -> list[str]:
    """The names of the days from Monday on."""
    said = (formats.weekday(day.day) for day in days[:WEEK])
    return [name[:1].upper() + name[1:] for name in said]
