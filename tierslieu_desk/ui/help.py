"""What one screen of help says of a page: what it is for, how each thing is done there, and the keys that do it."""

from __future__ import annotations

from dataclasses import dataclass

from tierslieu_desk.i18n import N_


@dataclass(frozen=True, slots=True)
class Help:
    """Source words marked with `N_`, translated where they are shown.

    `about` is one sentence; `ways` are (what one wants, how it is done), at most six; `keys` are (keys, what they do),
    the keys as they are written on a French keyboard in plain names: `Ctrl+K`, `Enter`, `Del`.
    """

    about: str
    ways: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = ()


EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl+1 … 9", N_("another page")),
    ("Ctrl+F", N_("search in the page")),
    ("Ctrl+Z", N_("undo, while the bar below offers it")),
    ("F1", N_("this help")),
)
"""Keys that every page answers to."""
