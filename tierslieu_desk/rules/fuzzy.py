"""Names found in spite of typing errors: in either order, without accents, by initials, the likeliest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from tierslieu_desk.rules.names import search_key

NEAR = 72
"""Out of a hundred: how alike a typed word and a word of a name are, at least."""
SHORTEST = 3
"""Letters: shorter words fit too many names to guess."""


class KeyList:
    """The words of every name, in order, to be looked up while typing. Not written to once it is made."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._keys = {number: tuple(search_key(name).split()) for number, name in names.items()}
        words: dict[str, list[int]] = {}
        for number, key in self._keys.items():
            for word in dict.fromkeys(key):
                words.setdefault(word, []).append(number)
        self._words = sorted(words)
        self._of = words

    def knows(self, word: str) -> bool:
        """Whether it begins a word of somebody's name."""
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at].startswith(word)

    def beginning(self, word: str) -> set[int]:
        """Those with a word in their name that begins so."""
        at, found = bisect_left(self._words, word), set()
        while at < len(self._words) and self._words[at].startswith(word):
            found.update(self._of[self._words[at]])
            at += 1
        return found

    def who(self, text: str) -> tuple[int, ...]:
        """Who may be meant by all of these words: whole words before beginnings, those before typing errors."""
        typed = search_key(text).split()
        if not typed:
            return ()
        whole = self._all([set(self._of.get(word, ())) for word in typed])
        if whole:
            full = {number for number in whole if sorted(self._keys[number]) == sorted(typed)}
            return tuple(sorted(full or whole))
        begun = self._all([self.beginning(word) for word in typed])
        return tuple(sorted(begun)) if begun else self.near(text)

    def near(self, text: str, most: int = 12) -> tuple[int, ...]:
        """Who is called nearly so, the nearest first; each word typed is near a word of the name."""
        typed = search_key(text).split()
        scores: dict[int, float] = {}
        for turn, word in enumerate(typed):
            of_word = self._near_word(word)
            for number in list(scores) if turn else list(of_word):
                if number in of_word:
                    scores[number] = scores.get(number, 0) + of_word[number]
                else:
                    scores.pop(number, None)
        ranked = sorted(scores.items(), key=lambda one: (-one[1], self._keys[one[0]]))
        best = ranked[0][1] if ranked else 0
        return tuple(number for number, score in ranked[:most] if score >= best - _FURTHER * len(typed))

    def _near_word(self, word: str) -> dict[int, float]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = dict.fromkeys(self.beginning(word), 100.0)
        if len(word) < SHORTEST:
            return found
        most = 1 if len(word) < 6 else 2
        for other, errors, _at in process.extract(
            word, self._words, scorer=OSA.distance, processor=None, score_cutoff=most, limit=200
        ):
            if len(other) < SHORTEST:
                continue
            score = 100.0 * (1 - errors / max(len(word), len(other)))
            if score < NEAR:
                continue
            for number in self._of[other]:
                found[number] = max(found.get(number, 0.0), score)
        return found

    def _all(self, sets: Sequence[set[int]]) -> set[int]:
        return set.intersection(*sets) if sets else set()


_FURTHER = 12.0
"""How much less alike than the best another may be and still be shown."""
