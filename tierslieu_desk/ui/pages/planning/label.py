"""What can be read of a block as narrow as it is: its name, its name over two lines, or its initials. Without Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tierslieu_desk.rules.names import initials

_TELLING, _PLAIN = 5, 10
"""More letters of a name than that tell whose it is, if need be; more than these do it plainly."""
_ROUND = 9
"""Pixels kept free at the end of a block and before the next, which initials may take."""

_LETTER = 4
"""Pixels of the narrowest letter there is."""

Measure = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Label:
    """The lines to write, none where nothing would be readable; `beside` the block when it is too narrow.

    The second line is the note when it `has_note`, else the rest of the name.
    """

    lines: tuple[str, ...]
    beside: bool = False
    has_note: bool = False


def nothing_fits(inside: int, beside: int) -> bool:
    """Whether there is no room for a letter: told without measuring, for the many blocks of a crowded week."""
    return inside < _LETTER and beside < _LETTER and inside + beside + _ROUND < _LETTER


def label_of(title: str, note: str, inside: int, beside: int, name: Measure, small: Measure) -> Label:
    """The best that fits so many pixels inside the block or beside it, as `name` and `small` measure it."""
    cut = _cut(title, inside, name)
    if cut == title or len(cut) > _PLAIN:
        return _with_note(cut, note, inside, small)
    first, _space, rest = title.partition(" ")
    second = _cut(rest, inside, name) if name(first) <= inside else ""
    if rest and second == rest:
        return Label((first, rest))
    if name(title) <= beside:
        return Label((title,), beside=True)
    if second and len(second) > _TELLING:
        return Label((first, second))
    if len(cut) > _TELLING:
        return _with_note(cut, note, inside, small)
    aside = _cut(title, beside, name)
    second = _cut(rest, beside, name) if name(first) <= beside else ""
    if len(aside) <= _PLAIN and second and (second == rest or len(second) > _TELLING):
        return Label((first, second), beside=True)
    if len(aside) > _TELLING:
        return Label((aside,), beside=True)
    letters = initials(title)
    if len(letters) == 1 and len(cut) > len("ab…"):
        return Label((cut,))
    if letters and name(letters) <= max(inside, inside + beside + _ROUND):
        return Label((letters,))  # from inside the block on, into what is free beside it
    return Label(())


def _with_note(title: str, note: str, room: int, small: Measure) -> Label:
    second = _cut(note, room, small)
    return Label((title, second), has_note=True) if second else Label((title,))


def _cut(text: str, room: int, measure: Measure) -> str:
    """As much of the text as fits, with an ellipsis; nothing where not even one letter does."""
    if measure(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…" if low else ""
