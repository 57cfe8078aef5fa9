"""A day written as one says it: "tomorrow", "jeudi", "4" for the next fourth of a month."""

from __future__ import annotations

from datetime import date, datetime, time

from tierslieu_desk import i18n

_DECEMBER = 12


def day_meant(text: str, today: date, shown: date) -> date | None:
    """The day that is meant, in any of the languages; None for what is no such word.

    A bare figure is a day of the month shown, or where that is over the next one with such a day.
    """
    if text.isdecimal():
        return _next_such(int(text), today, shown) if len(text) <= 2 and shown >= today else None
    if not text or any(letter.isdecimal() for letter in text):
        return None
    from tierslieu_desk.rules.sentence_line import Line
    from tierslieu_desk.rules.sentence_times import read_times
    from tierslieu_desk.rules.sentence_words import LANGUAGES

    own = i18n.language()
    for code in (own, *(code for code in LANGUAGES if code != own)):
        if code not in LANGUAGES:
            continue
        line = Line(text)
        said = read_times(line, LANGUAGES[code], datetime.combine(today, time()))
        if said.day is not None and not said.wrong_day and said.start is None and not line.left():
            return said.day
    return None


def _next_such(number: int, today: date, shown: date) -> date | None:
    year, month = shown.year, shown.month
    for _month in range(_DECEMBER):
        try:
            found = date(year, month, number)
        except ValueError:
            found = None
        if found is not None and found >= today:
            return found
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return None
