"""Hours left as a workbook says them: "3,5", "3 h 30", or of several kinds "3 h meeting rooms + 1 h phone booths"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tierslieu_desk import errors
from tierslieu_desk.i18n import LANGUAGES, N_, _, speaking
from tierslieu_desk.rules.durations import minutes_of
from tierslieu_desk.rules.hours import KindHours
from tierslieu_desk.rules.names import search_key
from tierslieu_desk.rules.vocabulary import UnitKind

KINDS: Mapping[UnitKind, tuple[str, ...]] = {
    UnitKind.ROOM: (N_("meeting rooms"), N_("Room")),
    UnitKind.BOOTH: (N_("phone booths"), N_("Booth")),
    UnitKind.DESK: (N_("desks"), N_("Desk")),
    UnitKind.TOOL: (N_("tools and machines"), N_("Tool")),
    UnitKind.VEHICLE: (N_("vehicles"), N_("Vehicle")),
    UnitKind.LOCKER: (N_("Locker or key"),),
    UnitKind.ZONE: (N_("zones"), N_("Zone")),
}
"""What hours may be sold of; the first word is the one that is written."""
EXAMPLE = "3,5"


def kind_words() -> list[str]:
    """Those kinds, in the language in force."""
    return [_(words[0]) for words in KINDS.values()]


def kind(text: str) -> UnitKind:
    """Which of them some words mean, in any language. Raises `WordUnknown`."""
    wanted = search_key(text)
    for one, words in KINDS.items():
        for language in LANGUAGES:
            with speaking(language):
                known = [search_key(_(word)) for word in words]
            if any(wanted == word or wanted.endswith(f" {word}") for word in known):
                return one
    raise errors.WordUnknown(text=text, choices=kind_words())


def minutes(text: str) -> int:
    """Of one kind. Raises `NotHours`."""
    found = minutes_of(text)
    if found is None:
        raise errors.NotHours(text=text, example=EXAMPLE)
    return found


def of_each(text: str, kinds: Sequence[UnitKind]) -> KindHours:
    """Minutes of each of those kinds, nothing of one that is not named: of a single kind its name may be left out.

    Raises `NotHours`, `WordUnknown` for a kind that is none of them or is named twice.
    """
    found: dict[UnitKind, int] = {}
    for part in re.split(r"[;+]", text):
        much, words = _split(part)
        one = kinds[0] if not words and len(kinds) == 1 else kind(words)
        if one not in kinds or one in found:
            raise errors.WordUnknown(text=words, choices=[_(KINDS[other][0]) for other in kinds if other in KINDS])
        found[one] = much
    return tuple((one, found.get(one, 0)) for one in kinds)


def _split(part: str) -> tuple[int, str]:
    """The time at the beginning, and the words after it."""
    words = part.split()
    for count in range(len(words), 0, -1):
        found = minutes_of(" ".join(words[:count]))
        if found is not None:
            return found, " ".join(words[count:])
    raise errors.NotHours(text=part.strip(), example=EXAMPLE)
