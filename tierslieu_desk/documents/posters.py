"""The posters: a room's on its door, and the place's on its wall. Big where there is little to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks
from tierslieu_desk.documents.poster_sheets import DoorPoster, PosterDay, PosterLine, WeekPoster
from tierslieu_desk.documents.sheet import BODY, LEFT, RIGHT, WIDTH, Sheet, Style, wrap
from tierslieu_desk.i18n import _
from tierslieu_desk.wallclock import Slot, whole_day

ROOM = Style(46, 54).strong()
DAY = Style(22, 30).strong()
SIZES = (26.0, 21.0, 17.0, 14.0, 12.0, 10.5, 9.5)
WALL_SIZES = (16.0, 14.0, 12.0, 10.5, 9.5)
"""Of the lines of a door, and of those of the wall: the largest with which all of it stands on one page."""
_HEADING, _LINE, _GAP = 1.15, 1.5, 0.9
_TIMES, _WHERE = 7.7, 10.5
"""So many times its size is the width of "08:00 – 18:00", and then of the name of a room."""


def door(poster: DoorPoster) -> bytes:
    """The PDF of a door poster, in the language in force."""
    title = _("Door poster, %(room)s") % {"room": poster.room}
    sheet = Sheet(title, poster.place, poster.lang)
    blocks.short_head(sheet, poster.place)
    sheet.y += 34
    sheet.lines(LEFT, [(poster.room, ROOM)], WIDTH)
    sheet.y += 2
    several = len(poster.days) > 1
    sheet.lines(LEFT, [(_days_said(poster.days), DAY)], WIDTH)
    sheet.y += 14
    sheet.rule(sheet.y, hair=False)
    sheet.y += 16
    size = _size_that_fits(sheet, poster.days, SIZES, headed=several)
    for day in poster.days:
        _draw_day(sheet, day, size, headed=several)
    return sheet.finish()


def week(poster: WeekPoster) -> bytes:
    """The PDF of the poster of the whole place, in the language in force."""
    said = _days_said(poster.days)
    sheet = Sheet(_("Programme, %(days)s") % {"days": said}, poster.place, poster.lang)
    blocks.short_head(sheet, poster.place)
    sheet.y += 22
    blocks.title(sheet, said)
    sheet.y += 8
    several = len(poster.days) > 1
    size = _size_that_fits(sheet, poster.days, WALL_SIZES, headed=several)
    for day in poster.days:
        _draw_day(sheet, day, size, headed=several)
    return sheet.finish()


def _days_said(days: Sequence[PosterDay]) -> str:
    first, last = days[0].day, days[-1].day
    said = formats.date_long(first) if first == last else formats.days_text(first, last)
    return said[:1].upper() + said[1:]


def _size_that_fits(sheet: Sheet, days: Sequence[PosterDay], sizes: Sequence[float], *, headed: bool) -> float:
    for size in sizes:
        if sheet.room(sum(_height(day, size, headed=headed) for day in days)):
            return size
    return sizes[-1]


def _height(day: PosterDay, size: float, *, headed: bool) -> float:
    heading = size * _HEADING * _LINE + 4 if headed else 0.0
    lines = sum(max(len(_wrapped(line, size)), len(_where(line, size))) for line in day.lines) or 1
    return heading + lines * size * _LINE + len(day.lines) * size * 0.25 + size * _GAP


def _wrapped(line: PosterLine, size: float) -> list[str]:
    left = LEFT + size * _TIMES
    if line.where:
        left += size * _WHERE
    return wrap(_what(line), Style(size, size * _LINE), RIGHT - left)


def _where(line: PosterLine, size: float) -> list[str]:
    return wrap(line.where, Style(size, size * _LINE), size * (_WHERE - 0.7)) if line.where else []


def _what(line: PosterLine) -> str:
    said = line.what or _("Reserved")
    return said if line.sure else _("%(what)s (to be confirmed)") % {"what": said}


def _draw_day(sheet: Sheet, day: PosterDay, size: float, *, headed: bool) -> None:
    """Its name, then a line a booking; what does not fit goes on, the day's name with its first line."""
    style = Style(size, size * _LINE)
    sheet.need(min(_height(day, size, headed=headed), size * _LINE * 3))
    if headed:
        said = formats.date_weekday(day.day)
        heading = Style(size * _HEADING, size * _HEADING * _LINE).strong()
        sheet.lines(LEFT, [(said[:1].upper() + said[1:], heading)], WIDTH)
        sheet.y += 4
    if day.closed or not day.opens:
        words = _("Closed: %(reason)s") % {"reason": day.closed} if day.closed else _("Closed")
        sheet.lines(LEFT, [(words, style.muted())], WIDTH)
    elif not day.lines:
        sheet.lines(LEFT, [(_("Nothing is planned yet."), style.muted())], WIDTH)
    for line in day.lines:
        _draw_line(sheet, day, line, style)
    sheet.y += size * _GAP
    if headed:
        sheet.rule(sheet.y - size * _GAP / 2)


def _draw_line(sheet: Sheet, day: PosterDay, line: PosterLine, style: Style) -> None:
    texts = _wrapped(line, style.size)
    where = _where(line, style.size)
    height = max(len(texts), len(where)) * style.leading
    sheet.need(height)
    top, left = sheet.y, LEFT + style.size * _TIMES
    sheet.text(LEFT, top, _times(day, line.slot), style.strong())
    for number, part in enumerate(where):
        sheet.text(left, top + number * style.leading, part, style)
    if where:
        left += style.size * _WHERE
    told = replace(style, font=BODY.strong().font) if line.what else style.muted()
    for number, part in enumerate(texts):
        sheet.text(left, top + number * style.leading, part, told)
    sheet.y += height + style.size * 0.25


def _times(day: PosterDay, slot: Slot) -> str:
    """The hours of that day alone: what lasts several says so at each end."""
    whole = whole_day(day.day)
    start, end = max(slot.start, whole.start), min(slot.end, whole.end)
    if (start, end) == (whole.start, whole.end):
        return formats.times(whole)
    return f"{formats.clock_time(start)} – {_end(end, whole.end)}"


def _end(end: datetime, midnight: datetime) -> str:
    return "24:00" if end == midnight else formats.clock_time(end)
