"""Lengths of time as people write them at a desk: "2h", "1 h 30", "2,5", "90 min"; and a line of volunteer time."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|hours?|heures?|horas?|hores?|ordu)?", re.IGNORECASE)
_HOURS_AND = re.compile(r"(\d{1,3})\s*(?:h|:)\s*(\d{1,2})\s*(?:min|m|mn)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,4})\s*(?:minutes?|minutos?|minuts?|minutu|min|mn|m|\u2032)", re.IGNORECASE)
_WITH_UNIT = re.compile(
    r"(?:\d{1,3}\s*(?:h|:)\s*\d{1,2}(?:\s*min)?|\d{1,4}\s*(?:minutes?|minutos?|minuts?|minutu|min|mn)\b"
    r"|\d{1,3}(?:[.,]\d{1,2})?\s*(?:h\b|hours?\b|heures?\b|horas?\b|hores?\b|ordu\b))",
    re.IGNORECASE,
)
VOLUNTEER_WORDS = frozenset(
    {"benevolat", "benevole", "volunteer", "volunteering", "voluntariado", "voluntario", "voluntaria"}
    | {"voluntariat", "voluntari", "boluntario", "boluntarioa", "boluntarioak", "boluntariotza", "auzolan"}
)
"""What a line of volunteer time begins with, in any of the five languages, without accents."""


@dataclass(frozen=True, slots=True)
class VolunteerLine:
    """What a line says: minutes, and the words that are a name and what was done, in whatever order."""

    minutes: int
    words: tuple[str, ...]


def minutes_of(text: str) -> int | None:
    """Whole minutes; a bare number is hours. None for anything else."""
    bare = " ".join(text.split())
    if found := _HOURS_AND.fullmatch(bare):
        hours, minutes = int(found[1]), int(found[2])
        return hours * 60 + minutes if minutes < 60 else None
    if found := _MINUTES.fullmatch(bare):
        return int(found[1])
    if found := _HOURS.fullmatch(bare):
        part = found[2] or "0"
        return int(found[1]) * 60 + int(part) * 60 // int("1" + "0" * len(part))
    return None


def volunteer_line(text: str) -> VolunteerLine | None:
    """A line like "benevolat 2h Marie jardin"; None when it is none, or says no time yet."""
    first, _space, rest = text.strip().partition(" ")
    if _plain(first) not in VOLUNTEER_WORDS:
        return None
    found = _WITH_UNIT.search(rest)
    minutes = minutes_of(found[0]) if found is not None else None
    if found is None or minutes is None:
        return None
    return VolunteerLine(minutes, tuple((rest[: found.start()] + " " + rest[found.end() :]).split()))


def _plain(word: str) -> str:
    spread = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
