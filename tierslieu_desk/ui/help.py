"""What one screen of help says of a page: what it is for, how each thing is done there, and the keys that do it."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.i18n import N_


@dataclass(frozen=True, slots=True)
class Keystrokes:
    """A job and the very keys it takes, as the test of them presses them.

    Each of `keys` is a key ("Ctrl+K", "Enter"), letters to type ("mar"), or the key of an act of the counter
    ("act:mail", "act:3"). `wanted` is marked with `N_`.
    """

    code: str
    wanted: str
    keys: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many keys are pressed, two held together being one."""
        return sum(len(key) if is_typed(key) else 1 for key in self.keys)


def is_typed(key: str) -> bool:
    """Whether it stands for letters that are typed one by one."""
    return key.islower() and ":" not in key


@dataclass(frozen=True, slots=True)
class Help:
    """Source words marked with `N_`, translated where they are shown.

    `about` is one sentence; `ways` are (what one wants, how it is done), at most six; `keys` are (keys, what they do),
    the keys as they are written on a French keyboard in plain names: `Ctrl+K`, `Enter`, `Del`; `counted` are jobs with
    every key they take.
    """

    about: str
    ways: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    counted: tuple[Keystrokes, ...] = ()


EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", N_("the counter: find somebody, check in, sell, hand over")),
    ("Ctrl+1 … 9", N_("another page")),
    ("Ctrl+F", N_("search in the page")),
    ("Ctrl+Z", N_("undo, while the bar below offers it")),
    ("Ctrl+T", N_("tell them, while the bar below offers it")),
    ("F9", N_("the evacuation list, to print")),
    ("F1", N_("this help")),
)
"""Keys that every page answers to."""
