"""The lines of a calendar file (RFC 5545) as they really are: folded, cut off, in other encodings; entries apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tierslieu_desk import errors
from tierslieu_desk.wallclock import FIRST_DAY

LARGEST = 64 * 1024 * 1024
"""Bytes of a file: twenty thousand entries with their descriptions are ten million."""
USED = frozenset(
    {
        *("UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"),
        *("STATUS", "TRANSP", "ORGANIZER"),
    }
)
_MORE = frozenset({"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"})
_NAMED = re.compile(r"([A-Za-z0-9-]+)[;:]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENDS = re.compile(r"\r\n|\r|\n")
_TEXT = re.compile(r"[^\x00-\x08\x0e-\x1f]*")


class Entry:
    """One entry as it is written: the number of its first line, what is used of it, and a line that is none."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.lines: list[str] = []
        self.broken = ""
        self.closed = False

    def long_over(self, year: int) -> bool:
        """Whether it plainly ended before that year began, as most of an old calendar did; else it is looked into."""
        years = {name: self.told(name)[:4] for name in ("DTSTART", "DTEND")}
        once = not any(_name(line) in _MORE for line in self.lines)
        plain = self.closed and years["DTSTART"].isdecimal() and years["DTEND"].isdecimal()
        return once and plain and FIRST_DAY.year < int(years["DTSTART"]) <= int(years["DTEND"]) < year

    def told(self, name: str) -> str:
        """What it says under that name, as it is written; empty when nothing."""
        found = next((line for line in self.lines if _name(line) == name), "")
        return found.partition(":")[2].replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").strip()


@dataclass(frozen=True, slots=True)
class Lines:
    """The entries of a file, and its own descriptions of zones by their names."""

    entries: tuple[Entry, ...]
    zones: Mapping[str, str]


def read(file: Path) -> Lines:
    """Raises `FileMissing`, `FileUnreadable`, `NotACalendar`."""
    entries: list[Entry] = []
    zones: dict[str, str] = {}
    here: list[str] = []
    zone: list[str] = []
    calendars, last = 0, ""
    for number, line in _unfolded(_text(file)):
        what, _, name = line.strip().upper().partition(":")
        inside = here[-1] if here else ""
        if what == "BEGIN":
            calendars += name == "VCALENDAR"
            if name == "VEVENT":
                here = ["VCALENDAR"]  # one that was never ended ends here
                entries.append(Entry(number))
            here.append(name)
            zone = [] if name == "VTIMEZONE" else zone
        elif what == "END" and name in here:
            while here.pop() != name:
                pass
            if name == "VEVENT":
                entries[-1].closed = True
        elif inside == "VEVENT":
            last = _take(entries[-1], line, last)
        if "VTIMEZONE" in here or (what, name) == ("END", "VTIMEZONE"):
            zone.append(line)
            if (what, name) == ("END", "VTIMEZONE"):
                _keep_zone(zones, zone)
    if not calendars:
        raise errors.NotACalendar(file=file.name)
    return Lines(tuple(entries), zones)


def _take(entry: Entry, line: str, last: str) -> str:
    """Keep a line that is used; returns its name. What only goes on a long description that was cut harms nobody."""
    name = _name(line)
    if name in USED:
        entry.lines.append(line)
    elif not name and line.strip() and (not last or last in USED):
        entry.broken = entry.broken or line.strip()
    return name or last


def _keep_zone(zones: dict[str, str], lines: list[str]) -> None:
    name = next((line.partition(":")[2].strip() for line in lines if _name(line) == "TZID"), "")
    zones[name] = "\r\n".join([*lines, ""])


def _name(line: str) -> str:
    found = _NAMED.match(line)
    return found[1].upper() if found else ""


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Each line with the number it begins on; one that begins with a space goes on the one before."""
    begun, parts = 0, [""]
    for number, line in enumerate(_ENDS.split(text), start=1):
        if line[:1] in {" ", "\t"} and begun:
            parts.append(line[1:])
            continue
        if begun:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    yield begun, "".join(parts)


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise errors.NotACalendar(file=file.name)
        content = file.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as missing:
        raise errors.FileMissing(file=str(file)) from missing
    except OSError as error:
        raise errors.FileUnreadable(file=str(file)) from error
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(marked)
    except UnicodeDecodeError:
        if marked != "utf-8":
            raise errors.NotACalendar(file=file.name) from None
        text = content.decode("cp1252", errors="replace")  # what programs write that do not know better
    if not _TEXT.fullmatch(text):
        raise errors.NotACalendar(file=file.name)
    return text
