"""What a line typed at the counter means: the act, who, what, when, how many, how paid; or what is to be asked back.

Pure: the names of a house are handed in. A line is understood when each of its words is; what may mean two things is
asked, never guessed. `None`: it is no sentence, but a name to look for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache

from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.sentence_line import TAKEN, Line
from tierslieu_desk.rules.sentence_times import Times, counted, read_times
from tierslieu_desk.rules.sentence_words import LANGUAGES, Words
from tierslieu_desk.wallclock import Slot


class ActKind(StrEnum):
    """What a sentence asks to be done."""

    BOOK = "book"
    SELL = "sell"
    PAY = "pay"
    MAIL_IN = "mail_in"
    MAIL_OUT = "mail_out"
    GIVE_BACK = "give_back"
    ARRIVE = "arrive"
    LEAVE = "leave"
    PASSER_BY = "passer_by"


class Asked(StrEnum):
    """What is not told, or may mean two things."""

    WHO = "who"
    WHAT = "what"
    DAY = "day"
    START = "start"
    UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has a name, and its number."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a house. `who` finds people by a few words, the likeliest first, typing errors allowed.

    `knows`: whether a word begins a word of somebody's name; such a word is never taken for a misspelled other one.
    """

    units: Sequence[Named]
    articles: Sequence[Named]
    things: Sequence[Named]
    who: Callable[[str], Sequence[Named]]
    knows: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sentence understood. `what` is a unit, an article, a thing, or a kind of mail by its name; `paid` a method."""

    act: ActKind
    who: Named | None = None
    what: Named | None = None
    when: Slot | None = None
    count: int = 1
    paid: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence of which something is to be asked. `choices`: who may be meant; `words` nobody answers to."""

    asked: Asked
    act: ActKind | None = None
    choices: tuple[Named, ...] = ()
    words: str = ""


def understand(text: str, names: Names, now: datetime, language: str = "fr") -> Meaning | Ask | None:
    """What it means, in the window's language first, then in any other that understands all of it."""
    first = _read(text, names, now, LANGUAGES[language] if language in LANGUAGES else LANGUAGES["en"])
    if isinstance(first, Meaning) or (isinstance(first, Ask) and not first.words):
        return first
    others = [_read(text, names, now, words) for code, words in LANGUAGES.items() if code != language]
    meant = {found for found in others if isinstance(found, Meaning)}
    if meant:
        return meant.pop() if len(meant) == 1 else Ask(Asked.WHAT)
    return next((found for found in others if isinstance(found, Ask) and not found.words), first)


@dataclass(slots=True)
class _Said:
    """What was found in the line so far."""

    line: Line
    words: Words
    unit: Named | None = None
    thing: Named | None = None
    article: Named | None = None
    count: int | None = None
    unclear: bool = False
    kind_of_unit: bool = False


def _read(text: str, names: Names, now: datetime, words: Words) -> Meaning | Ask | None:
    found: ActKind | Meaning | Ask | None
    line = Line(text)
    if not line.words or (len(line.words) < 2 and not _mail_word(line, words)):
        return None
    said = _Said(line, words)
    _mend(line, words, names)
    _named(said, names)
    verbs = {name: bool(line.take_phrase(words[name])) for name in _MAIL}
    if not any(verbs.values()):
        _find_article(said, names)
    verbs |= {name: bool(line.take_phrase(words[name])) for name in _VERBS}
    paid = next((name for name in ("cheque", "card", "cash") if line.take_phrase(words[name])), "")
    slate = bool(line.take_phrase(words["slate"]))
    if said.unit is None and said.thing is None and not any(verbs[name] for name in _MAIL):
        _find_unit(said, names, by_itself=True)
    times = read_times(line, words, now)
    _find_count(said)
    found = _act(said, verbs, (paid, slate), times)
    if isinstance(found, ActKind):
        found = _complete(said, found, verbs, (paid, slate), times, names)
    if isinstance(found, Ask) and not found.words:
        return replace(found, words=_unknown(said, names))
    return found


def _unknown(said: _Said, names: Names) -> str:
    """The words that are neither this language's nor anybody's name."""
    left = (said.line.words[place] for place in said.line.left())
    return " ".join(
        word
        for word in left
        if word not in said.words["small"] and not names.knows(_bare(word, said.words, names) if word.isalpha() else "")
    )


_MAIL = ("registered", "parcel", "letter")
_VERBS = ("passing", "give_back", "arrive", "leave", "hand", "sell", "pay", "book")


def _mail_word(line: Line, words: Words) -> bool:
    return line.words[0] in {phrase for name in _MAIL for phrase in words[name]}


def _act(said: _Said, verbs: dict[str, bool], money: tuple[str, bool], times: Times) -> ActKind | Ask | None:
    """The one act that is told; two at once are asked apart, none is no sentence."""
    paid, slate = money
    mail = any(verbs[name] for name in _MAIL)
    found: list[ActKind] = []
    if mail:
        found.append(ActKind.MAIL_OUT if verbs["hand"] else ActKind.MAIL_IN)
    if verbs["passing"] and not mail:
        found.append(ActKind.PASSER_BY)
    if said.article is not None or said.unclear:
        found.append(ActKind.SELL)
    if said.unit is not None or said.kind_of_unit or (verbs["book"] and times.any):
        found.append(ActKind.BOOK)
    if verbs["give_back"]:
        found = [one for one in found if one is not ActKind.BOOK or times.any]
        found.append(ActKind.GIVE_BACK)
    if not found and (verbs["pay"] or slate):
        found.append(ActKind.PAY)
    if not found and verbs["arrive"]:
        found.append(ActKind.ARRIVE)
    if not found and verbs["leave"]:
        found.append(ActKind.LEAVE)
    if not found:
        return Ask(Asked.WHAT) if said.thing is not None or (paid and times.any) else None
    money_told = bool(paid or slate or verbs["pay"] or verbs["sell"])
    clash = len(found) > 1
    clash |= times.any and found[0] is not ActKind.BOOK
    clash |= money_told and found[0] not in {ActKind.SELL, ActKind.PAY}
    clash |= (verbs["arrive"] or verbs["leave"]) and found[0] in {ActKind.BOOK, ActKind.SELL, ActKind.PAY}
    clash |= bool(paid and slate) and found[0] is ActKind.SELL
    clash |= said.thing is not None and found[0] is not ActKind.GIVE_BACK
    clash |= verbs["arrive"] and verbs["leave"]
    return Ask(Asked.WHAT, found[0]) if clash else found[0]


def _complete(
    said: _Said,
    act: ActKind,
    verbs: dict[str, bool],
    money: tuple[str, bool],
    times: Times,
    names: Names,
) -> Meaning | Ask:
    what = said.article if act is ActKind.SELL else said.unit if act is ActKind.BOOK else said.thing
    if act in {ActKind.MAIL_IN, ActKind.MAIL_OUT}:
        what = Named(0, next(name for name in _MAIL if verbs[name])) if act is ActKind.MAIL_IN else None
    if act is ActKind.GIVE_BACK and what is None:
        what = said.unit
    who, ask = _who(said, act, names)
    paid, slate = money
    if act is ActKind.SELL and slate:
        paid = "slate"
    nobody = who is None and ask is None
    if ask is not None:
        return ask
    if said.unclear or (what is None and act in {ActKind.BOOK, ActKind.SELL, ActKind.GIVE_BACK}):
        return Ask(Asked.WHAT, act)
    if nobody and (act not in _WITHOUT_A_NAME or paid == "slate"):
        return Ask(Asked.WHO, act)
    if act is ActKind.PASSER_BY and who is not None:
        return Ask(Asked.WHAT, act)
    if act is not ActKind.BOOK:
        if said.count is not None and act not in _COUNTED:
            return Ask(Asked.WHAT, act)
        return Meaning(act, who, what, count=said.count or 1, paid=paid)
    return _booking(who, what, said, times)


def _booking(who: Named | None, what: Named | None, said: _Said, times: Times) -> Meaning | Ask:
    act = ActKind.BOOK
    if said.count is not None:
        return Ask(Asked.WHAT, act)
    if times.wrong_day:
        return Ask(Asked.DAY, act)
    if times.start is None:
        return Ask(Asked.START, act)
    if times.end is None or times.wrong_end:
        return Ask(Asked.UNTIL, act)
    if times.day is None:
        return Ask(Asked.DAY, act)
    when = Slot(datetime.combine(times.day, times.start), datetime.combine(times.day, times.end))
    return Meaning(act, who, what, when)


_COUNTED = {ActKind.SELL, ActKind.MAIL_IN, ActKind.PASSER_BY}
_WITHOUT_A_NAME = {ActKind.SELL, ActKind.PASSER_BY, ActKind.GIVE_BACK}


def _who(said: _Said, act: ActKind, names: Names) -> tuple[Named | None, Ask | None]:
    """Whoever the words that are left name: one, nobody when none is left, or a question."""
    left = [said.line.words[place] for place in said.line.left()]
    told = [word for word in left if word not in said.words["small"]]
    if not told:
        return None, None
    if any(word.isdigit() or ":" in word for word in told):
        return None, Ask(Asked.WHAT, act, words=" ".join(told))
    found = names.who(" ".join(told))
    if not found and said.words.endings:
        told = [_bare(word, said.words, names) for word in told]
        found = names.who(" ".join(told))
    if len(" ".join(told)) < 2:
        found = ()
    if len(found) != 1:
        return None, Ask(Asked.WHO, act, tuple(found), "" if found else " ".join(told))
    return (found[0], None) if not _name_taken(said, told, found[0]) else (None, Ask(Asked.WHO, act))


def _bare(word: str, words: Words, names: Names) -> str:
    """The name inside "Odilerentzat"."""
    if names.knows(word):
        return word
    for ending in sorted(words["endings"], key=len, reverse=True):
        if word.endswith(ending) and len(word) - len(ending) > 1 and names.who(word.removesuffix(ending)):
            return word.removesuffix(ending)
    return word


def _name_taken(said: _Said, told: Sequence[str], found: Named) -> bool:
    """Whether a word that was read as something else is a name too: "Domingo García" is not García on a Sunday."""
    mine = set(search_key(found.name).split())
    taken = [word for word, now in zip(said.line.first, said.line.words, strict=False) if now == TAKEN]
    return any(word.isalpha() and len(word) > 2 and word in mine and word not in told for word in taken)


def _named(said: _Said, names: Names) -> None:
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
        _find_unit(said, names, by_itself=False)


def _length(one: Named) -> int:
    return len(one.name)


def _find_unit(said: _Said, names: Names, *, by_itself: bool) -> None:
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


def _is_somebody(said: _Said, hits: Sequence[tuple[int, Named]], names: Names) -> bool:
    """Whether the only word for a room is a name of somebody, who is not named otherwise."""
    words = [said.line.words[place] for place, _one in hits]
    return len(words) == 1 and names.knows(words[0]) and len(said.line.left()) <= 2


def _plain_words(one: Named, words: Words) -> list[str]:
    return [word for word in search_key(one.name).split() if word not in words["small"] and len(word) > 2]


def _find_article(said: _Said, names: Names) -> None:
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


def _with_neighbours(said: _Said, taken: set[int], own: set[str], names: Names) -> set[int]:
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


def _find_count(said: _Said) -> None:
    numbers = dict(counted(said.words))
    for place in said.line.left():
        word = said.line.words[place]
        if said.count is None and (word in numbers or (word.isdigit() and len(word) <= 3 and int(word) > 0)):
            said.count = int(numbers.get(word, word))
            said.line.take_words([place])


@cache
def _forms(word: str) -> frozenset[str]:
    """A word and what it is when there are several of it, in any of the languages."""
    several = {word + ending for ending in ("", "s", "es", "x", "ns", "a", "ak", "k")}
    if word.endswith("a"):
        several |= {word[:-1] + "es", word[:-1], word + "k"}
    return frozenset(several)


def _one_of(word: str, own: str, names: Names) -> bool:
    return word in _forms(own) or any(_near(word, form, names) for form in _forms(own) if len(form) > 4)


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


def _mend(line: Line, words: Words, names: Names) -> None:
    """Put right one typing error in the language's own words, where nobody and nothing is called so."""
    known = _vocabulary(words)
    house = {word for one in (*names.units, *names.articles, *names.things) for word in search_key(one.name).split()}
    for place, word in enumerate(line.words):
        if len(word) < 5 or not word.isalpha() or word in known or any(word in _forms(own) for own in house):
            continue
        if word in everyday():
            continue
        near = [other for other in known if len(other) > 4 and abs(len(other) - len(word)) < 2]
        near = [other for other in near if _errors(word, other) == 1]
        if len(near) == 1 and not names.knows(word) and not any(_near(word, own, names) for own in house):
            line.words[place] = near[0]


@cache
def _vocabularies() -> dict[str, frozenset[str]]:
    found = {}
    for code, words in LANGUAGES.items():
        single = {word for name in words.phrases for phrase in words[name] for word in phrase.split()}
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
