"""The posters: a room's on its door, and the place's on its wall. Big where there is little to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tierslieu_desk import formats
from tierslieu_desk.documents import blocks, fonts
from tierslieu_desk.documents.poster_sheets import DoorPoster, Out, PosterDay, PosterLine, WeekPoster
from tierslieu_desk.documents.sheet import BODY, LEFT, RIGHT, WIDTH, Sheet, Style, wrap
from tierslieu_desk.i18n import _, ngettext
from tierslieu_desk.wallclock import Slot, whole_day

ROOM = Style(46, 54).strong()
DAY = Style(22, 30).strong()
INSIDE = Style(15, 21)
"""Of what is in a room: read by who is close enough to come in."""
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
    inside = _inside(poster)
    if inside:
        sheet.lines(LEFT, [(inside, INSIDE)], WIDTH)
        sheet.y += 8
    sheet.y += 2
    sheet.lines(LEFT, [(_days_said(poster.days), DAY)], WIDTH)
    sheet.y += 14
    sheet.rule(sheet.y, hair=False)
    sheet.y += 16
    _draw_days(sheet, poster.days, SIZES)
    return sheet.finish()


def _inside(poster: DoorPoster) -> str:
    """How many it seats and what is in it, on one line or a few."""
    seats = ngettext("%(n)s seat", "%(n)s seats", poster.seats) % {"n": poster.seats} if poster.seats else ""
    return " · ".join(word for word in (seats, *poster.contains) if word)


def week(poster: WeekPoster) -> bytes:
    """The PDF of the poster of the whole place, in the language in force."""
    said = _days_said(poster.days)
    sheet = Sheet(_("Programme, %(days)s") % {"days": said}, poster.place, poster.lang)
    blocks.short_head(sheet, poster.place)
    sheet.y += 22
    blocks.title(sheet, said)
    sheet.y += 8
    _draw_days(sheet, poster.days, WALL_SIZES)
    return sheet.finish()


def _days_said(days: Sequence[PosterDay]) -> str:
    first, last = days[0].day, days[-1].day
    said = formats.date_long(first) if first == last else formats.days_text(first, last)
    return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class _Cut:
    """How large the lines are, and how wide their times, in points; `headed` where days have their name."""

    size: float
    times: float
    headed: bool


def _draw_days(sheet: Sheet, days: Sequence[PosterDay], sizes: Sequence[float]) -> None:
    """All of them, as large as one page allows."""
    cuts = [_Cut(size, _times_wide(days, size), len(days) > 1) for size in sizes]
    cut = next((one for one in cuts if sheet.room(sum(_height(day, one) for day in days))), cuts[-1])
    for day in days:
        _draw_day(sheet, day, cut)


def _times_wide(days: Sequence[PosterDay], size: float) -> float:
    """What the times take: "toute la journée" is wider than two hours of the clock."""
    said = {_times(day, line.slot) for day in days for line in day.lines}
    style = Style(size, size * _LINE).strong()
    widest = max((fonts.width(text, style.font, style.size) for text in said), default=0.0)
    return max(size * _TIMES, widest + size * 0.7)


def _height(day: PosterDay, cut: _Cut) -> float:
    size = cut.size
    heading = size * _HEADING * _LINE + 4 if cut.headed else 0.0
    lines = sum(max(len(_wrapped(line, cut)), len(_where(line, size))) for line in day.lines) or 1
    return heading + lines * size * _LINE + len(day.lines) * size * 0.25 + size * _GAP


def _wrapped(line: PosterLine, cut: _Cut) -> list[str]:
    left = LEFT + cut.times
    if line.where:
        left += cut.size * _WHERE
    return wrap(_what(line), Style(cut.size, cut.size * _LINE).strong(), RIGHT - left)


def _where(line: PosterLine, size: float) -> list[str]:
    return wrap(line.where, Style(size, size * _LINE), size * (_WHERE - 0.7)) if line.where else []


def _what(line: PosterLine) -> str:
    if line.out is not None:
        return _out(line.out, line.what)
    said = line.what or _("Reserved")
    return said if line.sure else _("%(what)s (to be confirmed)") % {"what": said}


def _out(out: Out, told: str) -> str:
    """Why it cannot be had, with the reason, or who has it, where that is told."""
    if out is Out.REPAIR:
        return _("Unavailable: %(reason)s") % {"reason": told} if told else _("Unavailable")
    if out is Out.CLOSED:
        return _("Closed: %(reason)s") % {"reason": told} if told else _("Closed")
    return _("Lent to %(name)s") % {"name": told} if told else _("Lent")


def _draw_day(sheet: Sheet, day: PosterDay, cut: _Cut) -> None:
    """Its name, then a line a booking; what does not fit goes on, the day's name with its first line."""
    size = cut.size
    style = Style(size, size * _LINE)
    sheet.need(min(_height(day, cut), size * _LINE * 3))
    if cut.headed:
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
        _draw_line(sheet, day, line, cut)
    sheet.y += size * _GAP
    if cut.headed:
        sheet.rule(sheet.y - size * _GAP / 2)


def _draw_line(sheet: Sheet, day: PosterDay, line: PosterLine, cut: _Cut) -> None:
    style = Style(cut.size, cut.size * _LINE)
    texts = _wrapped(line, cut)
    where = _where(line, style.size)
    height = max(len(texts), len(where)) * style.leading
    sheet.need(height)
    top, left = sheet.y, LEFT + cut.times
    if line.out is not None:  # boxed: it is seen on a photocopy, and from farther than it is read
        sheet.fill(LEFT - 6, top, WIDTH + 12, height, 0.95)
    sheet.text(LEFT, top, _times(day, line.slot), style.strong())
    for number, part in enumerate(where):
        sheet.text(left, top + number * style.leading, part, style)
    if where:
        left += style.size * _WHERE
    told = replace(style, font=BODY.strong().font) if line.what or line.out is not None else style.muted()
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
