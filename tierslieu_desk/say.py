"""Turns what the desk refuses into a sentence for the person at the desk: what stands in the way, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from tierslieu_desk import formats, say_calendar, say_search, say_words
from tierslieu_desk.errors import DeskError
from tierslieu_desk.i18n import _
from tierslieu_desk.say_words import BARE, NONE_AT_ALL, OF_A_KIND

WORDS = {**say_words.WORDS, "field": {**say_words.WORDS["field"], **say_calendar.FIELDS}}
SENTENCES = {**say_words.SENTENCES, **say_calendar.SENTENCES, **say_search.SENTENCES}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def sentence(error: DeskError) -> str:
    """The sentence for a refusal, in the language in force; the shorter one when it does not know enough."""
    facts = _Shown({name: shown(value, name) for name, value in error.facts.items()})
    start, end = error.facts.get("start"), error.facts.get("end")
    if isinstance(start, datetime) and isinstance(end, datetime) and start.date() == end.date():
        facts["end"] = formats.clock_time(end)
    facts |= _within_a_day(error)
    counted, none_at_all = NONE_AT_ALL.get(error.code, ("", ""))
    said = _(none_at_all if none_at_all and error.facts.get(counted) == 0 else SENTENCES[error.code])
    said = _(OF_A_KIND[kind]) if (kind := (error.code, str(error.facts.get("kind", "")))) in OF_A_KIND else said
    if error.code in BARE and not all(facts[name] for name in placeholders(said)):
        said = _(BARE[error.code])
    return (said % facts).strip()


def _within_a_day(error: DeskError) -> dict[str, str]:
    """Of a refusal that says the day: the day as it is spoken, and of the times on it only the hour."""
    day, times = error.facts.get("day"), (error.facts.get("since"), error.facts.get("left"))
    if not isinstance(day, date) or not all(isinstance(one, datetime) for one in times):
        return {}
    said = {"day": formats.date_in_year(day)}
    for name, one in zip(("since", "left"), times, strict=True):
        if isinstance(one, datetime) and one.date() == day:
            said[name] = formats.clock_time(one)
    return said


def placeholders(text: str) -> list[str]:
    """The facts a sentence asks for."""
    return _PLACEHOLDER.findall(text)


def in_cloud_folder(folder: str) -> str:
    """What to know, and to do, of a desk that a cloud client copies while it is written to."""
    words = _(
        "A cloud service copies %(folder)s and can damage the desk while it is open. Close the desk and have this "
        "folder moved elsewhere on this computer: only copies belong in the cloud."
    )
    return words % {"folder": folder}


def plain_facts(error: DeskError) -> dict[str, object]:
    """The facts as JSON takes them: times in ISO 8601, cents as numbers."""
    return {name: _plain(value) for name, value in error.facts.items()}


def shown(value: object, name: str = "") -> str:
    """A fact as the person at the desk reads it."""
    if name.endswith("_cents") and isinstance(value, int):
        return formats.amount(value)
    if name.endswith("_minutes") and isinstance(value, int):
        return formats.duration(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.date_medium(value)
    if value is None:
        return ""
    if isinstance(value, str):
        words = WORDS.get(name, {})
        return _(words[value]) if value in words else value
    if isinstance(value, Iterable):
        return ", ".join(shown(one) for one in value)
    return str(value)


class _Shown(dict[str, str]):
    """A fact that a refusal does not carry leaves no trace in its sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Iterable):
        return [_plain(one) for one in value]
    return str(value)
