"""Messages: what they are for, where each stands, which way it takes, and how long one waits between two tries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tierslieu_desk.errors import WrongIdentifier


class Purpose(StrEnum):
    """What a message is for; each has its text in every language (`services/message/message_texts.py`)."""

    BOOKING_CONFIRMED = "booking_confirmed"
    BOOKING_OPTION = "booking_option"
    BOOKING_OPTION_ENDS = "booking_option_ends"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_CHANGED = "booking_changed"
    BOOKING_CANCELLED = "booking_cancelled"
    WAITING_OFFER = "waiting_offer"
    QUOTE = "quote"
    MAIL_ARRIVED = "mail_arrived"
    MAIL_WAITING = "mail_waiting"
    INVOICE = "invoice"
    PAYMENT_REMINDER = "payment_reminder"
    EVENT_PLACE = "event_place"
    EVENT_WAITING_LIST = "event_waiting_list"
    EVENT_CANCELLED = "event_cancelled"
    RECEIPT = "receipt"
    PLAIN = "plain"


PRESSING = frozenset(
    {Purpose.BOOKING_REMINDER, Purpose.BOOKING_CHANGED, Purpose.BOOKING_CANCELLED, Purpose.MAIL_ARRIVED}
    | {Purpose.EVENT_CANCELLED, Purpose.BOOKING_OPTION_ENDS, Purpose.WAITING_OFFER}
)
"""What a letter would tell too late: whoever has a telephone is called."""


class State(StrEnum):
    """Where a message stands. `SENDING`: its last line is on its way. `UNSURE`: it went, and no answer came back."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TO_PRINT = "to_print"
    PRINTED = "printed"
    TO_CALL = "to_call"
    CALLED = "called"


OPEN = (State.WAITING, State.UNSURE, State.REFUSED, State.TO_PRINT, State.TO_CALL)
"""What still asks something of the line or of somebody."""
CHANGEABLE = (State.WAITING, State.REFUSED, State.TO_PRINT, State.TO_CALL)
"""What has not left: it may be opened, changed, withdrawn."""


class Way(StrEnum):
    """How somebody is reached."""

    EMAIL = "email"
    LETTER = "letter"
    CALL = "call"


STATE_OF = {Way.EMAIL: State.WAITING, Way.LETTER: State.TO_PRINT, Way.CALL: State.TO_CALL}
"""Where a message begins."""


class Security(StrEnum):
    """How the way to the mail server is kept from being read."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}

SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=4)
LONGEST_REFUSED_FOR_NOW = timedelta(days=5)
"""A server that says "later" for so long says no (RFC 5321, section 4.5.4.1: at least four or five days)."""


def wait_after(tries: int) -> timedelta:
    """How long a message rests after that many tries: each wait is twice the one before."""
    doubled: int = 2 ** min(max(0, tries - 1), 12)
    return min(SHORTEST_WAIT * doubled, LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Reached:
    """What is known of how to reach somebody. `wish` is what they asked for, if they did."""

    email: str = ""
    phone: str = ""
    street: str = ""
    city: str = ""
    wish: Way | None = None


def ways(reached: Reached) -> tuple[Way, ...]:
    """Every way that leads to them; a letter always does: it can be handed over at the desk."""
    found = []
    if is_address(reached.email):
        found.append(Way.EMAIL)
    found.append(Way.LETTER)
    if reached.phone:
        found.append(Way.CALL)
    return tuple(found)


def way_to(reached: Reached, purpose: Purpose) -> Way:
    """The way a message takes: the one they asked for, else e-mail, else by what presses and what is known."""
    open_ways = ways(reached)
    if reached.wish in open_ways:
        return reached.wish
    if Way.EMAIL in open_ways:
        return Way.EMAIL
    by_post = bool(reached.street and reached.city)
    if Way.CALL in open_ways and (purpose in PRESSING or not by_post):
        return Way.CALL
    return Way.LETTER


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[^\s@.,;:<>()\[\]\"]+(\.[^\s@.,;:<>()\[\]\"]+)+")


def is_address(text: str) -> bool:
    """Whether an e-mail can be addressed like that: one @, no space, a name a server of today takes (RFC 5321)."""
    if len(text) > 254 or _ADDRESS.fullmatch(text.strip()) is None:
        return False
    try:
        text.strip().rpartition("@")[2].encode("idna")
    except UnicodeError:  # a part of the domain that is too long, or that no domain can have
        return False
    return True


def address(text: str) -> str:
    """The address without what is around it. Raises `WrongIdentifier`."""
    if not is_address(text):
        raise WrongIdentifier(kind="email", text=" ".join(text.split()))
    return text.strip()


def one_line(text: str) -> str:
    """What may stand in a subject or a name: a line break in one would begin a header of somebody else's choice."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


_WORD = re.compile(r"%\((\w+)\)s")


def placeholders(text: str) -> tuple[str, ...]:
    """The words that stand for a fact, in the order of the text."""
    return tuple(_WORD.findall(text))


def filled(text: str, facts: dict[str, str]) -> str:
    """The text with its facts. A line whose facts are all empty is left out, and no two empty lines follow each other.

    Nothing but the words is touched: "100 %" stays.
    """
    lines: list[str] = []
    for line in text.splitlines():
        asked = placeholders(line)
        if asked and not any(facts.get(word, "").strip() for word in asked):
            continue
        written = _WORD.sub(lambda found: facts.get(found[1], ""), line).rstrip()
        if written or (lines and lines[-1]):
            lines.extend(written.split("\n"))
    return "\n".join(lines).strip("\n")


def shown(text: str, words: Sequence[tuple[str, str]]) -> str:
    """As one edits it: each word in braces, in the language of the desk: `{name}`."""
    called = dict(words)
    return _WORD.sub(lambda found: f"{{{called.get(found[1], found[1])}}}", text)


_BRACED = re.compile(r"\{([^{}\n]*)\}")


def kept(text: str, words: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """What was edited as it is stored, and the words in braces that stand for nothing here."""
    known = {called.casefold(): word for word, called in words}
    unknown: list[str] = []

    def stored(found: re.Match[str]) -> str:
        word = known.get(found[1].strip().casefold())
        if word is None:
            unknown.append(found[1].strip())
            return found[0]
        return f"%({word})s"

    kept_text = _BRACED.sub(stored, text)
    known_words = {word for word, _called in words}
    unknown += [word for word in placeholders(kept_text) if word not in known_words]
    return kept_text, tuple(unknown)


def left_open(text: str) -> str:
    """A brace without its other one, with what stands around it on its line; empty when all are closed."""
    for line in _BRACED.sub("", text).splitlines():
        if "{" in line or "}" in line:
            return " ".join(line.split())[:40]
    return ""
