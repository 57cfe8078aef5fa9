"""The zones that calendar files name: their own names, those of Windows, and those that a file describes itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from tierslieu_desk import errors
from tierslieu_desk.wallclock import zone

_NAMED = re.compile(r';TZID=("[^"]*"|[^:;,]*)', re.IGNORECASE)
Offsets = tuple[timedelta | None, timedelta | None]


class Zones:
    """Names the zones of one file as everybody does. `here` is the place's own, `year` the one looked at."""

    def __init__(self, described: Mapping[str, str], here: str, year: int) -> None:
        self._described, self._here, self._year = described, here, year
        self._known: dict[str, str] = {}

    def plain(self, line: str) -> str:
        """The line with its zone named as everybody does. Raises `UnknownZone`."""
        found = _NAMED.search(line)
        if found is None:
            return line
        asked = found[1].strip('"').strip()
        if asked not in self._known:
            self._known[asked] = self._named(asked)
        return f"{line[: found.start()]};TZID={self._known[asked]}{line[found.end() :]}"

    def _named(self, asked: str) -> str:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        parts = [part for part in asked.split("/") if part]
        for name in (asked, WINDOWS_TO_OLSON.get(asked, ""), "/".join(parts[-2:]), "/".join(parts[-3:])):
            try:
                return str(zone(name)) if name else self._refused(asked)
            except errors.UnknownZone:
                continue
        return self._like(asked)

    @staticmethod
    def _refused(asked: str) -> str:
        raise errors.UnknownZone(zone=asked)

    def _like(self, asked: str) -> str:
        """A zone that keeps the same hours as the one the file describes: the place's own before any other."""
        described = self._described.get(asked)
        if described is None:
            raise errors.UnknownZone(zone=asked)
        import icalendar

        try:
            (block,) = icalendar.Timezone.from_ical(described, multiple=True)
            assert isinstance(block, icalendar.Timezone)
            theirs: tzinfo = block.to_tz()
            wanted = self._offsets(theirs)
        except (ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError) as wrong:
            raise errors.UnknownZone(zone=asked) from wrong
        if self._offsets(ZoneInfo(self._here)) == wanted:
            return self._here
        for name in _regions():
            if self._offsets(ZoneInfo(name)) == wanted:
                return name
        raise errors.UnknownZone(zone=asked)

    def _offsets(self, one: tzinfo) -> Offsets:
        winter, summer = (datetime(self._year, month, 15, 12, tzinfo=one).utcoffset() for month in (1, 7))
        return winter, summer


@cache
def _regions() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))
