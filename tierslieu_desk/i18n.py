"""The user's words, through gettext.

Source strings are plain English; French is the default. The language is the desk's for the screen and the
recipient's for a document: `speaking("eu")` changes it for a block, and for that block only.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from tierslieu_desk import paths

DOMAIN = "tierslieu_desk"
DEFAULT_LANGUAGE = "fr"
LANGUAGES = ("fr", "es", "ca", "eu", "en")
"""The languages a screen or a document may ask for, in the order they are offered."""
COMPLETE_LANGUAGES = ("fr", "en")
"""Those whose catalogue must miss nothing. Of the others what people are written with is complete (their messages and
papers, `packaging/catalogues.py`); the window falls back to French, sentence by sentence."""

_desk_language: str = DEFAULT_LANGUAGE
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    catalogue = _gettext.translation(DOMAIN, paths.shipped("translations"), [language], fallback=False)
    if language != DEFAULT_LANGUAGE:
        catalogue.add_fallback(_catalogue(DEFAULT_LANGUAGE))
    return catalogue


@cache
def available(language: str) -> bool:
    """Whether a compiled catalogue for that language travels with the program; looked for once."""
    found = _gettext.find(DOMAIN, paths.shipped("translations"), [language])
    return language == "en" or found is not None


def set_language(language: str) -> None:
    """The desk's own language, for this process. One without a catalogue yet speaks French."""
    global _desk_language  # noqa: PLW0603 - one desk, one language, set once at start
    if language not in LANGUAGES:
        raise ValueError(f"{language} is none of {LANGUAGES}")
    _desk_language = language


def language() -> str:
    """The language in force here and now."""
    return _spoken.get() or _desk_language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For the length of the block, speak another language (a document's recipient's)."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def _current() -> _gettext.NullTranslations:
    spoken = language()
    return _catalogue(spoken if available(spoken) else DEFAULT_LANGUAGE)


def _(message: str) -> str:
    """The message in the language in force."""
    return _current().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form that fits `n`, in the language in force."""
    return _current().ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message as meant in that context ("Open" the door, "Open" an invoice)."""
    return _current().pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message to be translated later, where it is shown."""
    return message
