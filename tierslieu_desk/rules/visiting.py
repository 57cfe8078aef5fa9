"""When somebody who said no goodbye has left, whose visits may still go on, and how many minutes a day holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tierslieu_desk.rules.opening import WeeklyHours, opening_slots

MINUTES_A_DAY = 24 * 60
HALF_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)
_EVENING, _MORNING = 17, 6
"""Who came from the one hour on and left before the other stayed past midnight."""
_UPPER_ROW = str.maketrans("&é\"'(-è_çà", "1234567890")
"""What a scanner set for another country types on a French keyboard: its figures without Shift."""
_FIGURES = re.compile(r"[0-9]{4,40}")
_LETTERS_TOO = re.compile(r"(?=[^0-9]*[0-9])[0-9A-Z-]{8,40}")


class AgeBand(StrEnum):
    """How old somebody helped is, about; nobody is asked for more."""

    UNDER_18 = "under_18"
    YOUNG = "18_25"
    ADULT = "26_59"
    OLDER = "60_and_over"
    UNKNOWN = "unknown"


def closing_time(arrived: datetime, hours: Sequence[WeeklyHours]) -> datetime:
    """When somebody who came then and said no goodbye has left: the day's last closing, or else the next midnight.

    A place open up to midnight that opens again at that midnight closes when that stretch ends.
    """
    midnight = datetime.combine(arrived.date() + _DAY, time())
    closings = [slot.end for slot in opening_slots(arrived.date(), hours) if slot.end > arrived]
    closing = max(closings, default=midnight)
    if closing < midnight or not closings:
        return closing
    return next((slot.end for slot in opening_slots(midnight.date(), hours) if slot.start == midnight), midnight)


def first_day_here(now: datetime, hours: Sequence[WeeklyHours]) -> date:
    """The day since whose beginning people may have come and be here still: yesterday while its night goes on."""
    eve = datetime.combine(now.date(), time()) - timedelta(seconds=1)
    return eve.date() if closing_time(eve, hours) > now else now.date()


def goodbye(arrived: datetime, at: time) -> datetime:
    """When somebody left who came then and said goodbye at that time: past midnight of an evening, the next morning."""
    left = datetime.combine(arrived.date(), at)
    by_night = at < time(_MORNING) and arrived.time() >= time(_EVENING)
    return left + _DAY if by_night else left


def badge_of(text: str) -> str:
    """The badge number that text may be, as it is kept: capitals, no spaces, figures as they were meant."""
    bare = "".join(text.split())
    figures = bare.translate(_UPPER_ROW)
    return figures if figures.isdigit() else bare.upper()


def looks_like_a_badge(text: str) -> bool:
    """Whether only a scanner would have typed that: figures alone, or long with figures in it; no name is."""
    bare = badge_of(text)
    if len(text.split()) != 1:
        return False
    return bool(_FIGURES.fullmatch(bare) or _LETTERS_TOO.fullmatch(bare))


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months ago, or the last of it."""
    whole = day.year * 12 + day.month - 1 - months
    first = date(whole // 12, whole % 12 + 1, 1)
    following = date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - _DAY)


def kept_until(day: date, months: int) -> date:
    """The last day on which a name written down that day may be kept: from the next on `months_before` lies after."""
    last = months_before(day, -months)
    while months_before(last + _DAY, months) <= day:
        last += _DAY
    return last
