"""The day and the hours of a typed line: "demain 14h-16h", "el 3 de diciembre por la mañana", "bihar 9etan 2 orduz"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from tierslieu_desk.rules.sentence_line import Line, alternatives
from tierslieu_desk.rules.sentence_words import SUFFIXES, Words

MORNING, AFTERNOON, EVENING, WHOLE_DAY = "morning", "afternoon", "evening", "whole_day"
SPANS = {MORNING: (time(9), time(12)), AFTERNOON: (time(14), time(18)), WHOLE_DAY: (time(9), time(18))}
LONG_AGO = timedelta(days=60)
"""A date without its year that was less than this ago is asked for; an older one is next year's."""
LONGEST_WORDLESS = 4
"""Hours: "2h" alone may be two o'clock or two hours, and is asked for."""
_NIGHT_ENDS = 7
"""Of what begins before that hour, "1h" is one in the night too."""
_DAY, _CLOCK = timedelta(days=1), re.compile(r"(\d+)(?::(\d\d))?")


class Times:
    """What was said of a time. `wrong_day`: a day that is none, or may be two; `wrong_end`: it ends before it begins.

    `any`: something was said of a time at all; `length_told`: how long, or in how long.
    """

    def __init__(self) -> None:
        self.day: date | None = None
        self.start: time | None = None
        self.end: time | None = None
        self.wrong_day = False
        self.wrong_end = False
        self.any = False
        self.length_told = False


def read_times(line: Line, words: Words, now: datetime) -> Times:
    """Take what is said of a time out of the line."""
    said = Times()
    halves(line, words)
    _date(line, words, now.date(), said)
    part = next((name for name in (WHOLE_DAY, AFTERNOON, MORNING, EVENING) if _part(line, words, name)), "")
    day_told = said.day is not None or said.wrong_day
    weekday = None if day_told else _day(line, words, now.date(), said)
    this = bool(part) and bool(line.take_phrase(words["this_one"]))
    _hours(line, words, part, said)
    if said.start is None and part in SPANS:
        said.start, said.end = SPANS[part]
    said.any = said.any or bool(part) or said.start is not None
    if this and said.day is None:
        said.day = now.date()
    _settle_day(said, weekday, now)
    return said


def _part(line: Line, words: Words, name: str) -> bool:
    return bool(line.take_phrase(words[name]))


def _date(line: Line, words: Words, today: date, said: Times) -> None:
    months = [group.split() for group in words["months"]]
    number = {name: index for index, names in enumerate(months, start=1) for name in names}
    names = alternatives(number)
    on = "(?:(?:le|el|on|the|l) )?"
    of = "(?:(?:de|of|d) )?"
    found = line.take(rf"{on}(?P<day>\d{{1,2}}) / (?P<month>\d{{1,2}})(?: / (?P<year>\d{{4}}|\d\d))?")
    if found is None:
        ends = f"(?: (?:{SUFFIXES}))?"
        found = line.take(rf"{on}(?P<day>\d{{1,2}}){ends} {of}(?P<month>{names})(?: (?P<year>20\d\d))?") or line.take(
            rf"{on}(?P<month>{names}) (?P<day>\d{{1,2}}){ends}(?: (?P<year>20\d\d))?"
        )
    if found is None:
        return
    said.any = True
    day, month = int(found["day"]), number.get(found["month"]) or int(found["month"])
    year = int(found["year"]) % 100 + 2000 if found["year"] else today.year
    try:
        meant = date(year, month, day)
        if not found["year"] and meant < today - LONG_AGO:
            meant = date(year + 1, month, day)
    except ValueError:
        said.wrong_day = True
        return
    said.day = meant
    said.wrong_day = meant < today
    for group in words["weekdays"]:
        line.take_phrase(group.split())


def _day(line: Line, words: Words, today: date, said: Times) -> tuple[int, str] | None:
    """A day told by a word; a weekday comes back, to be settled once the hours are known."""
    found = line.take(words.in_days)
    if found is not None:
        days = int(found[1])
        if words.eight_days_are_a_week and days in {8, 15}:
            days = 7 if days == 8 else 14
        said.day, said.any = today + days * _DAY, True
        return None
    for ahead, names in ((7, words["in_a_week"]), (2, words["after_tomorrow"]), (1, words["tomorrow"])):
        if line.take_phrase(names):
            said.day, said.any = today + ahead * _DAY, True
            return None
    if line.take_phrase(words["today"]):
        said.day, said.any = today, True
        return None
    number = {name: index for index, group in enumerate(words["weekdays"]) for name in group.split()}
    after = alternatives((*words["next_one"], *_list(words.week_later)))
    before = alternatives((*words["next_one"], *words["this_one"]))
    found = line.take(rf"(?:(?P<before>{before}) )?(?P<day>{alternatives(number)})(?: (?P<after>{after}))?")
    if found is None:
        return None
    said.any = True
    return number[found["day"]], found["after"] or found["before"] or ""


def _list(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _settle_day(said: Times, weekday: tuple[int, str] | None, now: datetime) -> None:
    """A weekday is the next one there is; today's own, or "next" one of this very week, may be either."""
    today = now.date()
    if weekday is not None:
        index, told = weekday
        ahead = (index - today.weekday()) % 7
        said.day = today + ahead * _DAY
        if told == "en huit":
            said.day = today + (ahead or 7) * _DAY + (7 * _DAY if ahead else timedelta())
        elif told in THIS:
            said.wrong_day = index < today.weekday()
        elif told:
            said.wrong_day = index > today.weekday()
            said.day = today + (ahead or 7) * _DAY
        elif not ahead and said.start is not None:
            if said.start > now.time():
                said.wrong_day = True
            else:
                said.day = today + 7 * _DAY
    elif said.day is None and not said.wrong_day and said.start is not None:
        said.day = today
        said.wrong_day = said.start <= now.time()
    elif said.day == today and said.start is not None and said.start <= now.time():
        said.wrong_day = True


THIS = {"ce", "cet", "cette", "this", "este", "esta", "aquest", "aquesta", "honetan"}


def _hours(line: Line, words: Words, part: str, said: Times) -> None:
    late = part in {AFTERNOON, EVENING}
    noon = alternatives(words["noon"])
    figure = rf"(?:\d{{1,2}}:\d\d|\d{{1,2}}h|\d{{1,2}}|{noon})"
    ends = f"(?: (?:{SUFFIXES}))?"
    start, end = (rf"(?P<{name}>{figure}){ends}(?: (?P<{name}_half>am|pm))?" for name in ("start", "end"))
    at = f"(?:(?:{alternatives(words['at'])}) )?" if words["at"] else ""
    to = "|".join(filter(None, ("-", alternatives(words["between"]))))
    halved = "(?: (?P<{name}_half>am|pm))?".format
    found = line.take(f"{at}{start} (?:{to}) {at}{end}") or line.take(
        rf"(?P<start>{figure}) (?:{_FROM}){halved(name='start')} (?P<end>{figure}) (?:{_TO}){halved(name='end')}"
    )
    if found is not None:
        said.start, said.end = _both(found, late)
        said.wrong_end = said.start is not None and (said.end is None or said.end <= said.start)
        return
    strict = alternatives(phrase for phrase in words["at"] if phrase not in _TOO_SHORT)
    marked = rf"(?:\d{{1,2}}:\d\d|(?:[5-9]|\d\d)h|{noon}|\d{{1,2}}(?= (?:am|pm|etan|tan|etatik)\b))"
    found = (strict and line.take(rf"(?:{strict}) (?P<start>{figure}){ends}(?: (?P<half>am|pm))?")) or line.take(
        rf"{at}(?P<start>{marked}){ends}(?: (?P<half>am|pm))?"
    )
    length = _length(line, words)
    said.length_told = length is not None
    if not found:
        return
    said.start = _clock(found["start"], found["half"], late)
    until = line.take(rf"(?:(?:{to}) )?{at}(?P<end>\d{{1,2}}:\d\d|\d{{1,2}}h)") if not length else None
    if said.start is None:
        return
    if until is not None:
        said.end = _clock(until["end"], None, late)
        said.wrong_end = said.end is None or said.end <= said.start
    elif length:
        over = datetime.combine(date(2000, 1, 1), said.start) + length
        said.wrong_end = over.date() != date(2000, 1, 1)
        said.end = None if said.wrong_end else over.time()


def halves(line: Line, words: Words) -> None:
    """Turn "4 de la tarde" and "arratsaldeko 4" into "4 pm" before anything else reads "tarde" or "mañana"."""
    figure = rf"((?<![^ ])\d{{1,2}}(?::\d\d|h)?(?: (?:{SUFFIXES}))?)(?![^ ])"
    for name, half in (("before_noon", "am"), ("after_noon", "pm")):
        told = alternatives(words[name])
        line.rewrite(rf"{figure} (?:{told})(?![^ ])", rf"\1 {half}")
        if words.endings:
            line.rewrite(rf"(?<![^ ])(?:{told}) {figure}", rf"\1 {half}")


_FROM, _TO = "etatik|tatik|tik", "etara|tara|ra|era|ara"
_TOO_SHORT = {"a", "de", "des", "la", "les", "las", "el", "from"}
"""They stand before any figure."""


def _both(found: re.Match[str], late: bool) -> tuple[time | None, time | None]:
    start = _clock(found["start"], found["start_half"], late)
    end = _clock(found["end"], found["end_half"], late)
    if start is None or end is None:
        return start, end
    if found["end_half"] == "pm" and not found["start_half"]:
        later = _clock(found["start"], "pm", late)
        start = later if later is not None and later < end else start
    if start.hour < _NIGHT_ENDS and not found["end_half"] and not late:
        early = _clock("0" + found["end"], None, late)
        end = early if early is not None and early > start else end
    if end <= start and end.hour < 12 and not found["end_half"] and ":" not in found["end"] and "h" not in found["end"]:
        end = end.replace(hour=end.hour + 12)
    return start, end


def _clock(told: str, half: str | None, late: bool) -> time | None:
    """A time as it is told; the small hours are those of the afternoon unless they are written "03:00"."""
    parts = _CLOCK.match(told)
    hour, minute = (12, 0) if parts is None else (int(parts[1]), int(parts[2] or 0))
    if half == "pm" or (late and half is None) or (half is None and 1 <= hour <= 6 and not told.startswith("0")):
        hour += 12 if hour < 12 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _length(line: Line, words: Words) -> timedelta | None:
    """How long: "2 heures", "1h", "30 min", "media hora"."""
    hours, minutes = alternatives(words["hours"]), alternatives(words["minutes"])
    during = f"(?:(?:{alternatives(words['during'])}) )?" if words["during"] else ""
    if line.take_phrase(words["half_hour"]):
        return timedelta(minutes=30)
    found = line.take(rf"{during}(?P<m>\d{{1,3}}) (?:{minutes})")
    if found is not None:
        return timedelta(minutes=int(found["m"]))
    number = alternatives(name for name, _count in counted(words))
    found = line.take(rf"{during}(?P<h>\d|{number}) (?:{hours})|{during}(?P<short>[1-4])h|(?:{hours}) (?P<after>\d)")
    if found is None:
        return None
    told = found["h"] or found["short"] or found["after"]
    return timedelta(hours=int(dict(counted(words)).get(told, told)))


def counted(words: Words) -> list[tuple[str, int]]:
    """The words that are numbers."""
    pairs = (entry.split(":") for entry in words["numbers"])
    return [(name, int(number)) for name, number in pairs]
