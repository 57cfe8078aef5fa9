"""Who may be the same as somebody else: the same words in another order or spelling, the same e-mail, the same phone.

Names are compared only where something of them is the same already (a word, or how two words begin), so that twenty
thousand of them are gone through in seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

ALIKE = 88
"""Out of 100: one letter in eight may differ."""
_OF_ONE_WORD = 400
"""How many may share a word that is still compared; more is a first name of the country."""
_PHONE_FIGURES = 9
Progress = Callable[[int, int], None]


class Why(StrEnum):
    """What two have in common, the strongest first."""

    NAME = "name"
    SPELLING = "spelling"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of somebody; `key` is the name without accents or capitals."""

    id: int
    kind: str
    key: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, the first written down first, and why."""

    first: int
    second: int
    why: tuple[Why, ...]


def pairs(known: Sequence[Known], progress: Progress = lambda _done, _of: None) -> tuple[Pair, ...]:
    """Everybody who may be somebody else, the likeliest first; a person is never an organisation.

    `progress(done, of)` is told as it goes on, and may raise to stop it.
    """
    found: dict[tuple[int, int], set[Why]] = defaultdict(set)
    by_id = {one.id: one for one in known}
    for why, groups in ((Why.EMAIL, _groups(known, _email)), (Why.PHONE, _groups(known, _phone))):
        for group in groups:
            for first, second in combinations(sorted(group), 2):
                if by_id[first].kind == by_id[second].kind:
                    found[first, second].add(why)
    for first, second, why in _alike(known, progress):
        found[first, second].add(why)
    made = [Pair(*both, tuple(why for why in Why if why in whys)) for both, whys in found.items()]
    return tuple(sorted(made, key=_likeliest))


def _likeliest(pair: Pair) -> tuple[int, int, int, int]:
    by_name = Why.NAME in pair.why or Why.SPELLING in pair.why
    return -len(pair.why), -int(by_name), pair.first, pair.second


def _groups(known: Sequence[Known], of: Callable[[Known], str]) -> Iterator[list[int]]:
    held: dict[str, list[int]] = defaultdict(list)
    for one in known:
        key = of(one)
        if key:
            held[key].append(one.id)
    return (group for group in held.values() if 1 < len(group) <= _OF_ONE_WORD)


def _email(one: Known) -> str:
    return one.email.strip().lower()


def _phone(one: Known) -> str:
    return phone_key(one.phone)


def phone_key(phone: str) -> str:
    """The figures that two spellings of a number have in common; empty when there are too few to tell."""
    figures = "".join(filter(str.isdigit, phone))
    return figures[-_PHONE_FIGURES:] if len(figures) >= _PHONE_FIGURES else ""


def _alike(known: Sequence[Known], progress: Progress) -> Iterator[tuple[int, int, Why]]:
    from rapidfuzz import fuzz

    sorted_keys = {one.id: " ".join(sorted(one.key.split())) for one in known}
    seen: set[tuple[int, int]] = set()
    blocks = _blocks(known)
    for done, block in enumerate(blocks):
        progress(done, len(blocks))
        for first, second in combinations(sorted(block), 2):
            if (first, second) in seen:
                continue
            seen.add((first, second))
            one, other = sorted_keys[first], sorted_keys[second]
            if one == other:
                yield first, second, Why.NAME
            elif fuzz.ratio(one, other, score_cutoff=ALIKE):
                yield first, second, Why.SPELLING


def _blocks(known: Sequence[Known]) -> list[list[int]]:
    """Those of one kind who share a whole word, or how two of their words begin."""
    held: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for one in known:
        words = sorted(set(one.key.split()))
        for word in words:
            if len(word) > 2:
                held[one.kind, word].append(one.id)
        for two in combinations(sorted({word[:2] for word in words}), 2):
            held[(one.kind, *two)].append(one.id)
        if len(words) == 1:
            held[one.kind, words[0][:2], ""].append(one.id)
    return [block for block in held.values() if 1 < len(block) <= _OF_ONE_WORD]
