"""A typed line as plain words: without accents or capitals, its figures apart, each word taken once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tierslieu_desk.rules.names import search_key

TAKEN = "|"
_CLOCK = re.compile(r"(?<![\d/.,])(\d{1,2})(?::|\.|h)(\d{2})(?![\d/h.,]| ?(?:%|euro))")
_HOUR = re.compile(r"(?<![\d:])(\d{1,2}) ?h(?:s|rs)?(?![a-z0-9])")
_TOKEN = re.compile(r"\d{1,2}:\d{2}|\d{1,2}h(?![a-z0-9])|\d+|[^\W\d_]+|[/|+-]")
_SIGN, _MONEY = re.compile(r" ?[€$£]"), re.compile(r" (?:euros?|eur|euroak|eurotan|euroko)(?![a-z])")
AMOUNT = " euro "
"""The word after a figure that is money, never so many of a thing."""
_NO_DASH = re.compile(r"-(?!\s?\d)")


class Line:
    """The words of a line, in their order; what is taken leaves its place empty."""

    def __init__(self, text: str) -> None:
        plain = _plain(_SIGN.sub(AMOUNT, text))
        plain = _HOUR.sub(r"\1h ", _CLOCK.sub(r"\1:\2", plain))
        self.words = _TOKEN.findall(_NO_DASH.sub(" ", _MONEY.sub(AMOUNT, plain)))
        self.first = tuple(self.words)
        self.typed: dict[str, str] = {}
        """A word whose spelling was put right, and how it was typed: it may have been somebody's name after all."""

    def left(self) -> list[int]:
        """The places of the words that nothing took yet."""
        return [place for place, word in enumerate(self.words) if word not in {TAKEN, "-", "/", "+"}]

    def take(self, pattern: str) -> re.Match[str] | None:
        """Find that among the words that are left, as whole words, and take it."""
        joined = " ".join(self.words)
        found = re.search(rf"(?<![^ ])(?:{pattern})(?![^ ])", joined)
        if found is None:
            return None
        first = joined.count(" ", 0, found.start())
        self.take_words(range(first, first + found.group().count(" ") + 1))
        return found

    def rewrite(self, pattern: str, other: str) -> None:
        """Write it otherwise, wherever it stands; for words that nothing took yet."""
        self.words = re.sub(pattern, other, " ".join(self.words)).split()

    def take_words(self, places: Iterable[int]) -> None:
        """Those are used."""
        for place in places:
            self.words[place] = TAKEN

    def take_phrase(self, phrases: Iterable[str]) -> str:
        """The longest of those phrases that is there, taken; "" when none is."""
        for phrase in sorted(phrases, key=len, reverse=True):
            if phrase and self.take(re.escape(phrase)) is not None:
                return phrase
        return ""

    def runs(self, words: tuple[str, ...]) -> Iterator[range]:
        """Where these words stand one after the other."""
        size = len(words)
        for start in range(len(self.words) - size + 1):
            if tuple(self.words[start : start + size]) == words:
                yield range(start, start + size)


def _plain(text: str) -> str:
    """As `names.search_key`, but with the signs that belong to times and dates; the dot inside a word is no space."""
    kept = (
        character if character in ":/.-–—+" else search_key(character) or " " for character in text.replace("·", "")
    )
    return "".join(kept).replace("–", "-").replace("—", "-")


def alternatives(phrases: Iterable[str]) -> str:
    """Those phrases as a part of a regular expression, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True) if phrase)
