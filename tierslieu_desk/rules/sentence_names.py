"""The rooms, things and articles of a house found in a typed line, one typing error in a longer word allowed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.sentence_line import Line
from tierslieu_desk.rules.sentence_meaning import Named, Names
from tierslieu_desk.rules.sentence_words import LANGUAGES, Words


class Said:
    """What was found in the line so far. `unclear`: several things may be meant; `kind_of_unit`: only "a room"."""

    def __init__(self, line: Line, words: Words) -> None:
        self.line = line
        self.words = words
        self.unit: Named | None = None
        self.thing: Named | None = None
        self.article: Named | None = None
        self.count: int | None = None
        self.unclear = False
        self.kind_of_unit = False
        self.kind_at: int | None = None
        self.card: Named | None = None
        self.card_told = False


def find_whole_names(said: Said, names: Names) -> None:
    """Things and rooms whose whole name is there, figures and all: "Box 1", "Clé B"."""
    for things in (False, True):
        for one in sorted(names.things if things else names.units, key=_length, reverse=True):
            key = tuple(search_key(one.name).split())
            run = next(said.line.runs(key), None)
            if run is None or len(key) < 2:
                continue
            if things and said.thing is None:
                said.thing = one
            elif not things and said.unit is None:
                said.unit = one
            else:
                continue
            said.line.take_words(run)
    if said.thing is None and said.unit is None:
        find_unit(said, names, by_itself=False)


def find_card(said: Said) -> None:
    """A prepaid card and how much is put on it: beside each other, or anywhere when it is called by its whole name."""
    amount, line = r"(?P<whole{n}>\d{{1,4}})(?: (?P<part{n}>\d\d))? euro", said.line
    beside = iter(said.words.prepaid_of.split("#"))
    pattern = next(beside) + "".join(amount.format(n=n) + rest for n, rest in enumerate(beside))
    whole = bool(line.take_phrase(said.words["prepaid"]))
    found = line.take(amount.format(n=0)) if whole else line.take(pattern)
    said.card_told = whole or found is not None
    if found is not None:
        groups = {name[:-1]: value for name, value in found.groupdict().items() if value is not None}
        cents = 100 * int(groups["whole"]) + int(groups.get("part", 0))
        said.card = Named(cents, f"{cents // 100}.{cents % 100:02d}")


def _length(one: Named) -> int:
    return len(one.name)


def find_unit(said: Said, names: Names, *, by_itself: bool) -> None:
    """By the words only it has: "jaune" for "Salle jaune"; what kinds of rooms have in common says only that."""
    every = [(one, _plain_words(one, said.words)) for one in (*names.units, *names.things)]
    hits: list[tuple[int, Named]] = []
    general: list[int] = []
    for place in said.line.left():
        word = said.line.words[place]
        if word in everyday():
            continue
        owners = [one for one, own in every if any(_same(word, mine, names) for mine in own)]
        if len(owners) == 1 and (len(word) > 2):
            hits.append((place, owners[0]))
        elif len(owners) > 1:
            general.append(place)
    found = {one for _place, one in hits}
    if by_itself:
        said.kind_of_unit = bool(general) and not found
        if said.kind_of_unit:
            said.kind_at = general[0]
            said.line.take_words(general[:1])
        return
    if len(found) == 1 and not _is_somebody(said, hits, names):
        (one,) = found
        if one in names.things and one not in names.units:
            said.thing = one
        else:
            said.unit = one
        mine = _plain_words(one, said.words)
        places = [place for place, _one in hits]
        places += [place for place in general if any(_same(said.line.words[place], own, names) for own in mine)]
        said.line.take_words(places)


def room_not_there(said: Said, names: Names) -> str:
    """The words beside "room" that are nobody's name, with it: a room this house does not have; "" when none."""
    if said.kind_at is None or said.unit is not None:
        return ""
    free = {place for place in said.line.left() if _may_name_a_room(said, said.line.words[place], names)}
    first = last = said.kind_at
    while last + 1 in free:
        last += 1
    while last == said.kind_at and first - 1 in free:
        first -= 1
    if first == last:
        return ""
    return " ".join(said.line.first[first : last + 1])


def nearest_rooms(words: str, names: Names) -> tuple[Named, ...]:
    """The rooms whose names are most like those words, the likeliest first."""
    from rapidfuzz import fuzz, process

    keys = {place: search_key(one.name) for place, one in enumerate(names.units)}
    found = process.extract(words, keys, scorer=fuzz.token_sort_ratio, limit=NEAREST)
    return tuple(names.units[place] for _name, _score, place in found)


NEAREST = 3
"""So many rooms are offered instead of one that is not there."""


def _may_name_a_room(said: Said, word: str, names: Names) -> bool:
    return word.isalpha() and word not in said.words["small"] and word not in everyday() and not names.knows(word)


def _is_somebody(said: Said, hits: Sequence[tuple[int, Named]], names: Names) -> bool:
    """Whether the only word for a room is a name of somebody, who is not named otherwise."""
    words = [said.line.words[place] for place, _one in hits]
    return len(words) == 1 and names.knows(words[0]) and len(said.line.left()) <= 2


def _plain_words(one: Named, words: Words) -> list[str]:
    return [word for word in search_key(one.name).split() if word not in words["small"] and len(word) > 2]


def find_article(said: Said, names: Names) -> None:
    """What is sold: its whole name with its figure, or any word of it that is enough."""
    for one in sorted(names.articles, key=_length, reverse=True):
        key = tuple(search_key(one.name).split())
        run = next(said.line.runs(key), None)
        if run is not None:
            said.article = one
            said.line.take_words(run)
            return
    found: list[tuple[Named, list[int]]] = []
    for one in names.articles:
        own = _plain_words(one, said.words)
        joined = "".join(own)
        places = [
            place
            for place in said.line.left()
            if said.line.words[place] not in everyday()
            and any(_one_of(said.line.words[place], mine, names) for mine in (*own, joined))
        ]
        if places:
            found.append((one, places))
    if not found:
        return
    most = max(len(places) for _one, places in found)
    best = [(one, places) for one, places in found if len(places) == most]
    plain = [(one, places) for one, places in best if not any(word.isdigit() for word in one.name.split())]
    figures = {said.line.words[place] for place in said.line.left() if said.line.words[place].isdigit()}
    books = [one for one, _places in best if figures & set(search_key(one.name).split())]
    if len(plain) == 1 and not books:
        said.article = plain[0][0]
    else:
        said.unclear = len(best) > 1
        said.article = None if said.unclear else best[0][0]
    taken = {place for _one, places in best for place in places}
    own_words = {word for one, _places in best for word in search_key(one.name).split() if not word.isdigit()}
    said.line.take_words(_with_neighbours(said, taken, own_words, names))


def _with_neighbours(said: Said, taken: set[int], own: set[str], names: Names) -> set[int]:
    """And the everyday words of its name beside them: "demi-journée" behind "2 tickets"."""
    for step in (1, -1):
        for place in tuple(taken):
            beside = place + step
            while 0 <= beside < len(said.line.words):
                word = said.line.words[beside]
                if beside not in taken and not any(_one_of(word, mine, names) for mine in own):
                    break
                taken.add(beside)
                beside += step
    return taken


@cache
def _forms(word: str) -> frozenset[str]:
    """A word and what it is when there are several of it, in any of the languages."""
    several = {word + ending for ending in ("", "s", "es", "x", "ns", "a", "ak", "k")}
    if word.endswith("a"):
        several |= {word[:-1] + "es", word[:-1], word + "k"}
    return frozenset(several)


def _one_of(word: str, own: str, names: Names) -> bool:
    forms = [form for form in _forms(own) if len(form) > 4] if len(own) > 3 else []
    return word in _forms(own) or any(_near(word, form, names) for form in forms)


def _same(word: str, own: str, names: Names) -> bool:
    return word == own or _near(word, own, names)


def _near(word: str, own: str, names: Names) -> bool:
    """One typing error in a word of five letters or more, unless it is somebody's name as it stands."""
    if min(len(word), len(own)) < 4 or len(own) < 5 or abs(len(word) - len(own)) > 1:
        return False
    return _errors(word, own) == 1 and not names.knows(word)


@cache
def _errors(word: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(word, other, score_cutoff=1))


def mend(line: Line, words: Words, names: Names) -> None:
    """Put right one typing error in the language's own words, where nobody and nothing is called so.

    A word for an act is put right only where letters changed places or one was doubled or not: any other letter may
    make it another word, or the same act not done yet ("llegada", arrived; "llegará", will arrive).
    """
    known, acts = _vocabulary(words), _act_words(words)
    house = {word for one in (*names.units, *names.articles, *names.things) for word in search_key(one.name).split()}
    for place, word in enumerate(line.words):
        if len(word) < 5 or not word.isalpha() or word in known or any(word in _forms(own) for own in house):
            continue
        if word in everyday():
            continue
        near = [other for other in known if len(other) > 4 and abs(len(other) - len(word)) < 2]
        near = [other for other in near if _errors(word, other) == 1 and (other not in acts or _slipped(word, other))]
        if len(near) == 1 and not names.knows(word) and not any(_near(word, own, names) for own in house):
            line.words[place] = near[0]
            line.typed[near[0]] = word


def _act_words(words: Words) -> set[str]:
    return {word for name in (*_VERBS, *_THINGS) for phrase in words[name] for word in phrase.split()}


_VERBS = ("book", "sell", "pay", "slate", "arrive", "leave", "give_back", "hand", "passing")
_THINGS = ("letter", "parcel", "registered", "cash", "card", "cheque")


def _slipped(word: str, other: str) -> bool:
    """Whether a finger slipped: two letters changed places, or one was pressed twice, or once where it is double."""
    return sorted(word) == sorted(other) or _single(word) == _single(other)


def _single(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


@cache
def _vocabularies() -> dict[str, frozenset[str]]:
    found = {}
    for code, words in LANGUAGES.items():
        single = {
            word for name in words.phrases if name != "prepaid" for phrase in words[name] for word in phrase.split()
        }
        single |= set(re.findall(r"[a-z]{2,}", words.in_days))
        found[code] = frozenset(word.split(":")[0] for word in single)
    return found


def _vocabulary(words: Words) -> frozenset[str]:
    """The single words of a language."""
    return next(_vocabularies()[code] for code, one in LANGUAGES.items() if one is words)


@cache
def everyday() -> frozenset[str]:
    """The single words of all languages: none of them alone stands for a room or for something sold."""
    return frozenset().union(*_vocabularies().values())
