"""Amounts, rates, quantities, dates and times as the language in force writes them, and back from what was typed.

Values come already rounded (`money.py`): Babel rounds half to even, so it is never given more decimals than it shows.
Babel is imported where it is used, so that a command which shows no amount does not wait for it.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from tierslieu_desk.errors import DayOutOfReach, NotADate, NotAnAmount, NotATime
from tierslieu_desk.i18n import DEFAULT_LANGUAGE, _, language
from tierslieu_desk.wallclock import DAY, FIRST_DAY, LAST_DAY, Slot, in_reach

NBSP = "\u00a0"

# What a language may say about itself; one that says nothing is written as the CLDR has it, with the day first.
_LOCALES = {"fr": "fr_FR", "es": "es_ES", "ca": "ca_ES", "eu": "eu_ES", "en": "en_GB"}
_WITHOUT_YEAR = {
    "fr": "EEEE d MMMM",
    "es": "EEEE, d 'de' MMMM",
    "ca": "EEEE, d MMMM",
    "eu": "MMMM'ren' d('a'), EEEE",
    "en": "EEEE d MMMM",
}
_COMPACT = {"fr": "EEE d MMM", "es": "EEE d MMM", "ca": "EEE d MMM", "eu": "MMM d, EEE", "en": "EEE d MMM"}
_LONG = {"en": "EEEE d MMMM y"}
_SHORT = {"es": "dd/MM/y", "ca": "dd/MM/y", "eu": "y/MM/dd"}
_KEPT = 4096  # amounts and dates repeat: a list of ten thousand shows far fewer different ones


def _locale() -> str:
    return _locale_of(language())


@lru_cache
def _locale_of(code: str) -> str:
    """Of a language without a line in these tables, what the CLDR knows; French, like its sentences, if nothing."""
    if code in _LOCALES:
        return _LOCALES[code]
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code))
    except (UnknownLocaleError, ValueError):
        return _LOCALES[DEFAULT_LANGUAGE]


# --- amounts, rates, quantities


@lru_cache(_KEPT)
def _currency(cents: int, currency: str, locale: str) -> str:
    from babel.numbers import format_currency

    return format_currency(Decimal(cents) / 100, currency, locale=locale)


@lru_cache(_KEPT)
def _decimal(value: Decimal, pattern: str, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, pattern, locale=locale)


@lru_cache
def _rate_pattern(locale: str) -> str:
    from babel import Locale

    pattern: str = Locale.parse(locale).percent_formats[None].pattern
    return pattern.replace("#,##0", "#,##0.##")  # as it comes, it rounds to whole percents


def amount(cents: int, currency: str = "EUR") -> str:
    """Cents of a currency: "1 234,50 €" in French."""
    return _currency(cents, currency, _locale())


def amount_typed(cents: int) -> str:
    """Cents as one types them into a field, two decimals and no sign of a currency: "1 234,50" in French."""
    return _decimal(Decimal(cents) / 100, "#,##0.00", _locale())


def unit_price(e4: int, currency: str = "EUR") -> str:
    """Ten-thousandths of a currency: two decimals, three or four only where there is something to show."""
    if e4 % 100 == 0:
        return _currency(e4 // 100, currency, _locale())
    return _exact_price(e4, currency, _locale())


@lru_cache(_KEPT)
def _exact_price(e4: int, currency: str, locale: str) -> str:
    from babel import Locale
    from babel.numbers import format_currency

    pattern: str = Locale.parse(locale).currency_formats["standard"].pattern
    more = pattern.replace("0.00", "0.00##")
    return format_currency(Decimal(e4) / 10_000, currency, more, locale=locale, currency_digits=False)


def number(value: int | Decimal) -> str:
    """A plain number with the language's separators, three decimals at most."""
    return _decimal(Decimal(value), "#,##0.###", _locale())


def rate(basis_points: int) -> str:
    """A rate in basis points: "20 %", "5,5 %"."""
    locale = _locale()
    return _decimal(Decimal(basis_points) / 10_000, _rate_pattern(locale), locale)


def quantity(milli: int) -> str:
    """A quantity in thousandths: "1", "1,5", "0,125"."""
    return _decimal(Decimal(milli) / 1000, "#,##0.###", _locale())


def size(octets: int) -> str:
    """A size in bytes, in steps of a thousand, one decimal from the megabyte on."""
    if octets < 1000:
        return _("%(size)s bytes") % {"size": number(octets)}
    if octets < 1_000_000:
        return _("%(size)s kB") % {"size": number(octets // 1000)}
    if octets < 1_000_000_000:
        return _("%(size)s MB") % {"size": number(Decimal(octets // 100_000) / 10)}
    return _("%(size)s GB") % {"size": number(Decimal(octets // 100_000_000) / 10)}


def phone(number_: str) -> str:
    """A French number as it is read out, two digits by two; another as it was written."""
    if len(number_) == 12 and number_.startswith("+33") and number_[1:].isdigit():
        return " ".join(["+33", number_[3], *(number_[at : at + 2] for at in range(4, 12, 2))])
    return number_


# --- dates and times


@lru_cache(_KEPT)
def _day(value: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date

    written = format_date(value, pattern, locale=locale)
    return first_of_month(written) if value.day == 1 and locale.startswith("fr") else written


def first_of_month(written: str) -> str:
    """French counts the first day of a month and no other: "mardi 1er décembre"."""
    return re.sub(r"\b1(?= [^\W\d])", "1er", written, count=1)


def load() -> None:
    """Load what the language in force says of dates and amounts, which takes longer than a first page may wait."""
    date_long(date(2000, 1, 1))
    number(1)


def date_long(value: date) -> str:
    """With weekday and year: "mardi 24 novembre 2026"."""
    return _day(value, _LONG.get(language(), "full"), _locale())


def date_medium(value: date) -> str:
    """In words, without the weekday: "24 novembre 2026"."""
    return _day(value, "long", _locale())


def date_short(value: date) -> str:
    """In figures, year in full: "24/11/2026"."""
    usual = "short" if language() in _LOCALES else "dd/MM/y"
    return _day(value, _SHORT.get(language(), usual), _locale())


def date_weekday(value: date) -> str:
    """With the weekday, without the year: "mardi 24 novembre"."""
    return _day(value, _WITHOUT_YEAR.get(language(), "EEEE d MMMM"), _locale())


def date_in_year(value: date) -> str:
    """Without weekday and year: "24 novembre"."""
    return _in_year(value, _locale())


@lru_cache(_KEPT)
def _in_year(value: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", value, locale=locale)


def date_compact(value: date) -> str:
    """For narrow columns: "mar. 24 nov."."""
    return _day(value, _COMPACT.get(language(), "EEE d MMM"), _locale())


def weekday(value: date) -> str:
    """The name of the day: "mardi"."""
    return _day(value, "EEEE", _locale())


def month(value: date) -> str:
    """Month and year: "novembre 2026"."""
    return _month(value.replace(day=1), _locale())


@lru_cache(_KEPT)
def _month(first: date, locale: str) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", first, locale=locale)


def clock_time(value: time | datetime) -> str:
    """Wall-clock time, 24 hours: "14:00"."""
    return f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime) -> str:
    """Day and time of a wall-clock moment: "24 novembre 2026, 14:00"."""
    return f"{date_medium(value.date())}, {clock_time(value)}"


def times(slot: Slot) -> str:
    """From when to when, within one day: "14:00 – 18:00"; the next midnight is 24:00, a whole day says so."""
    midnight = slot.end.time() == time() and slot.end - timedelta(days=1) < slot.start
    if slot.minutes == 24 * 60 and slot.start.time() == time():
        return _("all day")
    return f"{clock_time(slot.start)} – {'24:00' if midnight else clock_time(slot.end)}"


def slot_text(slot: Slot) -> str:
    """Day and times: "mardi 24 novembre, 14:00 – 18:00"; over several days, both ends in full."""
    start, end = slot.start, slot.end
    first, last = start.date(), end.date()
    if last == first or (end.time() == time() and last == first + DAY):
        return f"{date_weekday(first)}, {times(slot)}"
    if start.time() == end.time() == time():
        return f"{date_weekday(first)} – {date_weekday(last - DAY)}"
    return f"{date_weekday(first)}, {clock_time(start)} – {date_weekday(last)}, {clock_time(end)}"


def slot_with_year(slot: Slot) -> str:
    """`slot_text` for paper, which is kept: "mardi 24 novembre 2026, 14:00 – 18:00"."""
    first, told = slot.start.date(), slot_text(slot)
    one_day = f"{date_weekday(first)}, {times(slot)}"
    return f"{date_long(first)}, {times(slot)}" if told == one_day else f"{told} ({slot.end.year})"


def days_text(first: date, last: date | None = None) -> str:
    """One day, or from one to another, month and year said once: "24 novembre 2026", "1er – 30 novembre 2026"."""
    if last is None or last == first:
        return date_medium(first)
    begins, ends, year = date_medium(first).split(" "), date_medium(last).split(" "), str(last.year)
    while len(begins) > 1 and begins[-1] == ends[-1] and (begins[-1] == year or not begins[-1][0].isdigit()):
        begins.pop()
        ends.pop()
    return f"{' '.join(begins).rstrip(',')} – {date_medium(last)}"


def duration(minutes: int) -> str:
    """A length of time: "45 min", "2 h", "2 h 30"."""
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return f"{rest}{NBSP}min"
    if rest == 0:
        return f"{number(hours)}{NBSP}h"
    return f"{number(hours)}{NBSP}h{NBSP}{rest:02d}"


# --- back from what was typed

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]+")
_AMOUNT = re.compile(r"(?P<sign>[-\u2212]?)(?P<whole>\d{1,3}(?:(?P<group>[ .,])\d{3})(?:(?P=group)\d{3})*|\d+)"
                     r"(?:(?P<point>[.,])(?P<part>\d{1,2}))?")  # fmt: skip
_GROUPS = {"fr": " ", "es": " .", "ca": " .", "eu": " .", "en": " ,"}
_MOST_DIGITS = 12


def parse_amount(text: str) -> int:
    """Cents of an amount as people type it: "12,50", "12.5", "1 234,50 €".

    Comma and point are both taken for the decimal sign. What separates thousands is a space, or the language's own
    sign, or whichever sign is not the decimal one: "1.234" alone is refused in French, where it could mean either.

    Raises:
        NotAnAmount: it is none, or has parts of a cent.
    """
    refusal = NotAnAmount(text=text, example=_decimal(Decimal("12.5"), "0.00", _locale()))
    typed = _SPACES.sub(" ", re.sub(r"€|\beuros?\b|\bEUR\b", "", text, flags=re.IGNORECASE)).strip()
    typed = re.sub(r"^([-\u2212]) ", r"\1", typed)
    found = _AMOUNT.fullmatch(typed)
    if found is None:
        raise refusal
    group, point = found["group"], found["point"]
    if group and (group == point or (not point and group not in _GROUPS.get(language(), " "))):
        raise refusal
    digits = re.sub(r"\D", "", found["whole"])
    if len(digits) > _MOST_DIGITS:
        raise refusal
    cents = int(digits) * 100 + int((found["part"] or "").ljust(2, "0"))
    return -cents if found["sign"] else cents


_CLOCK = re.compile(r"([0-9]{1,2})(?: ?[:.h] ?([0-9]{2})| ?h|([0-9]{2}))?", re.IGNORECASE)


def parse_time(text: str, *, ends: bool = False) -> time:
    """A time of the day as people type it: "14:30", "14h30", "14.30", "1430", "14h", "9".

    With `ends` it is the end of something, which may be the next midnight: "24:00" is taken for it.

    Raises:
        NotATime: it is none.
    """
    found = _CLOCK.fullmatch(" ".join(text.split()))
    hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (-1, 0)
    if ends and (hour, minute) == (24, 0):
        return time()
    if not 0 <= hour <= 23 or minute > 59:
        raise NotATime(text=text, example="14:30")
    return time(hour, minute)


_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_EIGHT_FIGURES = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:[-/. ](\d{4}|\d{2}))?")


def parse_date(text: str, today: date | None = None) -> date:
    """A day as people type it: "24/11/2026", "24.11.26", "2026-11-24", and "24/11" for this year if `today` is given.

    Raises:
        NotADate: it is none, a day that does not exist, or (`DayOutOfReach`) one nobody can mean.
    """
    example = date_short(date(2026, 11, 24))
    typed = text.strip()
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month_, day = (int(part) for part in found.groups())
    elif found := _EIGHT_FIGURES.fullmatch(typed):
        day, month_, year = (int(part) for part in found.groups())
    elif (found := _DAY_FIRST.fullmatch(typed)) and (found[3] or today):
        day, month_ = int(found[1]), int(found[2])
        year = int(found[3]) if found[3] else today.year if today else 0
        year += 2000 if found[3] and len(found[3]) == 2 else 0
    else:
        raise NotADate(text=text, example=example)
    try:
        found_day = date(year, month_, day)
    except ValueError as error:
        raise NotADate(text=text, example=example) from error
    if not in_reach(found_day):
        raise DayOutOfReach(text=text, first=FIRST_DAY, last=LAST_DAY)
    return found_day
