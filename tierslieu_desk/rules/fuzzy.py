"""Names found while typing, and in spite of typing errors: in either order, without accents, by initials."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from heapq import nsmallest
from itertools import permutations

from tierslieu_desk.rules.names import search_key

NEAR = 72
"""Out of a hundred: how alike a typed word and a word of a name are, at least."""
SHORTEST = 3
"""Letters: shorter words fit too many names to guess."""
_FURTHER = 12.0
"""How much less alike than the best another may be, each word, and still be shown."""
_LONG = 6
"""Letters from which a word may have two typing errors, or be two names written as one."""
_MOST = 12
_WORDS = 4
"""Of a name: which of them each word typed stands for is looked into up to so many."""
_BEGUN = 4
"""Letters from which a word that is only begun may have a typing error as well."""
_ONLY_BEGUN = 2.0
"""How much less a beginning counts than a whole word with the same error."""


class KeyList:
    """The words of every name, in order. `keep` and `drop` change it; it is asked by numbers and answers by numbers."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._begun: dict[int, list[str]] = {}
        self._keys: dict[int, str] = {}
        self._of: dict[str, set[int]] = {}
        for number, name in names.items():
            self._enter(number, search_key(name))
        self._words = sorted(self._of)

    def _enter(self, number: int, key: str) -> list[str]:
        self._keys[number] = key
        fresh = []
        for word in key.split():
            owners = self._of.get(word)
            if owners is None:
                owners = self._of[word] = set()
                fresh.append(word)
            owners.add(number)
        return fresh

    def keep(self, number: int, name: str) -> None:
        """That number has this name from now on."""
        self.drop(number)
        self._begun.clear()
        for word in self._enter(number, search_key(name)):
            insort(self._words, word)

    def drop(self, number: int) -> None:
        """Nobody has that number any more."""
        self._begun.clear()
        for word in self._keys.pop(number, "").split():
            owners = self._of.get(word, set())
            owners.discard(number)
            if not owners and word in self._of:
                del self._of[word]
                del self._words[bisect_left(self._words, word)]

    def knows(self, word: str) -> bool:
        """Whether it begins a word of somebody's name."""
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at].startswith(word)

    def beginning(self, word: str) -> set[int]:
        """Those with a word in their name that begins so."""
        at, found = bisect_left(self._words, word), set()
        while at < len(self._words) and self._words[at].startswith(word):
            found |= self._of[self._words[at]]
            at += 1
        return found

    def found(self, text: str, most: int = _MOST) -> list[int]:
        """Those with a word beginning with each word typed; names that begin with the text first, then by name."""
        typed = search_key(text)
        words = sorted(set(typed.split()), key=len, reverse=True)
        if not words:
            return []
        among = self.beginning(words[0])
        keys = self._keys
        for word in words[1:]:
            spaced = " " + word
            among = {number for number in among if spaced in " " + keys[number]}
        return nsmallest(most, among, key=lambda number: (not keys[number].startswith(typed), keys[number], number))

    def who(self, text: str) -> tuple[int, ...]:
        """Who may be meant by all of these words: whole words before beginnings, those before typing errors."""
        typed = search_key(text).split()
        if not typed:
            return ()
        whole = set.intersection(*(self._of.get(word, set()) for word in typed))
        if whole:
            full = {number for number in whole if sorted(self._keys[number].split()) == sorted(typed)}
            return tuple(sorted(full or whole))
        begun = self.found(text)
        return tuple(begun) if begun else self.near(text)

    def near(self, text: str, most: int = _MOST) -> tuple[int, ...]:
        """Who is called nearly so, the nearest first: each word typed is near a word of the name.

        Failing that, both names written as one, or their initials.
        """
        typed = search_key(text).split()
        scores: dict[int, float] = {}
        for turn, word in enumerate(typed):
            alike = self._alike(word)
            among = scores if turn else dict.fromkeys(alike, 0.0)
            scores = {number: score + alike[number] for number, score in among.items() if number in alike}
        if len(typed) > 1:
            scores = {number: score for number, score in scores.items() if self._one_each(typed, number)}
        if not scores and len(typed) == 1:
            scores = self._as_one(typed[0])
        ranked = nsmallest(most, scores.items(), key=lambda one: (-one[1], self._keys[one[0]], one[0]))
        best = ranked[0][1] if ranked else 0.0
        return tuple(number for number, score in ranked if score >= best - _FURTHER * len(typed))

    def _alike(self, word: str) -> dict[int, float]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = dict.fromkeys(self.beginning(word), 100.0)
        if len(word) < SHORTEST:
            return found
        errors = 1 if len(word) < _LONG else 2
        for other, count, _at in process.extract(word, self._words, scorer=OSA.distance, score_cutoff=errors, limit=50):
            score = 100.0 * (1 - count / max(len(word), len(other)))
            if len(other) >= SHORTEST and score >= NEAR:
                for number in self._of[other]:
                    found[number] = max(found.get(number, 0.0), score)
        if len(word) >= _BEGUN:
            for other, count, _at in process.extract(
                word, self._beginnings(len(word)), scorer=OSA.distance, score_cutoff=1, limit=50
            ):
                score = 100.0 * (1 - count / len(word)) - _ONLY_BEGUN
                for number in self.beginning(other) if count else ():
                    found[number] = max(found.get(number, 0.0), score)
        return found

    def _one_each(self, typed: list[str], number: int) -> bool:
        """Whether each word typed has a word of the name for itself: "kate late" is not Kate twice."""
        own = self._keys[number].split()
        if len(typed) > len(own) or len(own) > _WORDS:
            return len(typed) <= len(own)
        likes = [{place for place, mine in enumerate(own) if self._like(word, mine)} for word in typed]
        return any(
            all(place in like for place, like in zip(order, likes, strict=True))
            for order in permutations(range(len(own)), len(typed))
        )

    def _like(self, word: str, mine: str) -> bool:
        from rapidfuzz.distance import OSA

        errors = 1 if len(word) < _LONG else 2
        begun = len(word) >= _BEGUN and OSA.distance(word, mine[: len(word)]) <= 1
        return mine.startswith(word) or begun or (len(word) >= SHORTEST and OSA.distance(word, mine) <= errors)

    def _beginnings(self, length: int) -> list[str]:
        """So many letters of every longer word, each once."""
        if length not in self._begun:
            self._begun[length] = list(dict.fromkeys(word[:length] for word in self._words if len(word) > length))
        return self._begun[length]

    def _as_one(self, word: str) -> dict[int, float]:
        if len(word) in {2, 3}:
            wanted = sorted(word)
            return {number: 1.0 for number, key in self._keys.items() if sorted(w[0] for w in key.split()) == wanted}
        if len(word) < _LONG:
            return {}
        found = {}
        for cut in range(1, len(word)):
            for number in self._of.get(word[:cut], ()):
                words = self._keys[number].split()
                if "".join(words).startswith(word) or "".join(reversed(words)).startswith(word):
                    found[number] = 1.0
        return found
