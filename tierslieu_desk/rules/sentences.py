"""What a line typed at the counter means: the act, who, what, when, how many, how paid; or what is to be asked back.

Pure: the names of a house are handed in. A line is understood when each of its words is; what may mean two things is
asked, never guessed. `None`: it is no sentence, but a name to look for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.sentence_line import AMOUNT, TAKEN, Line
from tierslieu_desk.rules.sentence_meaning import ActKind, Ask, Asked, Meaning, Named, Names
from tierslieu_desk.rules.sentence_names import (
    Said,
    find_article,
    find_card,
    find_unit,
    find_whole_names,
    mend,
    nearest_rooms,
    room_not_there,
)
from tierslieu_desk.rules.sentence_times import Times, counted, read_times
from tierslieu_desk.rules.sentence_words import LANGUAGES, Words
from tierslieu_desk.wallclock import Slot


def understand(text: str, names: Names, now: datetime, language: str = "fr") -> Meaning | Ask | None:
    """What it means, in the window's language first, then in any other that understands all of it."""
    found = _understood(text, names, now, language)
    if isinstance(found, Meaning) and any(mark in text for mark in _ASKING):
        return Ask(Asked.WHAT, found.act)
    return found


_ASKING = ("?", "¿", "？")
"""Whoever asks whether somebody is here does not say that they are."""


def _understood(text: str, names: Names, now: datetime, language: str) -> Meaning | Ask | None:
    first = _read(text, names, now, LANGUAGES[language] if language in LANGUAGES else LANGUAGES["en"])
    if isinstance(first, Meaning) or (isinstance(first, Ask) and not first.words):
        return first
    others = [_read(text, names, now, words) for code, words in LANGUAGES.items() if code != language]
    meant = {found for found in others if isinstance(found, Meaning)}
    if meant:
        return meant.pop() if len(meant) == 1 else Ask(Asked.WHAT)
    asked = [found for found in others if isinstance(found, Ask)]
    return next((found for found in asked if not found.words), first or next(iter(asked), None))


def _read(text: str, names: Names, now: datetime, words: Words) -> Meaning | Ask | None:
    found: ActKind | Meaning | Ask | None
    line = Line(text)
    if not line.words or (len(line.words) < 2 and not _mail_word(line, words)):
        return None
    said = Said(line, words)
    mend(line, words, names)
    find_whole_names(said, names)
    find_card(said)
    verbs = {name: bool(line.take_phrase(words[name])) for name in _MAIL}
    if not any(verbs.values()):
        find_article(said, names)
    verbs |= {name: bool(line.take_phrase(words[name])) for name in _VERBS}
    paid = next((name for name in ("cheque", "card", "cash") if line.take_phrase(words[name])), "")
    slate = bool(line.take_phrase(words["slate"]))
    if said.unit is None and said.thing is None and not any(verbs[name] for name in _MAIL):
        find_unit(said, names, by_itself=True)
    times = read_times(line, words, now)
    _find_count(said)
    found = _act(said, verbs, (paid, slate), times)
    if isinstance(found, ActKind):
        found = _complete(said, found, verbs, (paid, slate), times, names)
    if isinstance(found, Ask) and not found.words:
        return replace(found, words=_unknown(said, names))
    return found


def _unknown(said: Said, names: Names) -> str:
    """The words that are neither this language's nor anybody's name."""
    left = (said.line.words[place] for place in said.line.left())
    return " ".join(
        said.line.typed.get(word, word)
        for word in left
        if word not in said.words["small"] and not names.knows(_bare(word, said.words, names) if word.isalpha() else "")
    )


_MAIL = ("registered", "parcel", "letter")
_VERBS = ("passing", "give_back", "arrive", "leave", "hand", "sell", "pay", "book")


def _mail_word(line: Line, words: Words) -> bool:
    return line.words[0] in {phrase for name in _MAIL for phrase in words[name]}


def _act(said: Said, verbs: dict[str, bool], money: tuple[str, bool], times: Times) -> ActKind | Ask | None:
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
    if said.card_told:
        found.append(ActKind.SELL_CARD)
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
    clash |= (times.any or times.length_told) and found[0] is not ActKind.BOOK
    clash |= verbs["leave"] and found[0] is ActKind.PASSER_BY
    clash |= money_told and found[0] not in {ActKind.SELL, ActKind.PAY, ActKind.SELL_CARD}
    clash |= found[0] is ActKind.SELL_CARD and (slate or verbs["pay"])
    clash |= (verbs["arrive"] or verbs["leave"]) and found[0] in _NOBODY_COMES
    clash |= slate and bool(paid or verbs["pay"]) and found[0] is ActKind.SELL
    clash |= said.thing is not None and found[0] is not ActKind.GIVE_BACK
    clash |= verbs["arrive"] and verbs["leave"]
    return Ask(Asked.WHAT, found[0]) if clash else found[0]


def _complete(
    said: Said,
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
    if act is ActKind.SELL_CARD:
        what = said.card
    if act in _OTHER_WAY and any(said.line.words[place] in said.words[_OTHER_WAY[act]] for place in said.line.left()):
        return Ask(Asked.WHO, act)
    who, ask = _who(said, act, names)
    paid, slate = money
    if act is ActKind.SELL and slate:
        paid = "slate"
    nobody = who is None and ask is None
    if ask is not None:
        return ask
    if said.unclear or (what is None and act in _ABOUT):
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


def _booking(who: Named | None, what: Named | None, said: Said, times: Times) -> Meaning | Ask:
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


_NOBODY_COMES = {ActKind.BOOK, ActKind.SELL, ActKind.PAY, ActKind.SELL_CARD}
_ABOUT = {ActKind.BOOK, ActKind.SELL, ActKind.GIVE_BACK, ActKind.SELL_CARD}
_OTHER_WAY = {ActKind.MAIL_IN: "sent_by", ActKind.GIVE_BACK: "given_to"}
"""Words that turn an act round: a parcel from somebody is not for them, a key returned to them is theirs now."""
_COUNTED = {ActKind.SELL, ActKind.MAIL_IN, ActKind.PASSER_BY}
_WITHOUT_A_NAME = {ActKind.SELL, ActKind.PASSER_BY, ActKind.GIVE_BACK}


def _who(said: Said, act: ActKind, names: Names) -> tuple[Named | None, Ask | None]:
    """Whoever the words that are left name: one, nobody when none is left, or a question."""
    room = room_not_there(said, names) if act is ActKind.BOOK else ""
    if room:
        return None, Ask(Asked.WHAT, act, nearest_rooms(room, names), room)
    left = [said.line.words[place] for place in said.line.left()]
    told = [said.line.typed.get(word, word) for word in left if word not in said.words["small"]]
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


def _name_taken(said: Said, told: Sequence[str], found: Named) -> bool:
    """Whether a word that was read as something else is a name too: "Domingo García" is not García on a Sunday."""
    mine = set(search_key(found.name).split())
    taken = [word for word, now in zip(said.line.first, said.line.words, strict=False) if now == TAKEN]
    return any(word.isalpha() and len(word) > 2 and word in mine and word not in told for word in taken)


def _find_count(said: Said) -> None:
    numbers = dict(counted(said.words))
    for place in said.line.left():
        word = said.line.words[place]
        if _signed(said.line.words, place):
            continue
        if said.count is None and (word in numbers or (word.isdigit() and len(word) <= 3 and int(word) > 0)):
            said.count = int(numbers.get(word, word))
            said.line.take_words([place])


def _signed(words: Sequence[str], place: int) -> bool:
    """Whether a figure has a minus before it or is an amount of money: it is no count, and is asked about."""
    return words[place - 1 : place] == ["-"] or words[place + 1 : place + 2] == [AMOUNT.strip()]
