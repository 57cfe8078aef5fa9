"""When a line of a price list holds and what it pays for, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tierslieu_desk import formats
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.money import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tierslieu_desk.rules.prices import PriceStep, Window
    from tierslieu_desk.wallclock import Slot

A_DAY = 1440
_WHOLE_WEEK = 7
_IN_A_ROW = 3


def length_words(minutes: int) -> str:
    """How long: hours, or days once it is whole days."""
    if minutes >= A_DAY and minutes % A_DAY == 0:
        days = minutes // A_DAY
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return formats.duration(minutes)


def line_words(step: PriceStep) -> str:
    """What stands below the name of a line: its time, how much of it is paid for, and that it comes first."""
    parts = [length_words(step.minutes)]
    if step.window is not None:
        whole = step.minutes >= step.window.minutes
        parts = [window_words(step.window), _("all of that time") if whole else _("for %(time)s") % {"time": parts[0]}]
    if step.opens:
        parts.append(_("once, at the beginning"))
    return " · ".join(parts)


def window_words(window: Window) -> str:
    """On which days, from when until when: "Monday to Friday, 18:00 – 23:00", "Friday 14:00 – Monday 10:00"."""
    from tierslieu_desk.rules.price_windows import A_MONDAY

    days = sorted(window.days)
    begins = A_MONDAY + timedelta(days=days[0], minutes=window.opens)
    ends = begins + timedelta(minutes=window.minutes)
    from_, until = formats.clock_time(begins), formats.clock_time(ends)
    if window.opens + window.minutes == A_DAY:
        until = "24:00"
    if window.opens + window.minutes <= A_DAY:
        return f"{days_words(days)}, {from_} – {until}"
    if len(days) == 1:
        return f"{formats.weekday(begins.date())} {from_} – {formats.weekday(ends.date())} {until}"
    facts = {"days": days_words(days), "from": from_, "time": length_words(window.minutes)}
    return _("%(days)s from %(from)s, %(time)s long") % facts


def days_words(days: list[int]) -> str:
    """Weekdays, 0 is Monday: every day, a stretch of them, or each by its name."""
    from tierslieu_desk.rules.price_windows import A_MONDAY

    if len(days) == _WHOLE_WEEK:
        return _("every day")
    named = [formats.weekday((A_MONDAY + timedelta(days=day)).date()) for day in days]
    if len(days) >= _IN_A_ROW and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": named[0], "last": named[-1]}
    return ", ".join(named)


def gaps_words(gaps: tuple[Slot, ...]) -> str:
    """Opening hours that the list has nothing for; empty when there are none."""
    if not gaps:
        return ""
    said = [
        f"{formats.weekday(gap.start.date())} {formats.clock_time(gap.start)} – {formats.clock_time(gap.end)}"
        for gap in gaps[:_IN_A_ROW]
    ]
    if len(gaps) > _IN_A_ROW:
        said.append("…")
    return _("Nothing has a price then, and is refused: %(times)s.") % {"times": ", ".join(said)}


def price_words(grid: Sequence[PriceStep], *, with_vat: bool) -> str:
    """A grid in one line: "12,00 € · heure, 45,00 € · demi-journée, hors taxes"; no word of tax where there is none."""
    steps = [
        _("%(price)s for %(step)s") % {"price": formats.unit_price(step.amount_e4), "step": step.label}
        for step in sorted(grid, key=lambda step: step.minutes)
    ]
    if with_vat and grid and grid[0].basis is Basis.NET:
        steps.append(_("before tax"))
    return ", ".join(steps)
