"""What a sentence may mean, what may be asked of it, and the names of a house that it is read with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

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
    SELL_CARD = "sell_card"


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
    """A sentence understood. `what`: unit, article, thing, kind of mail, or cents on a card; `paid` a method."""

    act: ActKind
    who: Named | None = None
    what: Named | None = None
    when: Slot | None = None
    count: int = 1
    paid: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A sentence of which something is to be asked. `choices`: who may be meant; `words` nobody answers to.

    Asked what is booked, `words` are a room that is not there, and `choices` the nearest ones.
    """

    asked: Asked
    act: ActKind | None = None
    choices: tuple[Named, ...] = ()
    words: str = ""
